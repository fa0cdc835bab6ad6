"""When a system should be silent: abstention precision and recall, AUROC, risk and coverage.

Risk-coverage: El-Yaniv and Wiener 2010; its area: Geifman and El-Yaniv 2017.
"""

from collections.abc import Sequence


def abstention_precision(refused: Sequence[bool], answerable: Sequence[bool]) -> float | None:
    """The share of refusals that were right; None where nothing was refused."""
    pairs = [a for r, a in zip(refused, answerable, strict=True) if r]
    return sum(not a for a in pairs) / len(pairs) if pairs else None


def abstention_recall(refused: Sequence[bool], answerable: Sequence[bool]) -> float | None:
    """The share of unanswerable questions that were refused; None where there is none."""
    pairs = [r for r, a in zip(refused, answerable, strict=True) if not a]
    return sum(pairs) / len(pairs) if pairs else None


def auroc(confidence: Sequence[float], answerable: Sequence[bool]) -> float | None:
    """How often an answerable question has more confidence than an unanswerable one; ties half."""
    yes = [c for c, a in zip(confidence, answerable, strict=True) if a]
    no = [c for c, a in zip(confidence, answerable, strict=True) if not a]
    if not yes or not no:
        return None
    wins = sum((y > n) + 0.5 * (y == n) for y in yes for n in no)
    return wins / (len(yes) * len(no))


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """(coverage, risk) after each further question is answered, most confident first.

    Equal confidences are answered together: their order would be chance.
    """
    order = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    points: list[tuple[float, float]] = []
    wrong = 0
    for position, (value, is_right) in enumerate(order, start=1):
        wrong += not is_right
        last = position == len(order) or order[position][0] != value
        if last:
            points.append((position / len(order), wrong / position))
    return points


def area_under_risk(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """The mean risk over coverage, by steps; 0 is best."""
    area, before = 0.0, 0.0
    for coverage, risk in risk_coverage(confidence, right):
        area += (coverage - before) * risk
        before = coverage
    return area
