"""Tables of contents: what lists the headings is no clause.

Known by the field that made them, by the gallery that they were taken from, by the styles of their
lines ("toc 1"), or, made by hand, by page numbers behind a leader or under the heading "Mục lục".
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.loaders.docx.names import (
    CONTROL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    TABLE,
    TEXT,
    VAL,
    W,
)
from corpus.loaders.docx.styles import Styles
from corpus.loaders.docx.xml import Element, child_value, flat
from corpus.structure.contents import entry_page, is_contents_heading, lists_headings

_GALLERY = "table of contents"
_BETWEEN = 2  # lines without a page number between two entries


def find_contents(body: Element, styles: Styles, listed: set[Element]) -> set[Element]:
    """The paragraphs and tables of tables of contents; ``listed`` are those of fields."""
    found = set(listed)
    for control in body.iter(CONTROL):
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(VAL, "").lower() == _GALLERY:
            found.update(control.iter(PARAGRAPH))
    for paragraph in body.iter(PARAGRAPH):
        style = child_value(paragraph.find(PARAGRAPH_PROPERTIES), "pStyle")
        if style and styles.lists_contents(style):
            found.add(paragraph)
    flow = [e for e in flat(body) if e.tag == TABLE or (e.tag == PARAGRAPH and _words(e).strip())]
    found.update(_by_hand(flow))
    for before, element in pairwise(flow):
        if element in found and _is_heading(before):
            found.add(before)
    return found


def _by_hand(flow: Sequence[Element]) -> Iterator[Element]:
    """Entries that were typed: behind the heading, or by the leaders before their page numbers."""
    at = 0
    while at < len(flow):
        headed = _is_heading(flow[at])
        start = at + 1 if headed else at
        if headed and start < len(flow) and flow[start].tag == TABLE and _lists(flow[start]):
            yield flow[start]
            at = start + 1
            continue
        end, entries = _run(flow, start, headed)
        if entries and (headed or lists_headings([_words(e) for e in flow[start:end]])):
            yield from flow[start:end]
        at = max(end, at + 1)


def _run(flow: Sequence[Element], start: int, headed: bool) -> tuple[int, int]:
    """Where a run of entries that begins at ``start`` ends, and how many it has."""
    end, entries, last, at = start, 0, 0, start
    while at < len(flow) and flow[at].tag == PARAGRAPH:
        page = _page(flow[at], headed)
        if page is not None and page >= last:
            entries, last, end = entries + 1, page, at + 1
        elif not headed or page is not None or at - end >= _BETWEEN:
            break
        at += 1
    return end, entries


def _page(paragraph: Element, headed: bool) -> int | None:
    """The page number at the paragraph's end, behind a leader or tab."""
    words = _words(paragraph)
    page = entry_page(words)
    if page is not None:
        return page
    before, tab, number = words.rstrip().rpartition("\t")
    if not (tab and before.strip() and number.strip().isdecimal() and len(number.strip()) <= 4):
        return None
    return int(number) if headed or _has_leader(paragraph) else None


def _has_leader(paragraph: Element) -> bool:
    """Whether one of the paragraph's own tab stops draws a leader."""
    stops = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{W}tabs")
    return stops is not None and any(
        stop.get(W + "leader", "none") not in ("none", "") for stop in stops
    )


def _lists(table: Element) -> bool:
    """Whether each row of a table, but its head, ends with a page number."""
    pages = []
    for row in table.iter(ROW):
        cells = [c for c in flat(row) if c.tag == W + "tc"]
        pages.append(_words(cells[-1]).strip() if cells else "")
    pages = pages[0 if pages and pages[0].isdecimal() else 1 :]
    return (
        bool(pages)
        and all(p.isdecimal() and len(p) <= 4 for p in pages)
        and ([int(p) for p in pages] == sorted(int(p) for p in pages))
    )


def _is_heading(element: Element) -> bool:
    return element.tag == PARAGRAPH and is_contents_heading(_words(element))


def _words(element: Element) -> str:
    return "".join(
        (e.text or "") if e.tag == TEXT else "\t"
        for e in element.iter(TEXT, W + "tab", W + "ptab")
        if e.tag == TEXT or e.getparent().tag != W + "tabs"
    )
