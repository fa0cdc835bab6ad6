"""How alike two clause trees are: the one read off paper and the one of the known text."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.document import Document
from eval.reading.transcripts import SYLLABLE

_ALIKE = 0.8  # of a clause's syllables, from which on it is the same one: it ends where it should

Path = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Clauses of the text, clauses read, and how many are the same: same place in the tree, same
    beginning and end."""

    wanted: int
    read: int
    same: int
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Harmonic mean of what is right among those read and of what was found (F1)."""
        return 2 * self.same / (self.wanted + self.read) if self.wanted + self.read else 1.0


def likeness(wanted: Document, read: Document) -> Likeness:
    """The likeness of a reading to what was printed."""
    left = _clauses(read)
    missing, same = [], 0
    for path, clauses in _clauses(wanted).items():
        for words in clauses:
            found = _best(words, left[path])
            if found is None:
                missing.append(_said(path, words))
            else:
                left[path].remove(found)
                same += 1
    added = [_said(path, words) for path, clauses in left.items() for words in clauses]
    return Likeness(
        len(wanted.clauses), len(read.clauses), same, tuple(missing), tuple(added)
    )  # fmt: skip


def _clauses(document: Document) -> defaultdict[Path, list[list[str]]]:
    found: defaultdict[Path, list[list[str]]] = defaultdict(list)
    for clause in document.clauses:
        path = tuple((step.level, step.value) for step in clause.path)
        found[path].append(SYLLABLE.findall(document.quote(clause).lower()))
    return found


def _best(words: list[str], clauses: Iterable[list[str]]) -> list[str] | None:
    """The clause that is most like these words, if one is alike enough."""
    best, found = _ALIKE, None
    for clause in clauses:
        alike = SequenceMatcher(None, clause, words, autojunk=False).ratio()
        if alike >= best:
            best, found = alike, clause
    return found


def _said(path: Path, words: list[str]) -> str:
    return f"{'/'.join(f'{level} {value}' for level, value in path)}: {' '.join(words)[:90]}"
