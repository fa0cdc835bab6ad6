"""What a page keeps from being seen: by its style sheet, by a fold, by a line through it."""

from pathlib import Path

import pytest

from corpus.loaders.html import read_html
from corpus.structure.parse import parse

HEAD = "<p>Số: 31/KH-UBND</p><p>1. Sở Nội vụ báo cáo 920 việc trước ngày 20/5/2024.</p>"


def clauses(body, css=""):
    page = f"<html><head><style>{css}</style></head><body>{HEAD}{body}</body></html>"
    loaded = read_html(page.encode(), Path("a.html"))
    document = parse(loaded.text, "a.html", noise=loaded.noise)
    found = [document.quote(c) for c in document.clauses if c.path[0].level != "the_thuc"]
    return [" ".join(words.split()) for words in found[1:]]


@pytest.mark.parametrize(
    ("css", "look"),
    [
        (".x {display: none}", "class=x"),
        (".x {visibility: hidden}", "class=x"),
        ("p span.x {text-decoration: red line-through}", "class=x"),
        ("#x {opacity: 0}", "id=x"),
        ("", 'style="font-size: 0"'),
        ("", 'style="mso-hide: all"'),
        (".x {display: none !important}", "class=x"),
    ],
)
def test_words_in_a_paragraph(css, look):
    said = f"<p>2. Kinh phí <span {look}>850</span>920 triệu đồng.</p>"
    assert clauses(said, css) == ["2. Kinh phí 920 triệu đồng."]


@pytest.mark.parametrize("css", ["@media print {.x {display: none}}", ".y .x {display: none}"])
def test_words_that_are_shown(css):
    said = "<p>2. Kinh phí <span class=x>920</span> triệu đồng.</p>"
    assert clauses(said, css) == ["2. Kinh phí 920 triệu đồng."]


def test_rows_and_cells():
    rows = (
        "<tr><td>Việc</td><td>Số</td></tr><tr class=x><td>Tiêm</td><td>33</td></tr>"
        "<tr style='text-decoration: line-through'><td>Khám</td><td>12</td></tr>"
        "<tr><td>Đo</td><td><del>4</del>5</td></tr>"
    )
    said = f"<p>2. Giao:</p><table>{rows}</table>"
    assert clauses(said, ".x {display: none}") == ["2. Giao:", "Đo 5"]


@pytest.mark.parametrize(
    "page",
    [
        "<button onclick='x()'>2. Sở Y tế</button><div hidden><p>a) Cử 12 cán bộ.</p></div>",
        "<h3><span role=button aria-expanded=false>2. Sở Y tế</span></h3>"
        "<div style='display:none'><p>a) Cử 12 cán bộ.</p></div>",
        "<p>2. Sở Y tế</p><div class=tab-pane><p>a) Cử 12 cán bộ.</p></div>",
    ],
)
def test_a_part_that_a_script_shows(page):
    assert clauses(page, ".tab-pane {display: none}") == ["2. Sở Y tế", "a) Cử 12 cán bộ."]


def test_a_pop_up_behind_a_button_is_none():
    page = "<button>Chia sẻ</button><div hidden class=popup><p>3. Thích 99 lượt</p></div>"
    assert clauses(f"<p>2. Sở Y tế</p>{page}") == ["2. Sở Y tế"]
