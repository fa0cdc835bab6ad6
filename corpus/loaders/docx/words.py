"""The words of one paragraph as they are printed, and what is anchored in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.loaders.docx.formulas import formula
from corpus.loaders.docx.names import (
    BOX,
    CONTROL,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    M,
    W,
)
from corpus.loaders.docx.objects import remark_objects
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.styles import Look, Styles
from corpus.loaders.docx.symbols import UNREAD, readable, symbol
from corpus.loaders.docx.xml import Element
from corpus.loaders.scripts import Piece, has_note_marks, write_scripts

_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object"))
_NOTES = (W + "footnoteReference", W + "endnoteReference")
_FORMULAS = (M + "oMath", M + "oMathPara")
_SILENT = frozenset(
    (PARAGRAPH_PROPERTIES, RUN_PROPERTIES, BOX, W + "sdtPr", W + "sdtEndPr", W + "customXmlPr",
     W + "smartTagPr", W + "instrText", W + "delText", W + "rt")
)  # fmt: skip
_SPACES = str.maketrans("\n\r\t", "   ")


@dataclass
class Line:
    """A paragraph's words (tabs kept) and the text boxes that are anchored in it, in order."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Words:
    """Reads paragraphs; one for a document, for it knows its styles and marks of notes."""

    def __init__(self, styles: Styles, remarks: Remarks) -> None:
        self.styles = styles
        self.remarks = remarks
        self.noted = False

    def survey(self, paragraphs: Iterator[Element]) -> None:
        """Find out whether raised digits in the document are marks of notes."""
        silent = Words(self.styles, Remarks())
        self.noted = any(
            has_note_marks(silent.line(paragraph).pieces)
            for paragraph in paragraphs
            if self._may_be_raised(paragraph)
        )

    def of(self, paragraph: Element) -> tuple[str, list[Element]]:
        """The paragraph's words, with tabs, and its text boxes."""
        line = self.line(paragraph)
        words, marks = write_scripts(line.pieces, self.noted)
        if marks:
            self.remarks.add("note_mark", times=marks)
        return words, line.boxes

    def line(self, paragraph: Element) -> Line:
        """The paragraph's pieces and boxes."""
        line = Line()
        self._collect(paragraph, self.styles.of_paragraph(paragraph), line)
        return line

    def _may_be_raised(self, paragraph: Element) -> bool:
        names = (W + "vertAlign", W + "position", W + "rStyle")
        return next(paragraph.iter(*names), None) is not None

    def _collect(self, element: Element, style: str | None, line: Line) -> None:
        """The words of a paragraph or of what wraps runs in it."""
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag == RUN:
                self._run(child, style, line)
            elif tag in _FORMULAS:
                self._formula(child, line)
            elif tag == CONTROL:
                content = child.find(W + "sdtContent")
                if content is not None:
                    self._collect(content, style, line)
            elif tag == W + "subDoc":
                self.remarks.add("subdocument")
            elif tag not in _SILENT:
                self._collect(child, style, line)

    def _formula(self, element: Element, line: Line) -> None:
        words = formula(element)
        before = line.pieces[-1].words if line.pieces else ""
        if words[:1].isdigit() and before[-1:].isdigit():
            words = f" {words}"
        self.remarks.add("formula")
        line.pieces.append(Piece(words))

    def _run(self, run: Element, style: str | None, line: Line) -> None:
        look = self.styles.look(style, run.find(RUN_PROPERTIES))
        if look.hidden:
            if next(run.iter(TEXT), None) is not None:
                self.remarks.add("hidden")
            return
        words = self._run_words(run, style, look, line)
        if look.struck and words.strip():
            self.remarks.add("struck")
            return
        if UNREAD in words:
            self.remarks.add("symbol", times=words.count(UNREAD))
            words = words.replace(UNREAD, "")
        if look.caps:
            words = words.upper()
        if words:
            line.pieces.append(Piece(words, look.script))

    def _run_words(self, run: Element, style: str | None, look: Look, line: Line) -> str:
        words: list[str] = []
        for child in run.iterchildren("*"):
            tag = child.tag
            if tag == TEXT:
                words.append(readable((child.text or "").translate(_SPACES), look.font))
            elif tag in _SIGNS:
                words.append(_SIGNS[tag])
            elif tag == W + "sym":
                words.append(_symbol(child))
            elif tag in _NOTES:
                if switched_on_attribute(child, "customMarkFollows"):
                    break  # the mark that follows is no word
            elif tag in _DRAWN:
                line.boxes.extend(_boxes(child))
                remark_objects(child, self.remarks)
            elif tag == W + "ruby":
                words.append(self._ruby(child, style))
        return "".join(words)

    def _ruby(self, ruby: Element, style: str | None) -> str:
        """Words with their reading above them: the reading in brackets."""
        said = []
        for name in ("rubyBase", "rt"):
            inner = Line()
            part = ruby.find(W + name)
            if part is not None:
                self._collect(part, style, inner)
            said.append("".join(piece.words for piece in inner.pieces).strip())
        return f"{said[0]} ({said[1]})" if said[1] else said[0]


def switched_on_attribute(element: Element, name: str) -> bool:
    """Whether an on/off attribute is on."""
    return str(element.get(W + name, "0")).lower() in ("1", "true", "on")


def _symbol(element: Element) -> str:
    code = element.get(W + "char", "")
    try:
        return symbol(int(code, 16), element.get(W + "font", ""))
    except ValueError:
        return UNREAD


def _boxes(drawn: Element) -> Iterator[Element]:
    """The contents of text boxes, not those inside another one."""
    for child in drawn.iterchildren("*"):
        if child.tag == BOX:
            yield child
        else:
            yield from _boxes(child)
