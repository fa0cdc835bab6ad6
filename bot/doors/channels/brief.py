"""An answer cut for a chat window: the direct answer, its source, what can be said next.

Made from the statements. What is cut of a clause is cut between words and marked with "…".
"""

from collections.abc import Sequence

from bot.answer import Answer, Citation, Role, Statement
from bot.doors.channels.channel import Link, Message, Reply
from bot.render.markdown import NEAREST, place
from corpus.language.normalize import view

_QUOTE, _ITEM, _TEXT = 400, 160, 700  # characters
_ITEMS, _LINKS, _OPTIONS = 5, 5, 4
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
    """The direct answer; without one the clause, or the first of a list."""
    said = answer.statements
    cited = {citation.marker: citation for citation in answer.citations}
    lines = [_cut(s.text, _TEXT) for s in said if s.role not in (Role.QUOTE, *_LISTED, Role.REMARK)]
    listed = [_item(s, cited) for s in said if s.role in _LISTED]
    if listed:
        more = len(listed) - _ITEMS
        rest = [f"… và {more} nội dung khác."] if more > 0 else []
        lines.append("\n".join([*listed[:_ITEMS], *rest]))
    if not lines:
        lines.extend(_clause(cited[s.citations[0]]) for s in said[:1] if s.role is Role.QUOTE)
    return [*lines, *(_cut(s.text, _TEXT) for s in said if s.role is Role.REMARK)]


def _item(statement: Statement, cited: dict[int, Citation]) -> str:
    text = _cut(" ".join(statement.text.split()), _ITEM)
    if statement.role is Role.ITEM:
        return f"- {place(cited[statement.citations[0]])}: “{text}”"
    return f"- {text}"


def _clause(citation: Citation) -> str:
    clause = citation.clause
    shown = view(citation.document.text, clause.start, clause.end, citation.document.paragraphs)
    return f"“{_cut(shown.text, _QUOTE)}”"


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
