"""Typing slips: mended where they are slips, never in official text."""

import re

import pytest

from corpus.language.diacritics import Restorer
from corpus.language.spelling import Speller
from corpus.language.syllables import is_syllable, place_tone

_WORD = re.compile(r"[^\W\d_]+")


@pytest.fixture(scope="module")
def speller(library):
    return Speller(Restorer(document.text for document in library))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("truờng", "trường"),
        ("đuợc giao", "được giao"),
        ("nghành nào", "ngành nào"),
        ("dduwowcj giao", "được giao"),
        ("d9u7o7c5 giao", "được giao"),
        ("chuyểnn đổiii sốoo", "chuyển đổi số"),
        ("an tòan", "an toàn"),
        ("báo caó kết qủa", "báo cáo kết quả"),
        ("Hải Dươg", "Hải Dương"),
        ("fải làm", "phải làm"),
        ("lảnh đạo", "lãnh đạo"),
        ("Quãng Ngãi", "Quảng Ngãi"),
        ("quản lý dử liệu", "quản lý dữ liệu"),
        ("kê hoạch", "kế hoạch"),
    ],
)
def test_slips_are_mended(speller, typed, meant):
    assert speller.mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Mở app VNeID, gửi email hay chat với chatbot online?",
        "World Cup 2022, file excel, wifi, Zalo, Facebook",
        "thôn Đăk Pao, xã Sơn Liên, Kon Tum",
        "Nghỉ phép thì nghĩ kỹ, mảng nào cũng khiến người ta dán mắt vào",
        "TTHC, DVCTT, 03/QĐ-BCĐ, QuG7jyBxdWEgY2jhu4kg",
    ],
)
def test_what_is_no_slip_stands(speller, text):
    assert speller.mend(text) == text


def test_the_directives_stand_as_they_are(library):
    """Each read by a speller that has seen only the others: nearly nothing is taken for a slip."""
    for held_out in library:
        speller = Speller(Restorer(d.text for d in library if d.id != held_out.id))
        words = _WORD.findall(held_out.text)
        mended = _WORD.findall(speller.mend(held_out.text))
        changed = [(a, b) for a, b in zip(words, mended, strict=True) if a != b]
        assert len(changed) <= max(1, len(words) // 1500), changed


def test_the_tone_has_one_place(library):
    for document in library:
        for word in _WORD.findall(document.text.lower()):
            assert place_tone(word) == word
            assert place_tone(place_tone(word)) == place_tone(word)
    assert [place_tone(w) for w in ("hoá", "qúy", "giưã", "khuỷu", "uỷ")] == [
        "hóa", "quý", "giữa", "khuỷu", "ủy",
    ]  # fmt: skip
    assert not is_syllable("qwerty")
