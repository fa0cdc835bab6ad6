"""``eval fit-reader``: draw corpora, make rows, fit, report on the dev corpora, write the model."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.read.learned.features import CANDIDATE, group_of, names
from bot.read.learned.first import first_names
from bot.read.learned.model import ABOUT, ANSWERS, BESIDE, FOLDER, ORDER, Curve
from corpus.settings import Settings
from eval.reader.fit import (
    Fitted,
    answer_raw,
    fit,
    fit_order,
    order_scores,
    out_of_fold,
)
from eval.reader.report import ORDER_HEAD, answer_lines, by_kind, order_line
from eval.reader.rows import Row
from eval.reader.workshop import (
    DIRECTIVES_NAME,
    FAR,
    Workshop,
    rows_drawn,
    rows_of_directives,
    rows_of_sets,
)

_LOG = logging.getLogger(__name__)
SETS = Path(__file__).parent / "sets"
_OWN_WEIGHT = 0.35  # of a question over the directives: they are one corpus among many
_FAR_WEIGHT = 0.5  # of a question over other documents than its own: most are easily told
_KEPT_COLUMNS = 110


def weigh(row: Row) -> float:
    """The directives' questions are many; together they count as a few corpora. Limits and curves
    are reckoned over what counts whole."""
    if row.kind == FAR:
        return _FAR_WEIGHT
    return _OWN_WEIGHT if row.corpus == DIRECTIVES_NAME else 1.0


def choose_columns(rows: Sequence[Row]) -> list[int]:
    """The columns that a first fit gains most from: a smaller model, as good on the folds."""
    booster = fit_order(rows, range(len(names())), weigh)
    gain = booster.feature_importance("gain")
    return sorted(np.argsort(-gain, kind="stable")[:_KEPT_COLUMNS].tolist())


def choose_first_columns(columns: Sequence[int]) -> list[int]:
    """The second model's columns: what the first uses of its own features, and its scores."""
    used = {names()[i].split(":")[0] for i in columns}
    return [
        i
        for i, name in enumerate(first_names())
        if name.split(":")[0] in used or name.startswith("q_") or i < 6
    ]


def read_with(fitted: Fitted, rows: Sequence[Row]) -> tuple[list[np.ndarray], list[float]]:
    """The scores and probabilities that the fitted model gives."""
    order = [names().index(name) for name in fitted.order_columns]
    answers = [first_names().index(name) for name in fitted.answers_columns]
    scores = [order_scores(fitted.order, row, order) for row in rows]
    chance = [
        fitted.answered.probability(answer_raw(fitted.answers, row, s, answers))
        for row, s in zip(rows, scores, strict=True)
    ]
    return scores, chance


def report(fitted: Fitted, corpora: Mapping[str, Sequence[Row]]) -> str:
    """What the model makes of each dev corpus, beside the plain sum."""
    lines = [f"Trả lời từ {fitted.enough}."]
    for name, rows in corpora.items():
        scores, chance = read_with(fitted, rows)
        lines += [f"\n## {name}", ORDER_HEAD]
        lines.append(order_line("tổng điểm", rows, [row.total for row in rows]))
        lines.append(order_line("mô hình", rows, scores))
        lines += answer_lines(rows, scores, chance)
        lines += by_kind(rows, scores, chance)
    return "\n".join(lines)


def ablation(train: Sequence[Row], dev: Sequence[Row]) -> str:
    """The order without each group of features, on folds and on dev."""
    lines = ["\n## Bỏ từng nhóm đặc trưng", f"{'trên tập chia phần':28}", ORDER_HEAD]
    for left_out in ("", *CANDIDATE, "question", "relative"):
        columns = [
            i
            for i, name in enumerate(names())
            if group_of(name) != left_out and not (left_out == "relative" and ":" in name)
        ]
        scores = out_of_fold(train, columns, weigh)
        lines.append(order_line(f"− {left_out}" if left_out else "tất cả", train, scores))
        booster = fit_order(train, columns, weigh)
        lines.append(order_line("    dev", dev, [order_scores(booster, r, columns) for r in dev]))
    return "\n".join(lines)


def _curve(curve: Curve) -> dict[str, Any]:
    return {"weights": list(curve.weights), "shift": curve.shift}


def write_model(
    fitted: Fitted,
    embedding: str,
    sets: Sequence[str],
    folder: Path = FOLDER,
    reranker: str = "",
) -> None:
    """The model as text, with what it was made of."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ORDER).write_text(fitted.order.model_to_string(), encoding="utf-8")
    (folder / ANSWERS).write_text(fitted.answers.model_to_string(), encoding="utf-8")
    (folder / BESIDE).write_text(fitted.beside.model_to_string(), encoding="utf-8")
    about = {
        "made_by": "python -m eval fit-reader",
        "date": date.today().isoformat(),
        "embedding": embedding,
        "reranker": reranker,
        "sets": list(sets),
        "answered": _curve(fitted.answered),
        "right": _curve(fitted.right),
        "enough": fitted.enough,
        "faint": fitted.faint,
        "also_list": fitted.also_list,
        "also": fitted.also,
        "order_columns": fitted.order_columns,
        "answers_columns": fitted.answers_columns,
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / ABOUT).write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class FitPlan:
    """``own`` are the sets over the directives; ``drawings`` counts the set's own corpora as the
    first; ``groups``: report what each group of features is worth; ``write``: keep the model."""

    train: Sequence[Path]
    dev: Sequence[Path]
    own: Sequence[Path]
    drawings: int
    groups: bool
    write: bool


def run_fit_reader(folder: Path, settings: Settings, plan: FitPlan) -> str:
    """Fit on the documents of ``folder`` and report."""
    train, dev, own = plan.train, plan.dev, plan.own
    shop = Workshop(folder, settings)
    rows, asked = rows_of_sets(shop, train, training=True)
    for seed in range(1, plan.drawings):
        rows += rows_drawn(shop, train, rows, asked, seed)
    tests = {path.stem: rows_of_sets(shop, [path])[0] for path in dev}
    directives = rows_of_directives(shop, own) if own else []
    columns = choose_columns([*rows, *directives])
    first = choose_first_columns(columns)
    together = [row for found in tests.values() for row in found]
    parts: list[str] = []
    if directives:
        alone = fit(rows, weigh, columns, first)
        tested = {"dev": together, DIRECTIVES_NAME: directives}
        parts += ["# Không có văn bản chỉ đạo", report(alone, tested)]
    fitted = fit([*rows, *directives], weigh, columns, first)
    parts += ["\n# Tất cả", report(fitted, {"dev": together, **tests})]
    if plan.groups:
        parts.append(ablation(rows, together))
    if plan.write:
        crossed = shop.reranker.name if shop.reranker else ""
        names_of_sets = [p.stem for p in (*train, *own)]
        write_model(fitted, shop.embedder.name, names_of_sets, reranker=crossed)
    return "\n".join(parts)
