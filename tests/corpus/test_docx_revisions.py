"""Tracked changes: the document is what Word's final view shows (ECMA-376 part 1, 17.13.5)."""

import pytest
from word_files import DELETED, lines, p, r, tbl, tc, tr


def gone(words, tag="del"):
    text = "w:delText" if tag == "del" else "w:t"
    return f'<w:{tag} w:id="1" w:author="x"><w:r><{text}>{words}</{text}></w:r></w:{tag}>'


def come(words, tag="ins"):
    return f'<w:{tag} w:id="2" w:author="x">{r(words)}</w:{tag}>'


MOVED = '<w:rPr><w:moveFrom w:id="7" w:author="x"/></w:rPr>'
CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
GONE = '<w:del w:id="1" w:author="x"/>'
INSERTED = '<w:rPr><w:ins w:id="7" w:author="x"/></w:rPr>'


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        # a numbered item deleted, at the beginning, in the middle, at the end
        (p(gone("a"), 1, more=DELETED) + p("b", 1) + p("c", 1), ["1. b", "2. c"]),
        (p("a", 1) + p(gone("b"), 1, more=DELETED) + p("c", 1), ["1. a", "2. c"]),
        (p("a", 1) + p("b", 1) + p(gone("c"), 1, more=DELETED), ["1. a", "2. b"]),
        # two in a row; one moved away, and where it is now
        (
            p(gone("a"), 1, more=DELETED) + p(gone("b"), 1, more=DELETED) + p("c", 1),
            ["1. c"],
        ),
        (
            p(gone("b", "moveFrom"), 1, more=MOVED) + p("a", 1) + p(come("b", "moveTo"), 1),
            ["1. a", "2. b"],
        ),
        # the text deleted but not the mark: an empty item stays and counts
        (p("a", 1) + p(gone("b"), 1) + p("c", 1), ["1. a", "3. c"]),
        # inserted items count
        (p("a", 1) + p(come("b"), 1, more=INSERTED) + p("c", 1), ["1. a", "2. b", "3. c"]),
    ],
)
def test_items_deleted_moved_and_inserted(tmp_path, body, printed):
    assert lines(tmp_path, body) == printed


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (p("một, ", 1, more=DELETED) + p("hai", 1) + p("ba", 1), ["1. một, hai", "2. ba"]),
        (
            p("một, ", 1, more=DELETED) + p("hai, ", 1, more=DELETED) + p("ba", 1),
            ["1. một, hai, ba"],
        ),
        # the mark that stays says whether there is a number
        (p("Lời ", more=DELETED) + p("một", 1) + p("hai", 1), ["1. Lời một", "2. hai"]),
        (p("Lời ", 1, more=DELETED) + p("tiếp") + p("hai", 1), ["Lời tiếp", "1. hai"]),
        # a part of the text deleted as well
        (p(r("một ") + gone("cũ "), 1, more=DELETED) + p("hai", 1), ["1. một hai"]),
        # marks of places between the two
        (
            p("một, ", 1, more=DELETED)
            + '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>'
            + p("hai", 1),
            ["1. một, hai"],
        ),
        # the next paragraph in a content control, or the first one in it
        (
            p("một, ", 1, more=DELETED) + CONTROL.format(p("hai", 1)),
            ["1. một, hai"],
        ),
        (
            CONTROL.format(p("một, ", 1, more=DELETED)) + p("hai", 1),
            ["1. một, hai"],
        ),
        # no paragraph follows: the text stays one of its own
        (p("một", 1, more=DELETED) + tbl(tr("a", "b"), tr("c", "d")), ["1. một", "a\tb", "c\td"]),
    ],
)  # fmt: skip
def test_paragraphs_whose_mark_is_deleted_are_one(tmp_path, body, printed):
    assert lines(tmp_path, body) == printed


def test_changes_inside_a_paragraph(tmp_path):
    body = p(r("Bố trí ") + gone("850") + come("920") + r(" triệu đồng"))
    nested = p(r("Lập ") + f'<w:ins w:id="1" w:author="x">{gone("5")}{r("7")}</w:ins>' + r(" tổ"))
    links = p(f"<w:hyperlink>{gone('cũ')}{come('mới')}</w:hyperlink>")
    assert lines(tmp_path, body + nested + links) == ["Bố trí 920 triệu đồng", "Lập 7 tổ", "mới"]


def test_what_a_run_looked_like_before_does_not_count(tmp_path):
    was = '<w:rPrChange w:id="1" w:author="x"><w:rPr><w:vanish/><w:caps/></w:rPr></w:rPrChange>'
    assert lines(tmp_path, p(r("chữ thường", was))) == ["chữ thường"]


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        (
            (tr("a", "1"), tr("b", "2", properties='<w:del w:id="1"/>'), tr("c", "3")),
            ["a\t1", "c\t3"],
        ),
        ((tr("a", "1"), tr("b", "2", properties='<w:ins w:id="1"/>')), ["a\t1", "b\t2"]),
        (
            (tr("a", tc("x", '<w:cellDel w:id="1"/>'), "1"), tr("b", tc("y"), "2")),
            ["a\t1", "b\ty\t2"],
        ),
        (
            (tr("Sở Y tế", "1"), tr(tc("cũ", '<w:cellMerge w:id="1" w:vMerge="cont"/>'), "2")),
            ["Sở Y tế\t1", "cũ\t2"],
        ),
    ],
)  # fmt: skip
def test_rows_and_cells_deleted_and_inserted(tmp_path, rows, printed):
    assert lines(tmp_path, tbl(*rows)) == printed


def test_a_table_whose_rows_are_all_deleted(tmp_path):
    table = tbl(tr("a", "1", properties=GONE), tr("b", "2", properties=GONE))
    assert lines(tmp_path, p("Trước") + table + p("Sau")) == ["Trước", "Sau"]


def test_a_deleted_row_takes_its_numbers_with_it(tmp_path):
    rows = (
        tr(tc(p("Một", 1)), "a"),
        tr(tc(p("Hai", 1)), "b", properties='<w:del w:id="1"/>'),
        tr(tc(p("Ba", 1)), "c"),
    )
    assert lines(tmp_path, tbl(*rows)) == ["1. Một\ta", "2. Ba\tc"]
