"""Outcomes to figures: shares of right ones with bootstrap intervals, by kind and by issuer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eval.corpora.outcome import Outcome
from eval.metrics.calibration import calibration_error
from eval.metrics.latency import percentiles
from eval.statistics import interval

Measure = Callable[[Outcome], bool | None]

# name -> (Vietnamese title, value of one outcome; None where it does not apply)
MEASURES: dict[str, tuple[str, Measure]] = {
    "clause": ("trích dẫn đầu đúng điều khoản", lambda o: o.clause),
    "answer": ("trả lời đúng", lambda o: o.answer),
    "both": ("cả hai", lambda o: o.both if o.question.answerable else None),
    "answered": (
        "có trả lời (câu trả lời được)",
        lambda o: o.record.answered if o.question.answerable else None,
    ),
    "refused": (
        "từ chối (câu không trả lời được)",
        lambda o: None if o.question.answerable else not o.record.answered,
    ),
    "refused_near": (
        "từ chối câu gần đúng",
        lambda o: not o.record.answered if o.question.near else None,
    ),
    "says_absent": (
        "nói nhầm “không nêu” (câu trả lời được)",
        lambda o: o.says_absent if o.question.answerable else None,
    ),
    "found": ("điều khoản đúng trong mười kết quả", lambda o: o.found),
}
BY_GROUP = ("clause", "answer", "both", "answered", "refused")


def values(outcomes: Sequence[Outcome], measure: str) -> list[float]:
    """The measure's values where it applies."""
    found = (MEASURES[measure][1](o) for o in outcomes)
    return [float(v) for v in found if v is not None]


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes by kind of question, by issuer, and those typed without diacritics."""
    found: dict[str, list[Outcome]] = {}
    for kind in sorted({o.question.kind for o in outcomes}):
        found[f"kind {kind}"] = [o for o in outcomes if o.question.kind == kind]
    for level in sorted({o.level for o in outcomes}):
        found[f"issuer {level}"] = [o for o in outcomes if o.level == level]
    for name in sorted({o.set for o in outcomes}):
        found[f"set {name}"] = [o for o in outcomes if o.set == name]
    found["undiacritized"] = [o for o in outcomes if o.undiacritized]
    found["diacritized"] = [o for o in outcomes if not o.undiacritized]
    return found


def calibration(outcomes: Sequence[Outcome]) -> float | None:
    """The calibration error of the confidence in given answers; right is clause and answer.

    None where scores that are no probabilities stand in for confidence.
    """
    given = [o for o in outcomes if o.record.answered]
    if any(not 0.0 <= o.record.confidence <= 1.0 for o in given):
        return None
    return calibration_error([o.record.confidence for o in given], [bool(o.both) for o in given])


def summarise(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All figures of one system."""
    return {
        "questions": len(outcomes),
        "corpora": len({o.corpus for o in outcomes}),
        "measures": {name: _interval(values(outcomes, name)) for name in MEASURES},
        "calibration_error": calibration(outcomes),
        "latency_ms": percentiles([o.record.latency_ms for o in outcomes]),
        "groups": {
            name: {"questions": len(part), **{m: _mean(values(part, m)) for m in BY_GROUP}}
            for name, part in groups(outcomes).items()
        },
    }


def _interval(found: Sequence[float]) -> dict[str, float | int] | None:
    if not found:
        return None
    result = interval(found)
    return {
        "mean": round(result.mean, 4),
        "low": round(result.low, 4),
        "high": round(result.high, 4),
        "count": result.count,
    }


def _mean(found: Sequence[float]) -> float | None:
    return round(sum(found) / len(found), 4) if found else None


def table(summaries: Mapping[str, Mapping[str, Any]]) -> str:
    """The summaries side by side, as Markdown."""
    names = list(summaries)
    lines = _row(["chỉ số", "n", *names]), _row(["---"] * (len(names) + 2))
    text = list(lines)
    for measure, (title, _) in MEASURES.items():
        cells = [s["measures"][measure] for s in summaries.values()]
        count = max((c["count"] for c in cells if c), default=0)
        if count:
            text.append(_row([title, str(count), *(_cell(c) for c in cells)]))
    errors = [s["calibration_error"] for s in summaries.values()]
    text.append(
        _row(["sai số hiệu chuẩn", "", *("–" if e is None else _number(e) for e in errors)])
    )
    return "\n".join(text)


def group_table(summary: Mapping[str, Any]) -> str:
    """One system's figures by group, as Markdown."""
    titles = ["nhóm", "n", *(MEASURES[m][0] for m in BY_GROUP)]
    text = [_row(titles), _row(["---"] * len(titles))]
    for name, part in summary["groups"].items():
        cells = ["–" if part[m] is None else _number(part[m]) for m in BY_GROUP]
        text.append(_row([name, str(part["questions"]), *cells]))
    return "\n".join(text)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(found: Mapping[str, float] | None) -> str:
    if not found:
        return "–"
    low, high = _number(found["low"]), _number(found["high"])
    return f"{_number(found['mean'])} ({low}–{high})"


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
