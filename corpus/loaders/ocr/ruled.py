"""Tables with rules on a page's picture: their grid, and their columns as pictures of their own.

Tesseract reads across cells and leaves narrow columns of numbers out; one column at a time, it
reads them all.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from corpus.loaders.ocr.ink import ink_of, runs
from corpus.loaders.ocr.tokens import Box

_WIDTH = 1000  # pixels of the small copy
_LONGEST_LETTER = 0.025  # share of the page's width and height: what is longer is a rule
_SAME = 6  # pixels of the small copy within which two rules are one
_THICK = 2  # pixels of the small copy around a rule that are painted over
_ACROSS = 0.15  # share of a table's width from which a rule parts two rows of one of its columns
_ALONG = 0.6  # share of a cell's side that a rule runs along
_FEWEST = 3  # upright rules of a table
_MOST_CELLS = 600  # of a page


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule: where it lies across its length, and from where to where it runs."""

    at: int
    start: int
    end: int
    pieces: tuple[tuple[int, int, int], ...]  # (position, start, end) of each line of pixels


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its rules, in pixels of the picture: rows of cells, and the columns to be read
    one by one, top down and from the left. A cell that reaches over several rows stands in each."""

    rows: tuple[tuple[Box, ...], ...]
    columns: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """The whole table."""
        cells = [cell for row in self.rows for cell in row]
        return (
            min(c[0] for c in cells),
            min(c[1] for c in cells),
            max(c[2] for c in cells),
            max(c[3] for c in cells),
        )


def find_tables(picture: Image.Image) -> tuple[list[Table], Image.Image]:
    """The tables of a level page from the top down, and the page without their rules."""
    ink = ink_of(picture, _WIDTH)
    scale = picture.width / ink.shape[1]
    level = _rules(ink, round(_LONGEST_LETTER * ink.shape[1]))
    upright = _rules(ink.T, round(_LONGEST_LETTER * ink.shape[0]))
    tables = [t for group in _groups(upright) if (t := _table(group, level, scale))]
    if not tables or sum(len(row) for t in tables for row in t.rows) > _MOST_CELLS:
        return [], picture
    bare = picture.copy()
    draw = ImageDraw.Draw(bare)
    for rule in (*level, *upright):
        if rule.end - rule.start < 2 * _LONGEST_LETTER * max(ink.shape):
            continue
        for at, start, end in rule.pieces:
            near = (start, at - _THICK, end, at + _THICK)
            box = near if rule in level else (near[1], near[0], near[3], near[2])
            draw.rectangle([round(edge * scale) for edge in box], fill="white")
    return sorted(tables, key=lambda table: table.box[1]), bare


def _rules(ink: np.ndarray, least: int) -> list[_Rule]:
    """The long lines of ink along the rows, those of neighbouring rows as one."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]  # a rule that is not quite level steps from row to row
    open_rules: list[list[tuple[int, int, int]]] = []
    done: list[list[tuple[int, int, int]]] = []
    for row in np.flatnonzero(thick.sum(axis=1) >= least):
        here = [(int(row), a, b) for a, b in runs(thick[row]) if b - a >= least]
        still: list[list[tuple[int, int, int]]] = []
        for rule in open_rules:
            (still if row - rule[-1][0] <= 2 else done).append(rule)
        open_rules = still
        for piece in here:
            meets = [rule for rule in open_rules if _meets(rule[-1], piece)]
            if meets:
                meets[0].append(piece)
            else:
                open_rules.append([piece])
    return [_whole(pieces) for pieces in (*done, *open_rules)]


def _meets(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return one[1] <= other[2] + _SAME and other[1] <= one[2] + _SAME


def _whole(pieces: list[tuple[int, int, int]]) -> _Rule:
    at = round(sum(p[0] for p in pieces) / len(pieces))
    return _Rule(at, min(p[1] for p in pieces), max(p[2] for p in pieces), tuple(pieces))


def _groups(upright: list[_Rule]) -> list[list[_Rule]]:
    """Upright rules that stand beside each other."""
    groups: list[list[_Rule]] = []
    for rule in sorted(upright, key=lambda r: r.start):
        if groups and rule.start < max(r.end for r in groups[-1]) - _SAME:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [group for group in groups if len(_positions(group)) >= _FEWEST]


def _positions(rules: list[_Rule]) -> list[int]:
    """Where the rules lie, those of one line once."""
    found: list[int] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > _SAME:
            found.append(at)
    return found


def _table(upright: list[_Rule], level: list[_Rule], scale: float) -> Table | None:
    """The table whose upright rules these are; None where no rules run across."""
    left, right = _positions(upright)[0], _positions(upright)[-1]
    top, bottom = min(r.start for r in upright), max(r.end for r in upright)
    across = [
        rule
        for rule in level
        if top - _SAME <= rule.at <= bottom + _SAME
        and min(rule.end, right) - max(rule.start, left) >= _ACROSS * (right - left)
    ]
    edges = _positions(across)
    rows = [(a, b) for a, b in pairwise(edges) if b - a > 2 * _SAME]
    if not rows:
        return None
    cuts = [(row, _cuts(upright, *row)) for row in rows]
    cells = tuple(
        tuple(_box(scale, a, *_reach(across, a, b, row), b) for a, b in pairwise(xs))
        for row, xs in cuts
        if len(xs) > 1
    )
    if not cells:
        return None
    columns: list[Box] = []
    start = 0
    for at in range(1, len(cuts) + 1):
        if at == len(cuts) or not _are_same(cuts[at][1], cuts[start][1]):
            xs, high, low = cuts[start][1], cuts[start][0][0], cuts[at - 1][0][1]
            columns += [_box(scale, a, high, low, b) for a, b in pairwise(xs)]
            start = at
    return Table(cells, tuple(columns))


def _are_same(ones: list[int], others: list[int]) -> bool:
    """Whether two rows are parted at the same places."""
    return len(ones) == len(others) and all(
        abs(one - other) <= _SAME for one, other in zip(ones, others, strict=True)
    )


def _cuts(upright: list[_Rule], top: int, bottom: int) -> list[int]:
    """Where upright rules part the row."""
    high = bottom - top
    here = [r for r in upright if min(r.end, bottom) - max(r.start, top) >= _ALONG * high]
    return _positions(here)


def _reach(across: list[_Rule], left: int, right: int, row: tuple[int, int]) -> tuple[int, int]:
    """From where to where the cell in the row reaches: up and down to rules along its side."""
    sides = [
        rule.at
        for rule in across
        if min(rule.end, right) - max(rule.start, left) >= _ALONG * (right - left)
    ]
    top = max((at for at in sides if at <= row[0] + _SAME), default=row[0])
    bottom = min((at for at in sides if at >= row[1] - _SAME), default=row[1])
    return top, bottom


def _box(scale: float, left: int, top: int, bottom: int, right: int) -> Box:
    return round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)
