"""Run a system over question sets: records, one a line, as they come; stopped runs go on.

A run's folder holds ``records.jsonl``, then ``scores.csv``, ``summary.json`` and ``report.html``.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from corpus.library import Library
from eval.dataset import Question
from eval.metrics.abstention import (
    abstention_precision,
    abstention_recall,
    area_under_risk,
    auroc,
)
from eval.metrics.latency import percentiles
from eval.record import Record
from eval.score import MEASURES, Row, score
from eval.systems import System

RECORDS, SCORES, SUMMARY = "records.jsonl", "scores.csv", "summary.json"


@dataclass(frozen=True)
class Run:
    """A system's records and scores over the questions, in the same order."""

    system: str
    questions: tuple[Question, ...]
    records: tuple[Record, ...]
    rows: tuple[Row, ...]

    def values(self, measure: str, kind: str | None = None) -> list[float]:
        """The measure's values where it applies, of one kind of question or of all."""
        pairs = zip(self.questions, self.rows, strict=True)
        values = [row[measure] for q, row in pairs if kind is None or q.kind == kind]
        return [v for v in values if v is not None]

    def right(self) -> list[bool]:
        """Whether each answer, had it been given, would have been right."""
        pairs = zip(self.questions, self.rows, strict=True)
        return [q.answerable and bool(row["correct"]) for q, row in pairs]


def digest(question: Question) -> str:
    """Changes when what is asked changes."""
    text = "\n".join((*question.history, question.question))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def run_system(
    system: System, questions: Sequence[Question], folder: Path, progress: bool = True
) -> list[Record]:
    """Ask every question that ``folder`` has no record of yet."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / RECORDS
    known = {(r.id, r.digest): r for r in read_records(path) if r.system == system.name}
    records: list[Record] = []
    with path.open("a", encoding="utf-8") as file:
        for question in tqdm(questions, desc=system.name, unit="câu", disable=not progress):
            record = known.get((question.id, digest(question)))
            if record is None:
                record = replace(system.ask(question), digest=digest(question))
                file.write(json.dumps(record.as_json(), ensure_ascii=False) + "\n")
                file.flush()
            records.append(record)
    return records


def read_records(path: Path) -> list[Record]:
    """The records of a run; a line cut by a stop is left out."""
    if not path.is_file():
        return []
    records = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            records.append(Record.from_json(json.loads(line)))
        except (ValueError, TypeError, KeyError):
            continue
    return records


def evaluate(
    system: str, questions: Sequence[Question], records: Iterable[Record], library: Library
) -> Run:
    """Score records against their questions."""
    by_id = {record.id: record for record in records}
    asked = [q for q in questions if q.id in by_id]
    found = [by_id[q.id] for q in asked]
    rows = [score(q, r, library) for q, r in zip(asked, found, strict=True)]
    return Run(system, tuple(asked), tuple(found), tuple(rows))


def summarise(run: Run) -> dict[str, Any]:
    """Means by kind and over all, abstention, times."""
    kinds = sorted({q.kind for q in run.questions})
    answerable = [q.answerable for q in run.questions]
    refused = [not r.answered for r in run.records]
    confidence = [r.confidence for r in run.records]
    return {
        "system": run.system,
        "questions": len(run.questions),
        "measures": {m: _mean(run.values(m)) for m in MEASURES},
        "kinds": {k: {m: _mean(run.values(m, k)) for m in MEASURES} for k in kinds},
        "counts": {k: sum(q.kind == k for q in run.questions) for k in kinds},
        "abstention_precision": abstention_precision(refused, answerable),
        "abstention_recall": abstention_recall(refused, answerable),
        "auroc": auroc(confidence, answerable),
        "area_under_risk": area_under_risk(confidence, run.right()),
        "latency_ms": percentiles([r.latency_ms for r in run.records]),
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def write_run(run: Run, folder: Path) -> dict[str, Any]:
    """``scores.csv`` and ``summary.json``; returns the summary."""
    with (folder / SCORES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "kind", "status", *MEASURES])
        for question, record, row in zip(run.questions, run.records, run.rows, strict=True):
            values = ["" if row[m] is None else row[m] for m in MEASURES]
            writer.writerow([question.id, question.kind, record.status, *values])
    summary = summarise(run)
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (folder / SUMMARY).write_text(text, encoding="utf-8")
    return summary
