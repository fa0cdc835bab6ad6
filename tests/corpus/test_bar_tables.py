"""Tables whose bars have lines of their own, with nothing else between table and text."""

import pytest

from corpus.library import load_library

LETTERHEAD = """ỦY BAN NHÂN DÂN
TỈNH X
-------
|
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
|
|
Số: 12/KH-UBND
|
X, ngày 05 tháng 3 năm 2026
|
KẾ HOẠCH
PHÒNG, CHỐNG CHÁY RỪNG NĂM 2026
Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;
Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:
1. Các sở, ban, ngành tổ chức thực hiện Kế hoạch này theo Phụ lục.
2. Kế hoạch này có hiệu lực từ ngày ký./.
|
Nơi nhận:
- Như khoản 1;
- Lưu: VT.
|
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
|
"""
ANNEX = """PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân tỉnh)
|
TT
|
Nhiệm vụ
|
Cơ quan chủ trì
|
Thời hạn
|
|
1
|
Rà soát phương án
chữa cháy rừng
|
Sở Nông nghiệp và Môi trường
|
Quý I
|
|
2
|
Tập huấn lực lượng tại chỗ
|
|
Quý II
|
"""
SECOND = """II. KINH PHÍ
|
Nguồn
|
Số tiền
|
|
Ngân sách tỉnh
|
500 triệu đồng
|
|
Ngân sách xã
|
120 triệu đồng
|
"""


@pytest.fixture
def parsed(tmp_path):
    def parse(text: str):
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        (document,) = load_library([path])
        return document

    return parse


def rows(document):
    return [c for c in document.clauses if c.cells]


def test_a_table_behind_the_signature_has_its_rows(parsed):
    document = parsed(LETTERHEAD + ANNEX)
    found = rows(document)
    assert [
        [document.text[cell.start : cell.end].replace("\n", " ") for cell in c.cells] for c in found
    ] == [
        ["1", "Rà soát phương án chữa cháy rừng", "Sở Nông nghiệp và Môi trường", "Quý I"],
        ["2", "Tập huấn lực lượng tại chỗ", "", "Quý II"],
    ]
    assert [cell.head for cell in found[0].cells] == [
        "TT",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Thời hạn",
    ]


def test_letterhead_text_and_signature_stay_what_they_are(parsed):
    document = parsed(LETTERHEAD + ANNEX)
    assert document.metadata.number == "12/KH-UBND"
    assert document.metadata.date == "2026-03-05"
    ids = {c.id.removeprefix(f"{document.id}.") for c in document.clauses}
    assert {"khoan-1", "khoan-2", "the-thuc-chu-ky"} <= ids


def test_text_after_a_whole_row_ends_the_table(parsed):
    document = parsed(LETTERHEAD + ANNEX + SECOND)
    found = rows(document)
    assert [len(c.cells) for c in found] == [4, 4, 2, 2]
    assert [cell.head for cell in found[-1].cells] == ["Nguồn", "Số tiền"]
    assert found[-1].id != found[1].id
    assert "muc-ii" in found[-1].id


def test_the_next_number_opens_the_next_row_where_cells_hold_for_several(parsed):
    heads = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Kinh phí"]
    first = ["1", "Rà soát bến thuyền", "Sở Xây dựng", "Quý IV/2025", "Chi thường xuyên"]
    rest = [
        ["2", "Vẽ lại bản đồ bến", "Sở Xây dựng", "Năm 2026"],  # the money is said once for all
        ["3", "Cắm biển báo", "UBND xã"],
        ["II", "Đào tạo người lái thuyền"],
        ["1", "Mở lớp lái thuyền", "Sở Nội vụ", "Năm 2026"],
    ]
    rows = [heads, ["I", "Sửa sang bến thuyền"], first, *rest]
    bars = "\n|\n".join(("|\n" + "\n|\n".join(row)) for row in rows) + "\n|\n"
    head = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/KH-UBND\nKẾ HOẠCH\nVề bến thuyền\n1. Sửa bến.\n"
    document = parsed(f"{head}CHỦ TỊCH\n\nPHỤ LỤC\nNHIỆM VỤ\n\n{bars}\n")
    found = [(c.path[-1].level, c.path[-1].value) for c in document.clauses if c.cells]
    assert [value for level, value in found if level == "dong"] == ["1", "2", "3", "1"]
    assert [value for level, value in found if level == "muc"] == ["I", "II"]


def test_a_heading_before_the_same_heads_parts_two_tables(parsed):
    def table(*steps):
        rows = [["TT", "Trình tự", "Thời gian"], *steps, ["Tổng thời gian thực hiện", "03 ngày"]]
        return "\n|\n".join(("|\n" + "\n|\n".join(row)) for row in rows) + "\n|\n"

    head = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/KH-UBND\nKẾ HOẠCH\nVề bến thuyền\n1. Sửa bến.\n"
    steps = [["B1", "Nhận hồ sơ", "01 ngày"], ["B2", "Trả kết quả", "02 ngày"]]
    document = parsed(
        f"{head}CHỦ TỊCH\n\nPHỤ LỤC\nQUY TRÌNH\n\n1. Cấp giấy phép mở bến\n{table(*steps)}"
        f"2. Cấp lại giấy phép mở bến\n{table(*steps)}"
    )
    inside = [c for c in rows(document) if ".khoan-2." in c.id and "phu-luc" in c.id]
    assert [document.text[c.start : c.end].split("|")[2].strip() for c in inside][:2] == [
        "Nhận hồ sơ", "Trả kết quả",
    ]  # fmt: skip
    totals = [c for c in rows(document) if "Tổng thời gian" in document.text[c.start : c.end]]
    assert not any("Cấp lại" in document.text[c.start : c.end] for c in totals)
