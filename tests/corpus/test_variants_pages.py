# ruff: noqa: E501
"""Web pages and mails as programs write them: what a browser shows, and only that."""

import pytest
from variants import opened, told, written

HEAD = '<html><head><meta charset="utf-8">{}</head><body>{}</body></html>'


def seen(folder, body, head="", suffix=".html"):
    return told(opened(written(folder, HEAD.format(head, body), suffix))[1])


def words(folder, body, head="", suffix=".html"):
    return [said for _, said in seen(folder, body, head, suffix)]


FORMS = {
    "a box that is filled in": ('<p>1. Cấp <input type="text" value="920"> cây.</p>', ["1. Cấp 920 cây."]),
    "a box that only reads": ('<form><p>1. Hạn <input value="30/6/2024" readonly> cho 12 xã.</p></form>', ["1. Hạn 30/6/2024 cho 12 xã."]),
    "a number's box": ('<p>1. Giao <input type=number value=12> chỉ tiêu.</p>', ["1. Giao 12 chỉ tiêu."]),
    "a field that is not shown": ('<p>1. Cấp <input type="hidden" value="850">920 cây.</p>', ["1. Cấp 920 cây."]),
    "a hidden box": ('<p>1. Cấp <input style="display:none" value="850">920 cây.</p>', ["1. Cấp 920 cây."]),
    "a password": ('<p>1. Cấp <input type=password value="850">920 cây.</p>', ["1. Cấp 920 cây."]),
    "several lines": ("<p>1. Việc:</p><textarea>Rà soát 12 xã.</textarea><p>2. Sở Nội vụ.</p>", ["1. Việc: Rà soát 12 xã.", "2. Sở Nội vụ."]),
    "the chosen entry": ("<p>1. Mức <select><option>thấp<option selected>cao</select> cho 12 xã.</p>", ["1. Mức cao cho 12 xã."]),
    "the first entry where none is chosen": ("<p>1. Mức <select><option>thấp</option><option>cao</option></select> cho 12 xã.</p>", ["1. Mức thấp cho 12 xã."]),
    "ticks": ('<p>1. <input type=checkbox checked> Có, <input type=checkbox> không.</p>', ["1. ☒ Có, ☐ không."]),
    "in a cell": ('<table><tr><th>Xã<th>Hộ<tr><td>An Hải<td><input value="1.204"></table>', ["An Hải 1.204"]),
    "a search box in the page's head": ('<header><form><input value="tìm 99"></form></header><p>1. Cấp 920 cây.</p>', ["1. Cấp 920 cây."]),
    "a button to send": ('<p>1. Cấp 920 cây.</p><input type=submit value="Gửi 5">', ["1. Cấp 920 cây."]),
    "a hint in an empty box": ('<p>1. Cấp <input placeholder="850">920 cây.</p>', None),
    "a page wrapped in a form": ('<form id=aspnetForm><input type=hidden name=__VIEWSTATE value="dDw5OTk="><div><p>1. Cấp 920 cây.</p><p>2. Sở Nội vụ.</p></div></form>', ["1. Cấp 920 cây.", "2. Sở Nội vụ."]),
    "a result": ("<p>1. Tổng <output>920</output> cây.</p>", ["1. Tổng 920 cây."]),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_form_fields(tmp_path, name):
    body, right = FORMS[name]
    assert words(tmp_path, body) == (right or ["1. Cấp 920 cây."])


CHANGED = {
    "by a class": ("<p>1. Cấp <span class=cu>850</span> 920 cây.</p>", "<style>.cu{text-decoration:line-through}</style>", ["1. Cấp 920 cây."]),
    "by shorthand with a colour": ("<p>1. Cấp <span style='text-decoration: red line-through'>850</span> 920 cây.</p>", "", ["1. Cấp 920 cây."]),
    "a whole item": ("<ol><li>Sở Y tế.</li><li><del>Sở Nội vụ.</del></li><li>Công an tỉnh.</li></ol>", "", ["1. Sở Y tế.", "3. Công an tỉnh."]),
    "a cell's figure": ("<table><tr><th>Xã<th>Hộ<tr><td>An Hải<td><s>850</s> <ins>920</ins></table>", "", ["An Hải 920"]),
    "a row": ("<table><tr><th>Xã<th>Hộ<tr style='text-decoration:line-through'><td>An Hải<td>850<tr><td>An Vĩnh<td>920</table>", "", ["An Vĩnh 920"]),
    "a block of paragraphs": ("<p>1. Sở Y tế.</p><del><p>2. Cấp 850 cây.</p></del><ins><p>2. Cấp 920 cây.</p></ins>", "", ["1. Sở Y tế.", "2. Cấp 920 cây."]),
    "by strike inside bold": ("<p>1. Cấp <b><strike>850</strike>920</b> cây.</p>", "", ["1. Cấp 920 cây."]),
    "shown again within": ("<p>1. Cấp <ins>920 cây <del>và 3 tổ</del></ins>.</p>", "", ["1. Cấp 920 cây ."]),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_struck_words(tmp_path, name):
    body, head, right = CHANGED[name]
    assert words(tmp_path, body, head) == right


TWO = "<p>1. Cấp 920 cây cho 12 xã miền núi.</p><p>2. Sở Nội vụ báo cáo trước ngày 30/6.</p>"
BOTH = ["1. Cấp 920 cây cho 12 xã miền núi.", "2. Sở Nội vụ báo cáo trước ngày 30/6."]
NAMES = {
    "with-sidebar": f'<div class="with-sidebar">{TWO}</div>',
    "no-sidebar": f'<div class="page no-sidebar">{TWO}</div>',
    "hasSidebar": f'<div class="hasSidebar">{TWO}</div>',
    "sidebar-left-layout": f'<div class="layout layout-sidebar-left"><div class="col">{TWO}</div></div>',
    "comments-open": f'<article class="post comments-open">{TWO}</article>',
    "shareable": f'<div class="shareable">{TWO}</div>',
    "menu beside": f'<div class="left-menu"><a>Trang 9</a></div><div class=c>{TWO}</div>',
    "banner": f'<div class="banner-top"><p>Kỷ niệm 79 năm</p></div><div class=c>{TWO}</div>',
    "header in main": f"<main><header><p>UBND TỈNH AN LẠC</p></header>{TWO}</main>",
    "footer of the article": f"<article>{TWO}<footer>Nguồn: Báo 99</footer></article>",
    "footer of the page": f"<main>{TWO}</main><footer>Điện thoại 0255 3822</footer>",
    "dialog": f'<dialog>Bạn là khách thứ 99</dialog>{TWO}',
    "cookies": f'<div id="cookie-consent"><p>Trang dùng 3 cookie</p></div>{TWO}',
    "breadcrumb": f'<ul class="breadcrumb"><li>Trang chủ</li><li>Văn bản 12</li></ul>{TWO}',
    "related": f'{TWO}<div class="related-news"><ul><li>Tin ngày 12/3</li></ul></div>',
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_parts_of_a_page(tmp_path, name):
    assert [w for w in words(tmp_path, NAMES[name]) if w[0].isdigit()] == BOTH


FOLDED = {
    "a closed fold": "<details><summary>Điều 1. Phạm vi</summary><p>Cấp 920 cây.</p></details><details><summary>Điều 2. Hạn</summary><p>Ngày 30/6.</p></details>",
    "links that unfold": '<a data-toggle="collapse" href="#c1">Điều 1. Phạm vi</a><div id=c1 class="collapse"><p>Cấp 920 cây.</p></div><a data-toggle="collapse" href="#c2">Điều 2. Hạn</a><div id=c2 class="collapse"><p>Ngày 30/6.</p></div>',
    "headings that are buttons": '<h3><button aria-expanded=false aria-controls=c1>Điều 1. Phạm vi</button></h3><div id=c1 hidden><p>Cấp 920 cây.</p></div><h3><button aria-expanded=false aria-controls=c2>Điều 2. Hạn</button></h3><div id=c2 hidden><p>Ngày 30/6.</p></div>',
    "labels of hidden boxes": '<input type=checkbox id=a><label for=a>Điều 1. Phạm vi</label><div class=b><p>Cấp 920 cây.</p></div><input type=checkbox id=c><label for=c>Điều 2. Hạn</label><div class=b><p>Ngày 30/6.</p></div>',
    "tabs": '<ul class="nav-tabs"><li><a href="#t1">Một</a></li><li><a href="#t2">Hai</a></li></ul><div id=t1 role=tabpanel class="tab-pane active"><p>Điều 1. Phạm vi</p><p>Cấp 920 cây.</p></div><div role=tabpanel class="tab-pane" id=t2 style="display:none"><p>Điều 2. Hạn</p><p>Ngày 30/6.</p></div>',
    "accordion items": '<div class=accordion><div class=item><div class=head onclick="t()">Điều 1. Phạm vi</div><div class=body style="display:none"><p>Cấp 920 cây.</p></div></div><div class=item><div class=head onclick="t()">Điều 2. Hạn</div><div class=body style="display:none"><p>Ngày 30/6.</p></div></div></div>',
}  # fmt: skip


@pytest.mark.parametrize("name", FOLDED)
def test_folded_parts(tmp_path, name):
    found = [w for w in words(tmp_path, FOLDED[name]) if w.startswith("Điều")]
    assert found == ["Điều 1. Phạm vi Cấp 920 cây.", "Điều 2. Hạn Ngày 30/6."]


LISTS = {
    "a type": ("<p>1. Việc:</p><ol type=a><li>Khám.<li>Tiêm.</ol>", "", ["1. Việc:", "a. Khám.", "b. Tiêm."]),
    "a class on the list": ("<p>1. Việc:</p><ol class=chu><li>Khám.</li><li>Tiêm.</li></ol>", "<style>ol.chu{list-style:lower-latin}</style>", ["1. Việc:", "a. Khám.", "b. Tiêm."]),
    "roman heads": ("<ol style='list-style-type:upper-roman'><li>MỤC TIÊU<ol><li>Chung.</li><li>Riêng.</li></ol></li><li>GIẢI PHÁP</li></ol>", "", ["I. MỤC TIÊU", "1. Chung.", "2. Riêng.", "II. GIẢI PHÁP"]),
    "a list that goes on": ("<ol><li>Sở Y tế.</ol><p>Riêng các xã:</p><ol start=2><li>Sở Nội vụ.</ol>", "", ["1. Sở Y tế. Riêng các xã:", "2. Sở Nội vụ."]),
    "letters with a bracket": ("<ol class=k><li>Khám.<li>Tiêm.</ol>", '<style>.k{list-style:none;counter-reset:k}.k>li{counter-increment:k}.k>li::before{content:counter(k,lower-alpha) ") "}</style>', ["a) Khám.", "b) Tiêm."]),
    "a marker": ("<ol class=k><li>Khám.<li>Tiêm.</ol>", '<style>.k li::marker{content:"Điều " counter(list-item) ". "}</style>', ["Điều 1. Khám.", "Điều 2. Tiêm."]),
    "paragraphs in items": ("<ol><li><p>Sở Y tế.</p><p>Cấp 920 cây.</p></li><li><p>Sở Nội vụ.</p></li></ol>", "", ["1. Sở Y tế. Cấp 920 cây.", "2. Sở Nội vụ."]),
    "typed numbers in a list without marks": ("<ul style='list-style:none'><li>1. Sở Y tế.</li><li>2. Sở Nội vụ.</li></ul>", "", ["1. Sở Y tế.", "2. Sở Nội vụ."]),
    "a list in a cell": ("<table><tr><th>Sở<th>Việc<tr><td>Y tế<td><ol><li>Khám.<li>Tiêm.</ol></table>", "", ["Y tế 1. Khám. 2. Tiêm."]),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_lists(tmp_path, name):
    body, head, right = LISTS[name]
    assert words(tmp_path, body, head) == right


BROKEN = {
    "items on broken lines": ("<p>1. Sở Y tế:<br>a) Khám 12 xã.<br>b) Tiêm.<br>2. Sở Nội vụ.</p>", ["1. Sở Y tế:", "a) Khám 12 xã.", "b) Tiêm.", "2. Sở Nội vụ."]),
    "two breaks for a paragraph": ("Điều 1. Phạm vi<br><br>Cấp 920 cây.<br><br>Điều 2. Hạn<br><br>Ngày 30/6.", ["Điều 1. Phạm vi Cấp 920 cây.", "Điều 2. Hạn Ngày 30/6."]),
    "fonts and centres": ("<center><font size=4>QUYẾT ĐỊNH</font></center><font face=Arial>Điều 1. <b>Cấp</b> <i>1.2</i>50 cây.</font>", ["Điều 1. Cấp 1.250 cây."]),
    "blanks that do not break": ("<p>1.&nbsp;&nbsp;&nbsp;&nbsp;Cấp 1&nbsp;250 cây.</p>", ["1. Cấp 1 250 cây."]),
    "letters by name and number": ("<p>1. C&#7845;p 920 c&acirc;y &ndash; &#272;&#7907;t 2.</p>", ["1. Cấp 920 cây – Đợt 2."]),
    "letters escaped twice": ("<p>1. C&amp;#7845;p 920 c&amp;acirc;y cho x&amp;atilde; An H&amp;#7843;i v&amp;agrave; huy&amp;#7879;n.</p>", ["1. Cấp 920 cây cho xã An Hải và huyện."]),
    "soft hyphens and narrow places": ("<p>1. Cấp 1.2&shy;50 cây, 3<wbr>20 hộ, 4&#8203;5 thôn, 6&#8288;7 tổ.</p>", ["1. Cấp 1.250 cây, 320 hộ, 45 thôn, 67 tổ."]),
    "a layout table around all": ("<table width=100%><tr><td width=20%>Trang chủ<td><table><tr><td><p>1. Cấp 920 cây.</p><p>2. Sở Nội vụ.</p></table></table>", ["1. Cấp 920 cây.", "2. Sở Nội vụ."]),
    "a table in a cell": ("<table border=1><tr><th>TT<th>Xã<th>Đợt<tr><td>1<td>An Hải<td><table><tr><td>Đợt 1<td>30<tr><td>Đợt 2<td>40</table></table>", ["1 An Hải Đợt 1 30 Đợt 2 40"]),
    "a foot written before the rows": ("<table><thead><tr><th>Xã<th>Hộ</thead><tfoot><tr><td>Cộng<td>22</tfoot><tbody><tr><td>An Hải<td>12<tr><td>An Vĩnh<td>10</tbody></table>", ["An Hải 12", "An Vĩnh 10", "Cộng 22"]),
    "a caption": ("<p>1. Chỉ tiêu:</p><table><caption>Bảng 2. Giao năm 2025</caption><tr><th>Xã<th>Hộ<tr><td>An Hải<td>12</table>", ["1. Chỉ tiêu: Bảng 2. Giao năm 2025", "An Hải 12"]),
    "cells that reach both ways": ("<table><tr><th>Sở<th>Năm 2024<th>Năm 2025<tr><td rowspan=2>Sở Y tế<td colspan=2 rowspan=2>Chưa giao<tr></tr><tr><td>Sở Nội vụ<td>3<td>4</table>", ["Sở Y tế Chưa giao", "Sở Nội vụ 3 4"]),
    "lines of a definition list": ("<dl><dt>Điều 1. Phạm vi</dt><dd>Cấp 920 cây.</dd><dt>Điều 2. Hạn</dt><dd>Ngày 30/6.</dd></dl>", ["Điều 1. Phạm vi Cấp 920 cây.", "Điều 2. Hạn Ngày 30/6."]),
    "kept white space": ("<pre>1. Sở Y tế.\n2. Cấp 920 cây.\n</pre>", ["1. Sở Y tế.", "2. Cấp 920 cây."]),
    "white space kept by a style": ("<div style='white-space:pre-wrap'>1. Sở Y tế.\n2. Cấp 920 cây.\n</div>", ["1. Sở Y tế.", "2. Cấp 920 cây."]),
    "kept by a class": ("<div class=t>1. Sở Y tế.\n2. Cấp 920 cây.\n</div>", ["1. Sở Y tế.", "2. Cấp 920 cây."]),
    "marks of notes": ("<p>1. Cấp 1.250<sup><a href='#f'>[2]</a></sup> cây, 120 m<sup>2</sup>.</p>", ["1. Cấp 1.250 cây, 120 m²."]),
    "Word's lists": ("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>Cấp 920 cây.<o:p></o:p></p>", ["1. Cấp 920 cây."]),
    "Word's comments for itself": ("<!--[if gte mso 9]><xml><w:Zoom>99</w:Zoom></xml><![endif]--><p class=MsoNormal>1. Cấp 920 cây.<o:p>&nbsp;</o:p></p>", ["1. Cấp 920 cây."]),
    "lines placed by a converter": ("".join(f"<div style='position:absolute;top:{y}px;left:80px'>{w}</div>" for y, w in ((100, "1. Sở Y tế cấp 920 cây cho"), (120, "12 xã miền núi."), (140, "2. Sở Nội vụ báo cáo."))), ["1. Sở Y tế cấp 920 cây cho 12 xã miền núi.", "2. Sở Nội vụ báo cáo."]),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_how_pages_write(tmp_path, name):
    body, right = BROKEN[name]
    head = "<style>.t{white-space:pre-line}</style>" if name == "kept by a class" else ""
    assert words(tmp_path, body, head) == right


UNSEEN = {
    "by an attribute": "<p>1. Cấp <span hidden>850</span>920 cây.</p>",
    "in a part that is not shown": "<div style='display:none'><p>1. Cấp 850 cây.</p></div><p>1. Cấp 920 cây.</p>",
    "by a class of two": "<style>.x .an{display:none}</style><p class=x>1. Cấp <b class=an>850</b>920 cây.</p>",
    "for paper only": "<style>.in{display:none}@media print{.in{display:inline}}</style><p>1. Cấp <b class=in>850</b>920 cây.</p>",
    "shown on paper and screen": "<style>.in{display:inline}@media print{.in{display:none}}</style><p>1. Cấp <b class=in>920</b> cây.</p>",
    "letters of no size": "<p>1. Cấp <span style='font-size:0'>850</span>920 cây.</p>",
    "without a script": "<noscript>Bật JavaScript 99</noscript><p>1. Cấp 920 cây.</p>",
    "a template": "<template><p>2. Cấp 850 cây.</p></template><p>1. Cấp 920 cây.</p>",
    "an important rule": "<style>.a{display:none !important}</style><p>1. Cấp <span class=a style='display:inline'>850</span>920 cây.</p>",
    "a comment": "<p>1. Cấp <!-- 850 -->920 cây.</p>",
    "a class with attribute": "<style>span[data-old]{display:none}</style><p>1. Cấp <span data-old=1>850</span>920 cây.</p>",
    "letters one cannot see through": "<p>1. Cấp <span style='color:transparent'>850</span>920 cây.</p>",
    "hidden from readers aloud, but shown": "<p>1. Cấp <span aria-hidden=true>920</span> cây.</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_not_shown(tmp_path, name):
    assert [w.replace("  ", " ") for w in words(tmp_path, UNSEEN[name])] == ["1. Cấp 920 cây."]


PLAIN = "<p>Điều 1. Cấp 920 cây cho các xã miền núi của huyện.</p><p>Điều 2. Sở Nội vụ báo cáo Ủy ban nhân dân tỉnh.</p>"
BYTES = {
    "a mark against what is declared": lambda: b"\xef\xbb\xbf" + f'<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">{PLAIN}'.encode(),
    "UTF-8 declared as Latin-1": lambda: f'<html><head><meta charset="iso-8859-1"></head><body>{PLAIN}</body></html>'.encode(),
    "UTF-16 that declares UTF-8": lambda: f'<html><head><meta charset="utf-8"></head><body>{PLAIN}</body></html>'.encode("utf-16"),
    "UTF-16 without a mark": lambda: f'<html><head></head><body>{PLAIN}</body></html>'.encode("utf-16-le"),
    "UTF-8 written twice": lambda: f'<html><body>{PLAIN.encode().decode("cp1252", "ignore") if False else PLAIN.encode().decode("latin-1")}</body></html>'.encode(),
    "an unknown encoding declared": lambda: f'<html><head><meta charset="x-viet"></head><body>{PLAIN}</body></html>'.encode(),
    "XHTML": lambda: f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body>{PLAIN}</body></html>'.encode(),
    "letters taken apart": lambda: __import__("unicodedata").normalize("NFD", f'<html><meta charset=utf-8><body>{PLAIN}</body></html>').encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_encodings(tmp_path, name):
    found = [w for _, w in told(opened(written(tmp_path, BYTES[name](), ".html"))[1])]
    assert found == [
        "Điều 1. Cấp 920 cây cho các xã miền núi của huyện.",
        "Điều 2. Sở Nội vụ báo cáo Ủy ban nhân dân tỉnh.",
    ]


def test_fonts_of_an_old_encoding_in_some_runs(tmp_path):
    from legacy import surface

    from corpus.language.legacy_encodings import TCVN3

    old = surface("Cấp 920 cây cho các xã miền núi", TCVN3)
    body = f'<p>Điều 1. <font face=".VnTime">{old}</font> của huyện.</p><p>Điều 2. Sở Nội vụ.</p>'
    assert words(tmp_path, body) == [
        "Điều 1. Cấp 920 cây cho các xã miền núi của huyện.", "Điều 2. Sở Nội vụ.",
    ]  # fmt: skip
