"""Words of a clause that answer directly."""

from dataclasses import dataclass

from corpus.document import Clause, Document
from corpus.language.normalize import view


@dataclass(frozen=True, slots=True)
class Direct:
    """Direct answer spans ``document.text[start:end]``, each in a clause that holds it; ``kind`` of
    value and ``way`` of asking where they are known (``bot/read/spans``)."""

    document: Document
    clause: Clause
    start: int
    end: int
    kind: str = ""
    way: str = ""

    @property
    def words(self) -> str:
        """The printed words on one line, markup left out."""
        return view(self.document.text, self.start, self.end).text.strip(" ;,.()")
