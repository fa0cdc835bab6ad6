"""Directives that are pictures: PNG, JPEG, TIFF of several pages."""

import importlib.util

import pytest
from PIL import Image

from corpus.load import find_unread
from corpus.loaders.base import LoadError
from corpus.loaders.pages.image_file import load_picture, pictures
from tests.corpus.scans import NEEDS_OCR, blank, directive, write

HAS_LAYOUT = importlib.util.find_spec("corpus.loaders.pages.layout") is not None


def test_a_tiff_has_its_pages_in_order(tmp_path):
    path = tmp_path / "a.tiff"
    shades = [Image.new("L", (300, 400), shade) for shade in (10, 120, 250)]
    shades[0].save(path, save_all=True, append_images=shades[1:])
    found = [(number, picture.getpixel((5, 5))) for number, picture in pictures(path)]
    assert found == [(1, 10), (2, 120), (3, 250)]


def test_a_photograph_is_held_as_the_camera_says(tmp_path):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    Image.new("L", (400, 300), 200).save(path, exif=exif)
    ((_, picture),) = pictures(path)
    assert picture.size == (300, 400)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ảnh bị hỏng"),
        (b"\x89PNG\r\n\x1a\n garbage", "ảnh bị hỏng"),
        (b"GIF89a\x10\x00\x10\x00", "ảnh bị hỏng"),
    ],
)
def test_a_damaged_file_is_told(tmp_path, content, words):
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(LoadError) as told:
        list(pictures(path))
    assert words in told.value.reason


@pytest.mark.parametrize(("size", "words"), [((9000, 9000), "quá lớn"), ((90, 900), "quá nhỏ")])
def test_pages_out_of_bounds_are_told_before_they_are_decoded(tmp_path, size, words):
    path = tmp_path / "a.png"
    Image.new("1", size).save(path)
    with pytest.raises(LoadError) as told:
        list(pictures(path))
    assert words in told.value.reason
    assert "200 đến 300 dpi" in told.value.reason


def test_a_truncated_picture_is_told(tmp_path):
    path = tmp_path / "a.png"
    page = blank()
    write(page, ["Kế hoạch"] * 20, 200)
    page.save(path)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(LoadError):
        [picture.load() for _, picture in pictures(path)]


def test_corrections_are_no_unread_files(tmp_path):
    (tmp_path / "a.sua.toml").write_text("", encoding="utf-8")
    (tmp_path / "b.webp").write_bytes(b"")
    assert [failure.path.name for failure in find_unread([tmp_path])] == ["b.webp"]


def test_without_the_program_the_remedy_is_named(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    blank().save(path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LoadError, match="make ocr"):
        load_picture(path)


@NEEDS_OCR
@pytest.mark.skipif(not HAS_LAYOUT, reason="needs the layout of pages")
def test_a_picture_is_a_directive_and_its_number_is_settled_beside_it(tmp_path):
    from corpus.library import load_library

    page = directive(
        ["1. Sở Xây dựng chủ trì trồng 8.500 cây xanh.", "2. Sở Tài chính bố trí kinh phí."]
    )
    page.save(tmp_path / "ke-hoach.png", dpi=(150, 150))
    (document,) = load_library([tmp_path])
    assert document.metadata.number == "753/KH-UBND"
    assert document.metadata.date == "2026-06-23"
    assert any("8.500" in document.quote(c) for c in document.clauses)
    assert "753/KH-UBND" in {document.text[a:b] for a, b in document.doubts}
    (tmp_path / "ke-hoach.sua.toml").write_text('so = "758/KH-UBND"', encoding="utf-8")
    (document,) = load_library([tmp_path])
    assert document.metadata.number == "758/KH-UBND"
    assert "758/KH-UBND" not in {document.text[a:b] for a, b in document.doubts}
