"""The query that finds candidates for the learned reader."""

from bot.question import Understood
from bot.understand.intent.words import spell_out
from bot.understand.scope.scope import province_book
from bot.vocabulary.added import with_wordings
from index.retrieve import DENSE, Query


def asked_text(question: Understood) -> str:
    """The question as it is compared with clauses: where it names a province by what it is called
    since another took it in, or was called before, with the name that its directives bear."""
    text = question.standalone
    if len(question.provinces) != 1:
        return text
    own = question.provinces[0]
    for match in reversed(province_book().find(text)):
        if match.name != own:
            text = text[: match.start] + own + text[match.end :]
    return text


def query_text(question: Understood) -> str:
    """All words of the question, those that name a document or a place among them: the reader
    judges what they are worth. In English the translation with its other wordings."""
    if question.language == "en":
        return question.search_text
    return with_wordings(spell_out(asked_text(question)), question.wordings)


def embedded_text(question: Understood) -> str:
    """The text whose vector is compared."""
    return question.original or query_text(question)


def candidates_query(question: Understood, documents: tuple[str, ...] = ()) -> Query:
    """Without diacritics only the folded ranking means anything."""
    summed = ("folded",) if question.undiacritized else (DENSE, "words", "folded")
    weights = dict.fromkeys(summed, 1.0)
    return Query(query_text(question), documents, weights, question.original)
