"""How well a clause bears out a question."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.evidence.profile import Profile
from bot.question import Understood
from bot.understand.english.glossary import words_of
from bot.understand.intent.words import form_book
from bot.vocabulary import folded_stopwords, phrase_book, stopwords, task_words
from corpus.language.normalize import fold
from corpus.organs import find_organs, includes
from corpus.vocabulary import read_table
from index.lexical import TOKENIZERS

Rarity = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a clause.

    ``coverage``: the share of the question's content, weighted by rarity, that the clause with its
    headings holds; ``own``: the same of its own text; ``cosine``: of the embeddings, 0 where they
    were not compared; ``missing_numbers`` and ``missing_organs``: what the question names and the
    clause lacks.
    """

    coverage: float
    own: float
    cosine: float = 0.0
    missing_numbers: tuple[str, ...] = ()
    missing_organs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The question's content under one tokenizer: a weight, and tokens any of which would do."""

    tokenizer: str
    units: tuple[tuple[float, tuple[tuple[str, ...], ...]], ...]

    def covered(self, tokens: frozenset[str]) -> float:
        """The share of the weight that ``tokens`` meet; 0 for a question without content."""
        total = sum(weight for weight, _ in self.units)
        if not total:
            return 0.0
        met = sum(
            weight
            for weight, options in self.units
            if any(all(token in tokens for token in option) for option in options)
        )
        return met / total


def read_content(question: Understood, rarity: Rarity) -> Content:
    """The content units of a question: its words less stop words, question words, organs.

    Words with diacritics are compared as such: without them "nghĩa vụ quân sự" would be met by
    clauses on quite other things.
    """
    name = "folded" if question.undiacritized else "words"
    english = question.language == "en"
    text = _without_known_phrases(question)
    stop = folded_stopwords() if question.undiacritized else stopwords() | folded_stopwords()
    if question.organs:
        stop = stop | task_words()  # "Sở Y tế có nhiệm vụ gì": nothing is asked but the organ
        if english:
            stop = stop | words_of("working")
    learned = _learned(question, name)
    units = []
    for token in dict.fromkeys(TOKENIZERS[name](text)):
        if (
            token in stop
            or (english and set(token.split("_")) <= stop)
            or (len(token) < 2 and not token.isdigit())
        ):
            continue
        options: list[tuple[str, ...]] = [(token,)]
        weights = [rarity(name, token)]
        for other in (*learned.get(fold(token), ()), *_listed(token, learned)):
            spelled = tuple(t for t in TOKENIZERS[name](other) if "_" not in t)
            if spelled:
                options.append(spelled)
                weights.append(max(rarity(name, t) for t in spelled))
        units.append((min(weights), tuple(options)))
    return Content(name, tuple(units))


def _learned(question: Understood, name: str) -> dict[str, list[str]]:
    """By the folded tokens of what the question says, what the documents call it as well."""
    found: dict[str, list[str]] = {}
    for said, other in question.meanings:
        for token in TOKENIZERS[name](said):
            found.setdefault(fold(token), []).append(other)
    return found


def _listed(token: str, learned: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What the lists say an abbreviation stands for, where the documents do not say it."""
    long = _spelled_out().get(fold(token))
    return (long,) if long and fold(token) not in learned else ()


def _without_known_phrases(question: Understood) -> str:
    """The subject without organs, question words and words for parts of a document."""
    text = question.subject
    spans = [*find_organs(text), *phrase_book("asks").find(text), *form_book().find(text)]
    kept = list(text)
    for match in spans:
        kept[match.start : match.end] = " " * (match.end - match.start)
    return "".join(kept)


def _spelled_out() -> dict[str, str]:
    table = read_table("abbreviations")["abbreviations"]
    return {fold(short): long for short, long in table.items()}


def weigh(question: Understood, content: Content, profile: Profile, cosine: float) -> Evidence:
    """The evidence that a clause of this profile gives for the question."""
    organs_met = bool(question.organs) and set(question.organs) <= profile.organs
    whole = 1.0 if not content.units and organs_met else 0.0  # nothing is asked but the organ
    return Evidence(
        whole or content.covered(profile.all[content.tokenizer]),
        whole or content.covered(profile.own[content.tokenizer]),
        cosine,
        tuple(n for n in question.numbers if not _has_number(n, profile)),
        (
            *(
                o
                for o in question.organs
                if o not in profile.organs | profile.issuers and not includes(profile.text, o)
            ),
            *(name for name in question.strangers if fold(name) not in profile.folded),
        ),
    )


def _has_number(number: str, profile: Profile) -> bool:
    """Whether the number stands there; another year in the clause's own words contradicts one."""
    if re.fullmatch(r"20\d\d", number) and profile.years and number not in profile.years:
        return number in profile.text or number == profile.issued
    if number in profile.numbers:
        return True
    compact = re.sub(r"\s", "", profile.folded)
    return bool(re.search(rf"(?<!\d){re.escape(number)}", compact))
