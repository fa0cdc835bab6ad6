"""Runs side by side as plain text: a measure's mean and interval for each system and kind."""

from collections.abc import Sequence

from eval.run import Run
from eval.score import MEASURES
from eval.statistics import Comparison, compare, interval

TABLE_MEASURES = ("recall@1", "recall@5", "mrr", "top_citation", "correct", "refused", "faithful")


def side_by_side(runs: Sequence[Run], measures: Sequence[str] = TABLE_MEASURES) -> str:
    """One block a measure: rows are kinds, columns systems, cells "mean [low; high]"."""
    kinds = sorted({q.kind for run in runs for q in run.questions})
    lines: list[str] = []
    for measure in measures:
        lines.append(f"{measure}: {MEASURES[measure][0]}")
        lines.append("  " + "loại".ljust(10) + "n".rjust(5) + _row([r.system for r in runs]))
        for kind in (*kinds, None):
            cells, count = [], 0
            for run in runs:
                values = run.values(measure, kind)
                count = max(count, len(values))
                cells.append(_cell(values))
            if count:
                lines.append("  " + (kind or "tất cả").ljust(10) + f"{count:5d}" + _row(cells))
        lines.append("")
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "".join(cell.rjust(20) for cell in cells)


def _cell(values: Sequence[float]) -> str:
    if not values:
        return "–"
    found = interval(values)
    return f"{found.mean:.3f} [{found.low:.2f}; {found.high:.2f}]"


def pair(first: Run, second: Run, measure: str) -> tuple[Comparison, list[str], list[str]] | None:
    """The comparison on questions that both have, with the ids won and lost by the second."""
    a = {q.id: row[measure] for q, row in zip(first.questions, first.rows, strict=True)}
    b = {q.id: row[measure] for q, row in zip(second.questions, second.rows, strict=True)}
    pairs = [(i, x, b[i]) for i, x in a.items() if x is not None and b.get(i) is not None]
    if not pairs:
        return None
    result = compare([x for _, x, _ in pairs], [y or 0.0 for _, _, y in pairs])
    won = [i for i, x, y in pairs if (y or 0.0) > x]
    lost = [i for i, x, y in pairs if (y or 0.0) < x]
    return result, won, lost


def comparison_text(first: Run, second: Run) -> str:
    """All measures of B against A with intervals, p-values, wins and losses."""
    lines = [f"{second.system} so với {first.system} (hiệu trung bình, khoảng tin cậy 95%, p)"]
    for measure in MEASURES:
        found = pair(first, second, measure)
        if found is None:
            continue
        result, won, lost = found
        d = result.difference
        mark = " *" if result.significant else ""
        lines.append(
            f"  {measure:20s} {d.mean:+.3f} [{d.low:+.3f}; {d.high:+.3f}]  p={result.p_value:.4f}"
            f"{mark}  hơn {result.wins}, kém {result.losses}, n={d.count}"
        )
        if measure in ("correct", "top_citation"):
            lines.append(f"    hơn: {', '.join(won[:30]) or '–'}")
            lines.append(f"    kém: {', '.join(lost[:30]) or '–'}")
    return "\n".join(lines)
