"""Short forms that the officials of a server added, said in full while they hold.

Whoever makes speech says with whose words (``saying``): what is read aloud lies under many small
functions, to all of which it is the same.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from bot.vocabulary.added import NO_WORDS, Added, WordKind
from corpus.language.syllables import is_syllable

_WORDS: ContextVar[Added] = ContextVar("own_words", default=NO_WORDS)
_BESIDE = r"\w&-"  # beside one of these it is a piece of something else; numbers are read before


@contextmanager
def saying(added: Added) -> Iterator[None]:
    """What is read aloud within says the short forms of ``added`` in full."""
    token = _WORDS.set(added)
    try:
        yield
    finally:
        _WORDS.reset(token)


def own_meaning(short: str) -> str:
    """What a piece of a document's symbol stands for, "" for none of the officials' words."""
    return _WORDS.get().stands_for(short)


def read_own(text: str, aloud: Callable[[str], str]) -> str:
    """``text`` with the officials' short forms in full, these as ``aloud`` reads them."""
    added = _WORDS.get()
    forms = _forms(added)
    if forms is None:
        return text

    def full(match: re.Match[str]) -> str:
        if _in_heading(match):
            return match.group()
        means = added.stands_for(match.group())
        with saying(NO_WORDS):  # a meaning may hold its own short form
            said = aloud(means).rstrip(".,; ")
        return said if means[:1].isupper() else said[:1].lower() + said[1:]

    return forms.sub(full, text)


@lru_cache(maxsize=4)
def _forms(added: Added) -> re.Pattern[str] | None:
    """The short forms as documents write them: as they were entered, and in capitals."""
    own = [word.said for word in added.words if word.kind is WordKind.ABBREVIATION]
    # entered in small letters a syllable is a word as any other ("an", "ban")
    forms = {form for said in own for form in (said, said.upper()) if not is_syllable(form)}
    if not forms:
        return None
    longest = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<![{_BESIDE}])(?:{longest})(?![{_BESIDE}])")


def _in_heading(match: re.Match[str]) -> bool:
    """Whether a short form that is a syllable as well stands among words in capitals ("BAN CHỈ
    ĐẠO")."""
    if not is_syllable(match.group().lower()):
        return False
    before = match.string[: match.start()].split()[-1:]
    after = match.string[match.end() :].split()[:1]
    return any(len(word) > 1 and word.isupper() for word in (*before, *after))
