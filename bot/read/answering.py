"""The words of a clause that answer directly: what its text gives, else who is charged with it."""

from bot.evidence.direct import Direct
from bot.question import Understood
from bot.read.doers import doers
from bot.read.extract import direct_answer
from corpus.document import Clause, Document
from corpus.library import Library


def answering_words(
    library: Library, question: Understood, document: Document, clause: Clause
) -> tuple[Direct, ...]:
    """The direct answer; none where the whole clause is the answer."""
    directs = direct_answer(question, document, clause)
    if not directs:
        directs = doers(question, document, clause, library.facts(document.id).assignments)
    return tuple(directs)
