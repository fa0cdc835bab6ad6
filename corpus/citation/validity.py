"""Which document stands on which: the graph of references, and a document's status on a day.

Status comes only from what documents of the corpus say, and always with the clause that says it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.citation.references import Reference, references_of
from corpus.document import Clause, Document, Step
from corpus.language.dates import iso
from corpus.language.normalize import view

ENDING = ("thay_the", "bai_bo")
CHANGING = ("sua_doi", "bo_sung")
_PASSIVE = {"duoc_thay_the": "thay_the", "duoc_sua_doi": "sua_doi"}

_EFFECTIVE = re.compile(
    r"(?:\b(?P<subject>\w+(?: \w+)?) này|(?:\A|[.\n] ?)(?:Quyết định|Nghị quyết|Chỉ thị|Kế hoạch"
    r"|Quy chế|Quy định|Thông báo))(?: (?:đã )?được [^.;\n]{1,160}?(?: và|,))? có hiệu lực"
    r"(?: thi hành)?\s*(?:sau\s+(?P<after>\d{1,3})(?:\s*\([^)\n]{1,20}\))?\s+ngày,?\s+)?"
    r"(?:kể\s+)?(?:từ\s+)?(?:khi\s+)?(?:ngày\s+)?(?:(?P<signed>ký|ban hành|(?:được\s+)?thông qua"
    r"|(?:được\s+)?(?:Quốc hội|Hội đồng nhân dân(?: \w+){0,4}) thông qua)"
    # a day that another paper sets
    r"|(?P<elsewhere>(?:được\s+)?đăng Công báo|theo (?:Quyết định|Nghị định|Nghị quyết|Thông tư) số"
    r"[^.;\n]{3,100}|(?:Quyết định|Nghị định|Nghị quyết|Thông tư|Luật) số"
    r"[^.;\n]{3,160}? có hiệu lực)"
    r"|(?P<d>\d{1,2})\s*(?:/|"
    r"tháng\s*)(?P<m>\d{1,2})\s*(?:/|năm\s*)"
    r"(?P<y>\d{4}))",
    re.I,
)
_ELSEWHERE = re.compile(r"Công báo|\btheo\s|\bsố\b")
_EXPIRES = re.compile(
    r"\bnày (?:có hiệu lực đến (?:hết )?ngày|hết hiệu lực(?: thi hành)?(?: kể)? từ ngày)\s*"
    r"(?P<d>\d{1,2})\s*(?:/|tháng\s*)(?P<m>\d{1,2})\s*(?:/|năm\s*)(?P<y>\d{4})",
    re.I,
)

# names under which a document keeps the days that its clauses set
EFFECTIVE, EXPIRY = "effective", "expiry"
Said = tuple[str | None, str | None]  # a day, and the clause that says it
HOLDS = ("in_force", "amended")  # the states of STATES in which a document holds
STATES = {
    "in_force": "còn hiệu lực",
    "amended": "còn hiệu lực, đã được sửa đổi, bổ sung",
    "replaced": "đã bị thay thế",
    "repealed": "đã bị bãi bỏ",
    "expired": "đã hết hiệu lực",
    "not_issued": "chưa ban hành",
    "not_effective": "chưa có hiệu lực",
}


@dataclass(frozen=True, slots=True)
class Edge:
    """One document doing something to another (``relation``), said in ``clause_id`` of
    ``said_in``; ``source`` does it to ``target``, both ids. ``partial``: to one clause only."""

    source: str
    relation: str
    target: str
    said_in: str
    clause_id: str
    partial: bool


@dataclass(frozen=True, slots=True)
class Status:
    """A document's state on a day (a key of ``STATES``), and the edges that say so.

    ``clause_id`` is the clause that says it: of the ending document, or of the document itself
    for its coming into force; None where no clause says anything.
    """

    state: str
    day: str
    by: tuple[Edge, ...] = ()
    clause_id: str | None = None

    @property
    def label(self) -> str:
        """The state in Vietnamese."""
        return STATES[self.state]


class Graph:
    """References between the documents of a corpus, resolved where the target is in it."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        self._by_key: dict[str, list[Document]] = defaultdict(list)
        for document in self.documents.values():
            number = document.metadata.number
            if number:
                self._by_key[_key(number)].append(document)
        self.references: dict[str, tuple[Reference, ...]] = {
            document.id: tuple(self._resolved(document)) for document in self.documents.values()
        }
        self.edges: tuple[Edge, ...] = tuple(self._edges())

    def cited_in(self, document_id: str) -> list[Reference]:
        """The references of other documents to this one."""
        return [
            reference
            for source, references in self.references.items()
            if source != document_id
            for reference in references
            if reference.target == document_id
        ]

    def dangling(self, document_id: str) -> list[Reference]:
        """References to clauses that the (known) cited document does not have."""
        return [
            r
            for r in self.references[document_id]
            if r.target is not None and r.clause and r.target_clause is None
        ]

    def status(self, document_id: str, day: str | None = None) -> Status:
        """The document's state on ``day`` (ISO; default today); KeyError for an unknown id."""
        day = day or date.today().isoformat()
        document = self.documents[document_id]
        issued = document.metadata.date
        if issued and day < _first_day(issued):
            return Status("not_issued", day)
        start, start_clause = self._effective(document)
        if start and day < start:
            return Status("not_effective", day, (), start_clause)
        acting = [
            edge
            for edge in self.edges
            if edge.target == document_id and self._acts_by(edge.source, day)
        ]
        for relation, state in (("thay_the", "replaced"), ("bai_bo", "repealed")):
            ending = [e for e in acting if e.relation == relation and not e.partial]
            if ending:
                last = max(ending, key=lambda e: self._start(e.source))
                return Status(state, day, (last,), last.clause_id)
        expiry, expiry_clause = self._expiry(document)
        if expiry and day > expiry:
            return Status("expired", day, (), expiry_clause)
        changing = tuple(e for e in acting if e.relation in CHANGING or e.partial)
        if changing:
            return Status("amended", day, changing, changing[-1].clause_id)
        return Status("in_force", day, (), start_clause)

    # Resolving

    def _resolved(self, document: Document) -> Iterable[Reference]:
        for reference in references_of(document):
            target = document if reference.own else self._target(document, reference)
            if target is None:
                yield reference
                continue
            clause = find_clause(target, reference.clause) if reference.clause else None
            yield replace(reference, target=target.id, target_clause=clause.id if clause else None)

    def _target(self, document: Document, reference: Reference) -> Document | None:
        assert reference.number is not None
        found = [
            candidate
            for candidate in self._by_key.get(reference.number.key, [])
            if _may_be(candidate, reference, document)
        ]
        return found[0] if len(found) == 1 else None

    def _edges(self) -> Iterable[Edge]:
        for document_id, references in self.references.items():
            for index, reference in enumerate(references):
                if reference.own or reference.target is None:
                    continue
                partial = bool(reference.clause)
                if reference.relation in (*ENDING, *CHANGING):
                    if reference.target != document_id:
                        yield Edge(
                            document_id, reference.relation, reference.target,
                            document_id, reference.clause_id, partial,
                        )  # fmt: skip
                elif reference.relation in _PASSIVE:
                    # "A được thay thế bởi B": the reference is B, the one before it A
                    subject = references[index - 1].target if index else None
                    yield Edge(
                        reference.target, _PASSIVE[reference.relation], subject or document_id,
                        document_id, reference.clause_id, partial,
                    )  # fmt: skip

    # Days

    def _acts_by(self, document_id: str, day: str) -> bool:
        start = self._start(document_id)
        return bool(start) and start <= day

    def _start(self, document_id: str) -> str:
        start, _ = self._effective(self.documents[document_id])
        return start or ""

    def _effective(self, document: Document) -> Said:
        return effective_of(document)

    def _expiry(self, document: Document) -> Said:
        return expiry_of(document)


def effective_of(document: Document) -> Said:
    """The first day in force and the clause that says so; read once for each document."""
    return document.drawn(EFFECTIVE, lambda: _effective(document))


def expiry_of(document: Document) -> Said:
    """The last day in force and the clause that says so; read once for each document."""
    return document.drawn(EXPIRY, lambda: _expiry(document))


def sets_day_itself(words: str) -> bool:
    """Whether the words that ``effect_stated`` gives tell the day, and no other paper sets it."""
    return not _ELSEWHERE.search(words)


def effect_stated(document: Document) -> tuple[Clause, tuple[int, int]] | None:
    """The clause that sets the first day in force, and where in the document's text it does so."""
    _, clause_id = effective_of(document)
    clause = document.clause(clause_id) if clause_id else None
    if clause is None:
        return None
    shown = view(document.text, clause.start, clause.end)
    match = _EFFECTIVE.search(shown.text)
    if match is None:
        return None
    return clause, shown.source_span(shown.text.index("có hiệu lực", match.start()), match.end())


def _effective(document: Document) -> Said:
    issued = document.metadata.date
    for clause, match in _search(document, _EFFECTIVE, "hiệu lực"):
        if match["signed"]:
            first = _first_day(issued) if issued else None
            return (_days_later(first, int(match["after"] or 0)) if first else None), clause.id
        if match["elsewhere"]:
            return (_first_day(issued) if issued else None), clause.id
        said = iso(int(match["y"]), int(match["m"]), int(match["d"]))
        if said:
            return said, clause.id
    return (_first_day(issued) if issued else None), None


def _expiry(document: Document) -> Said:
    for clause, match in _search(document, _EXPIRES, "hiệu lực"):
        said = iso(int(match["y"]), int(match["m"]), int(match["d"]))
        if said:
            return said, clause.id
    return None, None


def find_clause(document: Document, path: Sequence[Step]) -> Clause | None:
    """The clause of ``document`` that a citation names; the one with the shortest path.

    Officials call a Roman heading "Phần III" or "mục III" and a number "mục 1" or "khoản 1".
    """
    best: Clause | None = None
    for clause in document.clauses:
        nearer = best is None or len(clause.path) < len(best.path)
        if nearer and _same_step(clause.path[-1], path[-1]) and _holds(clause.path, path):
            best = clause
    return best


def _holds(path: Sequence[Step], named: Sequence[Step]) -> bool:
    position = 0
    for step in path:
        if position < len(named) and _same_step(step, named[position]):
            position += 1
    return position == len(named)


def _same_step(step: Step, named: Step) -> bool:
    if step.level == named.level:
        return step.value.lower() == named.value.lower() or step.level == "phu_luc" == named.level
    pair = {step.level, named.level}
    close = pair <= {"muc", "phan"} or pair <= {"muc", "khoan"} or pair <= {"khoan", "diem"}
    return close and step.value == named.value


def _may_be(candidate: Document, reference: Reference, citing: Document) -> bool:
    meta = candidate.metadata
    if reference.date and meta.date and not reference.date.startswith(meta.date):
        return False
    issuer = (reference.issuer or "").lower()
    if meta.province and not reference.date:
        named = meta.province.lower() in issuer
        local = citing.metadata.province == meta.province
        if not named and not local:
            return False
    return True


def _key(number: str) -> str:
    from corpus.citation.document_number import find_number

    found = find_number(number)
    return found.key if found else number.lower()


def _first_day(day: str) -> str:
    """An ISO date without day or month counts from its first day."""
    return day + "-01" * (3 - len(day.split("-")))


def _days_later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def _search(
    document: Document, pattern: re.Pattern[str], word: str
) -> Iterable[tuple[Clause, re.Match[str]]]:
    for clause in document.clauses:
        if word in " ".join(document.quote(clause).split()):
            shown = view(document.text, clause.start, clause.end).text
            for match in pattern.finditer(shown):
                yield clause, match
