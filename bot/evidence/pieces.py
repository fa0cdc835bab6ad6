"""The piece of a sentence or row that speaks of one of two things: "… nhóm II: 42 ngày; nhóm III:
32 ngày", "Mầm non: 190 — Tiểu học: 190"."""

import re
from collections.abc import Sequence

from corpus.language.segment import folded_syllables

_PIECES = re.compile(r"(?<=[.;])\s+|(?:^|\s)[-–—+](?=\s)|\n")
_EDGES = " ;.“”-–—+"


def piece_of(text: str, name: str, others: Sequence[str], asked: str) -> str:
    """Of a row the one cell whose head is asked for, else the piece of ``text`` that names the
    thing and not the others; "" where it is not told apart so."""
    pieces = [p.strip(_EDGES) for p in _PIECES.split(text) if p.strip(_EDGES)]
    if len(pieces) < 2:
        return ""
    own = [piece for piece in pieces if _is_of(piece, name, others)]
    heads = [piece for piece in pieces if _head_is_said(piece, asked)]
    here = _at(text, name) >= 0 and all(_at(text, other) < 0 for other in others)
    if here and len(heads) == 1:
        return heads[0]
    return own[0] if own else ""


def _head_is_said(piece: str, asked: str) -> bool:
    """Whether the head of a cell with a figure ("Mầm non: 190") is said in the question."""
    head, colon, value = piece.partition(":")
    said = f" {' '.join(folded_syllables(asked))} "
    own = " ".join(folded_syllables(head))
    return bool(colon and own and any(c.isdigit() for c in value)) and f" {own} " in said


def _is_of(piece: str, name: str, others: Sequence[str]) -> bool:
    """Whether the piece names the thing, and none of the others before it."""
    at = _at(piece, name)
    return at >= 0 and all(not 0 <= _at(piece, other) < at for other in others)


def _at(text: str, name: str) -> int:
    """Where the text names the thing; -1 where it does not."""
    return f" {' '.join(folded_syllables(text))} ".find(f" {' '.join(folded_syllables(name))} ")
