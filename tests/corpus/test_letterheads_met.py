"""What a letterhead says where lines break it or run together."""

import pytest

from corpus.structure.parse import parse

BASES = "Căn cứ Luật Lâm nghiệp;\nQUYẾT NGHỊ:\nĐiều 1. Trồng rừng.\nĐiều 2. Thi hành.\n"


def metadata(head):
    return parse(f"{head}\n{BASES}", "a.txt").metadata


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("first", "second", "issuer", "province"),
    [
        ("TỈNH BÀ RỊA-VŨNG", "TÀU", "Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("TỈNH BÀ RỊA -", "VŨNG TÀU", "Bà Rịa - Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("TỈNH THỪA THIÊN", "HUẾ", "Thừa Thiên Huế", "Thừa Thiên Huế"),
        ("TỈNH LÀO", "CAI", "Lào Cai", "Lào Cai"),
        ("TỈNH", "QUẢNG NGÃI", "Quảng Ngãi", "Quảng Ngãi"),
        ("THÀNH PHỐ HỒ CHÍ", "MINH", "Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_a_province_broken_over_lines(first, second, issuer, province, gap):
    said = metadata(
        f"HỘI ĐỒNG NHÂN DÂN {first}{gap}{second}\n\nSố: 9/2024/NQ-HĐND\n\nNGHỊ QUYẾT\nVề trồng rừng"
    )
    assert said.issuer.endswith(issuer)
    assert said.province == province
    assert said.title == "Về trồng rừng"


def test_a_province_broken_in_a_sentence():
    text = f"NGHỊ QUYẾT\nVề rừng\n{BASES}1. Giao Ủy ban nhân dân tỉnh Thừa Thiên\nHuế báo cáo."
    document = parse(text, "a.txt")
    assert document.quote(document.clauses[-1]).endswith("Thừa Thiên\nHuế báo cáo.")


def test_a_number_in_the_title_of_another_document_is_not_its_own():
    title = "SỬA ĐỔI NGHỊ QUYẾT SỐ 2/2014/NQ-HĐND NGÀY 8 THÁNG 7 NĂM 2014"
    said = metadata(f"NGHỊ QUYẾT\n{title}\nHỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI\nKHÓA IX")
    assert said.number is None


def test_a_number_in_the_own_title_is():
    said = metadata("Nghị định của Chính phủ số 94/1998/NĐ-CP ngày 17 tháng 11 năm 1998 về rừng")
    assert (said.number, said.date) == ("94/1998/NĐ-CP", "1998-11-17")


def test_number_date_and_issuer_in_a_title_in_capitals():
    said = metadata(
        "NGHỊ ĐỊNH\n\nCỦA CHÍNH PHỦ SỐ 94 /1998/NĐ-CP NGÀY 17 THÁNG 11 NĂM 1998\n"
        "QUY ĐỊNH CHI TIẾT LUẬT SỬA ĐỔI, BỔ SUNG MỘT\nSỐ ĐIỀU CỦA LUẬT THUẾ NHẬP KHẨU\n"
        "SỐ 4/1998/QH10 NGÀY 20 THÁNG 5 NĂM 1998\n\nCHÍNH PHỦ\n"
    )
    assert (said.number, said.date, said.issuer) == ("94/1998/NĐ-CP", "1998-11-17", "Chính phủ")


@pytest.mark.parametrize("line", ["Số 12/NQ-HĐND", "SỐ: 12/NQ-HĐND", "Số:12/NQ-HĐND"])
def test_a_number_under_the_kind(line):
    assert metadata(f"HỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI\nNGHỊ QUYẾT\n{line}").number == "12/NQ-HĐND"


@pytest.mark.parametrize(
    "lines",
    [
        "CHÍNH PHỦ_______ Số: 172/2025/NĐ-CP | Hà Nội, ngày 30 tháng 6 năm 2025 |",
        "CHÍNH PHỦ\nSố: 172/2025/NĐ-CP V/v rừng Hà Nội , ngày 30 tháng 6 năm 2025",
    ],
)
def test_number_and_date_behind_other_words(lines):
    said = metadata(f"{lines}\n\nNGHỊ ĐỊNH\nVề rừng")
    assert (said.number, said.date) == ("172/2025/NĐ-CP", "2025-06-30")


def test_a_kind_that_only_opens_the_title():
    said = metadata("Số: 21/2025/TT-BGDĐT\n\nQuy định chế độ trả lương dạy thêm giờ")
    assert (said.kind, said.issuer) == ("Thông tư", "Bộ Giáo dục và Đào tạo")


def test_a_consolidated_text_is_not_what_it_consolidates():
    said = metadata("BỘ QUỐC PHÒNG\nSố: 92/VBHN-BQP\nQUYẾT ĐỊNH\nVề chế độ")
    assert said.kind == "Văn bản hợp nhất"


def test_the_day_on_which_a_council_passed_a_resolution_over_broken_lines():
    text = (
        f"NGHỊ QUYẾT\nVề rừng\n{BASES}Nghị quyết này đã được\nHội đồng nhân dân tỉnh Lào Cai "
        "khoá IX thông qua ngày 14 tháng\n7 năm 2017./."
    )
    document = parse(text, "a.txt")
    assert document.metadata.date == "2017-07-14"
    assert document.clauses[-1].part == "closing"
