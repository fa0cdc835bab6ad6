"""How well a clause bears out a question, from 0 (not at all) to 1."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.profile import Profile
from bot.question import Understood
from bot.vocabulary import folded_stopwords, phrase_book
from corpus.normalize import fold
from corpus.organs import find_organs
from corpus.segment import folded_syllables
from corpus.vocabulary import read_table


@dataclass(frozen=True, slots=True)
class Evidence:
    """``coverage``: the share of the question's content, weighted by rarity, that the clause and
    its headings hold; ``own``: the same of its own text; ``cosine``: of the embeddings;
    ``missing``: numbers and organs of the question that are not there.
    """

    coverage: float
    own: float
    cosine: float
    missing_numbers: tuple[str, ...]
    missing_organs: tuple[str, ...]

    @property
    def strength(self) -> float:
        """One number: mostly coverage, lifted by an embedding that is near."""
        near = min(max((self.cosine - 0.80) / 0.10, 0.0), 1.0)
        return 0.75 * self.coverage + 0.25 * near


@dataclass(frozen=True, slots=True)
class Content:
    """The question's content: each unit is a weight and the alternatives that would meet it."""

    units: tuple[tuple[float, tuple[tuple[str, ...], ...]], ...]

    @property
    def weight(self) -> float:
        """The sum of all weights."""
        return sum(weight for weight, _ in self.units)

    def covered(self, syllables: frozenset[str]) -> float:
        """The share of the weight that ``syllables`` meet; 0 for a question without content."""
        total = self.weight
        if not total:
            return 0.0
        met = sum(
            weight
            for weight, alternatives in self.units
            if any(all(s in syllables for s in option) for option in alternatives)
        )
        return met / total


def read_content(question: Understood, rarity: Callable[[str], float]) -> Content:
    """The content units of a question: its syllables less stop words, question words, organs."""
    text = question.subject
    skipped = [(m.start, m.end) for m in find_organs(text)]
    skipped += [(m.start, m.end) for m in phrase_book("asks").find(text)]
    kept = list(text)
    for start, end in skipped:
        kept[start:end] = " " * (end - start)
    short = {
        fold(form): tuple(folded_syllables(long))
        for form, long in read_table("abbreviations")["abbreviations"].items()
    }
    units = []
    for syllable in dict.fromkeys(folded_syllables("".join(kept))):
        if syllable in folded_stopwords() or (len(syllable) < 2 and not syllable.isdigit()):
            continue
        options: list[tuple[str, ...]] = [(syllable,)]
        if syllable in short:
            options.append(short[syllable])
        weight = min(
            rarity(syllable), sum(map(rarity, short[syllable])) if syllable in short else 99.0
        )
        units.append((weight, tuple(options)))
    return Content(tuple(units))


def weigh(question: Understood, content: Content, profile: Profile, cosine: float) -> Evidence:
    """The evidence that a clause of this profile gives for the question."""
    numbers = tuple(n for n in question.numbers if not _has_number(n, profile))
    organs = tuple(o for o in question.organs if o not in profile.organs)
    return Evidence(
        content.covered(profile.all), content.covered(profile.own), cosine, numbers, organs
    )


def _has_number(number: str, profile: Profile) -> bool:
    if number in profile.numbers:
        return True
    compact = re.sub(r"\s", "", profile.folded)
    return bool(re.search(rf"(?<!\d){re.escape(number)}", compact))
