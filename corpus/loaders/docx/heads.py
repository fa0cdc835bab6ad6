"""Running heads: left out, but for a letterhead's number or date that stands only there."""

from collections.abc import Iterator

from corpus.loaders.docx.names import R, W
from corpus.loaders.docx.package import Relation
from corpus.loaders.docx.xml import Element
from corpus.structure.letterhead import DATE_LINE, NUMBER_LINE
from corpus.structure.lines import LETTERHEAD_LINES

_FIRST = ("first", "default", "even")  # the order in which a reader meets them


def head_parts(body: Element, relations: dict[str, Relation]) -> list[str]:
    """The parts of the first section's running heads."""
    section = next(body.iter(W + "sectPr"), None)
    found: dict[str, str] = {}
    for reference in () if section is None else section.iterchildren(W + "headerReference"):
        relation = relations.get(reference.get(R + "id", ""))
        if relation is not None and relation.target:
            found.setdefault(reference.get(W + "type", "default"), relation.target)
    return [found[kind] for kind in _FIRST if kind in found]


def missing_lines(head: str, text: str) -> list[str]:
    """The lines of a running head, if among them is a number or date that the text's beginning
    lacks."""
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    own = text.split("\n")[: 2 * LETTERHEAD_LINES]
    for found in (_numbers, _dates):
        if any(found(lines)) and not any(found(own)):
            return lines
    return []


def _numbers(lines: list[str]) -> Iterator[bool]:
    for line in lines:
        for part in line.split("\t"):
            yield NUMBER_LINE.match(part.strip()) is not None and "/" in part


def _dates(lines: list[str]) -> Iterator[bool]:
    for line in lines:
        for part in line.split("\t"):
            yield DATE_LINE.match(part.strip()) is not None
