"""Where one thing is asked for, the clause that answers it stands first, with what else bears on it
behind; only a list is told in its own order."""

import pytest

from bot.answer import Role
from bot.compose.compose import compose
from bot.converse import read_question
from bot.decide.choose import decide
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Findings, Found
from bot.question import Ask
from bot.surroundings import Surroundings
from corpus.library import Library
from corpus.structure.parse import parse
from tests.bot.test_intervals import TEXT


def found_for(question):
    """The answer where the second of four steps is the likeliest and the others bear on it."""
    document = parse(TEXT, "a.txt")
    profiles = Profiles()
    steps = [c for c in document.clauses if "Cách nơi ở cũ" in document.quote(c) and c.parent]
    steps = [c for c in steps if c.path[-1].level == "diem"]
    ranked = [steps[1], steps[0], *steps[2:]]
    found = tuple(
        Found(
            document, clause, 1.0, Evidence(1.0, 1.0), profiles.of(document, clause),
            rank=-float(place), beside=0.9, probability=0.9, answers=True,
        )
        for place, clause in enumerate(ranked)
    )  # fmt: skip
    read = read_question(Ask(question), [document])
    findings = Findings(found, (document.id,))
    around = Surroundings(Library([document]), profiles, lambda word: 1.0)
    choice = decide(read, findings, around)
    return choice, compose(read, findings, choice)


@pytest.mark.parametrize(
    "question", ["Dời nhà sang xã bên thì được bao nhiêu tiền?", "Mỗi năm được hỗ trợ mấy lần?"]
)
def test_the_best_clause_comes_first_and_the_others_as_items(question):
    choice, draft = found_for(question)
    assert not choice.listed
    assert draft.citations[0].clause.label.lower().startswith("điểm b")
    assert len(draft.of(Role.QUOTE)) == 1
    assert len(draft.of(Role.ITEM)) == len(choice.clauses) - 1 == 3


@pytest.mark.parametrize(
    "question", ["Có những mức hỗ trợ nào?", "Hỗ trợ theo mấy mức, mỗi mức bao nhiêu?"]
)
def test_a_list_keeps_its_order(question):
    choice, draft = found_for(question)
    assert choice.listed
    labels = [c.clause.label.lower()[:6] for c in draft.citations]
    assert labels == sorted(labels)
    assert len(labels) == 4
