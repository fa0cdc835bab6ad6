"""Who is given a clause's task, as a sentence of our own names them."""

from dataclasses import dataclass

from corpus.document import Clause, Document
from corpus.library import Library
from corpus.locality import firms
from corpus.organs import leading_organs

_MOST_LEADERS = 2
_BODIES = ("Huyện ", "Thị xã ", "Thành phố ")  # what is no agency itself
_NO_AGENCIES = (*firms(), "Báo")


@dataclass(frozen=True, slots=True)
class Charged:
    """Who is given a clause's task, and the clause that names them."""

    organs: tuple[str, ...]
    clause: Clause

    @property
    def words(self) -> str:
        """Their names."""
        return " và ".join(in_sentence(organ) for organ in self.organs)

    @property
    def body(self) -> str:
        """What kind of body they are."""
        if self.organs[0].startswith(_BODIES):
            return "địa phương"
        return "đơn vị" if self.organs[0].startswith(_NO_AGENCIES) else "cơ quan"


def charged_with(document: Document, clause: Clause, library: Library) -> Charged | None:
    """Who leads the clause's task, else the one body that it tasks; None for too many or none."""
    leaders = leading_organs(document, clause)
    if leaders:
        names = tuple(dict.fromkeys(match.name for match, _ in leaders))
        return Charged(names, leaders[0][1]) if len(names) <= _MOST_LEADERS else None
    tasked = [
        a
        for a in library.facts(document.id).assignments
        if a.clause_id == clause.id and a.role != "phoi_hop"
    ]
    holder = document.clause(tasked[0].named_in) if tasked else None
    if holder is None or len({a.organ for a in tasked}) != 1:
        return None
    return Charged((tasked[0].organ,), holder)


def in_sentence(name: str) -> str:
    """The name within a sentence: "huyện Bát Xát"."""
    return name[:1].lower() + name[1:] if name.startswith(_BODIES) else name
