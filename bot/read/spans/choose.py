"""The words that answer, chosen by fitted trees; nothing where they are unsure: wrong words in bold
are worse than none.

``fitted/words.txt`` is LightGBM's own text, ``words.json`` says how it was made and from what
probability on words are shown. Fitted by ``python -m eval fit-words``.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.evidence.direct import Direct
from bot.question import Understood
from bot.read.spans.candidates import (
    NAMES,
    Asked,
    Rarity,
    as_direct,
    read_spans,
)
from bot.read.spans.sentence import Weighed
from bot.trees import read_trees
from corpus.document import Clause, Document
from corpus.language.segment import folded_syllables
from corpus.organs import find_bodies

FOLDER = Path(__file__).parent / "fitted"
TREES, ABOUT = "words.txt", "words.json"
COMMAND = "python -m eval fit-words --corpus THƯ_MỤC --write"
_HALF = 0.5
_MOST = 4  # words shown for one thing that is asked for
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words for the ``want``-th thing asked for, with how probable it is that they are right."""

    want: int
    direct: Direct
    kind: str
    probability: float


class Chooser:
    """Chooses words of clauses; safe for threads."""

    def __init__(self, trees: str, about: Mapping[str, Any]) -> None:
        self._trees = read_trees(trees)
        self.enough = float(about["enough"])
        if list(about["columns"]) != list(NAMES):
            raise ValueError("other columns")

    @classmethod
    def open(cls, folder: Path = FOLDER) -> "Chooser | None":
        """The fitted one; None, with a warning that says the remedy, where it is missing or was
        fitted with other features."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            return cls((folder / TREES).read_text(encoding="utf-8"), about)
        except (OSError, ValueError, KeyError):
            _LOG.warning("Không in đậm lời đáp: chưa có mô hình chọn lời đáp, chạy `%s`.", COMMAND)
            return None

    def choose(
        self,
        question: Understood,
        clauses: Sequence[tuple[Document, Clause]],
        rarity: Rarity,
        least: float | None = None,
    ) -> dict[str, tuple[Direct, ...]]:
        """By clause id the words that answer, in the order of the text: each thing asked for has
        them from the clause where they are most probable. ``least``: from what probability on,
        where that is less than what words in bold want."""
        enough = self.enough if least is None else least
        asked = Asked(question, rarity)
        found: list[Chosen] = []
        holders: dict[int, str] = {}
        best: dict[int, float] = {}
        for document, clause in clauses:
            for one in self._read(document, clause, asked):
                found.append(one)
                holders[id(one)] = clause.id
                best[one.want] = max(best.get(one.want, 0.0), one.probability)
        words: dict[str, list[Chosen]] = {clause.id: [] for _, clause in clauses}
        taken: set[tuple[str, int, int]] = set()
        for want in sorted(best, key=lambda w: -best[w]):
            mine = sorted((c for c in found if c.want == want), key=lambda c: -c.probability)
            mine = [c for c in mine if _place(c) not in taken and not _is_said(c, question, asked)]
            if not mine or mine[0].probability < enough:
                continue
            holder = holders[id(mine[0])]
            kept = [mine[0]]
            if _asks_several(question, asked, want):
                kept = _all_of([c for c in mine if holders[id(c)] == holder], mine[0])
            taken.update(_place(c) for c in kept)
            words[holder] += kept
        return {name: _directs(chosen) for name, chosen in words.items()}

    def weighed(self, document: Document, clause: Clause, asked: Asked) -> Weighed:
        """The clause's spans with how probable each is to answer, whatever is asked."""
        spans, table = read_spans(document, clause, asked)
        chances = self._trees.predict(table, num_threads=1) if spans else ()
        return Weighed(clause, spans, [float(chance) for chance in np.asarray(chances)])

    def _read(self, document: Document, clause: Clause, asked: Asked) -> list[Chosen]:
        spans, table = read_spans(document, clause, asked)
        if not spans:
            return []
        chances = np.asarray(self._trees.predict(table, num_threads=1))
        ways = [asked.wants[span.want].way for span in spans]
        return [
            Chosen(span.want, as_direct(document, span, way), span.kind, float(chance))
            for span, way, chance in zip(spans, ways, chances, strict=True)
        ]


def _is_said(one: Chosen, question: Understood, asked: Asked) -> bool:
    """Whether the words only repeat the question."""
    bodies = {match.name for match in find_bodies(one.direct.words)}
    if one.kind == "body" and bodies & set(question.organs):
        return True
    return f" {' '.join(folded_syllables(one.direct.words))} " in asked.said


def _all_of(mine: Sequence[Chosen], best: Chosen) -> list[Chosen]:
    """Of one clause's words, likeliest first, all that answer where several are asked for; none
    where it is open whether there are more."""
    kept: dict[str, Chosen] = {}
    for one in mine:
        name = one.direct.words.lower()
        if one.kind != best.kind or name in kept:
            continue
        if one.probability >= _HALF:
            kept[name] = one
        elif one.probability >= _HALF * _HALF:
            return []
    return list(kept.values()) if len(kept) <= _MOST else []


def _place(one: Chosen) -> tuple[str, int, int]:
    return one.direct.document.id, one.direct.start, one.direct.end


def _asks_several(question: Understood, asked: Asked, want: int) -> bool:
    """Whether the thing asked for may be several: a list is, "bao nhiêu" is not."""
    return question.asks_for("list") and asked.wants[want].way in (
        "who",
        "where",
        "document",
        "when",
    )


def _directs(chosen: Sequence[Chosen]) -> tuple[Direct, ...]:
    ordered = sorted(chosen, key=lambda c: (c.want, c.direct.start))
    return tuple(c.direct for c in ordered)
