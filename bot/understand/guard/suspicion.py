"""How much a message looks like an order to the assistant rather than a question about documents.

Logistic regression over folded syllables and pairs of neighbours, weighted by rarity: no embedding
is needed, diacritics and leetspeak make no difference, and every weight can be read in
``bot/vocabulary/guard_weights.tsv``. ``python -m eval fit-guard`` fits it again.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus.language.normalize import fold, nfc

WEIGHTS_FILE = Path(__file__).parents[2] / "vocabulary" / "guard_weights.tsv"
BIAS = "(bias)"
# the question mark is left out: it says more of the writer than of what is asked
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[!:\"“”'<>\[\]{}/#;`|]")
_WORD = re.compile(r"[^\W_]+")
_MIXED = re.compile(r"(?=[^\W_]*\d)(?=[^\W_]*[^\W\d_])[^\W_]{2,}")
_LEET = str.maketrans("013457@$", "oieastas")
_LEET_WORDS, _LEET_SHARE = 3, 0.4
_IDEOGRAPHS = "\u2e80"  # from here on a character is a word
_START, _END = "^", "$"


@dataclass(frozen=True, slots=True)
class Weights:
    """``of`` maps a feature to its rarity (idf) and its weight."""

    bias: float
    of: Mapping[str, tuple[float, float]]

    def score(self, text: str) -> float:
        """The probability that ``text`` is an attempt to steer."""
        known = [self.of[feature] for feature in features(text) if feature in self.of]
        norm = math.sqrt(sum(rarity * rarity for rarity, _ in known)) or 1.0
        total = self.bias + sum(rarity * weight for rarity, weight in known) / norm
        return 1 / (1 + math.exp(-total))


@cache
def read_weights(path: Path = WEIGHTS_FILE) -> Weights:
    """The weights in use: a line "feature, rarity, weight" each, tabs between."""
    bias, found = 0.0, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        feature, rarity, weight = line.split("\t")
        if feature == BIAS:
            bias = float(weight)
        else:
            found[feature] = (float(rarity), float(weight))
    return Weights(bias, found)


def suspicion(text: str) -> float:
    """The probability that ``text`` tries to steer the assistant."""
    return read_weights().score(text)


def features(text: str) -> list[str]:
    """Syllables and marks of ``text`` and pairs of neighbours, each once, sorted; any number is
    "0"."""
    tokens = [_START]
    for token in _TOKEN.findall(fold(unmasked(text))):
        if token[0] >= _IDEOGRAPHS:
            tokens.extend(token)
        else:
            tokens.append("0" if token.isdigit() else token.replace("“", '"').replace("”", '"'))
    tokens.append(_END)
    pairs = {f"{a} {b}" for a, b in pairwise(tokens)}
    return sorted({*tokens[1:-1], *pairs})


def unmasked(text: str) -> str:
    """``text`` without invisible characters, wide letters and digits that stand for letters."""
    text = unicodedata.normalize("NFKC", text)
    text = nfc("".join(c for c in text if unicodedata.category(c) != "Cf"))
    words = _WORD.findall(text.replace("@", "0").replace("$", "0"))
    mixed = sum(bool(_MIXED.fullmatch(word)) for word in words)
    if mixed < _LEET_WORDS or mixed < _LEET_SHARE * len(words):
        return text
    return re.sub(r"[\w@$]+", lambda m: _plain(m.group()), text)


def _plain(word: str) -> str:
    """A word of letters and look-alikes in letters; a number stays as it is."""
    return word if word.isdigit() and len(word) > 1 else word.translate(_LEET)
