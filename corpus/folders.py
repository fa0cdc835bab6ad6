"""Which files a path stands for: those that are read, and those that are not, with the reason."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.loaders import LOADERS, LoadError
from corpus.loaders.unread import unread_reason

_BESIDE = "sources.toml"  # where the files come from, no file of the corpus
_CORRECTIONS = ".sua.toml"  # what an official settled about the file beside it
_HIDDEN = (".", "~$")
_OUTSIDE = (
    "liên kết trỏ ra ngoài thư mục, không đọc; hãy sao chép tệp vào thư mục, hoặc thêm đường dẫn "
    "thật vào TONGDAI_CORPUS."
)
_BROKEN = "liên kết hỏng (tệp đích không còn); hãy bỏ liên kết hoặc sao chép lại tệp."
_CLOSED = "không mở được thư mục; kiểm tra quyền đọc."
_SPECIAL = "không phải tệp thường (ống dẫn, thiết bị); hãy bỏ khỏi thư mục."


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of a known suffix in the folders named, in a stable order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (file for file, reason in _walk(path) if reason is None)
            found.extend(p for p in inside if p.suffix.lower() in LOADERS)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def find_unread(paths: Iterable[Path]) -> list[LoadError]:
    """The files in the folders named that are not read, each with the remedy; hidden ones, those
    that tell sources and those with corrections are none of the corpus."""
    left: dict[Path, str] = {}
    for folder in paths:
        for path, reason in _walk(folder) if folder.is_dir() else ():
            if reason is not None:
                left[path] = reason
            elif path.suffix.lower() not in LOADERS and not _is_beside(path):
                left[path] = unread_reason(path)
    return [LoadError(path, reason) for path, reason in left.items()]


def _is_beside(path: Path) -> bool:
    return path.name == _BESIDE or path.name.endswith(_CORRECTIONS)


def _walk(folder: Path) -> list[tuple[Path, str | None]]:
    """Every file under the folder that is not hidden, with the reason why it must not be read."""
    closed: list[tuple[Path, str | None]] = []

    def note(error: OSError) -> None:
        closed.append((Path(str(error.filename)), _CLOSED))

    root = _resolved(folder)
    found: list[tuple[Path, str | None]] = []
    for at, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(_HIDDEN)]
        links = [name for name in folders if (Path(at) / name).is_symlink()]
        for name in (*files, *links):
            if not name.startswith(_HIDDEN):
                found.extend(_judged(Path(at) / name, root))
    return sorted([*found, *closed], key=lambda pair: pair[0])


def _judged(path: Path, root: Path | None) -> Iterator[tuple[Path, str | None]]:
    """The file with the reason against it, if any. A link to a folder inside gives nothing: its
    files are found where they are."""
    if path.is_symlink():
        target = _resolved(path)
        if target is None or not target.exists():
            yield path, _BROKEN
        elif root is None or not target.is_relative_to(root):
            yield path, _OUTSIDE
        elif target.is_file():
            yield path, None
    elif path.is_file():
        yield path, None
    else:
        yield path, _SPECIAL


def _resolved(path: Path) -> Path | None:
    """Where the path leads, None for a circle of links."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return None
