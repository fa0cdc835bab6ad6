"""The ranker's weights (``bot/rank.py``) fitted on question sets: pairwise logistic regression.

Every pair of a right clause and a wrong one found for the same question is one observation. Only
for questions whose answer is one clause found by search: lists and comparisons are put together
otherwise. Questions without diacritics and English ones are left out: their scores differ in kind.
"""

from collections.abc import Sequence

import numpy as np

from bot.assemble import Assistant
from bot.converse import read_question
from bot.findings import Found
from bot.question import Ask, Turn
from bot.read.rank import WEIGHTS, Ranker
from corpus.language.diacritics import Restorer
from eval.dataset import Question
from eval.record import Span
from eval.score import NEEDS_ALL, gold_spans

_WRONG, _RIGHT = 25, 2  # so many of each kind a question
_STRENGTH = 0.1  # inverse of the regularisation, on features scaled to unit spread


def run_fit(assistant: Assistant, questions: Sequence[Question], restorer: Restorer) -> str:
    """The fitted weights beside those in use, relative to the fused score's."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    pairs = np.array(
        [row for question in questions for row in _pairs(assistant, question, restorer)]
    )
    spread = pairs.std(axis=0) + 1e-9
    scaled = pairs / spread
    model = LogisticRegression(C=_STRENGTH, fit_intercept=False, max_iter=2000)
    model.fit(np.r_[scaled, -scaled], np.r_[np.ones(len(scaled)), np.zeros(len(scaled))])
    fitted = model.coef_[0] / spread
    fitted /= fitted[list(WEIGHTS).index("score")]
    lines = [
        f"{len(pairs)} cặp",
        "đặc trưng".ljust(12) + "khớp lại".rjust(10) + "đang dùng".rjust(12),
    ]
    for (name, used), value in zip(WEIGHTS.items(), fitted, strict=True):
        lines.append(f"{name:12}{value:10.3f}{used:12.3f}")
    return "\n".join(lines)


def _pairs(assistant: Assistant, question: Question, restorer: Restorer) -> list[list[float]]:
    """Features of a right clause less those of a wrong one, for each pair."""
    if not question.answerable or question.kind in NEEDS_ALL:
        return []
    ask = Ask(question.question, tuple(Turn("user", text) for text in question.history))
    understood = read_question(ask, assistant.library.documents, restorer)
    if understood.guard or understood.undiacritized or understood.language != "vi":
        return []
    found = assistant.parts.finder.find(understood, ask.filters)
    if not found.found or found.listed or found.compared or found.found[0].named:
        return []
    ranker = Ranker(understood, assistant.searcher.rarity)
    golds = gold_spans(question, assistant.library).quotes

    def features(f: Found) -> list[float]:
        return list(ranker.features(f.score, f.profile, f.meets).values())

    def is_right(f: Found) -> bool:
        span = Span(f.document.id, f.clause.start, f.clause.end)
        return any(span.holds(gold) for gold in golds)

    by_score = sorted(found.found, key=lambda f: -f.score)  # whatever weights are in use
    right = [features(f) for f in by_score if is_right(f)][:_RIGHT]
    wrong = [features(f) for f in by_score if not is_right(f)][:_WRONG]
    return [[a - b for a, b in zip(r, w, strict=True)] for r in right for w in wrong]
