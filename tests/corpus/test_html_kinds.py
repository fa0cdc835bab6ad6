"""HTML and Markdown: raised signs, list styles by selectors, hidden words, merged cells."""

from pathlib import Path

import pytest

from corpus.loaders.escapes import unescape
from corpus.loaders.html import read_html


def text_of(body, head=""):
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(page.encode(), Path("a.html")).text


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("số hóa 1.250<sup>2</sup> đầu sách", "số hóa 1.250 đầu sách"),
        ('năm 2024<sup><a href="#n1">[1]</a></sup>.', "năm 2024."),
        ('1.250<span style="vertical-align: super">3</span> sách', "1.250 sách"),
        ("rộng 5 m<sup>2</sup>", "rộng 5 m²"),
        ("nhân 10<sup>3</sup>", "nhân 10³"),
        ("khí CO<sub>2</sub>", "khí CO₂"),
        ("25<sup>o</sup>C", "25°C"),
        ("<sup>1</sup> Kể cả hợp đồng", "[1] Kể cả hợp đồng"),
    ],
)
def test_raised_signs(words, printed):
    assert text_of(f"<p>{words}</p>").strip() == printed
    if "style" not in words and "href" not in words:
        assert unescape(words).strip() == printed


@pytest.mark.parametrize(
    ("css", "cls", "labels"),
    [
        ("ol.a {list-style-type: lower-alpha}", "a", "a. b. "),
        ("ol.a > li {list-style-type: lower-latin}", "a", "a. b. "),
        (".content ol {list-style: upper-roman}", "", "I. II. "),
        ("div.content .a li {list-style-type: upper-alpha}", "a", "A. B. "),
        (".menu li {list-style: none}", "", "1. 2. "),
        (".content ol {list-style-type: '- '}", "", "- - "),
    ],
)
def test_list_styles_by_selectors(css, cls, labels):
    items = f'<div class="content"><ol class="{cls}"><li>Một</li><li>Hai</li></ol></div>'
    words = text_of(items, f"<style>{css}</style>").split()
    assert f"{words[0]} {words[2]} " == labels


@pytest.mark.parametrize(
    ("ordered", "numbers"),
    [
        ('<ol start="3"><li>x</li><li>x</li></ol>', ["3.", "4."]),
        ('<ol><li>x</li><li value="7">x</li><li>x</li></ol>', ["1.", "7.", "8."]),
        ("<ol reversed><li>x</li><li>x</li></ol>", ["2.", "1."]),
    ],
)
def test_how_lists_count(ordered, numbers):
    assert text_of(ordered).split()[::2] == numbers


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display:none">850 </span>',
        "<b hidden>850 </b>",
        '<i style="visibility: hidden">850 </i>',
    ],
)
def test_hidden_words_in_a_paragraph_are_no_part_of_it(hidden):
    assert text_of(f"<p>Kinh phí {hidden}920 triệu.</p>").strip() == "Kinh phí 920 triệu."


@pytest.mark.parametrize(
    ("cell", "again"),
    [("Sở Văn hóa", "Sở Văn hóa"), ("1. Sở Văn hóa", "Sở Văn hóa"), ("1", "")],
)
def test_a_first_column_that_reaches_down(cell, again):
    rows = f'<tr><td rowspan="2">{cell}</td><td>Xây</td></tr><tr><td>Mua</td></tr>'
    table = f"<table><tr><td>TT</td><td>Việc</td></tr>{rows}</table>"
    assert text_of(table).rstrip().split("\n")[-1].split("\t") == [again, "Mua"]
