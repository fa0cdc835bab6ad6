"""Numbers to be reached that a clause sets."""

from collections.abc import Iterator

from corpus.document import Clause, Document
from corpus.facts.fact import Span, TargetFact
from corpus.language.normalize import View, view
from corpus.language.quantities import Target, find_targets


def find_target_facts(document: Document, clause: Clause, shown: View) -> Iterator[TargetFact]:
    """The numbers to be reached that the clause sets."""
    if clause.cells:
        for cell in clause.cells:
            part = view(document.text, cell.start, cell.end)
            for target in find_targets(part.text):
                yield TargetFact(
                    document.id, clause.id, _placed(target, part.source_span(*target.at))
                )
        return
    for target in find_targets(shown.text):
        yield TargetFact(document.id, clause.id, _placed(target, shown.source_span(*target.at)))


def _placed(target: Target, at: Span) -> Target:
    return Target(target.value, target.unit, target.comparison, target.of, at)
