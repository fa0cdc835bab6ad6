"""The document as a web page: every clause has its id, the one in the address is highlighted."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.doors.page.marks import marked
from bot.doors.page.sheets import Sheet, Sheets
from corpus.document import Clause, Document, Part
from corpus.language.normalize import view
from corpus.library import Library
from corpus.structure.label import place_label

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause ready to print: paragraphs, or cells of a table row, as HTML."""

    id: str
    place: str
    depth: int
    part: str
    heading: bool
    paragraphs: tuple[str, ...]
    cells: tuple[str, ...]
    heads: tuple[str, ...]
    opens_table: bool
    closes_table: bool
    sheets: tuple[Sheet, ...]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )


def render_document(document: Document, root: str = "") -> str:
    """The document's page as HTML; the server stands under ``root``."""
    clauses = document.clauses
    shown = []
    sheets = Sheets(document)
    for position, clause in enumerate(clauses):
        before = clauses[position - 1] if position else None
        after = clauses[position + 1] if position + 1 < len(clauses) else None
        shown.append(_shown(document, clause, (before, after), sheets.of(clause)))
    template = _environment().get_template("document.html")
    return template.render(root=root, document=document, meta=document.metadata, clauses=shown)


def render_documents(library: Library, root: str = "") -> str:
    """The list of documents as HTML."""
    return (
        _environment().get_template("documents.html").render(root=root, documents=library.documents)
    )


def render_missing(document_id: str, root: str = "") -> str:
    """The page for a document that is not there."""
    return _environment().get_template("missing.html").render(root=root, document_id=document_id)


def _shown(
    document: Document,
    clause: Clause,
    beside: tuple[Clause | None, Clause | None],
    sheets: tuple[Sheet, ...],
) -> Shown:
    before, after = beside
    doubted = document.doubts_of(clause)
    text = marked(view(document.text, clause.start, clause.end, document.paragraphs), (), doubted)
    row = bool(clause.cells)
    own = [step for step in clause.path if step.level not in ("phu_luc", "the_thuc")]
    return Shown(
        id=clause.id,
        place=place_label(clause.path, clause.part),
        depth=max(len(own) - 1, 0),
        part=clause.part.value,
        heading=clause.path[-1].level in ("phan", "chuong", "muc")
        or (not row and bool(document.children(clause)) and clause.part is Part.BODY)
        or (row and clause.path[-1].level == "khoan"),
        paragraphs=tuple(text.split("<br>")),
        cells=tuple(marked(view(document.text, c.start, c.end), (), doubted) for c in clause.cells),
        heads=tuple(c.head for c in clause.cells),
        opens_table=row and not (before and before.cells),
        closes_table=row and not (after and after.cells),
        sheets=sheets,
    )
