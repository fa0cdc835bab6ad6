"""Typed values in text, and what a question wants."""

import pytest

from bot.read.spans.find import find_spans
from bot.read.spans.grammar import find_values
from bot.read.spans.wanted import wanted


def values(text):
    return [(v.kind, text[v.start : v.end]) for v in find_values(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("nộp trước ngày 15/12/2025 để tổng hợp", "date", "trước ngày 15/12/2025"),
        ("kể từ ngày 08 tháng 12 năm 2025.", "date", "từ ngày 08 tháng 12 năm 2025"),
        ("báo cáo trước ngày 20 hằng tháng", "recurring", "trước ngày 20 hằng tháng"),
        ("gửi trước ngày 10/7 hằng năm về Sở", "recurring", "trước ngày 10/7 hằng năm"),
        ("xong trong quý IV năm 2025 theo kế hoạch", "month", "quý IV năm 2025"),
        ("xong Quí IV-2025", "month", "Quí IV-2025"),
        ("Thời hạn không quá 05 ngày làm việc kể từ", "duration", "không quá 05 ngày làm việc"),
        ("trong 15 (mười lăm) ngày, kể từ", "duration", "15 (mười lăm) ngày"),
        ("mở cửa từ 6 giờ đến 23 giờ hàng ngày", "time", "từ 6 giờ đến 23 giờ"),
        ("phạt từ 20.000.000 đồng đến 30.000.000 đồng", "money",
         "từ 20.000.000 đồng đến 30.000.000 đồng"),
        ("mức 100.000 đồng/1 ngày/1 người", "money", "100.000 đồng/1 ngày/1 người"),
        ("hỗ trợ 6.000.000đ/văn bản.", "money", "6.000.000đ/văn bản"),
        ("đạt tối thiểu 95% số hồ sơ", "share", "tối thiểu 95%"),
        ("ít nhất một phần hai thời gian", "share", "ít nhất một phần hai"),
        ("theo Nghị định số 61/2025/NĐ-CP ngày 04", "document", "Nghị định số 61/2025/NĐ-CP"),
        ("thay Hướng dẫn số 08 –HD/BTCTU ngày", "document", "Hướng dẫn số 08 –HD/BTCTU"),
        ("tại Quy định số 270-QĐ/TW, ngày", "document", "Quy định số 270-QĐ/TW"),
        ("theo tiêu chuẩn TCVN 14423:2025 về", "standard", "TCVN 14423:2025"),
        ("mã 1.013401.H50 của thủ tục", "code", "1.013401.H50"),
        ("đường dây nóng 0255.3822.123 hoặc", "contact", "0255.3822.123"),
        ("bãi bỏ 03 thủ tục hành chính nội bộ", "count", "03 thủ tục"),
        ("từ 03 đến 05 tiêu chí", "count", "từ 03 đến 05 tiêu chí"),
        ("phạm vi khoảng 1.000m tính từ", "count", "khoảng 1.000m"),
        ("theo khoản 1 Điều 23 của Luật", "clause", "khoản 1 Điều 23"),
    ],
)  # fmt: skip
def test_values_are_found_whole(text, kind, words):
    assert (kind, words) in values(text)


@pytest.mark.parametrize("text", ["1. Giao Sở Y tế chủ trì", "theo Điều 5", "khoản 2 mục I"])
def test_numbers_of_paragraphs_are_no_counts(text):
    assert not [v for v in values(text) if v[0] in ("count", "number")]


def test_bodies_persons_and_places_are_found():
    text = "Giao Sở Tài chính phối hợp với ông Nguyễn Văn An tại số 4 đường Nguyễn Tất Thành"
    found = {(v.kind, text[v.start : v.end]) for v in find_spans(text)}
    assert ("body", "Sở Tài chính") in found
    assert ("person", "ông Nguyễn Văn An") in found
    assert ("place", "số 4 đường Nguyễn Tất Thành") in found


def test_an_office_is_no_name():
    text = "Giám đốc Sở Nông nghiệp và Môi trường chịu trách nhiệm"
    assert not [v for v in find_spans(text) if v.kind == "person"]


@pytest.mark.parametrize(
    ("question", "way", "unit"),
    [
        ("Hồ sơ giải quyết trong mấy ngày?", "how_long", "ngay"),
        ("nop ho so het bao nhieu tien", "money", "tien"),
        ("Được hỗ trợ mấy triệu?", "money", "trieu"),
        ("Có bao nhiêu xã đạt chuẩn?", "how_much", "xa dat"),
        ("Quyết định công bố nào của Bộ Công Thương?", "document", ""),
        ("Công văn số mấy?", "document", ""),
        ("Phải báo cáo ngày mấy hằng tháng?", "when", ""),
        ("Mấy năm một lần phải rà soát?", "how_often", ""),
        ("Sở chuyên ngành nào chủ trì?", "who", ""),
        ("Mở cửa mấy giờ?", "time", ""),
    ],
)
def test_what_a_question_wants(question, way, unit):
    found = [(one.way, one.unit) for one in wanted(question)]
    assert (way, unit) in found


def test_several_things_are_wanted_in_order():
    assert [one.way for one in wanted("Ai chủ trì, xong khi nào, bao nhiêu tiền?")] == [
        "who", "when", "money",
    ]  # fmt: skip


def test_mấy_before_a_noun_and_nào_asks_which():
    assert [one.way for one in wanted("mấy thôn nào được hỗ trợ?")] == ["where"]
