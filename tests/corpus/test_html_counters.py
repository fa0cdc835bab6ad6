"""Numbers that a style sheet counts, and list items as a browser numbers them."""

from pathlib import Path

import pytest

from corpus.loaders.html import read_html

ITEMS = "<li>Một</li><li>Hai</li>"


def lines(body, css=""):
    page = f"<html><head><style>{css}</style></head><body>{body}</body></html>"
    return [x for x in read_html(page.encode(), Path("a.html")).text.split("\n") if x.strip()]


@pytest.mark.parametrize(
    ("css", "labels"),
    [
        ("ol {counter-reset: x; list-style: none} li {counter-increment: x}"
         "li::before {content: counter(x, lower-alpha) ') '}", "a) b)"),
        ("ol {list-style: none; counter-reset: X 4} ol > li {counter-increment: X}"
         'ol > li:before {content: "Khoản " counter(X) ". "}', "Khoản Khoản"),
        ("ol {counter-reset: x 3; list-style: none} li {counter-increment: x 2}"
         "li::before {content: counter(x) '. '}", "5. 7."),
        ("li::marker {content: counter(list-item, upper-roman) ') '}", "I) II)"),
        ("@counter-style ngoac {system: extends lower-alpha; suffix: ') '} ol {list-style: ngoac}",
         "a) b)"),
        ("@counter-style A {system: extends decimal; prefix: '('; suffix: ') '}"
         "ol {list-style-type: A}", "(1) (2)"),
        ("@media print {ol {list-style: upper-roman}}", "1. 2."),
        ("@media screen {ol {list-style: upper-roman}}", "I. II."),
        ("@media (max-width: 600px) {ol {list-style: none}} ol {list-style: lower-alpha}", "a. b."),
        ("li::before {content: '\\f101'}", "1. 2."),
        ("ol {list-style-type: lower-alpha !important}", "a. b."),
    ],
)  # fmt: skip
def test_numbers_of_a_style_sheet(css, labels):
    found = lines(f"<ol>{ITEMS}</ol>", css)
    assert " ".join(line.split()[0] for line in found) == labels


def test_counters_of_headings_keep_their_letters():
    css = (
        "body {counter-reset: dieu} h3 {counter-increment: dieu}"
        "h3::before {content: 'Điều ' counter(dieu) '. '}"
    )
    body = "<h3>Kho sách</h3><p>Lời.</p><div><h3>Kinh phí</h3></div>"
    assert lines(body, css) == ["Điều 1. Kho sách", "Lời.", "Điều 2. Kinh phí"]


def test_nested_counters_and_cells():
    css = (
        "ol {counter-reset: m; list-style: none} li {counter-increment: m}"
        "li::before {content: counters(m, '.') '. '}"
    )
    body = f"<ol><li>A<ol>{ITEMS}</ol></li><li>B<table><tr><td><ol>{ITEMS}</ol></td><td>x</td></tr>"
    assert lines(f"{body}</table></li><li>C</li></ol>", css) == [
        "1. A", "1.1. Một", "1.2. Hai", "2. B", "2.1. Một 2.2. Hai\tx", "3. C",
    ]  # fmt: skip


def test_counted_rows_and_attributes():
    css = (
        "table {counter-reset: r} tr {counter-increment: r} td.so::before {content: counter(r)}"
        "p::before {content: attr(data-so) '. '}"
    )
    body = "<table><tr><td class=so></td><td>A</td></tr><tr><td class=so></td><td>B</td></tr>"
    assert lines(f'{body}</table><p data-so="7">Lời</p>', css) == ["1\tA", "2\tB", "7. Lời"]


@pytest.mark.parametrize(
    ("hidden", "css"),
    [
        ('<li style="display: none">ẩn 5</li>', ""),
        ("<li hidden>ẩn 5</li>", ""),
        ('<li class="an">ẩn 5</li>', ".an {display: none}"),
    ],
)
def test_an_item_that_is_not_shown_is_not_counted(hidden, css):
    found = lines(f"<ol><li>Một</li>{hidden}<li>Hai</li></ol>", css)
    assert [x for x in found if "ẩn" not in x] == ["1. Một", "2. Hai"]


def test_letters_behind_z():
    found = lines(f'<ol type="a" start="26">{ITEMS}</ol>')
    assert [x.split()[0] for x in found] == ["z.", "aa."]
