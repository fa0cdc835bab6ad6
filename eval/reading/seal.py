"""Hand-written marks, which quote words, to marks that hold offsets and fingerprints only.

A hand-written line has ``file`` and ``words`` (unique in the file) and, for a clause mark,
``path``, ``text_end`` and ``cells``; for a fact what ``eval.reading.score`` compares.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eval.reading.texts import OneLine, ReadingDataError, Texts, digest, fingerprint

Row = dict[str, Any]
_KEPT = [
    "kind",
    "organ",
    "role",
    "from",
    "to",
    "every",
    "value",
    "unit",
    "comparison",
    "of",
    "number",
    "date",
    "issuer",
    "clause",
    "relation",
    "own",
]


def seal(rows: Iterable[Row], texts: Texts) -> list[Row]:
    """The rows with places instead of words; ReadingDataError for words that are not there."""
    lines: dict[str, OneLine] = {}
    sealed: list[Row] = []
    for row in rows:
        document = texts.document(row["file"])
        line = lines.setdefault(row["file"], OneLine.of(document.text))
        start = row.get("offset")
        if start is None:
            place = line.place(row["words"])
            if place is None:
                raise ReadingDataError(f"{row['file']}: không có chữ “{row['words']}”")
            start = place[0]
        kept: Row = {"file": document.file, "text": digest(document.text), "at": start}
        if "path" in row:
            kept["path"] = row["path"]
            if row.get("text_end"):
                kept["end"] = fingerprint(row["text_end"])
            if row.get("cells"):
                kept["cells"] = [
                    [fingerprint(head), fingerprint(words)]
                    for head, words in row["cells"].items()
                    if words
                ]
        kept.update({name: row[name] for name in _KEPT if row.get(name) is not None})
        if row.get("doubt"):
            kept["doubt"] = True
        sealed.append(kept)
    return sealed


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise ReadingDataError(f"{path}: không đọc được ({error})") from error


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """One JSON object a line."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
