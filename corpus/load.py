"""Files to text through the loader of their format, told by what is in them."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.folders import find_files, find_unread
from corpus.loaders import LOADERS, Loaded, LoadError
from corpus.loaders.archive import check_archive
from corpus.loaders.base import read_bytes
from corpus.loaders.kind import NAMES, PLAIN, TEXT, is_of_kind, is_page, kind_of
from corpus.loaders.limits import current_limits
from corpus.loaders.nesting import check_nesting
from corpus.loaders.office.word import load_office
from corpus.loaders.page_numbers import without_page_numbers
from corpus.loaders.unread import unread_reason, unread_remedy

__all__ = ["LOADERS", "LoadError", "Loaded", "companions", "find_files", "find_unread", "load"]

_ZIP = b"PK"  # an OpenDocument text may also be one XML file
_PACKED = frozenset((".docx", ".odt"))
_INNER = {".wordml": partial(load_office, kind=".xml")}  # formats without a suffix of their own
_TAGGED = frozenset((".html", ".htm", ".mht", ".mhtml"))
# formats that are known by their first bytes: what has others is none of them
_MARKED = frozenset((".doc", ".dot", ".rtf", ".odt", ".ott", ".fodt", ".wps"))
_SAVE = "hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx"
_WORDY = frozenset((*PLAIN, ".html", ".htm"))  # formats whose bytes are nearly all words
_BYTES_A_CHARACTER = 4  # at most


def load(path: Path) -> Loaded:
    """The text of one file; LoadError says why there is none and what to do."""
    if not path.exists():
        raise LoadError(path, "không có tệp hay thư mục này; kiểm tra lại đường dẫn.")
    if path.suffix.lower() not in LOADERS:
        raise LoadError(path, unread_reason(path))
    _check_size(path)
    try:
        loaded = _loaded(path)
    except LoadError:
        raise
    except MemoryError as error:
        raise LoadError(path, over_memory(current_limits().memory_mb)) from error
    except Exception as error:  # a damaged file may break a library anywhere
        reason = f"tệp bị hỏng, không đọc được ({type(error).__name__}); hãy mở rồi lưu lại tệp."
        raise LoadError(path, reason) from error
    if not loaded.text.strip():
        raise LoadError(path, "tệp rỗng hoặc không có chữ; hãy kiểm tra lại nội dung.")
    if len(loaded.text) > current_limits().text_mb * 1_000_000:
        raise LoadError(path, _too_long())
    return without_page_numbers(loaded)


def companions(path: Path) -> tuple[Path, ...]:
    """Files beside ``path`` that say how it is to be read, where there are any: with them changes
    what is read."""
    named = (path.with_name(f"{path.name}.sua.toml"), path.with_name(f"{path.stem}.sua.toml"))
    return tuple(dict.fromkeys(other for other in named if other.is_file()))


def over_memory(megabytes: int) -> str:
    """The reason why a file that needs too much memory is left out."""
    return (
        f"đọc tệp cần quá {megabytes} MB bộ nhớ; hãy tách tệp nhỏ hơn, hoặc tăng "
        "TONGDAI_READ_MEMORY_MB."
    )


def _loaded(path: Path) -> Loaded:
    raw = read_bytes(path)
    if not raw:
        raise LoadError(path, "tệp rỗng hoặc không có chữ; hãy kiểm tra lại nội dung.")
    suffix = path.suffix.lower()
    kind = kind_of(raw)
    if kind == ".locked":
        raise LoadError(path, "tệp có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.")
    if kind in _PACKED and raw.startswith(_ZIP):
        check_archive(path, raw)
    if kind in _TAGGED or suffix in _TAGGED:
        check_nesting(path, raw)
    if kind is None and suffix in _MARKED:
        reason = f"không phải tệp {suffix} hoặc tệp bị hỏng; {_SAVE}."
        raise LoadError(path, reason)
    if kind is None or is_of_kind(suffix, kind) or _is_plain(suffix, kind, raw):
        return LOADERS[suffix](path)
    loader = LOADERS.get(kind) or _INNER.get(kind)
    called = NAMES.get(kind, f"tệp {kind}")
    if loader is None:
        reason = f"tên tệp là {suffix} nhưng nội dung là {called}: {unread_remedy(kind)}."
        raise LoadError(path, reason)
    loaded = loader(path)
    note = f"tên tệp là {suffix} nhưng nội dung là {called}: đã đọc theo nội dung"
    return replace(loaded, notes=(note, *loaded.notes))


def _is_plain(suffix: str, kind: str, raw: bytes) -> bool:
    """Whether a file of words is what it is called: Markdown may begin with a tag."""
    if suffix in PLAIN:
        return kind in (TEXT, ".xml") or (kind == ".html" and not is_page(raw))
    tagged = kind == ".xml" or (kind == TEXT and b"<" in raw)
    return suffix in (".html", ".htm") and tagged


def _check_size(path: Path) -> None:
    if not path.is_file():
        raise LoadError(path, "không phải tệp thường; hãy chỉ tới một tệp hoặc một thư mục.")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise LoadError(path, f"không đọc được tệp ({error.strerror}).") from error
    limits = current_limits()
    if size > limits.file_mb * 1_000_000:
        reason = (
            f"tệp nặng {size // 1_000_000} MB, quá mức {limits.file_mb} MB; hãy tách hoặc nén "
            "tệp, hoặc tăng TONGDAI_READ_FILE_MB."
        )
        raise LoadError(path, reason)
    most = limits.text_mb * 1_000_000 * _BYTES_A_CHARACTER
    if path.suffix.lower() in _WORDY and size > most:
        raise LoadError(path, _too_long())


def _too_long() -> str:
    return (
        f"văn bản dài hơn {current_limits().text_mb} triệu ký tự; hãy tách thành nhiều tệp, hoặc "
        "tăng TONGDAI_READ_TEXT_MB."
    )
