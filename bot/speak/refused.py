"""What is said of a refusal: what was not found and the nearest clause, then that clause."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.answer import Citation, Role, Statement
from bot.speak.aloud import read_aloud
from bot.speak.excerpt import clause_words
from bot.speak.pieces import AT_ONCE, closed, length, offer, packed, within
from bot.speak.source import named_apart, short_source, shortened
from bot.vocabulary import read_table

_REFUSING = (Role.MISSING, Role.OFFER)


def refuses(statements: Sequence[Statement]) -> bool:
    """Whether these are the statements of a refusal: it begins with what is missing."""
    return bool(statements) and statements[0].role in _REFUSING


def say_refusal(statements: Sequence[Statement], citations: Sequence[Citation]) -> Iterator[str]:
    """The utterances in turn. The one nearest clause is offered where nothing else is."""
    names = named_apart(citation.document for citation in citations)
    texts = [one.text for one in statements if one.role not in (Role.ASIDE, Role.QUOTE)]
    offered = any(one.role is Role.OFFER for one in statements)
    closing = [offer()] if len(citations) == 1 and not offered else []
    said = [_said(text, citations, names, short_source) for text in texts]
    if sum(map(length, (*said, *closing))) > AT_ONCE:
        said = [_said(text, citations, names, _unplaced) for text in texts]
    yield " ".join([within(" ".join(said), sum(map(length, closing))), *closing])
    if closing:
        yield from packed([read_aloud(clause_words(citations[0]))])


def _said(
    text: str,
    citations: Sequence[Citation],
    names: Mapping[str, str],
    source: Callable[[Citation, str], str],
) -> str:
    """A sentence with the clause that is only near said short; one of which something is denied
    keeps its exact place."""
    leading = read_table("spoken")["source"]["within"]
    for citation in citations:
        label, name = citation.clause.label, names[citation.document.id]
        if text.lower().startswith(label.lower()):
            continue
        short = source(citation, name)
        if short == name:
            for before, after in leading.items():
                text = text.replace(f"{before} {label}", f"{after} {name}")
        text = text.replace(label, short)
    return closed(read_aloud(shortened(text, citations, names)))


def _unplaced(_: Citation, name: str) -> str:
    return name
