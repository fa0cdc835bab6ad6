"""The word, abbreviation or figure whose meaning a message asks for."""

import itertools
import re
from collections.abc import Sequence
from functools import cache

from bot.understand.scope.clause_reference import read_clause_reference
from bot.vocabulary import read_table
from corpus.language.normalize import fold, nfc
from corpus.language.phrases import Match, PhraseBook
from corpus.language.segment import dictionary_words
from corpus.vocabulary import kinds

_MOST_WORDS, _FEW_WORDS = 14, 8  # of a term; of one that only "là gì" asks for
_QUOTED = re.compile(r"[“\"«‘](?P<term>[^“”\"«»‘’]{1,120})[”\"»’]")
_SENTENCE = re.compile(r"[?!;\n]+|(?<!\b[A-ZĐ])(?<!\b[A-ZĐ]{2})\.(?=\s|$)")
_AROUND = " .,:;?!-–“”\"'«»‘’…"
_WORD = re.compile(r"[^\W_]+")
_THINGS = ("Đề án", "Dự án", "Chương trình")  # also things that are spoken of
_SURE = ("after", "before", "after_english", "before_english")
_AFTER, _BEFORE = ("after", "what", "after_english"), ("before", "explain", "before_english")


def term_of(message: str) -> str | None:
    """The term or figure that the message wants explained, as typed; None where it asks for
    something else."""
    text = nfc(message)
    for sentence in reversed([part.strip() for part in _SENTENCE.split(text) if part.strip()]):
        cues = _cues().find(sentence)
        if not cues:
            continue
        quoted = _QUOTED.search(sentence)
        if quoted:
            return quoted["term"].strip() or None
        return _term_in(sentence, cues)
    return None


def _term_in(sentence: str, cues: Sequence[Match]) -> str | None:
    """What stands before or after the words that ask."""
    first, last = cues[0], cues[-1]
    english = any(cue.name.endswith("english") for cue in cues)
    sure = any(cue.name in _SURE for cue in cues)
    if first.name in _BEFORE:
        if _bare(sentence[: first.start], english):
            return None
        end = last.start if last is not first and last.name in _AFTER else len(sentence)
        term = _bare(sentence[first.end : end], english)
    else:
        after = next((cue for cue in cues if cue.name in _AFTER), None)
        if after is None or _bare(sentence[after.end :], english):
            return None
        term = _bare(sentence[: after.start], english)
    return term if term and _may_be_term(term, sure) else None


def _may_be_term(term: str, sure: bool) -> bool:
    """Whether it is a word to be explained: no clause, document, pronoun, and, where the message
    may as well ask for something else, nothing that a clause is asked for."""
    words = term.split()
    other = read_table("terms")["other"]
    if len(words) > (_MOST_WORDS if sure else _FEW_WORDS) or read_clause_reference(term):
        return False
    if _is_document(term):
        return False
    if sure:
        return True
    opening = _book(tuple(other["heads"])).find(term)
    if opening and opening[0].start == 0 and not _is_compound(term, opening[0].end, left=True):
        return False
    return not _book(tuple(other["words"])).find(term)


def _bare(text: str, english: bool) -> str:
    """``text`` without the words of politeness around it, and without where the term stands."""
    table = read_table("terms")["polite"]
    polite = table["english"] if english else table["words"]
    before = _book((*polite, *table["heads"]))
    after = _book((*polite, *table["places"]))
    text = _without_source(text.strip(_AROUND))
    pronouns = tuple(read_table("terms")["other"]["pronouns"])
    while text:
        if _whole(text, pronouns):
            return ""
        opening, closing = before.find(text), after.find(text)
        if opening and opening[0].start == 0 and _is_apart(text, opening):
            text = text[opening[0].end :].strip(_AROUND)
        elif (
            closing
            and closing[-1].end == len(text)
            and not _is_compound(text, closing[-1].start, left=False)
        ):
            text = text[: closing[-1].start].strip(_AROUND)
        else:
            break
    return text


def _without_source(text: str) -> str:
    """The text up to "trong Công văn 4685"."""
    within = {fold(word) for word in read_table("terms")["polite"]["within"]}
    named = {match.start for match in _kinds().find(text)}
    tokens = list(_WORD.finditer(text))
    for token, following in itertools.pairwise(tokens[1:]):
        if fold(token.group()) in within and following.start() in named:
            return text[: token.start()].strip(_AROUND)
    return text


def _is_apart(text: str, found: Sequence[Match]) -> bool:
    """Whether the phrase that the text opens with is no part of a word: "tôi" of "tôi con số"."""
    first, *others = found
    if others and len(_WORD.findall(text[others[0].start : others[0].end])) > 1:
        between = text[first.end : others[0].start]
        if not between.strip(_AROUND):
            return True
    return not _is_compound(text, first.end, left=True)


def _is_compound(text: str, at: int, left: bool) -> bool:
    """Whether the word that ends (``left``) or begins at ``at`` makes a word of the dictionary with
    its neighbour: "thế giới", "từ điển"."""
    before = [m.group().lower() for m in _WORD.finditer(text[:at])]
    after = [m.group().lower() for m in _WORD.finditer(text[at:])]
    if not before or not after:
        return False
    if left and len(before) > 1:  # several words of politeness are no part of one
        return False
    return (before[-1], after[0]) in dictionary_words()


def _is_document(term: str) -> bool:
    """Whether it names a document by its kind and number."""
    found = _kinds().find(term)
    return bool(found) and found[0].start == 0 and any(char.isdigit() for char in term)


def _whole(term: str, phrases: tuple[str, ...]) -> bool:
    return any((m.start, m.end) == (0, len(term)) for m in _book(phrases).find(term))


@cache
def _cues() -> PhraseBook:
    table = read_table("terms")
    names = (*_AFTER, *_BEFORE)
    return PhraseBook([(phrase, name) for name in names for phrase in table[name]["phrases"]])


@cache
def _kinds() -> PhraseBook:
    named = [name for name in (*kinds(), "văn bản") if name not in _THINGS]
    return PhraseBook([(name, name) for name in named])


@cache
def _book(phrases: tuple[str, ...]) -> PhraseBook:
    return PhraseBook([(phrase, phrase) for phrase in phrases])
