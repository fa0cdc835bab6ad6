"""The several of a kind that a question speaks of without naming them ("tổng vốn của hai nguồn",
"mức chi của từng nhóm"): clauses beside each other that all say what is asked.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from bot.retrieve.segments import tidy
from bot.vocabulary import folded_stopwords, read_table
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.language.segment import folded_syllables
from index.passage import clause_text

_MOST, _FEWEST_WORDS = 6, 2
_NAME = re.compile(
    r"^\W{0,4}+(?:[\da-zđ]{1,3}+(?:\.\d{1,3}+)*+[.)]\s{0,4}+)?(?P<name>\S.{2,89}?)(?=\s{1,3}là\s|:|,)"
)


def asked_of_each(text: str, blank: Sequence[tuple[int, int]] = ()) -> str:
    """What ``text`` asks of each of several that it does not name; "" where it speaks of none."""
    found = list(_book("several").find(text))
    if not found:
        return ""
    kept = list(text)
    spans = [(m.start, m.end) for m in (*found, *_book("higher").find(text))]
    for start, end in (*spans, *blank):
        kept[start:end] = " " * (end - start)
    words = tidy("".join(kept))
    return words if len(_content(words)) >= _FEWEST_WORDS else ""


def siblings_on(text: str, words: str, document: Document, near: Clause) -> list[Clause]:
    """The clauses beside each other that all say ``words``, those nearest to ``near`` where there
    are several such; two of them where the question speaks of two."""
    wanted = _content(words)
    groups: dict[str | None, list[Clause]] = defaultdict(list)
    for clause in document.clauses:
        if wanted <= set(folded_syllables(_own(document, clause))):
            groups[clause.parent].append(clause)
    pair = "hai" in fold(" ".join(text[m.start : m.end] for m in _book("several").find(text)))
    fitting = [
        group for group in groups.values() if (len(group) == 2 if pair else 1 < len(group) <= _MOST)
    ]
    return min(fitting, key=lambda group: abs(group[0].start - near.start), default=[])


def name_of(document: Document, clause: Clause) -> str:
    """What a clause is about, by its first words: "Tổng vốn xổ số kiến thiết năm 2017"."""
    match = _NAME.match(_own(document, clause))
    return match["name"] if match else ""


def _own(document: Document, clause: Clause) -> str:
    return " ".join(clause_text(document, clause).split())


def _content(text: str) -> set[str]:
    return {s for s in folded_syllables(text) if s not in folded_stopwords()}


@cache
def _book(section: str) -> PhraseBook:
    return PhraseBook((p, section) for p in read_table("compare")["things"][section])
