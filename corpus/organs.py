"""Organs named in text, by their canonical names (``organs.toml``), and who a clause tasks."""

import re
from functools import cache, lru_cache

from corpus.document import Clause, Document
from corpus.normalize import view
from corpus.phrases import Match, PhraseBook
from corpus.vocabulary import read_table

_LEAD_COLUMN = re.compile(r"chủ trì|thực hiện|phụ trách", re.IGNORECASE)
_LEAD_PHRASE = re.compile(
    r"cơ quan(?:,? đơn vị)? chủ trì\s*:\s*(?P<organs>[^\n.;]+)", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:\W*[\divxđa-z.]{1,5}[.)]\s*)?(?:giao|yêu cầu|đối với|giám đốc|chánh|trưởng)?\s*",
    re.IGNORECASE,
)


@cache
def _book() -> PhraseBook:
    forms: list[tuple[str, str]] = []
    for row in read_table("organs")["organ"]:
        written = (row["name"], *row.get("forms", ()), *row.get("heads", ()))
        forms.extend((form, row["name"]) for form in written)
    return PhraseBook(forms)


@lru_cache(maxsize=8192)
def find_organs(text: str) -> tuple[Match, ...]:
    """The organs named in ``text``, left to right."""
    return tuple(_book().find(text))


def leading_organs(document: Document, clause: Clause) -> tuple[tuple[Match, Clause], ...]:
    """Who leads the clause's task, each with the clause that says so.

    In order of nearness: the "Cơ quan chủ trì" cell or phrase of the clause, the organ its own
    words open with, a child or sibling "Cơ quan chủ trì: …", the organ in an ancestor's heading.
    Match offsets are into the document's text.
    """
    for cell in clause.cells:
        if _LEAD_COLUMN.search(cell.head):
            found = _in_span(document, cell.start, cell.end)
            if found:
                return tuple((match, clause) for match in found)
    by_phrase = _by_phrase(document, clause)
    if by_phrase:
        return by_phrase
    for above in (clause, *reversed(document.ancestors(clause))):
        opening = _opening_organs(document, above)
        if opening:
            return tuple((match, above) for match in opening)
        siblings = document.children(above)
        for sibling in siblings:
            by_phrase = _by_phrase(document, sibling)
            if by_phrase and sibling.path[-1].level == "gach":
                return by_phrase
    return ()


def _by_phrase(document: Document, clause: Clause) -> tuple[tuple[Match, Clause], ...]:
    shown = view(document.text, clause.start, clause.end)
    phrase = _LEAD_PHRASE.search(shown.text)
    if not phrase:
        return ()
    start, end = shown.source_span(phrase.start("organs"), phrase.end("organs"))
    return tuple((match, clause) for match in _in_span(document, start, end))


def _opening_organs(document: Document, clause: Clause) -> list[Match]:
    """Organs that the clause's first words name, joined by commas or "và"."""
    if clause.cells or clause.path[-1].level in ("doan", "the_thuc"):
        return []
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    position = _OPENING.match(shown.text).end()  # type: ignore[union-attr]
    found: list[Match] = []
    for match in find_organs(shown.text):
        gap = shown.text[position : match.start]
        if not re.fullmatch(r"[\s,;]*(?:và\s+)?", gap):
            break
        start, end = shown.source_span(match.start, match.end)
        found.append(Match(match.name, start, end))
        position = match.end
    return found


def _in_span(document: Document, start: int, end: int) -> list[Match]:
    shown = view(document.text, start, end)
    return [Match(m.name, *shown.source_span(m.start, m.end)) for m in find_organs(shown.text)]
