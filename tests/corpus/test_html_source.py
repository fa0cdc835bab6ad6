"""Pages in the encodings from before Unicode, whatever they declare."""

from pathlib import Path

import pytest
from legacy import encoded, surface

from corpus.language.legacy_encodings import TCVN3, VNI
from corpus.load import load
from corpus.loaders.html import read_html

WORDS = (
    "Sở Văn hóa chủ trì xây dựng kho sách số dùng chung, hoàn thành trước ngày 30/6/2024; "
    "Sở Tài chính bố trí kinh phí 850 triệu đồng cho thư viện số trong năm 2024."
)


def page(declared, words=WORDS):
    head = f'<head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head>'
    return f'<html>{head}<body><p><b>1.</b> <font face="x">{words}</font></p></body></html>'


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "x-user-defined", "utf-8"])
@pytest.mark.parametrize("encoding", [TCVN3, VNI, "cp1258"])
def test_old_encodings(declared, encoding):
    loaded = read_html(encoded(page(declared), encoding), Path("a.html"))
    assert loaded.text.strip() == f"1. {WORDS}"
    assert "đã chuyển sang Unicode" in loaded.notes[0]


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_old_letters_that_were_saved_as_unicode(encoding):
    raw = page("utf-8", surface(WORDS, encoding)).encode()
    assert read_html(raw, Path("a.html")).text.strip() == f"1. {WORDS}"


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_old_letters_that_were_written_as_entities(encoding):
    words = "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in surface(WORDS, encoding))
    raw = page("iso-8859-1", f"{words}&nbsp;&lt;5%&gt;").encode()
    assert read_html(raw, Path("a.html")).text.strip() == f"1. {WORDS} <5%>"


def test_letters_of_other_languages_stay():
    words = f"{WORDS} Café, naïve, &eacute;té, 5&#176;C &amp; Đắk Lắk"
    loaded = read_html(page("utf-8", words).encode(), Path("a.html"))
    assert loaded.text.strip() == f"1. {WORDS} Café, naïve, été, 5°C & Đắk Lắk"
    assert loaded.notes == ()


def test_a_declared_encoding_that_the_words_bear_out(tmp_path):
    path = tmp_path / "a.htm"
    path.write_bytes(encoded(page("windows-1258"), "cp1258"))
    loaded = load(path)
    assert loaded.text.strip() == f"1. {WORDS}"
    assert loaded.notes == ()
