"""Two columns, tables over pages, paragraphs of PDF pages, through the grammar."""

from pathlib import Path

import pytest

from corpus.citation.validity import Graph
from corpus.health import inspect
from corpus.library import load_library
from corpus.loaders.pages.layout import lay_out
from corpus.loaders.pages.page import Page, Word
from corpus.loaders.pages.pdf import load_pdf
from corpus.structure.parse import parse
from tests.corpus.paper import LEFT, WIDTH, Paper

BENCH = Path(__file__).parents[3] / "shared" / "bench"
COLUMNS, ISSUER, MOTTO = (85, 120, 330, 440, 538), 165, 405
LONG = (
    "Thực hiện Nghị quyết của Hội đồng nhân dân tỉnh về trồng rừng, Ủy ban nhân dân tỉnh yêu cầu "
    "các cơ quan, đơn vị tổ chức thực hiện các nội dung sau đây:"
)


@pytest.fixture
def read(tmp_path):
    def run(paper):
        loaded = load_pdf(paper.save(tmp_path / "a.pdf"))
        return loaded, parse(loaded.text, "a.pdf", noise=loaded.noise)

    return run


DATED = ("Lào Cai, ngày 05 tháng 3 năm 2024",)


def letterhead(
    paper, motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",), drop=0.0, about=(), date=DATED
):
    paper.centred(ISSUER, 60, "ỦY BAN NHÂN DÂN", 12)
    paper.centred(ISSUER, 76, "TỈNH LÀO CAI", 12, bold=True)
    y = 60 + drop
    for words in (*motto, "Độc lập - Tự do - Hạnh phúc"):
        paper.centred(MOTTO, y, words, 11, bold=True)
        y += 16
    paper.centred(ISSUER, 116, "Số: 12/UBND-KT", 12)
    for number, words in enumerate(about):
        paper.centred(ISSUER, 132 + 14 * number, words, 11)
    for number, words in enumerate(date):
        paper.centred(MOTTO, 116 + drop + 14 * number, words, 12)


@pytest.mark.parametrize("drop", [0, 3, 8])
@pytest.mark.parametrize(
    "motto",
    [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM")],
)
@pytest.mark.parametrize("about", [(), ("V/v trồng rừng năm 2024", "trên địa bàn các xã")])
def test_a_letterhead_in_two_columns(read, drop, motto, about):
    paper = Paper().new_page()
    letterhead(paper, motto, drop, about)
    paper.centred(WIDTH / 2, 200, "Kính gửi: Sở Y tế tỉnh Lào Cai")
    paper.paragraph(240, LONG)
    paper.paragraph(290, "1. Sở Y tế trồng rừng.")
    _, document = read(paper)
    meta = document.metadata
    assert (meta.number, meta.date, meta.kind) == ("12/UBND-KT", "2024-03-05", "Công văn")
    assert meta.issuer == "UBND tỉnh Lào Cai"
    assert meta.title == " ".join(about).removeprefix("V/v ")
    forms = [c.path[-1].value for c in document.clauses if c.path[0].level == "the_thuc"]
    assert "kinh_gui" in forms


@pytest.mark.parametrize("broken", [("Lào Cai, ngày 05 tháng 3 năm", "2024"),
                                    ("Lào Cai, ngày 05", "tháng 3 năm 2024")])  # fmt: skip
def test_a_day_broken_over_two_lines(read, broken):
    paper = Paper().new_page()
    letterhead(paper, date=broken)
    paper.centred(WIDTH / 2, 200, "Kính gửi: Sở Y tế tỉnh Lào Cai")
    paper.paragraph(240, LONG)
    _, document = read(paper)
    assert (document.metadata.number, document.metadata.date) == ("12/UBND-KT", "2024-03-05")


def test_a_title_under_the_letterhead(read):
    paper = Paper().new_page()
    letterhead(paper)
    paper.centred(WIDTH / 2, 160, "QUYẾT ĐỊNH", 14, bold=True)
    paper.centred(WIDTH / 2, 180, "Về trồng rừng", 13, bold=True)
    paper.centred(WIDTH / 2, 210, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", 13, bold=True)
    paper.paragraph(240, "Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;")
    paper.centred(WIDTH / 2, 280, "QUYẾT ĐỊNH:", 13, bold=True)
    paper.paragraph(310, f"Điều 1. {LONG}")
    paper.paragraph(370, "Điều 2. Quyết định này có hiệu lực từ ngày ký./.")
    _, document = read(paper)
    assert document.metadata.kind == "Quyết định"
    assert document.metadata.title == "Về trồng rừng"
    assert str(document.metadata.issuer).startswith("Chủ tịch")
    assert [c.path[-1].value for c in document.clauses if c.path[-1].level == "dieu"] == ["1", "2"]


def test_recipients_beside_the_signature(read):
    paper = Paper().new_page()
    letterhead(paper)
    paper.centred(WIDTH / 2, 180, "Kính gửi: Sở Y tế")
    y = paper.paragraph(220, LONG)
    y = paper.paragraph(y + 6, "1. Sở Y tế trồng rừng./.") + 20
    paper.text(LEFT, y + 6, "Nơi nhận:", 11, bold=True)
    for number, words in enumerate(("- Như trên;", "- TT Tỉnh ủy;", "- Lưu: VT, KT.")):
        paper.text(LEFT, y + 20 + 13 * number, words, 10)
    paper.centred(430, y, "TM. ỦY BAN NHÂN DÂN", 12, bold=True)
    paper.centred(430, y + 15, "KT. CHỦ TỊCH", 12, bold=True)
    paper.centred(430, y + 30, "PHÓ CHỦ TỊCH", 12, bold=True)
    paper.centred(430, y + 110, "Trần Văn An", 12, bold=True)
    paper.centred(WIDTH / 2, y + 150, "PHỤ LỤC", 13, bold=True)
    paper.centred(WIDTH / 2, y + 168, "(Kèm theo Công văn số 12/UBND-KT)", 11)
    paper.paragraph(y + 190, "1. Xã Bát Xát.")
    _, document = read(paper)
    assert document.metadata.signer == "Trần Văn An"
    assert document.metadata.recipients == ("Như trên", "TT Tỉnh ủy", "Lưu: VT, KT")
    assert [c.path[0].value for c in document.clauses if c.path[0].level == "phu_luc"]


def test_two_signatures_side_by_side(read):
    paper = Paper().new_page()
    y = paper.paragraph(220, f"1. {LONG}") + 30
    for middle, words, name in (
        (190, "GIÁM ĐỐC SỞ Y TẾ", "Lê Thị Bình"), (430, "GIÁM ĐỐC SỞ NỘI VỤ", "Trần Văn An"),
    ):  # fmt: skip
        paper.centred(middle, y, words, 12, bold=True)
        paper.centred(middle, y + 80, name, 12, bold=True)
    loaded, _ = read(paper)
    assert loaded.text.strip().split("\n")[-4:] == [
        "GIÁM ĐỐC SỞ Y TẾ", "Lê Thị Bình", "GIÁM ĐỐC SỞ NỘI VỤ", "Trần Văn An",
    ]  # fmt: skip


def row(paper, y, cells, size=11):
    for x, words in zip(COLUMNS, cells, strict=False):
        paper.text(x + 3, y + 14, words, size)


HEADS = ("TT", "Nhiệm vụ", "Cơ quan", "Thời hạn")


def cells_of(document):
    return [
        tuple(document.text[c.start : c.end] for c in clause.cells)
        for clause in document.clauses
        if clause.cells
    ]


def test_a_table_over_two_pages(read):
    paper = Paper().new_page()
    y = paper.paragraph(100, f"1. {LONG}")
    rows = [y, y + 20, y + 40, y + 60]
    paper.grid(COLUMNS, rows, without={(1, 2)})
    row(paper, rows[0], HEADS)
    row(paper, rows[1], ("1", "Trồng rừng", "Sở Y tế", "Quý I/2024"))
    row(paper, rows[2], ("2", "Rà soát quy trình", "", "Quý II/2024"))
    paper.new_page()
    rows = [60, 80, 100, 120]
    paper.grid(COLUMNS, rows, without={(1, 2)})
    row(paper, rows[0], HEADS)
    row(paper, rows[1], ("", "nội bộ của sở", "", ""))
    row(paper, rows[2], ("3", "Báo cáo", "", "Quý III/2024"))
    paper.paragraph(160, "2. Sở Nội vụ theo dõi.")
    loaded, document = read(paper)
    assert cells_of(document) == [
        ("1", "Trồng rừng", "Sở Y tế", "Quý I/2024"),
        ("2", "Rà soát quy trình nội bộ của sở", "Sở Y tế", "Quý II/2024"),
        ("3", "Báo cáo", "Sở Y tế", "Quý III/2024"),
    ]
    assert [c.head for c in document.clauses[1].cells] == list(HEADS)
    assert [loaded.text[s:e] for s, e in loaded.noise] == ["\t".join(HEADS)]
    two = next(c for c in document.clauses if c.cells and document.quote(c).startswith("2"))
    places = [p for p in loaded.places if p.start < two.end and p.end > two.start]
    assert {p.page for p in places} == {1, 2}


def test_a_frame_around_text_is_no_table(read):
    paper = Paper().new_page()
    paper.grid((60, 550), (80, 300))
    paper.paragraph(120, f"1. {LONG}")
    loaded, document = read(paper)
    assert "\t" not in loaded.text
    assert document.quote(document.clauses[0]) == f"1. {LONG}"


@pytest.mark.parametrize("indent", [0.0, 36.0])
@pytest.mark.parametrize("gap", [0.0, 6.0])
@pytest.mark.parametrize("leading", [16.0, 24.0])
def test_numbered_paragraphs(read, indent, gap, leading):
    paper = Paper().new_page()
    y = 80.0
    said = [f"{number}. {LONG} {'và ' * number}báo cáo." for number in range(1, 7)]
    for words in said:
        y = gap + paper.paragraph(y, words, indent=indent, leading=leading)
    _, document = read(paper)
    assert [document.quote(c) for c in document.clauses] == said


def test_a_number_at_a_line_start_in_mid_sentence(read):
    paper = Paper().new_page()
    y = paper.paragraph(80, f"1. {LONG}")
    first = "2. Việc trồng rừng và hỗ trợ kinh phí cho hộ dân thực hiện theo khoản"
    paper.text(LEFT + 36, y, first)
    paper.text(LEFT, y + 18, "3. Nghị quyết này và văn bản có liên quan của Ủy ban nhân dân tỉnh.")
    y = paper.paragraph(y + 36, f"3. {LONG}")
    _, document = read(paper)
    assert [c.path[-1].value for c in document.clauses] == ["1", "2", "3"]


def test_a_hanging_list(read):
    paper = Paper().new_page()
    y = paper.paragraph(80, f"1. {LONG}")
    said = [f"- {LONG.rstrip(':')} lần {number};" for number in range(3)]
    for words in said:
        lines = paper.lines(words[2:], indent=0, width=538 - 115)
        paper.text(100, y, "-")
        for line in lines:
            paper.text(115, y, line)
            y += 18
    _, document = read(paper)
    assert [document.quote(c) for c in document.clauses][1:] == said


def test_recognised_words_with_uneven_boxes():
    words, y = [], 0.1
    for number in range(1, 6):
        x = 0.14 + 0.06
        for index, text in enumerate(f"{number}. {LONG}".split()):
            width = 0.011 * len(text)
            if x + width > 0.9:
                x, y = 0.14, y + 0.021
            lower = 0.004 if any(c in text for c in "gqyp") else 0.0
            sure = not (number == 2 and index == 3)
            words.append(
                Word(text, (x, y - 0.002 * (index % 2), x + width, y + 0.012 + lower), sure)
            )
            x += width + 0.008
        y += 0.021
    loaded = lay_out([Page(1, 595, 842, tuple(words), scanned=True)])
    document = parse(loaded.text, "a.pdf", noise=loaded.noise)
    assert [document.quote(c) for c in document.clauses] == [f"{n}. {LONG}" for n in range(1, 6)]
    assert [loaded.text[s:e] for s, e in loaded.doubts] == ["Nghị"]


@pytest.mark.skipif(not BENCH.is_dir(), reason="the benchmark's documents are not here")
@pytest.mark.parametrize(
    ("file", "number", "date", "signer", "articles"),
    [
        (
            "SYNTHETIC_pdf_02_Quyet_Dinh_UBND_Ha_Noi",
            "890/QĐ-UBND",
            "2026-08-11",
            "Trần Sỹ Thanh",
            3,
        ),
        pytest.param(
            "pdf_nghidinh_45-2026-ND-CP",
            "45/2026/NĐ-CP",
            "2026-01-26",
            "Nguyễn Chí Dũng",
            43,
            marks=pytest.mark.accept,
        ),
    ],
)
def test_real_files(file, number, date, signer, articles):
    library = load_library([BENCH / "admin_docs" / f"{file}.pdf"])
    (document,) = library.documents
    meta = document.metadata
    assert (meta.number, meta.date, meta.signer) == (number, date, signer)
    found = [c.path[-1].value for c in document.clauses if c.path[-1].level == "dieu"]
    assert found[:articles] == [str(n) for n in range(1, articles + 1)]
    findings = inspect(document, Graph([document])).findings
    assert not [f for f in findings if f.kind in ("gap", "unparsed")]
