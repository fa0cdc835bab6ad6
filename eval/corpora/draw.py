"""Draw small corpora: every document with questions in exactly one, every question asked once.

A question over several documents keeps them together. An unanswerable question names no document:
a near miss goes with the document of its set that its words (and the writer's remark) match best,
any other with a document of its set chosen by lot.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import bm25s
import numpy as np

from corpus.language.segment import syllables
from eval.dataset import Question


@dataclass(frozen=True, slots=True)
class Drawn:
    """A corpus: its files in order, and what is asked of it."""

    id: str
    files: tuple[str, ...]
    questions: tuple[str, ...]


def home_documents(
    questions: Sequence[Question],
    named: Mapping[str, Sequence[str]],
    texts: Mapping[str, str],
    seed: int,
) -> dict[str, tuple[str, ...]]:
    """The documents that each question of one set is about.

    ``named`` are those of its gold by question id; ``texts`` the set's documents by file name.
    """
    files = list(dict.fromkeys(name for names in named.values() for name in names))
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index([syllables(f"{_words(f)}\n{texts[f]}") for f in files], show_progress=False)
    homes: dict[str, tuple[str, ...]] = {}
    for question in questions:
        if named.get(question.id):
            homes[question.id] = tuple(named[question.id])
        elif question.near:
            asked = "\n".join((*question.history, question.question, question.why))
            known = [t for t in syllables(asked) if t in index.vocab_dict]
            best = int(np.argmax(index.get_scores(known))) if known else 0
            homes[question.id] = (files[best],)
        else:
            homes[question.id] = (random.Random(f"{seed} {question.id}").choice(files),)  # noqa: S311
    return homes


def _words(file: str) -> str:
    """A file's name as words: it holds the document's kind, number and issuer."""
    return file.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")


def draw(
    homes: Mapping[str, Sequence[str]],
    others: Sequence[str],
    size: tuple[int, int],
    seed: int,
) -> list[Drawn]:
    """Corpora of ``size[0]`` to ``size[1]`` documents; ``others`` fill what questions leave free.

    Larger where one question is over more documents, smaller where the others run out.
    """
    lot = random.Random(seed)  # noqa: S311
    waiting = linked(homes.values())
    lot.shuffle(waiting)
    spare = sorted(set(others) - {f for group in waiting for f in group})
    lot.shuffle(spare)
    corpora: list[Drawn] = []
    while waiting:
        room = lot.randint(*size)
        files: list[str] = []
        left: list[tuple[str, ...]] = []
        for group in waiting:
            fits = not files or len(files) + len(group) <= room
            if fits:
                files.extend(group)
            else:
                left.append(group)
        waiting = left
        while len(files) < room and spare:
            files.append(spare.pop())
        inside = set(files)
        asked = tuple(i for i, names in homes.items() if names[0] in inside)
        corpora.append(Drawn(f"c{len(corpora) + 1:02d}", tuple(sorted(files)), asked))
    return corpora


def linked(groups: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """The sets of documents that questions hold together, each sorted, in a stable order."""
    parent: dict[str, str] = {}

    def root(item: str) -> str:
        while parent.setdefault(item, item) != item:
            item = parent[item]
        return item

    for group in groups:
        for name in group:
            parent[root(name)] = root(group[0])
    found: dict[str, list[str]] = {}
    for name in sorted(parent):
        found.setdefault(root(name), []).append(name)
    return sorted(tuple(names) for names in found.values())
