"""How much a file may cost: read by the loaders, set once for a process that reads files."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. ``seconds`` of wall clock; ``memory_mb`` of the process that reads it
    and of each program it starts; sizes in megabytes (10**6 bytes, or characters of text);
    ``pages`` of a document; ``pixels`` of one picture; ``ratio`` of an archive's unpacked size to
    its packed size."""

    seconds: float = 600.0
    memory_mb: int = 4096
    file_mb: int = 200
    text_mb: int = 20
    unpacked_mb: int = 1000
    ratio: int = 200
    pages: int = 2000
    pixels: int = 100_000_000


_LIMITS: ContextVar[Limits | None] = ContextVar("limits", default=None)


def current_limits() -> Limits:
    """The limits of this process."""
    return _LIMITS.get() or Limits()


def set_limits(limits: Limits) -> None:
    """Let ``limits`` hold from now on in this thread."""
    _LIMITS.set(limits)
