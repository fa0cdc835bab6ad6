"""Hand-made marks against what the corpus layer reads."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.citation.references import find_references
from corpus.document import Clause, Document
from corpus.facts.fact import Assignment, Deadline, TargetFact
from corpus.language.normalize import view
from corpus.organs import canonical
from eval.reading.texts import Texts, clause_at, digest, ends_with, fingerprint

Row = dict[str, Any]


@dataclass(slots=True)
class Share:
    """How many of how many are right; ``wrong`` says which are not."""

    right: int = 0
    total: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 where there is nothing."""
        return self.right / self.total if self.total else 0.0

    def note(self, right: bool, what: str) -> None:
        """Count one more."""
        self.total += 1
        if right:
            self.right += 1
        else:
            self.wrong.append(what)


@dataclass(slots=True)
class Found:
    """True and false positives and what was missed; the same without doubtful marks."""

    true: int = 0
    false: int = 0
    missed: int = 0
    sure_true: int = 0
    sure_missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right ones among those found."""
        return self.true / (self.true + self.false) if self.true + self.false else 0.0

    @property
    def recall(self) -> float:
        """Found ones among the hand-made ones."""
        return self.true / (self.true + self.missed) if self.true + self.missed else 0.0

    @property
    def sure_recall(self) -> float:
        """The recall over the marks on which two readers would agree."""
        total = self.sure_true + self.sure_missed
        return self.sure_true / total if total else 0.0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.true + other.true,
            self.false + other.false,
            self.missed + other.missed,
            self.sure_true + other.sure_true,
            self.sure_missed + other.sure_missed,
            self.wrong + other.wrong,
        )


def stale(rows: Iterable[Row], texts: Texts) -> list[str]:
    """Files whose text is no longer the one that was marked."""
    seen = {(row["file"], row["text"]) for row in rows if "text" in row}
    return sorted(f for f, mark in seen if digest(texts.document(f).text) != mark)


def score_marks(rows: Sequence[Row], texts: Texts) -> dict[str, Share]:
    """Clause marks by file: path, end and cells all right."""
    shares: dict[str, Share] = defaultdict(Share)
    for row in rows:
        document = texts.document(row["file"])
        clause = clause_at(document, row["at"])
        shares[row["file"]].note(_mark_holds(row, document, clause), _place(document, row["at"]))
    return dict(shares)


def _mark_holds(row: Row, document: Document, clause: Clause | None) -> bool:
    path = [[s.level, s.value] for s in clause.path] if clause else []
    if path != row["path"]:
        return False
    if clause is None:
        return True
    if "end" in row and not ends_with(_shown(document, clause.start, clause.end), row["end"]):
        return False
    cells = {
        fingerprint(cell.head): fingerprint(_shown(document, cell.start, cell.end))
        for cell in clause.cells
    }
    return all(cells.get(head) == words for head, words in row.get("cells", ()))


def _shown(document: Document, start: int, end: int) -> str:
    return view(document.text, start, end).text


def score_metadata(rows: Sequence[Row], texts: Texts) -> dict[str, Share]:
    """Number, kind, issuer and date by file; None is right where the source leaves it out."""
    shares: dict[str, Share] = defaultdict(Share)
    for row in rows:
        meta = texts.document(row["file"]).metadata
        for name in ("kind", "number", "issuer", "date"):
            found = getattr(meta, name)
            shares[row["file"]].note(found == row[name], f"{name}: {found!r}")
    return dict(shares)


def score_facts(rows: Sequence[Row], covered: Sequence[Row], texts: Texts) -> dict[str, Found]:
    """Assignments, deadlines and targets over the clauses that were read in full (``covered``)."""
    result: dict[str, Found] = {}
    clauses = {_clause_key(row, texts) for row in [*rows, *covered]}
    for kind in ("assignment", "deadline", "target"):
        marked: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            if row["kind"] == kind:
                marked[_clause_key(row, texts)].append(row)
        found = Found()
        for file, clause_id in sorted(clauses):
            read = _read_facts(texts, file, clause_id, kind)
            _match(found, list(marked.get((file, clause_id), [])), read, clause_id)
        result[kind] = found
    return result


def _clause_key(row: Row, texts: Texts) -> tuple[str, str]:
    document = texts.document(row["file"])
    clause = clause_at(document, row["at"])
    if clause is None:  # words that begin just before the clause
        clause = next((c for c in document.clauses if c.start >= row["at"]), None)
    return row["file"], clause.id if clause else ""


_Fact = Assignment | Deadline | TargetFact


def _read_facts(texts: Texts, file: str, clause_id: str, kind: str) -> list[_Fact]:
    facts = texts.facts(file)
    pools: dict[str, Sequence[_Fact]] = {
        "assignment": facts.assignments,
        "deadline": facts.deadlines,
        "target": facts.targets,
    }
    return [fact for fact in pools[kind] if fact.clause_id == clause_id]


def _match(found: Found, marked: list[Row], read: list[_Fact], clause_id: str) -> None:
    for fact in read:
        mark = next((row for row in marked if _same_fact(row, fact)), None)
        if mark is None:
            found.false += 1
            found.wrong.append(f"thừa: {clause_id} {fact}")
            continue
        marked.remove(mark)
        found.true += 1
        found.sure_true += not mark.get("doubt")
    for row in marked:
        found.missed += 1
        found.sure_missed += not row.get("doubt")
        found.wrong.append(f"thiếu: {clause_id} {row}")


def _same_fact(row: Row, fact: _Fact) -> bool:
    if isinstance(fact, Assignment):
        return _organ(row["organ"]) == _organ(fact.organ) and row["role"] == fact.role
    if isinstance(fact, Deadline):
        period = fact.period
        wanted = (row.get("from"), row.get("to"), row.get("every"))
        return wanted == (period.start, period.end, period.every)
    target = fact.target
    return (
        float(row["value"]) == float(target.value)
        and (row["unit"] == target.unit or row["unit"] in target.of)
        and row["comparison"] == target.comparison
        and _overlap(row["of"], target.of) >= 0.5
    )


def _organ(name: str) -> str:
    return canonical(name).replace("Ủy ban nhân dân", "UBND")


def _overlap(first: str, second: str) -> float:
    """Common words as a share of the shorter one's."""
    words = [set(re.findall(r"\w+", text.lower())) for text in (first, second)]
    return len(words[0] & words[1]) / max(1, min(map(len, words)))


def score_references(rows: Sequence[Row], texts: Texts) -> tuple[Found, dict[str, Share]]:
    """Mentions of numbered documents, and for those found kind, date, issuer and clause."""
    found = Found()
    details: dict[str, Share] = defaultdict(Share)
    for file in sorted({row["file"] for row in rows}):
        read = [r for r in find_references(texts.document(file)) if r.number]
        for row in (row for row in rows if row["file"] == file and row.get("number")):
            # a mark begins at the citing words, a reference maybe at the clause named before
            same = [
                r
                for r in read
                if r.number and r.number.printed == row["number"] and r.start <= row["at"] < r.end
            ]
            if not same:
                found.missed += 1
                found.sure_missed += 1
                found.wrong.append(f"thiếu: {file} {row['number']}")
                continue
            reference = same[0]
            read.remove(reference)
            found.true += 1
            found.sure_true += 1
            clause = [[s.level, s.value] for s in reference.clause] or None
            for name, value in (
                ("kind", reference.kind),
                ("date", reference.date),
                ("issuer", reference.issuer),
                ("clause", clause),
            ):
                details[name].note(value == row.get(name), f"{row['number']}: {name} {value!r}")
        found.false += len(read)
        found.wrong.extend(f"thừa: {file} {r.name}" for r in read)
    return found, dict(details)


def _place(document: Document, offset: int) -> str:
    line = document.text.count("\n", 0, offset) + 1
    return f"{document.file} dòng {line}"
