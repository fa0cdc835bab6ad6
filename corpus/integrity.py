"""Whether a text is sound enough to be quoted: syllables, diacritics, words.

A bad scan gives letters that look Vietnamese and say nothing; a text that lost its diacritics or
whose syllables are broken must not be quoted either. Floors are stated here and in the docs; they
lie between sound texts (on 19 documents valid .96 to 1, bare .09 to .18, words .61 to .79) and
broken ones (a scan read wrongly has words .33).
"""

import re
from dataclasses import dataclass

from corpus.language.segment import dictionary_words
from corpus.language.syllables import has_mark, is_syllable

# Floors: below (for BARE and BROKEN: above) them a document is refused.
VALID_FLOOR = 0.75
BARE_CEILING = 0.60
BROKEN_CEILING = 0.10
WORDS_FLOOR = 0.45
_ENOUGH = 100  # syllables; a shorter text is not judged
_SAMPLE = 20_000  # syllables looked at in a long text, in stretches spread over it

_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")


@dataclass(frozen=True, slots=True)
class Integrity:
    """Shares from 0 to 1 over the text's words (abbreviations in capitals left out).

    ``valid``: possible Vietnamese syllables. ``bare``: without any diacritic. ``broken``: without
    a vowel (torn syllables). ``words``: syllables in words of two or more that the dictionary
    has. ``counted``: how many were looked at.
    """

    counted: int
    valid: float
    bare: float
    broken: float
    words: float

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, in Vietnamese; empty for a sound text or one too short to judge."""
        if self.counted < _ENOUGH:
            return ()
        found = []
        if self.bare > BARE_CEILING:
            found.append(f"{self.bare:.0%} số chữ không có dấu (mất dấu tiếng Việt)")
        if self.valid < VALID_FLOOR and self.bare <= BARE_CEILING:
            found.append(f"chỉ {self.valid:.0%} số chữ là âm tiết tiếng Việt")
        if self.broken > BROKEN_CEILING:
            found.append(f"{self.broken:.0%} số chữ bị đứt vụn")
        if self.words < WORDS_FLOOR and self.bare <= BARE_CEILING:
            found.append(f"chỉ {self.words:.0%} số chữ ghép được thành từ (nhận dạng chữ sai)")
        return tuple(found)


def measure(text: str) -> Integrity:
    """The integrity of ``text`` (NFC)."""
    words = [
        word for word in _WORD.findall(_sample(text)) if not (len(word) > 1 and word.isupper())
    ]
    words = [word.lower() for word in words]
    total = len(words)
    if not total:
        return Integrity(0, 0.0, 0.0, 0.0, 0.0)
    long = [word for word in words if len(word) > 1]
    return Integrity(
        total,
        sum(is_syllable(w) for w in words) / total,
        sum(not has_mark(w) for w in words) / total,
        sum(not _VOWEL.search(w) for w in long) / total,
        _in_dictionary(words) / total,
    )


def _sample(text: str) -> str:
    """The text, or stretches spread over it where it is long."""
    limit = _SAMPLE * 6
    if len(text) <= limit:
        return text
    pieces = 20
    size, step = limit // pieces, len(text) // pieces
    return "\n".join(text[i * step : i * step + size] for i in range(pieces))


def _in_dictionary(words: list[str]) -> int:
    known = dictionary_words()
    covered = index = 0
    while index < len(words):
        for length in (4, 3, 2):
            if tuple(words[index : index + length]) in known:
                covered += length
                index += length
                break
        else:
            index += 1
    return covered
