"""What a cited clause says, cut into sentences, with what stands above it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from bot.answer import Citation
from bot.vocabulary import stopwords
from corpus.language.segment import syllables
from corpus.organs import find_organs, leading_organs
from index.passage import clause_text, document_context, headings

_SENTENCE = re.compile(r"(?:[^.\n]|\.(?=\S))+\.?")
_OPENING = 200  # characters of a clause's first sentence that head the others
_MOST = 2  # ground sentences that one sentence of an answer may draw on


def content(text: str) -> list[str]:
    """The syllables that say something."""
    return [s for s in syllables(text) if s not in stopwords()]


@dataclass(frozen=True)
class Ground:
    """The readable text of one citation; ``context`` is its headings and its document's line."""

    citation: Citation

    @cached_property
    def text(self) -> str:
        """The clause as people read it."""
        return clause_text(self.citation.document, self.citation.clause)

    @cached_property
    def context(self) -> str:
        """What stands above the clause: its headings whole, kind, number, date, issuer, title."""
        document = self.citation.document
        above = [clause_text(document, a) for a in document.ancestors(self.citation.clause)]
        opening = self.sentences[0] if len(self.sentences) > 1 else ""  # "Chủ đề Tháng Chín: …"
        meta = document.metadata
        own = [document.name, meta.issuer or "", meta.superior or ""]
        lines = [document_context(document), *filter(None, own), *above, opening[:_OPENING]]
        return "\n".join([*lines, *headings(document, self.citation.clause)])

    @cached_property
    def rows(self) -> str:
        """A table row's cells with their heads, and the running row that heads it."""
        document, clause = self.citation.document, self.citation.clause
        cells = (f"{c.head}: {document.text[c.start : c.end]}" for c in clause.cells)
        return "\n".join(cells)

    @cached_property
    def heading(self) -> str:
        """The nearest heading and the document, as one text."""
        document = self.citation.document
        above = headings(document, self.citation.clause)
        return ". ".join([*above[-1:], document_context(document)])

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The clause's sentences; a table row is one."""
        if self.citation.clause.cells:
            return (self.text,)
        found = (m.group().strip() for m in _SENTENCE.finditer(self.text))
        return tuple(s for s in found if s)

    @cached_property
    def leaders(self) -> frozenset[str]:
        """The organs that lead the clause's task."""
        led = leading_organs(self.citation.document, self.citation.clause)
        return frozenset(match.name for match, _ in led)

    @cached_property
    def organs(self) -> frozenset[str]:
        """The organs of the headings."""
        return frozenset(m.name for m in find_organs(self.context)) | self.leaders


@dataclass(frozen=True, slots=True)
class Support:
    """The ground sentences nearest to one sentence of an answer, and their clauses' contexts;
    ``cited`` are all that it cites."""

    sentences: tuple[str, ...]
    grounds: tuple[Ground, ...]
    cited: tuple[Ground, ...] = ()

    @property
    def text(self) -> str:
        """The sentences, one a line."""
        return "\n".join(self.sentences)

    @property
    def context(self) -> str:
        """The headings of their clauses."""
        return "\n".join(ground.context for ground in self.grounds)

    @property
    def whole(self) -> str:
        """All that the cited clauses say, and what stands above them; the sentences and what stands
        above them where none are given."""
        if not self.cited:
            return f"{self.text}\n{self.context}"
        return "\n".join(part for g in self.cited for part in (g.text, g.context, g.rows))


def find_support(sentence: str, grounds: Iterable[Ground]) -> Support:
    """The few ground sentences that hold most of the sentence's words, greedily."""
    grounds = tuple(grounds)
    wanted = set(content(sentence))
    left = [(s, g) for g in grounds for s in g.sentences]
    chosen: list[tuple[str, Ground]] = []
    while left and len(chosen) < _MOST:
        best = max(left, key=lambda pair: len(wanted & set(content(pair[0]))))
        gained = len(wanted & set(content(best[0])))
        if gained < (1 if not chosen else 2):
            break
        chosen.append(best)
        left.remove(best)
        wanted -= set(content(best[0]))
    holders = {id(g): g for _, g in chosen}
    return Support(tuple(s for s, _ in chosen), tuple(holders.values()), grounds)
