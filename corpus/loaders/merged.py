"""Cells that reach down: what they hold, said again in each row that they hold for.

A row of a table is cited by itself, so it needs the agency that one merged cell names for several
rows. A running number is not repeated: it numbers one thing.
"""

from collections.abc import Sequence

from corpus.structure.numbering import read_marker
from corpus.structure.rows import is_layout
from corpus.structure.tables import is_head_row

Words = list[str]  # the paragraphs of a cell
Grid = list[list[Words | None]]  # None: the cell above reaches down to here

_MOST_REPEATED = 2_000_000  # characters repeated in one table; a hostile one would fill the memory
_NUMBERS = frozenset({"khoan", "diem", "muc"})


def fill_down(grid: Grid) -> list[list[Words]]:
    """The rows with each ``None`` replaced by the words of the cell above.

    >>> fill_down([[["1. Sở Y tế"], ["Khám"]], [None, ["Tiêm"]]])[1]
    [['Sở Y tế'], ['Tiêm']]
    """
    own = [line.strip() for row in grid for cell in row for line in cell or []]
    left = 0 if is_layout(own) else _MOST_REPEATED
    numbered = {0, *_running(grid)}
    rows: list[list[Words]] = []
    above: dict[int, Words] = {}
    for row in grid:
        if row and all(cell is None for cell in row):
            continue  # all of it is the row above
        filled: list[Words] = []
        for column, cell in enumerate(row):
            if cell is not None:
                above[column] = cell
                filled.append(cell)
                continue
            words = above.get(column, [])
            repeated = _without_number(words) if column in numbered else words
            length = sum(map(len, repeated))
            filled.append(repeated if length <= left else [])
            left -= min(length, left)
        rows.append(filled)
    return rows


def _running(grid: Grid) -> Sequence[int]:
    """The columns whose head says that they hold running numbers."""
    head = grid[0] if grid else []
    return [at for at, cell in enumerate(head) if cell and is_head_row([" ".join(cell).strip()])]


def _without_number(words: Words) -> Words:
    """The words without the number that they begin with; none where they are only a number."""
    first = words[0].strip() if words else ""
    marker = read_marker(f"{first} " if first[-1:] in ")." else f"{first}. ")
    if not first or marker is None or marker.level not in _NUMBERS:
        return words
    rest = first[marker.length :].strip()
    kept = [rest, *words[1:]] if rest else words[1:]
    return kept if any(c.isalpha() for part in kept for c in part) else []
