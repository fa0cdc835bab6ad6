"""The grid of a table: which cell stands in which column of which row.

ECMA-376 part 1, 17.4: cells that span columns or reach down, rows that begin or end short of the
table, and the merged cells of older programs (``hMerge``).
"""

from collections.abc import Callable

from corpus.loaders.docx.names import CELL, ROW, W
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.xml import Element, child_value, flat, number, switched_on
from corpus.loaders.merged import Grid

_MOST_COLUMNS = 63  # that Word allows in a table


def read_grid(table: Element, read: Callable[[Element], list[str]], remarks: Remarks) -> Grid:
    """The table's cells by row and column; ``read`` gives the paragraphs of a cell.

    Cells that a cell above reaches down to are None and not read: Word does not print them.
    """
    grid: Grid = []
    reaching: set[int] = set()  # columns in which a cell reaches down
    for row in flat(table):
        if row.tag != ROW:
            continue
        properties = row.find(W + "trPr")
        if switched_on(properties, "hidden"):
            remarks.add("hidden")
            continue
        cells: list[list[str] | None] = [[] for _ in range(_count(properties, "gridBefore", 0))]
        now: set[int] = set()
        for cell in flat(row):
            if cell.tag == CELL:
                _add(cell, cells, (reaching, now), read)
        cells.extend([] for _ in range(_count(properties, "gridAfter", 0)))
        reaching = now
        grid.append(cells)
    return grid


def _add(
    cell: Element,
    cells: list[list[str] | None],
    columns: tuple[set[int], set[int]],
    read: Callable[[Element], list[str]],
) -> None:
    """Put a cell behind those before it; ``columns`` reach down from above, and from here."""
    above, now = columns
    properties = cell.find(W + "tcPr")
    column = len(cells)
    merge = child_value(properties, "vMerge")
    if merge is not None:
        now.add(column)
    if child_value(properties, "hMerge") in ("", "continue"):
        words = read(cell)
        if words and cells and cells[-1] is not None:
            cells[-1] = [*cells[-1], *words]
        cells.append([])
    elif merge in ("", "continue") and column in above:
        cells.append(None)
    else:
        cells.append(read(cell))
    cells.extend([] for _ in range(_count(properties, "gridSpan", 1) - 1))


def _count(properties: Element | None, name: str, default: int) -> int:
    value = number(child_value(properties, name))
    return default if value is None else min(max(value, default), _MOST_COLUMNS)
