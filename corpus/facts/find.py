"""Facts: what a clause assigns to whom, by when, and which numbers are to be reached.

Headings charge the clauses under them, and set times for them; a clause under a heading that only
reports states no fact. The wording of assignments is data: ``facts.toml``.
"""

from corpus.document import Clause, Document, Part
from corpus.facts.deadlines import find_deadlines, plan_year
from corpus.facts.doers import Doers
from corpus.facts.fact import Assignment, Deadline, Facts, Span, TargetFact
from corpus.facts.targets import find_target_facts
from corpus.facts.wording import label_line, wording
from corpus.language.dates import Period
from corpus.language.normalize import View, view


def find_facts(document: Document) -> Facts:
    """The facts that the document's operative part states; never fails."""
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.year = plan_year(document)
        self.doers = Doers(document)
        self.views: dict[str, View] = {}

    def read(self) -> Facts:
        assignments: list[Assignment] = []
        deadlines: list[Deadline] = []
        targets: list[TargetFact] = []
        periods: dict[str, tuple[Period, ...]] = {}
        for clause in self.document.clauses:
            shown = self._view(clause)
            if clause.part is Part.PREAMBLE:
                if not self.doers.note_lead(clause, shown):
                    continue
            elif clause.part not in (Part.BODY, Part.CLOSING) or self._is_report(clause):
                continue
            own = find_deadlines(self.document, clause, shown, self.year)
            periods[clause.id] = own
            deadlines.extend(Deadline(self.document.id, clause.id, p) for p in own)
            targets.extend(find_target_facts(self.document, clause, shown))
            inherited = own or next(
                (
                    periods[a.id]
                    for a in reversed(self.document.ancestors(clause))
                    if periods.get(a.id)
                ),
                (),
            )
            for doer in self.doers.of(clause, shown):
                task = self._task(clause)
                assignments.append(
                    Assignment(
                        self.document.id,
                        clause.id,
                        doer.name,
                        doer.role,
                        doer.at,
                        doer.named_in,
                        task,
                        inherited,
                    )
                )
        return Facts(tuple(assignments), tuple(deadlines), tuple(targets))

    def _view(self, clause: Clause) -> View:
        shown = self.views.get(clause.id)
        if shown is None:
            shown = view(self.document.text, clause.start, clause.end, self.document.paragraphs)
            self.views[clause.id] = shown
        return shown

    def _is_report(self, clause: Clause) -> bool:
        """Whether the clause stands under a heading that only reports."""
        pattern = wording("reports", "headings")
        for above in self.document.ancestors(clause):
            if above.path[-1].level in ("phan", "chuong", "muc", "khoan") and not above.cells:
                heading = self._view(above).text[:120].split("\n")[0]
                # a heading of several things ("Quan điểm, mục tiêu") is not all report
                if pattern.search(heading) and "mục tiêu" not in heading.lower():
                    return True
        return False

    def _task(self, clause: Clause) -> Span:
        """The task's words: the clause, or the unit above for a "Cơ quan chủ trì: …" line."""
        if not clause.cells and label_line().match(self._view(clause).text) and clause.parent:
            above = self.document.clause(clause.parent)
            assert above is not None
            return above.start, above.end
        if clause.cells:
            texts = [c for c in clause.cells[1:] if c.end > c.start]
            if texts:
                return texts[0].start, texts[0].end
        return clause.start, clause.end
