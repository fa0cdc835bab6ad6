"""Pages as portals make them: what is the directive's, and what the page's own."""

import pytest

from corpus.library import load_library
from corpus.load import LoadError, load

HEAD = """<p>ỦY BAN NHÂN DÂN TỈNH LÀO CAI</p><p>Số: 31/KH-UBND</p>
<p>Lào Cai, ngày 05 tháng 4 năm 2024</p><p>KẾ HOẠCH</p><p>Trồng rừng ven suối năm 2024</p>"""
ONE = "<p>1. Sở Nội vụ báo cáo trước ngày 20/5/2024.</p>"
TWO = "<p>2. Sở Y tế cử 12 cán bộ tham gia.</p>"
BODY = f"{HEAD}{ONE}{TWO}"


@pytest.fixture
def read(tmp_path):
    def read(body, head="", encode="utf-8"):
        path = tmp_path / "a.html"
        path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encode))
        return load_library([path]).documents[0]

    return read


def units(document):
    """The numbered units of the body: path values and words."""
    return [
        (".".join(s.value for s in c.path), " ".join(document.quote(c).split()))
        for c in document.clauses
        if c.part == "body"
    ]


WHOLE = [
    ("1", "1. Sở Nội vụ báo cáo trước ngày 20/5/2024."),
    ("2", "2. Sở Y tế cử 12 cán bộ tham gia."),
]


@pytest.mark.parametrize(
    "page",
    [
        f'<form id="Form1"><input type="hidden" value="x"><div>{BODY}</div></form>',
        f'<nav>Trang chủ</nav><form action="/"><main>{BODY}</main></form><footer>©</footer>',
        f'<div class="layout has-sidebar"><div class="col">{BODY}</div></div>',
        f'<section class="page sidebar-right">{BODY}<div class="sidebar">Tin mới</div></section>',
        f'<div class="two-columns-with-menu">{BODY}</div><div class="menu">Giới thiệu</div>',
        f'<div style="display: none" id="app">{BODY}</div>',
        f"<article><header>{HEAD}</header>{ONE}{TWO}</article>",
        f'<div role="main"><header>{HEAD}</header>{ONE}<aside>{TWO}</aside></div>',
        f"<article>{HEAD}<div>{ONE}</div><footer>{TWO}</footer></article>",
        f'<article><header class="page-banner">Cổng tỉnh</header>{BODY}</article>',
    ],
)
def test_the_directive_is_read_whole(read, page):
    document = read(page)
    assert document.metadata.number == "31/KH-UBND"
    assert units(document) == WHOLE


def test_real_furniture_is_left_out(read):
    page = f"""<header><p>CỔNG THÔNG TIN</p></header><div class="left-sidebar">9. Tin nổi bật</div>
    <form><input><button>Tìm kiếm</button></form><article>{BODY}
    <aside>Bài cùng chuyên mục</aside><div class="share-box">Chia sẻ</div>
    <button>Đóng lại</button></article>"""
    assert units(read(page)) == WHOLE


@pytest.mark.parametrize(
    "heading",
    [
        '<h3><button type="button">{}</button></h3>',
        '<div class="accordion-header"><button class="accordion-button">{}</button></div>',
        "<div><button aria-expanded='false'>{}</button></div>",
        "<details><summary>{}</summary></details>",
    ],
)
def test_headings_that_are_buttons(read, heading):
    first, second = heading.format("1. Sở Nội vụ"), heading.format("2. Sở Y tế")
    page = f"{HEAD}{first}<div>Báo cáo trước ngày 20/5.</div>{second}<div>Cử cán bộ.</div>"
    assert units(read(page)) == [
        ("1", "1. Sở Nội vụ Báo cáo trước ngày 20/5."),
        ("2", "2. Sở Y tế Cử cán bộ."),
    ]


def test_a_part_that_a_button_unfolds(read):
    page = f"""{HEAD}<button aria-controls="p1">1. Sở Nội vụ</button>
    <div id="p1" style="display:none">Báo cáo trước ngày 20/5.</div>
    <button data-bs-target="#p2">2. Sở Y tế</button><div id="p2" hidden>Cử cán bộ.</div>
    <div id="p3" hidden>Mẫu in</div>"""
    assert [words for _, words in units(read(page))] == [
        "1. Sở Nội vụ Báo cáo trước ngày 20/5.",
        "2. Sở Y tế Cử cán bộ.",
    ]


def test_deleted_words_are_gone_and_inserted_kept(read):
    page = f"""{HEAD}<p>1. Cấp <del>300</del><ins>450</ins> triệu đồng,
    <strike>ba</strike> bốn đợt.</p>
    <p>2. Lập <s>5 tổ</s> 7 tổ<span style="text-decoration: line-through"> phụ</span>.</p>
    <del><p>3. Việc bị bỏ.</p></del>"""
    assert [words for _, words in units(read(page))] == [
        "1. Cấp 450 triệu đồng, bốn đợt.",
        "2. Lập 7 tổ.",
    ]


ITEMS = "<li>Sở Nội vụ lập danh sách;</li><li>Sở Y tế cử cán bộ;</li><li>Sở Tài chính chi.</li>"


@pytest.mark.parametrize(
    ("opening", "sheet", "values"),
    [
        ('<ol style="list-style-type: lower-alpha">', "", ["1.a", "1.b", "1.c"]),
        ('<ol style="margin:0; list-style: lower-latin inside">', "", ["1.a", "1.b", "1.c"]),
        ('<ol type="a">', "", ["1.a", "1.b", "1.c"]),
        (
            '<ol class="x chu">',
            "/* a */ ol.chu, .y {list-style-type:lower-alpha}",
            ["1.a", "1.b", "1.c"],
        ),
        ('<ol id="ds">', "#ds{color:red;list-style:lower-alpha}", ["1.a", "1.b", "1.c"]),
        (
            '<ol class="m">',
            ".m li{color:red} .m{list-style-type:lower-roman}",
            ["1.i", "1.ii", "1.iii"],
        ),
        ('<ol type="a" style="list-style-type:lower-roman">', "", ["1.i", "1.ii", "1.iii"]),
    ],
)
def test_lists_as_a_browser_numbers_them(read, opening, sheet, values):
    document = read(f"{HEAD}<p>1. Phân công:</p>{opening}{ITEMS}</ol>", f"<style>{sheet}</style>")
    assert [place for place, _ in units(document)] == ["1", *values]


def test_upper_letters_and_no_marks(read):
    page = '<ol style="list-style-type:upper-alpha"><li>MỤC TIÊU</li><li>NHIỆM VỤ</li></ol>'
    assert [place for place, _ in units(read(f"{HEAD}{page}"))] == ["A", "B"]
    page = '<ol style="list-style:none"><li>1. Sở Nội vụ họp.</li><li>2. Sở Y tế họp.</li></ol>'
    assert [words for _, words in units(read(f"{HEAD}{page}"))] == [
        "1. Sở Nội vụ họp.",
        "2. Sở Y tế họp.",
    ]


def test_nested_lists(read):
    page = f"""{HEAD}<ol><li>Phân công:<ol style="list-style-type:lower-alpha"><li>Sở Y tế:
    <ol style="list-style-type:lower-roman"><li>Cử người;</li><li>Cử xe;</li></ol></li>
    <li>Sở Nội vụ;</li><li>Sở Tài chính.</li></ol></li><li>Báo cáo.</li></ol>"""
    assert [place for place, _ in units(read(page))] == [
        "1", "1.a", "1.a.i", "1.a.ii", "1.b", "1.c", "2",
    ]  # fmt: skip


@pytest.mark.parametrize("encode", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "windows-1258"])
def test_the_bytes_go_before_what_is_declared(read, encode, declared):
    document = read(BODY, f'<meta http-equiv="Content-Type" content="charset={declared}">', encode)
    assert units(document) == WHOLE


def test_invisible_characters(read):
    first = "<p>1. Thông&shy;tin &amp; báo&#8203; cáo 1&#8203;2 vụ.</p>"
    page = f"{HEAD}{first}<p>&#65279;2. Họp.&#8232;3. Ký.</p>"
    assert [words for _, words in units(read(page))] == [
        "1. Thông tin & báo cáo 12 vụ.",
        "2. Họp.",
        "3. Ký.",
    ]


def test_a_page_without_a_clause_is_reported(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<nav>Trang chủ</nav><p></p>", encoding="utf-8")
    assert not load_library([path]).documents
    assert "không tách được điều khoản nào" in load_library([path]).failures[0].reason
    path.write_text("<body></body>", encoding="utf-8")
    with pytest.raises(LoadError, match="không có chữ"):
        load(path)
