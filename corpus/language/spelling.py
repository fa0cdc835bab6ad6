"""Typing slips mended: what is no Vietnamese syllable, or is one that nobody ever wrote.

Misplaced tones ("tòan"), orthography ("nghành"), keyboard leftovers of Telex and VNI ("dduwowcj"),
repeated letters ("vậyyy") and one letter or mark too many, missing, wrong or swapped ("truờng",
"hoạhc"). What the corpus's own words hold stands as typed.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold, nfc
from corpus.language.syllables import is_syllable, place_tone, split_tone
from corpus.vocabulary import read_table

_TOKEN = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_LEAST, _MOST = 2, 9  # letters of a word that is looked at
_FIRM = 4  # how often a syllable was seen beside the neighbour that asks for it
_BOUND, _LOOSE = 0.4, 0.1  # and in what share of that neighbour's places
_OFTEN = 3  # how often a syllable was seen that an impossible one is taken for, neighbours apart
_HOOK, _TILDE = "\u0309", "\u0303"


@dataclass(frozen=True, slots=True)
class _Near:
    """A word's place among the words; ``joined`` tells which gaps are mere blanks."""

    words: list[str]
    joined: list[bool]
    place: int

    @property
    def before(self) -> str:
        return self.words[self.place - 1] if self.joined[self.place] else ""

    @property
    def after(self) -> str:
        return self.words[self.place + 1] if self.joined[self.place + 1] else ""


class Speller:
    """Mends slips against what the restorer has read."""

    def __init__(self, restorer: Restorer) -> None:
        self._seen = restorer

    @cached_property
    def _shortened(self) -> dict[str, list[str]]:
        """Syllables under each form with one letter or mark left out (Garbe's SymSpell)."""
        index: dict[str, list[str]] = defaultdict(list)
        for syllable in self._seen.known_syllables():
            if is_syllable(syllable):
                letters = _letters(syllable)
                for form in {letters, *_deletes(letters)}:
                    index[form].append(syllable)
        return index

    def mend(self, text: str) -> str:
        """``text`` with its slips mended; letter case stays."""
        matches = list(_TOKEN.finditer(text))
        words = [m.group().lower() for m in matches]
        gaps = [text[a.end() : b.start()] for a, b in pairwise(matches)]
        joined = [False, *(gap.isspace() for gap in gaps), False]
        pieces: list[str] = []
        position = 0
        for place, match in enumerate(matches):
            token = match.group()
            found = self._mended(token, _Near(words, joined, place))
            if found != words[place]:
                words[place] = found
                cased = found[:1].upper() + found[1:] if token[:1].isupper() else found
                pieces += [text[position : match.start()], cased]
                position = match.end()
        return "".join([*pieces, text[position:]])

    def _mended(self, token: str, near: "_Near") -> str:
        word = near.words[near.place]
        if (
            not _LEAST <= len(word) <= _MOST
            or (len(token) > 1 and token.isupper())
            or word in _loans()
        ):
            return word
        whole = place_tone(word)
        if self._seen.knows(whole):
            return self._unconfused(whole, near)
        if word.isascii() and self._is_bare(word):
            return word
        for candidates in (_orthography(word), _keyed(word)):
            known = [c for c in candidates if self._seen.knows(c)]
            if known:
                return max(known, key=lambda c: self._fit(c, near))
        if _DIGIT.search(word) or (is_syllable(word) and not token.islower()):
            return word
        fitting = [(self._fit(c, near), c) for c in self._near(word)]
        (beside, often), best = max(fitting, default=((0, 0.0), word))
        if is_syllable(word):  # possible, only never seen: its neighbours on both sides must say so
            return best if beside > 1 else word
        return best if beside or (not word.isascii() and often >= _OFTEN) else word

    def _is_bare(self, word: str) -> bool:
        """Whether only diacritics are missing: that is the restorer's to mend."""
        return any(True for _ in self._seen.spellings(word))

    def _fit(self, syllable: str, near: "_Near") -> tuple[int, float]:
        """With how many of its neighbours the syllable was seen, and how often at all."""
        before = self._seen.follows(near.before, syllable)
        after = self._seen.follows(syllable, near.after)
        return before + after, self._seen.frequency(syllable)

    def _near(self, word: str) -> Iterator[str]:
        """Known syllables one letter or mark away, or with two neighbours swapped."""
        letters = _letters(word)
        for form in {letters, *_deletes(letters)}:
            for syllable in self._shortened.get(form, ()):
                if _one_off(letters, _letters(syllable)):
                    yield syllable

    def _unconfused(self, word: str, near: "_Near") -> str:
        """Another syllable where the neighbours ask for it: "lảnh đạo", "công nghẹ".

        Only for one that was never seen beside either of its own. Hỏi and ngã, which many mix up,
        need one neighbour; for another letter or mark the neighbour must hardly go without it,
        as "hoạch" without "kế".
        """
        beside, often = self._fit(word, near)
        if beside or word.isascii():
            return word
        parts = unicodedata.normalize("NFD", word)
        other = nfc(parts.translate({ord(_HOOK): _TILDE, ord(_TILDE): _HOOK}))
        ties = max(self._bound(other, near), self._binds(other, near))
        if other != word and self._fit(other, near)[1] >= often and ties >= _LOOSE:
            return other
        bound = {c: self._bound(c, near) for c in self._near(word)}
        other = max(bound, key=lambda c: bound[c], default=word)
        return other if bound.get(other, 0.0) >= (_BOUND if often >= 1 else _LOOSE) else word

    def _binds(self, syllable: str, near: "_Near") -> float:
        """The share of the syllable's own places where it stands beside a neighbour."""
        before = self._seen.pairs(near.before, syllable)
        after = self._seen.pairs(syllable, near.after)
        return max(before, after) / (self._seen.frequency(syllable) + 1)

    def _bound(self, syllable: str, near: "_Near") -> float:
        """The share of a neighbour's places where it stands beside the syllable."""
        before = self._seen.pairs(near.before, syllable)
        after = self._seen.pairs(syllable, near.after)
        shares = [
            (before, before / (self._seen.frequency(near.before) + 1)),
            (after, after / (self._seen.frequency(near.after) + 1)),
        ]
        return max(share if count >= _FIRM else 0.0 for count, share in shares)


@cache
def _loans() -> frozenset[str]:
    return frozenset(read_table("spelling")["loans"]["words"].split())


def _orthography(word: str) -> Iterator[str]:
    """Repeated letters once, and the onset as it is spelt before its vowel."""
    once = "".join(c for i, c in enumerate(word) if i == 0 or fold(c) != fold(word[i - 1]))
    forms = [once] if once != word else []
    onsets: dict[str, list[str]] = read_table("spelling")["onsets"]
    for typed, right in onsets.items():
        if once.startswith(typed):
            forms += [onset + once[len(typed) :] for onset in right]
    yield from (place_tone(form) for form in forms if len(form) > 1 and is_syllable(form))


def _keyed(word: str) -> Iterator[str]:
    """What the keys of Telex, or those of VNI, would have given."""
    table = read_table("spelling")
    found = _decoded(word, table["telex"], table["telex_tones"])
    marks = bool(found) and sum(not c.isascii() for c in unicodedata.normalize("NFD", found)) > 0
    if word.isascii() and len(word) > _LEAST and marks and not _DIGIT.search(word):
        yield found
    if len(_DIGIT.findall(word)) > 1 and word[0].isalpha():
        found = _decoded(word, table["vni"], table["vni_tones"])
        if found:
            yield found


def _decoded(word: str, letters: dict[str, str], tones: dict[str, str]) -> str:
    """The syllable typed with those keys, "" where there is none."""
    first, rest = word[:1], word[1:]
    tone = next((c for c in reversed(rest) if c in tones), "")
    if tone:
        place = rest.rindex(tone)
        rest = rest[:place] + rest[place + 1 :]
    text = first + rest
    for mark in "6789w":  # "uo7c", "uow": a horn or hat is typed after the whole vowel
        text = re.sub(rf"uo(?={mark})", f"u{mark}o", text)
    for keys, letter in letters.items():
        text = text.replace(keys, letter)
    bare = split_tone(text)[0]
    if not is_syllable(nfc(bare)) and not tone:
        return ""
    return place_tone(nfc(bare + tones[tone])) if tone else nfc(bare)


def _letters(word: str) -> str:
    return unicodedata.normalize("NFD", word.replace("đ", "d\u0335"))


def _deletes(letters: str) -> Iterator[str]:
    for i in range(len(letters)):
        yield letters[:i] + letters[i + 1 :]


def _one_off(typed: str, right: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours tells the two apart."""
    if abs(len(typed) - len(right)) > 1 or fold(typed[:1]) != fold(right[:1]):
        return False
    start = 0
    while start < min(len(typed), len(right)) and typed[start] == right[start]:
        start += 1
    a, b = typed[start:], right[start:]
    if a[1:] == b[1:] or a[1:] == b or a == b[1:]:
        return True
    return len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
