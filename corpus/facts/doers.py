"""Who is charged by each clause: by its own words, its row of a table, or the heading above it."""

from corpus.document import Clause, Document, Part
from corpus.facts.charges import (
    ORDER,
    Doer,
    first_each,
    labelled_doers,
    opening_doers,
    ordered_doers,
    partners,
)
from corpus.facts.fact import Span
from corpus.facts.roles import first_sentence, kept_role, role_in
from corpus.facts.wording import MARKER, column_head, wording
from corpus.language.normalize import View, view
from corpus.organs import find_bodies


class Doers:
    """Who each clause of a document charges; clauses are to be asked in the order of the text,
    for what a heading names holds for the clauses under it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.headings: dict[str, list[Doer]] = {}
        self.lead: list[Doer] = []

    def note_lead(self, clause: Clause, shown: View) -> bool:
        """Whether a paragraph before the body charges organs with something; the last one, which
        ends with a colon, charges them with all that follows."""
        if not ORDER.search(shown.text):
            return False
        opening = self._opening(clause, shown, [])
        charged = [*opening, *ordered_doers(clause, shown, [])]
        if shown.text.rstrip().endswith(":"):
            self.lead = [doer for doer in charged if doer.role != "phoi_hop"]
        return bool(charged)

    def of(self, clause: Clause, shown: View) -> list[Doer]:
        """The organs that the clause charges, each once."""
        if clause.cells:
            return first_each(self._of_row(clause))
        taken: list[Span] = []
        labelled = list(labelled_doers(clause, shown))
        if labelled:
            own = labelled
        else:
            opening = self._opening(clause, shown, taken)
            own = opening + list(ordered_doers(clause, shown, taken))
        beside = list(partners(clause, shown)) if not labelled else []
        if self.document.children(clause):
            self.headings[clause.id] = [d for d in own if d.role != "phoi_hop" and not d.aside]
            if clause.path[-1].level != "phu_luc" and not labelled:
                return []
        if labelled or clause.part is Part.CLOSING:
            return first_each(own + beside)
        if all(doer.aside for doer in own) and not _vague(shown):
            own = self._inherited(clause, shown) + own
        return first_each(own + beside)

    def _opening(self, clause: Clause, shown: View, taken: list[Span]) -> list[Doer]:
        return opening_doers(clause, shown, taken, bool(self.document.children(clause)))

    def _of_row(self, clause: Clause) -> list[Doer]:
        found: list[Doer] = []
        taken = False
        for role in ("chu_tri", "phoi_hop", "duoc_giao"):
            for cell in clause.cells:
                if column_head(role).search(cell.head) and cell.start < cell.end:
                    taken = True
                    shown = view(self.document.text, cell.start, cell.end)
                    found.extend(
                        Doer(m.name, shown.source_span(m.start, m.end), clause.id, role)
                        for m in find_bodies(shown.text)
                    )
            if role == "phoi_hop" and found:
                break
        for cell in clause.cells[1:2] if taken else ():
            shown = view(self.document.text, cell.start, cell.end)
            found.extend(self._opening(clause, shown, []))
        return found

    def _inherited(self, clause: Clause, shown: View) -> list[Doer]:
        """The organs of the nearest heading above that names any, in the clause's own role."""
        ancestors = self.document.ancestors(clause)
        doers: list[Doer] = []
        for above in reversed(ancestors):
            doers = self.headings.get(above.id, [])
            if doers:
                break
        if not doers and len(clause.path) == 1 and clause.path[-1].level in ("khoan", "gach"):
            doers = self.lead
        text = shown.text
        own = role_in(first_sentence(text[MARKER.match(text).end() :]))  # type: ignore[union-attr]
        return [
            Doer(d.name, d.at, d.named_in, own if own != "duoc_giao" else kept_role(d.role))
            for d in doers
        ]


def _vague(shown: View) -> bool:
    """Whether the clause charges vague bodies ("các đơn vị liên quan") of its own."""
    text = shown.text
    text = text[MARKER.match(text).end() :]  # type: ignore[union-attr]
    return wording("vague", "subjects").match(text) is not None
