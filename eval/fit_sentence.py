"""``eval fit-sentence``: fit the trees that choose the sentence of a clause, or the cell of a row,
that answers, on the ``answers`` of the training sets and, where those stand in no single one, on
the sentences that the sets quote; what is printed is by folds of documents that the trees did not
see, dev by all of them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from bot.read.spans.candidates import Matrix
from bot.read.spans.choose import Chooser
from bot.read.spans.sentence import (
    ABOUT,
    FOLDER,
    NAMES,
    TREES,
    Piece,
    Weighed,
    piece_table,
    pieces_of,
)
from corpus.language.normalize import View, fold, view
from eval.fit_words import FOLDS, Example, Right, example_of, fit_trees, out_of_fold, read_right

_WANTED = 0.9  # right among the pieces that are told, on folds
_TREES = 160
_FITTED: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 12, "min_data_in_leaf": 25,
    "feature_fraction": 0.6, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "deterministic": True, "force_row_wise": True, "num_threads": 1, "seed": 3, "verbosity": -1,
}  # fmt: skip


@dataclass(frozen=True)
class Choosing:
    """A clause's pieces; ``right``: it holds the answer. ``row``: they are cells."""

    fold: int
    table: Matrix
    right: tuple[bool, ...]
    row: bool

    def is_right(self, chances: Matrix) -> bool:
        """Whether the likeliest piece is a right one."""
        return self.right[int(np.argmax(chances))]


def run_fit_sentence(folder: Path, train: Sequence[Path], dev: Sequence[Path], write: bool) -> str:
    """Fit and report; ``write`` keeps the trees."""
    found = list(read_right(folder, train))
    examples = [example_of(right) for right in found]
    choices = _choices(found, examples, out_of_fold(examples))
    unseen = [np.zeros(0)] * len(choices)
    for fold_ in range(FOLDS):
        booster = _fit([one for one in choices if one.fold != fold_])
        for i, one in enumerate(choices):
            if one.fold == fold_:
                unseen[i] = np.asarray(booster.predict(one.table, num_threads=1))
    enough = _cut(choices, unseen)
    lines = [f"Nêu một câu từ {enough}.", *_report("trên các phần", choices, unseen, enough)]
    booster = _fit(choices)
    tests = list(read_right(folder, dev))
    if tests:
        own = [example_of(right) for right in tests]
        words = fit_trees(examples)
        chances = [_predicted(words, one.table) for one in own]
        judged = _choices(tests, own, chances)
        told = [_predicted(booster, one.table) for one in judged]
        lines += _report("dev", judged, told, enough)
    if write:
        (FOLDER / TREES).write_text(booster.model_to_string(), encoding="utf-8")
        about = {
            "made_by": "python -m eval fit-sentence",
            "date": date.today().isoformat(),
            "sets": [path.stem for path in train],
            "enough": enough,
            "columns": NAMES,
        }
        text = json.dumps(about, ensure_ascii=False, indent=1)
        (FOLDER / ABOUT).write_text(text + "\n", encoding="utf-8")
        if Chooser.open() is None:
            lines.append(
                "Chạy thêm `python -m eval fit-words --write`: câu được chọn theo lời đáp."
            )
    return "\n".join(lines)


def _choices(
    found: Sequence[Right], examples: Sequence[Example], chances: Sequence[Matrix]
) -> list[Choosing]:
    made = []
    for right, example, chance in zip(found, examples, chances, strict=True):
        document, clause = right.document, right.clause
        shown = view(document.text, clause.start, clause.end, document.paragraphs)
        pieces = pieces_of(clause, shown)
        holds = _holding(right, shown, pieces)
        if len(pieces) > 1 and any(holds):
            weighed = Weighed(clause, example.spans, [float(c) for c in chance])
            claim = right.question.puts_claim
            table = piece_table(pieces, shown, weighed, right.asked, claim)
            made.append(Choosing(example.fold, table, tuple(holds), bool(clause.cells)))
    return made


def _holding(right: Right, shown: View, pieces: Sequence[Piece]) -> list[bool]:
    """Which pieces hold an answer; where none does, which stand in the quote or hold it."""
    texts = [_bare(shown.text[p.start : p.end]) for p in pieces]
    answers = [_bare(answer) for answer in right.answers]
    holds = [any(f" {a} " in f" {text} " for a in answers) for text in texts]
    quote = _bare(right.quote)
    return holds if any(holds) else [text in quote or quote in text for text in texts]


def _bare(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _fit(choices: Sequence[Choosing]) -> lightgbm.Booster:
    data = lightgbm.Dataset(
        np.concatenate([one.table for one in choices]).astype(np.float32),
        label=np.concatenate([np.array(one.right, dtype=float) for one in choices]),
        feature_name=list(NAMES),
    )
    return lightgbm.train(_FITTED, data, num_boost_round=_TREES)


def _predicted(booster: lightgbm.Booster, table: Matrix) -> Matrix:
    return np.asarray(booster.predict(table, num_threads=1)) if len(table) else np.zeros(0)


def _cut(choices: Sequence[Choosing], chances: Sequence[Matrix]) -> float:
    """The least probability from which on the share of right ones is as wanted."""
    best = np.array([float(chance.max()) for chance in chances])
    right = np.array([one.is_right(c) for one, c in zip(choices, chances, strict=True)])
    for limit in np.round(np.arange(0.3, 0.96, 0.01), 2):
        if (best >= limit).any() and right[best >= limit].mean() >= _WANTED:
            return float(limit)
    return 0.95


def _report(
    name: str, choices: Sequence[Choosing], chances: Sequence[Matrix], enough: float
) -> list[str]:
    """How many are told and right, of all and of rows alone."""
    best = np.array([float(chance.max()) for chance in chances])
    right = np.array([one.is_right(c) for one, c in zip(choices, chances, strict=True)])
    rows = np.array([one.row for one in choices])
    lines = []
    for part, chosen in (("mọi điều khoản", np.ones(len(rows), bool)), ("hàng của bảng", rows)):
        if not chosen.any():
            continue
        told = chosen & (best >= enough)
        lines.append(
            f"{name}, {part}: {chosen.sum()}, câu đứng đầu đúng {right[chosen].mean():.3f}, "
            f"được nêu {told.sum() / chosen.sum():.3f}, đúng {right[told].mean():.3f}"
        )
    return lines
