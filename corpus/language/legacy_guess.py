"""Which old encoding a text without fonts is in, told from its words.

A text read in the right encoding gives Vietnamese syllables, in a wrong one hardly any. A decision
asks for enough words with marks, nearly all of them syllables, and a clear lead over every other
reading; else the answer is None and nothing is changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.language.legacy_encodings import ENCODINGS, convert
from corpus.language.normalize import nfc
from corpus.language.syllables import is_syllable

LEAST_WORDS = 5  # marked words that a decision needs
LEAST_SHARE = 0.85  # of them that are syllables; real texts have .95 and more
LEAD = 0.2  # before the second best reading
_SAMPLE = 60_000  # characters looked at
_PIECES = 20
# words with any character beyond ASCII that is no quotation mark, dash or other sign
_WORD = re.compile("[^\x00-\x40\\[-`{-\x7f\u2000-\u2211\u2213-\u2218\u221a-\u2fff]+")
_ENDS = "\xa0\xab\xbb\xb0\xb7\xa7"  # signs that may stand at a Unicode word's ends


@dataclass(frozen=True, slots=True)
class Soundness:
    """How many words with marks a text has and which share, 0 to 1, are syllables."""

    words: int
    share: float


def soundness(text: str) -> Soundness:
    """How far the text reads as Vietnamese; only words with a mark count."""
    words = [w for w in _WORD.findall(nfc(text)) if not w.isascii()]
    words = [stripped for w in words if not (stripped := w.strip(_ENDS)).isascii()]
    if not words:
        return Soundness(0, 0.0)
    return Soundness(len(words), sum(is_syllable(w.lower()) for w in words) / len(words))


def guess(text: str) -> str | None:
    """The old encoding (of ``ENCODINGS``) that ``text``, read as Latin-1 or Windows-1252, is in;
    None where it is in none of them or that is not sure."""
    text = sample(text)
    if text.isascii():
        return None
    return choose([("", text), *((name, convert(text, name)) for name in ENCODINGS)]) or None


def choose(readings: Sequence[tuple[str, str]]) -> str | None:
    """The name of the one reading (name, text) that is Vietnamese; None where none clearly is."""
    judged = sorted(
        ((soundness(text), name) for name, text in readings),
        key=lambda pair: pair[0].share,
        reverse=True,
    )
    best, name = judged[0]
    second = judged[1][0].share if len(judged) > 1 else 0.0
    sure = best.words >= LEAST_WORDS and best.share >= LEAST_SHARE and best.share - second >= LEAD
    return name if sure else None


def sample(text: str) -> str:
    """The text, or stretches spread over it where it is long."""
    if len(text) <= _SAMPLE:
        return text
    size, step = _SAMPLE // _PIECES, len(text) // _PIECES
    return "\n".join(text[i * step : i * step + size] for i in range(_PIECES))
