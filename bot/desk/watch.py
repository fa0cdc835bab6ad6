"""The thread that keeps the edition up to date: what other processes decided, a new day, the
watched folder."""

import hashlib
import logging
import threading
import time
from pathlib import Path

from bot.desk.desk import Desk, folder_of
from bot.records.database import DatabaseError
from corpus.load import LOADERS
from corpus.shelf.entry import ShelfError

_LOG = logging.getLogger(__name__)
_STEP = 1.0  # seconds between two looks
_SETTLED = 2.0  # seconds since the last change of a file, after which it is taken for whole
BY = "watched"


class Watch:
    """Looks once a second; ``stop`` ends it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._seen: set[tuple[str, int, int]] = set()
        self._end = threading.Event()

    def start(self) -> None:
        """Begin, in a thread that does not keep the process."""
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def stop(self) -> None:
        """End before the next look."""
        self._end.set()

    def look(self) -> None:
        """Once: bring in what is new, then take up what was decided elsewhere."""
        if folder := folder_of(self.desk.settings):
            self._bring(folder)
        if self.desk.is_old():
            self.desk.refresh()

    def _run(self) -> None:
        while not self._end.wait(_STEP):
            try:
                self.look()
            except Exception:  # tried again at the next look
                _LOG.exception("the edition was not brought up to date")
                self._end.wait(10 * _STEP)

    def _bring(self, folder: Path) -> None:
        known = {entry.digest for entry in self.desk.shelf.entries()}
        for path in sorted(folder.glob("*")):
            try:
                state = path.stat()
            except OSError:
                continue
            mark = (path.name, state.st_size, state.st_mtime_ns)
            wanted = path.suffix.lower() in LOADERS and not path.name.startswith((".", "~"))
            if mark in self._seen or not wanted or not path.is_file() or path.is_symlink():
                continue
            if time.time() - state.st_mtime < _SETTLED:
                continue
            self._seen.add(mark)
            self._take(path, known)

    def _take(self, path: Path, known: set[str]) -> None:
        try:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() in known:
                    return
                file.seek(0)
                entry = self.desk.add(path.name, file, BY, origin=BY)
            if self.desk.settings.watched_publish:
                self.desk.publish(entry, BY)
        except (ShelfError, OSError, DatabaseError) as error:
            _LOG.warning("Thư mục theo dõi: %s", error)
