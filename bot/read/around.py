"""What stands beside, above and under a clause: before it is said that something is not stated."""

from dataclasses import replace

from bot.question import Understood
from bot.read.checks import answers_what_is_asked
from bot.vocabulary.types import missable
from corpus.document import Clause, Document


def around(document: Document, clause: Clause) -> list[Clause]:
    """The clause's parent, those under the same one, and its children."""
    parent = document.clause(clause.parent) if clause.parent else None
    beside = [parent, *document.children(parent)] if parent is not None else []
    return [*document.children(clause), *beside]


def is_held(question: Understood, kind: str, document: Document, clause: Clause) -> bool:
    """Whether the clause or one around it holds the sort of thing ``kind``."""
    asked = replace(question, asks=(kind,))
    clauses = [clause, *around(document, clause)]
    return any(answers_what_is_asked(asked, document, one) for one in clauses)


def lacks(question: Understood, document: Document, clause: Clause) -> str:
    """The sort of thing that is asked for and that neither the clause nor any around it holds;
    empty where there is none."""
    kinds = [kind for kind in missable() if question.asks_for(kind)]
    return next((kind for kind in kinds if not is_held(question, kind, document, clause)), "")
