"""The learned reader: what it is given of each candidate becomes features, trees order them, and
further trees say how probable it is that the first one answers.

It judges what ``Searcher.candidates`` found for ``candidates_query``: the findings carry the raw
scores. Without a model for the embedding in use, or without raw scores, the order is that of the
plain sum and no probability is told.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.deadline import check
from bot.evidence.candidates import embedded_text
from bot.evidence.contrast import clash
from bot.evidence.direct import Direct
from bot.findings import Found
from bot.question import Understood
from bot.read.learned.candidate import Candidate
from bot.read.learned.features import base_names, cover, extract
from bot.read.learned.model import Judged, Model
from bot.read.learned.words import Clauses
from bot.read.rules import RuleReader
from bot.steps import ALL, Steps
from corpus.document import Clause, Document
from corpus.library import Library
from index.passage import headings
from index.retrieve import Searcher

TOTAL = "total"  # among a finding's scores: the plain sum
_MEETS = base_names().index("meets")
_CLASHES = base_names().index("clash")


class LearnedReader:
    """``bot.interfaces.Reader`` by fitted trees."""

    plain = True

    def __init__(self, library: Library, searcher: Searcher, steps: Steps = ALL) -> None:
        self._rules = RuleReader(library, searcher.rarity, steps)
        self._searcher = searcher
        self._model = Model.open(searcher.model)
        self._clauses = Clauses()

    def read(self, question: Understood, candidates: Sequence[Found]) -> list[Found]:
        """The candidates, best first; the first carries its ``probability``."""
        found = list(candidates)
        if not found:
            return found
        if self._model is None or any(TOTAL not in f.scores for f in found):
            plain = [replace(f, rank=f.scores.get(TOTAL, f.score)) for f in found]
            return sorted(plain, key=lambda f: -f.rank)
        rows = [
            Candidate(f.document, f.clause, f.profile, f.scores[TOTAL], f.scores, f.outdated)
            for f in found
        ]
        check()
        nearness = self._searcher.nearness(embedded_text(question))
        own, asked = extract(question, rows, self._searcher.rarity, self._clauses, nearness)
        check()
        scores = self._model.scores(own, asked)
        judged_so = self._model.judge(own, asked, scores)
        ids = tuple(one.clause.id for one in rows)
        covered = cover(question, rows, self._searcher.rarity, self._clauses)
        beside = self._model.beside(own, asked, scores, ids, covered)
        judged = [
            replace(
                f,
                rank=float(score),
                meets=bool(row[_MEETS]),
                clash=_clash(question, f) if row[_CLASHES] else "",
                beside=float(also),
            )
            for f, row, score, also in zip(found, own, scores, beside, strict=True)
        ]
        judged.sort(key=lambda f: -f.rank)
        best = judged[0].rank
        return [_told(question, f, self._model, judged_so, best) for f in judged]

    def answers(self, question: Understood, document: Document, clause: Clause) -> bool:
        """Whether the clause holds the sort of thing that is asked for."""
        return self._rules.answers(question, document, clause)

    def words(self, question: Understood, found: Found) -> tuple[Direct, ...]:
        """The words that answer; none where the whole clause does."""
        return self._rules.words(question, found)


def _told(question: Understood, found: Found, model: Model, judged: Judged, best: float) -> Found:
    """The finding with how probable it is that it answers: of others than the first as much less
    as they rank behind the ``best``."""
    behind = math.exp(found.rank - best)
    named = found.document.id in question.named
    answered = judged.answered * behind
    return replace(
        found,
        probability=judged.right * behind,
        answers=answered >= model.enough,
        near=judged.right * behind >= model.faint or named,
    )


def _clash(question: Understood, found: Found) -> str:
    above = "\n".join(headings(found.document, found.clause))
    return clash(question, found.profile.text, above)
