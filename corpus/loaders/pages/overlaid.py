"""Words that are printed over or under a page's text and are none of it: a red stamp across the
lines, "BẢN SAO" in large letters behind them."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.loaders.pages.lines import Line, make_lines
from corpus.loaders.pages.page import Page, Word

_HUGE = 3.0  # times the text's size; titles have less than twice
_ENOUGH = 20  # words, to know the text's size
_FEW = 0.2  # of the page's words that stamps are at most
_SAME_FOOT = 0.25  # of the smaller size, within which two words stand on one line
_MOST_RED, _MOST_WORDS = 200, 5000  # words of a page that are looked at
_BESIDE = 1.2  # times the size, between the words of one stamp


def without_overlaid(page: Page) -> Page:
    """The page with such words put aside."""
    sizes = [word.size for word in page.words if word.size]
    if page.scanned or not _ENOUGH <= len(sizes) <= _MOST_WORDS:
        return page
    huge = _HUGE * median(sizes)
    found = [word for word in page.words if word.size > huge] + _stamped(page)
    if not found or len(found) > _FEW * len(page.words):
        return page
    taken = {id(word) for word in found}
    kept = tuple(word for word in page.words if id(word) not in taken)
    aside = tuple(map(_as_one, make_lines(found, page)))
    return replace(page, words=kept, aside=(*page.aside, *aside))


def _as_one(line: Line) -> Word:
    """A line's words as one with blanks."""
    return Word(line.text, line.box, size=line.words[0].size)


def _stamped(page: Page) -> list[Word]:
    """Red words that stand across lines of other colours, with the red words beside them."""
    red = [word for word in page.words if word.red]
    if not red or len(red) > min(_MOST_RED, _FEW * len(page.words)):
        return []
    others = [word for word in page.words if not word.red]
    found = [word for word in red if _lies_across(word, others, page)]
    grown = bool(found)
    while grown:
        near = [w for w in red if w not in found and any(_is_beside(w, f, page) for f in found)]
        found += near
        grown = bool(near)
    return found


def _lies_across(word: Word, others: Sequence[Word], page: Page) -> bool:
    """Whether the word reaches into lines and stands on none."""
    reached = False
    for other in others:
        if min(word.box[3], other.box[3]) - max(word.box[1], other.box[1]) <= 0:
            continue
        if abs(_foot(word, page) - _foot(other, page)) <= _SAME_FOOT * min(word.size, other.size):
            return False
        reached = True
    return reached


def _foot(word: Word, page: Page) -> float:
    """The height of the line that the word stands on, in points from above."""
    return word.box[3] * page.height - word.size * 0.24


def _is_beside(word: Word, other: Word, page: Page) -> bool:
    across = max(word.box[0], other.box[0]) - min(word.box[2], other.box[2])
    down = max(word.box[1], other.box[1]) - min(word.box[3], other.box[3])
    near = _BESIDE * max(word.size, other.size)
    return across * page.width < near and down * page.height < near
