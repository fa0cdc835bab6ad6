"""``eval tasks``: the tasks that are read against lists made by hand (``eval/sets/tasks``).

A found task and a row of a list are the same where the agency is and the row's words stand in the
task's words or its clause.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.language.normalize import view
from corpus.organs import find_bodies
from corpus.tasks.extract import find_tasks
from corpus.tasks.names import with_province
from corpus.tasks.task import Task
from eval.reading.texts import OneLine, ReadingDataError, Texts

AGENCIES = ("Bộ Tài chính", "Sở Khoa học và Công nghệ", "Sở Tài chính")
Row = dict[str, Any]


@dataclass(slots=True)
class Agreement:
    """Found tasks that a list has and has not, and rows that were not found."""

    right: int = 0
    extra: list[str] = field(default_factory=list)
    met: int = 0
    missed: list[str] = field(default_factory=list)
    roles: int = 0
    dues: int = 0
    dated: int = 0

    @property
    def precision(self) -> float:
        """Right ones among those found."""
        return self.right / max(1, self.right + len(self.extra))

    @property
    def recall(self) -> float:
        """Rows that were found."""
        return self.met / max(1, self.met + len(self.missed))

    def told(self, name: str) -> str:
        """One line."""
        rows, found = self.met + len(self.missed), self.right + len(self.extra)
        return (
            f"{name}: chính xác {self.right}/{found} ({self.precision:.3f}), "
            f"đủ {self.met}/{rows} ({self.recall:.3f}), "
            f"đúng vai trò {self.roles}/{self.met}, nêu thời hạn {self.dues}/{self.dated}"
        )


def run_tasks(path: Path, corpus: Sequence[Path], verbose: bool) -> str:
    """Precision and recall over the list: its three agencies, and all agencies."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = Texts(corpus)
    three, whole = Agreement(), Agreement()
    for file in dict.fromkeys(row["file"] for row in rows):
        document = texts.document(file)
        own = [row for row in rows if row["file"] == file]
        found = _each_once(find_tasks(document))
        wanted = {name_of(agency) for agency in AGENCIES}
        compare(document, own, found, whole)
        compare(
            document,
            [row for row in own if name_of(row["agency"]) in wanted],
            [task for task in found if name_of(task.agency) in wanted],
            three,
        )
    lines = [
        three.told(f"ba cơ quan ({', '.join(AGENCIES)})"),
        whole.told("mọi cơ quan"),
    ]
    if verbose:
        lines += [f"thừa: {one}" for one in whole.extra] + [f"thiếu: {one}" for one in whole.missed]
    return "\n".join(lines)


def name_of(agency: str) -> str:
    """An agency's name as it is compared: the listed one that it is a form of."""
    found = find_bodies(agency)
    name = found[0].name if found and not found[0].start else agency
    return with_province(name, agency, 0, len(agency)).replace("Ủy ban nhân dân", "UBND").lower()


def compare(
    document: Document, rows: Sequence[Row], found: Sequence[Task], into: Agreement
) -> None:
    """Count the document's rows and tasks into ``into``."""
    spans = [_place(document, row) for row in rows]
    met: dict[int, Task] = {}
    for task in found:
        clause = document.clause(task.clause_id)
        assert clause is not None
        inside = [
            number
            for number, (row, span) in enumerate(zip(rows, spans, strict=True))
            if name_of(row["agency"]) == name_of(task.agency)
            and any(
                start <= span[0] < end for start, end in (task.task, (clause.start, clause.end))
            )
        ]
        if not inside:
            words = view(document.text, *task.task).text
            into.extra.append(f"{document.file[:22]} {task.agency} [{task.role}] {words[:110]}")
            continue
        into.right += 1
        for number in inside:
            met.setdefault(number, task)
    for number, row in enumerate(rows):
        task_met = met.get(number)
        if task_met is None:
            into.missed.append(f"{row['file'][:22]} {row['agency']} [{row['role']}] {row['quote']}")
            continue
        into.met += 1
        into.roles += task_met.role == row["role"]
        if row.get("deadline"):
            into.dated += 1
            into.dues += any(_same_words(due.words, row["deadline"]) for due in task_met.dues)


def _same_words(found: str, wanted: str) -> bool:
    one, other = found.lower(), wanted.lower()
    return one in other or other in one


def _each_once(tasks: Sequence[Task]) -> list[Task]:
    seen: dict[tuple[str, str], Task] = {}
    for task in tasks:
        seen.setdefault((task.clause_id, task.agency), task)
    return list(seen.values())


def _place(document: Document, row: Row) -> tuple[int, int]:
    line = OneLine.of(document.text)
    span = line.place(row["quote"])
    for _ in range(row.get("nth", 1) - 1):
        span = line.place(row["quote"], span[1]) if span else None
    if span is None:
        raise ReadingDataError(f"{row['file']}: không có lời “{row['quote']}”")
    return span
