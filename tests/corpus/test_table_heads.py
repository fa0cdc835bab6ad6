"""Tables with heads in several rows, groups, totals, ticks and cells that are left out."""

import pytest

from corpus.library import load_library
from index.passage import clause_text, headings

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH X\nSố: 12/KH-UBND\nKẾ HOẠCH\nVề trồng tre\n1. Trồng tre.\n"
ANNEX = f"{HEAD}CHỦ TỊCH\n\nPHỤ LỤC\nBẢNG KÈM THEO\n\n"
POINTS = [
    ["TT", "Tên bãi", "Vị trí (theo tọa độ VN-2000)", "Loại đất", "Ghi chú"],
    ["X", "Y", "", ""],
    ["I", "Bãi tre ven sông"],
    ["1", "Bãi Thượng", "574945.0", "1506250.8", "Đất phù sa", "Đã cắm mốc"],
    ["2", "Bãi Trung", "574946.5", "1506311.2", "Đất phù sa", "Chưa cắm mốc"],
    ["II", "Bãi tre trên đồi"],
    ["3", "Bãi Hạ", "574990.1", "1506400.9", "Đất đỏ", "Chưa cắm mốc"],
    ["4", "Bãi Gò", "574991.1", "1506401.9", "Đất đỏ"],
]


def barred(rows):
    """A table whose bars have lines of their own; "": an empty cell."""
    lines = ["|\n" + "".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) for row in rows]
    return "".join(lines)


def piped(rows):
    width = max(map(len, rows))
    return "".join(f"| {' | '.join([*row, *[''] * (width - len(row))])} |\n" for row in rows)


@pytest.fixture
def parsed(tmp_path):
    def parse(table: str):
        path = tmp_path / "a.txt"
        path.write_text(f"{ANNEX}{table}\n", encoding="utf-8")
        (document,) = load_library([path])
        return document

    return parse


def row(document, words):
    (found,) = [c for c in document.clauses if c.cells and words in clause_text(document, c)]
    return found


def said(document, words):
    return clause_text(document, row(document, words))


def test_a_head_over_columns_is_joined_to_those_under_it(parsed):
    document = parsed(barred(POINTS))
    assert said(document, "Bãi Thượng") == (
        "1 — Tên bãi: Bãi Thượng — Vị trí (theo tọa độ VN-2000) – X: 574945.0 — "
        "Vị trí (theo tọa độ VN-2000) – Y: 1506250.8 — Loại đất: Đất phù sa — Ghi chú: Đã cắm mốc"
    )
    assert "Loại đất: Đất đỏ" in said(document, "Bãi Gò")


def test_no_row_of_heads_is_a_clause(parsed):
    document = parsed(barred(POINTS))
    assert [c.path[-1].value for c in document.clauses if c.cells] == [
        "I", "1", "2", "II", "3", "4",
    ]  # fmt: skip


def test_a_group_heads_its_rows(parsed):
    document = parsed(barred(POINTS))
    assert said(document, "trên đồi") == "II — Bãi tre trên đồi"
    assert headings(document, row(document, "Bãi Hạ"))[-1] == "II — Bãi tre trên đồi"


def test_heads_that_come_again_on_the_next_page_are_no_rows(parsed):
    document = parsed(barred([*POINTS[:5], *POINTS[:2], *POINTS[5:]]))
    assert "Vị trí (theo tọa độ VN-2000) – Y: 1506400.9" in said(document, "Bãi Hạ")
    assert len([c for c in document.clauses if c.cells]) == 6


def test_heads_in_two_rows_of_a_table_with_a_line_each(parsed):
    rows = [
        ["STT", "Loại đất", "Diện tích phân theo xã", "", "", ""],
        ["Xã A", "Xã B", "Xã C", "Xã D"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["1", "Đất trồng tre", "10,5", "11,5", "12,5", "13,5"],
        ["2", "Đất trồng lúa", "20,5", "21,5", "22,5", "23,5"],
    ]
    document = parsed(piped(rows))
    assert said(document, "trồng lúa").endswith("Diện tích phân theo xã – Xã D: 23,5")
    assert len([c for c in document.clauses if c.cells]) == 2


def test_heads_in_their_own_columns(parsed):
    rows = [
        ["STT", "Văn bản", "Thời gian trình", "", "Ghi chú"],
        ["", "", "Bộ trưởng", "Chính phủ", ""],
        ["1", "Nghị định về tre", "Tháng 2", "Tháng 3", "Đã có"],
        ["2", "Nghị định về nứa", "Tháng 4", "Tháng 5", "Mới"],
    ]
    document = parsed("".join("\t".join(one) + "\n" for one in rows))
    assert "Thời gian trình – Chính phủ: Tháng 5" in said(document, "về nứa")
    assert "Ghi chú: Mới" in said(document, "về nứa")


def test_empty_cells_at_the_ends_of_a_line_count_as_columns(parsed):
    rows = [
        ["STT", "Việc", "Quý I", "Quý II"],
        ["", "Việc thường xuyên", "", ""],
        ["1", "Tưới tre", "5", ""],
        ["", "Tưới nứa", "", "7"],
    ]
    document = parsed("".join("\t".join(one) + "\n" for one in rows))
    assert said(document, "nứa") == "Việc: Tưới nứa — Quý II: 7"
    assert said(document, "thường xuyên") == "Việc: Việc thường xuyên"


YEARS = [
    ["STT", "Nội dung", "Năm 2025", "Năm 2026", "Năm 2027"],
    ["Kế hoạch", "Ước thực hiện"],
    ["1", "Tre trồng mới", "100", "90", "120", "150"],
    ["2", "Tre khai thác", "", "45", "60", "70"],
    ["3", "Tre chế biến", "30", "28", "35", "40"],
    ["Tổng cộng", "175", "163", "215", "260"],
]


def test_an_estimate_stands_under_the_earliest_year(parsed):
    document = parsed(barred(YEARS))
    assert said(document, "chế biến") == (
        "3 — Nội dung: Tre chế biến — Năm 2025 – Kế hoạch: 30 — Năm 2025 – Ước thực hiện: 28"
        " — Năm 2026: 35 — Năm 2027: 40"
    )


def test_an_empty_cell_in_a_row_counts_as_a_column(parsed):
    document = parsed(barred(YEARS))
    assert "Năm 2025 – Ước thực hiện: 45" in said(document, "khai thác")
    assert "Kế hoạch" not in said(document, "khai thác")


def test_a_total_has_its_figures_under_the_right_heads_and_stands_for_the_table(parsed):
    document = parsed(barred(YEARS))
    total = row(document, "Tổng cộng")
    assert clause_text(document, total) == (
        "Tổng cộng — Năm 2025 – Kế hoạch: 175 — Năm 2025 – Ước thực hiện: 163"
        " — Năm 2026: 215 — Năm 2027: 260"
    )
    assert total.parent == row(document, "Tre trồng mới").parent


def test_the_sum_of_a_group_stands_in_its_group(parsed):
    rows = [
        ["TT", "Khoản chi", "Đơn vị", "Số tiền"],
        ["I", "Trồng tre"],
        ["1", "Mua giống", "Triệu đồng", "10"],
        ["2", "Thuê người", "Triệu đồng", "20"],
        ["Cộng", "30"],
        ["II", "Chăm tre"],
        ["1", "Mua phân", "Triệu đồng", "40"],
        ["2", "Tưới", "Triệu đồng", "50"],
        ["Tổng cộng", "120"],
    ]
    document = parsed(barred(rows))
    assert headings(document, row(document, "Cộng — Số tiền: 30"))[-1] == "I — Trồng tre"
    assert row(document, "120").parent == row(document, "II — Chăm").parent


def test_a_tick_is_said_with_the_head_of_its_column_also_in_capitals(parsed):
    rows = [
        ["TT", "Việc", "SỞ Y TẾ", "Sở Nội vụ", "UBND xã"],
        ["1", "Khám bệnh ở bãi tre", "X", "", "X"],
        ["2", "Xếp lịch trực", "", "x", ""],
        ["3", "Mua thuốc", "X", "", ""],
    ]
    document = parsed(barred(rows))
    assert said(document, "Khám") == "1 — Việc: Khám bệnh ở bãi tre — SỞ Y TẾ: X — UBND xã: X"
    assert said(document, "Xếp") == "2 — Việc: Xếp lịch trực — Sở Nội vụ: x"


def test_rows_ticked_under_a_line_that_names_columns(parsed):
    rows = [
        ["1", "Ký hiệu quy trình", "QT.01"],
        ["2", "Thành phần hồ sơ", "Bản chính", "Bản sao"],
        ["-", "Đơn xin trồng tre", "x", ""],
        ["-", "Giấy chứng nhận đất", "", "x"],
        ["-", "Bản vẽ bãi tre", "x", ""],
        ["3", "Số lượng hồ sơ: 01 bộ"],
    ]
    document = parsed(barred(rows))
    assert said(document, "Đơn xin").endswith("Đơn xin trồng tre — Bản chính: x")
    assert said(document, "Giấy chứng").endswith("Giấy chứng nhận đất — Bản sao: x")


def test_rows_that_count_anew_stand_under_the_row_that_heads_them(parsed):
    rows = [
        ["TT", "Mã số", "Thủ tục", "Nơi nộp"],
        ["A", "Thủ tục cấp tỉnh"],
        ["I", "Lĩnh vực trồng trọt"],
        ["1", "1.001", "Cấp giấy trồng tre", "Sở A"],
        ["2", "1.002", "Gia hạn giấy trồng tre", "Sở A"],
        ["B", "Thủ tục cấp xã"],
        ["I", "Lĩnh vực chăn nuôi"],
        ["1", "1.003", "Khai báo đàn bò", "UBND xã"],
    ]
    document = parsed(barred(rows))
    above = headings(document, row(document, "đàn bò"))
    assert above[-2:] == ["B — Thủ tục cấp xã", "I — Lĩnh vực chăn nuôi"]


def test_a_row_whose_first_cells_hold_from_above_keeps_its_heads(parsed):
    rows = [
        ["TT", "Bước", "Người làm", "Thời hạn", "Kết quả"],
        ["1", "Tiếp nhận", "Lãnh đạo Phòng", "1 ngày", "Phiếu hẹn"],
        ["2", "Thẩm tra", "Chuyên viên Phòng", "2 ngày", "Tờ trình"],
        ["3", "Thẩm định", "Lãnh đạo Phòng", "3 ngày", "Tờ trình"],
        ["Lãnh đạo Sở", "1 ngày"],
        ["4", "Trả kết quả", "Chuyên viên Phòng", "1 ngày", "Giấy phép"],
    ]
    document = parsed(barred(rows))
    assert said(document, "Lãnh đạo Sở") == "Người làm: Lãnh đạo Sở — Thời hạn: 1 ngày"


def test_text_behind_a_table_is_a_clause_of_its_own(parsed):
    document = parsed(f"{barred(YEARS)}\nBảng này tính theo giá năm 2025 của cả tỉnh.\n")
    (found,) = [c for c in document.clauses if "theo giá" in document.quote(c)]
    assert not found.cells
    assert clause_text(document, found) == "Bảng này tính theo giá năm 2025 của cả tỉnh."


def test_further_heads_begin_a_further_table(parsed):
    rows = [
        ["TT", "Giấy tờ", "Số bản"],
        ["1", "Đơn xin trồng tre", "2"],
        ["2", "Bản vẽ bãi tre", "1"],
        ["TT", "Trình tự", "Trách nhiệm", "Thời gian"],
        ["B1", "Nhận hồ sơ", "Bộ phận một cửa", "1 ngày"],
        ["B2", "Xét hồ sơ", "Phòng Trồng trọt", "2 ngày"],
    ]
    document = parsed(barred(rows))
    assert said(document, "Xét hồ sơ") == (
        "B2 — Trình tự: Xét hồ sơ — Trách nhiệm: Phòng Trồng trọt — Thời gian: 2 ngày"
    )
