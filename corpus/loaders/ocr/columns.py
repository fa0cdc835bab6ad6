"""The two columns of a letterhead and of a closing: tesseract reads across them, so that each is
to be recognised by itself.

A channel is a strip of white paper between two blocks of words that stand beside each other. It
is looked for in the picture, made small, since a first reading would cost as much as the second.
A table with rules is no such place: its cells are parted by the rules.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from corpus.loaders.ocr.ink import ink_of, runs
from corpus.loaders.ocr.tokens import Box

_NARROWEST = 0.015  # of a channel, share of the page's width
_LOWEST = 0.035  # of a channel, share of the page's height: about three lines
_MIDDLE = (0.2, 0.8)  # where a channel may run, shares of the page's width
_BESIDE = 0.012  # rows with words on both sides, share of the page's height: two lines
_RULE = 0.8  # a column of ink over this share of the rows is a rule
_EDGE = 0.05  # share of the page's width at its edges, where a scanner leaves shadows
_NEAR = 0.012  # share of the page's height within which a cut is moved between two lines
_GAP = 3  # white rows of the small copy between two lines; between a letter and its accent fewer
_MOST = 3  # channels of a page


@dataclass(frozen=True, slots=True)
class Split:
    """Two blocks beside each other, each (left, top, right, bottom) in pixels of the picture."""

    left: Box
    right: Box


def find_splits(picture: Image.Image) -> list[Split]:
    """The two-column parts of an upright page, from the top down."""
    ink = ink_of(picture)
    scale = picture.width / ink.shape[1]
    found: list[Split] = []
    while len(found) < _MOST and (channel := _longest_channel(ink)):
        top, bottom, middle = channel
        sides = []
        for first, last in ((0, middle), (middle, ink.shape[1])):
            filled = np.asarray(ink[:, first:last].any(axis=1))
            box = (first, _between_lines(filled, top), last, _between_lines(filled, bottom))
            sides.append(tuple(round(edge * scale) for edge in box))
        if all(box[1] < box[3] and box[0] < box[2] for box in sides):
            found.append(Split(*sides))
        ink[top:bottom] = False
    return sorted(found, key=lambda split: split.left[1])


def _longest_channel(ink: np.ndarray) -> tuple[int, int, int] | None:
    """(top, bottom, middle) of the longest white strip with words on both sides."""
    height, width = ink.shape
    wide = max(2, round(_NARROWEST * width))
    edge = round(_EDGE * width)
    best: tuple[int, int, int] | None = None
    for left in range(round(_MIDDLE[0] * width), round(_MIDDLE[1] * width) - wide):
        clear = ~np.asarray(ink[:, left : left + wide].any(axis=1))
        for top, bottom in runs(clear):
            if bottom - top < max(_LOWEST * height, best[1] - best[0] + 1 if best else 0):
                continue
            before, after = ink[top:bottom, edge:left], ink[top:bottom, left + wide : width - edge]
            if _are_beside(before, after, _BESIDE * height):
                best = top, bottom, left + wide // 2
    return best


def _are_beside(before: np.ndarray, after: np.ndarray, least: float) -> bool:
    """Whether words stand beside each other in enough rows, and no rule of a table."""
    if not before.size or not after.size:
        return False
    both = before.any(axis=1) & after.any(axis=1)
    rules = max(before.mean(axis=0).max(), after.mean(axis=0).max())
    return bool(both.sum() >= least and rules < _RULE)


def _between_lines(filled: np.ndarray, row: int) -> int:
    """The middle of the white rows nearest to ``row``, so that no accent is cut off, or ``row``
    where there are none near."""
    near = round(_NEAR * len(filled))
    blank = [
        (a, b) for a, b in runs(~filled) if b - a >= _GAP and a <= row + near and b > row - near
    ]
    if not blank:
        return row
    start, end = min(blank, key=lambda r: max(r[0] - row, row - r[1] + 1, 0))
    return (start + end) // 2
