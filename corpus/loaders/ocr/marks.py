"""Signs around a word where two engines see different ones, or an engine sees dirt."""

from corpus.loaders.ocr.lexicon import core

_DIRT = frozenset("~_°|`´^=<>¬¦\\«»*")  # hardly ever printed in a directive
_DASHES = frozenset("-–—_~")
_STOPS = frozenset(".,;:")


def is_dash(text: str) -> bool:
    """Whether the word is a dash before an item of a list, as engines see it."""
    return bool(text) and set(text) <= _DASHES


def is_dirt(text: str) -> bool:
    """Whether the word is no letter, figure or sign of a text."""
    return not core(text) and not is_dash(text) and (len(text) > 2 or bool(set(text) & _DIRT))


def with_better_marks(mine: str, theirs: str, after: str = "") -> str:
    """``mine``, the first engine's word, with the signs that the second sees where its own are dirt
    or left out; ``theirs`` has the same letters, ``after`` is the next word.

    A comma and a full stop differ by a few pixels: before a small letter stands a comma.
    """
    if is_dash(mine):
        return "-" if set(mine) <= {"-"} else "–"
    word, other = core(mine), core(theirs)
    if not word:
        return theirs if theirs and not other and is_dirt(mine) else mine
    start = mine.index(word)
    head, tail = mine[:start], mine[start + len(word) :]
    if other:
        at = theirs.index(other)
        head = theirs[:at] if _DIRT & set(head) else head
        tail = _tail(tail, theirs[at + len(other) :], after)
    return _without_dirt(head) + word + _without_dirt(tail)


def _tail(mine: str, theirs: str, after: str) -> str:
    if _DIRT & set(mine) or (not mine and set(theirs) <= _STOPS):
        return theirs
    if {mine, theirs} == {".", ","} and core(after):
        return "," if core(after)[0].islower() else "."
    if theirs in _STOPS and mine == "?":
        return theirs
    return mine


def _without_dirt(marks: str) -> str:
    return "".join(mark for mark in marks if mark not in _DIRT)
