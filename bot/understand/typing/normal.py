"""Questions as they are typed: with slips, short forms and dialect, without diacritics or with few.

What is asked for, organs, documents and the search read the normal form; what was typed is kept
beside it.
"""

import re
from functools import cache, lru_cache

from bot.question import only_ascii
from bot.understand.english.language import read_language
from bot.understand.typing.rewrite import Rewriter
from bot.vocabulary import read_table
from corpus.language.diacritics import Restorer
from corpus.language.spelling import Speller
from corpus.language.syllables import place_tone

_WORD = re.compile(r"[^\W\d_]+")
_GLUED = re.compile(r"\b(CT|QĐ|CV|TB|KH|NQ|NĐ|TT)(\d{1,5})\b", re.IGNORECASE)  # "CT19"
_SHOUTED = 4  # words in capitals that are no title or acronym
_ORDINARY = 0.3  # share of words without diacritics in careful Vietnamese, at most
_CARELESS = 0.003  # how likely a careful writer leaves out a word's diacritics


def normalise(text: str, restorer: Restorer | None) -> tuple[str, bool]:
    """The question in ordinary written Vietnamese, and whether diacritics had to be restored."""
    if read_language(text)[0] == "en":
        return text, False
    if text.isupper() and len(text.split()) >= _SHOUTED:
        text = text.lower()
    text = _WORD.sub(lambda m: _placed(m.group()), text)
    bare = only_ascii(text)
    typed = text
    text = _GLUED.sub(r"\1 \2", text)
    text = _rewriter("shorthand").rewrite(text, bare, folded=bare and restorer is None)
    restored = False
    if restorer is not None:
        text = _speller(restorer).mend(text)
        found = restorer.restore(text, left_out(typed, restorer))
        text, restored = found, found != text
    if not only_ascii(text):
        text = _rewriter("dialect").rewrite(text)
    return text, restored


def restore(text: str, restorer: Restorer | None) -> tuple[str, bool]:
    """The text with its diacritics, and whether any had to be restored."""
    if restorer is None or read_language(text)[0] == "en":
        return text, False
    found = restorer.restore(text, left_out(text, restorer))
    return found, found != text


def left_out(text: str, restorer: Restorer) -> float:
    """How likely a word of ``text`` lost its diacritics, by how many have none."""
    words = [w for w in _WORD.findall(text) if not (len(w) > 1 and w.isupper())]
    words = [w for w in words if not w.isascii() or restorer.spellings(w.lower())]
    if not words:
        return _CARELESS
    bare = sum(word.isascii() for word in words) / len(words)
    share = (bare - _ORDINARY) / (1.0 - _ORDINARY)
    return float(min(1.0, max(_CARELESS, share)))


@cache
def _rewriter(table: str) -> Rewriter:
    return Rewriter(read_table(table), words=table == "dialect")


@lru_cache(maxsize=2)
def _speller(restorer: Restorer) -> Speller:
    return Speller(restorer)


def _placed(word: str) -> str:
    """The word with its tone where school spelling has it, in its own letter case."""
    if word.isascii() or word.isupper():
        return word
    placed = place_tone(word.lower())
    if placed == word.lower():
        return word
    return placed[:1].upper() + placed[1:] if word[:1].isupper() else placed
