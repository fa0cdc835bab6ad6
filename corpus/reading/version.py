"""What reading depends on besides the file: the program's own code, libraries and programs."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.loaders.office.programs import has_program

_ROOT = Path(__file__).parent.parent
_CODE = ("document.py", "load.py", "loaders/**/*.py", "language/*.py", "structure/*.py")
_DATA = ("vocabulary/*.toml",)
_LIBRARIES = (
    *("asterocr", "lxml", "olefile", "onnxruntime", "pdfplumber", "pillow", "pypdfium2"),
    *("pytesseract", "python-docx", "selectolax", "striprtf"),
)
_PROGRAMS = ("soffice", "antiword", "tesseract")


@cache
def reading_version() -> str:
    """A digest that changes whenever a file might be read otherwise than before."""
    digest = hashlib.sha256()
    for pattern in (*_CODE, *_DATA):
        for path in sorted(_ROOT.glob(pattern)):
            digest.update(path.relative_to(_ROOT).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for name in _LIBRARIES:
        digest.update(f"{name}={_version(name)};".encode())
    for name in _PROGRAMS:
        digest.update(f"{name}={has_program(name)};".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
