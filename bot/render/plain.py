"""Statements as plain text with their sources, for the clipboard."""

from bot.answer import Answer, Role, Statement
from bot.render.markdown import with_marks


def plain_text(answer: Answer) -> str:
    """The answer without markup, then its sources, a line each."""
    labels = {citation.marker: citation.clause.label for citation in answer.citations}
    parts: list[str] = []
    for statement in answer.statements:
        if statement.role in (Role.QUOTE, Role.ITEM):
            label = labels[statement.citations[0]]
            marks = "".join(f"[{marker}]" for marker in statement.citations)
            parts.append(f"{_capital(label)} {marks}: “{statement.text}”")
        else:
            parts.append(with_marks(statement))
    sources = [f"[{marker}] {label}" for marker, label in labels.items()]
    return "\n\n".join([*parts, "\n".join(sources)] if sources else parts)


def plain_words(statements: tuple[Statement, ...]) -> str:
    """The words alone, a paragraph each."""
    return "\n\n".join(statement.text for statement in statements)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
