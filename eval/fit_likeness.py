"""``eval fit-likeness``: what nearness and shared words are worth for telling whether two
questions ask the same (``bot/inquiry/likeness.py``).

Questions ask the same where their right clauses are the same. The weights are those of a logistic
regression over all pairs, the two classes weighing alike; the cut is the one whose groups are best
by B-cubed F1 (Bagga and Baldwin 1998).
"""

import json
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bot.assemble import Assistant
from bot.inquiry.likeness import (
    FITTED,
    Matrix,
    Weights,
    cosines_of,
    grouped,
    read_weights,
    shared_words,
)
from eval.dataset import read_set

_CUTS = [1 / (1 + math.exp(-step / 4)) for step in range(33)]
_PENALTY = 1e-4  # on the squares of the weights


def run_fit_likeness(
    paths: Sequence[Path], held_out: Sequence[Path], assistant: Assistant, write: bool
) -> str:
    """Fit on the one, report on both; the held out ones change nothing."""
    texts, same = _questions(paths, assistant)
    cosines, words = _pairs(texts, assistant)
    weights = _fitted(cosines, words, same)
    lines = [f"{len(texts)} câu để khớp: {_told(weights, cosines, words, same)}"]
    if write:
        about = {
            "made_by": "python -m eval fit-likeness",
            "date": date.today().isoformat(),
            "sets": [path.stem for path in paths],
            "model": assistant.embedder.name,
        }
        values = {name: round(getattr(weights, name), 4) for name in Weights.__slots__}
        body = json.dumps({"about": about, **values}, ensure_ascii=False, indent=1)
        FITTED.write_text(body + "\n", encoding="utf-8")
        read_weights.cache_clear()
    for path in held_out:
        texts, same = _questions([path], assistant)
        told = _told(weights, *_pairs(texts, assistant), same)
        lines.append(f"{path.stem}, {len(texts)} câu không dùng để khớp: {told}")
    return "\n".join(lines)


def _questions(paths: Sequence[Path], assistant: Assistant) -> tuple[list[str], list[str]]:
    """Questions that stand alone, and what each is about: its right clauses; one that has no
    answer is like no other."""
    texts: list[str] = []
    about: list[str] = []
    for path in paths:
        for one in read_set(path, assistant.library).questions:
            if one.history:
                continue
            clauses = " ".join(sorted({gold.clause_id for gold in one.gold}))
            texts.append(one.question)
            about.append(clauses or f"{path.stem} {one.id}")
    return texts, about


def _pairs(texts: Sequence[str], assistant: Assistant) -> tuple[Matrix, Matrix]:
    vectors = assistant.embedder.encode_documents(texts)
    return cosines_of(vectors), shared_words(texts, assistant.searcher.rarity)


def _fitted(cosines: Matrix, words: Matrix, about: Sequence[str]) -> Weights:
    upper = np.triu_indices(len(about), 1)
    names = np.array(about)
    same = (names[upper[0]] == names[upper[1]]).astype(float)
    table = np.column_stack([cosines[upper], words[upper], np.ones(len(same))])
    weigh = np.where(same > 0, 0.5 / same.sum(), 0.5 / (1 - same).sum())

    def loss(x: Matrix) -> tuple[float, Matrix]:
        odds = table @ x
        value = float(weigh @ (np.logaddexp(0, odds) - same * odds) + _PENALTY * x[:2] @ x[:2])
        slope = table.T @ (weigh * (1 / (1 + np.exp(-odds)) - same))
        slope[:2] += 2 * _PENALTY * x[:2]
        return value, slope

    x = minimize(loss, np.zeros(3), jac=True, method="L-BFGS-B").x
    start = Weights(float(x[0]), float(x[1]), float(x[2]), 0.5)
    chances = start.chances(cosines, words)
    cut = max(_CUTS, key=lambda c: b_cubed(grouped(chances, c), about)[2])
    return Weights(start.cosine, start.words, start.bias, cut)


def b_cubed(groups: Sequence[Sequence[int]], about: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all questions: of a question's group, how many ask the same; of
    those that ask the same, how many are in its group."""
    precision = recall = 0.0
    total = {name: about.count(name) for name in set(about)}
    for group in groups:
        for place in group:
            together = sum(about[other] == about[place] for other in group)
            precision += together / len(group)
            recall += together / total[about[place]]
    precision, recall = precision / len(about), recall / len(about)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _told(weights: Weights, cosines: Matrix, words: Matrix, about: Sequence[str]) -> str:
    groups = grouped(weights.chances(cosines, words), weights.cut)
    precision, recall, f1 = b_cubed(groups, about)
    alone = b_cubed([[place] for place in range(len(about))], about)[2]
    return (
        f"{len(groups)} nhóm, B³ chính xác {precision:.3f}, đủ {recall:.3f}, F1 {f1:.3f} "
        f"(không gộp: {alone:.3f})"
    )
