"""Pictures of paper (PNG, JPEG, TIFF with one or many pages): words by recognition."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from corpus.loaders import ocr
from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.pages.corrections import corrected
from corpus.loaders.pages.page import Page

FORMATS = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 60_000_000  # of one page: A3 at 400 dots an inch is 31
_MOST_PAGES = 300
_LEAST = 200  # pixels of a page's shorter side
_POINTS = 842.0  # the longer side of a page whose resolution the file does not say: A4
_PLAUSIBLE = (70.0, 1300.0)  # dots an inch


def load_picture(path: Path) -> Loaded:
    """The words on the pictures of one file; LoadError where it cannot be read."""
    reason = ocr.available()
    if reason:
        raise LoadError(path, f"là ảnh chụp, {reason}.")
    try:
        pages = tuple(_page(picture, number) for number, picture in pictures(path))
    except ocr.RecognitionError as error:
        raise LoadError(path, f"{error}.") from error
    from corpus.loaders.pages.layout import lay_out  # brings much along: only when it is needed

    pages, notes = corrected(path, pages)
    return lay_out(pages, notes)


def pictures(path: Path) -> Iterator[tuple[int, Image.Image]]:
    """The file's pages by number from 1, each as it is to be looked at; LoadError."""
    raw = read_bytes(path)
    damaged = "không phải ảnh PNG, JPEG, TIFF hoặc ảnh bị hỏng; hãy quét hoặc xuất lại."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes: they are bounded here
            opened = Image.open(BytesIO(raw), formats=FORMATS)
            frames = enumerate(ImageSequence.Iterator(opened), 1)
            while frame := next(frames, None):
                number, picture = frame
                _check(path, number, picture)
                yield number, ImageOps.exif_transpose(picture)
    except LoadError:
        raise
    except Exception as error:  # Pillow raises many kinds for a damaged file
        raise LoadError(path, damaged) from error


def _check(path: Path, number: int, picture: Image.Image) -> None:
    """LoadError where the page is out of bounds; nothing is decoded for it."""
    if number > _MOST_PAGES:
        raise LoadError(path, f"ảnh có hơn {_MOST_PAGES} trang; hãy tách thành nhiều tệp.")
    if picture.width * picture.height > _MOST_PIXELS:
        reason = f"trang {number} quá lớn ({picture.width} x {picture.height} điểm ảnh)"
        raise LoadError(path, f"{reason}; hãy quét ở 200 đến 300 dpi.")
    if min(picture.size) < _LEAST:
        reason = f"trang {number} quá nhỏ ({picture.width} x {picture.height} điểm ảnh)"
        raise LoadError(path, f"{reason}; hãy quét ở 200 đến 300 dpi.")


def _page(picture: Image.Image, number: int) -> Page:
    """The page as it stands upright, its size in points."""
    read = ocr.recognise_page(_on_white(picture))
    width, height = _points(picture)
    if read.turn % 180:
        width, height = height, width
    return Page(
        number,
        width,
        height,
        read.words,
        read.tables,
        scanned=True,
        turned=-read.turn % 360,
    )


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture without transparency, on white paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        paper = Image.new("RGBA", layers.size, "white")
        return Image.alpha_composite(paper, layers).convert("RGB")
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _points(picture: Image.Image) -> tuple[float, float]:
    """Width and height, by the resolution that the file says if it can be one."""
    said = picture.info.get("dpi")
    dots = float(said[0]) if isinstance(said, tuple) and said and said[0] else 0.0
    if not _PLAUSIBLE[0] <= dots <= _PLAUSIBLE[1]:
        dots = 72 * max(picture.size) / _POINTS
    return picture.width * 72 / dots, picture.height * 72 / dots
