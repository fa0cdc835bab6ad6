"""Documents, vectors and rows on disk; the means to make corpora of them.

The trees must not be fitted on a nearness that saw their own questions: the model is tuned on what
is asked of a third of the training documents (``eval fit-tokens``), the trees on the rest.
"""

import json
import zlib
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

DIRECTIVES_NAME = "directives"
FAR = "far"  # the kind of a question that is asked over other documents than its own
_FAR = 5


class Workshop:
    """Makes rows of questions over corpora."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = settings.data_dir / "fit"
        vectors = settings.data_dir / "eval-vectors"
        self.embedder = CachedEmbedder(settings.embedding_model, settings.models_dir, vectors)
        self._embedded: dict[str, Embedded] = {}
        self._profiles, self._clauses = Profiles(100_000), Clauses(100_000)
        self._corpus_folder = folder
        self.reranker = reranker_of(settings)
        self.read_documents: dict[str, Document] = {}  # by file name and id

    def documents(self, files: Sequence[str]) -> dict[str, Document]:
        """Those of ``files`` that can be read, by file name and id."""
        wanted = [self._corpus_folder / name for name in files]
        found = by_name(load_library([path for path in wanted if path.is_file()]))
        self.read_documents.update(found)
        return found

    def by_id(self, name: str) -> Document:
        """A document that was read, by its id."""
        return self.read_documents[name]

    def rows(
        self, name: str, documents: Sequence[Document], asked: Sequence[Labelled]
    ) -> list[Row]:
        """The rows of one corpus, from disk where they were made before."""
        if not asked:
            return []
        crossed = f" {self.reranker.name}" if self.reranker else ""
        models = self.embedder.fingerprint + crossed
        digest = corpus_digest([d.digest for d in documents], asked, models)
        path = self._folder / f"rows-{code_digest()}-{digest}.npz"
        if path.is_file():
            return load_rows(path)
        corpus = make_corpus(
            name, documents, self._vectors(documents), self.embedder, asked, self.reranker
        )
        save_rows(path, read_corpus(corpus, self._profiles, self._clauses))
        return load_rows(path)  # as a later fit finds them, digit for digit

    def readings(self, name: str, documents: Sequence[Document]) -> Reading:
        """Understands questions over these documents and finds their candidates."""
        corpus = make_corpus(name, documents, self._vectors(documents), self.embedder)
        return Reading(corpus, self._profiles, self._clauses)

    def _vectors(self, documents: Sequence[Document]) -> dict[str, Embedded]:
        for document in documents:
            if document.id not in self._embedded:
                self._embedded[document.id] = embed(document, self.embedder)
        return {d.id: self._embedded[d.id] for d in documents}


def by_name(library: Library) -> dict[str, Document]:
    """Documents by id, file name and alias."""
    return {name: d for d in library for name in (d.id, d.file, *d.aliases)}


def gold_files(path: Path) -> list[str]:
    """The documents that a set's gold names."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return sorted({g["document"] for line in lines for g in json.loads(line)["gold"]})


def rows_of_sets(
    shop: Workshop, sets: Sequence[Path], training: bool = False
) -> tuple[list[Row], list[Labelled]]:
    """Each set over its own documents, and all their questions; ``training``: without those that
    the model was tuned on."""
    rows: list[Row] = []
    asked: list[Labelled] = []
    for path in sets:
        documents = shop.documents(gold_files(path))
        labelled = read_labelled(path, documents)
        if training:
            labelled = [one for one in labelled if not one.tunes]
        about = {name for one in labelled for name, _ in one.gold}
        own = [d for d in {d.id: d for d in documents.values()}.values() if d.id in about]
        rows += shop.rows(path.stem, own, labelled)
        asked += labelled
    return rows, asked


def rows_far(shop: Workshop, sets: Sequence[Path]) -> list[Row]:
    """One answered question in so many of each set over the next set's documents, where nothing
    answers it: the matter is another, or it is another body's."""
    found: list[Row] = []
    for path, other in zip(sets, [*sets[1:], *sets[:1]], strict=True):
        asked = read_labelled(path, shop.documents(gold_files(path)))
        drawn = [one for one in asked if one.gold and not one.tunes and _asked_far(one.id)]
        own = {d.id: d for d in shop.documents(gold_files(other)).values()}
        strange = [one for one in drawn if not any(name in own for name, _ in one.gold)]
        about = {one.id: one.gold[0][0] for one in strange}
        unanswered = [replace(one, answerable=False, near=False, gold=()) for one in strange]
        made = shop.rows(f"{path.stem}.{other.stem}", list(own.values()), unanswered)
        # of its own document's fold: the question itself stands there too
        found += [replace(row, document=about[row.id], kind=FAR) for row in made]
    return found


def _asked_far(name: str) -> bool:
    return zlib.crc32(f"{name}far".encode()) % _FAR == 0


def asked_of_sets(shop: Workshop, sets: Sequence[Path]) -> list[Asked]:
    """Each question that tunes the model, over its set's own documents."""
    found: list[Asked] = []
    for path in sets:
        documents = shop.documents(gold_files(path))
        labelled = read_labelled(path, documents)
        own = list({d.id: d for d in documents.values()}.values())
        reading = shop.readings(path.stem, own)
        for one in labelled:
            question = reading.understood(one) if one.gold and one.tunes else None
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
                found.append(Asked(embedded_text(question), texts, wrong))
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
        made = shop.rows(f"{seed}.{number}", [documents[i] for i in ids], mine)
        found += [replace(row, document=about[row.id]) for row in made]
    return found


def rows_of_directives(shop: Workshop, sets: Sequence[Path]) -> list[Row]:
    """The dev questions over the five directives as one corpus."""
    library = load_library([DIRECTIVES])
    asked = [one for path in sets for one in read_labelled(path, by_name(library))]
    return shop.rows(DIRECTIVES_NAME, library.documents, asked)
