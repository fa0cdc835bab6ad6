"""A page as its words with boxes, whether they were printed by a program or recognised."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box (left, top, right, bottom) in shares of the page's width and height from
    the upper left. ``sure`` is False where a recognition of characters doubts it; ``bold`` where
    the font says so. ``size`` is the font's in points, 0 where unknown; ``mark`` are raised
    characters printed right behind the word (or alone, where ``text`` is empty). ``red`` is a
    stamp's ink."""

    text: str
    box: Box
    sure: bool = True
    bold: bool = False
    size: float = 0.0
    mark: str = ""
    red: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, width and height in points (1/72 inch), and its words in any
    order; ``tables`` are tables found by their rules, each as rows of cells' boxes (a cell that
    reaches over several rows stands in each of them).

    ``aside`` are words that are printed on the page and are none of its text (a digital signature's
    stamp, words across the page). Where the text is printed turned, ``turned`` says by how many
    degrees clockwise; boxes, width and height are those of the page held upright.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    tables: tuple[tuple[tuple[Box, ...], ...], ...] = ()
    scanned: bool = False
    aside: tuple[Word, ...] = ()
    turned: int = 0


def turn_upright(box: Box, degrees: int) -> Box:
    """A box of a page as it stands, on the page held so that text turned by ``degrees`` (0, 90,
    180, 270, clockwise) is upright.

    >>> turn_upright((0.8, 0.1, 0.9, 0.3), 90)
    (0.1, 0.1, 0.3, 0.2)
    """
    left, top, right, bottom = box
    turned = {
        0: box,
        90: (top, 1 - right, bottom, 1 - left),
        180: (1 - right, 1 - bottom, 1 - left, 1 - top),
        270: (1 - bottom, left, 1 - top, right),
    }[degrees]
    return (round(turned[0], 6), round(turned[1], 6), round(turned[2], 6), round(turned[3], 6))


def turn_back(box: Box, degrees: int) -> Box:
    """The reverse of ``turn_upright``."""
    return turn_upright(box, -degrees % 360)
