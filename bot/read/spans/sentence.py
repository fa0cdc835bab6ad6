"""The sentence of a clause, or the cell of a row, that answers: told before the whole of it.

Fitted trees weigh what of the question stands in each piece and nowhere else, and how probable the
words in it are to be the answer (``bot.read.spans.choose``). ``fitted/sentence.txt`` is LightGBM's
own text, ``sentence.json`` says from what probability on a piece is told; both are made by
``python -m eval fit-sentence``.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.evidence.told import Told
from bot.read.spans.candidates import Asked, Matrix, SpanIn
from bot.read.spans.grammar import sentences
from bot.trees import read_trees
from corpus.document import Clause
from corpus.language.normalize import View, fold

FOLDER = Path(__file__).parent / "fitted"
TREES, ABOUT = "sentence.txt", "sentence.json"
COMMAND = "python -m eval fit-sentence --corpus THƯ_MỤC --write"
NAMES = (
    "share", "share_of_best", "share_ahead", "head", "head_ahead", "words", "words_ahead",
    "values", "place", "pieces", "place_of_all", "length", "length_of_all", "share_after",
    "share_before", "rarest", "alone", "leads_in", "claim", "wants", "negated", "figures",
    "asked", "cell",
)  # fmt: skip
_TOKEN = re.compile(r"[^\W_]+")
_NOT = re.compile(r"\b(?:không|chưa|trừ)\b", re.IGNORECASE)
_FEWEST = 3  # words of a piece; fewer belong to the one before
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Piece:
    """A half-open stretch of a clause's readable text; of a row's cell its ``head``."""

    start: int
    end: int
    head: str = ""


def pieces_of(clause: Clause, shown: View) -> list[Piece]:
    """The cells of a row, the sentences of anything else."""
    found: list[Piece] = []
    for cell in clause.cells:
        inside = [i for i, at in enumerate(shown.offsets) if cell.start <= at < cell.end]
        if inside:
            found.append(Piece(inside[0], inside[-1] + 1, cell.head))
    if clause.cells:
        return found
    for start, last in sentences(shown.text):
        # a break between lines has no place of its own in the source
        end = start + len(shown.text[start:last].rstrip(" |\n"))
        if end <= start:
            continue
        if found and len(_TOKEN.findall(shown.text[start:end])) < _FEWEST:
            found[-1] = Piece(found[-1].start, end)
        else:
            found.append(Piece(start, end))
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """A clause's spans with how probable each is to answer."""

    clause: Clause
    spans: Sequence[SpanIn]
    chances: Sequence[float]


def piece_table(
    pieces: Sequence[Piece], shown: View, weighed: Weighed, asked: Asked, claim: bool
) -> Matrix:
    """The pieces' features, shape (pieces, len(NAMES))."""
    text = shown.text
    whole = sum(asked.weights.values()) or 1.0
    said = [set(_TOKEN.findall(fold(text[p.start : p.end]))) for p in pieces]
    heads = [set(_TOKEN.findall(fold(p.head))) for p in pieces]
    share = [_weight(words | head, asked) / whole for words, head in zip(said, heads, strict=True)]
    head = [_weight(words, asked) / whole for words in heads]
    best, values = _best_words(pieces, shown, weighed)
    length = [len(_TOKEN.findall(text[p.start : p.end])) for p in pieces]
    all_words = sum(length) or 1
    rows = []
    for i, piece in enumerate(pieces):
        elsewhere = set().union(*(s for j, s in enumerate(said) if j != i))
        printed = text[piece.start : piece.end]
        rows.append(
            [
                share[i],
                share[i] / (max(share) or 1.0),
                share[i] - _most_but(share, i),
                head[i],
                head[i] - _most_but(head, i),
                best[i],
                best[i] - _most_but(best, i),
                float(values[i]),
                float(i),
                float(len(pieces)),
                i / len(pieces),
                float(length[i]),
                length[i] / all_words,
                share[i + 1] if i + 1 < len(pieces) else 0.0,
                share[i - 1] if i else 0.0,
                max((asked.weights.get(w, 0.0) for w in said[i]), default=0.0),
                _weight(said[i] - elsewhere, asked) / whole,
                float(printed.rstrip().endswith(":")),
                float(claim),
                float(len(asked.wants)),
                float(bool(_NOT.search(printed))),
                float(bool(re.search(r"\d", printed))),
                float(len(asked.weights)),
                float(bool(piece.head)),
            ]
        )
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


def _weight(words: set[str], asked: Asked) -> float:
    return sum(asked.weights.get(word, 0.0) for word in words)


def _most_but(values: Sequence[float], place: int) -> float:
    return max((v for i, v in enumerate(values) if i != place), default=0.0)


def _best_words(
    pieces: Sequence[Piece], shown: View, weighed: Weighed
) -> tuple[list[float], list[int]]:
    """For each piece the best chance of the spans in it, and how many spans there are."""
    ranges = [shown.source_span(p.start, p.end) for p in pieces]
    best, values = [0.0] * len(pieces), [0] * len(pieces)
    for span, chance in zip(weighed.spans, weighed.chances, strict=True):
        if span.holder.id != weighed.clause.id:
            continue
        for i, (start, end) in enumerate(ranges):
            if start <= span.start < end:
                best[i] = max(best[i], float(chance))
                values[i] += 1
    return best, values


def _is_title(pieces: Sequence[Piece], shown: View) -> bool:
    """Whether the first of several pieces is the clause's title, on a line of its own."""
    if len(pieces) < 2 or pieces[0].head:
        return False
    title, rest = shown.text[: pieces[0].end], shown.text[pieces[0].end :]
    return title.rstrip()[-1:] not in ".;:" and rest.lstrip(" ").startswith("\n")


class Teller:
    """Chooses a piece of a clause; safe for threads."""

    def __init__(self, trees: str, about: Mapping[str, Any]) -> None:
        self._trees = read_trees(trees)
        self.enough = float(about["enough"])
        if list(about["columns"]) != list(NAMES):
            raise ValueError("other columns")

    @classmethod
    def open(cls, folder: Path = FOLDER) -> "Teller | None":
        """The fitted one; None, with a warning that says the remedy, where it is missing or was
        fitted with other features."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            return cls((folder / TREES).read_text(encoding="utf-8"), about)
        except (OSError, ValueError, KeyError):
            _LOG.warning(
                "Không nêu riêng câu trả lời: chưa có mô hình chọn câu, chạy `%s`.", COMMAND
            )
            return None

    def tell(
        self,
        shown: View,
        weighed: Weighed,
        asked: Asked,
        claim: bool,
        least: float | None = None,
        among: Sequence[int] | None = None,
    ) -> Told | None:
        """The piece that answers; None where none is probable enough (from ``least`` on, where
        that is given), or there is but one. ``among``: the places of those that may be told."""
        pieces = pieces_of(weighed.clause, shown)
        if len(pieces) < 2 and least is None:
            return None
        if not pieces or (among is not None and not among):
            return None
        table = piece_table(pieces, shown, weighed, asked, claim)
        chances = np.asarray(self._trees.predict(table, num_threads=1))
        first = 1 if _is_title(pieces, shown) else 0  # a title says nothing of what it heads
        places = range(first, len(pieces)) if among is None else among
        top = max(places, key=lambda place: chances[place])
        if chances[top] < (self.enough if least is None else least):
            return None
        piece = pieces[top]
        return Told(*shown.source_span(piece.start, piece.end), piece.head, float(chances[top]))
