# ruff: noqa: E501
"""Text and Markdown as they are typed, converted and damaged on the way."""

import unicodedata

import pytest
from legacy import encoded, surface
from variants import opened, told, written

from corpus.language.legacy_encodings import TCVN3, VISCII, VNI


def words(folder, source, suffix=".txt"):
    return [said for _, said in told(opened(written(folder, source, suffix))[1])]


TWO = [
    "Điều 1. Cấp 920 cây cho các xã miền núi của huyện.",
    "Điều 2. Sở Nội vụ báo cáo Ủy ban nhân dân tỉnh trước ngày 30/6.",
]
TEXT = "\n\n".join(TWO) + "\n"
SIGNS = {
    "eth in small letters": (TEXT.replace("Đ", "Ð").replace("tỉnh", "tỉnh ðể"), [TWO[0], TWO[1].replace("tỉnh", "tỉnh để")]),
    "an African D": (TEXT.replace("Đ", "Ɖ"), TWO),
    "capitals by eth": (TEXT.replace("Điều", "ÐIỀU"), [w.replace("Điều", "ĐIỀU") for w in TWO]),
    "a joiner inside a number": (TEXT.replace("920", "9\u206020"), TWO),
    "a mark of order before a number": (TEXT.replace("Điều 2", "\ufeffĐiều 2"), TWO),
    "signs of direction": ("\u202a" + TEXT.replace("Điều 2", "\u200eĐiều\u200f 2") + "\u202c", TWO),
    "a soft hyphen in a word": (TEXT.replace("huyện", "huy\u00adện").replace("920", "9\u00ad20"), TWO),
    "a hyphen that does not break": (TEXT.replace("Sở Nội vụ", "Quyết định 12/QĐ‑UBND"), [TWO[0], TWO[1].replace("Sở Nội vụ", "Quyết định 12/QĐ-UBND")]),
    "blanks of another width": (TEXT.replace("Điều 1. ", "Điều\u20091.\u2003").replace("Điều 2. ", "Điều\u00a02.\u202f"), TWO),
    "full width": (TEXT.replace("Điều 1.", "Điều １．"), TWO),
    "letters taken apart": (unicodedata.normalize("NFD", TEXT), TWO),
    "lines by separators": (TEXT.replace("\n\n", "\u2028"), TWO),
    "paragraphs by separators": (TEXT.replace("\n\n", "\u2029"), TWO),
    "lines of an old Mac": (TEXT.replace("\n", "\r"), TWO),
    "a page feed": (TEXT.replace("\n\n", "\n\x0c\n"), TWO),
    "Cyrillic look-alikes": (TEXT.replace("Cấp", "Сấp").replace("báo cáo", "báо сáo"), TWO),
    "a slash of another kind": (TEXT.replace("30/6", "30∕6"), TWO),
    "a slash of fractions": (TEXT.replace("30/6", "30⁄6"), TWO),
    "a minus for a hyphen": (TEXT.replace("Sở Nội vụ", "Kế hoạch 12/KH−UBND"), [TWO[0], TWO[1].replace("Sở Nội vụ", "Kế hoạch 12/KH-UBND")]),
    "a dot leader for a full stop": (TEXT.replace("Điều 1.", "Điều 1․"), TWO),
    "tabs behind the numbers": (TEXT.replace(". Cấp", ".\tCấp").replace(". Sở", ".\tSở"), TWO),
    "joined letters": (TEXT.replace("Ủy ban", "Ủy ban office").replace("office", "oﬃce"), None),
    "letters by number": (TEXT.replace("ấ", "&#7845;").replace("Đ", "&#272;").replace("ệ", "&#7879;"), TWO),
    "letters by name": (TEXT.replace("â", "&acirc;").replace("á", "&aacute;").replace("à", "&agrave;"), TWO),
    "escapes of a program": (TEXT.replace("ấ", "\\u1ea5").replace("Đ", "\\u0110").replace("ề", "\\u1ec1").replace("ệ", "\\u1ec7").replace("á", "\\u00e1"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNS)
def test_signs(tmp_path, name):
    source, right = SIGNS[name]
    found = words(tmp_path, source)
    if right is None:
        assert len(found) == 2
        assert found[0].startswith("Điều 1.")
    else:
        assert found == right


LONG = (
    TEXT
    + "\nĐiều 3. Giao Sở Tài chính bố trí kinh phí thực hiện từ nguồn ngân sách địa phương.\n\nĐiều 4. Các sở, ngành và Ủy ban nhân dân các huyện chịu trách nhiệm thi hành quyết định này.\n"
)
FOUR = [line for line in LONG.split("\n") if line]
ENCODED = {
    "UTF-16 little": LONG.encode("utf-16-le"),
    "UTF-16 big with its mark": b"\xfe\xff" + LONG.encode("utf-16-be"),
    "UTF-32 with its mark": LONG.encode("utf-32"),
    "UTF-8 with a mark": LONG.encode("utf-8-sig"),
    "UTF-8 twice by Latin-1": LONG.encode().decode("latin-1").encode(),
    "UTF-8 twice by Windows": "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in LONG.encode()).encode(),
    "UTF-8 twice with a mark": b"\xef\xbb\xbf" + "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in b"\xef\xbb\xbf" + LONG.encode()).encode(),
    "UTF-8 three times": LONG.encode().decode("latin-1").encode().decode("latin-1").encode(),
    "Windows 1258": encoded(LONG, "cp1258"),
    "TCVN3": encoded(LONG, TCVN3),
    "VNI": encoded(LONG, VNI),
    "VISCII": encoded(LONG, VISCII),
    "one article in TCVN3": TEXT.encode() + b"\n" + encoded("".join(LONG[len(TEXT):]), TCVN3),
    "one article in VNI as Unicode": (TEXT + surface(LONG[len(TEXT):], VNI)).encode(),
    "one article in UTF-8 twice": (TEXT + LONG[len(TEXT):].encode().decode("latin-1")).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", ENCODED)
def test_encodings(tmp_path, name):
    assert words(tmp_path, ENCODED[name]) == FOUR


BETWEEN = {
    "one alone": "Điều 1. Sở Y tế cấp 920 cây cho các xã\n\n2\n\nmiền núi của huyện trước ngày 30/6.\n\nĐiều 2. Sở Nội vụ.\n",
    "with the word": "Điều 1. Sở Y tế cấp 920 cây cho các xã\nTrang 2/5\nmiền núi của huyện trước ngày 30/6.\n\nĐiều 2. Sở Nội vụ.\n",
    "between dashes": "Điều 1. Sở Y tế cấp 920 cây cho các xã\n\n- 2 -\n\nmiền núi của huyện trước ngày 30/6.\n\nĐiều 2. Sở Nội vụ.\n",
    "with a page feed": "Điều 1. Sở Y tế cấp 920 cây cho các xã\n\x0c2\nmiền núi của huyện trước ngày 30/6.\n\nĐiều 2. Sở Nội vụ.\n",
    "under a running head": "Điều 1. Sở Y tế cấp 920 cây cho các xã\n\nCÔNG BÁO/Số 24/Ngày 22-4-2026\n45\n\nmiền núi của huyện trước ngày 30/6.\n\nĐiều 2. Sở Nội vụ.\n",
    "counting on": "Điều 1. Sở Y tế cấp 920 cây cho các xã\n\n2\n\nmiền núi của huyện trước ngày 30/6.\n\nĐiều 2. Sở Nội vụ phối hợp với Công an\n\n3\n\ntỉnh báo cáo.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", BETWEEN)
def test_a_page_number_between_halves(tmp_path, name):
    found = words(tmp_path, BETWEEN[name])
    assert found[0] == "Điều 1. Sở Y tế cấp 920 cây cho các xã miền núi của huyện trước ngày 30/6."
    assert len(found) == 2
    assert "3" not in found[1]


KEPT = {
    "a figure of a sentence": "Điều 1. Tổng số xã được cấp là\n12\nxã miền núi.\n\nĐiều 2. Sở Nội vụ.\n",
    "a year of a sentence": "Điều 1. Hoàn thành trong năm\n2024\nvà báo cáo.\n\nĐiều 2. Sở Nội vụ.\n",
    "cells of a table": "Điều 1. Chỉ tiêu:\n\nXã\n\n12\n\nAn Hải\n\nĐiều 2. Sở Nội vụ.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_a_figure_alone_on_its_line_is_kept(tmp_path, name):
    number = "2024" if "2024" in KEPT[name] else "12"
    assert number in words(tmp_path, KEPT[name])[0]


MARKED = {
    "escaped brackets": ("1\\) Sở Y tế\n\na\\) Khám 12 xã\n\n2\\) Sở Nội vụ\n", ["1) Sở Y tế", "a) Khám 12 xã", "2) Sở Nội vụ"]),
    "escaped article heads": ("**Điều 1\\. Phạm vi**\n\nCấp 920 cây\\.\n\n**Điều 2\\. Hạn**\n\nNgày 30/6\\.\n", ["**Điều 1. Phạm vi** Cấp 920 cây.", "**Điều 2. Hạn** Ngày 30/6."]),
    "escaped signs of all kinds": ("1\\. Cấp 60\\*90 cm, \\#5, 3\\_4, \\~12, 5\\+7, \\[2\\] \\> 3\n", ["1. Cấp 60*90 cm, #5, 3_4, ~12, 5+7, [2] > 3"]),
    "a setext heading": ("Điều 1. Phạm vi\n---------------\n\nCấp 920 cây.\n\nĐiều 2. Hạn\n-----------\n\nNgày 30/6.\n", None),
    "front matter": ("---\ntitle: Kế hoạch 99\ndate: 2020-01-01\n---\n\n1. Cấp 920 cây.\n\n2. Sở Nội vụ.\n", ["1. Cấp 920 cây.", "2. Sở Nội vụ."]),
    "a table with breaks in cells": ("| Xã | Việc |\n|---|---|\n| An Hải | Khám<br>Tiêm 12 hộ |\n", ["An Hải Khám Tiêm 12 hộ"]),
    "a table without outer bars": ("Xã | Hộ\n--- | ---\nAn Hải | 1.204\nAn Vĩnh | 980\n", ["An Hải 1.204", "An Vĩnh 980"]),
    "a grid of pandoc": ("+--------+-------+\n| Xã     | Hộ    |\n+========+=======+\n| An Hải | 1.204 |\n+--------+-------+\n| An Vĩnh| 980   |\n+--------+-------+\n", ["An Hải 1.204", "An Vĩnh 980"]),
    "a table set in columns": ("1. Chỉ tiêu:\n\n  Xã        Hộ\n  --------- -------\n  An Hải    1.204\n  An Vĩnh   980\n\n2. Sở Nội vụ.\n", ["1. Chỉ tiêu:", "An Hải 1.204", "An Vĩnh 980", "2. Sở Nội vụ."]),
    "a table of several lines": ("1. Việc:\n\n-------------------------------\nXã          Việc\n----------- -------------------\nAn Hải      Khám, tiêm cho\n            12 hộ\n\nAn Vĩnh     Báo cáo\n-------------------------------\n\n2. Sở Nội vụ.\n", ["1. Việc:", "An Hải Khám, tiêm cho 12 hộ", "An Vĩnh Báo cáo", "2. Sở Nội vụ."]),
    "tasks": ("1. Việc:\n\n- [x] Khám 12 xã.\n- [ ] Tiêm.\n", None),
    "references as links": ("1. Theo [Quyết định 12][a] cấp 920 cây.\n\n[a]: http://x.vn/99\n", ["1. Theo Quyết định 12 cấp 920 cây."]),
    "bare addresses in pointed brackets": ("1. Xem <http://a.vn/99> cấp 920 cây.\n", None),
    "underlined": ("1. <u>Cấp 920 cây</u> cho 12 xã.\n", ["1. Cấp 920 cây cho 12 xã."]),
    "raised marks of pandoc": ("1. Cấp 1.250^2^ cây, 120 m^2^, CO~2~.\n", ["1. Cấp 1.250 cây, 120 m², CO₂."]),
    "struck and inserted": ("1. Cấp ~~850~~ <ins>920</ins> cây.\n", ["1. Cấp 920 cây."]),
    "attributes of pandoc": ("## Điều 1. Phạm vi {#dieu-1 .muc}\n\nCấp 920 cây.\n\n## Điều 2. Hạn {#dieu-2}\n\nNgày 30/6.\n", None),
    "a span of pandoc": ("1. [Cấp 920 cây]{.underline} cho 12 xã.\n", ["1. Cấp 920 cây cho 12 xã."]),
    "a code block": ("```\nĐiều 1. Cấp 920 cây.\n\nĐiều 2. Sở Nội vụ.\n```\n", ["Điều 1. Cấp 920 cây.", "Điều 2. Sở Nội vụ."]),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKED)
def test_markdown(tmp_path, name):
    source, right = MARKED[name]
    found = words(tmp_path, source, ".md")
    found = [w.removeprefix("| ").removesuffix(" |").replace(" | ", " ") for w in found]
    if right is not None:
        assert found == right
    elif name == "a setext heading":
        assert [w.split(" -")[0].split(".")[0] for w in found] == ["Điều 1", "Điều 2"]
    elif name == "tasks":
        assert found == ["1. Việc:", "- ☒ Khám 12 xã.", "- ☐ Tiêm."]
    elif name == "attributes of pandoc":
        assert "{" not in " ".join(found)
    else:
        assert "920 cây." in found[0]


ONE = "Điều 1. Phân công thực hiện như sau:"
FLAT = {
    "cell under cell": f"{ONE}\n\nTT\n\nNội dung\n\nCăn cứ\n\n1\n\nRà soát thủ tục\n\nĐiều 5\n\n2\n\nCấp phép xây dựng\n\nĐiều 9\n\n3\n\nThu hồi đất\n\nĐiều 12\n\nĐiều 2. Sở Nội vụ.\n\nĐiều 3. Công an tỉnh.\n",
    "a row on a line": f"{ONE}\n\nĐiều 5 Cấp phép xây dựng Quý I\nĐiều 9 Thu hồi đất Quý II\nĐiều 12 Bồi thường Quý III\n\nĐiều 2. Sở Nội vụ.\n\nĐiều 3. Công an tỉnh.\n",
    "numbers of the next articles": f"{ONE}\nSTT\nĐiều khoản\nNội dung\n1\nĐiều 2\nThay cụm từ A bằng B\n2\nĐiều 3\nBãi bỏ\n\nĐiều 2. Sở Nội vụ.\n\nĐiều 3. Công an tỉnh.\n",
    "numbers that count on": f"{ONE}\nSTT\nĐiều khoản\n1\nĐiều 7\n2\nĐiều 8\n3\nĐiều 9\n\nĐiều 2. Sở Nội vụ.\n\nĐiều 3. Công an tỉnh.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FLAT)
def test_cells_that_name_articles_are_none(tmp_path, name):
    document = opened(written(tmp_path, FLAT[name], ".txt"))[1]
    articles = [c.path[-1].value for c in document.clauses if c.path[-1].level == "dieu"]
    assert articles == ["1", "2", "3"]


def test_cells_that_name_articles_between_items(tmp_path):
    source = "1. So sánh như sau:\n\nCũ\nMới\nĐiều 5\nĐiều 7\nNhanh hơn\nĐiều 9\nBãi bỏ\n\n2. Sở Nội vụ.\n"
    document = opened(written(tmp_path, source, ".txt"))[1]
    assert [c.path[-1].value for c in document.clauses] == ["1", "2"]


BARE = {
    "all without a sign": "Điều 1\nPhạm vi áp dụng.\n\nĐiều 2\nĐối tượng áp dụng.\n\nĐiều 3\nHiệu lực.\n",
    "one without a sign": "Điều 1. Phạm vi áp dụng.\n\nĐiều 2\nĐối tượng áp dụng.\n\nĐiều 3. Hiệu lực.\n\nĐiều 4. Thi hành.\n",
    "an extract": "Điều 5\nPhạm vi áp dụng.\n\nĐiều 9\nĐối tượng áp dụng.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", BARE)
def test_articles_without_a_sign_stay(tmp_path, name):
    document = opened(written(tmp_path, BARE[name], ".txt"))[1]
    assert len(document.clauses) == BARE[name].count("Điều ")
