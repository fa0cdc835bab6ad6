"""Tasks as plain dictionaries, for the API and commands."""

from typing import Any

from corpus.export import document_brief, path_json
from corpus.tasks.agenda import Agenda, Entry, State, kind_label, state_label
from corpus.tasks.roles import role_label
from corpus.tasks.task import Due


def agenda_json(agenda: Agenda, first: int, most: int) -> dict[str, Any]:
    """The entries from ``first`` on, ``most`` of them, with how many there are."""
    return {
        "agencies": list(agenda.agencies),
        "total": len(agenda.entries),
        "offset": first,
        "counts": {state.value: agenda.counts.get(state, 0) for state in State},
        "tasks": [entry_json(entry) for entry in agenda.entries[first : first + most]],
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """One task with the clause that states it, verbatim."""
    task, document, clause = entry.task, entry.document, entry.clause
    return {
        "agency": task.agency,
        "role": task.role,
        "role_label": role_label(task.role),
        "task": entry.words,
        "task_start": task.task[0],
        "task_end": task.task[1],
        "deadlines": [due_json(due) for due in task.dues],
        "state": entry.state.value,
        "state_label": state_label(entry.state),
        "next": entry.next,
        "targets": entry.targets,
        "document": document_brief(document),
        "clause_id": clause.id,
        "label": clause.label,
        "path": path_json(clause),
        "quote": entry.quote,
        "start": clause.start,
        "end": clause.end,
        "named_in": task.named_in,
        "url": f"/documents/{document.id}#{clause.id}",
    }


def due_json(due: Due) -> dict[str, Any]:
    """A time for doing: its words, what kind it is, and the day where there is one."""
    return {
        "kind": due.kind.value,
        "kind_label": kind_label(due.kind),
        "text": due.words,
        "from": due.start,
        "to": due.end,
        "every": due.every,
        "month": due.month,
        "day": due.day,
        "how": due.how,
        "start": due.at[0],
        "end": due.at[1],
    }
