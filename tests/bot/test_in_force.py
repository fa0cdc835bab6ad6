"""Whether a document still holds, as far as the loaded documents tell."""

import pytest

from bot.answer import Role
from bot.of_documents import verified
from bot.talk.each_begun import each_begun
from bot.talk.in_force import (
    asks_for_more,
    asks_whether_in_force,
    ended_elsewhere,
    in_force,
    other_year,
)
from corpus.library import Library
from corpus.structure.parse import parse

PAPER = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/QĐ-UBND
Lào Cai, ngày {day}
QUYẾT ĐỊNH
{title}
Điều 1. Giá vé tham quan thác là {price} đồng mỗi lượt.
Điều 2. {last}
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""
OLD = PAPER.format(
    number="12/2023", day="05 tháng 3 năm 2023", title="Quy định giá vé tham quan thác năm 2023",
    price="20.000", last="Quyết định này có hiệu lực thi hành kể từ ngày ký.",
)  # fmt: skip
NEW = PAPER.format(
    number="44/2025", day="02 tháng 6 năm 2025", title="Quy định giá vé tham quan thác",
    price="30.000",
    last="Quyết định này có hiệu lực từ ngày 15 tháng 6 năm 2025 và thay thế Quyết định số "
    "12/2023/QĐ-UBND ngày 05 tháng 3 năm 2023; bãi bỏ Quyết định số 7/2009/QĐ-UBND ngày 01/02/2009 "
    "của UBND tỉnh Lào Cai.",
)  # fmt: skip


@pytest.fixture(scope="module")
def library():
    return Library((parse(OLD, "cu.txt"), parse(NEW, "moi.txt")))


def told(draft, *roles):
    return [one.text for one in verified(draft).statements if one.role in roles]


def test_what_a_later_document_replaces_no_longer_holds(library):
    old, new = library.documents
    draft = in_force(old, library, "còn hiệu lực không", "2026-01-01")
    assert "đã bị thay thế" in told(draft, Role.LEAD)[0]
    assert draft.citations[0].document is new
    assert "thay thế Quyết định số 12/2023" in told(draft, Role.QUOTE)[0]


def test_before_it_was_replaced_it_held(library):
    old, _ = library.documents
    draft = in_force(old, library, "còn hiệu lực không", "2024-01-01")
    assert told(draft, Role.LEAD)[0].startswith("Còn hiệu lực theo các văn bản tôi có")
    assert any("chỉ biết các văn bản đã nạp" in text for text in told(draft, Role.REMARK))


def test_the_first_day_is_told_in_printed_words_and_the_day_of_signing_with_it(library):
    old, new = library.documents
    asked = "áp dụng từ bao giờ, còn hiệu lực không"
    assert "Có hiệu lực từ ngày 15 tháng 6 năm 2025" in told(
        in_force(new, library, asked, "2026-01-01"), Role.LEAD
    )
    draft = in_force(old, library, asked, "2024-01-01")
    assert "Có hiệu lực thi hành kể từ ngày ký" in told(draft, Role.LEAD)
    assert "Tức là từ ngày 5/3/2023." in told(draft, Role.REMARK)


def test_of_two_documents_the_one_that_holds_first_is_named(library):
    old, new = library.documents
    draft = each_begun((new, old))
    leads = told(draft, Role.LEAD)
    assert any(one.endswith("có hiệu lực từ ngày 15 tháng 6 năm 2025") for one in leads)
    assert [one.role for one in draft.statements[: len(leads)]] == [Role.LEAD] * len(leads)
    first = told(draft, Role.REMARK)[0]
    assert first.startswith("Quyết định số 12/2023/QĐ-UBND sớm hơn: ngày 5/3/2023")
    assert "15/6/2025" in first


def test_another_year_than_it_was_made_for_is_said_not_to_be_named(library):
    old, _ = library.documents
    assert other_year("năm 2027 thì sao", old) == 2027
    assert other_year("năm 2023 thì sao", old) is None
    remarks = told(in_force(old, library, "năm 2027 thì sao", "2024-01-01"), Role.REMARK)
    assert "Văn bản không nói riêng về năm 2027." in remarks
    assert any("ban hành cho năm 2023" in text for text in remarks)


def test_a_document_that_is_not_loaded_is_ended_by_one_that_is(library):
    draft = ended_elsewhere("Quyết định 7/2009/QĐ-UBND còn hiệu lực không", library)
    assert "đã bị bãi bỏ" in told(draft, Role.LEAD)[0]
    assert any("15/6/2025" in text for text in told(draft, Role.REMARK))
    assert ended_elsewhere("Quyết định 8/2009/QĐ-UBND còn hiệu lực không", library) is None
    assert ended_elsewhere("Quyết định 12/2023/QĐ-UBND còn hiệu lực không", library) is None


@pytest.mark.parametrize(
    "message",
    [
        "còn hiệu lực không",
        "Thật vậy hả, quyết định này lâu rồi, giờ còn áp dụng không?",
        "mức đó sang năm 2027 còn áp dụng không ạ",
        "gia ve do nam nay con ap dung khong",
        "mức vé này tính cho năm 2024 vẫn còn áp dụng phải không",
        "áp dụng từ bao giờ vậy em",
        "Is this decision still in force?",
    ],
)
def test_asking_whether_a_document_holds(message):
    assert asks_whether_in_force(message)
    assert not asks_for_more(message)


@pytest.mark.parametrize(
    "message",
    [
        "giấy phép hành nghề còn hiệu lực không",
        "hợp đồng thuê hết hiệu lực chưa thì gia hạn thế nào",
        "những quyết định nào bị bãi bỏ",
        "quy định này áp dụng cho ai",
        "ai ký văn bản này",
    ],
)
def test_other_things_are_not_about_a_document_that_holds(message):
    assert not asks_whether_in_force(message)


def test_what_is_asked_beside_it_is_looked_up():
    assert asks_for_more("ai ký văn bản này, còn hiệu lực không")
