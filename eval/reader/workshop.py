"""Documents, vectors and rows on disk; the means to make corpora of them.

The trees must not be fitted on a nearness of tokens that saw their own questions: a training
question is read with the projection that was fitted without its half (``eval fit-tokens``).
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.assemble import reranker_of
from bot.evidence.candidates import embedded_text
from bot.evidence.profile import Profiles
from bot.read.learned.words import Clauses
from corpus.document import Document
from corpus.library import DIRECTIVES, Library, load_library
from corpus.settings import Settings
from eval.corpora.vectors import CachedEmbedder
from eval.reader.corpora import (
    Embedded,
    Labelled,
    draw,
    embed,
    make_corpus,
    read_labelled,
    right_clauses,
)
from eval.reader.rows import (
    Reading,
    Row,
    code_digest,
    corpus_digest,
    load_rows,
    read_corpus,
    save_rows,
)
from eval.reader.tuning import Asked
from index.passage import clause_text
from index.tokens import PROJECTION

HALVES = (0, 1)
DIRECTIVES_NAME = "directives"


class HalvesMissing(Exception):
    """The projections that leave a half out are not there; the message names the command."""


def half_projection(settings: Settings, half: int) -> Path:
    """The projection that was fitted without that half."""
    return settings.data_dir / "fit" / f"projection-{half}.npz"


class Workshop:
    """Makes rows of questions over corpora."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = settings.data_dir / "fit"
        self._settings = settings
        self._embedders: dict[int | None, CachedEmbedder] = {}
        self._embedded: dict[tuple[int | None, str], Embedded] = {}
        self._profiles, self._clauses = Profiles(100_000), Clauses(100_000)
        self._corpus_folder = folder
        self.reranker = reranker_of(settings)
        self.read_documents: dict[str, Document] = {}  # by file name and id

    @property
    def embedder(self) -> CachedEmbedder:
        """The one with the projection that is used."""
        return self._embedder(None)

    def _embedder(self, half: int | None) -> CachedEmbedder:
        if half not in self._embedders:
            own = self._settings
            path = PROJECTION if half is None else half_projection(own, half)
            if not path.is_file():
                raise HalvesMissing(
                    f"Thiếu {path}: chạy `python -m eval fit-tokens --corpus THƯ_MỤC` trước."
                )
            vectors = own.data_dir / "eval-vectors"
            self._embedders[half] = CachedEmbedder(
                own.embedding_model, own.models_dir, vectors, path
            )
        return self._embedders[half]

    def documents(self, files: Sequence[str]) -> dict[str, Document]:
        """Those of ``files`` that can be read, by file name and id."""
        wanted = [self._corpus_folder / name for name in files]
        found = by_name(load_library([path for path in wanted if path.is_file()]))
        self.read_documents.update(found)
        return found

    def rows(
        self,
        name: str,
        documents: Sequence[Document],
        asked: Sequence[Labelled],
        crossed: bool = False,
    ) -> list[Row]:
        """The rows of one corpus, from disk where they were made before; ``crossed``: each
        question by the projection that did not see its half."""
        if crossed:
            halves = [[one for one in asked if one.half == half] for half in HALVES]
            return [
                row
                for half, mine in zip(HALVES, halves, strict=True)
                for row in self._rows(name, documents, mine, half)
            ]
        return self._rows(name, documents, asked, None)

    def readings(self, name: str, documents: Sequence[Document]) -> Reading:
        """Understands questions over these documents and finds their candidates."""
        embedder = self._embedder(None)
        embedded = {d.id: embed(d, embedder) for d in documents}
        corpus = make_corpus(name, documents, embedded, embedder)
        return Reading(corpus, self._profiles, self._clauses)

    def _rows(
        self,
        name: str,
        documents: Sequence[Document],
        asked: Sequence[Labelled],
        half: int | None,
    ) -> list[Row]:
        if not asked:
            return []
        embedder = self._embedder(half)
        crossed = f" {self.reranker.name}" if self.reranker else ""
        models = embedder.fingerprint + crossed
        digest = corpus_digest([d.digest for d in documents], asked, models)
        path = self._folder / f"rows-{code_digest()}-{digest}.npz"
        if path.is_file():
            return load_rows(path)
        for document in documents:
            if (half, document.id) not in self._embedded:
                self._embedded[half, document.id] = embed(document, embedder)
        embedded = {d.id: self._embedded[half, d.id] for d in documents}
        corpus = make_corpus(name, documents, embedded, embedder, asked, self.reranker)
        rows = read_corpus(corpus, self._profiles, self._clauses)
        save_rows(path, rows)
        return rows


def by_name(library: Library) -> dict[str, Document]:
    """Documents by id, file name and alias."""
    return {name: d for d in library for name in (d.id, d.file, *d.aliases)}


def gold_files(path: Path) -> list[str]:
    """The documents that a set's gold names."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return sorted({g["document"] for line in lines for g in json.loads(line)["gold"]})


def rows_of_sets(
    shop: Workshop, sets: Sequence[Path], crossed: bool = False
) -> tuple[list[Row], list[Labelled]]:
    """Each set over its own documents, and all their questions."""
    rows: list[Row] = []
    asked: list[Labelled] = []
    for path in sets:
        documents = shop.documents(gold_files(path))
        labelled = read_labelled(path, documents)
        about = {name for one in labelled for name, _ in one.gold}
        own = [d for d in {d.id: d for d in documents.values()}.values() if d.id in about]
        rows += shop.rows(path.stem, own, labelled, crossed)
        asked += labelled
    return rows, asked


def asked_of_sets(shop: Workshop, sets: Sequence[Path]) -> list[tuple[int, Asked]]:
    """Each answerable question over its set's own documents, with its half."""
    found: list[tuple[int, Asked]] = []
    for path in sets:
        documents = shop.documents(gold_files(path))
        labelled = read_labelled(path, documents)
        own = list({d.id: d for d in documents.values()}.values())
        reading = shop.readings(path.stem, own)
        for one in labelled:
            question = reading.understood(one) if one.gold else None
            if question is None or question.guard:
                continue
            names = {n for d, quote in one.gold for n in right_clauses(documents[d], quote)}
            right = [documents[n.split(".", 1)[0]] for n in sorted(names)]
            texts = tuple(
                clause_text(d, c)
                for d, n in zip(right, sorted(names), strict=True)
                if (c := d.clause(n))
            )
            wrong = tuple(
                text
                for c in reading.candidates(question)
                if c.clause.id not in names
                and (text := clause_text(c.document, c.clause)) not in texts
            )
            if texts:
                found.append((one.half, Asked(embedded_text(question), texts, wrong)))
    return found


def rows_drawn(
    shop: Workshop, sets: Sequence[Path], rows: Sequence[Row], asked: Sequence[Labelled], seed: int
) -> list[Row]:
    """The same questions over other corpora of their documents; what asks of documents that were
    drawn apart is left out."""
    files = sorted({name for path in sets for name in gold_files(path)})
    documents = {d.id: d for d in shop.documents(files).values()}
    about = {row.id: row.document for row in rows}
    found: list[Row] = []
    drawn = draw(sorted(set(about.values()) & set(documents)), seed)
    for number, ids in enumerate(drawn):
        mine = [
            one
            for one in asked
            if about.get(one.id) in ids and {name for name, _ in one.gold} <= set(ids)
        ]
        made = shop.rows(f"{seed}.{number}", [documents[i] for i in ids], mine, crossed=True)
        found += [replace(row, document=about[row.id]) for row in made]
    return found


def rows_of_directives(shop: Workshop, sets: Sequence[Path]) -> list[Row]:
    """The dev questions over the five directives as one corpus."""
    library = load_library([DIRECTIVES])
    asked = [one for path in sets for one in read_labelled(path, by_name(library))]
    return shop.rows(DIRECTIVES_NAME, library.documents, asked)
