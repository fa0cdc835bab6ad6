"""The words of a paragraph as they are printed: hidden, struck, capitals, raised, symbols,
formulas, fields."""

import pytest
from word_files import box, field, lines, p, r, read


def style(key, look, kind="character", based="", more=""):
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{key}"/>{on}'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


def by(key):
    return f'<w:rStyle w:val="{key}"/>'


HIDE = "<w:vanish/>"


@pytest.mark.parametrize(
    ("look", "styles", "hidden"),
    [
        (HIDE, "", True),
        ('<w:vanish w:val="0"/>', "", False),
        ("<w:webHidden/>", "", False),
        (by("A"), style("A", HIDE), True),
        (by("B"), style("A", HIDE) + style("B", "", based="A"), True),
        (by("A") + '<w:vanish w:val="false"/>', style("A", HIDE), False),
        ('<w:color w:val="FFFFFF"/>', "", False),
    ],
)  # fmt: skip
def test_hidden_words(tmp_path, look, styles, hidden):
    loaded = read(tmp_path, p(r("1.250") + r(" nháp", look) + r(" đầu sách")), styles=styles)
    assert loaded.text == ("1.250 đầu sách\n" if hidden else "1.250 nháp đầu sách\n")
    assert any("chữ ẩn" in note for note in loaded.notes) == hidden


def test_hidden_by_default(tmp_path):
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{HIDE}</w:rPr></w:rPrDefault></w:docDefaults>"
    body = p("Ẩn") + p(r("Hiện", '<w:vanish w:val="0"/>'))
    assert lines(tmp_path, body, styles=styles) == ["Hiện"]


def test_hidden_through_a_paragraph_style(tmp_path):
    styles = style("P", HIDE, "paragraph") + style("C", HIDE)
    body = p("Ẩn", style="P") + p(r("Hai lần là hiện", by("C")), style="P") + p("Thường")
    assert lines(tmp_path, body, styles=styles) == ["Hai lần là hiện", "Thường"]


def test_hidden_paragraphs_take_no_number_and_hidden_marks_join(tmp_path):
    mark = "<w:rPr><w:vanish/></w:rPr>"
    whole = p(r("Ẩn", HIDE), 1, more=mark)
    joined = p("Tiêu đề.", 1, more="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("Lời theo sau")
    assert lines(tmp_path, p("a", 1) + whole + p("b", 1) + joined) == [
        "1. a", "2. b", "3. Tiêu đề. Lời theo sau",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("look", "styles"),
    [
        ("<w:strike/>", ""),
        ("<w:dstrike/>", ""),
        (by("S"), style("S", "<w:strike/>")),
        (by("T"), style("S", "<w:dstrike/>") + style("T", "", based="S")),
    ],
)
def test_struck_words_are_not_in_force(tmp_path, look, styles):
    loaded = read(tmp_path, p(r("Bố trí ") + r("850 ", look) + r("920 triệu")), styles=styles)
    assert loaded.text == "Bố trí 920 triệu\n"
    assert "1 chỗ chữ gạch ngang, coi là đã bỏ" in loaded.notes


def test_an_item_struck_out_keeps_its_number(tmp_path):
    body = p("a", 1) + p(r("b", "<w:strike/>"), 1) + p(r("c", '<w:strike w:val="0"/>'), 1)
    assert lines(tmp_path, body) == ["1. a", "3. c"]


@pytest.mark.parametrize(
    ("look", "styles"),
    [
        ("<w:caps/>", ""),
        ("<w:smallCaps/>", ""),
        (by("C"), style("C", "<w:caps/>")),
    ],
)
def test_capitals_are_what_is_printed(tmp_path, look, styles):
    assert lines(tmp_path, p(r("Điều khoản ất", look)), styles=styles) == ["ĐIỀU KHOẢN ẤT"]


UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
RAISED = '<w:position w:val="6"/><w:sz w:val="16"/>'


@pytest.mark.parametrize("up", [UP, RAISED, by("Note")])
@pytest.mark.parametrize(
    ("before", "raised", "after", "printed"),
    [
        ("số hóa 1.250", "2", " đầu sách", "số hóa 1.250 đầu sách"),
        ("hoàn thành năm 2024", "3", ".", "hoàn thành năm 2024."),
        ("trước ngày 30/6/2024", "(1)", ";", "trước ngày 30/6/2024;"),
        ("đạt 95%", "12", " hồ sơ", "đạt 95% hồ sơ"),
        ("các đầu sách", "4", " số hóa", "các đầu sách số hóa"),
        ("hằng năm", "2", " báo cáo", "hằng năm báo cáo"),
        ("rộng 120 m", "2", " sàn", "rộng 120 m² sàn"),
        ("5km", "2", "", "5km²"),
        ("nước thải 40 mg/Nm", "3", ";", "nước thải 40 mg/Nm³;"),
        ("nhân 10", "3", " lần", "nhân 10³ lần"),
        ("nhân 10", "-6", " lần", "nhân 10⁻⁶ lần"),
        ("y = 2", "3", " = 8", "y = 2³ = 8"),
        ("từ 25", "o", "C", "từ 25°C"),
        ("từ 25", "0", "C", "từ 25°C"),
        ("ngày 1", "st", " tháng", "ngày 1st tháng"),
        ("ion Ca", "2+", "", "ion Ca²⁺"),
        ("gồm 45", "2", " người", "gồm 45² người"),
    ],
)
def test_raised_signs(tmp_path, up, before, raised, after, printed):
    styles = style("Note", UP)
    found = lines(tmp_path, p(r(before) + r(raised, up) + r(after)), styles=styles)
    assert found == [printed]


def test_a_short_number_where_the_document_has_marks_of_notes(tmp_path):
    body = p(r("gồm 45") + r("1", UP) + r(" người"))
    body += p(r("số hóa hồ sơ") + r("2", UP)) + p(r("1", UP) + r(" Kể cả hợp đồng."))
    loaded = read(tmp_path, body)
    assert loaded.text.split("\n\n") == ["gồm 45 người", "số hóa hồ sơ", "[1] Kể cả hợp đồng.\n"]
    assert "2 dấu chú thích viết bằng chỉ số trên, không ghi vào lời" in loaded.notes


@pytest.mark.parametrize(
    ("before", "low", "after", "printed"),
    [("khí CO", "2", " giảm", "khí CO₂ giảm"), ("H", "2", "O", "H₂O"), ("PM", "2,5", "", "PM2,5"),
     ("số 101", "2", "", "số 101₂")],
)  # fmt: skip
def test_lowered_signs(tmp_path, before, low, after, printed):
    assert lines(tmp_path, p(r(before) + r(low, DOWN) + r(after))) == [printed]


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        (r("1.250") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(" sách"), "1.250 sách"),
        (
            r("1.250")
            + f'<w:r><w:rPr>{UP}</w:rPr><w:endnoteReference w:id="2" w:customMarkFollows="1"/>'
            "<w:t>7</w:t></w:r>" + r(" sách"),
            "1.250 sách",
        ),
        (r("một") + '<w:r><w:commentReference w:id="1"/></w:r>' + r(" hai"), "một hai"),
    ],
)
def test_references_to_notes_and_comments(tmp_path, inner, printed):
    assert lines(tmp_path, p(inner)) == [printed]


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r(" Có"), "✓ Có"),
        (r("Từ ") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 5%"), "Từ ≥ 5%"),
        (r("Tỷ lệ ") + r("£", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + r(" 5%"),
         "Tỷ lệ ≤ 5%"),
        (r("\uf0b7 Rà soát"), "• Rà soát"),
        (r("12/QĐ") + "<w:r><w:noBreakHyphen/></w:r>" + r("UBND"), "12/QĐ-UBND"),
        (r("8") + "<w:r><w:softHyphen/></w:r>" + r("50 triệu"), "850 triệu"),
        (r("Số") + "<w:r><w:ptab/></w:r>" + r("12"), "Số 12"),
        ("<w:r><w:ruby><w:rt>" + r("kanji") + "</w:rt><w:rubyBase>" + r("漢字")
         + "</w:rubyBase></w:ruby></w:r>", "漢字 (kanji)"),
        ("<w:smartTag><w:r><w:t>Quảng</w:t></w:r></w:smartTag>" + r(" Ngãi"), "Quảng Ngãi"),
        ('<w:customXml w:element="e">' + r("Một") + "</w:customXml>" + r(" hai"), "Một hai"),
        ("<w:sdt><w:sdtContent>" + r("Một") + "</w:sdtContent></w:sdt>" + r(" hai"), "Một hai"),
        ('<w:hyperlink r:id="rIdNone">' + r("phụ lục") + "</w:hyperlink>", "phụ lục"),
        ("<w:bdo>" + r("Một") + "</w:bdo>" + "<w:dir>" + r(" hai") + "</w:dir>", "Một hai"),
        ('<w:r><w:t xml:space="preserve">Một\n   hai</w:t></w:r>', "Một hai"),
    ],
)  # fmt: skip
def test_inline_elements(tmp_path, inner, printed):
    assert lines(tmp_path, p(inner)) == [printed]


def test_a_symbol_that_is_not_known_is_said(tmp_path):
    loaded = read(tmp_path, p(r("A ") + '<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>'))
    assert loaded.text == "A\n"
    assert "1 ký hiệu của phông chữ riêng không đọc được" in loaded.notes


# formulas


def mr(words):
    return f"<m:r><m:t>{words}</m:t></m:r>"


def part(name, words):
    return f"<m:{name}>{words if words.startswith('<') else mr(words)}</m:{name}>"


QUOTIENT = f"<m:f>{part('num', 'A')}{part('den', 'B')}</m:f>"


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        (mr("TL = (A/B) x 100%"), "TL = (A/B) x 100%"),
        (f"<m:sSup>{part('e', 'x')}{part('sup', '2')}</m:sSup>", "x^2"),
        (f"<m:sSup>{part('e', '10')}{part('sup', 'n+1')}</m:sSup>", "10^(n+1)"),
        (f"<m:sSub>{part('e', 'x')}{part('sub', '1')}</m:sSub>", "x_1"),
        (f"<m:f>{part('num', 'A+B')}{part('den', '2')}</m:f>", "(A+B)/2"),
        (mr("2") + f"<m:f>{part('num', '1')}{part('den', '4')}</m:f>" + mr("5"), "2 1/4 5"),
        (f"<m:rad>{part('deg', '3')}{part('e', 'x')}</m:rad>", "√[3](x)"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{part("sub", "i=1")}{part("sup", "n")}'
         f"{part('e', 'x')}</m:nary>", "∑_(i=1)^n x"),
        (f"<m:d>{part('e', 'a')}{part('e', 'b')}</m:d>", "(a|b)"),
        (f"<m:d>{part('e', QUOTIENT)}</m:d>", "(A/B)"),
        (f"<m:f><m:num>{mr('A')}<m:r><m:t>0,5</m:t></m:r></m:num>{part('den', 'B')}</m:f>",
         "A0,5/B"),
        (f"<m:func>{part('fName', 'log')}{part('e', 'x')}</m:func>", "log x"),
    ],
)  # fmt: skip
def test_formulas_on_one_line(tmp_path, inner, printed):
    body = p(r("Tính bằng ") + f"<m:oMath>{inner}</m:oMath>" + r(" nhé"), 1) + p("Sau", 1)
    assert lines(tmp_path, body) == [f"1. Tính bằng {printed} nhé", "2. Sau"]


def test_a_formula_of_its_own_and_digits_beside_it(tmp_path):
    half = f"<m:f>{part('num', '1')}{part('den', '2')}</m:f>"
    body = p(f"<m:oMathPara><m:oMath>{half}</m:oMath></m:oMathPara>")
    body += p(r("là 2") + f"<m:oMath>{half}</m:oMath>")
    assert lines(tmp_path, body) == ["1/2", "là 2 1/2"]


# fields


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        (r("Trang ") + field(" PAGE ", r("3")), "Trang 3"),
        (field(' HYPERLINK "http://a.vn/9" ', r("xem")) + r(" đây"), "xem đây"),
        (field(f' IF 1 = 1 "{"850"}" "9" ', r("920")), "920"),
        ("<w:fldSimple w:instr=' REF b '>" + r("12/QĐ") + "</w:fldSimple>", "12/QĐ"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
         + field(" MERGEFIELD a ", r("850")) + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
         + r("920") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "920"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE "từ 9" </w:instrText>'
         '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("từ"), "từ"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
         + r("không đóng"), "không đóng"),
        (r("hết") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" thừa"), "hết thừa"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
         '</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + r(" Có"),
         "☒ Có"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
         '<w:listEntry w:val="Một"/><w:listEntry w:val="Hai"/></w:ddList></w:ffData></w:fldChar>'
         '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "Hai"),
    ],
)  # fmt: skip
def test_fields_show_their_results(tmp_path, inner, printed):
    assert lines(tmp_path, p(inner)) == [printed]


def test_a_field_over_several_paragraphs(tmp_path):
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF 1 </w:instrText>'
    start += '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = (
        p(start + r("Một")) + p("Hai") + p(r("Ba") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )
    assert lines(tmp_path, body) == ["Một", "Hai", "Ba"]


@pytest.mark.parametrize(
    ("inner", "note"),
    [
        (field(" EQ \\f(1;2) ", ""), "1 công thức dạng đối tượng hoặc trường EQ không đọc được"),
        (field(" AUTONUM ", ""), "1 số tự động kiểu cũ (AUTONUM, LISTNUM) không đọc được"),
        ('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>',
         "1 đối tượng nhúng không đọc được (Excel.Sheet.12)"),
        ('<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>',
         "1 công thức dạng đối tượng hoặc trường EQ không đọc được"),
        ('<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.'
         'org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing></w:r>',
         "1 biểu đồ hoặc sơ đồ không đọc được"),
        ('<w:r><w:drawing><wp:inline><wp:extent cx="5400000" cy="7200000"/><a:graphic>'
         '<a:graphicData uri="p"><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing>'
         "</w:r>", "1 hình lớn (có thể là trang quét hoặc bảng chụp), chữ trong hình không đọc"),
        ('<w:r><w:pict><v:shape><v:textpath string="DỰ THẢO"/></v:shape></w:pict></w:r>',
         "1 chữ nghệ thuật (WordArt) không đọc"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named(tmp_path, inner, note):
    assert note in read(tmp_path, p(r("Lời") + inner)).notes


def test_boxes_stand_behind_their_paragraph(tmp_path):
    body = p(r("Đoạn chứa khung") + box(p("Trong khung"))) + p("Đoạn sau")
    assert lines(tmp_path, body) == ["Đoạn chứa khung", "Trong khung", "Đoạn sau"]


def test_a_large_first_letter_belongs_to_its_word(tmp_path):
    body = p("Đ", more='<w:framePr w:dropCap="drop" w:lines="3"/>') + p("iều này")
    assert lines(tmp_path, body) == ["Điều này"]
