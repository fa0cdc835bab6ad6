"""What is indexed of a clause: its readable text, and the headings above it.

"100% kết quả … được số hóa" alone does not say that it is a target of the 2023 plan, nor for whom:
the lexical index holds text and headings. The dense one holds the text alone: headings that many
clauses share draw their vectors together (measured on the dev questions, see docs/adr/0004).
"""

from dataclasses import dataclass

from corpus.document import Cell, Clause, Document
from corpus.language.normalize import view
from corpus.structure.cells import is_mark, is_numeric
from corpus.structure.tables import is_head_row

_HEADING_LIMIT = 300  # characters of an ancestor's own text
_NEAREST = 120  # characters of the nearest one, before a text that is read with a question


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as the indexes see it."""

    clause_id: str
    document_id: str
    text: str
    context: str

    @property
    def full(self) -> str:
        """Context and text, for the lexical index."""
        return f"{self.context}\n{self.text}" if self.context else self.text


def clause_text(document: Document, clause: Clause) -> str:
    """The clause's readable text; a table row with its column heads."""
    if clause.cells:
        words = []
        for cell in clause.cells:
            text = view(document.text, cell.start, cell.end).text
            if text:
                head = shown_head(cell, text)
                words.append(f"{head}: {text}" if head else text)
        return " — ".join(words)
    return view(document.text, clause.start, clause.end, document.paragraphs).text


def shown_head(cell: Cell, text: str) -> str:
    """The head that stands before a cell's words, or ''. One in capitals stands only before what
    says nothing without it, a tick or a figure; the one that counts the rows never."""
    needed = is_mark(text) or is_numeric(text)
    if cell.head.isupper() and (not needed or is_head_row([cell.head])):
        return ""
    return cell.head


def headings(document: Document, clause: Clause) -> list[str]:
    """The ancestors' own texts, outermost first, long ones cut at a word."""
    texts = []
    for ancestor in document.ancestors(clause):
        text = clause_text(document, ancestor).replace("\n", " ")
        if len(text) > _HEADING_LIMIT:
            text = text[:_HEADING_LIMIT].rsplit(" ", 1)[0] + " …"
        texts.append(text)
    return texts


def headed_text(document: Document, clause: Clause) -> str:
    """What is read together with a question: the nearest heading's beginning, a bar, the text."""
    above = headings(document, clause)[-1:]
    return f"{above[0][:_NEAREST] if above else ''} | {clause_text(document, clause)}"


def document_context(document: Document) -> str:
    """Kind, number, province, year and title in one line."""
    meta = document.metadata
    year = (meta.date or "")[:4]
    words = [meta.kind, meta.number or "", meta.province or "", year, meta.title]
    return " ".join(word for word in words if word)


def make_passages(document: Document) -> list[Passage]:
    """One passage a clause, in source order."""
    above = document_context(document)
    return [
        Passage(
            clause.id,
            document.id,
            clause_text(document, clause),
            "\n".join([above, *headings(document, clause)]),
        )
        for clause in document.clauses
    ]
