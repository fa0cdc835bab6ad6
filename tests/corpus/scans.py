"""Pages drawn in a test: paper, scanned or photographed, whose words are known."""

import shutil
import subprocess
from collections.abc import Sequence

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.loaders import ocr

NEEDS_OCR = pytest.mark.skipif(ocr.available() is not None, reason="needs tesseract with vie")
WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dots an inch
LETTERS = 28
_LEFT, _LINE = 130, 44


def font(size: int = LETTERS, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A serif font with Vietnamese letters."""
    style = "Bold" if bold else "Book"
    found = subprocess.run(
        [shutil.which("fc-match") or "fc-match", "-f", "%{file}", f"DejaVu Serif:style={style}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return ImageFont.truetype(found.stdout, size)


def blank() -> Image.Image:
    """An empty page."""
    return Image.new("L", (WIDTH, HEIGHT), 255)


def write(page: Image.Image, lines: Sequence[str], top: int, left: int = _LEFT) -> int:
    """Lines under each other from ``top``; where the next would begin."""
    draw = ImageDraw.Draw(page)
    for line in lines:
        draw.text((left, top), line, font=font(), fill=10)
        top += _LINE
    return top


def directive(body: Sequence[str]) -> Image.Image:
    """A page with a letterhead in two columns and ``body`` under it."""
    page = blank()
    write(page, ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", "", "Số: 753/KH-UBND"], 90, 110)
    write(
        page,
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
            "Độc lập - Tự do - Hạnh phúc",
            "",
            "Quảng Ngãi, ngày 23 tháng 6 năm 2026",
        ],
        90,
        560,
    )
    write(page, ["KẾ HOẠCH"], 330, 540)
    write(page, body, 420)
    return page
