"""Normal forms of text: NFC for storage, folded (no diacritics) for search, a view for people.

The stored text keeps every character of the source. What people read is a ``View``: line breaks
rejoined and markup left out, with the source offset of each of its characters.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Inline markup of OCR output: emphasis stars, simple HTML tags, heading marks at a line's start.
MARKUP = re.compile(r"\*+|</?(?:b|i|u|em|strong)>|(?m:^\s*#{1,6}\s+)|<br\s*/?>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class View:
    """Readable text and, for each character, its offset in the source (same length)."""

    text: str
    offsets: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source interval that ``text[start:end]`` was made from (``start < end``)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def nfc(text: str) -> str:
    """The canonical composed form in which documents and questions are kept."""
    return unicodedata.normalize("NFC", text)


class _Folding(dict[int, str]):
    """Code point to its lower-case base letter, worked out when first met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code).lower()[0])[0]
        self[code] = folded = "d" if base in "đĐ" else base.lower()[0]
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without diacritics, one character for each character of NFC ``text``."""
    return text.translate(_FOLDING)


def view(text: str, start: int, end: int, paragraphs: Iterable[int] = ()) -> View:
    """The readable form of ``text[start:end]``.

    White space becomes one space, or a newline before each offset in ``paragraphs``; a tab
    between table cells becomes " | ".
    """
    breaks = {p for p in paragraphs if start < p < end}
    markup = {i for m in MARKUP.finditer(text, start, end) for i in range(m.start(), m.end())}
    chars: list[str] = []
    offsets: list[int] = []
    gap = ""
    for index in range(start, end):
        char = text[index]
        if index in breaks:
            gap = "\n"
        if char.isspace():
            if char == "\t" and gap != "\n":
                gap = " | "
            gap = gap or " "
            continue
        if index in markup:
            continue
        if gap and chars:
            chars.extend(gap)
            offsets.extend([index] * len(gap))
        gap = ""
        chars.append(char)
        offsets.append(index)
    return View("".join(chars), tuple(offsets))


def plain(text: str) -> str:
    """One line without markup, white space collapsed."""
    return _SPACE.sub(" ", MARKUP.sub("", text)).strip()
