"""PDF files drawn in the test: what is text, what is a picture, and what cannot be read."""

import pytest
from PIL import Image

from corpus.library import load_library
from corpus.load import LoadError, load
from corpus.loaders import ocr
from corpus.loaders.pages.page import Word, turn_back, turn_upright
from corpus.loaders.pages.pdf import load_pdf
from corpus.structure.parse import parse
from tests.corpus.paper import HEIGHT, LEFT, WIDTH, Paper

PROSE = (
    "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường tiếp tục quán triệt sâu rộng tới toàn "
    "thể cán bộ, công chức, viên chức và nhân dân trên địa bàn toàn tỉnh về vai trò của rừng đối "
    "với đời sống, sản xuất, phòng hộ đầu nguồn và cảnh quan nơi sinh sống của nhân dân."
)


@pytest.fixture
def paper():
    return Paper().new_page()


@pytest.fixture
def read(tmp_path):
    def run(paper, **options):
        return load_pdf(paper.save(tmp_path / "a.pdf"), **options)

    return run


@pytest.fixture
def recognition(monkeypatch):
    """A recognition that sees the given words on every picture, and the pictures it was shown."""
    seen = []

    def run(*words, turn=0):
        def recognise(picture):
            seen.append(picture)
            return ocr.Recognised(words, turn)

        monkeypatch.setattr(ocr, "available", lambda: None)
        monkeypatch.setattr(ocr, "recognise_page", recognise)
        return seen

    return run


def test_a_paragraph_and_where_its_lines_stand(paper, read):
    paper.paragraph(200, PROSE)
    loaded = read(paper)
    assert loaded.text == PROSE + "\n"
    lines = [loaded.text[p.start : p.end] for p in loaded.places]
    assert " ".join(lines) == PROSE
    first, second = loaded.places[0].box, loaded.places[1].box
    assert first[0] == pytest.approx((LEFT + 36) / WIDTH, abs=0.005)
    assert second[0] == pytest.approx(LEFT / WIDTH, abs=0.005)
    assert first[1] < 200 / HEIGHT < first[3] < second[3]


def test_a_paragraph_runs_on_over_the_page_end(paper, read):
    first, *rest = paper.lines(PROSE)
    paper.text(LEFT + 36, 740, first)
    paper.centred(WIDTH / 2, 800, "1")
    paper.new_page().centred(WIDTH / 2, 40, "2")
    paper.paragraph(80, " ".join(rest), indent=0)
    loaded = read(paper)
    assert loaded.text.startswith(PROSE + "\n")
    assert [loaded.text[s:e] for s, e in loaded.noise] == ["1", "2"]
    assert {p.page for p in loaded.places} == {1, 2}


def test_a_figure_at_a_page_edge_is_no_page_number(paper, read):
    paper.paragraph(200, PROSE)
    paper.text(LEFT, 810, "2024")
    assert read(paper).noise == ()


def test_running_heads_are_noise(read):
    paper = Paper()
    for number in range(1, 4):
        paper.new_page().text(LEFT, 40, f"CÔNG BÁO/Số 15/Ngày 0{number}-3-2024", 10)
        paper.paragraph(200, f"{number}. {PROSE}")
    loaded = read(paper)
    assert len(loaded.noise) == 3
    assert all("CÔNG BÁO" in loaded.text[s:e] for s, e in loaded.noise)
    document = parse(loaded.text, "a.pdf", noise=loaded.noise)
    assert not any("CÔNG BÁO" in document.quote(c) for c in document.clauses)


@pytest.mark.parametrize(
    ("word", "mark", "note", "shown"),
    [
        ("1.250", "2", "", "1.250"),
        ("1.250", "2", "2 Theo số liệu năm 2023.", "1.250"),
        ("1.250", "(1)", "(1) Theo số liệu năm 2023.", "1.250"),
        ("500m", "2", "", "500m²"),
        ("m", "3", "3 Theo số liệu năm 2023.", "m³"),
        ("10", "6", "", "10⁶"),
        ("hộ", "1", "1 Theo số liệu năm 2023.", "hộ"),
    ],
)
def test_raised_figures(paper, read, word, mark, note, shown):
    y = paper.paragraph(200, PROSE)
    x = paper.text(LEFT + 36, y, f"1. Mức là {word}")
    x = paper.text(x + 0.3, y - 5, mark, 7)
    paper.text(x + 4, y, "theo quy định.")
    if note:
        own, _, rest = note.partition(" ")
        x = paper.text(LEFT, 780, own, 6)
        paper.text(x + 2, 783, rest, 10)
    loaded = read(paper)
    assert f"Mức là {shown} theo quy định." in loaded.text
    assert [loaded.text[s:e] for s, e in loaded.noise] == (
        [f"[{mark.strip('()')}] Theo số liệu năm 2023."] if note else []
    )


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Quyết định số 15/2024/QĐ-", "UBND của Ủy ban nhân dân tỉnh", "15/2024/QĐ-UBND"),
        ("Tờ trình số 120/TTr-", "UBND của Ủy ban nhân dân tỉnh", "120/TTr-UBND"),
        ("Quyết định số 15/", "QĐ-UBND của Ủy ban nhân dân tỉnh", "15/QĐ-UBND"),
        ("kế hoạch giai đoạn 2021-", "2025 của Ủy ban nhân dân tỉnh", "2021-2025"),
        ("kế hoạch giai đoạn 2021 -", "2025 của Ủy ban nhân dân tỉnh", "2021 - 2025"),
        ("các sở, ban, ngành ngh-", "iêm túc thực hiện kế hoạch này", "nghiêm túc"),
    ],
)
def test_what_is_broken_at_a_line_end(paper, read, first, second, joined):
    paper.paragraph(200, PROSE)
    lead = "Căn cứ và thực hiện đầy đủ"
    room = 538 - LEFT - 36 - paper.width(f"{lead} {first}")
    fill = "," * int(room / paper.width(","))
    paper.text(LEFT + 36, 300, f"{lead}{fill} {first}")
    paper.text(LEFT, 318, f"{second} về trồng rừng.")
    assert joined in read(paper).text


def test_letters_printed_apart(paper, read):
    paper.centred(WIDTH / 2, 150, "Q U Y Ế T   Đ Ị N H", 15, bold=True)
    paper.paragraph(200, PROSE)
    assert read(paper).text.startswith("QUYẾT ĐỊNH\n")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_printed_turned(read, turn):
    paper = Paper().new_page()
    for number in range(6):
        at = {90: (500 - 20 * number, 100), 180: (500, 700 - 20 * number),
              270: (100 + 20 * number, 700)}[turn]  # fmt: skip
        paper.text(*at, f"{number + 1}. Sở Y tế rà soát quy trình.", turn=turn)
    loaded = read(paper)
    assert loaded.text.split("\n")[0] == "1. Sở Y tế rà soát quy trình."
    box = loaded.places[0].box
    assert 0 <= box[0] < box[2] <= 1
    assert 0 <= box[1] < box[3] <= 1
    assert (box[3] - box[1] > box[2] - box[0]) == (turn != 180)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_that_is_shown_turned(read, rotation):
    paper = Paper().new_page(rotation=rotation)
    for number in range(6):
        at = {90: (100 + 20 * number, 700), 180: (500, 700 - 20 * number),
              270: (500 - 20 * number, 100)}[rotation]  # fmt: skip
        turn = 360 - rotation
        paper.text(*at, f"{number + 1}. Sở Y tế rà soát quy trình.", turn=turn)
    loaded = read(paper)
    assert loaded.text.split("\n")[0] == "1. Sở Y tế rà soát quy trình."


def test_boxes_turn_there_and_back():
    box = (0.1, 0.2, 0.4, 0.3)
    for degrees in (0, 90, 180, 270):
        assert turn_back(turn_upright(box, degrees), degrees) == pytest.approx(box)


def test_words_across_the_page_are_noise(paper, read):
    paper.paragraph(200, PROSE)
    paper.text(300, 500, "BẢN SAO", 40, turn=90)
    loaded = read(paper)
    assert [loaded.text[s:e] for s, e in loaded.noise] == ["BẢN SAO"]


def test_a_stamp_of_a_digital_signature_is_noise(paper, read):
    paper.text(380, 20, "Ký bởi: ỦY BAN NHÂN DÂN TỈNH", 7)
    paper.text(380, 28, "Cơ quan: Tỉnh Lào Cai", 7)
    paper.text(380, 36, "Thời gian ký: 08.04.2026 17:35", 7)
    paper.paragraph(200, "1. Cơ quan: Sở Y tế là cơ quan thường trực. " + PROSE)
    loaded = read(paper)
    assert loaded.text.startswith("1. Cơ quan: Sở Y tế")
    assert len(loaded.noise) == 3


@pytest.fixture
def no_recognition(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: "cần OCR: chạy `make ocr`")


@pytest.mark.usefixtures("no_recognition")
def test_scans_without_recognition(paper, tmp_path):
    paper.picture()
    paper.text(380, 20, "Ký bởi: ỦY BAN NHÂN DÂN TỈNH", 7)
    with pytest.raises(LoadError, match=r"bản quét.*make ocr"):
        load(paper.save(tmp_path / "a.pdf"))


@pytest.mark.usefixtures("no_recognition")
def test_some_scans_without_recognition(paper, read):
    paper.paragraph(200, PROSE)
    for _ in range(2):
        paper.new_page().picture()
    loaded = read(paper)
    assert loaded.text.startswith(PROSE)
    assert loaded.notes == ("thiếu trang 2–3: là bản quét, cần OCR: chạy `make ocr`",)


def test_a_scan_goes_to_the_recognition(paper, read, recognition):
    paper.picture(Image.new("L", (3000, 4245), 255))
    paper.text(400, 700, "Trần Văn An", 12)
    seen = recognition(
        Word("Trần", (400 / WIDTH, 690 / HEIGHT, 425 / WIDTH, 703 / HEIGHT)),
        Word("1.", (0.15, 0.2, 0.17, 0.215)),
        Word("Sở", (0.18, 0.2, 0.2, 0.215)),
        Word("Y", (0.21, 0.2, 0.22, 0.215), sure=False),
        Word("tế.", (0.23, 0.2, 0.25, 0.215)),
    )
    loaded = read(paper)
    assert seen[0].width == pytest.approx(3000, abs=3)
    assert loaded.text.split() == ["1.", "Sở", "Y", "tế.", "Trần", "Văn", "An"]
    assert [loaded.text[s:e] for s, e in loaded.doubts] == ["Y"]
    assert loaded.notes == ()


@pytest.mark.parametrize(
    ("turn", "corner"), [(90, (0.2, 0.6)), (180, (0.6, 0.7)), (270, (0.7, 0.2))]
)
def test_a_scan_that_lies_on_its_side(paper, read, recognition, turn, corner):
    paper.picture()
    recognition(Word("Điều", (0.2, 0.2, 0.4, 0.3)), turn=turn)
    (place,) = read(paper).places
    assert place.box[:2] == pytest.approx(corner)


def test_a_recognition_that_fails(paper, tmp_path, monkeypatch):
    def fails(picture):
        raise ocr.RecognitionError("nhận dạng quá lâu")

    monkeypatch.setattr(ocr, "available", lambda: None)
    monkeypatch.setattr(ocr, "recognise_page", fails)
    paper.picture()
    with pytest.raises(LoadError, match=r"trang 1: nhận dạng quá lâu\."):
        load(paper.save(tmp_path / "a.pdf"))


def test_a_scan_on_which_nothing_is_seen(paper, read, recognition):
    recognition()
    paper.paragraph(200, PROSE)
    paper.new_page().picture()
    assert read(paper).notes == ("thiếu trang 2: là ảnh mà nhận dạng không thấy chữ nào",)


def test_a_text_page_with_a_picture_under_it_is_no_scan(paper, read):
    paper.picture()
    y = paper.paragraph(200, PROSE)
    paper.paragraph(y, PROSE)
    assert read(paper).notes == ()


def test_fonts_of_old_encoding_have_a_way_in(paper, read):
    paper.paragraph(200, PROSE)
    fonts = set()

    def decode(text, font):
        fonts.add(font)
        return text.replace("rừng", "RỪNG")

    assert "RỪNG" in read(paper, decode=decode).text
    assert all("DejaVu" in font for font in fonts)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda raw: b"\0\1\2" * 99, "không phải tệp PDF"),
        (lambda raw: raw[: len(raw) // 2], "cắt cụt"),
        (lambda raw: b"%PDF-1.7\n" + b"\0" * 500 + b"%%EOF", "hỏng"),
        (lambda raw: b"", "tệp rỗng"),
    ],
)
def test_damaged_files(paper, tmp_path, spoil, told):
    paper.paragraph(200, PROSE)
    path = paper.save(tmp_path / "a.pdf")
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(LoadError, match=told):
        load(path)


def test_too_many_pages(paper, read):
    paper.new_page()
    with pytest.raises(LoadError, match="2 trang, nhiều hơn 1"):
        read(paper, most_pages=1)


def test_an_unknown_page_size(read):
    paper = Paper().new_page(20_000, 20_000)
    paper.text(100, 100, "Điều 1. Trồng rừng.")
    with pytest.raises(LoadError, match="trang 1"):
        read(paper)


def test_the_file_is_a_document(paper, tmp_path):
    paper.paragraph(200, f"1. {PROSE}")
    path = paper.save(tmp_path / "a.pdf")
    library = load_library([tmp_path])
    assert library.failures == ()
    assert library.documents[0].source == path
    (clause,) = library.documents[0].clauses
    assert len(library.documents[0].places_of(clause)) >= 3
