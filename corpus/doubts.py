"""Doubtful words of a recognised document: which are figures, and whether its own number and day
rest on one."""

import re

from corpus.document import Clause, Document

_GROUPS = re.compile(r"\d+")
_NUMBER_LINE, _DAY_LINE = "so_ky_hieu", "ngay"
NUMBER, DAY = "số ký hiệu", "ngày ban hành"


def doubtful_figures(
    document: Document, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """The doubtful words with figures that reach into ``text[start:end]``, by start."""
    last = len(document.text) if end is None else end
    return [
        (first, stop)
        for first, stop in document.doubts
        if first < last and stop > start and has_figure(document.text[first:stop])
    ]


def has_figure(words: str) -> bool:
    """Whether there is a figure among the letters."""
    return any(letter.isdigit() for letter in words)


def doubtful_names(document: Document) -> tuple[str, ...]:
    """Which of its number and its day the document has from doubtful words, in Vietnamese."""
    meta = document.metadata
    found = []
    if meta.number and _rests(document, _NUMBER_LINE, meta.number):
        found.append(NUMBER)
    if meta.date and _rests(document, _DAY_LINE, meta.date):
        found.append(DAY)
    return tuple(found)


def page_of(document: Document, offset: int) -> int | None:
    """The page on which the character stands, where the document has pages."""
    return next((p.page for p in document.places if p.start <= offset < p.end), None)


def _rests(document: Document, form: str, value: str) -> bool:
    """Whether a doubtful word of the form part holds a figure of the value."""
    figures = {group.lstrip("0") for group in _GROUPS.findall(value)}
    return any(
        figures & {group.lstrip("0") for group in _GROUPS.findall(document.text[start:end])}
        for clause in document.clauses
        if _is_form(clause, form)
        for start, end in document.doubts_of(clause)
    )


def _is_form(clause: Clause, form: str) -> bool:
    return any(step.level == "the_thuc" and step.value == form for step in clause.path)
