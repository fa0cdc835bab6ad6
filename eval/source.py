"""A cited clause read anew from the source text, as the ground of what an answer shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document import Clause, Document
from corpus.language.normalize import plain
from eval.claims import stands


@dataclass(frozen=True)
class Source:
    """A cited clause, read anew from the corpus."""

    document: Document
    clause: Clause

    @cached_property
    def text(self) -> str:
        """The clause's words on one line."""
        return squeeze(self.document.text[self.clause.start : self.clause.end])

    @cached_property
    def cells(self) -> list[tuple[str, str]]:
        """Head and words of each cell of a table row."""
        text = self.document.text
        cells = [(squeeze(c.head), squeeze(text[c.start : c.end])) for c in self.clause.cells]
        return [cell for cell in cells if cell[1]]

    @cached_property
    def around(self) -> str:
        """The headings above, the column heads, the label and the document's own line."""
        meta, text = self.document.metadata, self.document.text
        above = [squeeze(text[a.start : a.end]) for a in self.document.ancestors(self.clause)]
        date = "/".join(reversed((meta.date or "").split("-")))
        line = (
            self.clause.label,
            self.document.name, meta.number, meta.symbol, meta.issuer, meta.superior,
            meta.province, date, (meta.date or "")[:4], meta.title,
        )  # fmt: skip
        return "\n".join([*above, *(head for head, _ in self.cells), *(w for w in line if w)])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """How an answer may name the clause and its document."""
        label, name = self.clause.label, self.document.name
        return tuple({label, name, label.removesuffix(name).strip()} - {""})

    def holds(self, passage: str) -> bool:
        """Whether ``passage`` is a stretch of the clause, or of its cells in their order."""
        return stands(passage, self.text) or _in_cells(passage.split(" — "), self.cells)


def squeeze(text: str) -> str:
    """One line without markup and without the bars that stand for cells."""
    return " ".join(plain(text).replace("|", " ").split())


def _in_cells(parts: Sequence[str], cells: Sequence[tuple[str, str]]) -> bool:
    """Whether the parts are pieces of the cells, in their order, each under its own head."""
    if not parts:
        return True
    for taken in range(len(parts), 0, -1):
        piece = " — ".join(parts[:taken])
        for number, (head, text) in enumerate(cells):
            bare = piece.removeprefix(f"{head}: ") if head else piece
            if (stands(piece, text) or stands(bare, text)) and _in_cells(
                parts[taken:], cells[number + 1 :]
            ):
                return True
    return False
