"""A document's text as an office would type it: paragraphs, tables, the letterhead's columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.language.normalize import plain
from corpus.structure.blocks import split_blocks
from corpus.structure.letterhead import DATE_LINE, NUMBER_LINE
from corpus.vocabulary import formulas, kinds

_HEAD_LINES = 14  # among which a letterhead is looked for
_LONGEST = 80  # characters of a letterhead's line

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The letterhead's columns (empty where the text has none) and what stands under them:
    paragraphs, and tables as lists of rows."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    body: tuple[str | tuple[Row, ...], ...]

    @property
    def text(self) -> str:
        """The words in the order in which paper is read: what the reading is judged by."""
        numbers = [line for line in self.left if NUMBER_LINE.match(line)]
        dates = [line for line in self.right if DATE_LINE.match(line)]
        issuers = [line for line in self.left if line not in numbers]
        mottos = [line for line in self.right if line not in dates]
        parts = [*issuers, *mottos, *numbers, *dates]
        parts += [
            item if isinstance(item, str) else "\n".join(map("\t".join, item)) + "\n"
            for item in self.body
        ]
        return "\n".join(parts) + "\n"

    def first(self, characters: int) -> "Sheets":
        """The beginning, to that length or a little more, whole paragraphs and rows only."""
        kept: list[str | tuple[Row, ...]] = []
        left = characters
        for item in self.body:
            if left <= 0:
                break
            if isinstance(item, str):
                kept.append(item)
                left -= len(item)
            else:
                rows = _first_rows(item, left)
                kept.append(rows)
                left -= _length(rows)
        return Sheets(self.left, self.right, tuple(kept))


def read_sheets(text: str) -> Sheets:
    """The text set anew: broken lines are joined, marks of Markdown and furniture left out."""
    items = list(_items(text))
    head = _letterhead(items)
    if head is None:
        return Sheets((), (), tuple(items))
    left, right, rest = head
    return Sheets(tuple(left), tuple(right), tuple(items[rest:]))


def _items(text: str) -> Iterator[str | tuple[Row, ...]]:
    rows: list[Row] = []
    for block in split_blocks(text):
        if block.noise or block.rule:
            continue
        if block.row:
            rows.append(tuple(plain(text[a:b]) for a, b in block.row.cells))
            continue
        if rows:
            yield tuple(rows)
            rows = []
        if block.words.strip():
            yield " ".join(block.words.split())
    if rows:
        yield tuple(rows)


def _letterhead(
    items: Sequence[str | tuple[Row, ...]],
) -> tuple[list[str], list[str], int] | None:
    """The columns of a letterhead and where it ends, if each of its lines is known for one."""
    left: list[str] = []
    right: list[str] = []
    rest = 0
    for rest, item in enumerate(items[:_HEAD_LINES]):  # noqa: B007 (used behind the loop)
        if not isinstance(item, str) or len(item) > _LONGEST:
            return None
        if item.rstrip(":").capitalize() in kinds() and item.isupper():
            break
        if DATE_LINE.match(item) or item.lower().startswith(formulas("motto")):
            right.append(item)
        elif NUMBER_LINE.match(item) or (item.isupper() and not right):
            left.append(item)
        elif not (left and right):
            return None
        else:
            break
    else:
        return None
    dated = any(DATE_LINE.match(line) for line in right)
    numbered = any(NUMBER_LINE.match(line) for line in left)
    mottos = len(right) - dated
    return (left, right, rest) if dated and numbered and mottos and len(left) > 1 else None


def _first_rows(rows: tuple[Row, ...], characters: int) -> tuple[Row, ...]:
    wanted = (n for n in range(1, len(rows)) if _length(rows[:n]) >= characters)
    return rows[: next(wanted, len(rows))]


def _length(rows: tuple[Row, ...]) -> int:
    return sum(len(cell) for row in rows for cell in row)
