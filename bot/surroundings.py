"""What stands around a clause: its heading, what it heads, what its organs lead elsewhere."""

from dataclasses import replace

from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence, Rarity, read_content, weigh
from bot.findings import Found
from bot.question import Understood
from corpus.document import Clause, Document
from corpus.library import Library

_NEXT = 2  # clauses before and after one, that stand near it
_MOST_NEAR = 40
_HEADING_OWN = 0.5  # own coverage from which a heading is what a list question is about


class Surroundings:
    """Walks the clause trees of the library."""

    def __init__(self, library: Library, profiles: Profiles, rarity: Rarity) -> None:
        self._library = library
        self._profiles = profiles
        self._rarity = rarity

    def led_by(
        self, organs: tuple[str, ...], scope: tuple[str, ...], inside: str = ""
    ) -> list[Found]:
        """Every clause whose task one of ``organs`` leads, in document order.

        ``inside`` is a clause id that limits them to what stands under it. Clauses that only head
        others are left out.
        """
        found = []
        for document in self._library:
            if document.id not in scope:
                continue
            for clause in document.clauses:
                if inside and not clause.id.startswith(f"{inside}."):
                    continue
                profile = self._profiles.of(document, clause)
                led = set(organs) & set(profile.leaders)
                if led and not profile.heads_others and not profile.form:
                    found.append(Found(document, clause, 1.0, Evidence(1.0, 1.0), profile, True))
        return found

    def heading(self, question: Understood, found: Found) -> Found | None:
        """The heading above a finding, where the question is rather about all that it heads."""
        above = found.document.ancestors(found.clause)
        if not above:
            return None
        content = read_content(question, self._rarity)
        profile = self._profiles.of(found.document, above[-1])
        evidence = weigh(question, content, profile, 0.0)
        if profile.heads_others and evidence.own >= max(_HEADING_OWN, found.evidence.own):
            return Found(found.document, above[-1], found.score, evidence, profile)
        return None

    def parent(self, found: Found) -> Found | None:
        """The clause that heads a finding."""
        above = found.document.ancestors(found.clause)
        if not above:
            return None
        profile = self._profiles.of(found.document, above[-1])
        return Found(found.document, above[-1], found.score, found.evidence, profile)

    def near(self, question: Understood, document: Document, clause: Clause) -> list[Found]:
        """What stands under the clause, beside it and around it, in source order."""
        parent = next(reversed(document.ancestors(clause)), None)
        at = document.clauses.index(clause)
        around = [
            *document.clauses[max(0, at - _NEXT) : at + _NEXT + 1],
            *document.children(clause),
            *(document.children(parent) if parent else ()),
            *([parent] if parent else ()),
        ]
        near = {c.id: c for c in around}.values()
        content = read_content(question, self._rarity)
        found = []
        for one in sorted(near, key=lambda c: c.start)[:_MOST_NEAR]:
            profile = self._profiles.of(document, one)
            evidence = weigh(question, content, profile, 0.0)
            found.append(Found(document, one, 0.0, evidence, profile))
        return found

    def moved(self, found: Found, clause: Clause) -> Found:
        """The finding with another clause of its document in place of its own."""
        return replace(found, clause=clause, profile=self._profiles.of(found.document, clause))

    def with_children(self, found: Found) -> list[Found]:
        """The clause's children, in source order."""
        return [
            Found(
                found.document, child, found.score, found.evidence,
                self._profiles.of(found.document, child), found.named,
            )
            for child in found.document.children(found.clause)
        ]  # fmt: skip
