"""Tables of contents: lines that give the page on which a heading stands are no clauses."""

from collections.abc import Sequence

from corpus.language.normalize import fold
from corpus.structure.block import Block
from corpus.structure.numbering import read_marker

_LEADERS = ".…·_"
_FEWEST = 4  # signs of a leader
_MOST_PAGES = 4  # digits
_ENTRIES = 2  # in a run that no heading stands above
_BETWEEN = 2  # lines without a page number between two entries
_LEVELS = frozenset({"phan", "chuong", "muc", "tieu_muc", "dieu"})
_FIGURES = (29, 30)  # ranks of sections that a letter or Roman figure alone names
_HEADINGS = ("muc luc", "muc luc noi dung", "muc luc van ban", "noi dung trang")


def is_contents_heading(words: str) -> bool:
    """Whether the line heads a table of contents ("MỤC LỤC").

    >>> is_contents_heading("MỤC LỤC"), is_contents_heading("Mục lục hồ sơ phải nộp")
    (True, False)
    """
    return fold(" ".join(words.split())).rstrip(":. ") in _HEADINGS


def entry_page(words: str) -> int | None:
    """The page number behind a leader at the end of a line, or None.

    >>> entry_page("Điều 1. Phạm vi ........ 3"), entry_page("Tổng số: 3")
    (3, None)
    """
    bare = words.rstrip()
    before = bare.rstrip("0123456789")
    page = bare[len(before) :]
    if not page or len(page) > _MOST_PAGES:
        return None
    title = before.rstrip(f"{_LEADERS} \t")
    leader = before[len(title) :]
    signs = sum(3 if sign == "…" else 1 for sign in leader if sign in _LEADERS)
    return int(page) if title and signs >= _FEWEST else None


def lists_headings(lines: Sequence[str]) -> bool:
    """Whether lines with page numbers, under no heading of their own, are those of headings: half
    of them are parts, chapters or articles. A form's "2. Hình thức: ……… 3" gives a note's number.
    """
    markers = [read_marker(line.strip()) for line in lines]
    named = sum(m is not None and m.level in _LEVELS and m.rank not in _FIGURES for m in markers)
    return len(lines) >= _ENTRIES and 2 * named >= len(lines)


def mark_contents(lines: Sequence[Block]) -> None:
    """Mark the lines of tables of contents, and their heading, as page furniture."""
    at = 0
    while at < len(lines):
        headed = is_contents_heading(lines[at].words) if len(lines[at].words) < 40 else False
        start = at + 1 if headed else at
        end, entries = _run(lines, start, headed)
        if entries and (headed or lists_headings([line.words for line in lines[start:end]])):
            for line in lines[at:end]:
                line.noise, line.marker = True, None
        at = max(end, at + 1)


def _run(lines: Sequence[Block], start: int, headed: bool) -> tuple[int, int]:
    """Where a run of entries that begins at ``start`` ends, and how many it has."""
    end, entries, last, at = start, 0, 0, start
    while at < len(lines) and not lines[at].row:
        page = entry_page(lines[at].words)
        if page is not None and page >= last:
            entries, last, end = entries + 1, page, at + 1
        elif page is not None or at - end >= (_BETWEEN if headed else 0):
            break
        at += 1
    return end, entries
