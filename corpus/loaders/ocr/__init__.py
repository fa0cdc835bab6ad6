"""Recognition of characters: whether it can run, and words read off a picture."""

from PIL import Image

from corpus.loaders.pages.page import Word


def available() -> str | None:
    """None where recognition can run, else why not, with the remedy."""
    return "cần OCR: chạy `make ocr`"


def recognise(picture: Image.Image) -> list[Word]:
    """The words of ``picture``; boxes in shares of its width and height."""
    raise RuntimeError(f"{available()}: {picture.size}")
