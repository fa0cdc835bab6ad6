"""The verifier by itself: true and false sentences about single clauses.

A set is JSON Lines: ``{"id", "file", "words": words of the clause, "sentence", "true", "sort"}``.
"""

import json
from pathlib import Path

from bot.answer import Citation
from bot.verify import check_sentence
from corpus.document import Clause, Document
from corpus.library import Library
from index.passage import clause_text


class ClaimsError(Exception):
    """A set of claims cannot be used; the message names the line."""


def run_verifier(path: Path, library: Library, verbose: bool) -> str:
    """The share of lies caught and of true sentences kept; ``verbose`` tells what went wrong."""
    kept: list[bool] = []
    caught: list[bool] = []
    told: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = library.document(row["file"])
        clause = _holder(document, row["words"]) if document else None
        if document is None or clause is None:
            raise ClaimsError(f"{path}: câu {row['id']} không tìm thấy điều khoản của nó.")
        sentence = f"{row['sentence'].rstrip('. ')} [1]."
        verdict = check_sentence(sentence, [Citation(1, document, clause)])
        (kept if row["true"] else caught).append(verdict.passed == row["true"])
        if verdict.passed != row["true"]:
            what = "bỏ câu đúng" if row["true"] else "lọt câu sai"
            why = "; ".join(verdict.reasons)
            told.append(f"{what} {row['id']} ({row['sort']}): {sentence} {why}")
    lines = [
        f"câu sai bị chặn: {sum(caught)}/{len(caught)} ({sum(caught) / max(1, len(caught)):.1%})",
        f"câu đúng được giữ: {sum(kept)}/{len(kept)} ({sum(kept) / max(1, len(kept)):.1%})",
    ]
    return "\n".join([*lines, *told] if verbose else lines)


def _holder(document: Document, words: str) -> Clause | None:
    """The innermost clause that holds the words."""
    wanted = " ".join(words.split())
    bare = wanted.replace("*", "")
    found = [
        clause
        for clause in document.clauses
        if wanted in " ".join(document.quote(clause).split())
        or bare in " ".join(clause_text(document, clause).split())
    ]
    return found[-1] if found else None
