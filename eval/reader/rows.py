"""Questions to rows of features with labels, kept on disk: a fit over the same data starts at once.

An unanswerable question does not say which document it was written about: it goes to the one that
the plain sum finds first among its set's.
"""

import hashlib
import json
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from bot.converse import read_question
from bot.evidence.candidates import candidates_query, embedded_text
from bot.evidence.profile import Profiles
from bot.question import Ask, Turn, Understood
from bot.read import learned
from bot.read.learned.candidate import Candidate
from bot.read.learned.covered import Covered
from bot.read.learned.features import Matrix, base_names, extract, names
from bot.read.learned.words import Clauses
from bot.vocabulary import names as known_names
from bot.vocabulary import phrases, talk
from corpus.language.diacritics import Restorer
from corpus.structure.parse import RULES_VERSION
from eval.reader.corpora import Corpus, Labelled, right_clauses

CANDIDATES = 30
FOLDS = 5


@dataclass(frozen=True)
class Row:
    """One question in one corpus: features of its candidates and which of them are right.

    ``total`` is the plain sum; ``reachable``: a right clause is among the candidates; ``fold`` is
    that of its document, the same in every corpus. ``seconds`` for the features alone; ``text`` is
    what was embedded.
    """

    id: str
    set: str
    corpus: str
    kind: str
    answerable: bool
    near: bool
    document: str
    own: Matrix
    asked: Matrix
    right: Matrix
    seconds: float = 0.0
    clauses: tuple[str, ...] = ()
    text: str = ""
    covered: Covered | None = None

    @property
    def fold(self) -> int:
        """Which fifth the question's document belongs to."""
        return zlib.crc32(self.document.encode()) % FOLDS

    @property
    def total(self) -> Matrix:
        """The plain sum of the candidates."""
        return self.own[:, base_names().index("total")]

    @property
    def reachable(self) -> bool:
        """Whether a right clause is among the candidates."""
        return bool(self.right.any())


class Reading:
    """Understands questions over one corpus and finds their candidates."""

    def __init__(self, corpus: Corpus, profiles: Profiles, clauses: Clauses) -> None:
        self._corpus = corpus
        self._profiles = profiles
        self._clauses = clauses
        own = (document.text for document in corpus.library)
        self._restorer = Restorer([*own, *phrases(), known_names(), talk()])

    def understood(self, one: Labelled) -> Understood:
        """The question after those before it."""
        ask = Ask(one.question, tuple(Turn("user", text) for text in one.history))
        return read_question(ask, self._corpus.library.documents, self._restorer)

    def candidates(self, question: Understood, k: int = CANDIDATES) -> list[Candidate]:
        """The first ``k`` by the plain sum, from the whole corpus."""
        library = self._corpus.library
        found = []
        for hit in self._corpus.searcher.candidates(candidates_query(question), k):
            clause = library.clause(hit.clause_id)
            assert clause is not None
            document = library.document(clause.document_id)
            assert document is not None
            profile = self._profiles.of(document, clause)
            found.append(Candidate(document, clause, profile, hit.score, hit.sources))
        return found

    def row(self, one: Labelled) -> Row | None:
        """The question's row; None for what is no question."""
        question = self.understood(one)
        if question.guard:
            return None
        searcher = self._corpus.searcher
        found = self.candidates(question)
        if not found:
            return None
        for candidate in found:
            self._clauses.of(candidate.document, candidate.clause, candidate.profile)
        begun = time.perf_counter()
        nearness = searcher.nearness(embedded_text(question))
        own, asked, covered = extract(question, found, searcher.rarity, self._clauses, nearness)
        taken = time.perf_counter() - begun
        right: set[str] = set()
        for name, quote in one.gold:
            document = self._corpus.library.document(name)
            assert document is not None
            right |= right_clauses(document, quote)
        about = one.gold[0][0] if one.gold else found[0].document.id
        return Row(
            one.id,
            one.set,
            self._corpus.name,
            one.kind,
            one.answerable,
            one.near,
            about,
            own,
            asked,
            np.array([c.clause.id in right for c in found], dtype=np.float64),
            taken,
            tuple(c.clause.id for c in found),
            embedded_text(question),
            covered,
        )


def read_corpus(corpus: Corpus, profiles: Profiles, clauses: Clauses) -> list[Row]:
    """The rows of a corpus's questions."""
    reading = Reading(corpus, profiles, clauses)
    found = (reading.row(one) for one in tqdm(corpus.questions, corpus.name, leave=False))
    return [row for row in found if row is not None]


_MAKERS = (
    *("learned/candidate.py", "learned/features.py", "learned/words.py"),
    *("spans/find.py", "spans/grammar.py", "spans/wanted.py"),
)
_META = (
    *("id", "set", "corpus", "kind", "answerable", "near", "document", "seconds", "clauses"),
    "text",
)


def save_rows(path: Path, rows: Sequence[Row]) -> None:
    """Write rows of one corpus; never half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft.npz")
    meta = [{name: getattr(row, name) for name in _META} for row in rows]
    np.savez(
        draft,
        own=np.concatenate([row.own for row in rows]).astype(np.float32),
        asked=np.stack([row.asked for row in rows]).astype(np.float32),
        right=np.concatenate([row.right for row in rows]).astype(np.float32),
        sizes=np.array([len(row.own) for row in rows]),
        tokens=_flat([row.covered.tokens for row in rows if row.covered]).astype(np.bool_),
        weights=_flat([row.covered.weights for row in rows if row.covered]),
        wants=_flat([row.covered.wants for row in rows if row.covered]),
        widths=np.array([_widths(row) for row in rows]),
        meta=np.array(json.dumps(meta)),
    )
    draft.replace(path)


def load_rows(path: Path) -> list[Row]:
    """The rows of a file that ``save_rows`` wrote."""
    with np.load(path) as kept:
        meta = json.loads(str(kept["meta"]))
        cuts = np.cumsum(kept["sizes"])[:-1]
        own = np.split(kept["own"].astype(np.float64), cuts)
        right = np.split(kept["right"].astype(np.float64), cuts)
        asked = kept["asked"].astype(np.float64)
        covers = list(_covers(kept))
    return [
        Row(**m, own=o, asked=a, right=r, covered=c)
        for m, o, a, r, c in zip(meta, own, asked, right, covers, strict=True)
    ]


def _flat(tables: Sequence[Any]) -> Any:
    return np.concatenate([table.ravel() for table in tables]) if tables else np.zeros(0)


def _widths(row: Row) -> tuple[int, int]:
    assert row.covered is not None
    return row.covered.tokens.shape[1], row.covered.wants.shape[1]


def _covers(kept: Mapping[str, Any]) -> Iterator[Covered]:
    tokens, weights, wants = kept["tokens"], kept["weights"], kept["wants"]
    t = w = n = 0
    for size, (words, wanted) in zip(kept["sizes"], kept["widths"], strict=True):
        yield Covered(
            tokens[t : t + size * words].reshape(size, words),
            weights[n : n + words],
            wants[w : w + size * wanted].reshape(size, wanted),
        )
        t, n, w = t + size * words, n + words, w + size * wanted


def code_digest() -> str:
    """Changes with the features and with how documents are read, so that other rows are made
    anew."""
    folder = Path(learned.__file__).parent.parent
    text = "".join((folder / name).read_text(encoding="utf-8") for name in _MAKERS)
    return hashlib.sha256((text + repr((names(), RULES_VERSION))).encode()).hexdigest()[:12]


def corpus_digest(documents: Iterable[str], questions: Iterable[Labelled], model: str) -> str:
    """Changes with the documents and questions of a corpus and with the embedding."""
    text = repr((list(documents), list(questions), model))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
