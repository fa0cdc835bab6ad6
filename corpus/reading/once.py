"""One file, from what is kept or from the file itself, and kept."""

from pathlib import Path

from corpus.load import load
from corpus.loaders.base import Loaded, LoadError
from corpus.reading.cache import Cache, key_of

_TRIES = 2


def read_file(path: Path, cache: Cache | None) -> Loaded:
    """What the file holds; LoadError as ``load``, and for a file that changes all the time."""
    if cache is None:
        return load(path)
    for _ in range(_TRIES):
        try:
            key = key_of(path)
        except OSError:
            return load(path)  # which tells why it cannot be read
        kept = cache.get(key)
        if kept is not None:
            return kept
        loaded = load(path)
        try:
            same = key_of(path) == key
        except OSError:
            same = False
        if same:
            cache.put(key, loaded)
            return loaded
    raise LoadError(path, "tệp thay đổi trong lúc đọc; hãy chạy lại khi tệp đã ghi xong.")
