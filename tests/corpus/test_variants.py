"""Files as programs write them, and what a person sees in them: numbers above all."""

import pytest
from word_files import box, lines, p, r, tbl, tc, tr

from corpus.load import load
from corpus.structure.parse import parse


def seen(folder, source, suffix):
    """The clauses of the body: place and words."""
    path = folder / f"a{suffix}"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    loaded = load(path)
    document = parse(loaded.text, path.name, noise=loaded.noise, notes=loaded.notes)
    return [
        (".".join(s.value for s in c.path), " ".join(document.quote(c).split()))
        for c in document.clauses
        if c.path[0].level != "the_thuc"
    ]


def page(body, head=""):
    return f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def in_words(body):
    """Two items in the words of a style sheet's count."""
    return [("1", f"Điều 1. {body[0]}"), ("2", f"Điều 2. {body[1]}")]


# counted by style sheets


@pytest.mark.parametrize("mark", ["::before", ":before"])
@pytest.mark.parametrize(
    "reset", ["body{counter-reset:d}", "html{counter-reset:d 0}", ":root{counter-reset:d}"]
)
def test_a_count_that_moves_where_it_is_printed(tmp_path, reset, mark):
    style = f'<style>{reset}.k{mark}{{counter-increment:d;content:"Điều " counter(d) ". "}}</style>'
    body = "<div class=k>Phạm vi</div><div class=k>Đối tượng</div>"
    assert seen(tmp_path, page(body, style), ".html") == in_words(("Phạm vi", "Đối tượng"))


def test_a_count_that_a_heading_starts_anew(tmp_path):
    style = (
        '<style>h2{counter-reset:c}.c:before{counter-increment:c;content:counter(c) ". "}</style>'
    )
    body = (
        "<h2>Điều 1. Chung</h2><p class=c>Sở Y tế</p><p class=c>Sở Nội vụ</p>"
        "<h2>Điều 2. Riêng</h2><p class=c>Sở Tài chính</p>"
    )
    assert [words for _, words in seen(tmp_path, page(body, style), ".html")] == [
        "Điều 1. Chung", "1. Sở Y tế", "2. Sở Nội vụ", "Điều 2. Riêng", "1. Sở Tài chính",
    ]  # fmt: skip


def test_a_count_of_its_own_begins_anew_each_time(tmp_path):
    style = '<style>.k::before{counter-reset:d;counter-increment:d;content:counter(d) ". "}</style>'
    body = "<p class=k>Sở Y tế</p><p class=k>Sở Nội vụ</p>"
    words = [words for _, words in seen(tmp_path, page(body, style), ".html")]
    assert words == ["1. Sở Y tế", "1. Sở Nội vụ"]


# words that no one sees


@pytest.mark.parametrize(
    "attributes",
    [
        'style="position:absolute;left:-9999px"',
        'style="position: absolute; width: 1px; clip: rect(0 0 0 0)"',
        'style="position:fixed;clip-path:inset(50%)"',
        'style="text-indent:-10000px"',
        'class="sr-only"',
        'class="x visually-hidden"',
    ],
)
def test_words_for_screen_readers_are_not_seen(tmp_path, attributes):
    body = f"<p>1. Cấp <span {attributes}>99</span>950 cây</p>"
    assert seen(tmp_path, page(body), ".html") == [("1", "1. Cấp 950 cây")]


@pytest.mark.parametrize(
    "attributes", ['style="text-indent:-36pt"', 'style="position:relative;left:-9999px"']
)
def test_words_with_a_hanging_indent_are(tmp_path, attributes):
    body = f"<p {attributes}>1. Cấp 950 cây</p>"
    assert seen(tmp_path, page(body), ".html") == [("1", "1. Cấp 950 cây")]


# Markdown


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("1. Sở Y tế\n1. Sở Nội vụ\n1. Sở Tài chính\n", ["1.", "2.", "3."]),
        ("1. Sở Y tế\n\n1. Sở Nội vụ\n\n1. Sở Tài chính\n", ["1.", "2.", "3."]),
        ("1) Sở Y tế\n1) Sở Nội vụ\n", ["1)", "2)"]),
        ("1. Sở Y tế\n   cử người\n\n   khám bệnh\n1. Sở Nội vụ\n", ["1.", "2."]),
        ("1. Sở Y tế\n    - Một\n    - Hai\n\n1. Sở Nội vụ\n", ["1.", "-", "-", "2."]),
        ("1. Sở Y tế\n   1. Xã\n   1. Thôn\n1. Sở Nội vụ\n", ["1.", "1.", "2.", "2."]),
        # another list begins
        ("1. Sở Y tế\n\nĐiều 2. Riêng\n\n1. Sở Nội vụ\n", ["1.", "Điều", "1."]),
        ("1. Sở Y tế\nĐiều 2. Riêng\n1. Sở Nội vụ\n", ["1.", "Điều", "1."]),
        ("1. Sở Y tế\n## II. Riêng\n1. Sở Nội vụ\n", ["1.", "##", "1."]),
        ("1. Sở Y tế\n\n1) Sở Nội vụ\n", ["1.", "1)"]),
        # the source counts for itself
        ("1. Sở Y tế\n2. Sở Nội vụ\n4. Sở Tài chính\n", ["1.", "2.", "4."]),
        ("```\n1. Sở Y tế\n1. Sở Nội vụ\n```\n", ["1.", "1."]),
    ],
)
def test_a_list_in_which_each_item_says_one(tmp_path, source, numbers):
    assert [words.split()[0] for _, words in seen(tmp_path, source, ".md")][: len(numbers)] == (
        numbers
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Theo [Quyết định 12](http://a.vn/99) cấp 920 cây.", "Theo Quyết định 12 cấp 920 cây."),
        ("Theo [Quyết định 12](<a b.md> 'số 7') cấp.", "Theo Quyết định 12 cấp."),
        ("Cấp ![dấu 77](anh.png)920 cây.", "Cấp 920 cây."),
        ("Cấp <!-- 850 -->920 cây.", "Cấp 920 cây."),
        ("Cấp 920 cây [2](theo đơn).", "Cấp 920 cây [2](theo đơn)."),
        ("Cấp 920 cây[^1] cho dân.\n\n[^1]: Báo cáo năm 2023.", "Cấp 920 cây cho dân."),
        ("Cấp 920 cây[^1] cho dân.", "Cấp 920 cây[^1] cho dân."),
    ],
)
def test_what_markdown_only_marks(tmp_path, source, words):
    assert seen(tmp_path, f"1. {source}\n", ".md")[0][1].split(" [1] ")[0] == f"1. {words}"


# text


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\u0085", "\u2028", "\r", "\r\n"])
@pytest.mark.parametrize("letter", ["e", "ế"])  # a text of ASCII alone is cleaned apart
def test_line_ends(tmp_path, end, letter):
    source = f"1. So Y t{letter}.{end}2. So Noi vu.{end}a) Mot.{end}".encode()
    assert [place for place, _ in seen(tmp_path, source, ".txt")] == ["1", "2", "2.a"]


@pytest.mark.parametrize("sign", ["‣", "▸", "◆", "⁃", "\uf0b7", "\uf0a7", "\uf0d8", "\uf0fc"])
def test_bullets_of_word_processors(tmp_path, sign):
    source = f"1. Việc:\n\n{sign} Sở Y tế.\n\n{sign} Sở Nội vụ.\n"
    assert [place for place, _ in seen(tmp_path, source, ".txt")] == ["1", "1.1", "1.2"]


def test_a_clause_put_between_two(tmp_path):
    source = "Điều 5a. Hồ sơ\n\n1. Hồ sơ gồm đơn.\n\n1a. Bản đồ lô đất.\n\n2. Nộp phí.\n"
    assert [place for place, _ in seen(tmp_path, source, ".txt")] == ["5a", "5a.1", "5a.1a", "5a.2"]


def test_what_a_converter_says_of_its_file_is_no_letterhead(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Source: C:\\a\\b.pdf\n\nPage 1\n\n[OCR Result]\nBỘ QUỐC PHÒNG\nSố: 46/VBHN-BQP\n\n"
        "Điều 1. Chung.\n\nĐiều 2. Riêng.\n"
    )
    metadata = parse(load(path).text, "a.txt").metadata
    assert (metadata.issuer, metadata.number) == ("Bộ Quốc phòng", "46/VBHN-BQP")


# Word


def test_rows_that_only_an_automatic_number_counts(tmp_path):
    body = tbl(tr("TT", "Việc"), tr(tc(p("", 1)), "Một"), tr(tc(p("", 1)), "Hai"))
    assert lines(tmp_path, body) == ["TT\tViệc", "1.\tMột", "2.\tHai"]


def test_an_empty_paragraph_behind_words_in_a_cell_prints_no_number(tmp_path):
    body = tbl(tr("TT", "Việc"), tr(tc(p("Một", 1) + p("", 1)), "Sở Y tế"))
    assert lines(tmp_path, body) == ["TT\tViệc", "1. Một\tSở Y tế"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p(r("1.") + r("2", "<w:b/>") + r("50 cây")), ["1.250 cây"]),
        (p("<w:r><w:t>1.2</w:t><w:lastRenderedPageBreak/><w:t>50</w:t></w:r>"), ["1.250"]),
        (p(r("Đạt ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'), ["Đạt ≥"]),
        (p(r("900", "<w:vanish/>") + r("950", '<w:vanish w:val="0"/>')), ["950"]),
        (p(r("950 cây") + box(p("Ghi chú 12"))), ["950 cây", "Ghi chú 12"]),
    ],
)
def test_figures_of_a_paragraph(tmp_path, body, words):
    assert lines(tmp_path, body) == words
