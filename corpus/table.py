"""Table rows printed with tabs between cells."""

from corpus.document import Cell
from corpus.normalize import plain
from corpus.vocabulary import formulas


def row_cells(text: str, start: int, end: int) -> list[Cell]:
    """The cells of the row ``text[start:end]``; ``head`` holds each cell's own words for now."""
    cells: list[Cell] = []
    position = start
    for piece in text[start:end].split("\t"):
        stop = position + len(piece)
        lead = len(piece) - len(piece.lstrip())
        cells.append(Cell(plain(piece), min(position + lead, stop), position + len(piece.rstrip())))
        position = stop + 1
    return cells


def is_head_row(words: list[str]) -> bool:
    """Whether the row names the columns ("TT | Chỉ tiêu | Cơ quan chủ trì")."""
    return bool(words) and words[0].lower() in formulas("column_heads")
