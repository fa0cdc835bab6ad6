"""Paragraphs, tables and boxes of a document, in the order in which they are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.loaders.base import Loaded
from corpus.loaders.docx.names import CELL, PARAGRAPH, PARAGRAPH_PROPERTIES, TABLE, W
from corpus.loaders.docx.numbering import Numbering
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.styles import mark_is_hidden
from corpus.loaders.docx.tables import read_grid
from corpus.loaders.docx.words import Words
from corpus.loaders.docx.xml import Element, flat
from corpus.loaders.merged import fill_down
from corpus.loaders.writer import Writer

Rows = list[list[list[str]]]


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph's words, a table's rows, or a part of another format."""

    words: str = ""
    rows: Rows | None = None
    part: Loaded | None = None
    listed: bool = False


@dataclass
class Reader:
    """Reads one story (body, box, note); ``chunk`` reads what an ``altChunk`` refers to, and
    ``contents`` are the elements of tables of contents."""

    words: Words
    numbering: Numbering
    remarks: Remarks
    contents: set[Element]
    chunk: Callable[[Element], Loaded | None]

    def write(self, container: Element, writer: Writer) -> None:
        """Write what the body holds."""
        for item in self._items(container):
            if item.listed:
                with writer.noise():
                    _write(item, writer)
            else:
                _write(item, writer)

    def _items(self, container: Element) -> Iterator[_Item]:
        """The paragraphs and tables of the body, of a cell or of a text box."""
        pending = ""
        alone = container.tag == CELL and not any(t.text for t in container.iter(W + "t"))
        for element in flat(container):
            if element.tag == PARAGRAPH:
                listed = element in self.contents
                text, boxes = self.words.of(element)
                goes_on = mark_is_hidden(element) or _is_dropped_capital(element)
                if goes_on and not text.strip():
                    text = ""  # a paragraph that is hidden as a whole takes no number
                elif not pending:
                    text = self.numbering.labelled(element, text, alone)
                else:
                    self.numbering.labelled(element, text)
                pending += text
                if text and mark_is_hidden(element) and not text.endswith((" ", "\t")):
                    pending += " "
                if not goes_on:
                    if pending.strip():
                        yield _Item(pending.replace("\t", " "), listed=listed)
                    pending = ""
                for box in boxes:
                    yield from self._items(box)
            elif element.tag == TABLE:
                listed = element in self.contents
                yield _Item(rows=fill_down(self._grid(element)), listed=listed)
            elif element.tag == W + "altChunk" and (part := self.chunk(element)) is not None:
                yield _Item(part=part)
        if pending.strip():
            yield _Item(pending.replace("\t", " "))

    def _grid(self, table: Element) -> list[list[list[str] | None]]:
        return read_grid(table, self._cell, self.remarks)

    def _cell(self, cell: Element) -> list[str]:
        """The paragraphs of a cell; a table in it comes cell by cell."""
        words: list[str] = []
        for item in self._items(cell):
            if item.rows is not None:
                words.extend(" ".join(part) for row in item.rows for part in row if part)
            elif item.part is not None:
                words.extend(line for line in item.part.text.split("\n") if line.strip())
            else:
                words.append(item.words)
        return words


def _write(item: _Item, writer: Writer) -> None:
    if item.rows is not None:
        writer.table(item.rows)
    elif item.part is not None:
        writer.insert(item.part)
    else:
        writer.paragraph(item.words, gap=True)


def _is_dropped_capital(paragraph: Element) -> bool:
    """Whether the paragraph is a large first letter in a frame; its words follow in the next."""
    frame = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{W}framePr")
    return frame is not None and frame.get(W + "dropCap", "none") in ("drop", "margin")
