"""Files to text through the loader of their suffix, and which files a path stands for."""

from collections.abc import Iterable
from pathlib import Path

from corpus.loaders import LOADERS, Loaded, LoadError

__all__ = ["LOADERS", "LoadError", "Loaded", "find_files", "load"]


def load(path: Path) -> Loaded:
    """The text of one file through the loader of its suffix."""
    if not path.exists():
        raise LoadError(path, "không có tệp hay thư mục này; kiểm tra lại đường dẫn.")
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        known = ", ".join(sorted(LOADERS))
        raise LoadError(path, f"chưa hỗ trợ đuôi “{path.suffix}”; các đuôi đọc được: {known}.")
    loaded = loader(path)
    if not loaded.text.strip():
        raise LoadError(path, "tệp rỗng hoặc không có chữ; hãy kiểm tra lại nội dung.")
    return loaded


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of a known suffix in the folders named, in a stable order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in LOADERS)
            found.extend(p for p in inside if p.is_file() and not p.name.startswith((".", "~$")))
        else:
            found.append(path)
    return list(dict.fromkeys(found))
