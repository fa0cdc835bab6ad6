"""Numbers about a sentence beside what it cites by their words: what lacks, what is turned."""

import itertools
import re

from bot.evidence.figures import find_figures
from bot.understand.english.language import read_language
from bot.understand.english.translate import translate
from bot.verify.checks import (
    check_direction,
    check_modality,
    check_order,
    check_polarity,
    check_words,
)
from bot.verify.figures import check_places
from bot.verify.ground import Support, content
from bot.vocabulary import read_table
from corpus.language.segment import syllables
from corpus.organs import find_bodies

_DECIMALS = re.compile(
    r"(?<![\d.,/])\d+\.\d+(?=\s*(?:%|percent|per cent|million|billion|thousand))", re.I
)
_SHORT_NUMBER = re.compile(r"(?<![\d/])(\d{1,5})/((?:19|20)\d\d)(?![\d/])")
_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(number) for number, word in enumerate(_WORDS.split(), 1)}
_COUNTED = re.compile(rf"\b({'|'.join(_NUMBERS)}) (million|billion|thousand)\b", re.I)

_CHECKS = (check_places, check_polarity, check_modality, check_direction, check_order, check_words)


def in_vietnamese(sentence: str) -> tuple[str, bool]:
    """The sentence word by word in Vietnamese where it is English, and whether it is."""
    english = read_language(sentence)[0] == "en"
    return (_translated(sentence), True) if english else (sentence, False)


def _translated(sentence: str) -> str:
    """The sentence in Vietnamese, its figures as Vietnamese writes them."""
    text = _COUNTED.sub(lambda m: f"{_NUMBERS[m[1].lower()]} {m[2]}", sentence)
    told = translate(text)
    for number in _DECIMALS.findall(text):
        told = told.replace(number, number.replace(".", ","))
    for number, year in _SHORT_NUMBER.findall(text):
        told = told.replace(f"{number} {year}", f"{number}/{year}")
    return told


def sign_names() -> list[str]:
    """What the numbers of ``signs`` are."""
    kinds = list(_classes())
    return [
        *(check.__name__ for check in _CHECKS),
        "held_near", "held_whole", "missing", "pairs", "covered",
        "length", "ground", "ratio", "figures", "ground_figures", "bodies", "ground_bodies",
        "english", "cited",
        *(f"said_{k}" for k in kinds), *(f"there_{k}" for k in kinds),
    ]  # fmt: skip


def signs(sentence: str, support: Support, english: bool) -> list[float]:
    """The numbers; ``sentence`` in Vietnamese."""
    said, near = content(sentence), content(support.text)
    whole = set(content(support.whole))
    held = set(near)
    pairs = set(itertools.pairwise(said))
    there = set(itertools.pairwise(near))
    wanted = set(said) or {""}
    own, ground = f" {' '.join(syllables(sentence))} ", f" {' '.join(syllables(support.text))} "
    return [
        *(float(len(check(sentence, support))) for check in _CHECKS),
        len(wanted & held) / len(wanted),
        len(wanted & whole) / len(wanted),
        float(len(wanted - whole)),
        len(pairs & there) / max(1, len(pairs)),
        len(wanted & held) / max(1, len(held)),
        float(len(said)),
        float(len(near)),
        len(said) / max(1, len(near)),
        float(len(find_figures(sentence))),
        float(len(find_figures(support.text))),
        float(len(find_bodies(sentence))),
        float(len(find_bodies(support.text))),
        float(english),
        float(len(support.cited)),
        *(float(any(f" {w} " in own for w in words)) for words in _classes().values()),
        *(float(any(f" {w} " in ground for w in words)) for words in _classes().values()),
    ]


def _classes() -> dict[str, list[str]]:
    """Words that turn a sentence, by what they do."""
    claims = read_table("claims")
    return {
        "negation": claims["negation"],
        **claims["added"],
        "tentative": claims["kept"]["tentative"],
        **claims["bounds"],
        **claims["times"],
        "passive": claims["passive"],
        "condition": claims["condition"],
        "cause": claims["cause"],
        "only": claims["only"],
    }
