"""Small corpora drawn from many documents, each searched as if the program had only these.

What a clause shares with a question means the same in any corpus only if it was learned in many.
Each document with questions stands in one corpus of a drawing; another drawing mixes them anew, so
that the distractors differ.
"""

import json
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import bm25s
import numpy as np

from corpus.document import Document
from corpus.library import Library
from eval.quotes import squeezed_text
from index.build import Index
from index.embed import Embedder, Vectors
from index.lexical import TOKENIZERS, LexicalIndex
from index.manifest import Manifest, digests
from index.passage import document_context, make_passages
from index.rerank import Reranker
from index.retrieve import Searcher
from index.tokens import Tokens, TokenStore

_SMALLEST, _LARGEST = 8, 15  # documents a corpus
_SKIPPED = frozenset({"inject"})
_PARTS, _READ = 5, 3  # so many fifths of the documents tune the reading
_TUNED = 3  # one document in so many tunes the model
_ENOUGH = 0.5  # of a quote in a clause, for the clause to be a right one


def tunes_reading(document: str) -> bool:
    """Whether what is asked of the document, one of the reader's own, tunes the reading together
    with the question (``eval fit-cross``)."""
    return zlib.crc32(f"{document}x".encode()) % _PARTS < _READ


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question of a set; ``document`` is the id of the one that it was written about, found for
    unanswerable ones by search. ``gold`` are quotes by document id."""

    id: str
    set: str
    kind: str
    question: str
    history: tuple[str, ...]
    answerable: bool
    near: bool
    gold: tuple[tuple[str, str], ...]

    @property
    def tunes(self) -> bool:
        """Whether the model is tuned on it, as on all that is asked of a third of the documents
        (of what has no gold: a third); the others are the reader's."""
        return zlib.crc32((self.gold[0][0] if self.gold else self.id).encode()) % _TUNED == 0


@dataclass(frozen=True)
class Corpus:
    """Documents that are searched together, with the questions over them."""

    name: str
    library: Library
    searcher: Searcher
    questions: tuple[Labelled, ...] = field(default=())


def read_labelled(path: Path, documents: Mapping[str, Document]) -> list[Labelled]:
    """The questions of a set whose gold documents are among ``documents`` (by file or id)."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = [(documents.get(g["document"]), g["quote"]) for g in row["gold"]]
        if row["kind"] in _SKIPPED or any(document is None for document, _ in gold):
            continue
        found.append(
            Labelled(
                f"{path.stem}/{row['id']}",
                path.stem,
                row["kind"],
                row["question"],
                tuple(row.get("history", ())),
                row["answerable"],
                bool(row.get("near", True)),
                tuple((document.id, quote) for document, quote in gold if document),
            )
        )
    return found


def right_clauses(document: Document, quote: str) -> frozenset[str]:
    """The clauses that hold most of the quote, wherever it stands; of a quote that runs over
    several the one with the largest part."""
    wanted, _ = _bare(quote)
    text, offsets = _bare(document.text)
    found: set[str] = set()
    position = text.find(wanted) if wanted else -1
    while position >= 0:
        start, end = offsets[position], offsets[position + len(wanted) - 1] + 1
        shares = {
            c.id: (min(c.end, end) - max(c.start, start)) / (end - start)
            for c in document.clauses
            if c.start < end and start < c.end
        }
        if shares:
            least = min(_ENOUGH, max(shares.values()))
            found.update(name for name, share in shares.items() if share >= least)
        position = text.find(wanted, position + 1)
    return frozenset(found)


@cache
def _bare(text: str) -> tuple[str, list[int]]:
    """The squeezed text without the bars of a table's cells, and its characters' offsets."""
    squeezed, offsets = squeezed_text(text)
    kept = [(c, i) for c, i in zip(squeezed, offsets, strict=True) if c != "|"]
    return "".join(c for c, _ in kept), [i for _, i in kept]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A document's clauses' vectors, shape (clauses, dimension), their tokens, and its line's."""

    clauses: Vectors
    tokens: tuple[Tokens, ...]
    line: Tokens


def embed(document: Document, embedder: Embedder) -> Embedded:
    """ValueError where the model gives no vectors of tokens."""
    texts = [*(p.text for p in make_passages(document)), document_context(document)]
    vectors, tokens = embedder.encode_with_tokens(texts)
    if tokens is None:
        raise ValueError("Mô hình nhúng này không cho véc-tơ của từng từ: dùng “bundled”.")
    return Embedded(vectors[:-1], tuple(tokens[:-1]), tokens[-1])


class MatrixStore:
    """``index.store.VectorStore`` in memory, exact."""

    def __init__(self, ids: Sequence[str], documents: Sequence[str], vectors: Vectors) -> None:
        self._ids = list(ids)
        self._documents = np.array(documents, dtype=object)
        self._vectors = vectors
        self._rows = {name: row for row, name in enumerate(ids)}

    def search(
        self, vector: Vectors, k: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest clauses and their cosines, best first, in ``documents`` if given."""
        cosines = self._vectors @ vector
        if documents:
            cosines = np.where(np.isin(self._documents, documents), cosines, -2.0)
        order = np.argsort(-cosines, kind="stable")[:k]
        return [(self._ids[i], float(cosines[i])) for i in order if cosines[i] > -2.0]

    def cosines(self, vector: Vectors, clause_ids: Sequence[str]) -> dict[str, float]:
        """The cosines of ``vector`` with the vectors of these clauses."""
        return {name: float(self._vectors[self._rows[name]] @ vector) for name in clause_ids}


@cache
def _tokens(name: str, text: str) -> tuple[str, ...]:
    return tuple(TOKENIZERS[name](text)) or ("",)


def _lexical(texts: Sequence[str]) -> LexicalIndex:
    """As ``LexicalIndex.build``; a text that stands in another corpus too is split once."""
    indexes, frequencies = {}, {}
    for name in TOKENIZERS:
        tokens = [list(_tokens(name, text)) for text in texts]
        indexes[name] = bm25s.BM25(k1=1.2, b=0.75)
        indexes[name].index(tokens, show_progress=False)
        frequencies[name] = dict(Counter(token for row in tokens for token in set(row)))
    return LexicalIndex(indexes, frequencies, len(texts))


def make_corpus(
    name: str,
    documents: Sequence[Document],
    embedded: Mapping[str, Embedded],
    embedder: Embedder,
    questions: Iterable[Labelled] = (),
    reranker: Reranker | None = None,
) -> Corpus:
    """The documents indexed in memory; ``embedded`` by document id."""
    library = Library(tuple(documents))
    passages = [p for document in documents for p in make_passages(document)]
    own = [embedded[document.id] for document in documents]
    matrix = np.concatenate([one.clauses for one in own])
    ids = tuple(p.clause_id for p in passages)
    known = digests(library.documents)
    manifest = Manifest(embedder.name, embedder.fingerprint, matrix.shape[1], known, len(ids))
    store = MatrixStore(ids, [p.document_id for p in passages], matrix)
    index = Index(
        manifest,
        store,  # type: ignore[arg-type]
        _lexical([p.full for p in passages]),
        ids,
        matrix.mean(axis=0),
        TokenStore.build([*(t for one in own for t in one.tokens), *(one.line for one in own)]),
    )
    return Corpus(name, library, Searcher(index, embedder, library, reranker), tuple(questions))


def draw(documents: Sequence[str], seed: int) -> list[list[str]]:
    """The documents in corpora of 8 to 15."""
    chance = random.Random(seed)  # noqa: S311 (a drawing, no secret)
    rest = list(documents)
    chance.shuffle(rest)
    drawn: list[list[str]] = []
    while rest:
        size = chance.randint(_SMALLEST, _LARGEST)
        drawn.append(rest[:size])
        rest = rest[size:]
    if len(drawn) > 1 and len(drawn[-1]) < _SMALLEST:
        drawn[-2] += drawn.pop()
    return drawn
