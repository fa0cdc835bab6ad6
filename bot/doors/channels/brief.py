"""An answer cut for a chat window: the direct answer, its source, what can be said next.

Made from the statements. What is cut of a clause is cut between words and marked with "…".
"""

from collections.abc import Sequence

from bot.answer import Answer, Citation, Role, Statement
from bot.doors.channels.channel import Link, Message, Reply
from bot.render.markdown import NEAREST, place
from corpus.language.normalize import view

_QUOTE, _ITEM, _TEXT = 400, 160, 700  # characters
_ITEMS, _QUOTES, _LINKS, _OPTIONS = 5, 3, 5, 4
_DIRECT = (Role.LEAD, Role.WORDED)
_LISTED = (Role.ITEM, Role.POINT, Role.WORDED_POINT)


def brief(message: Message, answer: Answer, site: str) -> Reply:
    """The reply to ``message``."""
    links = tuple(
        Link(c.clause.id, c.clause.label, f"{site}{c.url}") for c in answer.citations[:_LINKS]
    )
    options = (answer.choices or answer.suggestions)[:_OPTIONS]
    parts = [*_said(answer), *_contacts(answer), *_source(answer, site), *_numbered(options)]
    return Reply(
        message.id, message.conversation, answer.status.value, "\n\n".join(parts), links, options
    )


def _said(answer: Answer) -> list[str]:
    """The direct answer; without one the clauses, or the first of a list."""
    said = answer.statements
    cited = {citation.marker: citation for citation in answer.citations}
    lines = [_cut(s.text, _TEXT) for s in said if s.role not in (Role.QUOTE, *_LISTED, Role.REMARK)]
    if listed := [s for s in said if s.role in _LISTED]:
        lines.append("\n".join(_list(listed, cited)))
    elif answer.answers and not any(s.role in _DIRECT for s in said):
        quoted = [cited[s.citations[0]] for s in said if s.role is Role.QUOTE]
        names = len(quoted) > 1  # a single one is named as the source below
        lines.extend(_clause(citation, named=names) for citation in quoted[:_QUOTES])
    return [*lines, *(_cut(s.text, _TEXT) for s in said if s.role is Role.REMARK)]


def _list(listed: Sequence[Statement], cited: dict[int, Citation]) -> list[str]:
    """The first of a list, under the name of their document, and how many more there are."""
    lines, above = [], ""
    for statement in listed[:_ITEMS]:
        text = _cut(" ".join(statement.text.split()), _ITEM)
        if statement.role is not Role.ITEM:
            lines.append(f"- {text}")
            continue
        citation = cited[statement.citations[0]]
        if citation.document.name != above:
            above = citation.document.name
            lines.append(f"Theo {above}:")
        lines.append(f"- {place(citation)}: “{text}”")
    more = len(listed) - _ITEMS
    return [*lines, f"… và {more} nội dung khác."] if more > 0 else lines


def _clause(citation: Citation, *, named: bool) -> str:
    clause = citation.clause
    shown = view(citation.document.text, clause.start, clause.end, citation.document.paragraphs)
    name = f"Theo {clause.label}: " if named else ""
    return f"{name}“{_cut(shown.text, _QUOTE)}”"


def _source(answer: Answer, site: str) -> list[str]:
    if not answer.citations:
        return []
    first = answer.citations[0]
    name = "Nguồn" if answer.answers else NEAREST
    return [f"{name}: {first.clause.label}\n{site}{first.url}"]


def _contacts(answer: Answer) -> list[str]:
    return [
        ": ".join(part for part in (contact.unit, contact.telephone or contact.page) if part)
        for contact in answer.contacts
    ]


def _numbered(options: Sequence[str]) -> list[str]:
    if not options:
        return []
    lines = [f"{number}. {option}" for number, option in enumerate(options, start=1)]
    return ["\n".join(["Trả lời bằng số để hỏi tiếp:", *lines])]


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(None, 1)[0].rstrip(" ,;:") + " …"
