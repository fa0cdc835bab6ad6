"""What a person settled about a scan, beside the scan."""

import pytest

from corpus.loaders.base import LoadError
from corpus.loaders.pages.corrections import corrected, corrections_path
from corpus.loaders.pages.page import Page, Word


def page(*lines, number=1):
    words = []
    for row, line in enumerate(lines):
        for place, text in enumerate(line.split()):
            left, top = 0.1 + place * 0.05, 0.05 + row * 0.04
            sure = text.isalpha()
            words.append(Word(text, (left, top, left + 0.04, top + 0.02), sure))
    return Page(number, 595.0, 842.0, tuple(words), scanned=True)


HEAD = ("Số: 3/KH-DCT", "Hồ Chí Minh, ngày … tháng 6 năm 2026", "KẾ HOẠCH")


@pytest.fixture
def settle(tmp_path):
    def run(toml, *pages):
        scan = tmp_path / "ke hoach.pdf"
        corrections_path(scan).write_text(toml, encoding="utf-8")
        found, notes = corrected(scan, pages)
        return [" ".join(w.text for w in one.words) for one in found], found, notes

    return run


def test_the_file_stands_beside_the_scan(tmp_path):
    assert corrections_path(tmp_path / "a.b.pdf").name == "a.b.sua.toml"
    assert corrected(tmp_path / "a.pdf", [page(*HEAD)]) == ((page(*HEAD),), ())


def test_number_and_day_are_set_and_no_longer_doubted(settle):
    (text,), (found,), notes = settle('so = "753/KH-DCT"\nngay = 2026-06-23', page(*HEAD))
    assert text == "Số: 753/KH-DCT Hồ Chí Minh, ngày 23 tháng 06 năm 2026 KẾ HOẠCH"
    assert notes == ()
    assert all(w.sure for w in found.words if any(c.isdigit() for c in w.text))


@pytest.mark.parametrize(
    "read",
    ["Số: /KH-DCT", "Số:3/KH-DCT", "Số: 1 5 /KH-DCT", "Số: …/KH-DCT", "só: 3/KH-DCT", "Số3/KH-DCT"],
)
def test_a_number_in_whatever_form_it_was_read(settle, read):
    (text,), _, notes = settle('so = "753/KH-DCT"', page(read, "KẾ HOẠCH"))
    assert text == "Số: 753/KH-DCT KẾ HOẠCH"
    assert notes == ()


def test_words_are_set_on_their_page_only(settle):
    pages = [page("miễn thuê 4 năm", number=n) for n in (1, 2)]
    toml = '[[sua]]\ntrang = 2\ndoc = "thuê 4"\ndung = "thuế 04"'
    texts, found, notes = settle(toml, *pages)
    assert texts == ["miễn thuê 4 năm", "miễn thuế 04 năm"]
    assert found[1].words[2].sure
    assert notes == ()


def test_more_words_than_were_read_share_their_place(settle):
    (text,), (found,), _ = settle('[[sua]]\ndoc = "bích"\ndung = "để b/c"', page("Mai bích ;"))
    assert text == "Mai để b/c ;"
    first, second = found.words[1:3]
    assert first.box[0] == pytest.approx(0.15)
    assert first.box[2] == pytest.approx(second.box[0])
    assert second.box[2] == pytest.approx(0.19)


def test_what_cannot_be_set_is_told(settle):
    toml = 'so = "1/KH-UBND"\nngay = 2026-01-02\n[[sua]]\ntrang = 3\ndoc = "x"\ndung = "y"'
    _, _, notes = settle(toml, page("KẾ HOẠCH"))
    assert len(notes) == 3
    assert notes[2] == "không tìm thấy “x” ở trang 3 để sửa"


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("so = ", "TOML"),
        ("so = 753", "ngoặc kép"),
        ('ngay = "23/6"', "năm-tháng-ngày"),
        ('tep = "a"', "tep"),
        ('[[sua]]\ndoc = "a"', "dung"),
        ('[[sua]]\ndoc = "a"\ndung = "b"\ntrang = 0', "đếm từ 1"),
        ("sua = 3", "[[sua]]"),
    ],
)
def test_a_file_that_is_wrong_says_what_to_mend(settle, toml, words):
    with pytest.raises(LoadError, match=r"sua\.toml") as told:
        settle(toml, page(*HEAD))
    assert words in told.value.reason
