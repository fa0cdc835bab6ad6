"""Yes-or-no questions with the clause that settles them and what it says, out of question sets.

The verdict is the question's ``expect``, or what its reference answer begins with, or, of questions
without one, what was read from their quotes (``eval/sets/yesno/told.jsonl``). Each question stands
a second time with the clause of its document that is nearest to it and settles nothing.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.read.verdict.asked import Asked, Form, read_asked
from bot.verify.ground import content
from corpus.document import Clause, Document
from corpus.library import Library, load_library
from eval.verifier import holder, read_claims
from index.passage import clause_text

YES, NO, OPEN = "yes", "no", "unknown"
CLAIM = "claim"  # the set's name of a sentence written for the verifier
_YES = re.compile(r"(?:có|được|đúng|phải|rồi|đã|cần|bắt buộc)\b", re.IGNORECASE)
_NO = re.compile(r"(?:không|chưa|sai|chẳng)\b", re.IGNORECASE)
_LONG = 40  # characters of a clause that may be mistaken for another


@dataclass(frozen=True, slots=True)
class Settled:
    """A question and a clause: ``verdict`` is what it says, OPEN where it is not about it."""

    id: str
    set: str
    asked: Asked
    document: Document
    clause: Clause
    verdict: str


def read_settled(paths: Sequence[Path], folder: Path, told: Path | None = None) -> list[Settled]:
    """All of the sets over the documents of ``folder``."""
    known = _told(told) if told else {}
    rows = [(path.stem, row, v) for path in paths for row, v in _rows(path, known)]
    names = sorted({row["gold"][0]["document"] for _, row, _ in rows})
    library = load_library(
        [folder / name for name in names if (folder / name).is_file()], refuse_broken=False
    )
    words: dict[str, frozenset[str]] = {}
    return [one for row in rows for one in _settled(*row, library, words)]


def read_stated(paths: Sequence[Path], folder: Path) -> list[Settled]:
    """The sentences that were written for the verifier, as questions whether they are right."""
    found = []
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        files = sorted({json.loads(line)["file"] for line in lines})
        library = load_library([folder / name for name in files], refuse_broken=False)
        for claim in read_claims(path, library):
            if len(claim.citations) != 1 or _is_english(lines, claim.id):
                continue
            said = claim.sentence.rstrip(" .")
            cited = claim.citations[0]
            verdict = YES if claim.true else NO
            asked = Asked(said, Form.RIGHT, said)
            found.append(Settled(claim.id, CLAIM, asked, cited.document, cited.clause, verdict))
    return found


def verdict_of(row: Mapping[str, Any], known: Mapping[str, str]) -> str | None:
    """What the right answer to a question of a set is; None where that is not told."""
    if expected := row.get("expect") or known.get(row["id"]):
        return str(expected)
    reference = row.get("reference", "")
    for verdict, pattern in ((YES, _YES), (NO, _NO)):
        if pattern.match(reference):
            return verdict
    return None


def _told(path: Path) -> dict[str, str]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["expect"] for row in rows}


def _rows(path: Path, known: Mapping[str, str]) -> Iterator[tuple[dict[str, Any], str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["answerable"] or not row["gold"]:
            continue
        if len({gold["document"] for gold in row["gold"]}) > 1:
            continue
        if (verdict := verdict_of(row, known)) in (YES, NO):
            yield row, verdict


def _settled(
    name: str,
    row: Mapping[str, Any],
    verdict: str,
    library: Library,
    words: dict[str, frozenset[str]],
) -> Iterator[Settled]:
    asked = read_asked(" ".join((*row.get("history", [])[-1:], row["question"])))
    document = library.document(row["gold"][0]["document"])
    if asked is None or document is None:
        return
    clauses = [holder(document, gold["quote"]) for gold in row["gold"]]
    clause = clauses[0]
    if clause is None:
        return
    yield Settled(row["id"], name, asked, document, clause, verdict)
    right = {one.id for one in clauses if one}
    if other := _mistaken(asked.text, document, right, words):
        yield Settled(row["id"], name, asked, document, other, OPEN)


def _mistaken(
    text: str, document: Document, right: set[str], words: dict[str, frozenset[str]]
) -> Clause | None:
    """The clause that shares most words with the question and is not right."""
    wanted = frozenset(content(text))
    best: tuple[float, Clause] | None = None
    for clause in document.clauses:
        own = words.get(clause.id)
        if own is None:
            text = clause_text(document, clause)
            own = frozenset(content(text)) if len(text) >= _LONG else frozenset()
            words[clause.id] = own
        if not own or clause.id in right:
            continue
        share = len(wanted & own) / len(own) ** 0.25
        if best is None or share > best[0]:
            best = share, clause
    return best[1] if best else None


def _is_english(lines: Sequence[str], name: str) -> bool:
    return any(f'"{name}"' in line and '"lang": "en"' in line for line in lines)
