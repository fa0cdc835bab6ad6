"""Two readings of a line as one, and what is doubted in it, worked out by hand."""

import pytest

from corpus.loaders.ocr.fuse import Reading, fuse, read_alone
from corpus.loaders.ocr.handwriting import doubted
from corpus.loaders.ocr.tokens import Token


def line(text, confidence=0.95):
    return tuple(
        Token(word, (at * 100, 300, at * 100 + 90, 340), confidence)
        for at, word in enumerate(text.split())
    )


def told(readings):
    """The words, the doubted ones in brackets."""
    return " ".join(r.text if r.sure else f"[{r.text}]" for r in readings)


@pytest.mark.parametrize(
    ("first", "second", "fused"),
    [
        ("Khoản 1 Điều 12", "Khoản 1 Điều 12", "Khoản 1 Điều 12"),
        ("miễn thuê 4 năm", "miễn thuế 4 năm", "miễn [thuế] 4 năm"),
        ("Khoản I Điều 12", "Khoản 1 Điều 12", "Khoản [1] Điều 12"),
        ("số 214/0Đ-UBND ngày", "số 214/QĐ-UBND ngày", "số [214/QĐ-UBND] ngày"),
        ("số 749/QĐ-TTg ngày", "số 749/QĐ-77g ngày", "số [749/QĐ-TTg] ngày"),
        ("số 5770/NBI-QLDN2 ngày", "số5770/NBI-QLDN2 ngày", "số 5770/NBI-QLDN2 ngày"),
        ("công nghệ. có năng lực", "công nghệ, có năng lực", "công nghệ, có năng lực"),
        ("~ Ghi nhận ý kiến", "Ghi nhận ý kiến", "– Ghi nhận ý kiến"),
        ("giai đoạn 2023-2030”;", 'giai đoạn 2023-2030";', "giai đoạn 2023-2030”;"),
        ("trong 9 năm", "trong 8 năm", "trong [9] năm"),
        ("được hưởng", "", "[được] [hưởng]"),
        ("kiến = = nghị", "kiến nghị", "kiến nghị"),
    ],
)
def test_two_readings(first, second, fused):
    assert told(fuse([(line(first), line(second))])) == fused


def test_the_same_of_both_is_doubted_only_where_neither_is_sure():
    assert told(fuse([(line("năm 2026", 0.3), line("năm 2026", 0.9))])) == "năm 2026"
    assert told(fuse([(line("năm 2026", 0.3), line("năm 2026", 0.4))])) == "[năm] [2026]"


def test_alone_low_confidence_and_odd_forms_are_doubted():
    assert told(read_alone(line("năm 2026", 0.95))) == "năm 2026"
    assert told(read_alone(line("năm 2026", 0.6))) == "[năm] [2026]"
    assert told(read_alone(line("ngày 0? tháng 2d"))) == "ngày [0?] tháng [2d]"
    assert told(read_alone(line("khoản I Điều 12"))) == "khoản [I] Điều 12"


def readings(text):
    return [Reading(token.text, token.box, True) for token in line(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Số: 2191 /CT-CS", "Số: [2191] /CT-CS"),
        ("Số: 753/KH-DCT", "Số: [753/KH-DCT]"),
        ("Số: A3/KH-DCT", "Số: […/KH-DCT]"),
        ("só:9/KH-DCT", "[Số:9/KH-DCT]"),
        ("Số: 19-CT/TU", "Số: [19-CT/TU]"),
        ("Số12/QĐ-UBND", "[Số12/QĐ-UBND]"),
        ("Số: 12/2025/QĐ-UBND", "Số: [12/2025/QĐ-UBND]"),
        ("Số dư 12/2025", "Số dư 12/2025"),
        ("Số: A 3 /KH-DCT", "Số: […] /KH-DCT"),
        ("Số: /KH-DCT", "Số: /KH-DCT"),
        ("Hà Nội, ngày 08 tháng 4 năm 2026", "Hà Nội, ngày [08] tháng 4 năm 2026"),
        ("Hồ Chí Minh, ngày dỗ tháng 6 năm 2026", "Hồ Chí Minh, ngày […] tháng 6 năm 2026"),
        ("Hà Nội, ngày tháng 4 năm 2026", "Hà Nội, ngày tháng 4 năm 2026"),
        ("Số lượng 12 cây", "Số lượng 12 cây"),
        ("Quyết định số 3/QĐ-UBND, ngày 12 tháng 01 năm 2026 của", "="),
    ],
)
def test_handwriting_in_a_letterhead(text, found):
    assert told(doubted(readings(text), 2000)) == (text if found == "=" else found)


def test_a_number_further_down_is_no_letterhead():
    assert told(doubted(readings("Số: 12/QĐ-UBND"), 500)) == "Số: 12/QĐ-UBND"
