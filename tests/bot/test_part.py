"""One part of a document summed up, or counted and listed."""

import pytest

from bot.answer import AnswerStatus, Role
from bot.draft import Draft
from bot.of_documents import verified
from bot.talk.part import part_wanted, tell_part, with_count
from corpus.structure.parse import parse

RULES = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/2023/QĐ-UBND
Lào Cai, ngày 05 tháng 3 năm 2023
QUYẾT ĐỊNH
Quy định quản lý chợ phiên
Điều 1. Thời gian họp chợ
1. Chợ phiên họp vào ngày chủ nhật hằng tuần.
2. Chợ mở cửa từ 6 giờ và đóng cửa lúc 15 giờ.
3. Ngày lễ được kéo dài đến 18 giờ.
Điều 2. Trách nhiệm của Ủy ban nhân dân cấp huyện
1. Bố trí địa điểm họp chợ, bảo đảm an ninh trật tự trong khu vực chợ.
2. Kiểm tra vệ sinh an toàn thực phẩm mỗi quý một lần.
Điều 3. Trách nhiệm của Sở Công Thương
1. Hướng dẫn các huyện thu phí mặt bằng.
2. Báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12.
Điều 4. Quyết định này có hiệu lực từ ngày ký.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""


@pytest.fixture(scope="module")
def rules():
    return parse(RULES, "cho.txt")


def told(rules, message):
    part = part_wanted(message, [rules])
    return verified(tell_part(part, message)) if part else None


def items(draft):
    return [one.text for one in draft.of(Role.ITEM)]


@pytest.mark.parametrize(
    "message", ["Điều 1 có mấy khoản, kể đủ từng khoản cho tôi", "dieu 1 gom bao nhieu khoan"]
)
def test_the_parts_of_an_article_are_counted_and_all_listed(rules, message):
    draft = told(rules, message)
    assert "có 3 khoản" in draft.of(Role.OPENING)[0].text
    assert [text[:2] for text in items(draft)] == ["1.", "2.", "3."]


def test_words_that_name_the_document_are_no_content(rules):
    message = "Điều 1 quyết định chợ phiên Lào Cai có mấy khoản"
    named = (message.index("quyết"), message.index(" có"))
    assert part_wanted(message, [rules]) is None
    assert len(part_wanted(message, [rules], [named]).told) == 3


def test_the_articles_of_the_document_are_counted(rules):
    draft = told(rules, "quyết định này gồm mấy điều vậy em")
    assert "có 4 điều" in draft.of(Role.OPENING)[0].text
    assert len(items(draft)) == 4


@pytest.mark.parametrize(
    ("message", "article"),
    [
        ("tóm tắt Điều 2 giúp mình", "dieu-2"),
        ("tóm tắt phần về cấp huyện thôi", "dieu-2"),
        ("nói gọn lại chỗ nói về trách nhiệm của Sở Công Thương", "dieu-3"),
    ],
)
def test_one_part_is_summed_up_and_nothing_else(rules, message, article):
    draft = told(rules, message)
    assert len(items(draft)) == 2
    assert all(article in citation.clause.id for citation in draft.citations)


@pytest.mark.parametrize(
    "message",
    [
        "tóm tắt quyết định này",
        "tóm lại dân phải làm gì",
        "Điều 2 có mấy cơ sở bị phạt vì hàng giả",
        "Điều 9 có mấy khoản",
        "Điều 2 quy định gì",
        "mấy giờ chợ mở cửa",
    ],
)
def test_other_wishes_are_no_part(rules, message):
    assert part_wanted(message, [rules]) is None


def test_a_whole_list_says_how_many_it_holds(rules):
    whole = tell_part(part_wanted("Điều 1 có mấy khoản", [rules]), "")
    listed = Draft(AnswerStatus.ANSWERED, whole.of(Role.ITEM), "", whole.citations)
    asked = with_count(listed, "gồm mấy nội dung")
    assert asked.of(Role.OPENING)[0].text == "Có 3 nội dung:"
    part = Draft(AnswerStatus.ANSWERED, listed.statements[:2], "", listed.citations)
    assert with_count(part, "gồm mấy nội dung") is part
    assert with_count(listed, "chợ mở lúc nào") is listed
