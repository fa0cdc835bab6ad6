"""A question on several provinces or documents to what it asks of each.

"Hải Dương nhắm vào ai, còn Quảng Ngãi giao sở nào?" asks each its own; "Ở Hải Dương và Quảng Ngãi,
sở nào …" asks both the same, as does "trong các văn bản 2022 và 2023".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.question import Understood
from bot.understand.guard import has_little_content
from bot.understand.mention import fits, read_mentions
from bot.understand.scope import of_kind, province_book, without
from bot.vocabulary import phrase_book
from corpus.document import Document
from corpus.organs import find_organs

# two years beside each other, no stretch of time: "2022 và 2023", "(2022, 2023)"
_YEARS = re.compile(
    r"20\d\d(?:\s*(?:,|và|lẫn|cùng|hay|với|so với|va|lan|cung|and)\s*(?:năm\s+|nam\s+)?20\d\d)+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
_BETWEEN = re.compile(r"^[\s(,:]*(?:(?:theo|trong|tại|ở|qua|năm|các|văn bản)\s+)*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked (``words``) of ``documents``, which ``name`` tells from the other parts'."""

    name: str
    words: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Words that say of what a part of the question is asked."""

    start: int
    end: int
    documents: tuple[Document, ...]
    province: str = ""


def split_parts(question: Understood, scope: Sequence[Document]) -> list[Part]:
    """The parts of a question that compares provinces or documents; empty where it does not."""
    text = question.standalone
    compared = phrase_book("compare").find(text)
    sections = {match.name for match in compared}
    anchors = _anchors(text, scope, "provinces" in sections)
    if len({a.documents for a in anchors}) < 2:
        anchors = []
        places = sorted({d.metadata.province for d in scope if d.metadata.province})
        if not sections or (question.provinces and "provinces" in sections):
            return []
        meant = [d for d in scope if d.id in (*question.named, *question.preferred)]
        spans = [(m.start, m.end) for m in compared]
        if "provinces" in sections and len(places) > 1:
            for place in places:
                own = [d for d in scope if d.metadata.province == place]
                anchors.append(_Anchor(0, 0, tuple([d for d in own if d in meant] or own), place))
        elif len(meant) > 1:
            anchors = [_Anchor(0, 0, (document,)) for document in meant]
        else:
            return []
        words = dict.fromkeys(anchors, without(text, [*spans, *_scope_words(text)]))
    else:
        words = _words_of(text, anchors, [(m.start, m.end) for m in compared])
    return _parts(words)


def _parts(words: dict[_Anchor, str]) -> list[Part]:
    parts: dict[tuple[Document, ...], str] = {}
    for anchor, own in words.items():
        known = parts.get(anchor.documents, "")
        parts[anchor.documents] = own if not known or known in own else f"{known} {own}"
    names = _names(list(parts))
    return [Part(name, own, group) for name, (group, own) in zip(names, parts.items(), strict=True)]


def _names(groups: list[tuple[Document, ...]]) -> list[str]:
    """What tells the parts apart, in the fewest words: province, kind, or kind and year. Never a
    number or a day: of a part that is not answered nothing is cited."""
    ways: list[Callable[[Document], str]] = [
        lambda d: d.metadata.province or d.metadata.kind,
        lambda d: d.metadata.kind,
        lambda d: f"{d.metadata.kind} năm {(d.metadata.date or '')[:4]}",
    ]
    for way in ways:
        names = [", ".join(dict.fromkeys(way(d) for d in group)) for group in groups]
        if len(set(names)) == len(names):
            break
    return names


def _anchors(text: str, scope: Sequence[Document], each: bool) -> list[_Anchor]:
    """Provinces, documents and years by their place; one that the next narrows is left out."""
    places = province_book().find(text)
    organs = find_organs(text)
    found: list[_Anchor] = []
    mentions = read_mentions(text, places)
    exact = any(mention.exact for mention in mentions)
    for mention in mentions:
        if exact and not mention.exact and not each:
            continue  # "theo Công văn 4685, kế hoạch …": the plan is what is asked about
        documents = tuple(d for d in scope if fits(d, mention))
        documents = documents or (
            () if mention.exact else tuple(d for d in scope if of_kind(d, mention.kind))
        )
        if documents and len(documents) < len(scope):
            split = [(d,) for d in documents] if each and not mention.exact else [documents]
            found += [_Anchor(mention.start, mention.end, part) for part in split]
    for years in _YEARS.finditer(text):
        for year in _YEAR.finditer(years.group()):
            documents = tuple(d for d in scope if (d.metadata.date or "")[:4] == year.group())
            start = years.start() + year.start()
            if documents and not _inside(found, start):
                found.append(_Anchor(start, start + 4, documents))
    for place in places:
        if _inside(found, place.start):
            continue
        if any(o.start <= place.start < o.end for o in organs) and len(places) < 2:
            continue
        documents = tuple(d for d in scope if d.metadata.province == place.name)
        if documents:
            found.append(_Anchor(place.start, place.end, documents, place.name))
    return _narrowed(text, sorted(found, key=lambda a: (a.start, a.end)))


def _inside(anchors: Sequence[_Anchor], position: int) -> bool:
    return any(a.start <= position < a.end for a in anchors)


def _narrowed(text: str, anchors: list[_Anchor]) -> list[_Anchor]:
    """The anchors, each within the province named before it where that has such documents."""
    kept: list[_Anchor] = []
    province: _Anchor | None = None
    for anchor in anchors:
        if anchor.province:
            province = anchor
            kept.append(anchor)
            continue
        if province:
            narrower = tuple(d for d in anchor.documents if d in province.documents)
            beside = _BETWEEN.match(text[kept[-1].end : anchor.start]) if kept else None
            if narrower and beside and kept[-1] is province:
                kept.pop()
            if narrower:
                anchor = _Anchor(anchor.start, anchor.end, narrower)
        kept.append(anchor)
    # "kế hoạch 2023 của Quảng Ngãi": the wider of two only says where the narrower stands
    return [a for a in kept if not any(set(o.documents) < set(a.documents) for o in kept)]


def _words_of(
    text: str, anchors: list[_Anchor], compared: list[tuple[int, int]]
) -> dict[_Anchor, str]:
    """The words after each anchor, after those before the first; all where one has few."""
    names = [*compared, *((a.start, a.end) for a in anchors), *_scope_words(text)]
    whole = without(text, names)
    lead = text[: anchors[0].start]
    words: dict[_Anchor, str] = {}
    for anchor, after in zip(anchors, [*anchors[1:], None], strict=True):
        own = text[anchor.end : after.start if after else len(text)]
        if has_little_content(own):
            return dict.fromkeys(anchors, whole)
        spans = [s for s in compared if s[1] <= len(lead)]
        words[anchor] = f"{without(lead, [*spans, *_scope_words(lead)])} {own}".strip()
    return words


def _scope_words(text: str) -> list[tuple[int, int]]:
    """Province names that belong to no organ's own name."""
    organs = find_organs(text)
    return [
        (m.start, m.end)
        for m in province_book().find(text)
        if not any(o.start <= m.start < m.end <= o.end for o in organs)
    ]
