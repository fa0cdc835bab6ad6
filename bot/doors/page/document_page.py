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

_HEADINGS = ("phu_luc", "phan", "chuong", "muc", "dieu")
_NAMED, _FEWEST = 90, 3  # characters of a line of the contents; lines that make contents
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
def environment() -> Environment:
    """The templates of the pages."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    id: str
    name: str
    depth: int


def render_document(document: Document, validity: str = "", root: str = "") -> str:
    """The document's page as HTML; ``validity`` is said beside it, the server stands under
    ``root``."""
    clauses = document.clauses
    shown = []
    sheets = Sheets(document)
    for position, clause in enumerate(clauses):
        before = clauses[position - 1] if position else None
        after = clauses[position + 1] if position + 1 < len(clauses) else None
        shown.append(_shown(document, clause, (before, after), sheets.of(clause)))
    template = environment().get_template("document.html")
    return template.render(
        root=root,
        document=document,
        meta=document.metadata,
        day="/".join(reversed((document.metadata.date or "").split("-"))),
        validity=validity or "chưa rõ",
        contents=_contents(document),
        clauses=shown,
    )


def _contents(document: Document) -> list[Entry]:
    """The headings, shortened; none where there are too few to find one's way by."""
    found = []
    for clause in document.clauses:
        step = clause.path[-1]
        if step.level not in _HEADINGS or clause.cells:
            continue
        words = " ".join(view(document.text, clause.start, clause.end).text.split())
        name = words if len(words) <= _NAMED else f"{words[:_NAMED].rsplit(' ', 1)[0]}…"
        depth = sum(s.level in _HEADINGS for s in clause.path)
        found.append(Entry(clause.id, name, min(depth, 4)))
    return found if len(found) >= _FEWEST else []


def render_documents(library: Library, root: str = "") -> str:
    """The list of documents as HTML."""
    return (
        environment().get_template("documents.html").render(root=root, documents=library.documents)
    )


@dataclass(frozen=True, slots=True)
class About:
    """What the page about the system says of this installation."""

    operator: str
    handover: str
    model: str


def render_about(library: Library, about: About, root: str = "") -> str:
    """The page that says what the system is for, how it works, its limits, who answers for it."""
    newest = max((d.metadata.date or "" for d in library), default="")
    return (
        environment()
        .get_template("about.html")
        .render(
            root=root,
            count=len(library.documents),
            newest="/".join(reversed(newest.split("-"))),
            operator=about.operator,
            handover=about.handover,
            model=about.model,
        )
    )


def render_missing(document_id: str, root: str = "") -> str:
    """The page for a document that is not there."""
    return environment().get_template("missing.html").render(root=root, document_id=document_id)


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
