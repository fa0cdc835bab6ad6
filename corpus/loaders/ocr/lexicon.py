"""How likely letters are words of a directive: syllables, numbers, and what stands beside what."""

import math
import re
from functools import cache, lru_cache

from corpus.citation.document_number import NUMBER, is_number
from corpus.language.diacritics import Restorer
from corpus.language.syllables import is_syllable, place_tone
from corpus.vocabulary import DIRECTIVES, kinds, read_table

_MARKS = " .,;:!?()[]{}\"'“”‘’«»…*_~|`´^=<>°¬—–-+•/\\"
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_FIGURE = re.compile(r"\d{1,4}(?:[.,/:-]\d{1,4}){0,5}%?|\d{5,9}%?")
_ABBREVIATION = re.compile(r"[A-ZĐ&]{2,8}\d{0,2}")
_LABEL = re.compile(r"[a-zđ]|\d{1,2}\.\d{1,2}|[IVX]{1,5}")
_COUNTED = frozenset(["điều", "khoản", "số", "ngày", "tháng", "năm", "quý", "trang"])
_KNOWN, _POSSIBLE, _ODD, _WRONG = 1.0, 0.5, 0.2, 0.0


def core(text: str) -> str:
    """The word without the marks around it."""
    return text.strip(_MARKS)


def soundness(text: str) -> float:
    """From 0 to 1, how much the word looks like one, whatever stands beside it."""
    word = core(text)
    if not word:
        return _POSSIBLE
    if any(letter.isdigit() for letter in word):
        return _code(word)
    pieces = _PIECE.findall(word)
    return min((_letters(piece) for piece in pieces), default=_ODD)


def _code(word: str) -> float:
    """Of figures, dates, numbers of documents."""
    if _FIGURE.fullmatch(word) or _LABEL.fullmatch(word.lower()):
        return _KNOWN
    match = NUMBER.fullmatch(word)
    if match and is_number(match):
        parts = re.split(r"[-–./]", match["symbol"])
        return _KNOWN if all(part in _symbols() for part in parts[:1]) else 0.9
    if _ABBREVIATION.fullmatch(word):
        return _POSSIBLE
    if re.fullmatch(r"(?:[A-ZĐ]{1,8}\d?[/-])+[A-ZĐ]{1,8}\d{0,2}", word):
        return _POSSIBLE
    return _WRONG


@lru_cache(maxsize=65536)
def _letters(piece: str) -> float:
    lower = piece.lower()
    if piece not in (lower, piece.upper(), piece.capitalize()):
        return _POSSIBLE if piece in _symbols() else _WRONG
    if _lexicon().knows(place_tone(lower)):
        return _KNOWN
    if piece in _symbols():
        return _KNOWN
    if is_syllable(lower):
        return _POSSIBLE
    return _POSSIBLE if _ABBREVIATION.fullmatch(piece) else _ODD


def company(before: str, text: str, after: str) -> float:
    """How often the word was seen beside its neighbours, in logarithms; 0 for never."""
    word = _unit(text)
    lexicon = _lexicon()
    pairs = (lexicon.pairs(_unit(before), word), lexicon.pairs(word, _unit(after)))
    return sum(math.log1p(count) for count in pairs)


def wants_number(before: str) -> bool:
    """Whether a figure stands behind the word ("khoản", "ngày")."""
    return core(before).lower() in _COUNTED


def _unit(text: str) -> str:
    word = core(text).lower()
    return "0" if word[:1].isdigit() else place_tone(word)


@cache
def _lexicon() -> Restorer:
    """From the directives that come with the program, the dictionary and running text."""
    files = sorted(DIRECTIVES.rglob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    return Restorer(texts)


@cache
def _symbols() -> frozenset[str]:
    """Parts of document numbers: kinds ("QĐ"), organs ("UBND")."""
    own = {symbol for kind in kinds().values() for symbol in kind["symbols"]}
    return frozenset(own) | frozenset(read_table("proper_names")["signs"]) | {"TTg", "UBND", "HĐND"}
