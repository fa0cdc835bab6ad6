"""What the shelf and the folders of the corpus hold together: which documents, for whom."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.citation.validity import Graph
from corpus.copies import Remark
from corpus.document import Document
from corpus.library import Library, load_library, parsed, unfit
from corpus.load import LoadError
from corpus.parsed.keep import Kept
from corpus.reading.reader import Reader
from corpus.shelf.entry import FOLDER, Entry, State
from corpus.shelf.store import Shelf
from corpus.structure.amend import amended, renamed


@dataclass(frozen=True)
class Collection:
    """``folder``: documents of ``TONGDAI_CORPUS`` as they lie there. ``used``: all documents that
    are published, mended and under their ids; ``internal``: the ids of those for officials only.
    ``number`` is the shelf's."""

    folder: tuple[Document, ...]
    used: tuple[Document, ...]
    internal: frozenset[str]
    number: int
    failures: tuple[LoadError, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def library(self, *, internal: bool) -> Library:
        """The documents for officials, or those for everyone."""
        left = [d for d in self.used if internal or d.id not in self.internal]
        graph = Graph(left)
        dated = tuple(d.told(status=graph.status(d.id).state) for d in left)
        return Library(dated, self.failures, self.remarks)


def collect(
    paths: Iterable[Path],
    shelf: Shelf,
    reader: Reader,
    watch: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Collection:
    """Read the folders, then what the shelf adds and takes away."""
    library = load_library(paths, watch, reader=reader)
    return put_together(library, shelf, reader, {})


def put_together(
    library: Library,
    shelf: Shelf,
    reader: Reader,
    known: dict[str, Document],
    entries: Sequence[Entry] | None = None,
) -> Collection:
    """The folders' documents with what the shelf says now, or would with these ``entries``;
    ``known`` keeps what was made of them from one time to the next."""
    number = shelf.number()
    entries = shelf.entries() if entries is None else entries
    failures = list(library.failures)
    overlaid = {entry.document_id: entry for entry in entries if entry.origin == FOLDER}
    used: dict[str, Document] = {}
    internal = set()
    for document in library.documents:
        entry = overlaid.get(document.id)
        if entry is None:
            used[document.id] = document
        elif entry.state is State.PUBLISHED:
            used[document.id] = _mended(document, entry, known)
            internal.update([document.id] if entry.internal else [])
    for entry in entries:
        if entry.origin == FOLDER or entry.state is not State.PUBLISHED:
            continue
        try:
            used[entry.document_id] = document_of(entry, shelf, reader, known)
        except LoadError as error:
            failures.append(error)
            continue
        internal.discard(entry.document_id)
        internal.update([entry.document_id] if entry.internal else [])
    return Collection(
        library.documents, tuple(used.values()), frozenset(internal), number,
        tuple(failures), library.remarks,
    )  # fmt: skip


def document_of(entry: Entry, shelf: Shelf, reader: Reader, known: dict[str, Document]) -> Document:
    """The entry's document as it is to be used; LoadError says why it cannot be read."""
    path = shelf.path(entry)
    key = f"{entry.digest} {entry.file}"
    document = known.get(key)
    if document is None:
        document = known[key] = _read(path, entry.file, reader)
    return _mended(document, entry, known)


def _mended(document: Document, entry: Entry, known: dict[str, Document]) -> Document:
    """The document under the entry's id, with what a person put right."""
    wanted = entry.document_id or document.id
    if wanted == document.id and not entry.mended:
        return document
    key = f"{document.digest} {document.file} {wanted} {sorted(entry.mended.items())}"
    if key not in known:
        mended: dict[str, Any] = {name: value or None for name, value in entry.mended.items()}
        mended.update({n: mended[n] or "" for n in ("kind", "title") if n in mended})
        metadata = replace(document.metadata, **mended)
        known[key] = amended(renamed(document, wanted), metadata)
    return known[key]


def _read(path: Path, file: str, reader: Reader) -> Document:
    """The document of a file that came under the name ``file``."""
    kept = Kept(reader.parsed) if reader.parsed else None
    key = kept.key(path, file) if kept else None
    if kept and key and (found := kept.get(key)):
        return found.told(source=path)
    for _, loaded in reader.read([path]):
        if isinstance(loaded, LoadError):
            raise LoadError(Path(file), loaded.reason)
        document = parsed(path, loaded, file)
        if reason := unfit(document):
            raise LoadError(Path(file), reason)
        if kept and key:
            kept.put(key, document)
        return document
    raise LoadError(Path(file), "không đọc được tệp.")
