"""A system broken on purpose falls to the bottom on the measure that should catch it."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from eval.dataset import read_questions
from eval.metrics.abstention import abstention_recall
from eval.record import Record, Span
from eval.run import evaluate
from eval.score import gold_spans


@pytest.fixture(scope="module")
def questions(library):
    return read_questions(Path("eval/sets/dev.jsonl"), library)


def perfect(question, library):
    """Cites the gold clauses and says their words; refuses what cannot be answered."""
    if not question.answerable:
        return Record(question.id, "perfect", "no_evidence", "Không có căn cứ.")
    spans = gold_spans(question, library).clauses
    quotes = [library.document(s.document).text[s.start : s.end] for s in spans]
    answer = "\n".join([question.reference, *quotes])
    return Record(question.id, "perfect", "answered", answer, "", spans, spans, 1.0)


def random_citations(question, library, chance=random.Random(3)):  # noqa: B008
    record = perfect(question, library)
    clauses = [c for d in library for c in d.clauses]
    picked = [chance.choice(clauses) for _ in record.citations]
    spans = tuple(Span(c.document_id, c.start, c.end) for c in picked)
    return replace(record, citations=spans, retrieved=spans)


def wrong_number(question, library):
    record = perfect(question, library)
    text = "Theo văn bản, tỷ lệ là 97,31% và hạn là 29/02/2031."
    return replace(record, answer=text) if record.answered else record


def always_refuses(question, library):
    return Record(question.id, "x", "no_evidence", "Không có căn cứ.")


def never_refuses(question, library):
    return replace(perfect(question, library), status="answered", confidence=1.0)


BROKEN = (random_citations, wrong_number, always_refuses, never_refuses)


@pytest.fixture(scope="module")
def runs(questions, library):
    return {
        make.__name__: evaluate(
            make.__name__, questions, [make(q, library) for q in questions], library
        )
        for make in (perfect, *BROKEN)
    }


def mean(run, measure):
    values = run.values(measure)
    return sum(values) / len(values) if values else 0.0


@pytest.mark.parametrize(
    ("system", "measure"),
    [
        ("random_citations", "top_citation"),
        ("random_citations", "recall@1"),
        ("random_citations", "citation_precision"),
        ("wrong_number", "faithful"),
        ("always_refuses", "answered"),
        ("never_refuses", "refused"),
    ],
)
def test_the_broken_system_is_last(runs, system, measure):
    # one that always refuses shows nothing, so only the measure of answering can rank it
    scores = {
        name: mean(run, measure)
        for name, run in runs.items()
        if name in (system, "perfect") or name != "always_refuses"
    }
    assert scores[system] == min(scores.values())
    assert list(scores.values()).count(scores[system]) == 1
    assert scores[system] < 0.2 < 0.9 < scores["perfect"]


def test_a_wrong_number_is_a_wrong_answer(runs):
    assert mean(runs["wrong_number"], "correct") < 0.05
    assert mean(runs["always_refuses"], "correct") == 0.0
    assert mean(runs["perfect"], "correct") > 0.95
    assert mean(runs["perfect"], "top_citation") == 1.0
    assert mean(runs["perfect"], "exactness") == 1.0


def test_abstention_tells_the_refusers_apart(runs, questions):
    answerable = [q.answerable for q in questions]
    recall = {
        name: abstention_recall([not r.answered for r in run.records], answerable)
        for name, run in runs.items()
    }
    assert recall["perfect"] == recall["always_refuses"] == 1.0
    assert recall["never_refuses"] == 0.0
