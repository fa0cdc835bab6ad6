"""Pairs for the verifier out of question sets: a reference answer with the clauses that it is
drawn from, true, and with the clause of the same document that shares most words, false.

Both have the same sentence: what tells them apart is only what they cite. Claims written about
clauses say things otherwise on purpose; people's answers to questions mostly do not.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.answer import Citation
from bot.verify.ground import content
from corpus.document import Clause, Document
from corpus.library import Library, load_library
from eval.verifier import Claim, holder
from index.passage import clause_text

_FEWEST = 5  # words of a reference that says something
_LONG = 40  # characters of a clause that may be mistaken for another
SORT = "reference"


def read_references(paths: Sequence[Path], folder: Path) -> list[Claim]:
    """The pairs of the answerable questions without history."""
    rows = [
        row
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if (row := json.loads(line))["answerable"]
        and len(row.get("reference", "").split()) >= _FEWEST
        and not row.get("history")
    ]
    names = sorted({gold["document"] for row in rows for gold in row["gold"]})
    files = [folder / name for name in names if (folder / name).exists()]
    library = load_library(files, refuse_broken=False)
    words: dict[str, frozenset[str]] = {}
    return [claim for row in rows for claim in _pairs(row, library, words)]


def _pairs(row: dict[str, Any], library: Library, words: dict[str, frozenset[str]]) -> list[Claim]:
    documents = [library.document(gold["document"]) for gold in row["gold"]]
    found = [
        (document, holder(document, gold["quote"]))
        for document, gold in zip(documents, row["gold"], strict=True)
        if document
    ]
    right = {clause.id: (document, clause) for document, clause in found if clause}
    if len(right) < len({gold["quote"] for gold in row["gold"]}):
        return []
    cited = tuple(Citation(i, *pair) for i, pair in enumerate(right.values(), 1))
    claims = [_claim(row, cited, True)]
    document = cited[0].document
    wrong = _mistaken(row, document, frozenset(right), words)
    if wrong and row["gold"][0]["quote"] not in clause_text(document, wrong):
        claims.append(_claim(row, (Citation(1, document, wrong),), False))
    return claims


def _claim(row: dict[str, Any], cited: tuple[Citation, ...], true: bool) -> Claim:
    return Claim(row["id"], cited[0].document.id, row["reference"], cited, true, SORT)


def _mistaken(
    row: dict[str, Any], document: Document, right: frozenset[str], words: dict[str, frozenset[str]]
) -> Clause | None:
    """The clause that shares most words with the question and its answer and is not right."""
    wanted = frozenset(content(f"{row['question']} {row['reference']}"))
    best: tuple[int, Clause] | None = None
    for clause in document.clauses:
        text = clause_text(document, clause)
        if clause.id in right or len(text) < _LONG:
            continue
        own = words.setdefault(clause.id, frozenset(content(text)))
        if best is None or len(wanted & own) > best[0]:
            best = len(wanted & own), clause
    return best[1] if best else None
