"""What is kept of questions, for inspection: JSON Lines or CSV."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime

from bot.records.database import Database
from bot.records.questions import Asked, read
from corpus.spreadsheet import as_text

COLUMNS = (
    "id", "at", "door", "status", "question", "standalone", "documents", "clauses", "province",
    "milliseconds", "model", "answer_id", "request_id", "session", "key",
)  # fmt: skip
KINDS = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}


def exported(database: Database, kind: str, since: datetime | None = None) -> Iterator[str]:
    """The rows, line by line."""
    if kind == "csv":
        yield "\ufeff" + _csv(COLUMNS)
    for row in read(database, since):
        yield _csv(_cells(row)) if kind == "csv" else _line(row)


def _line(row: Asked) -> str:
    told = {name: getattr(row, name) for name in COLUMNS}
    told["at"] = row.at.isoformat(timespec="seconds")
    return json.dumps(told, ensure_ascii=False) + "\n"


def _cells(row: Asked) -> Iterator[str]:
    for name in COLUMNS:
        value = getattr(row, name)
        if isinstance(value, tuple):
            value = " ".join(value)
        text = value.isoformat(timespec="seconds") if name == "at" else str(value)
        yield as_text(text)


def _csv(cells: "tuple[str, ...] | Iterator[str]") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
