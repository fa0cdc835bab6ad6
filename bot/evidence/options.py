"""A question that names two possibilities, and the sentence in which only one of them stands.

"Nộp cho phường hay cho huyện?": both begin alike ("cho", "cấp", "ngân sách"), or the one before
"hay" ends with as many words as the other has. The one is affirmed by a sentence that has its words
and not the other's, unless a negation stands before them; where both stand, or neither, nothing is
said.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.evidence.told import Told
from bot.question import only_ascii
from bot.vocabulary import folded_stopwords, read_table
from corpus.document import Clause, Document
from corpus.language.normalize import fold, view
from corpus.language.phrases import PhraseBook
from corpus.language.segment import dictionary_words
from corpus.organs import find_bodies

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[.;](?=\s|$)|\n|\s\|\s")
_POINT = re.compile(r"[,;:.?!()]")
_LONGEST = 8  # words of a possibility
_APART = 5  # words by which the first may be longer
_NEAR = 3  # words before, among which a negation stands
_ALL = 1.0
_YES_NO = frozenset(("khong", "ko", "k", "chua", "sao", "nao", "gi"))
Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """The two possibilities, each as what may stand for it, the longest first; ``others``: the
    question's other words of content; ``bare``: all of it without diacritics."""

    first: tuple[Form, ...]
    second: tuple[Form, ...]
    others: frozenset[str]
    bare: bool


def read_options(text: str) -> Options | None:
    """The two that ``text`` names; None where it names none, or more than two."""
    joins = _book().find(text)
    if len(joins) != 1:
        return None
    join = joins[0]
    before = _WORD.findall(_POINT.split(text[: join.start].lower())[-1])[-_LONGEST:]
    after = _WORD.findall(_POINT.split(text[join.end :].lower())[0])
    after = _without_end(after)[:_LONGEST]
    if not before or not after or fold(after[0]) in _YES_NO:
        return None
    first, second = _forms(before, after)
    if not first or not second or set(first) & set(second):
        return None
    named = {fold(w) for w in (*max(first, key=len), *max(second, key=len))}
    said = {fold(w) for w in _WORD.findall(text)}
    return Options(first, second, frozenset(said - named - folded_stopwords()), only_ascii(text))


def decided(options: Options, document: Document, clause: Clause) -> Told | None:
    """The sentence of the clause that decides between the two, that which says most of what else
    is asked; None where none does."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    edges = [0, *(m.end() for m in _PART.finditer(shown.text)), len(shown.text)]
    best: tuple[int, Told] | None = None
    for start, last in itertools.pairwise(edges):
        end = start + len(shown.text[start:last].rstrip(" |\n"))
        found = _affirmed(options, shown.text[start:end])
        if found is None:
            continue
        there = set(_WORD.findall(fold(shown.text[start:end])))
        if any(word.isdigit() and word not in there for word in options.others):
            continue  # of another case, as it seems
        said = len(options.others & there)
        strong = shown.source_span(start + found[0], start + found[1])
        told = Told(*shown.source_span(start, end), "", _ALL, (strong,))
        if best is None or said > best[0]:
            best = (said, told)
    return best[1] if best else None


def _affirmed(options: Options, sentence: str) -> tuple[int, int] | None:
    """Where the one of the two stands that the sentence affirms; a body is taken whole."""
    text = fold(sentence) if options.bare else sentence.lower()
    words = list(_WORD.finditer(text))
    one, other = _place(options.first, words), _place(options.second, words)
    if (one is None) == (other is None):
        return None
    place = one or other
    assert place is not None
    before = fold(" ".join(m.group() for m in words[max(0, place[0] - _NEAR) : place[0]]))
    if any(re.search(rf"\b{word}\b", before) for word in _negations()):
        return None
    start, end = words[place[0]].start(), words[place[1] - 1].end()
    for body in find_bodies(sentence):
        if body.start < end and start < body.end:
            return min(start, body.start), max(end, body.end)
    return start, end


def _forms(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[Form, ...], ...]:
    """What may stand for the one and for the other."""
    near = range(len(before) - 1, max(-1, len(before) - len(after) - _APART), -1)
    head = next((i for i in near if before[i] == after[0]), None)
    if head is not None and len(before) - head > 1:
        size = len(before) - head
        while size < len(after) and tuple(after[size - 1 : size + 1]) in dictionary_words():
            size += 1
        return _shortened(before[head:]), _shortened(after[:size])
    same = before[-len(after) :]
    if set(same) & set(after) - folded_stopwords():
        return (), ()
    return (
        (*_shortened(same), *_pairs(before)),
        (*_shortened(after), *_pairs(after[: len(after)])[:1]),
    )


def _shortened(words: Sequence[str]) -> tuple[Form, ...]:
    """The words, also without those at their head that say nothing."""
    own = list(words)
    while len(own) > 1 and fold(own[0]) in folded_stopwords():
        own.pop(0)
    if not own or fold(own[0]) in folded_stopwords():
        return ()
    return tuple(dict.fromkeys((tuple(words), tuple(own))))


def _pairs(words: Sequence[str]) -> tuple[Form, ...]:
    """The words of two syllables among them."""
    return tuple(pair for pair in itertools.pairwise(words) if pair in dictionary_words())


def _place(forms: Sequence[Form], words: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    """Where the longest of ``forms`` stands, as places of words."""
    said = [match.group() for match in words]
    for form in sorted(forms, key=len, reverse=True):
        size = len(form)
        for place in range(len(said) - size + 1):
            if tuple(said[place : place + size]) == form:
                return place, place + size
    return None


def _without_end(words: Sequence[str]) -> list[str]:
    kept = list(words)
    while kept and fold(kept[-1]) in _ends():
        kept.pop()
    return kept


@cache
def _book() -> PhraseBook:
    return PhraseBook((phrase, phrase) for phrase in read_table("options")["joins"])


@cache
def _negations() -> tuple[str, ...]:
    return tuple(fold(word) for word in read_table("options")["negation"])


@cache
def _ends() -> frozenset[str]:
    return frozenset(fold(word) for word in read_table("options")["ends"])
