"""Two things of one matter that a question sets side by side: "nhóm II và nhóm III, loại nào lâu
hơn", "của người chủ trì so với của đại biểu", "năm 2025 so với 2030".

Neither has a document of its own, so each is asked alone within the document of the matter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.retrieve.segments import closed_spans, tidy
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import province_book
from bot.vocabulary import folded_stopwords, read_table, stopwords
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_organs

_WORD = re.compile(r"[^\W_]+(?:[.,/][^\W_]+)*%?")
_POINT = re.compile(r"[,;:.?!()](?=\s|$)|[()]")
_FIGURE = re.compile(r"\d[\d.,/]*%?$|[IVX]+$")
_TO_PLACES = frozenset(("ở", "tại", "của", "trong", "tỉnh", "thành", "phố", "o", "tai", "tinh"))
_LONGEST = 12  # words of one of the two
_LOOKED_BACK = 12  # words before the join


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the two: as the question names it, and what is asked of it alone."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class _Word:
    said: str
    start: int
    end: int


def split_pair(text: str, blank: Sequence[tuple[int, int]] = ()) -> tuple[Thing, ...]:
    """The things that ``text`` sets side by side; empty where it sets none, or bodies or places,
    which are told apart by their documents and tasks. ``blank`` spans only say that it compares."""
    spans = [*blank, *((m.start, m.end) for m in _book("higher").find(text))]
    places = [(m.start, m.end) for m in province_book().find(text)]  # where, not what
    words = [_Word(m.group().lower(), *m.span()) for m in _WORD.finditer(text)]
    closed = closed_spans(text)
    for match in _book("joins").find(text):
        if any(s < match.start < e for s, e in closed) or not _is_free(match.start, spans, text):
            continue
        after = _after(text, words, match.end, [*spans, *places])
        before = _before(text, _outside(words, [*spans, *places]), match.start, after)
        if after and before:
            after = _as_long(words, before, after)
            names = [text[slice(*span)] for span in (before, after)]
            if any(_is_told_apart(name) for name in names) or fold(names[0]) == fold(names[1]):
                continue
            return tuple(
                Thing(name, _alone(text, (before[0], after[1]), name, spans)) for name in names
            )
    return ()


def _outside(words: Sequence[_Word], spans: Sequence[tuple[int, int]]) -> list[_Word]:
    """The words that lie in none of ``spans``, nor lead to one ("ở Huế")."""
    kept: list[_Word] = []
    for word in words:
        if any(s <= word.start < e for s, e in spans):
            while kept and kept[-1].said in _TO_PLACES:
                kept.pop()
            continue
        kept.append(word)
    return kept


def _is_free(start: int, spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether the join is none of the words that only compare, but for "so với" itself."""
    held = [span for span in spans if span[0] <= start < span[1]]
    return all(fold(text[slice(*span)]) in _plain() for span in held)


def _after(
    text: str, words: Sequence[_Word], start: int, spans: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The words after the join, up to a point or to what goes on with the sentence."""
    said = [w for w in words if w.start >= start]
    while said and said[0].said in _leading(text):
        said = said[1:]
    if not said:
        return None
    first, last = said[0], None
    if _FIGURE.match(text[first.start : first.end]):
        return first.start, first.end
    for word in said:
        stops = any(s <= word.start < e for s, e in spans) or word.said in _bounds(text)
        if stops or _POINT.search(text, first.start, word.start):
            break
        last = word
    if last is None or not _has_word(text[first.start : last.end]):
        return None
    long = sum(first.start <= w.start < last.end for w in words) > _LONGEST
    return None if long else (first.start, last.end)


def _before(
    text: str, words: Sequence[_Word], end: int, after: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The words before the join that are the like of those after it."""
    if after is None:
        return None
    point = max((m.end() for m in _POINT.finditer(text, 0, end)), default=0)
    said = [w for w in words if w.end <= end and w.start >= point][-_LOOKED_BACK:]
    if not said:
        return _before_point(text, words, point)
    figure = _FIGURE.match(text[after[0] : after[1]])
    if figure:
        like = [w for w in said if _FIGURE.match(text[w.start : w.end])]
        return (like[-1].start, like[-1].end) if like else None
    head = next(w.said for w in words if w.start == after[0])
    for word in reversed(said):
        if word.said == head:
            return word.start, said[-1].end
    begun = 0
    for at, word in enumerate(said):
        if word.said in _bounds(text) or word.said in _leading(text):
            begun = at + 1
    length = sum(after[0] <= w.start < after[1] for w in words)
    own = said[begun:][-length:]
    if not own or not _has_word(text[own[0].start : own[-1].end]):
        return None
    return own[0].start, own[-1].end


def _before_point(text: str, words: Sequence[_Word], point: int) -> tuple[int, int] | None:
    """What opens the stretch that ends at the point before the join: "A thì mấy ngày, so với B"."""
    end = point - 1
    begun = max((m.end() for m in _POINT.finditer(text, 0, end)), default=0)
    said: list[_Word] = []
    for word in (w for w in words if begun <= w.start < end):
        if word.said in _bounds(text):
            break
        said.append(word)
    while said and said[0].said in _leading(text):
        said = said[1:]
    return (said[0].start, said[-1].end) if 0 < len(said) <= _LONGEST else None


def _as_long(
    words: Sequence[_Word], before: tuple[int, int], after: tuple[int, int]
) -> tuple[int, int]:
    """Of the second as many words as the first has, where both begin alike: "cấp tỉnh với cấp xã
    chỉ tiêu gì"."""
    one = [w for w in words if before[0] <= w.start < before[1]]
    other = [w for w in words if after[0] <= w.start < after[1]]
    longer = len(other) > len(one) + 1 and one[-1].said != other[-1].said
    if one[0].said == other[0].said and longer:
        return after[0], other[len(one) - 1].end
    return after


def _has_word(text: str) -> bool:
    """Whether any word but stop words stands in ``text``; "đô thị" is none, though "do" is one."""
    if text.isascii():
        return any(s not in folded_stopwords() for s in folded_syllables(text))
    return any(s not in stopwords() for s in syllables(text))


def _is_told_apart(name: str) -> bool:
    places = province_book().find(name)
    return bool(places or find_organs(name) or read_mentions(name, places))


def _alone(text: str, both: tuple[int, int], name: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` asking one of the two: that one in the place of both, nothing that compares."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return tidy(f"{''.join(kept[: both[0]])} {name} {''.join(kept[both[1] :])}")


@cache
def _book(section: str) -> PhraseBook:
    return PhraseBook((p, section) for p in read_table("compare")["things"][section])


def _bounds(text: str) -> frozenset[str]:
    return _set("bounds", text.isascii())


def _leading(text: str) -> frozenset[str]:
    return _set("leading", text.isascii())


@cache
def _set(name: str, bare: bool) -> frozenset[str]:
    words = read_table("compare")["things"][name].split()
    return frozenset(map(fold, words)) if bare else frozenset(words)


@cache
def _plain() -> frozenset[str]:
    return frozenset(map(fold, read_table("compare")["things"]["plain"]))
