"""Every sentence stands in a clause: annexes without a kind of their own, and ragged tables."""

import pytest

from corpus.structure.parse import parse

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-UBND
Sông Mây, ngày 5 tháng 6 năm 2025
QUYẾT ĐỊNH
Về bến thuyền
Điều 1. Công bố danh mục kèm theo Quyết định này.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
"""
SIGNED = "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An\n\n"
ATTACHED = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 6 năm 2025)\n\n"
TASKS = "1. Bến thuyền mở cửa từ 5 giờ sáng.\n\n2. Mỗi chuyến chở không quá 12 người.\n"


def held(document):
    """The words that stand in clauses, as one line."""
    words = (document.text[c.start : c.end] for c in document.clauses)
    return " ".join(" ".join(words).split())


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("Phụ lục I\nDANH MỤC BẾN THUYỀN CỦA TỈNH\n", "I"),
        ("PHỤ LỤC DANH MỤC BẾN THUYỀN CỦA TỈNH\n", "Phụ lục"),
        ("CÔNG BÁO/Số 3/Ngày 14-07-2025\n6\n\n\nPhụ lục II QUY ĐỊNH VỀ BẾN THUYỀN\n", "II"),
        ("DANH MỤC BẾN THUYỀN CỦA TỈNH\n", "Danh mục"),
        ("UBND TỈNH SÔNG MÂY\nPHỤ LỤC I\nDANH MỤC BẾN THUYỀN\n", "I"),
        ("**QUY CHẾ BẾN THUYỀN VÀ NHỮNG VIỆC\nCỦA TỈNH** **\n\n", "Quy chế"),
    ],
)
def test_an_annex_behind_the_signature_is_read(opening, name):
    document = parse(HEAD + SIGNED + opening + ATTACHED + TASKS, "a.txt")
    inside = [c for c in document.clauses if c.path[0].level == "phu_luc"]
    assert any(c.path[-1].level == "khoan" and c.path[-1].value == "2" for c in inside)
    assert "không quá 12 người" in held(document)
    assert {c.path[0].value.lower() for c in inside} <= {name.lower(), "phụ lục"}


def bars(*rows):
    """A table as web pages leave it: each bar on a line of its own."""
    return "\n\n" + "\n|\n".join("|\n" + "\n|\n".join(row) for row in rows) + "\n|\n\n\n"


HEADS = ("STT", "Tên bến", "Lĩnh vực", "Cơ quan thực hiện")
WEST = ("1.", "Bến Tây", "Đường thủy", "Sở Xây dựng")
EAST = ("2.", "Bến Đông", "Du lịch", "UBND xã Mây")


@pytest.mark.parametrize(
    "table",
    [
        bars(HEADS, WEST, EAST),
        bars(HEADS, ("A. Bến cấp tỉnh",), WEST, EAST),
        bars(HEADS, ("I", "Bến cấp tỉnh"), WEST, ("II", "Bến cấp xã"), EAST),
        bars(HEADS, (*WEST, "Ghi thêm"), EAST),
    ],
)
def test_rows_keep_their_cells_behind_merged_and_ragged_ones(table):
    document = parse(HEAD + table, "a.txt")
    rows = {
        document.text[c.cells[1].start : c.cells[1].end]: c for c in document.clauses if c.cells
    }
    for number, name, field, body in (WEST, EAST):
        cells = {cell.head: document.text[cell.start : cell.end] for cell in rows[name].cells}
        assert cells["Lĩnh vực"] == field
        assert cells["Cơ quan thực hiện"] == body
        assert number in document.text[rows[name].start : rows[name].end]


def test_an_empty_cell_is_not_the_end_of_a_row():
    text = (
        HEAD
        + "\n|\nSTT\n|\nTên bến\n|\nGhi chú\n|\n|\n1\n|\nBến Tây\n|\n|\n|\n2\n"
        + "|\nBến Đông\n|\nmới\n|\n\n"
    )
    rows = [c for c in parse(text, "a.txt").clauses if c.cells]
    assert len(rows) == 2


@pytest.mark.parametrize(
    "rows",
    [
        (("n:", "Số chuyến trong một ngày;"), ("k:", "Số người của một chuyến.")),
        (("1", "Bến Tây mở cửa lúc 5 giờ"), ("2", "Bến Đông mở cửa lúc 6 giờ")),
    ],
)
def test_a_table_without_heads_keeps_its_first_row(rows):
    document = parse(HEAD + "Điều 3. Trong đó:" + bars(*rows), "a.txt")
    for row in rows:
        assert row[1] in held(document)
