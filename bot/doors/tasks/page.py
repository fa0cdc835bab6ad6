"""The list of tasks as a web page: filters, files, one row a task with its clause."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from bot.doors.api.filters import provinces_of
from bot.doors.api.problems import Problem
from bot.doors.page.document_page import environment
from bot.doors.tasks.columns import due_told, shown
from bot.doors.tasks.query import Query
from corpus.library import Library
from corpus.tasks.agenda import COMING, Agenda, Entry, State, agencies, choose, state_label
from corpus.tasks.book import TaskBook
from corpus.tasks.roles import role_label, role_names

_PAGE = 50  # tasks of one page
_NAMED = 400  # agencies offered to who types


@dataclass(frozen=True, slots=True)
class Line:
    """A task ready to print."""

    agency: str
    role: str
    words: str
    dues: tuple[str, ...]
    next: str
    state: str
    state_label: str
    targets: tuple[str, ...]
    document: str
    label: str
    quote: str
    url: str


def render_tasks(
    library: Library, book: TaskBook, query: Query, page: int, root: str
) -> tuple[str, Problem | None]:
    """The page as HTML, and what is wrong with a filter that there is none of: the page tells it
    too."""
    problem: Problem | None = None
    agenda = Agenda(())
    try:
        wanted = query.wanted(library)
        agenda = choose(library, book, wanted)
    except Problem as error:
        problem = error
        wanted = replace(query, province="", document="", role="", state="").wanted(library)
    pages = max(1, -(-len(agenda.entries) // _PAGE))
    page = min(page, pages)
    first = (page - 1) * _PAGE
    asked = _asked(query)
    html = (
        environment()
        .get_template("tasks.html")
        .render(
            root=root,
            query=query,
            problem=problem.detail if problem else "",
            day=shown(wanted.day),
            lines=[_line(entry, root) for entry in agenda.entries[first : first + _PAGE]],
            total=len(agenda.entries),
            looked_for=agenda.agencies,
            counts=[(s.value, state_label(s), agenda.counts.get(s, 0)) for s in State],
            by_state={s.value: f"?{urlencode({**asked, 'state': s.value})}" for s in State},
            page=page,
            pages=pages,
            before=f"?{urlencode({**asked, 'trang': page - 1})}" if page > 1 else "",
            after=f"?{urlencode({**asked, 'trang': page + 1})}" if page < pages else "",
            files=urlencode(asked),
            agencies=[name for name, _ in agencies(library, book, wanted.day)[:_NAMED]],
            provinces=provinces_of(library),
            documents=[(d.id, d.name) for d in library],
            roles=[(name, role_label(name)) for name in role_names()],
            states=[(s.value, state_label(s)) for s in State],
        )
    )
    return html, problem


def _asked(query: Query) -> dict[str, str]:
    """The filters that are set, as they stand in an address."""
    values = {
        "agency": query.agency,
        "shared": "true" if query.shared else "",
        "province": query.province,
        "document": query.document,
        "role": query.role,
        "state": query.state,
        "within": str(query.within) if query.within != COMING else "",
        "text": query.text,
        "day": query.day.isoformat() if query.day else "",
    }
    return {name: value for name, value in values.items() if value}


def _line(entry: Entry, root: str) -> Line:
    return Line(
        agency=entry.task.agency,
        role=role_label(entry.task.role),
        words=entry.words,
        dues=tuple(due_told(due) for due in entry.task.dues),
        next=shown(entry.next) if entry.next else "",
        state=entry.state.value,
        state_label=state_label(entry.state),
        targets=tuple(entry.targets),
        document=entry.document.name,
        label=entry.clause.label,
        quote=entry.quote,
        url=f"{root}/documents/{entry.document.id}#{entry.clause.id}",
    )
