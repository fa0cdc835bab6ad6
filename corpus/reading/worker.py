"""The process that reads files: ``python -m corpus.reading.worker LIMITS CACHE SCRATCH``.

It says hello when it is ready, takes a path a line (JSON) from standard input and answers on
standard output with a size (8 bytes), a sign and a body: ``+`` what was read, ``-`` why not, ``!``
that a limit was passed, after which it ends. What a library prints goes nowhere.
"""

import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from corpus.load import over_memory
from corpus.loaders.base import LoadError
from corpus.loaders.limits import Limits, set_limits
from corpus.reading.cache import Cache
from corpus.reading.codec import encode
from corpus.reading.once import read_file

HELLO = b"ready\n"
READ, REFUSED, OVER = b"+", b"-", b"!"
SIZE_BYTES = 8
_GRACE = 30  # seconds after which a worker whose master is gone ends
_LARGEST = 4 << 30  # bytes of a file that a started program may write


def main(arguments: list[str]) -> int:
    """Read until there is nothing more to read."""
    limits = Limits(**json.loads(arguments[0]))
    cache = Cache(Path(arguments[1])) if arguments[1] else None
    tempfile.tempdir = arguments[2]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    set_limits(limits)
    _bound(limits)
    answers.write(HELLO)
    answers.flush()
    for line in sys.stdin.buffer:
        signal.alarm(int(limits.seconds) + _GRACE)
        sign, body = _read(Path(json.loads(line)["path"]), cache, limits)
        _answer(answers, sign, body)
        signal.alarm(0)
        if sign == OVER:  # what else the memory holds is not known
            return 1
    return 0


def _bound(limits: Limits) -> None:
    """Ask the system to hold this process and what it starts within the limits."""
    memory = limits.memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST, _LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, cache: Cache | None, limits: Limits) -> tuple[bytes, bytes]:
    try:
        return READ, encode(read_file(path, cache))
    except LoadError as error:
        over = isinstance(error.__cause__, MemoryError)
        return OVER if over else REFUSED, error.reason.encode()
    except MemoryError:
        return OVER, over_memory(limits.memory_mb).encode()


def _answer(answers: BinaryIO, sign: bytes, body: bytes) -> None:
    answers.write((len(body) + 1).to_bytes(SIZE_BYTES, "big") + sign + body)
    answers.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
