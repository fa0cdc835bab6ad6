"""Whether letters form a Vietnamese syllable: onset, rime and tone (``syllables.toml``)."""

import re
import unicodedata
from functools import cache, lru_cache

from corpus.language.normalize import fold
from corpus.vocabulary import read_table

_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_STOPS = ("c", "ch", "p", "t")


@cache
def _parts() -> tuple[tuple[str, ...], frozenset[str]]:
    table = read_table("syllables")
    onsets = tuple(sorted(table["onsets"], key=len, reverse=True))
    return onsets, frozenset(table["rimes"].split())


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether ``word`` (lower case) is a possible Vietnamese syllable.

    >>> is_syllable("nghiêng"), is_syllable("tổchức"), is_syllable("các"), is_syllable("cac")
    (True, False, True, False)
    """
    bare, tone = split_tone(word)
    onsets, rimes = _parts()
    for onset in onsets:
        if bare.startswith(onset):
            rime = bare[len(onset) :]
            # "gì", "giêng": gi before i is written once
            if rime in rimes or (onset == "gi" and f"i{rime}" in rimes):
                return tone in ("sắc", "nặng") or not rime.endswith(_STOPS)
    return False


@lru_cache(maxsize=65536)
def is_bare_syllable(word: str) -> bool:
    """Whether ``word`` (lower case) may be a syllable typed without its diacritics.

    >>> is_bare_syllable("nghieng"), is_bare_syllable("department")
    (True, False)
    """
    onsets, rimes = _bare_parts()
    return any(word.startswith(onset) and word[len(onset) :] in rimes for onset in onsets)


@cache
def _bare_parts() -> tuple[frozenset[str], frozenset[str]]:
    onsets, rimes = _parts()
    return frozenset(fold(onset) for onset in onsets), frozenset(fold(rime) for rime in rimes)


def split_tone(word: str) -> tuple[str, str]:
    """The word without its tone mark, and the tone's name ("" for the level tone)."""
    tone = ""
    kept = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone = _TONES[char]
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tone


_MARKED = "ăâêôơư"
_OPENING = re.compile(r"^(?:qu|gi(?=[aeiouyăâêôơư]))|^[^aeiouyăâêôơư]*")


@lru_cache(maxsize=65536)
def place_tone(word: str) -> str:
    """The syllable (lower case) with its tone over the vowel that school spelling gives it: "tòan"
    is "toàn", "hoá" and "hóa" are both "hóa". What is no syllable is left as it is.

    >>> place_tone("tòan"), place_tone("hoá"), place_tone("qủa"), place_tone("khuỷu")
    ('toàn', 'hóa', 'quả', 'khuỷu')
    """
    bare, tone = split_tone(word)
    if not tone or not is_syllable(word):
        return word
    start = _OPENING.match(bare).end()  # type: ignore[union-attr]
    vowels = re.match(r"[aeiouyăâêôơư]+", bare[start:])
    if not vowels:
        return word
    group = vowels.group()
    marked = [i for i, letter in enumerate(group) if letter in _MARKED]
    closed = start + len(group) < len(bare)
    at = marked[-1] if marked else (1 if len(group) > 2 or (len(group) == 2 and closed) else 0)
    if group == "uya":
        at = 1
    place = start + at
    sign = next(mark for mark, name in _TONES.items() if name == tone)
    return unicodedata.normalize("NFC", bare[: place + 1] + sign + bare[place + 1 :])


def has_mark(word: str) -> bool:
    """Whether the word carries any Vietnamese diacritic."""
    return not word.isascii()
