"""Words rewritten where they stand for others: rows of a table, each with the neighbours that tell
the word from its other meanings.

Rows with no neighbours stand in ``plain``, those for words in small letters in ``lower``. Others
say ``say`` (one or more words) and ``mean``; ``after`` and ``before`` list the neighbours that they
need, ``not_after`` and ``not_before`` those that forbid them. Among them "^" is a start, "$" an
end, "#" a number, "@name" a list of the table. ``case`` "upper" or "lower" limits how the word is
typed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.language.normalize import fold
from corpus.language.segment import dictionary_words

# "12/QĐ-BCĐ", "TT&TT" and "Q.Ninh" are one word each
_WORD = re.compile(r"\w+(?:[&/.-]\w+)*")
_STOPS = re.compile(r"[^\s\w\"'“”%]")
_START, _END, _NUMBER = "^", "$", "#"


@dataclass(frozen=True, slots=True)
class Row:
    """One rewriting."""

    say: tuple[str, ...]
    mean: str
    after: frozenset[str]
    before: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    case: str


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word with its offsets, and whether a sign parts it from the one before."""

    text: str
    start: int
    end: int
    parted: bool

    @property
    def low(self) -> str:
        return self.text.lower()


class Rewriter:
    """The rows of a table; with ``words`` a syllable inside a dictionary word is let alone."""

    def __init__(self, table: Mapping[str, Any], words: bool = False) -> None:
        lists = {f"@{name}": text.split() for name, text in table.get("lists", {}).items()}
        self._words = words
        self._rows: dict[str, list[Row]] = {}
        rows = [_read(row, lists) for row in table.get("rows", ())]
        for section, case in (("lower", "lower"), ("plain", "")):
            plain = table.get(section, {}).items()
            rows += [_read({"say": say, "mean": mean, "case": case}, lists) for say, mean in plain]
        for row in sorted(rows, key=lambda row: -len(row.say)):
            self._rows.setdefault(row.say[0], []).append(row)

    def rewrite(self, text: str, bare: bool = False, folded: bool = False) -> str:
        """``text`` with every row applied, left to right.

        ``bare`` text lacks its diacritics; ``folded`` writes what is put in without them too.
        """
        typed = _words(text)
        pieces: list[str] = []
        done = 0  # characters of ``text`` that are copied
        before = _START
        position = 0
        while position < len(typed):
            word = typed[position]
            if word.parted:
                before = _START
            row = self._fitting(typed, position, before, bare)
            if row is None:
                before = word.low
                position += 1
                continue
            mean = fold(row.mean) if folded else row.mean
            if word.text[:1].isupper() and not (len(word.text) > 1 and word.text.isupper()):
                mean = mean[:1].upper() + mean[1:]
            pieces += [text[done : word.start], mean]
            position += len(row.say)
            done = typed[position - 1].end
            before = mean.lower().split()[-1] if mean else before
        return "".join([*pieces, text[done:]])

    def _fitting(
        self, typed: Sequence[_Typed], position: int, before: str, bare: bool
    ) -> Row | None:
        for row in self._rows.get(typed[position].low, ()):
            end = position + len(row.say)
            words = typed[position:end]
            if tuple(w.low for w in words) != row.say or any(w.parted for w in words[1:]):
                continue
            after = _END if end >= len(typed) or typed[end].parted else typed[end].low
            if _cased(words[0].text, row.case) and _allowed(row, before, after, bare):
                if self._words and _inside_word(words, before, after):
                    continue
                return row
        return None


def _words(text: str) -> list[_Typed]:
    found: list[_Typed] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        found.append(_Typed(match.group(), match.start(), match.end(), bool(_STOPS.search(gap))))
        end = match.end()
    return found


def _cased(word: str, case: str) -> bool:
    if case == "upper":
        return word.isupper()
    return case != "lower" or word.islower()


def _allowed(row: Row, before: str, after: str, bare: bool) -> bool:
    if row.after and not _among(before, row.after, bare):
        return False
    if row.before and not _among(after, row.before, bare):
        return False
    return not _among(before, row.not_after, bare) and not _among(after, row.not_before, bare)


def _among(word: str, listed: frozenset[str], bare: bool) -> bool:
    if word in listed or (_NUMBER in listed and word[:1].isdigit()):
        return True
    return bare and word.isascii() and word.isalpha() and word in {fold(w) for w in listed}


def _inside_word(words: Sequence[_Typed], before: str, after: str) -> bool:
    """Whether the word is a piece of a longer one of the dictionary, or a name in mid-sentence."""
    if len(words) > 1:
        return False
    word = words[0]
    if word.text[:1].isupper() and before != _START:
        return True
    return (before, word.low) in dictionary_words() or (word.low, after) in dictionary_words()


def _read(row: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Row:
    def words(name: str) -> frozenset[str]:
        said = row.get(name, "").split()
        return frozenset(inner for word in said for inner in lists.get(word, (word,)))

    return Row(
        tuple(row["say"].lower().split()),
        row["mean"],
        words("after"),
        words("before"),
        words("not_after"),
        words("not_before"),
        row.get("case", ""),
    )
