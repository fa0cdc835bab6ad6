"""What an answer may not show: figures, dates, numbers and organs that its clauses lack."""

from dataclasses import replace

import pytest

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.draft import Draft
from bot.question import Ask
from bot.verify import unsupported, verify


@pytest.fixture
def citation(library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    clause = next(
        c for c in document.clauses
        if c.value("muc") == "II" and c.value("khoan") == "2" and c.value("diem") == "i"
    )  # fmt: skip
    return Citation(1, document, clause)


def test_what_the_clause_holds_passes(citation):
    assert unsupported("**Sở Nội vụ**: trên 10% [1]", [citation]) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Trên 20% [1]", "20%"),
        ("Sở Tài chính [1]", "Sở Tài chính"),
        ("trước ngày 15/02/2022 [1]", "15/02/2022"),
        ("theo Quyết định số 749/QĐ-TTg [1]", "749"),
    ],
)
def test_what_it_lacks_is_named(citation, text, missing):
    assert unsupported(text, [citation]) == [missing]


def test_the_label_may_be_shown(citation):
    assert unsupported(f"Theo {citation.clause.label} [1]:", [citation]) == []


def lead(text, marker=1):
    return Statement(text, Role.LEAD, citations=(marker,))


def test_a_statement_that_fails_is_dropped_and_the_rest_kept(citation):
    draft = Draft(
        AnswerStatus.ANSWERED,
        (lead("Sở Nội vụ"), lead("Sở Y tế"), lead("Sở Nội vụ", 7)),
        "Sở Y tế",
        (citation,),
    )
    kept, failed = verify(draft)
    assert kept.statements == (lead("Sở Nội vụ"),)
    assert kept.short_answer == ""
    assert "Sở Y tế" in failed
    assert [v.passed for v in kept.verdicts] == [True, False, False, False]


def test_a_sound_draft_is_left_as_it_is(citation):
    draft = Draft(AnswerStatus.ANSWERED, (lead("Sở Nội vụ"),), "Sở Nội vụ", (citation,))
    kept, failed = verify(draft)
    assert failed == []
    assert (kept.statements, kept.short_answer) == (draft.statements, draft.short_answer)
    assert all(verdict.passed for verdict in kept.verdicts)


def test_what_the_verifier_drops_whole_is_no_evidence(assistant, monkeypatch):
    ask = Ask("Sở Nội vụ chủ trì việc gì?")
    assert assistant.pipeline.invoke(ask).status is AnswerStatus.ANSWERED
    monkeypatch.setattr("bot.meet.verify", lambda draft: (replace(draft, statements=()), ["x"]))
    assert assistant.pipeline.invoke(ask).status is AnswerStatus.NO_EVIDENCE


def test_another_mode_has_another_id(assistant):
    ask = Ask("Sở Nội vụ chủ trì việc gì?")
    other = replace(ask, mode="extractive")
    ids = [assistant.pipeline.invoke(one).answer_id for one in (ask, other, ask)]
    assert ids[0] == ids[2] != ids[1]
