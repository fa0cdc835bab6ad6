"""Questions that are offered to be asked next, and to begin with."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.answer import AnswerStatus
from bot.assemble import assemble
from bot.deadline import OutOfTime
from bot.question import Ask, Filters, Turn
from bot.suggest.first import first_questions
from bot.suggest.suggestion import Suggestion
from bot.suggest.wording import LONGEST, heading_of, inside, task_of, without_figure
from bot.vocabulary import read_table
from corpus.settings import Settings
from corpus.structure.parse import parse
from eval.dataset import read_questions
from tests.conftest import ROOT

ANSWERED = (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
DEV = Path("eval/sets/dev.jsonl")
_EVERY = 37  # one of so many questions of the dev set

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH {PLACE}\n\nSố: {number}\n\n{place}, ngày {day}\n\n{kind}\n{title}\n"
    "\nUBND tỉnh yêu cầu như sau:\n\n"
)
END = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\n"
OLD = HEAD.format(
    PLACE="LÀO CAI", place="Lào Cai", number="15/KH-UBND", day="10 tháng 01 năm 2023",
    kind="KẾ HOẠCH", title="Về trồng cây xanh",
) + (
    "1. Sở Xây dựng chủ trì trồng 5.000 cây xanh trên các tuyến phố nội thị, hoàn thành trước ngày "
    "30/9/2023.\n\n"
    "2. Về kinh phí trồng cây xanh: Sở Tài chính bố trí kinh phí trồng cây, hoàn thành trước ngày "
    "15/3/2023.\n\n"
    "3. Sở Xây dựng hướng dẫn chăm sóc cây xanh sau khi trồng trên các tuyến phố.\n"
) + END  # fmt: skip
GONE = HEAD.format(
    PLACE="LÀO CAI", place="Lào Cai", number="9/KH-UBND", day="05 tháng 01 năm 2022",
    kind="KẾ HOẠCH", title="Về trồng hoa năm 2022",
) + "1. Sở Xây dựng chủ trì trồng hoa tại quảng trường.\n" + END  # fmt: skip
NEW = HEAD.format(
    PLACE="LÀO CAI", place="Lào Cai", number="40/KH-UBND", day="12 tháng 3 năm 2024",
    kind="KẾ HOẠCH", title="Về trồng hoa",
) + (
    "1. Sở Xây dựng chủ trì trồng hoa tại các vườn hoa công cộng.\n\n"
    "2. Kế hoạch này thay thế Kế hoạch số 9/KH-UBND ngày 05/01/2022 của UBND tỉnh và có hiệu lực "
    "kể từ ngày ký.\n"
) + END  # fmt: skip
ELSEWHERE = HEAD.format(
    PLACE="SƠN LA", place="Sơn La", number="7/CT-UBND", day="20 tháng 8 năm 2023",
    kind="CHỈ THỊ", title="Về trồng cây xanh đô thị",
) + (
    "1. Sở Xây dựng chủ trì trồng 9.000 cây xanh trên các tuyến phố nội thị.\n\n"
    "2. Công an tỉnh xử lý người chặt phá cây.\n"
) + END  # fmt: skip


@pytest.fixture(scope="module")
def trees(tmp_path_factory):
    """An assistant on directives of two provinces, one of which replaces another."""
    folder = tmp_path_factory.mktemp("cay-xanh")
    for name, text in (("old", OLD), ("gone", GONE), ("new", NEW), ("there", ELSEWHERE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    data = tmp_path_factory.mktemp("data")
    (data / "models").symlink_to(ROOT / "var" / "models")
    own = Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0)
    return assemble(own, build=True)


def asked_of(assistant, text, *earlier, filters=None):
    history = tuple(Turn("user", one) for one in earlier)
    return assistant.pipeline.invoke(Ask(text, history, filters or Filters()))


def kind_of(text):
    """The section of ``suggest.toml`` in whose form a question is; "" for one of the user's."""
    for kind, forms in read_table("suggest").items():
        for form in forms.values() if kind != "task" else ():
            parts = [re.escape(part) for part in re.split(r"\{\w+\}", form)]
            if re.fullmatch(".+".join(part for part in parts), text):
                return kind
    return ""


def test_suggestions_of_the_dev_set_are_of_many_kinds_and_answered(assistant):
    kinds: Counter[str] = Counter()
    answers = asked = 0
    for question in [q for q in read_questions(DEV, assistant.library) if q.answerable][::_EVERY]:
        answer = asked_of(assistant, question.question, *question.history)
        if answer.status not in ANSWERED:
            continue
        answers += 1
        assert len(answer.suggestions) <= 3
        assert len({kind_of(s) for s in answer.suggestions}) == len(answer.suggestions)
        for suggestion in answer.suggestions:
            asked += 1
            kinds[kind_of(suggestion)] += 1
            assert len(suggestion) <= LONGEST
            assert suggestion != question.question
            clicked = (*question.history, question.question)
            assert asked_of(assistant, suggestion, *clicked).status in ANSWERED, suggestion
    assert answers >= 8
    assert asked >= 2 * answers
    assert len(kinds) >= 5
    assert kinds.most_common(1)[0][1] <= 0.4 * asked


def test_what_a_clause_holds_is_asked_if_it_was_not(trees):
    who = "Đơn vị nào lo trồng cây ở các tuyến phố nội thị của Lào Cai?"
    assert "Việc nêu tại khoản 1 Kế hoạch số 15/KH-UBND phải hoàn thành khi nào?" in (
        asked_of(trees, who).suggestions
    )
    when = "Việc trồng cây xanh trên các tuyến phố nội thị Lào Cai phải xong trước ngày nào?"
    offered = asked_of(trees, when).suggestions
    assert "Cơ quan nào chủ trì việc nêu tại khoản 1 Kế hoạch số 15/KH-UBND?" in offered
    assert not any("khi nào" in one for one in offered)


def test_what_was_asked_in_the_conversation_is_not_offered_again(trees):
    question = "Đơn vị nào lo trồng cây ở các tuyến phố nội thị của Lào Cai?"
    first = asked_of(trees, question).suggestions
    again = asked_of(trees, question, *first).suggestions
    assert first
    assert not set(first) & set(again)


def test_the_next_clause_is_asked_by_its_heading(trees):
    offered = asked_of(trees, "Khoản 1 Kế hoạch số 15/KH-UBND quy định gì?").suggestions
    assert any("kinh phí trồng cây xanh" in one for one in offered), offered


def test_another_province_is_asked_for_the_same(trees):
    question = "Lào Cai trồng bao nhiêu cây xanh trên các tuyến phố nội thị?"
    offered = asked_of(trees, question).suggestions
    assert "Sơn La trồng bao nhiêu cây xanh trên các tuyến phố nội thị?" in offered
    there = asked_of(trees, "Sơn La trồng bao nhiêu cây xanh trên các tuyến phố nội thị?")
    assert there.citations[0].document.metadata.province == "Sơn La"
    only = asked_of(trees, question, filters=Filters(province="Lào Cai")).suggestions
    assert not any("Sơn La" in one for one in only)


def test_of_a_replaced_document_its_successor_is_offered_first(trees):
    answer = asked_of(trees, "Khoản 1 Kế hoạch số 9/KH-UBND quy định gì?")
    assert answer.suggestions[0] == "Kế hoạch số 40/KH-UBND về việc gì?"
    first = asked_of(trees, answer.suggestions[0]).citations[0]
    assert first.document.metadata.number == "40/KH-UBND"
    assert "Về trồng hoa" in first.quote


def test_no_more_than_one_search_is_made_for_suggestions(assistant, monkeypatch):
    searches = []
    found = assistant.parts.finder.find

    def counted(*args, **options):
        searches.append(args)
        return found(*args, **options)

    monkeypatch.setattr(assistant.parts.finder, "find", counted)
    questions = [q for q in read_questions(DEV, assistant.library) if q.answerable]
    for question in [q for q in questions if not q.history][5:100:19]:
        searches.clear()
        answer = asked_of(assistant, question.question)
        assert answer.status not in ANSWERED or len(searches) <= 2, question.question


def test_what_is_looked_up_is_what_a_search_finds(assistant):
    for text in (
        "Khoản 2 Công văn số 4685/UBND-KGVX quy định gì?",
        "Mục IV Quyết định số 03/QĐ-BCĐ gồm những gì?",
        "Công văn số 4685/UBND-KGVX do ai ký, ban hành ngày nào?",
        "Những việc nào có thời hạn hoàn thành theo Công văn số 4685/UBND-KGVX?",
    ):
        found = assistant.pipeline._offers._read(Suggestion(text))
        finder = assistant.parts.finder
        known = finder.look_up(found, Filters())
        searched = finder.find(found, Filters())
        count = max(len(known.found), 1)
        assert [f.clause.id for f in known.found] == [f.clause.id for f in searched.found[:count]]


def test_a_suggestion_is_met_by_what_is_to_answer_it():
    assert Suggestion("?").is_met(["d.khoan-1"])
    assert not Suggestion("?").is_met([])
    assert Suggestion("?", ("d.khoan-1",)).is_met(["d.khoan-2", "d.khoan-1"])
    assert not Suggestion("?", ("d.khoan-1",)).is_met(["d.khoan-1.diem-a"])
    assert Suggestion("?", ("d",)).is_met(["d.khoan-1.diem-a"])
    assert not Suggestion("?", ("d",)).is_met(["e.khoan-1"])


def test_out_of_time_the_answer_stands_without_suggestions(assistant, monkeypatch):
    def late(*_args, **_named):
        raise OutOfTime

    monkeypatch.setattr(assistant.pipeline._offers, "first", late)
    answer = asked_of(assistant, "Ai ký Công văn 4685?")
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.suggestions == ()


@pytest.mark.parametrize(
    ("line", "words", "heading"),
    [
        ("1. Tổ chức phổ biến kế hoạch.", "Tổ chức phổ biến kế hoạch", ""),
        ("1. Về phát triển kinh tế số: Đẩy mạnh thương mại điện tử.", "", "phát triển kinh tế số"),
        ("1. TỔ CHỨC THỰC HIỆN KẾ HOẠCH NÀY", "", ""),
        ("1. Thực hiện đề án “Một cửa” tại các xã.", "", ""),
        ("1. Rà soát các thủ tục (theo phụ lục.", "", ""),
        ("1. Sở Y tế và các cơ quan được giao:\n- Lập danh sách.", "", ""),
    ],
)  # fmt: skip
def test_words_of_a_task_are_whole_and_not_in_capitals(line, words, heading):
    document = parse(
        NEW.replace("1. Sở Xây dựng chủ trì trồng hoa", f"{line}\n\n2. Trồng"), "a.txt"
    )
    clause = next(c for c in document.clauses if c.path[-1].value == "1")
    task = task_of(document, clause)
    assert task.words == words
    assert task.place == "khoản 1 Kế hoạch số 40/KH-UBND"
    assert heading_of(document, clause) == heading


@pytest.mark.parametrize(
    ("words", "figure", "measure"),
    [
        ("Tỷ lệ hồ sơ trực tuyến của xã đạt 50%", "đạt 50%", "Tỷ lệ hồ sơ trực tuyến của xã"),
        ("Tỷ lệ hồ sơ trực tuyến của xã đạt 50%", "50%", "Tỷ lệ hồ sơ trực tuyến của xã"),
        ("100% hồ sơ của cấp xã được số hóa", "100%", "hồ sơ của cấp xã được số hóa"),
        ("Ít nhất 90% hồ sơ của cấp xã được số hóa", "90%", ""),
        ("Tỷ lệ hồ sơ trực tuyến của xã", "50%", "Tỷ lệ hồ sơ trực tuyến của xã"),
    ],
)
def test_a_measure_is_asked_for_without_its_figure(words, figure, measure):
    assert without_figure(words, figure) == measure


def test_a_group_has_no_capital_within_a_sentence():
    assert inside("Các sở, ban, ngành") == "các sở, ban, ngành"
    assert inside("Sở Y tế") == "Sở Y tế"


@pytest.mark.parametrize("corpus", ["assistant", "trees"])
def test_questions_to_begin_with_are_of_different_kinds_and_answered(corpus, request):
    assistant = request.getfixturevalue(corpus)
    offered = assistant.pipeline.first_questions()
    assert 3 <= len(offered) <= 4
    kinds = {one.text: one.kind for one in first_questions(assistant.library)}
    assert len({kinds[one] for one in offered}) == len(offered)
    for question in offered:
        assert len(question) <= LONGEST
        assert asked_of(assistant, question).status in ANSWERED, question
