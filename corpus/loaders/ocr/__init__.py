"""Recognition of characters: whether it can run, and words read off a picture."""

from dataclasses import dataclass

from PIL import Image

from corpus.loaders.pages.page import Box, Word


class RecognitionError(Exception):
    """A picture could not be read; the text is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page's words, in shares of the page after it was turned clockwise by ``turn`` degrees;
    ``tables`` as in ``Page``."""

    words: tuple[Word, ...]
    turn: int = 0
    tables: tuple[tuple[tuple[Box, ...], ...], ...] = ()


def available() -> str | None:
    """None where recognition can run, else why not, with the remedy."""
    return "cần OCR: chạy `make ocr`"


def recognise_page(picture: Image.Image) -> Recognised:
    """The words of ``picture`` and how the page was turned."""
    raise RecognitionError(f"{available()}: {picture.size}")
