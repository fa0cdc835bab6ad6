"""A page as its words with boxes, whether they were printed by a program or recognised."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box (left, top, right, bottom) in shares of the page's width and height from
    the upper left. ``sure`` is False where a recognition of characters doubts it; ``bold`` where
    the font says so."""

    text: str
    box: Box
    sure: bool = True
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, width and height in points (1/72 inch), and its words in any
    order; ``tables`` are tables found by their rules, each as rows of cells' boxes."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    tables: tuple[tuple[tuple[Box, ...], ...], ...] = ()
    scanned: bool = False
