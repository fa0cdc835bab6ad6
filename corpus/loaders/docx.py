"""DOCX (Office Open XML): paragraphs with Word's own numbering, tables, text boxes, footnotes.

Deleted and moved-away text of tracked changes is left out, inserted text kept. Running heads and
feet are left out. Footnotes stand at the end of the text, outside the clauses.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.docx_numbering import Numbering
from corpus.loaders.writer import Writer

_SKIPPED = frozenset(
    (
        *map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_P, _TBL, _TR, _TC, _SDT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
_T, _TAB, _BR, _CR, _BOX = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:txbxContent")
_HYPHEN = qn("w:noBreakHyphen")


def load_docx(path: Path) -> Loaded:
    """The document's words; LoadError for a file that is no DOCX or is damaged."""
    raw = read_bytes(path)
    try:
        package = docx.Document(BytesIO(raw))
        reader = _Reader(package)
        reader.blocks(package.element.body)
        notes = reader.footnotes(package)
    except Exception as error:  # python-docx and lxml raise many kinds for a damaged file
        reason = "không phải tệp DOCX hoặc tệp bị hỏng; hãy mở bằng Word và lưu lại dạng .docx."
        raise LoadError(path, reason) from error
    return reader.writer.loaded(notes)


class _Reader:
    def __init__(self, package: Any) -> None:
        self.writer = Writer()
        self.numbering = Numbering.of(package)

    def blocks(self, container: Any) -> None:
        """The paragraphs and tables of the body, of a content control or of a text box."""
        for element in _flat(container):
            if element.tag == _P:
                for words in self._paragraph(element):
                    self.writer.paragraph(words, gap=True)
            elif element.tag == _TBL:
                self.writer.table(self._rows(element))

    def footnotes(self, package: Any) -> list[str]:
        """Write the footnotes as page furniture; a note says how many there are."""
        found: list[str] = []
        for relation in package.part.rels.values():
            if relation.reltype.endswith(("/footnotes", "/endnotes")):
                element = parse_xml(relation.target_part.blob)
                found.extend(
                    " ".join(_text(p) for p in note.iter(_P)).strip()
                    for note in element
                    if note.get(qn("w:type")) is None
                )
        found = [words for words in found if words]
        with self.writer.noise():
            for number, words in enumerate(found, 1):
                self.writer.paragraph(f"[{number}] {words}", gap=True)
        return [f"có {len(found)} chú thích cuối trang, giữ ở cuối văn bản"] if found else []

    def _paragraph(self, element: Any) -> Iterator[str]:
        label = self.numbering.label(element)
        words = _text(element)
        if words.strip():
            yield f"{label} {words}" if label else words
        for box in element.iter(_BOX):
            if not any(parent.tag in _SKIPPED for parent in box.iterancestors()):
                for inner in _flat(box):
                    if inner.tag == _P:
                        yield from self._paragraph(inner)

    def _rows(self, table: Any) -> list[list[list[str]]]:
        rows: list[list[list[str]]] = []
        for row in table.iter(_TR):
            if next(row.iterancestors(_TBL)) is not table:
                continue
            cells: list[list[str]] = []
            for cell in _flat(row):
                if cell.tag == _TC:
                    above = rows[-1][len(cells)] if rows and len(rows[-1]) > len(cells) else []
                    # a cell that reaches down holds for this row too, its number does not
                    merged = above if cells else []
                    cells.append(merged if _continues_above(cell) else self._cell(cell))
                    cells.extend([] for _ in range(_span(cell) - 1))
            rows.append(cells)
        return rows

    def _cell(self, cell: Any) -> list[str]:
        words: list[str] = []
        for element in _flat(cell):
            if element.tag == _P:
                words.extend(self._paragraph(element))
            elif element.tag == _TBL:
                words.extend(" ".join(part) for row in self._rows(element) for part in row if part)
        return words


def _flat(container: Any) -> Iterator[Any]:
    """The container's children, those of content controls in their place."""
    for child in container:
        if child.tag == _SDT:
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _flat(content)
        elif child.tag not in _SKIPPED:
            yield child


def _text(element: Any) -> str:
    """The words of one paragraph, without those of text boxes in it."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag == _T:
            parts.append(child.text or "")
        elif tag == _TAB:
            parts.append(" ")
        elif tag in (_BR, _CR):
            parts.append("\n")
        elif tag == _HYPHEN:
            parts.append("-")
        elif tag not in _SKIPPED and tag != _BOX:
            parts.append(_text(child))
    return "".join(parts)


def _property(cell: Any, name: str) -> Any:
    properties = cell.find(qn("w:tcPr"))
    return None if properties is None else properties.find(qn(name))


def _continues_above(cell: Any) -> bool:
    merge = _property(cell, "w:vMerge")
    return merge is not None and merge.get(qn("w:val")) in (None, "continue")


def _span(cell: Any) -> int:
    span = _property(cell, "w:gridSpan")
    value = "1" if span is None else span.get(qn("w:val"), "1")
    return min(int(value), 63) if value.isdecimal() else 1
