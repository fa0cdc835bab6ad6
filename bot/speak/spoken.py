"""An answer as a telephone hotline says it: short first, the rest as the caller asks for it."""

from collections.abc import Collection, Sequence

from bot.answer import Citation, Statement
from bot.draft import Draft
from bot.speak.aloud import read_aloud
from bot.speak.answered import say_answer
from bot.speak.excerpt import verbatim_words
from bot.speak.pieces import LONGEST, packed, within
from bot.speak.refused import refuses, say_refusal
from bot.speak.source import full_source, named_apart, short_source
from bot.vocabulary import read_table


def spoken_answer(draft: Draft, known: Collection[str] | None = None) -> str:
    """The draft's answer in at most 80 spoken words, an offer at the end where there is more;
    ``known`` are the provinces that go without saying, all where it is None."""
    return next(say_answer(draft.statements, draft.citations, draft.short_answer, known))


def spoken_refusal(statements: Sequence[Statement], citations: Sequence[Citation] = ()) -> str:
    """A refusal in at most 80 spoken words, without what is said in another language or quoted."""
    return next(say_refusal(statements, citations))


def utterances(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    short_answer: str,
    known: Collection[str] | None = None,
) -> tuple[str, ...]:
    """What is said in turn, 80 words at most each: first the answer or the refusal, then the quoted
    clauses to their end; each but the last ends with the offer to read on."""
    if refuses(statements):
        return tuple(say_refusal(statements, citations))
    return tuple(say_answer(statements, citations, short_answer, known))


def spoken_source(citations: Sequence[Citation]) -> str:
    """Where the cited clauses stand, by their full labels, in at most 80 words."""
    return within(full_source(citations, LONGEST)) if citations else ""


def spoken_verbatim(citations: Sequence[Citation]) -> tuple[str, ...]:
    """The cited clauses word for word, numbers included, in pieces of at most 80 words; several are
    read after their sources. Each piece but the last ends with the offer to read on."""
    names = named_apart(citation.document for citation in citations)
    form = read_table("spoken")["sentences"]["of_document"]
    texts = []
    for citation in citations:
        words = read_aloud(verbatim_words(citation))
        if len(citations) > 1:
            source = short_source(citation, names[citation.document.id])
            words = form.format(source=source, words=words)
        texts.append(words)
    return tuple(packed(texts))
