"""What an answer says beside its clauses, over documents of which one replaces another."""

import pytest

from bot.answer import AnswerStatus
from bot.assemble import assemble
from bot.question import Ask, Filters
from corpus.settings import Settings
from tests.conftest import ROOT

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n\nSố: {number}\n\nQuảng Ngãi, ngày {day}\n\n"
    "{kind}\n{title}\n"
)
OLD = HEAD.format(
    number="15/KH-UBND", day="10 tháng 01 năm 2023", kind="KẾ HOẠCH", title="Về trồng cây xanh"
) + (
    "\nUBND tỉnh ban hành kế hoạch trồng cây xanh như sau:\n\n"
    "1. Sở Xây dựng chủ trì trồng 5.000 cây xanh trên các tuyến phố nội thị.\n\n"
    "2. Sở Tài chính bố trí kinh phí trồng cây.\n"
)
NEW = HEAD.format(
    number="40/KH-UBND", day="12 tháng 3 năm 2024", kind="KẾ HOẠCH", title="Về trồng cây xanh"
) + (
    "\nUBND tỉnh ban hành kế hoạch trồng cây xanh như sau:\n\n"
    "1. Sở Xây dựng chủ trì trồng 8.000 cây xanh trên các tuyến phố nội thị.\n\n"
    "2. Kế hoạch này thay thế Kế hoạch số 15/KH-UBND ngày 10/01/2023 của UBND tỉnh và có hiệu lực "
    "kể từ ngày ký.\n"
)
BESIDE = HEAD.format(
    number="77/CT-UBND", day="20 tháng 8 năm 2024", kind="CHỈ THỊ", title="Về giữ gìn cây xanh"
) + (
    "\nChủ tịch UBND tỉnh yêu cầu:\n\n"
    "1. Sở Xây dựng chủ trì trồng 9.000 cây xanh trên các tuyến phố nội thị.\n\n"
    "2. Công an tỉnh xử lý người chặt phá cây.\n"
)


@pytest.fixture(scope="module")
def answer(tmp_path_factory, settings):
    """Answers over the three documents."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in (("cu", OLD), ("moi", NEW), ("kem", BESIDE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    data = tmp_path_factory.mktemp("var")
    (data / "models").symlink_to((ROOT / "var" / "models").resolve())
    small = assemble(
        Settings(_env_file=None, data_dir=data, corpus=str(folder), deadline=0), build=True
    )

    def run(question, mode="extractive", as_of=None):
        return small.pipeline.invoke(Ask(question, filters=Filters(as_of=as_of), mode=mode))

    return run


def test_what_holds_comes_before_what_was_replaced(answer):
    found = answer("Sở Xây dựng phải trồng bao nhiêu cây xanh theo kế hoạch?")
    assert found.status is AnswerStatus.ANSWERED
    assert found.citations[0].document.metadata.number == "40/KH-UBND"
    assert found.short_answer.startswith("8.000")
    assert not any("thay thế" in remark for remark in found.remarks)


def test_a_replaced_document_is_said_to_be_replaced_with_the_clause_that_says_so(answer):
    found = answer("Theo Kế hoạch 15/KH-UBND, sở nào chủ trì trồng cây xanh trên các tuyến phố?")
    assert found.citations[0].document.metadata.number == "15/KH-UBND"
    (remark,) = found.remarks
    assert "Kế hoạch số 15/KH-UBND" in remark
    assert "đã bị thay thế" in remark
    said = found.citations[-1]
    assert f"[{said.marker}]" in remark
    assert "thay thế Kế hoạch số 15/KH-UBND" in " ".join(said.quote.split())
    assert found.answer.endswith(remark)
    assert "đã bị thay thế" in found.spoken
    assert found.as_json()["remarks"] == [remark]


def test_what_held_on_the_day_asked_about_is_not_said_to_be_replaced(answer):
    question = "Sở Xây dựng phải trồng bao nhiêu cây xanh theo kế hoạch?"
    found = answer(question, as_of="2023-06-01")
    assert [c.document.metadata.number for c in found.citations] == ["15/KH-UBND"]
    assert found.remarks == ()


def test_documents_that_differ_are_said_to_differ_and_the_newer_is_named(answer):
    found = answer(
        "Kế hoạch 40/KH-UBND và Chỉ thị 77/CT-UBND giao Sở Xây dựng trồng bao nhiêu cây xanh?"
    )
    assert {c.document.metadata.number for c in found.citations} == {"40/KH-UBND", "77/CT-UBND"}
    (remark,) = found.remarks
    assert "nêu khác nhau" in remark
    assert "77/CT-UBND" in remark
    assert "40/KH-UBND" not in remark


def test_an_answer_on_one_document_in_force_has_no_remark(answer):
    found = answer("Ai xử lý người chặt phá cây theo Chỉ thị 77/CT-UBND?")
    assert found.status is AnswerStatus.ANSWERED
    assert found.remarks == ()


def test_a_question_in_english_is_told_that_the_words_are_vietnamese(ask):
    found = ask("Which department leads the administrative inspection by digital means?")
    assert found.status is AnswerStatus.ANSWERED
    assert any("own words in Vietnamese" in remark for remark in found.remarks)
    assert "own words" not in found.spoken
