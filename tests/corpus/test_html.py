import pytest

from corpus.load import LoadError, load
from corpus.structure.parse import parse

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cổng</title>
<script>var x = "không phải chữ";</script></head><body>
<nav><ul><li>Trang chủ</li><li>Văn bản</li></ul></nav>
<div class="popup-login">Đăng nhập để xem</div>
<table><tr><td>UBND TỈNH QUẢNG NGÃI</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>
<tr><td>Số: 7/KH-UBND</td><td>Quảng Ngãi, ngày 01 tháng 2 năm 2024</td></tr></table>
<p><b>KẾ HOẠCH</b></p><p>Chuyển đổi số&nbsp;năm 2024</p>
<p>I. NHIỆM&#32;VỤ</p>
<ol><li>Sở Nội vụ:<ol type="a"><li>Rà soát;</li><li>Báo cáo.</li></ol></li><li>Sở Y tế.</li></ol>
<table border="1"><tr><th>TT</th><th>Chỉ tiêu</th><th>Cơ quan chủ trì</th></tr>
<tr><td>1</td><td>Số hóa <br>hồ sơ</td><td rowspan="2">Sở Nội vụ</td></tr>
<tr><td>2</td><td>Ký số</td></tr></table>
<footer>Bản quyền thuộc Cổng</footer></body></html>"""


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    loaded = load(path)
    return parse(loaded.text, "a.html", noise=loaded.noise)


def paths(document):
    return [[(s.level, s.value) for s in c.path] for c in document.clauses]


def test_numbers_that_a_browser_prints(document):
    assert [("muc", "I"), ("khoan", "1"), ("diem", "b")] in paths(document)
    assert [("muc", "I"), ("khoan", "2")] in paths(document)


def test_metadata(document):
    meta = document.metadata
    assert (meta.kind, meta.number, meta.date) == ("Kế hoạch", "7/KH-UBND", "2024-02-01")
    assert meta.title == "Chuyển đổi số năm 2024"


def test_furniture_stays_in_the_text_and_out_of_the_clauses(document):
    for words in ("Trang chủ", "Đăng nhập để xem", "Bản quyền thuộc Cổng"):
        assert words in document.text
        assert not any(words in document.quote(c) for c in document.clauses)
    assert "không phải chữ" not in document.text


def test_table_cells(document):
    rows = [c for c in document.clauses if c.cells]
    cells = [[document.text[x.start : x.end] for x in c.cells] for c in rows]
    assert cells == [["1", "Số hóa hồ sơ", "Sở Nội vụ"], ["2", "Ký số", "Sở Nội vụ"]]


def test_declared_charset(tmp_path):
    path = tmp_path / "a.htm"
    page = '<html><head><meta charset="windows-1258"></head><body><p>Sở Y tế</p></body></html>'
    path.write_bytes(page.replace("ế", "ê\u0301").replace("ở", "ơ\u0309").encode("cp1258"))
    assert load(path).text.strip() == "Sở Y tế"


def test_an_unreadable_charset_is_said(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(b"<p>S\xff\xfe</p>")
    with pytest.raises(LoadError, match="bảng mã"):
        load(path)


def test_deep_nesting_does_not_fail(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<div>" * 5000 + "chữ ở ngoài" + "</div>" * 5000 + "<p>Sở Y tế</p>")
    assert "Sở Y tế" in load(path).text
