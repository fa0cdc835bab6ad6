"""What a clause holds, for matching it against a question: words, organs, numbers, leaders."""

import itertools
import re
from dataclasses import dataclass

from corpus.document import Clause, Document, Part
from corpus.language.normalize import fold
from corpus.language.segment import syllables
from corpus.memory import Memory
from corpus.organs import find_organs, leading_organs
from index.lexical import TOKENIZERS
from index.passage import clause_text, document_context, headings

_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+\s?%|\b(?:19|20)\d{2}\b")
_YEAR = re.compile(r"(?<!đến )(?<!hướng )năm\s+(20\d\d)")
_HEADING_ONLY = 160  # a clause with children and no more text than this only heads them


@dataclass(frozen=True, slots=True)
class Profile:
    """``own`` and ``all`` hold tokens by tokenizer: of the clause's own text, and with its headings
    and its document's title. ``years`` are those that the own text calls "năm …". ``pairs`` are
    syllables side by side in the text or its headings; ``length`` counts the text's own syllables.
    ``issuers`` are the organs that issued the document, in the year ``issued``.
    """

    own: dict[str, frozenset[str]]
    all: dict[str, frozenset[str]]
    organs: frozenset[str]
    leaders: tuple[str, ...]
    folded: str
    text: str
    numbers: frozenset[str]
    years: frozenset[str]
    heads_others: bool
    form: bool
    pairs: frozenset[tuple[str, str]]
    folded_pairs: frozenset[tuple[str, str]]
    length: int
    issuers: frozenset[str]
    issued: str


class Profiles:
    """Profiles by clause, each computed when first asked for; the last ``size`` are kept."""

    def __init__(self, size: int = 20_000) -> None:
        self._known: Memory[tuple[object, str], Profile] = Memory(size)

    def of(self, document: Document, clause: Clause) -> Profile:
        """The clause's profile."""
        return self._known.get_or((document.mark, clause.id), lambda: _profile(document, clause))


def heads(text: str) -> bool:
    """Whether a clause with this text only heads those under it."""
    return len(text) <= _HEADING_ONLY or text.rstrip().endswith(":")


def _profile(document: Document, clause: Clause) -> Profile:
    text = clause_text(document, clause)
    above = headings(document, clause)
    context = "\n".join([document_context(document), *above])
    said = syllables(" ".join([text, *above]))
    bare = [fold(syllable) for syllable in said]
    full = f"{context}\n{text}"
    leaders = tuple(dict.fromkeys(m.name for m, _ in leading_organs(document, clause)))
    return Profile(
        own={name: frozenset(tokens(text)) for name, tokens in TOKENIZERS.items()},
        all={name: frozenset(tokens(full)) for name, tokens in TOKENIZERS.items()},
        organs=frozenset(leaders) | {m.name for m in find_organs(full)},
        leaders=leaders,
        folded=fold(full),
        text=text,
        years=frozenset(_YEAR.findall(text)),
        numbers=frozenset(m.group().replace(" ", "") for m in _NUMBER.finditer(full)),
        heads_others=heads(text) and bool(document.children(clause)),
        pairs=frozenset(itertools.pairwise(said)),
        folded_pairs=frozenset(itertools.pairwise(bare)),
        length=len(syllables(text)),
        issuers=frozenset(m.name for m in find_organs(document.metadata.issuer or "")),
        issued=(document.metadata.date or "")[:4],
        form=clause.part in (Part.LETTERHEAD, Part.RECIPIENTS, Part.SIGNATURE),
    )
