"""Citation precision and recall at clause level, after ALCE (Gao et al. 2023), and exactness."""

from collections.abc import Sequence

from eval.record import Span


def citation_precision(
    cited: Sequence[Span], golds: Sequence[Span], neutral: Sequence[Span] = ()
) -> float | None:
    """The share of citations that hold a gold span; None where nothing is cited.

    ``neutral`` are the headings above gold clauses: an agency named in a heading must be cited
    from there, so they count neither for nor against.
    """
    counted = [c for c in cited if any(c.holds(g) for g in golds) or not _is_any(c, neutral)]
    if not counted:
        return None
    return sum(any(c.holds(g) for g in golds) for c in counted) / len(counted)


def citation_recall(cited: Sequence[Span], golds: Sequence[Span], needs_all: bool) -> float:
    """The share of gold spans that a citation holds; any one is all where not all are needed."""
    held = sum(any(c.holds(g) for c in cited) for g in golds)
    return held / len(golds) if needs_all else float(held > 0)


def top_citation(cited: Sequence[Span], golds: Sequence[Span]) -> float:
    """1 if the first citation holds a gold span."""
    return float(bool(cited) and any(cited[0].holds(g) for g in golds))


def exactness(cited: Sequence[Span], clauses: Sequence[Span]) -> float | None:
    """The share of cited characters that lie in gold clauses; None where nothing is cited."""
    total = sum(c.end - c.start for c in cited)
    if not total:
        return None
    return sum(min(sum(c.overlap(g) for g in clauses), c.end - c.start) for c in cited) / total


def _is_any(span: Span, others: Sequence[Span]) -> bool:
    return any(
        (span.document, span.start, span.end) == (o.document, o.start, o.end) for o in others
    )
