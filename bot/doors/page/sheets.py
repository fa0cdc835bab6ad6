"""Where a clause stands on the paper, for the document page to mark it on the pages' pictures."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Clause, Document, Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A box on a page's picture, in per cent of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page that a clause stands on."""

    page: int
    spots: tuple[Spot, ...]


class Sheets:
    """The pages of one document's clauses; none for a format without pages."""

    def __init__(self, document: Document) -> None:
        self._places: Sequence[Place] = document.places if document.source else ()
        self._starts = [place.start for place in self._places]
        self._ends = [place.end for place in self._places]

    def of(self, clause: Clause) -> tuple[Sheet, ...]:
        """The clause's pages in order, with its boxes on each."""
        first = bisect_right(self._ends, clause.start)
        last = bisect_left(self._starts, clause.end)
        pages: dict[int, list[Spot]] = {}
        for place in self._places[first:last]:
            left, top, right, bottom = (round(edge * 100, 2) for edge in place.box)
            spot = Spot(left, top, round(right - left, 2), round(bottom - top, 2))
            pages.setdefault(place.page, []).append(spot)
        return tuple(Sheet(page, tuple(spots)) for page, spots in sorted(pages.items()))
