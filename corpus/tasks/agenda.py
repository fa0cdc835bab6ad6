"""The tasks of all documents in force that somebody wants to see, with their state on a day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from corpus.citation.validity import HOLDS
from corpus.document import Clause, Document
from corpus.language.normalize import fold, nfc, view
from corpus.library import Library
from corpus.organs import find_bodies, predecessors
from corpus.tasks.book import TaskBook
from corpus.tasks.calendar import next_day
from corpus.tasks.names import with_province
from corpus.tasks.task import DueKind, Task
from corpus.vocabulary import read_table

COMING = 30  # days within which a time is near, where nobody says


class State(StrEnum):
    """How a task stands to a day, by the document's words alone: whether it is done the documents
    do not say."""

    OVERDUE = "qua_han"
    COMING = "sap_den"
    AHEAD = "con_han"
    RECURRING = "dinh_ky"
    ONGOING = "thuong_xuyen"
    OPEN = "tuong_doi"
    NONE = "khong_han"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted; empty: all. ``documents``: ids; ``day``: ISO, the day to count from."""

    day: str
    agency: str = ""
    shared: bool = False  # also what is given to the group that the agency belongs to
    province: str | None = None
    documents: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    state: State | None = None
    within: int = COMING
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A task with its document and clause, its state, and the next day that counts."""

    task: Task
    document: Document
    clause: Clause
    state: State
    next: str | None

    @property
    def quote(self) -> str:
        """The clause's exact characters."""
        return self.document.quote(self.clause)

    @property
    def words(self) -> str:
        """The task's words, readable."""
        return view(self.document.text, *self.task.task, self.document.paragraphs).text

    @property
    def targets(self) -> list[str]:
        """The numbers to be reached, with what they are of."""
        text, task = self.document.text, self.task
        return list(dict.fromkeys(view(text, *span).text for span in task.targets))


@dataclass(frozen=True)
class Agenda:
    """The chosen entries, the most pressing first, and how many there are of each state among
    those that meet all else; ``agencies`` are the names that were looked for."""

    entries: tuple[Entry, ...]
    counts: dict[State, int] = field(default_factory=dict)
    agencies: tuple[str, ...] = ()


def choose(library: Library, book: TaskBook, wanted: Wanted) -> Agenda:
    """The tasks that are wanted, of the documents that hold on the day."""
    names = agencies_of(wanted.agency, wanted.shared)
    met = [e for e in _entries(library, book, wanted) if _meets(e, wanted, names)]
    counts = Counter(entry.state for entry in met)
    due = [entry for entry in met if _in_state(entry, wanted)]
    due.sort(key=_pressing)
    return Agenda(tuple(due), dict(counts), names)


def agencies(library: Library, book: TaskBook, day: str) -> list[tuple[str, int]]:
    """The agencies that have tasks, with how many, the busiest first."""
    counts: Counter[str] = Counter()
    for document in _holding(library, day):
        counts.update(task.agency for task in _tasks(library, book, document))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def agencies_of(said: str, shared: bool = False) -> tuple[str, ...]:
    """The names that what somebody typed stands for: the listed one of an abbreviation, those
    merged into it, the group that it belongs to; what no list holds stands for itself."""
    said = " ".join(nfc(said).split())
    if not said:
        return ()
    found = [m for m in find_bodies(said) if m.end - m.start >= len(said) * _MOST_OF]
    name = found[0].name if found else said
    if found:
        name = with_province(name, said, found[0].start, found[0].end)
    names = [name, *predecessors(name)]
    if shared:
        names += groups_of(name)
    return tuple(dict.fromkeys(names))


def groups_of(name: str) -> list[str]:
    """The groups that the agency belongs to: what is given to them is given to it as well."""
    return [group for group, begins in _groups() if name.startswith(begins)]


_MOST_OF = 0.6  # of what was typed, to be taken for a form of a listed name


@cache
def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = read_table("tasks")["member"]
    return tuple((row["group"], tuple(row["begins"])) for row in rows)


def _holding(library: Library, day: str) -> Iterator[Document]:
    for document in library:
        if library.graph.status(document.id, day).state in HOLDS:
            yield document


def _tasks(library: Library, book: TaskBook, document: Document) -> tuple[Task, ...]:
    return book.of(document, lambda: library.facts(document.id))


def _entries(library: Library, book: TaskBook, wanted: Wanted) -> Iterator[Entry]:
    day = date.fromisoformat(wanted.day)
    for document in _holding(library, wanted.day):
        if wanted.documents and document.id not in wanted.documents:
            continue
        if wanted.province and document.metadata.province != wanted.province:
            continue
        for task in _tasks(library, book, document):
            clause = document.clause(task.clause_id)
            if clause is not None:
                state, following = state_on(task, day, wanted.within)
                yield Entry(task, document, clause, state, following)


def state_on(task: Task, day: date, within: int) -> tuple[State, str | None]:
    """The task's state on the day, and the day that counts next (of those past the last)."""
    ends = sorted(
        due.end for due in task.dues if due.end and due.kind in (DueKind.DAY, DueKind.RELATIVE)
    )
    today, near = day.isoformat(), (day + timedelta(days=within)).isoformat()
    ahead = [end for end in ends if end >= today]
    if ahead:
        return (State.COMING if ahead[0] <= near else State.AHEAD), ahead[0]
    kinds = {due.kind for due in task.dues}
    if DueKind.RECURRING in kinds:
        days = [found for due in task.dues if (found := next_day(due, day))]
        return State.RECURRING, min(days).isoformat() if days else None
    if ends:
        return State.OVERDUE, ends[-1]
    if DueKind.ONGOING in kinds or DueKind.FROM in kinds:
        return State.ONGOING, None
    return (State.OPEN if kinds else State.NONE), None


def ends_before(task: Task, day: date) -> bool:
    """Whether a time for the task ends before the day."""
    return any(due.end is not None and due.end < day.isoformat() for due in task.dues)


def _meets(entry: Entry, wanted: Wanted, names: Sequence[str]) -> bool:
    if wanted.roles and entry.task.role not in wanted.roles:
        return False
    if names and not any(_same(entry.task.agency, name) for name in names):
        return False
    if not wanted.text:
        return True
    said = fold(f"{entry.words} {entry.document.name} {entry.document.metadata.title}")
    return all(word in said for word in fold(nfc(wanted.text)).split())


def _same(agency: str, name: str) -> bool:
    """Whether the agency is the one: a name that no list holds may be typed in part, without
    diacritics too."""
    if agency == name:
        return True
    typed, own = fold(name), fold(agency)
    return not _listed(name) and typed in own


@cache
def _listed(name: str) -> bool:
    return any(m.name == name for m in find_bodies(name))


def _in_state(entry: Entry, wanted: Wanted) -> bool:
    if wanted.state is None or entry.state is wanted.state:
        return True
    if wanted.state is State.COMING and entry.state is State.RECURRING and entry.next:
        last = date.fromisoformat(wanted.day) + timedelta(days=wanted.within)
        return entry.next <= last.isoformat()
    return False


_ORDER = {state: place for place, state in enumerate(State)}


def _pressing(entry: Entry) -> tuple[int, str, str, int]:
    return (
        _ORDER[entry.state],
        entry.next or "9999",
        entry.document.id,
        entry.clause.start,
    )


def state_label(state: State) -> str:
    """The state in Vietnamese."""
    return _states()[state]


@cache
def _states() -> dict[str, str]:
    rows: Iterable[dict[str, str]] = read_table("tasks")["state"]
    return {row["name"]: row["label"] for row in rows}


def kind_label(kind: DueKind) -> str:
    """The kind of a time for doing in Vietnamese."""
    return str(read_table("tasks")["kinds"][kind])
