"""Files to text: one loader a suffix. A file that cannot be read is an error with its remedy."""

import codecs
from collections.abc import Callable, Iterable
from pathlib import Path

from corpus.normalize import nfc


class LoadError(Exception):
    """A file could not be read as a directive; ``path`` says which."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def load_text(path: Path) -> str:
    """The file's text, NFC; every other character as it stands, line ends included."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = f"không đọc được tệp ({error.strerror}); kiểm tra đường dẫn và quyền đọc."
        raise LoadError(path, reason) from error
    encoding = (
        "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    )
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        reason = (
            f"không phải văn bản UTF-8 (byte thứ {error.start}); hãy lưu lại tệp ở bảng mã UTF-8."
        )
        raise LoadError(path, reason) from error
    if "\x00" in text:
        raise LoadError(path, "tệp nhị phân, không phải văn bản; hãy xuất ra TXT hoặc MD (UTF-8).")
    if not text.strip():
        raise LoadError(path, "tệp rỗng; hãy kiểm tra lại nội dung.")
    return nfc(text)


LOADERS: dict[str, Callable[[Path], str]] = {".txt": load_text, ".md": load_text}


def load(path: Path) -> str:
    """The text of one file through the loader of its suffix."""
    if not path.exists():
        raise LoadError(path, "không có tệp hay thư mục này; kiểm tra lại đường dẫn.")
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        known = ", ".join(sorted(LOADERS))
        raise LoadError(path, f"chưa hỗ trợ đuôi “{path.suffix}”; các đuôi đọc được: {known}.")
    return loader(path)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of a known suffix in the folders named, in a stable order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in LOADERS)
            found.extend(p for p in inside if p.is_file() and not p.name.startswith("."))
        else:
            found.append(path)
    return list(dict.fromkeys(found))
