"""Statements as plain text with their sources, to be copied into a letter."""

from bot.answer import Answer, Citation, Role, Statement
from bot.render.markdown import marks, with_marks


def plain_text(answer: Answer) -> str:
    """The answer without markup, then a line for each citation."""
    by_marker = {citation.marker: citation for citation in answer.citations}
    said = [_text(statement, by_marker) for statement in answer.statements]
    cited = [f"[{marker}] {_capital(c.clause.label)}" for marker, c in by_marker.items()]
    return "\n\n".join([*said, "\n".join(cited)] if cited else said)


def _text(statement: Statement, by_marker: dict[int, Citation]) -> str:
    if statement.role is Role.LEAD:
        return f"{statement.text} {marks(statement)}"
    if statement.role not in (Role.QUOTE, Role.ITEM):
        return with_marks(statement)
    citation = by_marker[statement.citations[0]]
    above = "".join(f"({line})\n" for line in citation.context)
    return f"Theo {citation.clause.label} {marks(statement)}:\n{above}{statement.text}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
