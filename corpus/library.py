"""The corpus as loaded: the documents, and the files that could not be read."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from corpus.citation.validity import Graph
from corpus.document import Clause, Document
from corpus.facts.fact import Facts
from corpus.facts.find import find_facts
from corpus.integrity import measure
from corpus.load import LoadError, find_files, load
from corpus.structure.parse import parse

DIRECTIVES = Path(__file__).parent / "directives"


@dataclass(frozen=True)
class Library:
    """Documents in a stable order, with look-up by id, file name or alias."""

    documents: tuple[Document, ...]
    failures: tuple[LoadError, ...] = ()
    _names: dict[str, Document] = field(default_factory=dict, init=False, repr=False, compare=False)
    _clauses: dict[str, Clause] = field(default_factory=dict, init=False, repr=False, compare=False)
    _facts: dict[str, Facts] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for document in self.documents:
            for name in (document.id, document.file, *document.aliases):
                self._names.setdefault(name, document)
            self._clauses.update({clause.id: clause for clause in document.clauses})

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def document(self, name: str) -> Document | None:
        """The document with that id, file name or alias, or None."""
        return self._names.get(name)

    def clause(self, clause_id: str) -> Clause | None:
        """The clause with that id, or None."""
        return self._clauses.get(clause_id)

    @cached_property
    def graph(self) -> Graph:
        """References between the documents, and their status on a day."""
        return Graph(self.documents)

    def facts(self, document_id: str) -> Facts:
        """The facts of the document with that id; KeyError for an unknown one."""
        if document_id not in self._facts:
            document = self._names.get(document_id)
            if document is None:
                raise KeyError(document_id)
            self._facts[document_id] = find_facts(document)
        return self._facts[document_id]


def load_library(
    paths: Iterable[Path],
    watch: Callable[[Sequence[Path]], Iterable[Path]] = iter,
    refuse_broken: bool = True,
) -> Library:
    """All documents under ``paths``; a file that cannot be read is a failure, not a stop.

    ``watch`` may wrap the files to show progress. A text too broken to be quoted is a failure
    too, unless ``refuse_broken`` is False (for inspection).
    """
    documents: dict[str, Document] = {}
    failures: list[LoadError] = []
    for path in watch(find_files(paths)):
        try:
            loaded = load(path)
            if refuse_broken:
                _refuse_broken(path, loaded.text)
            document = parse(loaded.text, path.name, _aliases(path), loaded.noise, loaded.notes)
        except LoadError as error:
            failures.append(error)
            continue
        if document.id in documents:
            other = documents[document.id].file
            reason = f"trùng mã văn bản với tệp “{other}”; hãy đổi tên một trong hai tệp."
            failures.append(LoadError(path, reason))
            continue
        documents[document.id] = document
    graph = Graph(documents.values())
    dated = (replace(d, status=graph.status(d.id).state) for d in documents.values())
    return Library(tuple(dated), tuple(failures))


def _refuse_broken(path: Path, text: str) -> None:
    """LoadError where the text is too broken to be quoted."""
    problems = measure(text).problems
    if problems:
        reason = (
            f"chữ trong văn bản bị hỏng: {'; '.join(problems)}. Hãy quét, nhận dạng lại "
            "hoặc lấy bản gốc rồi nạp lại."
        )
        raise LoadError(path, reason)


def _aliases(path: Path) -> tuple[str, ...]:
    """Other names of a file, from ``sources.toml`` beside it."""
    table = path.parent / "sources.toml"
    if not table.is_file():
        return ()
    rows = tomllib.loads(table.read_text(encoding="utf-8")).get("directive", [])
    return tuple(row["source"] for row in rows if row["file"] == path.name)
