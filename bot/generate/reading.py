"""A model's vote on which of the given clauses answer: numbers of what was given, copied words."""

from collections.abc import Sequence
from typing import Any

from bot.generate.prompt import Numbered, plain
from bot.generate.written import fields, number
from bot.vote import Votes
from corpus.privacy import Masked
from index.passage import clause_text

_MOST = 3  # clauses that one vote may name
_FEWEST, _LONGEST = 2, 600  # characters of copied words


def schema(*, with_sentences: bool = False) -> dict[str, Any]:
    """The JSON schema of a vote, ``with_sentences`` of an answer after it."""
    item = {
        "type": "object",
        "properties": {"clause": {"type": "integer"}, "words": {"type": "string"}},
        "required": ["clause", "words"],
        "additionalProperties": False,
    }
    named: dict[str, Any] = {"answers": {"type": "array", "items": item}}
    if with_sentences:
        named["sentences"] = {"type": "array", "items": {"type": "string"}}
    return {
        "type": "object",
        "properties": named,
        "required": list(named),
        "additionalProperties": False,
    }


def votes_of(answers: Sequence[Any], clauses: Sequence[Numbered], masked: Masked) -> Votes | None:
    """The vote; None where what it names is no clause that was given."""
    by_number = {one.number: one for one in clauses}
    found: dict[str, str] = {}
    for row in answers[:_MOST]:
        one = by_number.get(number(fields(row).get("clause")) or 0)
        if one is None:
            continue
        words = fields(row).get("words")
        said = masked.restore(words) if isinstance(words, str) else ""
        found.setdefault(one.clause.id, said.strip() if is_copied(said, one) else "")
    if answers and not found:
        return None
    return Votes(found, frozenset(one.clause.id for one in clauses))


def is_copied(words: str, one: Numbered) -> bool:
    """Whether the words stand in the clause, letter by letter, line breaks aside."""
    said = _squeezed(words)
    if not _FEWEST <= len(said) <= _LONGEST:
        return False
    return said in _squeezed(clause_text(one.document, one.clause))


def _squeezed(text: str) -> str:
    return " ".join(plain(text).split()).strip(" .;,")
