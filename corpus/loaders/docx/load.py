"""A Word file in, its text out: the steps in their order."""

from pathlib import Path

from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.docx.contents import find_contents
from corpus.loaders.docx.embedded import Chunks
from corpus.loaders.docx.fields import settle_fields
from corpus.loaders.docx.heads import head_parts, missing_lines
from corpus.loaders.docx.names import PARAGRAPH, W
from corpus.loaders.docx.notes import note_words
from corpus.loaders.docx.numbering import Numbering
from corpus.loaders.docx.package import Package, PackageError
from corpus.loaders.docx.reader import Reader
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.revisions import accept
from corpus.loaders.docx.settle import settle
from corpus.loaders.docx.styles import Styles
from corpus.loaders.docx.words import Words
from corpus.loaders.docx.xml import Element, XmlError
from corpus.loaders.writer import Writer

_NO_DOCUMENT = "không phải tệp DOCX hoặc tệp bị hỏng; hãy mở bằng Word và lưu lại dạng .docx."


def load_docx(path: Path) -> Loaded:
    """The document's words; LoadError for a file that is no DOCX, damaged, locked or hostile."""
    try:
        return read_docx(read_bytes(path))
    except PackageError as error:
        raise LoadError(path, str(error)) from error
    except Exception as error:  # one odd file must not stop the reading of the others
        raise LoadError(path, _NO_DOCUMENT) from error


def read_docx(raw: bytes, depth: int = 0) -> Loaded:
    """The words of a Word file that is held as bytes; PackageError with the reason.

    ``depth`` counts the Word files that this one is embedded in.
    """
    try:
        return _Document(Package.open(raw), depth).read()
    except XmlError as error:
        raise PackageError(f"{error} Hãy mở bằng Word và lưu lại dạng .docx.") from error
    except RecursionError as error:
        raise PackageError(f"tệp lồng nhau quá sâu; {_NO_DOCUMENT}") from error


class _Document:
    def __init__(self, package: Package, depth: int) -> None:
        self.package = package
        self.remarks = Remarks()
        self.relations = package.relations(package.main)
        self.styles = Styles.of(self._part("styles", "styles"))
        self.words = Words(self.styles, self.remarks)
        numbering = self._part("numbering", "")
        self.numbering = Numbering.of(numbering, self.styles, self.remarks)
        self.chunks = Chunks(package, self.relations, self.remarks, depth, read_docx)

    def read(self) -> Loaded:
        """The body, before it what only the running head says, behind it the notes."""
        root = self.package.tree(self.package.main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise PackageError(_NO_DOCUMENT)
        contents = self._settled(body)
        self.words.survey(body.iter(PARAGRAPH))
        writer = Writer()
        self._story(contents).write(body, writer)
        text = writer.loaded()
        writer = Writer()
        for line in self._head(body, text.text):
            writer.paragraph(line, gap=True)
        writer.insert(text)
        self._notes(body, writer)
        if contents:
            self.remarks.add("contents")
        if any(name.endswith("vbaproject.bin") for name in self.package.names()):
            self.remarks.add("macro")
        return writer.loaded(self.remarks.notes())

    def _settled(self, root: Element) -> set[Element]:
        """Settle alternatives, revisions and fields; what belongs to tables of contents."""
        settle(root)
        accept(root)
        return find_contents(root, self.styles, settle_fields(root, self.remarks))

    def _story(self, contents: set[Element]) -> Reader:
        return Reader(self.words, self.numbering, self.remarks, contents, self.chunks.read)

    def _head(self, body: Element, text: str) -> list[str]:
        """The lines of the running head, where a number or date stands only in it."""
        for name in head_parts(body, self.relations):
            root = self._tree(name)
            if root is None:
                continue
            writer = Writer()
            self._story(self._settled(root)).write(root, writer)
            lines = missing_lines(writer.loaded().text, text)
            if lines:
                self.remarks.add("head", "; ".join(f"“{line}”" for line in lines))
                return lines
        return []

    def _notes(self, body: Element, writer: Writer) -> None:
        """The footnotes and endnotes, as page furniture."""
        parts: dict[str, Element] = {}
        for kind in ("footnotes", "endnotes"):
            root = self._part(kind, "")
            if root is not None:
                self._settled(root)
                parts[kind] = root
        said = note_words(body, parts, lambda p: self.words.of(p)[0])
        with writer.noise():
            for number, words in enumerate(said, 1):
                writer.paragraph(f"[{number}] {words}", gap=True)
        if said:
            self.remarks.add("footnote", times=len(said))

    def _part(self, kind: str, remark: str) -> Element | None:
        """The root of the part of that kind; None, with a remark, where it is missing."""
        named = [r.target for r in self.relations.values() if r.kind == kind and r.target]
        root = self._tree(named[0]) if named else None
        if root is None and remark and any(r.kind == kind for r in self.relations.values()):
            self.remarks.add(remark)
        return root

    def _tree(self, name: str) -> Element | None:
        try:
            root = self.package.tree(name)
        except (XmlError, PackageError):
            return None
        if root is not None:
            settle(root)
        return root
