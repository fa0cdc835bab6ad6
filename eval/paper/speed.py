"""Pages a second: this program beside the libraries that it could have been left to, in one run."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from corpus.load import load


def speed_lines(files: Sequence[Path]) -> list[str]:
    """One line a PDF: its pages and how many each way reads in a second, one after another."""
    return [_line(path) for path in files]


def _line(path: Path) -> str:
    pages = len(pypdfium2.PdfDocument(path))
    told = ", ".join(f"{name} {_rate(read, path, pages)}" for name, read in _WAYS.items())
    return f"  {path.name} ({pages} trang), trang mỗi giây: {told}"


def _rate(read: Callable[[Path], object], path: Path, pages: int) -> str:
    begin = time.perf_counter()
    read(path)
    return f"{pages / (time.perf_counter() - begin):.1f}".replace(".", ",")


def _with_pdfium(path: Path) -> object:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def _with_pdfplumber(path: Path) -> object:
    with pdfplumber.open(path) as pdf:
        return [(page.extract_text(), page.extract_tables()) for page in pdf.pages]


# the first two give bare text, or text and tables; ours gives clauses' places and tables as well
_WAYS: dict[str, Callable[[Path], object]] = {
    "pypdfium2 (chỉ chữ)": _with_pdfium,
    "pdfplumber (chữ và bảng)": _with_pdfplumber,
    "chương trình này": load,
}
