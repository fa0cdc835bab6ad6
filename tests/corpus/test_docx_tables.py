"""Tables of Word: cells merged either way, short rows, tables in boxes, cells and wrappers."""

import pytest
from word_files import box, clauses, lines, p, r, read, tbl, tc, tr

from corpus.loaders.merged import fill_down

BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
CONTINUES = '<w:vMerge w:val="continue"/>'


@pytest.mark.parametrize("more", [GOES_ON, CONTINUES])
def test_each_row_keeps_the_agency(tmp_path, more):
    body = tbl(
        tr("Cơ quan", "Nhiệm vụ"),
        tr(tc("Sở Văn hóa", BEGINS), "Xây kho sách"),
        tr(tc("", more), "Tập huấn thủ thư"),
        tr(tc("", more), "Báo cáo"),
        tr("Sở Tài chính", "Bố trí kinh phí"),
    )
    assert lines(tmp_path, body)[1:] == [
        "Sở Văn hóa\tXây kho sách",
        "Sở Văn hóa\tTập huấn thủ thư",
        "Sở Văn hóa\tBáo cáo",
        "Sở Tài chính\tBố trí kinh phí",
    ]


@pytest.mark.parametrize(
    ("cell", "again"),
    [
        ("1", ""), ("1.", ""), ("II", ""), ("a)", ""), ("1.2", ""),
        ("1. Sở Y tế", "Sở Y tế"), ("a) Sở Y tế", "Sở Y tế"), ("Sở Y tế", "Sở Y tế"),
        ("Năm 2024", "Năm 2024"),
    ],
)  # fmt: skip
def test_a_running_number_is_not_said_again(cell, again):
    rows = fill_down([[["TT"], ["Việc"]], [[cell], ["Khám"]], [None, ["Tiêm"]]])
    assert rows[2][0] == ([again] if again else [])


def test_numbers_of_other_columns(tmp_path):
    # the running number stands in the second column, a figure that holds for both in the third
    rows = fill_down(
        [[["Nhóm"], ["TT"], ["Chỉ tiêu"]], [["A1"], ["1"], ["95%"]], [["B1"], None, None]]
    )
    assert rows[2] == [["B1"], [], ["95%"]]


def test_an_automatic_number_in_a_merged_cell_counts_once(tmp_path):
    body = tbl(
        tr("TT", "Cơ quan", "Việc"),
        tr(tc(p("", 1) + p("Sở Y tế", 1), BEGINS), "Khám", "x"),
        tr(tc(p("", 1), GOES_ON), "Tiêm", "y"),
        tr(tc(p("Sở Xây dựng", 1)), "Đo", "z"),
    )
    assert lines(tmp_path, body)[-2:] == ["Sở Y tế\tTiêm\ty", "3. Sở Xây dựng\tĐo\tz"]


def test_merged_cells_in_the_grid(tmp_path):
    """A cell reaches down in its column of the grid, wherever the cells of the row are counted."""
    body = tbl(
        tr("Đơn vị", "Quý I", "Quý II", "Ghi chú"),
        tr("Sở Y tế", tc("50%", '<w:gridSpan w:val="2"/>'), tc("Chung", BEGINS)),
        tr("Sở Tư pháp", "30%", "60%", tc("", GOES_ON)),
        tr("70%", "90%", tc("", GOES_ON), properties='<w:gridBefore w:val="1"/>'),
        tr("Sở Nội vụ", "10%", properties='<w:gridAfter w:val="2"/>'),
    )
    assert lines(tmp_path, body)[1:] == [
        "Sở Y tế\t50%\t\tChung",
        "Sở Tư pháp\t30%\t60%\tChung",
        "\t70%\t90%\tChung",
        "Sở Nội vụ\t10%\t\t",
    ]


def test_cells_merged_by_older_programs(tmp_path):
    body = tbl(
        tr("Cơ quan", "Việc", "Hạn"),
        tr(tc("Sở Y tế", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "2024"),
    )
    assert lines(tmp_path, body)[1] == "Sở Y tế\t\t2024"


def test_two_rows_of_heads(tmp_path):
    loaded = read(
        tmp_path,
        tbl(
            tr(tc("TT", BEGINS), tc("Nhiệm vụ", BEGINS), tc("Hạn", '<w:gridSpan w:val="2"/>')),
            tr(tc("", GOES_ON), tc("", GOES_ON), "Dự thảo", "Ban hành"),
            tr("1", "Số hóa", "Tháng 4", "Tháng 5"),
        ),
    )
    assert loaded.text.strip().split("\n") == [
        "TT\tNhiệm vụ\tHạn\t",
        "TT\tNhiệm vụ\tDự thảo\tBan hành",
        "1\tSố hóa\tTháng 4\tTháng 5",
    ]
    assert [words for _, words in clauses(loaded)] == ["1\tSố hóa\tTháng 4\tTháng 5"]


INNER = tbl(tr("Đơn vị", "Chỉ tiêu"), tr("Sở Y tế", "Số hóa 95% hồ sơ"))


@pytest.mark.parametrize(
    "body",
    [
        p(box(p("Trong khung:") + INNER)),
        p(f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{INNER}</w:txbxContent></v:textbox>"
          "</v:shape></w:pict></w:r>"),
        p(box(f"<w:sdt><w:sdtContent>{INNER}</w:sdtContent></w:sdt>")),
        f"<w:sdt><w:sdtContent>{INNER}</w:sdtContent></w:sdt>",
        f'<w:customXml w:uri="u" w:element="e">{INNER}</w:customXml>',
        p(box(p(box(INNER)))),
    ],
)  # fmt: skip
def test_tables_in_boxes_and_wrappers_are_read_once(tmp_path, body):
    found = lines(tmp_path, p("Trước", 1) + body + p("Sau", 1))
    assert found.count("Sở Y tế\tSố hóa 95% hồ sơ") == 1
    assert found[0] == "1. Trước"
    assert found[-1] == "2. Sau"


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:customXml w:uri="u" w:element="e">{}</w:customXml>',
    ],
)
def test_rows_and_cells_in_wrappers(tmp_path, wrap):
    row = f"<w:tr>{wrap.format(tc('Sở Y tế'))}{tc('95%')}</w:tr>"
    body = tbl(tr("Đơn vị", "Chỉ tiêu"), wrap.format(row), tr("Sở Tư pháp", "80%"))
    assert lines(tmp_path, body)[1:] == ["Sở Y tế\t95%", "Sở Tư pháp\t80%"]


def test_a_table_in_a_cell_and_a_hidden_row(tmp_path):
    inner = p("Số hóa") + tbl(tr("Quý I", "30%"), tr("Quý II", "60%")) + p("")
    body = tbl(
        tr("TT", "Nhiệm vụ"),
        tr("1", tc(inner)),
        tr("2", "Ẩn", properties="<w:hidden/>"),
        tr("3", p(r("Hiện"))),
    )
    assert lines(tmp_path, body)[1:] == ["1\tSố hóa Quý I 30% Quý II 60%", "3\tHiện"]


def test_a_letterhead_table_with_merged_cells_says_nothing_twice(tmp_path):
    body = tbl(
        tr(tc("ỦY BAN NHÂN DÂN TỈNH AN LẠC", BEGINS), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        tr(tc("", GOES_ON), "Độc lập - Tự do - Hạnh phúc"),
    )
    assert lines(tmp_path, body).count("ỦY BAN NHÂN DÂN TỈNH AN LẠC") == 1


def test_what_is_said_again_is_bounded():
    rows = fill_down([[["x" * 100_000], ["a"]], *([None, ["b"]] for _ in range(1000))])
    assert sum(len(c) for row in rows for cell in row for c in cell) < 2_300_000
