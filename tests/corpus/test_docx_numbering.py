"""Word's automatic numbers as Word prints them (ECMA-376 part 1, 17.9)."""

import pytest
from word_files import DECIMAL, DELETED, box, lines, p, r, read, tbl, tc, tr

from corpus.loaders.docx.counting import spell


def level(index, form="decimal", text="%1.", start=1, more=""):
    begun = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{index}">{begun}<w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key, *levels, more=""):
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key, base, more=""):
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{base}"/>{more}</w:num>'


def style(key, properties="", based="", kind="paragraph", more=""):
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{key}"/>{on}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def listed(list_id, at=None):
    place = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    return f'<w:numPr>{place}<w:numId w:val="{list_id}"/></w:numPr>'


TWO = abstract(0, level(0), level(1, text="%1.%2."), level(2, "lowerLetter", "%3)"))


ONLY_LEVEL = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'

# lists through styles


def test_a_list_style_numbers_what_links_to_it(tmp_path):
    numbering = (
        abstract(0, level(0), level(1, "lowerLetter", "%2)"), more='<w:styleLink w:val="L"/>')
        + abstract(1, more='<w:numStyleLink w:val="L"/>')
        + num(1, 0) + num(2, 1)
    )  # fmt: skip
    styles = style("L", listed(1), kind="numbering")
    body = p("Một", 2) + p("Nhỏ", 2, 1) + p("Nhỏ nữa", 2, 1) + p("Hai", 2)
    assert lines(tmp_path, body, numbering=numbering, styles=styles) == [
        "1. Một", "a) Nhỏ", "b) Nhỏ nữa", "2. Hai",
    ]  # fmt: skip


def test_a_link_without_its_style_is_found_by_the_definition(tmp_path):
    numbering = (
        abstract(5, level(0, text="%1/"), more='<w:styleLink w:val="L"/>')
        + abstract(1, more='<w:numStyleLink w:val="L"/>')
        + num(2, 1)
    )
    assert lines(tmp_path, p("Một", 2) + p("Hai", 2), numbering=numbering) == ["1/ Một", "2/ Hai"]


def test_a_list_style_based_on_another(tmp_path):
    numbering = (
        abstract(0, level(0, "upperRoman"), more='<w:styleLink w:val="L"/>')
        + abstract(1, more='<w:numStyleLink w:val="M"/>')
        + num(1, 0) + num(2, 1)
    )  # fmt: skip
    styles = style("L", listed(1), kind="numbering") + style("M", based="L", kind="numbering")
    assert lines(tmp_path, p("Một", 2), numbering=numbering, styles=styles) == ["I. Một"]


def test_links_that_turn_in_a_circle_number_nothing(tmp_path):
    numbering = abstract(0, more='<w:numStyleLink w:val="L"/>') + num(1, 0)
    styles = style("L", listed(1), kind="numbering", based="L")
    assert lines(tmp_path, p("Một", 1), numbering=numbering, styles=styles) == ["Một"]


# paragraph styles


@pytest.mark.parametrize(
    ("styles", "label"),
    [
        (style("H", listed(1)), "1. "),
        (style("A", listed(1)) + style("B", based="A") + style("H", based="B"), "1. "),
        (style("A", listed(1)) + style("H", ONLY_LEVEL, "A"), "1.1. "),
        (style("A", listed(1)) + style("H", listed(0), "A"), ""),
        (style("H", listed(1), based="H"), "1. "),
    ],
)  # fmt: skip
def test_numbers_through_paragraph_styles(tmp_path, styles, label):
    numbering = TWO + num(1, 0)
    read_lines = lines(tmp_path, p("Mục tiêu", style="H"), numbering=numbering, styles=styles)
    assert read_lines == [f"{label}Mục tiêu"]


def test_the_level_that_is_bound_to_the_style(tmp_path):
    bound = abstract(0, level(0), level(1, text="%1.%2.", more='<w:pStyle w:val="H2"/>'))
    styles = style("H1", listed(1)) + style("H2", listed(1))
    body = p("Một", style="H1") + p("Trong", style="H2") + p("Nữa", style="H2")
    assert lines(tmp_path, body, numbering=bound + num(1, 0), styles=styles) == [
        "1. Một", "1.1. Trong", "1.2. Nữa",
    ]  # fmt: skip


def test_the_default_style_numbers_what_names_no_style(tmp_path):
    styles = style("N", listed(1), more=' w:default="1"')
    body = p("Một") + p("Không", 0) + p("Hai")
    assert lines(tmp_path, body, styles=styles) == ["1. Một", "Không", "2. Hai"]


def test_a_number_switched_off_in_the_paragraph(tmp_path):
    body = p("Một", style="H") + p("Giữa", 0, style="H") + p("Hai", style="H")
    assert lines(tmp_path, body, styles=style("H", listed(1))) == ["1. Một", "Giữa", "2. Hai"]


def test_a_level_of_its_own_in_a_list_of_the_style(tmp_path):
    more = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = p("Một", style="H") + p("Trong", style="H", more=more)
    assert lines(tmp_path, body, styles=style("H", listed(1))) == ["1. Một", "a) Trong"]


# overrides, restarts


def test_overrides(tmp_path):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, text="(%1)")}</w:lvlOverride>'
    numbering = TWO + num(1, 0) + num(2, 0, override) + num(3, 0, other)
    body = p("a", 1) + p("b", 2) + p("c", 2) + p("d", 3) + p("e", 1)
    assert lines(tmp_path, body, numbering=numbering) == [
        "1. a", "5. b", "6. c", "(7) d", "8. e",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("restart", "letters"),
    [("", "aaa"), ('<w:lvlRestart w:val="0"/>', "abc"), ('<w:lvlRestart w:val="1"/>', "aba")],
)
def test_when_a_level_starts_anew(tmp_path, restart, letters):
    deep = abstract(0, level(0), level(1, text="%2."), level(2, "lowerLetter", "%3)", more=restart))
    body = p("I", 1) + p("1", 1, 1) + p("x", 1, 2) + p("2", 1, 1) + p("x", 1, 2)
    body += p("II", 1) + p("x", 1, 2)
    found = lines(tmp_path, body, numbering=deep + num(1, 0))
    assert "".join(line[0] for line in found if line.endswith("x")) == letters


def test_a_bullet_above_starts_the_numbers_below_anew(tmp_path):
    mixed = abstract(0, level(0, "bullet", "-"), level(1, text="%2."))
    body = p("a", 1) + p("x", 1, 1) + p("y", 1, 1) + p("b", 1) + p("z", 1, 1)
    assert lines(tmp_path, body, numbering=mixed + num(1, 0)) == [
        "- a", "1. x", "2. y", "- b", "1. z",
    ]  # fmt: skip


def test_a_start_that_is_left_out_is_zero(tmp_path):
    numbering = abstract(0, level(0, start=None)) + num(1, 0)
    assert lines(tmp_path, p("a", 1) + p("b", 1), numbering=numbering) == ["0. a", "1. b"]


def test_legal_numbers(tmp_path):
    numbering = (
        abstract(0, level(0, "upperRoman"), level(1, "decimalZero", "%1.%2", more="<w:isLgl/>"))
        + num(1, 0)
    )  # fmt: skip
    body = p("a", 1) + p("b", 1) + p("c", 1, 1)
    assert lines(tmp_path, body, numbering=numbering) == ["I. a", "II. b", "2.1 c"]
    off = numbering.replace("<w:isLgl/>", '<w:isLgl w:val="0"/>')
    assert lines(tmp_path, body, numbering=off)[-1] == "II.01 c"


@pytest.mark.parametrize(
    ("suffix", "text", "words", "printed"),
    [
        ("nothing", "Điều %1", ". Phạm vi", "Điều 1. Phạm vi"),
        ("nothing", "%1.", "Phạm vi", "1. Phạm vi"),
        ("nothing", "%1.", "2. Phạm vi", "1.2. Phạm vi"),
        ("space", "Điều %1.", "Phạm vi", "Điều 1. Phạm vi"),
        ("tab", "%1", "Phạm vi", "1 Phạm vi"),
    ],
)
def test_what_follows_the_number(tmp_path, suffix, text, words, printed):
    numbering = abstract(0, level(0, text=text, more=f'<w:suff w:val="{suffix}"/>')) + num(1, 0)
    assert lines(tmp_path, p(words, 1), numbering=numbering) == [printed]


def test_a_hidden_number_counts_but_is_not_printed(tmp_path):
    hidden = level(0).replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    numbering = abstract(0, hidden, level(1, text="%1.%2.")) + num(1, 0)
    assert lines(tmp_path, p("a", 1) + p("b", 1, 1), numbering=numbering) == ["a", "1.1. b"]


# formats


@pytest.mark.parametrize(
    ("form", "counts"),
    [
        ("decimalZero", {1: "01", 12: "12"}),
        ("upperRoman", {4: "IV", 19: "XIX"}),
        ("lowerRoman", {9: "ix"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {2: "B"}),
        ("ordinal", {1: "1st", 12: "12th", 23: "23rd"}),
        ("numberInDash", {3: "- 3 -"}),
        ("decimalEnclosedCircle", {2: "②", 21: "21"}),
        ("vietnameseCounting", {1: "một", 10: "mười", 15: "mười lăm", 21: "hai mươi mốt"}),
        ("none", {3: ""}),
    ],
)
def test_number_formats(form, counts):
    assert {count: spell(count, form) for count in counts} == counts


@pytest.mark.parametrize(
    ("examples", "label"), [("001, 002, 003, ...", "001"), ("01, 02, ...", "01"), ("一, 二", "1")]
)
def test_a_custom_format_is_read_once(tmp_path, examples, label):
    form = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        f'w:format="{examples}"/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>"
    )
    custom = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{form}<w:lvlText w:val="%1."/></w:lvl>'
    numbering = abstract(0, custom) + num(1, 0)
    assert lines(tmp_path, p("Một", 1), numbering=numbering) == [f"{label}. Một"]


def test_a_format_that_is_not_known_is_said(tmp_path):
    numbering = abstract(0, level(0, "thaiCounting")) + num(1, 0)
    loaded = read(tmp_path, p("Một", 1), numbering=numbering)
    assert loaded.text == "1. Một\n"
    assert "1 đoạn đánh số theo kiểu lạ, ghi bằng chữ số thường" in loaded.notes


@pytest.mark.parametrize(
    ("sign", "font", "printed"),
    [
        ("-", "Times New Roman", "-"), ("\uf02d", "Symbol", "-"), ("\uf0b7", "Symbol", "•"),
        ("ü", "Wingdings", "✓"), ("\uf0d8", "Wingdings", "➢"), ("o", "Courier New", "○"),
        ("–", "Calibri", "–"), ("+", "Calibri", "+"), ("\uf04a", "Wingdings", "•"),
    ],
)  # fmt: skip
def test_bullets(tmp_path, sign, font, printed):
    bullet = level(0, "bullet", sign).replace(
        "</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl>'
    )
    assert lines(tmp_path, p("Rà soát", 1), numbering=abstract(0, bullet) + num(1, 0)) == [
        f"{printed} Rà soát"
    ]


# where numbered paragraphs stand


def test_in_tables_boxes_and_wrappers(tmp_path):
    body = (
        p("Một", 1)
        + tbl(tr("TT", "Nhiệm vụ"), tr(tc(p("", 1) + p("Hai", 1)), "Rà soát"))
        + f"<w:sdt><w:sdtContent>{p('Bốn', 1)}</w:sdtContent></w:sdt>"
        + f'<w:customXml w:uri="u" w:element="e">{p("Năm", 1)}</w:customXml>'
        + p(r("Khung") + box(p("Sáu", 1)))
        + p("Bảy", 1)
    )
    assert lines(tmp_path, body, numbering=DECIMAL) == [
        "1. Một", "TT\tNhiệm vụ", "3. Hai\tRà soát", "4. Bốn", "5. Năm", "Khung", "6. Sáu",
        "7. Bảy",
    ]  # fmt: skip


def test_changes_of_the_numbering_itself_count_as_they_are_now(tmp_path):
    was = (
        '<w:pPrChange w:id="1" w:author="x"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:pPrChange>"
    )
    inserted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="2"/></w:numPr>'
    old = (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
        '<w:numberingChange w:id="3" w:author="x" w:original="%1:7:0:."/></w:numPr>'
    )
    body = p("Không còn số", more=was) + p("Mới có số", more=inserted) + p("Đổi số", more=old)
    assert lines(tmp_path, body) == ["Không còn số", "1. Mới có số", "2. Đổi số"]


def test_without_the_part_that_defines_the_lists(tmp_path):
    loaded = read(tmp_path, p("Một", 1) + p("Hai", 1), numbering=None)
    assert loaded.text == "Một\n\nHai\n"
    assert any("2 đoạn có thể mất số" in note for note in loaded.notes)


def test_an_empty_item_counts_and_a_deleted_one_does_not(tmp_path):
    gone = p('<w:del w:id="1"><w:r><w:delText>Bỏ</w:delText></w:r></w:del>', 1, more=DELETED)
    assert lines(tmp_path, p("Một", 1) + p("", 1) + gone + p("Ba", 1)) == ["1. Một", "3. Ba"]
