import pytest

from eval.corpora.figures import calibration, group_table, groups, summarise, table, values
from eval.corpora.outcome import judge
from eval.dataset import Gold, Question
from eval.metrics.calibration import calibration_error
from eval.quotes import Place
from eval.record import Record, Span

GOLD = Gold("d", "mười ngày", "d.khoan-1", (Place("d.khoan-1", 10, 20), Place("d.khoan-2", 20, 25)))


def ask(name, kind="fact", *, text="Mấy ngày?", gold=GOLD, **fields):
    answerable = kind != "unans"
    golds = (gold,) if answerable and gold else ()
    return Question(name, kind, text, (), answerable, golds, fields.pop("must", ()), **fields)


def said(status="answered", answer="mười ngày [1]", cited=((5, 22),), confidence=0.9):
    spans = tuple(Span("d", a, b) for a, b in cited)
    return Record("x", "ours", status, answer, "", spans, spans, confidence, 1.0)


def outcome(question, record, level="province"):
    return judge(question, record, set_name="s", corpus="c", level=level)


RIGHT = outcome(ask("a", must=("mười",)), said())
SECOND_PLACE = outcome(ask("b", "two", must=("mười",)), said(cited=((18, 30),)), "ministry")
WRONG_CLAUSE = outcome(ask("c", must=("mười",)), said(cited=((11, 19),), confidence=0.5))
FALSE_REFUSAL = outcome(
    ask("d", text="may ngay", must=("mười",)),
    said("no_evidence", "Các văn bản KHÔNG  nêu.", confidence=0.1),
)
NEAR = outcome(ask("e", "unans", near=True), said(confidence=0.6))
FAR = outcome(ask("f", "unans"), said("no_evidence", "Các văn bản không nêu."))
ALL = [RIGHT, SECOND_PLACE, WRONG_CLAUSE, FALSE_REFUSAL, NEAR, FAR]


def test_one_outcome_by_hand():
    assert (RIGHT.clause, RIGHT.answer, RIGHT.both) == (True, True, True)
    assert SECOND_PLACE.clause is True
    assert (WRONG_CLAUSE.clause, WRONG_CLAUSE.answer, WRONG_CLAUSE.both) == (False, True, False)
    assert (FALSE_REFUSAL.clause, FALSE_REFUSAL.answer) == (False, False)
    assert (NEAR.clause, NEAR.answer, NEAR.both) == (None, None, None)


def test_the_answering_words_serve_where_nothing_must_be_said():
    question = ask("a", answers=("Mười ngày", "Sở Nội vụ"))
    assert outcome(question, said(answer="MƯỜI  ngày; sở Nội vụ")).answer is True
    assert outcome(question, said(answer="mười ngày")).answer is False


def test_no_clause_is_judged_where_the_set_quotes_what_is_not_there():
    found = outcome(ask("a", gold=None, must=("mười",)), said())
    assert (found.clause, found.found, found.both) == (None, None, True)


def test_shares_by_hand():
    expected = {
        "clause": [1, 1, 0, 0],
        "answer": [1, 1, 1, 0],
        "both": [1, 1, 0, 0],
        "answered": [1, 1, 1, 0],
        "refused": [0, 1],
        "refused_near": [0],
        "says_absent": [0, 0, 0, 1],
    }
    assert {name: values(ALL, name) for name in expected} == expected


def test_groups():
    found = {name: [o.question.id for o in part] for name, part in groups(ALL).items()}
    assert found["kind two"] == ["b"]
    assert found["issuer ministry"] == ["b"]
    assert found["undiacritized"] == ["d"]
    assert found["diacritized"] == ["a", "b", "c", "e", "f"]


def test_the_calibration_error_by_hand():
    # four given answers, a bin each: |.9-1|, |.9-1|, |.5-0|, |.6-0|
    assert calibration(ALL) == pytest.approx((0.1 + 0.1 + 0.5 + 0.6) / 4)
    # two bins of two: |.3 - .5| and |.8 - 1|
    assert calibration_error([0.2, 0.4, 0.7, 0.9], [False, True, True, True], 2) == (
        pytest.approx(0.2)
    )
    assert calibration_error([], []) is None
    assert calibration([outcome(ask("a"), said(confidence=7.0))]) is None


def test_tables_show_every_system_and_group():
    summary = summarise(ALL)
    assert summary["measures"]["clause"]["mean"] == 0.5
    assert summary["groups"]["issuer ministry"]["both"] == 1.0
    assert summary["groups"]["kind unans"]["refused"] == 0.5
    text = table({"ours": summary, "bm25": summary})
    assert "| chỉ số | n | ours | bm25 |" in text
    assert "| trả lời đúng | 4 | 0,750 (" in text
    assert "| kind two | 1 | 1,000 | 1,000 | 1,000 | 1,000 | – |" in group_table(summary)
