"""Raised and lowered signs: exponents and indices stay what they are, marks of notes go.

Typed on the line, a raised "2" would become a digit of the number before it. What is raised is a
unit's or a power of ten's exponent (m², 10³), a degree (25°C), an ordinal's letters (1st), or the
mark of a note: digits behind a word, a date or a long number. Digits that may be either are kept
raised, unless the document is known to have such marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_UP = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_HAS_UP = re.compile(r"[0-9+\-−=()n]+")
_HAS_DOWN = re.compile(r"[0-9+\-−=()]+")
_MARK = re.compile(r"[(\[]?\d{1,3}[)\]]?(?:[,;]\s?[(\[]?\d{1,3}[)\]]?)*")
# units whose second and third powers are written, at the end of what stands before
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kdcmµN]?m|hm|dam|mi|in|ft|yd|s|min|h)$")
_NAME = re.compile(r"(?:(?:^|[\s(=+×*/·-])[A-Za-zα-ωΑ-Ω]|[)\]])$")  # of a variable, or a bracket
_TEN = re.compile(r"(?<![\d.,])10$")
_SHORT_NUMBER = re.compile(r"(?<![\d.,/])\d{1,3}$")
_DIGIT = re.compile(r"\d$")
_RECKONING = re.compile(r"\s*[=+×*<>≤≥±^]|\s+[-–x]\s")  # behind: a formula goes on
_LOOKED_AT = 24  # characters before a raised sign


@dataclass(frozen=True, slots=True)
class Piece:
    """Words at one height: ``script`` 1 raised, -1 lowered, 0 on the line."""

    words: str
    script: int = 0


def has_note_marks(pieces: Sequence[Piece]) -> bool:
    """Whether a raised sign in the paragraph is surely the mark of a note."""
    joined = _together(pieces)
    return any(
        piece.script == 1 and at and _kind(joined, at) == "mark" for at, piece in enumerate(joined)
    )


def write_scripts(pieces: Sequence[Piece], noted: bool) -> tuple[str, int]:
    """The paragraph on one line, and how many marks of notes were left out.

    ``noted``: the document is known to have raised marks of notes.
    """
    joined = _together(pieces)
    words: list[str] = []
    left_out = 0
    for at, piece in enumerate(joined):
        if piece.script == 0:
            words.append(piece.words)
            continue
        if piece.script < 0:
            words.append(_lowered(piece.words, _before(joined, at)))
            continue
        kind = _kind(joined, at)
        if kind == "mark" or (kind == "either" and noted):
            left_out += 1
        elif kind == "note":
            words.append(f"[{piece.words.strip('()[] ')}]")
        elif kind == "degree":
            words.append("°")
        elif kind == "letters":
            words.append(piece.words)
        else:
            words.append(_raised(piece.words, _before(joined, at)))
    return "".join(words), left_out


def _together(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours at one height as one piece; raised white space is on the line."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.words:
            continue
        script = piece.script if piece.words.strip() else 0
        if joined and joined[-1].script == script:
            joined[-1] = Piece(joined[-1].words + piece.words, script)
        else:
            joined.append(Piece(piece.words, script))
    return joined


def _kind(pieces: Sequence[Piece], at: int) -> str:
    """What a raised piece is: exponent, mark, either, degree, note (it opens one) or letters."""
    words = pieces[at].words.strip()
    before = _before(pieces, at)
    after = pieces[at + 1].words[:8] if at + 1 < len(pieces) else ""
    if not before.strip():
        return "note" if _MARK.fullmatch(words) and after[:1] in (" ", "\t", ".") else "letters"
    if words in ("o", "O", "0", "º", "○") and _DIGIT.search(before):
        return "degree"
    if not _MARK.fullmatch(words):
        return "exponent"
    if words.isdecimal() and (_TEN.search(before) or (_UNIT.search(before) and len(words) == 1)):
        return "exponent"
    if at and pieces[at - 1].script:
        return "exponent"
    if words.isdecimal() and (_SHORT_NUMBER.search(before) or _NAME.search(before)):
        reckoned = _RECKONING.match(after) or re.search(r"[=+×*<>≤≥]\s*\d{1,3}$", before)
        return "exponent" if reckoned else "either"
    return "mark"


def _before(pieces: Sequence[Piece], at: int) -> str:
    """The end of what stands on the line before a piece."""
    return pieces[at - 1].words[-_LOOKED_AT:] if at else ""


def _raised(words: str, before: str) -> str:
    if _HAS_UP.fullmatch(words):
        return words.translate(_UP)
    return f"^({words})" if _DIGIT.search(before) and _DIGIT.search(words) else words


def _lowered(words: str, before: str) -> str:
    if _HAS_DOWN.fullmatch(words):
        return words.translate(_DOWN)
    return f"_({words})" if _DIGIT.search(before) and words[:1].isdecimal() else words
