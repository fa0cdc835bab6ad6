"""Loaders of what word processors write: DOCX in old fonts too, DOC, RTF, ODT through DOCX."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.docx import load_docx
from corpus.loaders.office.fallback import read_doc, read_rtf
from corpus.loaders.office.programs import ProgramError, has_program, to_docx
from corpus.loaders.office.recode import recode

_SAVE = "hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx"
_INSTALL = f"cần LibreOffice: chạy `make ocr` để cài, hoặc {_SAVE}"
# what reads a format where LibreOffice is absent: the program it needs ("" for none), the reader
_SMALLER: dict[str, tuple[str, Callable[[bytes], Loaded]]] = {
    ".doc": ("antiword", read_doc),
    ".rtf": ("", read_rtf),
}


def load_word(path: Path) -> Loaded:
    """A DOCX, its words in Unicode whatever font they are set in."""
    raw = read_bytes(path)
    try:
        recoded, notes = recode(raw)
    except Exception:  # zipfile and lxml raise many kinds: the loader says what is wrong
        return load_docx(path)
    if recoded is raw:
        return load_docx(path)
    return _of_bytes(path, recoded, notes)


def load_office(path: Path, kind: str) -> Loaded:
    """A file of an older or another word processor; ``kind`` is the suffix of its format.

    LoadError where it is damaged or has a password, or where no program reads it here.
    """
    raw = read_bytes(path)
    if has_program("soffice"):
        try:
            converted = to_docx(raw, kind)
        except ProgramError as error:
            raise LoadError(path, f"{error}; {_SAVE}.") from error
        try:
            recoded, notes = recode(converted)
        except Exception as error:  # zipfile and lxml raise many kinds
            raise LoadError(path, f"LibreOffice không chuyển được tệp; {_SAVE}.") from error
        return _of_bytes(path, recoded, notes)
    program, read = _SMALLER.get(kind, ("soffice", None))
    if read is None or (program and not has_program(program)):
        raise LoadError(path, f"chưa đọc được tệp {kind}: {_INSTALL}.")
    try:
        return read(raw)
    except Exception as error:  # striprtf raises many kinds for a damaged file
        raise LoadError(path, f"tệp bị hỏng hoặc có mật khẩu; {_SAVE}.") from error


def _of_bytes(path: Path, raw: bytes, notes: tuple[str, ...]) -> Loaded:
    """What the DOCX loader reads in ``raw``; its errors name the file that was asked for."""
    with tempfile.TemporaryDirectory(prefix="docx-") as folder:
        copy = Path(folder) / f"{path.stem[:100]}.docx"
        copy.write_bytes(raw)
        try:
            loaded = load_docx(copy)
        except LoadError as error:
            raise LoadError(path, error.reason) from error
    return replace(loaded, notes=(*notes, *loaded.notes))
