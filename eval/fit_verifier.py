"""``eval fit-verifier``: what the verifier's judgement is learned from, and how it does.

Pairs of cited clauses and a sentence (``eval/sets/claims``): folds are by document, the threshold
is the lowest that stops the wanted share of the false sentences which the exact checks let through.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from tqdm import tqdm

from bot.verify import exact_reasons, ground_of
from bot.verify.judge import ABOUT, FOLDER, TREES, feature_names, features, identity
from corpus.library import load_library
from corpus.settings import Settings
from eval.corpora.vectors import CachedEmbedder
from eval.verifier import Claim, read_claims

_STOPPED = 0.97  # of all false sentences, by exact checks and judgement together
_FOLDS, _TREES = 5, 260
_PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.04,
    "num_leaves": 8,
    "min_data_in_leaf": 25,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 7,
    "verbosity": -1,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, whether the exact checks stop it, and its numbers."""

    claim: Claim
    stopped: bool
    numbers: tuple[float, ...]


def read_pairs(paths: Sequence[Path], folder: Path, settings: Settings) -> list[Pair]:
    """The claims of the sets over the documents in ``folder``."""
    vectors = settings.data_dir / "eval-vectors"
    embedder = CachedEmbedder(settings.embedding_model, settings.models_dir, vectors)
    pairs = []
    for path in paths:
        files = sorted({json.loads(line)["file"] for line in _lines(path)})
        library = load_library([folder / name for name in files], refuse_broken=False)
        for claim in tqdm(read_claims(path, library), desc=path.stem, leave=False):
            sentence, support = ground_of(claim.sentence, claim.citations)
            numbers = features(sentence, support, embedder)
            if numbers is None:
                raise ValueError(f"{embedder.name} gives no vectors of tokens")
            pairs.append(Pair(claim, bool(exact_reasons(sentence, support)), tuple(numbers)))
    return pairs


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _fit(pairs: Sequence[Pair]) -> lightgbm.Booster:
    data = lightgbm.Dataset(
        np.array([p.numbers for p in pairs]), np.array([float(p.claim.true) for p in pairs])
    )
    return lightgbm.train(_PARAMETERS, data, _TREES)


def _scores(trees: lightgbm.Booster, pairs: Sequence[Pair]) -> np.ndarray:
    return np.asarray(trees.predict(np.array([p.numbers for p in pairs]), num_threads=1))


def out_of_fold(pairs: Sequence[Pair]) -> np.ndarray:
    """Scores by trees that saw no pair of the same document."""
    files = sorted({p.claim.file for p in pairs})
    fold = {name: i % _FOLDS for i, name in enumerate(files)}
    scores = np.zeros(len(pairs))
    for number in range(_FOLDS):
        held = [i for i, p in enumerate(pairs) if fold[p.claim.file] == number]
        seen = [p for p in pairs if fold[p.claim.file] != number]
        scores[held] = _scores(_fit(seen), [pairs[i] for i in held])
    return scores


def enough_of(pairs: Sequence[Pair], scores: np.ndarray, stopped: float = _STOPPED) -> float:
    """The threshold."""
    false = sum(not p.claim.true for p in pairs)
    through = sorted(
        (s for p, s in zip(pairs, scores, strict=True) if not p.claim.true and not p.stopped),
        reverse=True,
    )
    allowed = int((1 - stopped) * false)
    return float(through[allowed]) + 1e-6 if allowed < len(through) else 0.0


def line(name: str, pairs: Sequence[Pair], scores: np.ndarray, enough: float) -> str:
    """How many false ones are stopped and true ones kept."""
    told = [name]
    for what, wanted in (("câu sai bị chặn", False), ("câu đúng được giữ", True)):
        own = [(p, s) for p, s in zip(pairs, scores, strict=True) if p.claim.true is wanted]
        right = sum((not p.stopped and bool(s >= enough)) == wanted for p, s in own)
        exact = sum(p.stopped for p, _ in own)
        share = right / max(1, len(own))
        told.append(f"{what} {right}/{len(own)} ({share:.3f}; kiểm tra chính xác chặn {exact})")
    return ": ".join((told[0], "; ".join(told[1:])))


def run_fit_verifier(
    folder: Path, settings: Settings, train: Sequence[Path], dev: Sequence[Path], write: bool
) -> str:
    """Fit, report on folds and on the dev sets, write."""
    pairs = read_pairs(train, folder, settings)
    scores = out_of_fold(pairs)
    enough = enough_of(pairs, scores)
    told = [line("chia phần", pairs, scores, enough)]
    trees = _fit(pairs)
    for path in dev:
        own = read_pairs([path], folder, settings)
        told.append(line(path.stem, own, _scores(trees, own), enough))
    gain = trees.feature_importance("gain")
    best = sorted(zip(gain, feature_names(), strict=True), reverse=True)[:15]
    told.append("nặng nhất: " + ", ".join(name for _, name in best))
    if write:
        vectors = settings.data_dir / "eval-vectors"
        embedder = CachedEmbedder(settings.embedding_model, settings.models_dir, vectors)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / TREES).write_text(trees.model_to_string(), encoding="utf-8")
        about = {
            "made_by": "python -m eval fit-verifier",
            "date": date.today().isoformat(),
            "embedding": identity(embedder),
            "sets": [path.name for path in train],
            "enough": enough,
            "columns": feature_names(),
        }
        (FOLDER / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return "\n".join(told)
