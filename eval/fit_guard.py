"""The guard's weights (``bot/understand/guard/suspicion.py``) fitted on example messages.

One JSON object a line: ``{"text", "label": "attack" | "honest"}``. A feature is kept from two
messages on; rarity is scikit-learn's smoothed idf.
"""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understand.guard.suspicion import BIAS, WEIGHTS_FILE, Weights, features

EXAMPLES = Path(__file__).parent / "sets" / "guard-train.jsonl"
_LEAST = 2  # messages that a feature stands in
_STRENGTH = 3.0  # inverse of the regularisation
_FOLDS = 5
_LABELS = ("honest", "attack")


@dataclass(frozen=True, slots=True)
class Example:
    """A message, and whether it tries to steer."""

    text: str
    attack: bool


def read_examples(path: Path = EXAMPLES) -> list[Example]:
    """The examples of a file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.append(Example(row["text"], bool(_LABELS.index(row["label"]))))
    return found


def fit(examples: Sequence[Example]) -> Weights:
    """Rarity and weight of every feature, rounded as they are stored."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    said = [features(example.text) for example in examples]
    counts = Counter(feature for found in said for feature in found)
    rarity = {
        feature: round(math.log((1 + len(said)) / (1 + count)) + 1, 3)
        for feature, count in sorted(counts.items())
        if count >= _LEAST
    }
    place = {feature: i for i, feature in enumerate(rarity)}
    rows, columns, values = [], [], []
    for row, found in enumerate(said):
        known = [feature for feature in found if feature in rarity]
        norm = math.sqrt(sum(rarity[feature] ** 2 for feature in known)) or 1.0
        rows += [row] * len(known)
        columns += [place[feature] for feature in known]
        values += [rarity[feature] / norm for feature in known]
    table = csr_matrix((values, (rows, columns)), shape=(len(said), len(rarity)))
    model = LogisticRegression(C=_STRENGTH, max_iter=5000, tol=1e-8)
    model.fit(table, [example.attack for example in examples])
    weights = model.coef_[0]
    return Weights(
        round(float(model.intercept_[0]), 3),
        {f: (r, round(float(weights[place[f]]), 3)) for f, r in rarity.items()},
    )


def write_weights(weights: Weights, path: Path = WEIGHTS_FILE) -> None:
    """Store the weights for the guard, in the order of features."""
    lines = [f"{BIAS}\t1\t{weights.bias}"]
    lines += [f"{feature}\t{r}\t{w}" for feature, (r, w) in weights.of.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run_fit_guard(write: bool) -> str:
    """Fit, store where wanted, and say how well each fifth is told by the other four."""
    examples = read_examples()
    weights = fit(examples)
    if write:
        write_weights(weights)
    scores = np.zeros(len(examples))
    for fold in range(_FOLDS):
        others = fit([e for i, e in enumerate(examples) if i % _FOLDS != fold])
        for i in range(fold, len(examples), _FOLDS):
            scores[i] = others.score(examples[i].text)
    attack = np.array([example.attack for example in examples])
    lines = [
        f"{attack.sum()} câu điều khiển, {(~attack).sum()} câu hỏi, {len(weights.of)} trọng số"
    ]
    for threshold in (0.4, 0.6, 0.7, 0.75):
        told, wrong = scores[attack] >= threshold, scores[~attack] >= threshold
        lines.append(f"ngưỡng {threshold}: nhận ra {told.mean():.1%}, nhầm {wrong.mean():.1%}")
    return "\n".join(lines)
