"""Whether a text is sound enough to be quoted: syllables, diacritics, words.

A bad scan gives letters that look Vietnamese and say nothing; a text that lost its diacritics or
whose syllables are broken must not be quoted either. Floors are stated here and in the docs; they
lie between sound texts (on 396 documents valid .96 to 1, bare .09 to .18, words .38 to .79, those
below .5 lists of names or letters on "tiền thuê đất") and broken ones (a scan read wrongly has
words .33 and many syllables that are none; a text whose order is lost has words .05 to .08).
Lines in another language, as in a circular with its translation, are not judged.
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
SOUND = 0.95  # valid syllables, from which on no letters were misread: only the order may be lost
ORDER_FLOOR = 0.25  # words, of a text with sound syllables
_FOREIGN_MARKED, _FOREIGN_VALID = 0.1, 0.5  # at most so many of a foreign line's words
_JUDGED = 3  # words of a line, from which on its language is told
_ENOUGH = 100  # syllables; a shorter text is not judged
_SAMPLE = 20_000  # syllables looked at in a long text, in stretches spread over it

_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")


@dataclass(frozen=True, slots=True)
class Integrity:
    """Shares from 0 to 1 over the text's words (abbreviations in capitals left out).

    Of a text in two languages its Vietnamese lines alone. ``valid``: possible Vietnamese syllables.
    ``bare``: without any diacritic. ``broken``: without a vowel (torn syllables). ``words``:
    syllables in words of two or more that the dictionary has. ``counted``: how many were looked at.
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
        floor = ORDER_FLOOR if self.valid >= SOUND else WORDS_FLOOR
        if self.words < floor and self.bare <= BARE_CEILING:
            found.append(f"chỉ {self.words:.0%} số chữ ghép được thành từ (nhận dạng chữ sai)")
        return tuple(found)


def measure(text: str) -> Integrity:
    """The integrity of ``text`` (NFC)."""
    lines = [_words(line) for line in _sample(text).split("\n")]
    words = [word for line in lines if not _is_foreign(line) for word in line]
    if len(words) < _ENOUGH:
        words = [word for line in lines for word in line]
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


def _words(line: str) -> list[str]:
    """The line's words in small letters, without abbreviations in capitals."""
    return [w.lower() for w in _WORD.findall(line) if not (len(w) > 1 and w.isupper())]


def _is_foreign(words: list[str]) -> bool:
    if len(words) < _JUDGED:
        return False
    marked, valid = sum(map(has_mark, words)), sum(map(is_syllable, words))
    return marked < _FOREIGN_MARKED * len(words) and valid < _FOREIGN_VALID * len(words)


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
