"""Tables of contents are no clauses, however they were made."""

import pytest
from word_files import LETTERHEAD, clauses, p, r, read, tbl, tr

from corpus.structure.parse import parse

HEAD = "".join(p(words) for words in LETTERHEAD)
ARTICLES = (("Kho sách số", "Sở Văn hóa xây kho sách."), ("Kinh phí", "Sở Tài chính bố trí."))
BODY = "".join(p(f"Điều {at}. {title}") + p(words) for at, (title, words) in enumerate(ARTICLES, 1))
TAB = "<w:r><w:tab/></w:r>"
LEADER = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'


def entries(style="", more="", between=TAB):
    return [
        p(r(f"Điều {at}. {title}") + (between or r(" ")) + r(str(at)), style=style, more=more)
        for at, (title, _) in enumerate(ARTICLES, 1)
    ]


def toc(name):
    return (
        f'<w:style w:type="paragraph" w:styleId="Mclc1"><w:name w:val="{name}"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="x"/>'
        '<w:basedOn w:val="Mclc1"/></w:style>'
    )


def of_field():
    first, last = entries()
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TO</w:instrText></w:r>'
        '<w:r><w:instrText>C \\o "1-2" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return first.replace("</w:pPr>", f"</w:pPr>{begin}", 1) + last + end


GALLERY = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    "</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
)
TITLE = p("MỤC LỤC")
MADE = {
    "field": (TITLE + of_field(), ""),
    "gallery": (GALLERY.format(TITLE + "".join(entries(between=""))), ""),
    "style id": (TITLE + "".join(entries("TOC1")), ""),
    "style name": ("".join(entries("Mclc1")), toc("toc 1")),
    "style based on it": (TITLE + "".join(entries("Con")), toc("TOC 2")),
    "leader": ("".join(entries(more=LEADER)), ""),
    "tabs under a heading": (TITLE + "".join(entries()), ""),
    "dots": ("".join(entries(between=r(" ............. "))), ""),
    "dots with one entry under a heading": (TITLE + entries(between=r("……… "))[0], ""),
    "table": (
        TITLE + tbl(tr("Nội dung", "Trang"), tr("Điều 1. Kho", "1"), tr("Điều 2. Chi", "2")),
        "",
    ),
}


@pytest.mark.parametrize("made", MADE)
def test_a_table_of_contents_is_no_clause(tmp_path, made):
    contents, styles = MADE[made]
    loaded = read(tmp_path, HEAD + contents + BODY, styles=styles)
    found = clauses(loaded)
    assert [path for path, _ in found if path[-1][0] == "dieu"] == [
        [("dieu", "1")], [("dieu", "2")],
    ]  # fmt: skip
    assert [words for _, words in found][-1] == "Điều 2. Kinh phí\n\nSở Tài chính bố trí."
    assert "MỤC LỤC" not in "".join(words for _, words in found)
    assert loaded.text.count("Điều 1. Kho") == 2  # kept, as page furniture


def test_the_paragraph_behind_a_field_is_none_of_it(tmp_path):
    """Word often puts the field's end at the beginning of the next paragraph."""
    made = of_field().replace("</w:fldChar></w:r></w:p>", "</w:fldChar></w:r>")
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = HEAD + made.rpartition("<w:p>")[0] + p(end + r("Điều 1. Kho sách số"))
    found = clauses(read(tmp_path, body))
    assert found[-1] == ([("dieu", "1")], "Điều 1. Kho sách số")


def test_what_only_looks_like_it(tmp_path):
    body = HEAD + p(r("1. Tổng số hồ sơ") + TAB + r("15")) + p("2. Điểm: ........ 5")
    body += p("Rất hài lòng ........ 1") + p("Hài lòng ........ 2")
    body += p("3. Hình thức tổ chức: ………… 24") + p("4. Địa chỉ: ………… 25")  # notes of a form
    text = " ".join(words for _, words in clauses(read(tmp_path, body)))
    assert "4. Địa chỉ: ………… 25" in text
    assert "1. Tổng số hồ sơ 15" in text
    assert "Rất hài lòng ........ 1" in text


def test_plain_text_has_them_too():
    text = "\n".join(
        [*LETTERHEAD, "MỤC LỤC", "Chương I", "QUY ĐỊNH CHUNG ......... 1",
         "Điều 1. Phạm vi ………… 1", "Điều 2. Kinh phí . . . . . . 12", "Điều 1. Phạm vi",
         "Kế hoạch này nêu việc.", "Điều 2. Kinh phí", "Sở Tài chính bố trí kinh phí."]
    )  # fmt: skip
    document = parse(text, "a.txt")
    articles = [document.quote(c) for c in document.clauses if c.path[-1].level == "dieu"]
    assert articles == [
        "Điều 1. Phạm vi\nKế hoạch này nêu việc.",
        "Điều 2. Kinh phí\nSở Tài chính bố trí kinh phí.",
    ]
