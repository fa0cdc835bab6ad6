"""How well rows are read: the order, whether the first answers, how honest the probability is."""

from collections.abc import Sequence

import numpy as np

from bot.read.learned.features import Matrix
from eval.metrics.abstention import auroc
from eval.reader.rows import Row

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6)
_BINS = 10


def order_line(name: str, rows: Sequence[Row], scores: Sequence[Matrix]) -> str:
    """Recall of the candidates, then how early the first right one comes."""
    ranks = []
    for row, own in zip(rows, scores, strict=True):
        if row.answerable:
            order = np.argsort(-own, kind="stable")
            places = np.flatnonzero(row.right[order])
            ranks.append(int(places[0]) + 1 if len(places) else 0)
    found = np.array(ranks)
    reciprocal = np.where(found > 0, 1.0 / np.maximum(found, 1), 0.0)
    at = {k: ((found > 0) & (found <= k)).mean() for k in (1, 3, 10)}
    return (
        f"{name:28}{len(found):6}{(found > 0).mean():8.3f}{at[1]:8.3f}{at[3]:8.3f}{at[10]:8.3f}"
        f"{reciprocal.mean():8.3f}"
    )


ORDER_HEAD = f"{'thứ tự':28}{'câu':>6}{'R@30':>8}{'R@1':>8}{'R@3':>8}{'R@10':>8}{'MRR':>8}"


def by_kind(rows: Sequence[Row], scores: Sequence[Matrix], chance: Sequence[float]) -> list[str]:
    """A line for each kind of question: the order, and the share answered from one half on."""
    lines = [f"{ORDER_HEAD}{'đáp':>8}"]
    for kind in sorted({row.kind for row in rows}):
        part = [i for i, row in enumerate(rows) if row.kind == kind]
        told = np.mean([chance[i] >= THRESHOLDS[2] for i in part])
        if any(rows[i].answerable for i in part):
            line = order_line(kind, [rows[i] for i in part], [scores[i] for i in part])
        else:
            line = f"{kind:28}{len(part):6}{'':40}"
        lines.append(f"{line}{told:8.3f}")
    return lines


def answer_lines(
    rows: Sequence[Row], scores: Sequence[Matrix], chance: Sequence[float]
) -> list[str]:
    """Area under the curve, shares at thresholds, calibration."""
    can = np.array([row.answerable for row in rows])
    near = np.array([row.near for row in rows]) & ~can
    first = np.array(
        [row.answerable and row.right[int(np.argsort(-s, kind="stable")[0])] > 0
         for row, s in zip(rows, scores, strict=True)]
    )  # fmt: skip
    p = np.array(chance)
    lines = [
        f"AUROC: trả lời được {auroc(p.tolist(), can.tolist()):.3f}, câu gần "
        f"{auroc(p[can | near].tolist(), can[can | near].tolist()):.3f}, "
        f"điều khoản đầu đúng {auroc(p.tolist(), first.tolist()):.3f}; "
        f"sai lệch hiệu chuẩn {calibration_error(p, can):.3f}",
        f"{'ngưỡng':8}{'đáp':>8}{'đáp đúng':>10}{'từ chối':>9}{'gần':>8}{'đúng/đáp':>10}",
    ]
    for limit in THRESHOLDS:
        told = p >= limit
        right = first[told].mean() if told.any() else 0.0
        lines.append(
            f"{limit:<8}{told[can].mean():8.3f}{(told & first)[can].mean():10.3f}"
            f"{(~told)[~can].mean():9.3f}{(~told)[near].mean():8.3f}{right:10.3f}"
        )
    return lines


def calibration_error(chance: Matrix, truth: Matrix) -> float:
    """Expected calibration error over ten bins of equal size (Nguyen and O'Connor 2015)."""
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, _BINS) if len(part)]
    gaps = [len(p) * abs(chance[p].mean() - truth[p].mean()) for p in parts]
    return float(sum(gaps) / len(chance))
