"""The verifier by itself: true and false sentences about clauses.

A set is JSON Lines: ``{"id", "file", "words": words of each cited clause, "sentence", "true",
"sort", "lang"}``; ``words`` may be one text.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answer import Citation
from bot.verify import Verifier
from corpus.document import Clause, Document
from corpus.library import Library, load_library
from index.passage import clause_text


class ClaimsError(Exception):
    """A set of claims cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and what it cites."""

    id: str
    file: str
    sentence: str
    citations: tuple[Citation, ...]
    true: bool
    sort: str

    @property
    def marked(self) -> str:
        """The sentence with its markers."""
        markers = "".join(f"[{c.marker}]" for c in self.citations)
        return f"{self.sentence.rstrip('. ')} {markers}."


def read_claims(path: Path, library: Library) -> list[Claim]:
    """The claims of a set; those whose clause no longer stands by itself are left out."""
    claims = []
    for text in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        document = library.document(row["file"])
        words = [row["words"]] if isinstance(row["words"], str) else row["words"]
        if document is None:
            raise ClaimsError(f"{path}: câu {row['id']}: không có văn bản {row['file']}.")
        found = [holder(document, one) for one in words]
        clauses = dict.fromkeys(clause for clause in found if clause)
        cited = tuple(Citation(i, document, clause) for i, clause in enumerate(clauses, 1))
        own = row["id"], row["file"], row["sentence"], cited, row["true"], row["sort"]
        if all(found):
            claims.append(Claim(*own))
    return claims


def run_verifier(
    path: Path, library: Library, verifier: Verifier, verbose: bool, folder: Path | None = None
) -> str:
    """The share of lies caught and of true sentences kept; ``verbose`` tells what went wrong;
    documents are those of ``folder`` where one is given."""
    if folder:
        rows = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
        files = sorted({row["file"] for row in rows})
        library = load_library([folder / name for name in files], refuse_broken=False)
    kept: list[bool] = []
    caught: list[bool] = []
    told: list[str] = []
    for claim in read_claims(path, library):
        verdict = verifier.check(claim.marked, claim.citations)
        (kept if claim.true else caught).append(verdict.passed == claim.true)
        if verdict.passed != claim.true:
            what = "bỏ câu đúng" if claim.true else "lọt câu sai"
            why = "; ".join(verdict.reasons)
            told.append(f"{what} {claim.id} ({claim.sort}): {claim.marked} {why}")
    lines = [_share("câu sai bị chặn", caught), _share("câu đúng được giữ", kept)]
    return "\n".join([*lines, *told] if verbose else lines)


def _share(what: str, right: Sequence[bool]) -> str:
    return f"{what}: {sum(right)}/{len(right)} ({sum(right) / max(1, len(right)):.1%})"


def holder(document: Document, words: str) -> Clause | None:
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
