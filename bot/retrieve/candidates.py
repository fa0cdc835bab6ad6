"""The query that finds candidates for the learned reader."""

from bot.question import Understood
from index.retrieve import DENSE, Query


def candidates_query(question: Understood, documents: tuple[str, ...] = ()) -> Query:
    """All words of the question, those that name a document among them: the reader judges them.

    Without diacritics only the folded ranking means anything.
    """
    summed = ("folded",) if question.undiacritized else (DENSE, "words")
    weights = dict.fromkeys(summed, 1.0)
    return Query(question.search_text, documents, weights, question.original)
