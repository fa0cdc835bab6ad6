"""What else stands beside the clauses that were shown."""

import pytest

from bot.answer import Citation, Role
from bot.talk.rest import rest_of
from corpus.structure.parse import parse
from tests.bot.test_led_in import WHARVES

PAPERS = ["Đơn đề nghị mở bến;", "Bản vẽ vị trí bến;", "Giấy tờ về quyền sử dụng mặt nước."]


@pytest.fixture(scope="module")
def shown():
    document = parse(WHARVES, "a.txt")
    last = next(c for c in document.clauses if c.id.endswith("dieu-1.gach-3"))
    return [Citation(1, document, last)]


def items(draft):
    return [one.text for one in draft.of(Role.ITEM)]


@pytest.mark.parametrize(
    "message",
    ["còn gì nữa không", "còn phải nộp giấy tờ gì nữa", "ngoài giấy tờ về mặt nước ra còn cần gì"],
)
def test_what_else_there_is_leaves_out_what_was_shown(shown, message):
    assert items(rest_of(message, shown)) == PAPERS[:2]


@pytest.mark.parametrize(
    "message",
    ["Chưa đủ. Đề nghị liệt kê đầy đủ thành phần hồ sơ.", "kể hết ra giúp tôi", "đủ chưa"],
)
def test_all_of_it_is_told_whole(shown, message):
    assert items(rest_of(message, shown)) == PAPERS


@pytest.mark.parametrize(
    "message",
    ["ai ký", "còn xã nào nữa làm điểm du lịch nông nghiệp", "còn ai khác được giảm tiền đất", ""],
)
def test_another_matter_is_not_the_rest_of_this_one(shown, message):
    assert rest_of(message, shown) is None


def test_nothing_else_where_nothing_was_shown(shown):
    assert rest_of("còn gì nữa không", []) is None
    document = shown[0].document
    whole = [
        Citation(n, document, c)
        for n, c in enumerate((c for c in document.clauses if "dieu-1.gach" in c.id), start=1)
    ]
    assert rest_of("còn gì nữa không", whole) is None
