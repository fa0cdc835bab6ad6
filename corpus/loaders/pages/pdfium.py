"""The one door to pypdfium2: opening a file, and the lock that PDFium needs."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw_pdfium

from corpus.loaders.base import LoadError, read_bytes

MOST_PAGES = 2000
LARGEST_SIDE = 14_400.0  # points; the largest that the format allows
_SCALE = 1_000_000  # PDFium gives places on a device in whole numbers
_HEAD, _TAIL = 1024, 4096  # bytes in which a file's first and last marks stand

LOCK = threading.RLock()  # PDFium works for one thread at a time

_NO_PDF = "không phải tệp PDF; hãy kiểm tra lại tệp hoặc lấy lại từ nguồn."
_CUT = "tệp PDF bị cắt cụt hoặc bị hỏng; hãy tải lại bản đầy đủ."
_LOCKED = "tệp PDF có mật khẩu; hãy mở bằng mật khẩu rồi in hoặc lưu thành tệp không có mật khẩu."


@contextmanager
def opened(path: Path, most_pages: int = MOST_PAGES) -> Iterator[pypdfium2.PdfDocument]:
    """The file open under the lock, form fields included; LoadError says why it cannot be."""
    raw = read_bytes(path)
    if b"%PDF-" not in raw[:_HEAD]:
        raise LoadError(path, _NO_PDF)
    with LOCK:
        try:
            pdf = pypdfium2.PdfDocument(raw)
        except pypdfium2.PdfiumError as error:
            told = str(error).lower()
            locked = "password" in told or "security" in told
            raise LoadError(path, _LOCKED if locked else _CUT) from error
        try:
            if b"%%EOF" not in raw[-_TAIL:] or len(pdf) == 0:
                raise LoadError(path, _CUT)
            if len(pdf) > most_pages:
                reason = f"tệp PDF có {len(pdf)} trang, nhiều hơn {most_pages}; hãy tách ra."
                raise LoadError(path, reason)
            pdf.init_forms()
            yield pdf
        finally:
            pdf.close()


def on_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A place of the file's own coordinates in shares of the page as it is shown, from its upper
    left."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw_pdfium.FPDF_PageToDevice(page, 0, 0, _SCALE, _SCALE, 0, x, y, across, down)
    return across.value / _SCALE, down.value / _SCALE
