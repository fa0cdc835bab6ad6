"""Files to text through the loader of their suffix, and which files a path stands for."""

from collections.abc import Iterable
from pathlib import Path

from corpus.loaders import LOADERS, Loaded, LoadError
from corpus.loaders.pages.corrections import SUFFIX
from corpus.loaders.unread import unread_reason

__all__ = ["LOADERS", "LoadError", "Loaded", "find_files", "find_unread", "load"]

_BESIDE = "sources.toml"  # where the files come from, no file of the corpus


def load(path: Path) -> Loaded:
    """The text of one file through the loader of its suffix."""
    if not path.exists():
        raise LoadError(path, "không có tệp hay thư mục này; kiểm tra lại đường dẫn.")
    loader = LOADERS.get(path.suffix.lower())
    if loader is None:
        raise LoadError(path, unread_reason(path))
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


def find_unread(paths: Iterable[Path]) -> list[LoadError]:
    """The files in the folders named that no loader reads, each with the remedy; hidden ones,
    ``sources.toml`` and corrections of scans are none of the corpus."""
    left: dict[Path, None] = {}
    for folder in paths:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            inner = path.relative_to(folder).parts
            beside = path.name == _BESIDE or path.name.endswith(SUFFIX)
            if path.suffix.lower() in LOADERS or beside or not path.is_file():
                continue
            if not any(part.startswith((".", "~$")) for part in inner):
                left[path] = None
    return [LoadError(path, unread_reason(path)) for path in left]
