"""A page of a file as a picture, for people to see the paper."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from corpus.loaders.base import LoadError
from corpus.loaders.pages.image_file import pictures
from corpus.loaders.pages.pdfium import opened

_WIDEST = 1600  # pixels
_MOST_PIXELS = 6_000_000
_DPI = 150
_COLOURS = 64  # text, a red seal and a signature need no more; the file is a third as large


def page_picture(path: Path, number: int) -> bytes | None:
    """The page with that number (from 1) as PNG, at most 1,600 pixels wide; None where the file
    has no such page or its format no pages. LoadError where the file cannot be read."""
    render = _RENDERERS.get(path.suffix.lower())
    picture = render(path, number) if render else None
    if picture is None:
        return None
    buffer = BytesIO()
    picture.quantize(_COLOURS).save(buffer, "PNG")
    return buffer.getvalue()


def _pdf_page(path: Path, number: int) -> Image.Image | None:
    with opened(path) as pdf:
        if not 1 <= number <= len(pdf):
            return None
        try:
            page = pdf[number - 1]
            width, height = page.get_size()
            scale = min(_DPI / 72, _WIDEST / width, (_MOST_PIXELS / (width * height)) ** 0.5)
            picture: Image.Image = page.render(scale=scale).to_pil()
        except pypdfium2.PdfiumError as error:
            raise LoadError(path, f"không vẽ được trang {number} của tệp.") from error
        return picture.convert("RGB")


def _image_page(path: Path, number: int) -> Image.Image | None:
    picture = next((page for at, page in pictures(path) if at == number), None)
    if picture is None:
        return None
    scale = min(
        1.0, _WIDEST / picture.width, (_MOST_PIXELS / (picture.width * picture.height)) ** 0.5
    )
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.convert("RGB").resize(size)


_RENDERERS: dict[str, Callable[[Path, int], Image.Image | None]] = {
    ".pdf": _pdf_page,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), _image_page),
}
