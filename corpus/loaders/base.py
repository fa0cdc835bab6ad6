"""What every loader gives and the error it raises."""

from dataclasses import dataclass
from pathlib import Path

from corpus.document import Place


class LoadError(Exception):
    """A file could not be read as a directive; ``path`` says which."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's text (NFC), the stretches of it that are page furniture, and notes for the health
    report (in Vietnamese); ``doubts`` and ``places`` as in ``Document``."""

    text: str
    noise: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[tuple[int, int], ...] = ()
    places: tuple[Place, ...] = ()


def read_bytes(path: Path) -> bytes:
    """The file's bytes; LoadError where the system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = f"không đọc được tệp ({error.strerror}); kiểm tra đường dẫn và quyền đọc."
        raise LoadError(path, reason) from error
