"""A question that asks several things of one matter, cut into what it asks.

"Ai ký quyết định này và có hiệu lực từ ngày nào?" asks two things that stand in two clauses. Each
thing keeps the words that lead to all of them ("Ở Lai Châu, …") and those that follow all.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.question import only_ascii
from bot.retrieve.segments import closed_spans, has_content, tidy
from bot.understand.intent.words import SEVERAL_OF
from bot.understand.scope.scope import without
from bot.vocabulary import folded_stopwords, phrase_book, read_table
from corpus.language.phrases import PhraseBook
from corpus.language.segment import folded_syllables

_MOST = 3  # things asked for
_THIN = 1  # content syllables, that do not say of what something is asked
_POINTS = re.compile(r"[;.?!](?=\s)|,(?=\s)|:(?=\s)|\+|&")
# "có … không", and what may follow it
_HAVE = frozenset(("có", "được", "đc", "phải", "cần", "còn", "đã", "bị", "co", "dc", "phai", "can"))
_NOT = frozenset(("không", "ko", "kg", "k", "hông", "hong", "chưa", "chua", "khong"))
_AFTER = frozenset(
    ("ạ", "a", "vậy", "vay", "z", "nhỉ", "hả", "ha", "ta", "nè", "em", "anh", "chị", "chi", "ad",
     "bạn", "ban", "bác", "bac", "cháu", "chau")
)  # fmt: skip
_WORD = re.compile(r"\w+")
_EITHER_OR = re.compile(r"\S\s(?:hay|hoặc)\s+\S", re.IGNORECASE)
# "bất cứ ai", "chưa có giấy tờ gì": nothing is asked
_INDEFINITE = re.compile(
    r"\b(?:bất cứ|bất kỳ|bất kể|không|chẳng|chưa)\b(?:(?!\b(?:thì|là)\b)[^,;:.?!])*+$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bmấy\b", re.IGNORECASE)
_HOW_MANY_BARE = re.compile(r"\b(?:mấy|may)\b", re.IGNORECASE)
_POINTED = re.compile(r"\b(?:này|đó|ấy|kia|đây|nay|do|ay|day)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thing:
    """One of several things asked for: its ``own`` words, and the ``whole`` with what all share."""

    own: str
    whole: str


def split_asked(text: str) -> list[str]:
    """What ``text`` asks, a string each with what all share; empty where it asks one thing."""
    things = things_asked(text)
    if not all(has_content(thing.own) for thing in things):
        return []  # "ai làm, và khi nào?": one clause may say both
    return [thing.whole for thing in things]


def things_asked(text: str) -> list[Thing]:
    """The same, also of things that have no content of their own."""
    pieces = _pieces(text)
    asking = [i for i, piece in enumerate(pieces) if _asks(piece, i == 0)]
    if not 2 <= len(asking) <= _MOST:
        return []
    first, last = asking[0], asking[-1]
    lead, tail = " ".join(pieces[:first]), " ".join(pieces[last + 1 :])
    things: list[Thing] = []
    begun = first
    for place in asking:
        own = _without_joins(" ".join(pieces[begun : place + 1]))
        shared = lead
        if things and is_thin(own) and not _content(lead):
            shared = f"{lead} {_told_by(things[0].own)}"  # "… mất mấy ngày, nộp ở đâu"
        things.append(Thing(tidy(own), tidy(f"{shared} {own} {tail}")))
        begun = place + 1
    return things


def _told_by(thing: str) -> str:
    """What a thing is asked of, its asking words left out."""
    spans = [
        (m.start, m.end) for m in (*phrase_book("asks").find(thing), *_book("words").find(thing))
    ]
    return without(thing, spans)


def is_thin(thing: str) -> bool:
    """Whether a thing's own words do not say of what it is asked: "sau mấy ngày"."""
    return _content(thing) <= _THIN


def _content(text: str) -> int:
    return sum(s not in folded_stopwords() for s in folded_syllables(_told_by(text)))


def _pieces(text: str) -> list[str]:
    """``text`` at every word and point that can part two things that are asked."""
    closed = closed_spans(text)
    cuts = [m.end() for m in _POINTS.finditer(text)] + [m.start for m in _book("joins").find(text)]
    free = sorted({c for c in cuts if 0 < c < len(text) and not _inside(c, closed)})
    bounds = [0, *free, len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(bounds)]
    return [piece for piece in pieces if piece.strip()]


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in spans)


def _asks(piece: str, opens: bool) -> bool:
    """Whether ``piece`` asks something; ``opens``: it is the first of the question, where "mấy"
    at its head only says that there are several ("mấy việc này")."""
    words = [match.start for match in _book("words").find(piece)]
    several = {match.start() for match in SEVERAL_OF.finditer(piece)}
    for match in (_HOW_MANY_BARE if only_ascii(piece) else _HOW_MANY).finditer(piece):
        head = opens and not piece[: match.start()].strip() and bool(_POINTED.search(piece))
        if not head and match.start() not in several:
            words.append(match.start())
    if any(not _INDEFINITE.search(piece[:start]) for start in words):
        return True
    return bool(
        _wants_yes_or_no(piece) or (piece.rstrip().endswith("?") and _EITHER_OR.search(piece))
    )


def _wants_yes_or_no(piece: str) -> bool:
    """Whether ``piece`` ends as a question for yes or no does: "có phải nộp ko ạ"."""
    words = [match.group().lower() for match in _WORD.finditer(piece)]
    while words and words[-1] in _AFTER:
        words.pop()
    return bool(words) and words[-1] in _NOT and any(word in _HAVE for word in words[:-1])


def _without_joins(words: str) -> str:
    """``words`` without what joined them to those before."""
    match = next(iter(_book("opening").find(words)), None)
    if match and not words[: match.start].strip(" ,;:.?!"):
        return words[match.end :]
    return words


@cache
def _book(row: str) -> PhraseBook:
    return PhraseBook([(phrase, row) for phrase in read_table("compare")["asked"][row]])
