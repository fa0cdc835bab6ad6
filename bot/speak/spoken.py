"""The answer as a telephone hotline reads it aloud: what is asked, then where it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Citation, Role, Statement
from bot.draft import Draft
from bot.speak.aloud import ordinal, read_aloud
from bot.speak.excerpt import clause_words, cut, first_sentence, small, telling_words
from bot.vocabulary import read_table

_LONGEST = 120  # syllables that a caller follows in one hearing
_CLAUSE = 60  # a clause up to here is read whole
_ITEM = 30
_ITEMS = 5
_SHORTEST = 40  # left for the words of the answer, however long the label is


@dataclass(frozen=True, slots=True)
class _Said:
    words: str
    citation: Citation


def spoken_answer(draft: Draft) -> str:
    """The draft's answer in spoken words, at most about 120 syllables.

    A direct answer is said with its source; else the clause, or its telling sentence; of a list
    the first words of up to five clauses.
    """
    statements = _statements(draft)
    if statements:
        said = _say_direct(statements, draft.citations[0])
    elif len(draft.citations) > 1:
        said = _say_list(draft.citations)
    else:
        said = _say_clause(draft.citations[0])
    beside = draft.of(Role.REMARK, Role.MISSING)
    return " ".join([said, *(read_aloud(statement.text) for statement in beside)])


def spoken_refusal(statements: Sequence[Statement]) -> str:
    """A refusal in spoken words, without what is said in another language or quoted."""
    left_out = (Role.ASIDE, Role.QUOTE)
    words = " ".join(one.text for one in statements if one.role not in left_out)
    return read_aloud(words)


def _statements(draft: Draft) -> list[_Said]:
    """The direct answers with what bears each; several bare numbers are none: they say too
    little without what they count."""
    if not draft.short_answer:
        return []
    found = [
        _Said(statement.text, draft.citations[statement.citations[0] - 1])
        for statement in draft.of(Role.LEAD)
    ]
    if not found:
        found = [_Said(draft.short_answer, draft.citations[0])]
    parts = [part for one in found for part in one.words.split("; ")]
    bare = len(parts) > 1 and all(re.match(r"\D{0,12}\d+(?:[.,]\d+)?\s?%?$", p) for p in parts)
    return [] if bare else found


def _say_direct(statements: Sequence[_Said], best: Citation) -> str:
    """The answers of the first document with its clause, then those of others with theirs."""
    texts = read_table("spoken")["sentences"]
    by_document: dict[str, list[_Said]] = {}
    for one in statements:
        by_document.setdefault(one.citation.document.id, []).append(one)
    first, *others = by_document.values()
    cited = first[0].citation
    source = _source(best if best.document is cited.document else cited)
    said = [_fit("; ".join(dict.fromkeys(one.words for one in first)), source)]
    for group in others:
        words = "; ".join(dict.fromkeys(one.words for one in group))
        name = group[0].citation.document.name
        sentence = read_aloud(texts["other"].format(document=name, words=words))
        if _length([*said, sentence]) > _LONGEST:
            return " ".join([*said, texts["more"]])
        said.append(_closed(sentence))
    return " ".join(said)


def _say_clause(citation: Citation) -> str:
    words = clause_words(citation)
    if len(words.split()) > _CLAUSE and citation.highlights:
        words = telling_words(citation)
    return _fit(words, _source(citation))


def _fit(words: str, source: str) -> str:
    """The words, cut where they are too long beside their source, and the source."""
    more = read_table("spoken")["sentences"]["more"]
    spoken = _closed(read_aloud(words))
    room = max(_LONGEST - len(source.split()), _SHORTEST)
    if len(spoken.split()) <= room:
        return f"{spoken} {source}"
    begun = _closed(cut(spoken, room - len(more.split())))
    return f"{begun} {source}" if begun == spoken else f"{begun} {source} {more}"


def _say_list(citations: Sequence[Citation]) -> str:
    """How many clauses, and the first words of each as long as the caller can follow."""
    texts = read_table("spoken")["sentences"]
    head, items = _headed(citations)
    documents = list(dict.fromkeys(item.document.id for item in items))
    count = len(items)
    if len(documents) == 1:
        name = head.clause.label if head else items[0].document.name
        opening = texts["listed"].format(document=name, count=count)
    else:
        opening = texts["listed_of_several"].format(count=count)
    said, document, shortened = [read_aloud(opening)], "", False
    if len(documents) == 1:
        document = documents[0]
    for number, item in enumerate(items[:_ITEMS], start=1):
        form = texts["item" if item.document.id == document else "item_source"]
        words = clause_words(item)
        room = _LONGEST - _length(said)
        tries = [_begun(words, longest, form, number, item) for longest in (_ITEM, _ITEM // 2)]
        fitting = [one for one in tries if len(one.split()) <= room] or tries[-1:] * (number == 1)
        if not fitting:
            break
        document = item.document.id
        shortened = shortened or fitting[0] != _begun(words, _LONGEST, form, number, item)
        said.append(fitting[0])
    listed = "; ".join([said[1], *(one[:1].lower() + one[1:] for one in said[2:])])
    rest = count - (len(said) - 1)
    closing = [read_aloud(texts["rest"].format(count=rest))] if rest else []
    return " ".join([said[0], f"{listed}.", *(closing or [texts["more"]] * shortened)])


def _begun(words: str, longest: int, form: str, number: int, item: Citation) -> str:
    """An item of a list: its number and the first sentence, whole where there is room."""
    first = words if longest == _LONGEST else cut(first_sentence(words), longest)
    begun = small(first.rstrip(".,:;? "))
    said = form.format(ordinal=ordinal(number), document=item.document.name, words=begun)
    return read_aloud(said).rstrip(".,; ")


def _headed(citations: Sequence[Citation]) -> tuple[Citation | None, Sequence[Citation]]:
    """The clause under which all others stand, if the first is one, and the others."""
    first, *others = citations
    if all(first.clause in other.document.ancestors(other.clause) for other in others):
        return first, others
    return None, citations


def _source(citation: Citation) -> str:
    texts = read_table("spoken")["sentences"]
    return _closed(read_aloud(texts["source"].format(label=citation.clause.label)))


def _closed(text: str) -> str:
    return f"{text.rstrip('.,; ')}." if not text.endswith("?") else text


def _length(parts: Sequence[str]) -> int:
    return sum(len(part.split()) for part in parts)
