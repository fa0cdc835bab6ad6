"""The tasks of each document, read once and kept: in memory, and in a folder between starts."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.facts.fact import Facts
from corpus.memory import Memory
from corpus.tasks.extract import find_tasks
from corpus.tasks.task import Due, DueKind, Task

_ROOT = Path(__file__).parent.parent
_READ_BY = (
    "document.py", "organs.py", "locality.py", "names.py", "tasks/*.py", "facts/*.py",
    "citation/*.py", "language/*.py", "structure/**/*.py", "vocabulary/*.toml",
)  # fmt: skip
_KEPT = 5000  # documents in memory


class TaskBook:
    """Tasks by document; ``folder`` None: kept in memory alone. What cannot be written or read
    there is read from the document anew."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._memory: Memory[tuple[str, str], tuple[Task, ...]] = Memory(_KEPT)

    def of(self, document: Document, facts: Callable[[], Facts] | None = None) -> tuple[Task, ...]:
        """The document's tasks; ``facts`` gives its facts where they are known already."""
        return self._memory.get_or(
            (document.id, document.digest), lambda: self._read(document, facts)
        )

    def warm(self, documents: Iterable[Document]) -> None:
        """Read the tasks of all documents, so that nobody waits for them."""
        for document in documents:
            self.of(document)

    def _read(self, document: Document, facts: Callable[[], Facts] | None) -> tuple[Task, ...]:
        path = self._path(document)
        if path is not None:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                return tuple(_task(row) for row in json.loads(path.read_text(encoding="utf-8")))
        tasks = find_tasks(document, facts() if facts else None)
        if path is not None:
            _write(path, json.dumps([asdict(task) for task in tasks], ensure_ascii=False))
        return tasks

    def _path(self, document: Document) -> Path | None:
        if self._folder is None:
            return None
        meta = document.metadata
        # the id stands in the rows; the day of issue counts for relative times
        marks = (
            version(),
            document.digest,
            document.id,
            str(meta.date),
            str(len(document.clauses)),
        )
        key = hashlib.sha256("\0".join(marks).encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json"


@cache
def version() -> str:
    """A digest that changes whenever tasks might be read otherwise than before."""
    digest = hashlib.sha256()
    for pattern in _READ_BY:
        for path in sorted(_ROOT.glob(pattern)):
            digest.update(path.relative_to(_ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _task(row: dict[str, Any]) -> Task:
    dues = tuple(
        Due(**{**due, "kind": DueKind(due["kind"]), "at": tuple(due["at"])}) for due in row["dues"]
    )
    spans = {name: tuple(row[name]) for name in ("at", "task")}
    targets = tuple((start, end) for start, end in row["targets"])
    return Task(**{**row, **spans, "dues": dues, "targets": targets})


def _write(path: Path, text: str) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
