"""Where a follow-up names another of what was shown: "thế cấp xã?", "còn đời 2022?", "còn khá?".

What is meant stands beside the clause that was shown: under the same heading, or under the heading
beside it. The nearest place that says the words, and that the shown clause does not say, is it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.evidence.profile import Profiles
from bot.evidence.weigh import Rarity, read_content, weigh
from bot.findings import Found
from bot.question import Understood
from corpus.document import Clause, Document
from corpus.language.segment import folded_syllables

_MOST = 4  # clauses that say the words; more do not tell which is meant


class Beside:
    """Finds clauses beside those that were shown."""

    def __init__(self, profiles: Profiles, rarity: Rarity) -> None:
        self._profiles = profiles
        self._rarity = rarity

    def find(
        self, question: Understood, words: Sequence[str], document: Document, shown: Clause
    ) -> list[Found]:
        """The clauses nearest to ``shown`` that say all of ``words`` (folded syllables), as
        findings of ``question``; none where it says them itself, or too many do."""
        wanted = set(words)
        if not wanted or wanted <= _said(document, shown):
            return []
        for ring in _rings(document, shown):
            saying = [c for c in ring if wanted <= _said(document, c)]
            if saying:
                return self.findings(question, document, saying) if len(saying) <= _MOST else []
        return []

    def findings(
        self, question: Understood, document: Document, clauses: Sequence[Clause]
    ) -> list[Found]:
        """The clauses as findings of ``question``, a mere heading as what it heads."""
        content = read_content(question, self._rarity)
        found: list[Found] = []
        for clause in clauses:
            under = document.children(clause)
            profile = self._profiles.of(document, clause)
            whole = [*under] if under and profile.heads_others else [clause]
            for one in whole:
                own = self._profiles.of(document, one)
                evidence = weigh(question, content, own, 0.0)
                found.append(Found(document, one, 1.0, evidence, own, named=True))
        return [replace(f, probability=1.0) for f in {f.clause.id: f for f in found}.values()]


def _rings(document: Document, shown: Clause) -> Iterator[list[Clause]]:
    """What stands around the clause, nearest first: what is under it, beside it, under what is
    beside it, and the same of the clauses above."""
    at: Clause | None = shown
    yield list(document.children(shown))
    while at is not None:
        above = document.ancestors(at)
        parent = above[-1] if above else None
        beside = (
            list(document.children(parent))
            if parent
            else [c for c in document.clauses if c.parent is None]
        )
        beside = [c for c in beside if c.id != at.id]
        yield beside
        yield [child for clause in beside for child in document.children(clause)]
        at = parent


def _said(document: Document, clause: Clause) -> set[str]:
    """The folded syllables of the clause's own words, without what stands under it."""
    under = document.children(clause)
    end = under[0].start if under and under[0].start > clause.start else clause.end
    return set(folded_syllables(document.text[clause.start : end]))
