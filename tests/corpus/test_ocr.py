"""Recognition over pages drawn here, so that what stands on them is known."""

import itertools
import re
from difflib import SequenceMatcher

import numpy as np
import pytest
from PIL import Image, ImageDraw

from corpus.loaders import ocr
from corpus.loaders.ocr import second
from corpus.loaders.ocr.columns import find_splits
from corpus.loaders.ocr.ruled import find_tables
from corpus.loaders.ocr.upright import skew_of
from tests.corpus.scans import HEIGHT, NEEDS_OCR, WIDTH, blank, directive, write

BODY = [
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch trồng cây xanh năm",
    "2026 với các nội dung sau đây:",
    "1. Sở Xây dựng chủ trì trồng 8.500 cây xanh trên các tuyến",
    "phố nội thị, hoàn thành trước ngày 15/11/2026.",
    "2. Sở Tài chính bố trí 12,5 tỷ đồng từ ngân sách tỉnh theo",
    "Quyết định số 214/QĐ-UBND ngày 12 tháng 01 năm 2026.",
]


def syllables(text):
    return re.findall(r"\d+|[^\W\d_]+", text)


def error(words, lines):
    """Edits between what stands there and what was read, as a share of the syllables."""
    told, read = syllables(" ".join(lines)), syllables(" ".join(w.text for w in words))
    codes = SequenceMatcher(None, told, read, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for kind, a, b, c, d in codes if kind != "equal") / len(told)


def below(words, share):
    return [word for word in words if word.box[1] > share]


@pytest.fixture(scope="module")
def page():
    return directive(BODY)


@pytest.fixture(scope="module")
def read(page):
    return ocr.recognise_page(page)


@NEEDS_OCR
def test_the_words_of_a_clean_page(read):
    assert error(below(read.words, 0.22), BODY) <= 0.03
    assert (read.turn, read.skew) == (0, 0.0)


@NEEDS_OCR
def test_boxes_lie_where_the_words_were_drawn(read):
    word = next(w for w in read.words if w.text == "8.500")
    top = (420 + 2 * 44) / HEIGHT
    assert top - 0.01 < word.box[1] < word.box[3] < top + 0.035
    assert 0 < word.box[0] < word.box[2] < 1


@NEEDS_OCR
def test_the_columns_of_a_letterhead_are_read_apart(read):
    said = " ".join(word.text for word in read.words)
    assert "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI Số: 753/KH-UBND" in said
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA Độc lập" in said


@NEEDS_OCR
def test_number_and_day_of_a_letterhead_are_always_doubted(read):
    doubted = {word.text for word in read.words if not word.sure}
    assert "753/KH-UBND" in doubted
    assert "23" in doubted
    assert "tháng" not in doubted


@NEEDS_OCR
def test_clear_words_are_not_doubted(read):
    body = below(read.words, 0.22)
    assert sum(not word.sure for word in body) <= 0.1 * len(body)


@NEEDS_OCR
def test_tesseract_alone_reads_and_doubts(page):
    words = ocr.recognise_page(page, both=False).words
    assert error(below(words, 0.22), BODY) <= 0.05
    assert any(not word.sure for word in words)


@NEEDS_OCR
@pytest.mark.parametrize("turn", [90, pytest.param(180, marks=pytest.mark.accept)])
def test_a_page_on_its_side_or_head_is_turned(page, turn):
    found = ocr.recognise_page(page.rotate(turn, expand=True), both=False)
    assert found.turn == turn
    assert error(below(found.words, 0.22), BODY) <= 0.08


@NEEDS_OCR
def test_a_skewed_page_is_made_level(page):
    skewed = page.rotate(2, Image.Resampling.BICUBIC, fillcolor=255)
    found = ocr.recognise_page(skewed, both=False)
    assert found.skew == pytest.approx(2, abs=0.3)
    first, *_, last = [w for w in found.words if w.text in ("Xây", "tuyến")]
    assert first.box[3] == pytest.approx(last.box[3], abs=0.012)


@NEEDS_OCR
@pytest.mark.accept
def test_wrong_figures_of_a_bad_page_are_doubted(page):
    noise = np.random.default_rng(1).normal(0, 45, (HEIGHT, WIDTH))
    small = page.resize((WIDTH * 2 // 3, HEIGHT * 2 // 3)).resize((WIDTH, HEIGHT))
    bad = Image.fromarray((np.asarray(small) + noise).clip(0, 255).astype("uint8"))
    told = set(re.findall(r"\d+", " ".join(BODY)))
    for word in below(ocr.recognise(bad), 0.22):
        figures = set(re.findall(r"\d+", word.text))
        assert figures <= told or not word.sure, word


@NEEDS_OCR
def test_an_empty_page_has_no_words():
    assert ocr.recognise(blank()) == []


@NEEDS_OCR
def test_narrow_columns_of_a_ruled_table_are_read():
    page = blank()
    rows = [
        ["TT", "Nội dung công việc", "Thời hạn"],
        ["1", "Trồng cây xanh", "15/7/2026"],
        ["2", "Chăm sóc cây", "20/8/2026"],
    ]
    edges, top, high = [120, 200, 700, 1100], 300, 70
    draw = ImageDraw.Draw(page)
    for number, row in enumerate(rows):
        for left, words in zip(edges, row, strict=False):
            write(page, [words], top + number * high + 15, left + 15)
    for at in edges:
        draw.line((at, top, at, top + high * 3), fill=0, width=3)
    for at in range(4):
        draw.line((edges[0], top + at * high, edges[-1], top + at * high), fill=0, width=3)
    found = ocr.recognise_page(page)
    assert [len(row) for row in found.tables[0]] == [3, 3, 3]
    said = [word.text for word in found.words]
    for row in rows:
        assert set(itertools.chain(*(cell.split() for cell in row))) <= set(said)


def test_a_letterhead_has_two_columns_and_a_paragraph_none(page):
    (split,) = find_splits(page)
    assert split.left[2] == split.right[0]
    assert 404 < split.left[2] < 560
    assert 230 < split.left[3] < 400
    text = blank()
    write(text, BODY * 4, 200)
    assert find_splits(text) == []


def test_a_cell_over_several_rows_stands_in_each():
    page = blank()
    draw = ImageDraw.Draw(page)
    for at in (100, 400, 900):
        draw.line((at, 200, at, 500), fill=0, width=3)
    for at, end in ((200, 900), (300, 400), (400, 400), (500, 900)):
        draw.line((100, at, end, at), fill=0, width=3)
    (table,), bare = find_tables(page)
    assert len(table.rows) == 3
    assert len({row[1] for row in table.rows}) == 1
    assert len({row[0] for row in table.rows}) == 3
    assert np.asarray(bare).min() == 255


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.0, 1.5])
def test_skew_is_measured(page, angle):
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(turned) == pytest.approx(angle, abs=0.25)


@NEEDS_OCR
@pytest.mark.skipif(not second.available(), reason="needs asterocr")
def test_strips_longer_than_the_network_takes_are_cut(page):
    from corpus.loaders.ocr import tesseract

    lines = tesseract.read_lines(page.crop((0, 400, WIDTH, 500)))
    strips = second.read_line(page.crop((0, 400, WIDTH, 500)), lines[0])
    assert len(strips) > 1
    assert tuple(itertools.chain(*(words for words, _ in strips))) == lines[0]
    assert error([t for _, read in strips for t in read], BODY[:1]) <= 0.2


def test_without_the_program_the_remedy_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "make ocr" in (ocr.available() or "")
    with pytest.raises(ocr.RecognitionError, match="make ocr"):
        ocr.recognise(blank())
