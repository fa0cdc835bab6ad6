"""``eval fit-verifier``: what the verifier's judgement is learned from, and how it does.

Pairs of cited clauses and a sentence (``eval/sets/claims``), and answers to questions with the
right clause and with another (``eval.references``). Folds are by document; what the words weigh is
told to the trees by weights that did not see the pair. The threshold is the lowest that stops the
wanted share of the false claims, by exact checks and judgement together.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import lightgbm
import numpy as np
from tqdm import tqdm

from bot.verify import exact_reasons, ground_of
from bot.verify.judge import (
    ABOUT,
    FOLDER,
    TREES,
    WORDED,
    WORDS,
    feature_names,
    features,
    words_of,
)
from bot.verify.wording import weighed
from corpus.library import load_library
from eval.references import SORT, read_references
from eval.verifier import Claim, read_claims

_STOPPED = 0.98  # of all false sentences, by exact checks and judgement together
_LEVELS = (0.97, 0.95, 0.9)
_FOLDS, _TREES = 5, 300
_STRENGTH = 0.1  # inverse of the regularisation of the words' weights
_REFERENCE = 0.3  # what a pair of a reference answer counts beside a claim
_SELDOM = 4  # pairs that a word has to be seen in
_PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.03,
    "num_leaves": 8,
    "min_data_in_leaf": 25,
    "feature_fraction": 0.3,
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
    """A claim, whether the exact checks stop it, its numbers and its words."""

    claim: Claim
    stopped: bool
    numbers: tuple[float, ...]
    words: dict[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """The trees, and what each word weighs."""

    trees: lightgbm.Booster
    weights: dict[str, float]

    def scores(self, pairs: Sequence[Pair]) -> np.ndarray:
        """How likely each is true."""
        worded = np.array([weighed(p.words, self.weights) for p in pairs])
        return np.asarray(self.trees.predict(_rows(pairs, worded), num_threads=1))


def read_pairs(paths: Sequence[Path], folder: Path) -> list[Pair]:
    """The claims of the sets over the documents in ``folder``."""
    pairs = []
    for path in paths:
        files = sorted({json.loads(line)["file"] for line in _lines(path)})
        library = load_library([folder / name for name in files], refuse_broken=False)
        pairs += measured(read_claims(path, library), path.stem)
    return pairs


def measured(claims: Sequence[Claim], name: str) -> list[Pair]:
    """The claims with their numbers."""
    pairs = []
    for claim in tqdm(claims, desc=name, leave=False, disable=None):
        sentence, support = ground_of(claim.sentence, claim.citations)
        stopped = bool(exact_reasons(sentence, support))
        numbers = tuple(features(sentence, support))
        pairs.append(Pair(claim, stopped, numbers, words_of(sentence, support)))
    return pairs


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _rows(pairs: Sequence[Pair], worded: np.ndarray) -> np.ndarray:
    return np.hstack([np.array([p.numbers for p in pairs]), worded[:, None]])


def _truth(pairs: Sequence[Pair]) -> np.ndarray:
    return np.array([float(p.claim.true) for p in pairs])


def _counts(pairs: Sequence[Pair]) -> np.ndarray:
    """How much each pair counts."""
    return np.array([_REFERENCE if p.claim.sort == SORT else 1.0 for p in pairs])


def _folds(pairs: Sequence[Pair]) -> np.ndarray:
    """The fold of each pair, by its document's name."""
    return np.array([crc32(p.claim.file.encode()) % _FOLDS for p in pairs])


def weigh_words(pairs: Sequence[Pair]) -> dict[str, float]:
    """What each word weighs: a logistic regression."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    seen = Counter(word for pair in pairs for word in pair.words)
    own = [{w: v for w, v in p.words.items() if seen[w] >= _SELDOM} for p in pairs]
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit(vectorizer.fit_transform(own), _truth(pairs), sample_weight=_counts(pairs))
    names = vectorizer.get_feature_names_out()
    return {str(n): round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}


def words_unseen(pairs: Sequence[Pair]) -> np.ndarray:
    """What each pair's words weigh, by weights that saw no pair of the same document."""
    folds, worded = _folds(pairs), np.zeros(len(pairs))
    for number in sorted(set(folds)):
        weights = weigh_words([p for p, n in zip(pairs, folds, strict=True) if n != number])
        for i in np.flatnonzero(folds == number).tolist():
            worded[i] = weighed(pairs[i].words, weights)
    return worded


def grow(pairs: Sequence[Pair], worded: np.ndarray) -> lightgbm.Booster:
    """The trees."""
    data = lightgbm.Dataset(_rows(pairs, worded), _truth(pairs), weight=_counts(pairs))
    return lightgbm.train(_PARAMETERS, data, _TREES)


def out_of_fold(pairs: Sequence[Pair], worded: np.ndarray) -> np.ndarray:
    """Scores by trees that saw no pair of the same document."""
    folds, scores = _folds(pairs), np.zeros(len(pairs))
    for number in sorted(set(folds)):
        held, seen = np.flatnonzero(folds == number), np.flatnonzero(folds != number)
        trees = grow([pairs[i] for i in seen.tolist()], worded[seen])
        rows = _rows([pairs[i] for i in held.tolist()], worded[held])
        scores[held] = trees.predict(rows, num_threads=1)
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
    folder: Path, train: Sequence[Path], questions: Sequence[Path], dev: Sequence[Path], write: bool
) -> str:
    """Fit, report on folds and on the dev sets, write."""
    claims = read_pairs(train, folder)
    pairs = [*claims, *measured(read_references(questions, folder), "references")]
    worded = words_unseen(pairs)
    scores = out_of_fold(pairs, worded)
    own = scores[: len(claims)]
    enough = enough_of(claims, own)
    told = [
        line(f"chia phần, chặn {level:.0%}", claims, own, enough_of(claims, own, level))
        for level in _LEVELS
    ]
    if len(pairs) > len(claims):
        told.append(line("lời đáp mẫu", pairs[len(claims) :], scores[len(claims) :], enough))
    model = Model(grow(pairs, worded), weigh_words(pairs))
    for path in dev:
        held = read_pairs([path], folder)
        told.append(line(path.stem, held, model.scores(held), enough))
    gain = model.trees.feature_importance("gain")
    best = sorted(zip(gain, [*feature_names(), WORDED], strict=True), reverse=True)[:15]
    told.append("nặng nhất: " + ", ".join(name for _, name in best))
    if write:
        _write(model, enough, [path.name for path in (*train, *questions)])
    return "\n".join(told)


def _write(model: Model, enough: float, sets: Sequence[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / TREES).write_text(model.trees.model_to_string(), encoding="utf-8")
    words = json.dumps(model.weights, ensure_ascii=False, indent=0, sort_keys=True)
    (FOLDER / WORDS).write_text(words + "\n", encoding="utf-8")
    about = {
        "made_by": "python -m eval fit-verifier",
        "date": date.today().isoformat(),
        "sets": list(sets),
        "enough": enough,
        "columns": [*feature_names(), WORDED],
    }
    (FOLDER / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
