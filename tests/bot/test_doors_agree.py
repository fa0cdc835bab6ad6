"""The same question has the same citations at every door."""

from pathlib import Path

import pytest

from eval.dataset import read_questions
from tests.bot.doors import DOORS, api, close_windows

SETS = Path("eval/sets")
# of each set so many, spread over its kinds: twenty questions, twice as many at length
COUNTS = {"dev.jsonl": 8, "dev-b.jsonl": 4, "dev-c.jsonl": 4, "dev-d.jsonl": 4}


@pytest.fixture(scope="module", autouse=True)
def windows():
    yield
    close_windows()


@pytest.fixture(
    scope="module",
    params=[1, pytest.param(2, marks=pytest.mark.accept)],
    ids=["twenty", "forty"],
)
def questions(library, request):
    chosen = []
    for name, least in COUNTS.items():
        count = least * request.param
        alone = [q for q in read_questions(SETS / name, library) if not q.history]
        by_kind = sorted(alone, key=lambda q: (q.kind, q.id))
        chosen += by_kind[:: max(1, len(by_kind) // count)][:count]
    assert len(chosen) == 20 * request.param
    return [q.question for q in chosen]


@pytest.fixture(scope="module")
def expected(server, questions):
    found = {question: api(server, question) for question in questions}
    assert sum(1 for ids in found.values() if ids) >= 0.75 * len(questions)
    return found


@pytest.mark.parametrize("door", [name for name in DOORS if name != "api"])
def test_the_same_citations(server, expected, door):
    asked, most = DOORS[door]
    found = {question: asked(server, question) for question in expected}
    assert found == {question: ids[:most] for question, ids in expected.items()}
