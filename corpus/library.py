"""The corpus as loaded: the documents, and the files that are left out, with the reason."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from corpus.citation.validity import Graph
from corpus.copies import Copies, Remark
from corpus.document import Clause, Document
from corpus.facts.fact import Facts
from corpus.facts.find import find_facts
from corpus.integrity import measure
from corpus.load import Loaded, LoadError, find_files, find_unread
from corpus.parsed.keep import Kept
from corpus.reading.reader import Reader
from corpus.secrecy import refusal, secrecy_stamp
from corpus.structure.amend import renamed
from corpus.structure.parse import parse
from corpus.vocabulary import DIRECTIVES

_FIT = "unfit"
__all__ = ["DIRECTIVES", "Library", "load_library"]


@dataclass(frozen=True)
class Library:
    """Documents in a stable order, with look-up by id, file name or alias.

    ``failures`` are the files left out, ``remarks`` what is to be said of files that are used.
    """

    documents: tuple[Document, ...]
    failures: tuple[LoadError, ...] = ()
    remarks: tuple[Remark, ...] = ()
    _names: dict[str, Document] = field(default_factory=dict, init=False, repr=False, compare=False)
    _clauses: dict[str, Clause] = field(default_factory=dict, init=False, repr=False, compare=False)

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
        document = self._names.get(document_id)
        if document is None:
            raise KeyError(document_id)
        return document.drawn("facts", lambda: find_facts(document))


def load_library(
    paths: Iterable[Path],
    watch: Callable[[Sequence[Path]], Iterable[Path]] = iter,
    refuse_broken: bool = True,
    reader: Reader | None = None,
) -> Library:
    """All documents under ``paths``; a file that cannot be read is a failure, not a stop.

    ``watch`` may wrap the files to show progress. A text too broken to be quoted is a failure
    too, unless ``refuse_broken`` is False (for inspection); so is a copy of a file already read.
    ``reader`` says how files are read; None: in this process, nothing kept.
    """
    paths = list(paths)
    reading = _Reading(refuse_broken)
    for path, found in _read(find_files(paths), watch, reader or Reader()):
        try:
            reading.read(path, found)
        except LoadError as error:
            reading.failures.append(error)
    graph = Graph(reading.documents.values())
    dated = (d.told(status=graph.status(d.id).state) for d in graph.documents.values())
    failures = (*reading.failures, *find_unread(paths))
    return Library(tuple(dated), failures, tuple(reading.remarks))


def _read(
    files: Sequence[Path], watch: Callable[[Sequence[Path]], Iterable[Path]], reader: Reader
) -> Iterator[tuple[Path, Document | LoadError]]:
    """Each file with its document, kept or made now, or why there is none."""
    kept = Kept(reader.parsed) if reader.parsed else None
    keys = {path: kept.key(path, path.name, _aliases(path)) for path in files} if kept else {}
    known = {p: d for p, key in keys.items() if kept and key and (d := kept.get(key))}
    missing = [path for path in files if path not in known]
    anew = reader.read(missing, watch)
    for path in files:
        if path in known:
            document = known.pop(path).told(source=path)
            document.put_drawn(_FIT, "")  # only such are kept
            yield path, document
            continue
        _, loaded = next(anew)
        if isinstance(loaded, LoadError):
            yield path, loaded
            continue
        document = parsed(path, loaded, path.name, _aliases(path))
        key = keys.get(path)
        if kept and key and not unfit(document):
            kept.put(key, document)
        yield path, document
    for _ in anew:  # to its end, so that it tidies up
        pass
    if kept and files:
        kept.drop_old()


class _Reading:
    """Files read one after another, each beside those before it."""

    def __init__(self, refuse_broken: bool) -> None:
        self.refuse_broken = refuse_broken
        self.documents: dict[str, Document] = {}
        self.failures: list[LoadError] = []
        self.remarks: list[Remark] = []
        self.copies = Copies()

    def read(self, path: Path, found: Document | LoadError) -> None:
        """Take the file's document in; LoadError says why it is left out."""
        if isinstance(found, LoadError):
            raise found
        document = found
        if reason := unfit(document, self.refuse_broken):
            raise LoadError(path, reason)
        copy = self.copies.copy_of(document)
        if copy:
            reason = f"trùng nội dung với tệp “{_told(copy, path)}” đã dùng; hãy bỏ một trong hai."
            raise LoadError(path, reason)
        version = self.copies.version_of(document)
        if version:
            text = (
                f"cùng số, ngày và cơ quan ban hành với tệp “{_told(version, path)}” nhưng khác "
                "nội dung: dùng cả hai như hai bản khác nhau; hãy bỏ bản không còn dùng."
            )
            self.remarks.append(Remark(path, text))
            document = renamed(document, self._free_id(document.id))
            document = replace(document, notes=(*document.notes, text))
        elif document.id in self.documents:
            other = self.documents[document.id].file
            reason = f"trùng mã văn bản với tệp “{other}”; hãy đổi tên một trong hai tệp."
            raise LoadError(path, reason)
        self.copies.add(document, path)
        self.documents[document.id] = document

    def _free_id(self, wanted: str) -> str:
        """``wanted``, or with the first number that makes it the only one of its kind."""
        count, free = 1, wanted
        while free in self.documents:
            count += 1
            free = f"{wanted}-{count}"
        return free


def parsed(path: Path, loaded: Loaded, file: str, aliases: tuple[str, ...] = ()) -> Document:
    """The document that was read of the file at ``path``, called ``file``."""
    document = parse(loaded.text, file, aliases, loaded.noise, loaded.notes)
    return replace(document, doubts=loaded.doubts, places=loaded.places, source=path)


def unfit(document: Document, refuse_broken: bool = True) -> str:
    """Why the document cannot be used, "" where it can."""
    if not refuse_broken:
        return _unfit(document, refuse_broken)
    return document.drawn(_FIT, lambda: _unfit(document, refuse_broken))


def _unfit(document: Document, refuse_broken: bool) -> str:
    if refuse_broken and (stamp := secrecy_stamp(document.text)):
        return refusal(stamp)
    if refuse_broken and (problems := measure(document.text).problems):
        return (
            f"chữ trong văn bản bị hỏng: {'; '.join(problems)}. Hãy quét, nhận dạng lại "
            "hoặc lấy bản gốc rồi nạp lại."
        )
    if not document.clauses:
        return "không tách được điều khoản nào; hãy kiểm tra tệp có đủ lời văn bản không."
    return ""


def _told(other: Path, path: Path) -> str:
    """How one file is told from another: by its name, or by its path where names are the same."""
    return other.name if other.name != path.name else str(other)


def _aliases(path: Path) -> tuple[str, ...]:
    """Other names of a file, from ``sources.toml`` beside it."""
    table = path.parent / "sources.toml"
    if not table.is_file():
        return ()
    rows = tomllib.loads(table.read_text(encoding="utf-8")).get("directive", [])
    return tuple(row["source"] for row in rows if row["file"] == path.name)
