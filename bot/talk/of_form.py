"""Messages that ask of what every document has, without saying which: "quy định chuyển tiếp",
"nguyên tắc thực hiện là gì". In a talk they are about the document that is talked about.
"""

from functools import cache

from bot.understand.intent.words import read_form
from bot.vocabulary import folded_stopwords, phrase_book, read_table
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables, segment


def asks_of_form(text: str) -> bool:
    """Whether ``text`` says nothing but the names of such parts and words that ask."""
    if read_form(text):  # who signed, the number: a part that is told by itself
        return False
    said = _said(text)
    return bool(said) and set(said) <= _words()


def names_part(text: str, there: str) -> bool:
    """Whether ``there`` says all the words of several syllables with which ``text`` names a part,
    or all of its syllables where it has none."""
    said = f" {' '.join(folded_syllables(there))} "
    words = [" ".join(folded_syllables(word)) for word in segment(text) if " " in word]
    words = [word for word in words if set(word.split()) & set(_said(text))]
    return all(f" {word} " in said for word in words or _said(text))


def _said(text: str) -> list[str]:
    """The folded syllables of ``text`` that say something, words that ask left out."""
    kept = list(text)
    for match in phrase_book("asks").find(text):
        kept[match.start : match.end] = " " * (match.end - match.start)
    return [s for s in folded_syllables("".join(kept)) if s not in folded_stopwords()]


@cache
def _words() -> frozenset[str]:
    names = read_table("form_parts")["parts"]["names"]
    return frozenset(s for name in names for s in folded_syllables(fold(name)))
