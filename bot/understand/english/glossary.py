"""The English-Vietnamese glossary (``english.toml``) as a look-up, longest match first.

A form matches as written before it matches in another form: "shared" is an entry of its own,
"reports" and "reported" are "report". Names that the corpus vocabulary lists (provinces) or that
the loaded documents teach (districts) match without their diacritics.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.vocabulary import provinces
from corpus.vocabulary import read_table as read_corpus_table

_TOKEN = re.compile(r"[^\W_]+")
_OF_PRACTICE = ("procedures", "investment", "living")  # what people come for: before all others
_SECTIONS_OF_WORDS = ("time", "digital", "administration", "economy", "fields")
_PROVINCE = "{tỉnh}"  # stands for each province
_ACRONYM = 6  # letters; a form in capitals up to this long matches capitals only
_LONG, _ALIKE = 6, 0.9  # letters of a word that may be misspelt; how like the right one it must be
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")


@dataclass(frozen=True, slots=True)
class Entry:
    """``words`` is the official wording, ``others`` those that the clause may use instead."""

    section: str
    words: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """``text[start:end]``, as it is compared and by its stem."""

    start: int
    end: int
    typed: str
    word: str
    stem: str


class Glossary:
    """Forms to entries."""

    def __init__(self, forms: Sequence[tuple[str, Entry]]) -> None:
        self._exact: dict[tuple[str, ...], Entry] = {}
        self._stems: dict[tuple[str, ...], Entry] = {}
        self._acronyms: dict[str, Entry] = {}
        self._longest = 1
        for form, entry in forms:
            tokens = read_tokens(form)
            if len(tokens) == 1 and form.isupper() and len(form) <= _ACRONYM:
                self._acronyms.setdefault(form, entry)
                continue
            self._exact.setdefault(tuple(t.word for t in tokens), entry)
            self._stems.setdefault(tuple(t.stem for t in tokens), entry)
            self._longest = max(self._longest, len(tokens))

    def match(self, tokens: Sequence[Token], at: int) -> tuple[int, Entry] | None:
        """(number of tokens, entry) of the longest form that begins at ``tokens[at]``."""
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            part = tokens[at : at + length]
            entry = self._exact.get(tuple(t.word for t in part))
            entry = entry or self._stems.get(tuple(t.stem for t in part))
            if length == 1 and part[0].typed in self._acronyms:
                entry = self._acronyms[part[0].typed]
            if entry:
                return length, entry
        return None

    def misspelt(self, token: Token) -> Entry | None:
        """The entry of the word that an unknown one of some length nearly is ("distric")."""
        if len(token.word) < _LONG:
            return None
        single = [words[0] for words in self._exact if len(words) == 1]
        near = get_close_matches(token.word, single, 1, _ALIKE)
        return self._exact[(near[0],)] if near else None


def read_tokens(text: str) -> list[Token]:
    """The words of ``text``; the "s" of a possessive is none."""
    found = []
    for match in _TOKEN.finditer(text):
        before = text[max(0, match.start() - 1) : match.start()]
        if match.group() == "s" and before in ("'", "’"):
            continue
        word = spelled(fold(match.group().lower()))
        found.append(Token(match.start(), match.end(), match.group(), word, stem(word)))
    return found


def spelled(word: str) -> str:
    """A word in American spelling, irregular forms in their base form."""
    word = str(_spelling().get(word, word))
    word = re.sub(r"(?<=\w{3})isation", "ization", word)
    return re.sub(r"(?<=\w{3})is(e|es|ed|ing)$", r"iz\1", word)


def stem(word: str) -> str:
    """What the regular forms of an English word share: "plans", "planned", "planning"."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return f"{word[:-3]}y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            return str(_spelling().get(base, _DOUBLED.sub(r"\1", base))).rstrip("e")
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = str(_spelling().get(word, word))
    return _DOUBLED.sub(r"\1", word).rstrip("e")


@lru_cache(maxsize=16)
def glossary(bodies: tuple[str, ...] = ()) -> Glossary:
    """The entries of ``english.toml``, the names of the corpus vocabulary and ``bodies``, the local
    bodies that the loaded documents name, with and without their kind."""
    return Glossary([*_written(), *_names(), *_local(bodies), *_named_after_provinces()])


@cache
def words_of(section: str) -> frozenset[str]:
    """The words of a section that is a plain list."""
    return frozenset(read_table("english")[section]["words"].split())


@cache
def english_of(name: str) -> str:
    """The first English name of a body; "" where the table has none."""
    table = read_table("english")["agencies"]
    rows = {key.split("|")[0].strip(): forms for key, forms in table.items()}
    return str(rows[name][0]) if rows.get(name) else ""


@cache
def other_wordings() -> dict[str, tuple[str, ...]]:
    """Other wordings by the wording that a translation shows, in lower case."""
    return {entry.words.lower(): entry.others for _, entry in _written() if entry.others}


def _written() -> Iterator[tuple[str, Entry]]:
    table = read_table("english")
    for section in (
        *_OF_PRACTICE,
        "questions", "conversation", "kinds", "agencies", "issuers", "seasons", "months",
        *_SECTIONS_OF_WORDS,
    ):  # fmt: skip
        for vietnamese, forms in table[section].items():
            words, *others = (part.strip() for part in vietnamese.split("|"))
            entry = Entry(section, words, tuple(others))
            yield from ((form, entry) for form in forms)


def _local(bodies: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Local bodies, by "district of X", "X district" and by X alone."""
    kinds = read_table("english")["local"]["kinds"]
    for name in bodies:
        entry = Entry("agencies", name)
        yield name, entry
        kind = next((kind for kind in kinds if name.startswith(f"{kind} ")), None)
        if kind is None:
            continue
        bare = name.removeprefix(f"{kind} ")
        for word in kinds[kind]:
            yield from ((form, entry) for form in (f"{bare} {word}", f"{word} of {bare}"))
        if bare not in provinces():
            yield bare, entry


def _named_after_provinces() -> Iterator[tuple[str, Entry]]:
    for vietnamese, forms in read_table("english")["local"]["provinces"].items():
        for province in provinces():
            place = province.removeprefix("Thành phố ")
            entry = Entry("agencies", vietnamese.replace(_PROVINCE, place))
            yield from ((form.replace(_PROVINCE, place), entry) for form in forms)


def _names() -> Iterator[tuple[str, Entry]]:
    for name in provinces():
        yield name, Entry("provinces", name)
    for short, name in read_corpus_table("provinces").get("short", {}).items():
        if not short.isupper():
            yield short, Entry("provinces", name)
    for row in read_corpus_table("organs")["organ"]:
        for form in (row["name"], *row.get("forms", ())):
            if len(form.split()) > 1:
                yield form, Entry("agencies", row["name"])


@cache
def _spelling() -> dict[str, str]:
    return dict(read_table("english")["spelling"])
