"""What a sentence puts in and leaves out, word by word, weighed by what was learned of each word.

An everyday word that the clauses lack ("thì", "ra") is how people reword; an official one, "chỉ" or
"mọi" is what lies are made of. One weight a word, fitted with the judgement.
"""

import itertools
from collections.abc import Mapping

from corpus.language.segment import syllables

_LEFT_OUT = 0.5  # many words are left out of every short sentence


def wording(sentence: str, near: str, whole: str) -> dict[str, float]:
    """Signs by name: "+" words that stand nowhere in the ground, pairs of words too, "~" those of
    its other parts, "=" those of the ground sentences ``near`` it, "-" words of these left out."""
    said, beside, there = (syllables(text) for text in (sentence, near, whole))
    close, known, pairs = set(beside), set(there), set(itertools.pairwise(there))
    found = {
        f"{'+' if word not in known else '~' if word not in close else '='}{word}": 1.0
        for word in said
        if not word.isdigit()
    }
    found |= {f"+{a} {b}": 1.0 for a, b in itertools.pairwise(said) if (a, b) not in pairs}
    return found | {f"-{word}": _LEFT_OUT for word in close - set(said)}


def weighed(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of what the signs weigh."""
    return sum(value * weights.get(name, 0.0) for name, value in found.items())
