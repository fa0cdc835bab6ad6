"""Text as it is read aloud: letters, spaces and sentence punctuation, nothing else."""

import re
from functools import cache

from bot.speak.codes import (
    read_abbreviations,
    read_document_numbers,
    read_letters,
    read_phrases,
)
from bot.speak.numbers import cue, ordinal, read_numbers
from bot.speak.own import read_own
from bot.vocabulary import read_table
from corpus.language.normalize import nfc

__all__ = ["ordinal", "read_aloud"]

_LINK = re.compile(r"\[([^\]]{0,200}+)\]\([^)]{0,500}+\)")
_MARKUP = re.compile(r"\[\d+\]|<[^<>\d\s][^<>]*>|[*_`#]{1,3}(?=\S)|(?<=\S)[*`#]{1,3}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+\.\w+"
    r"|\b(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.vn\b(?:/\S*)?"
)
_LINE_MARK = re.compile(r"(?m)^[ \t]*(?:>[ \t]*)*(?:[-+•*–][ \t]+)?")
_CLOSING = re.compile(r"\./\.?")
_BLANKS = re.compile(r"…|\.{2,}|_{2,}")
_LINE_END = re.compile(r"(?:(?<![ \t])[ \t]++)?\n\s*+")
_PUNCTUATION = re.compile(r"[.,;?](?:[\s.,;?]*[.,;?])?")
_STRENGTH = ",;.?"


def read_aloud(text: str) -> str:
    """``text`` in spoken words: no digits, abbreviations, markers, Markdown or addresses."""
    text = _MARKUP.sub("", _LINK.sub(r"\1", nfc(text)))
    text = _CLOSING.sub(".", _LINE_MARK.sub("", _ADDRESS.sub("", text)))
    text = _LINE_END.sub("\n", text.strip())
    for read in (
        read_phrases, read_document_numbers, _read_own, read_letters, read_numbers, _read_rates,
        _read_dashes, read_abbreviations, _read_symbols,
    ):  # fmt: skip
        text = read(text)
    return _tidy(text)


def _read_own(text: str) -> str:
    return read_own(text, read_aloud)


def _read_rates(text: str) -> str:
    """ "một lần/tháng" as "một lần mỗi tháng"; other slashes stand between choices."""
    text = _rate().sub(r"\1 mỗi ", text)
    return re.sub(r"(?<=\w)\s*/\s*(?=\w)", " hoặc ", text)


def _read_dashes(text: str) -> str:
    """A dash before a post is a pause, any other is not heard."""
    text = _pause().sub(", ", text)
    text = re.sub(r"\s[-–—]{1,2}\s(?=\w+\s(?:là|gồm)\b)|\s—\s", ", ", text)
    return re.sub(r"(?<=\w)-(?=\w)|\s[-–—]+\s?|[-–—]+", _joined, text)


def _joined(match: re.Match[str]) -> str:
    """Parts of an abbreviation ("KT-XH") stay together until it is read."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return "-" if match.group() == "-" and before.isupper() and after.isupper() else " "


def _read_symbols(text: str) -> str:
    for symbol, words in read_table("spoken")["symbols"].items():
        text = text.replace(symbol, f" {words} ")
    return text


def _tidy(text: str) -> str:
    """One line of sentences: pauses in place of brackets, one mark where several met."""
    text = _BLANKS.sub(" ", text)
    text = re.sub(r"(?<=[^\s.,;:?!])\n", ". ", text)
    text = re.sub(r"[()\[\]{}:|]", ",", text).replace("!", ".")
    text = "".join(char if char.isalpha() or char in " .,;?" else " " for char in text)
    text = _PUNCTUATION.sub(lambda m: f"{max(m.group(), key=_STRENGTH.find)} ", text)
    text = re.sub(r"(?<!\s)\s++([.,;?])", r"\1", " ".join(text.split())).lstrip(".,;? ")
    text = re.sub(r"([.?] )(\w)", lambda m: m[1] + m[2].upper(), text)
    return re.sub(r"[,;]$", ".", text[:1].upper() + text[1:])


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(rf"(?<!ngày)(?<!tháng)(?<!quý)(?<!tuần)(\w)\s*/\s*(?={cue('per')})")


@cache
def _pause() -> re.Pattern[str]:
    words = "|".join(read_table("spoken")["cues"]["pause"])
    return re.compile(rf"\s[-–—]\s(?=(?:{words})\b)")
