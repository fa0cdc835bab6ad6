"""Markdown as converters write it."""

import pytest

from corpus.library import load_library
from corpus.load import load
from corpus.loaders.escapes import is_escaped, unescape

TEXT = r"""ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 21/KH\-UBND
KẾ HOẠCH
Trồng rừng năm 2024

1\. Sở Nội vụ trả ~~300~~ 450 triệu đồng \(một đợt\)\.

2\. Sở Y tế &amp; Sở Tài chính:

a\) Lập bảng 40\*60 cm;\
b\) Gửi tệp ke\_hoach\_nam\.
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_escapes(tmp_path, name):
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    document = load_library([path]).documents[0]
    assert document.metadata.number == "21/KH-UBND"
    body = [(c.path[-1].value, document.quote(c)) for c in document.clauses if c.part == "body"]
    assert body == [
        ("1", "1. Sở Nội vụ trả 450 triệu đồng (một đợt)."),
        ("2", "2. Sở Y tế & Sở Tài chính:"),
        ("a", "a) Lập bảng 40*60 cm;"),
        ("b", "b) Gửi tệp ke_hoach_nam."),
    ]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("còn <del>5</del><ins>7</ins> tổ", "còn 7 tổ"),
        ("còn <s>lập 5 tổ</s> lập 7 tổ", "còn lập 7 tổ"),
        ("bỏ~~ hai~~ ba", "bỏ~~ hai~~ ba"),
        (r"| a\|b | c |", "| a/b | c |"),
        (r"C:\Users", r"C:\Users"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("&#43; Gửi&nbsp;báo cáo", "+ Gửi\u00a0báo cáo"),
    ],
)
def test_what_is_read(source, read):
    assert unescape(source) == read


def test_tables_and_lists_in_html_and_quoted_blocks(tmp_path):
    path = tmp_path / "a.md"
    table = "<table><tr><td>TT</td><td>Việc</td></tr>\n<tr><td>1</td><td>Số hóa</td></tr></table>"
    path.write_text(
        f"> 1\\. Sở Y tế\n>\n> 2\\. Sở Nội vụ\n\n{table}\n\n<ol type=a>\n"
        "<li>Một<ol><li>Con</li></ol></li>\n<li>Hai</li></ol>\n\n> 5% là mức tối đa\n",
        encoding="utf-8",
    )
    found = [line for line in load(path).text.split("\n") if line.strip()]
    assert found == [
        "1. Sở Y tế", "2. Sở Nội vụ", "TT\tViệc", "1\tSố hóa", "a. Một", "1. Con", "b. Hai",
        "> 5% là mức tối đa",
    ]  # fmt: skip


def test_a_plain_text_with_a_backslash_is_none():
    assert not is_escaped("Lưu ở C:\\-tam và D:\\.x rồi in")
