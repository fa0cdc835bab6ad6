"""Many files to text, in their order: kept ones at once, small texts here, the rest by workers."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from corpus.load import load
from corpus.loaders.base import Loaded, LoadError
from corpus.loaders.kind import PLAIN
from corpus.loaders.limits import Limits, set_limits
from corpus.reading.cache import Cache, key_of
from corpus.reading.once import read_file
from corpus.reading.pool import OverLimit, Pool

Watch = Callable[[Sequence[Path]], Iterable[Path]]
_AHEAD = 64  # files that are read before they are asked for
_SMALL = 2_000_000  # bytes of a text that is read on the spot


@dataclass(frozen=True)
class Reader:
    """How files are read. ``workers``: processes, 0 for none: everything here, without limits of
    time and memory. ``cache``: where what was read is kept, ``parsed``: where the documents made of
    it are (``corpus.parsed``); None for nowhere."""

    workers: int = 0
    limits: Limits = field(default_factory=Limits)
    cache: Path | None = None
    parsed: Path | None = None

    def read(
        self, files: Sequence[Path], watch: Watch = iter
    ) -> Iterator[tuple[Path, Loaded | LoadError]]:
        """Each file with what it holds, or why not; ``watch`` may wrap the files to show
        progress."""
        set_limits(self.limits)
        with ExitStack() as stack:
            run = _Run(self, stack)
            for number, path in enumerate(watch(files)):
                run.ask(files[: number + _AHEAD])
                yield path, run.result(path)
        if self.cache and files:
            Cache(self.cache).drop_old()


@dataclass
class _Run:
    """One pass over files."""

    reader: Reader
    stack: ExitStack
    asked: int = 0
    pool: Pool | None = None
    found: dict[Path, Loaded | LoadError | Future[Loaded] | None] = field(default_factory=dict)
    keys: dict[Path, str] = field(default_factory=dict)

    def ask(self, files: Sequence[Path]) -> None:
        """Begin to read those of ``files`` that were not asked for."""
        for path in files[self.asked :]:
            if not _is_small_text(path):
                self.found[path] = self._kept(path) or self._sent(path)
        self.asked = max(self.asked, len(files))

    def result(self, path: Path) -> Loaded | LoadError:
        """What the file holds, or why not."""
        found = self.found.pop(path, None)
        try:
            if isinstance(found, Future):
                return found.result()
            return self._read_here(path) if found is None else found
        except OverLimit as error:
            if self.reader.cache and path in self.keys:
                Cache(self.reader.cache).refuse(self._refused(path), error.reason)
            return error
        except LoadError as error:
            return error

    def _read_here(self, path: Path) -> Loaded:
        cache = self.reader.cache
        if cache is None or _is_small_text(path):
            return load(path)
        return read_file(path, Cache(cache))

    def _kept(self, path: Path) -> Loaded | LoadError | None:
        """What is kept of the file as it is now."""
        if self.reader.cache is None:
            return None
        try:
            key = self.keys[path] = key_of(path)
        except OSError:
            return None  # the loader tells why
        cache = Cache(self.reader.cache)
        reason = cache.refusal(self._refused(path))
        return LoadError(path, reason) if reason else cache.get(key)

    def _refused(self, path: Path) -> str:
        """The key of a refusal: with other limits the file is tried again."""
        limits = self.reader.limits
        return f"{self.keys[path]}-{limits.seconds:g}-{limits.memory_mb}"

    def _sent(self, path: Path) -> Future[Loaded] | None:
        if not self.reader.workers or not path.is_file():
            return None
        if self.pool is None:
            cache = Cache(self.reader.cache) if self.reader.cache else None
            self.pool = self.stack.enter_context(
                Pool(self.reader.workers, self.reader.limits, cache)
            )
        return self.pool.read(path)


def _is_small_text(path: Path) -> bool:
    try:
        return path.suffix.lower() in PLAIN and path.stat().st_size <= _SMALL
    except OSError:
        return True  # the loader tells why


def cores() -> int:
    """How many processes may run side by side."""
    return len(os.sched_getaffinity(0))
