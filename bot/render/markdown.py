"""Statements as Markdown with ``[1]`` markers, whole or as they come."""

import re
from collections.abc import Iterable, Sequence

from bot.answer import Citation, Role, Statement
from index.passage import clause_text

_ITEMS = (Role.ITEM, Role.POINT, Role.WORDED_POINT)
NEAREST = "Điều khoản gần nhất"  # above citations that are no answer
_BULLET = re.compile(r"^[-–+*•]\s+")  # the line has a dash of its own
_STOP = re.compile(r"(?<![.?!…)])[.?!…)]*+$")


def markdown(statements: Iterable[Statement], citations: Sequence[Citation]) -> str:
    """The statements as one text."""
    writer = MarkdownWriter(citations)
    return "".join(writer.add(statement) for statement in statements)


class MarkdownWriter:
    """A piece for each statement as it comes; joined they are ``markdown``."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._by_marker = {citation.marker: citation for citation in citations}
        self._before: Statement | None = None

    def add(self, statement: Statement) -> str:
        """The statement with what parts it from the one before."""
        before, self._before = self._before, statement
        header = _header(before, statement, self._by_marker)
        return _gap(before, statement) + header + _body(statement, self._by_marker)


def with_marks(statement: Statement) -> str:
    """The text, its markers before the closing stop."""
    shown = marks(statement)
    if not shown:
        return statement.text
    at = marked_at(statement)
    return f"{statement.text[:at]} {shown}{statement.text[at:]}"


def marked_at(statement: Statement) -> int:
    """Where in the text the markers stand: before the closing stop."""
    if statement.role is Role.WORDED:  # as it was written, sentence and markers
        return len(statement.text)
    stop = _STOP.search(statement.text)
    return stop.start() if stop and not statement.text.endswith(")") else len(statement.text)


def item_text(citation: Citation) -> str:
    """A listed clause on one line, without a dash of its own."""
    return _BULLET.sub("", clause_text(citation.document, citation.clause).replace("\n", " "))


def place(citation: Citation) -> str:
    """Where a listed clause stands in its document: "Khoản 2 mục I"."""
    label = citation.clause.label.removesuffix(citation.document.name).strip()
    return label[:1].upper() + label[1:]


def _gap(before: Statement | None, statement: Statement) -> str:
    if before is None:
        return ""
    if before.role is statement.role and statement.role in _ITEMS:
        return "\n"
    joined = before.role is statement.role is Role.WORDED or (
        before.role is Role.MISSING and statement.role is Role.OFFER
    )
    return " " if joined else "\n\n"


def _header(before: Statement | None, statement: Statement, by_marker: dict[int, Citation]) -> str:
    """The document's name above the first of its listed clauses, and what heads them."""
    if statement.role is not Role.ITEM:
        return ""
    citation = by_marker[statement.citations[0]]
    above = _above(citation)
    if (
        before
        and before.role is Role.QUOTE
        and citation.clause.id.startswith(f"{by_marker[before.citations[0]].clause.id}.")
    ):
        return ""  # led in by the clause just quoted
    if before and before.role is Role.ITEM:
        last = by_marker[before.citations[0]]
        if last.document.id == citation.document.id and last.context == citation.context:
            return ""
        if last.document.id == citation.document.id:
            return f"{above}\n" if above else ""
    return f"Theo {citation.document.name}:\n" + (f"{above}\n" if above else "")


def _body(statement: Statement, by_marker: dict[int, Citation]) -> str:
    if statement.role is Role.LEAD:
        return f"{_strong(statement)} {marks(statement)}".rstrip()
    if statement.role is Role.QUOTE:
        citation = by_marker[statement.citations[0]]
        lines = (f"> {line}" if line else ">" for line in statement.text.split("\n"))
        above = f"{_above(citation)}\n\n" if citation.context else ""
        quote = "\n".join(lines)
        return f"Theo {citation.clause.label} {marks(statement)}:\n\n{above}{quote}"
    if statement.role is Role.ITEM:
        citation = by_marker[statement.citations[0]]
        return f"- {place(citation)}: “{statement.text}” {marks(statement)}"
    if statement.role in (Role.POINT, Role.WORDED_POINT):
        return f"- {statement.text} {marks(statement)}"
    return with_marks(statement)


def _above(citation: Citation) -> str:
    """What heads the clause, on one line."""
    return " › ".join(f"*{line}*" for line in citation.context)


def _strong(statement: Statement) -> str:
    """The text with its answering words in bold."""
    text = statement.text
    for start, end in reversed(statement.bold):
        text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
    return text


def marks(statement: Statement) -> str:
    """Its markers: "[1][2]"."""
    return "".join(f"[{marker}]" for marker in dict.fromkeys(statement.citations))
