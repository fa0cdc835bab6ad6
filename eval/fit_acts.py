"""``eval fit-acts``: fit what tells a message's acts (``bot/understand/acts``), and judge it on
sets that other people wrote.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack

from bot.question import Turn
from bot.understand.acts.features import ACTS, features
from bot.understand.acts.model import ABOUT, FEATURES, FOLDER, WEIGHTS, Acts
from index.embed import Embedder

SETS = Path(__file__).parent / "sets" / "acts"
_LEAST = 3  # messages that a feature stands in
_STRENGTH = 1.0  # inverse of the regularisation
_SCALE = 6.0  # of the embedding beside the words
_FOLDS = 5
Table = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Message:
    """A message after ``context``, with its acts."""

    text: str
    context: tuple[Turn, ...]
    acts: frozenset[str]


def read_messages(paths: Sequence[Path]) -> list[Message]:
    """The messages of the files."""
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            context = tuple(Turn(turn["role"], turn["content"]) for turn in row["context"])
            found.append(Message(row["text"], context, frozenset(row["acts"])))
    return found


def embed(messages: Sequence[Message], embedder: Embedder) -> npt.NDArray[np.float32]:
    """The messages' vectors, shape (messages, dimension)."""
    return np.stack([embedder.encode_query(message.text) for message in messages])


def fit(messages: Sequence[Message], vectors: npt.NDArray[np.float32], cuts: Table) -> Acts:
    """Weights for all acts."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    said = [features(m.text, m.context) for m in messages]
    counts = Counter(feature for found in said for feature in found)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    place = {name: i for i, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, found in enumerate(said):
        known = [place[name] for name in found if name in place]
        rows += [row] * len(known)
        columns += known
        values += [1.0 / np.sqrt(len(known) or 1)] * len(known)
    words = csr_matrix((values, (rows, columns)), shape=(len(said), len(names)))
    table = hstack([words, csr_matrix(_SCALE * vectors)]).tocsr()
    weights, bias = [], []
    for act in ACTS:
        truth = [act in message.acts for message in messages]
        model = LogisticRegression(C=_STRENGTH * 10, solver="liblinear", class_weight=_weigh(truth))
        model.fit(table, truth)
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
    whole = np.array(weights, dtype=np.float32).T
    size = len(names)
    return Acts(
        place, whole[:size], whole[size:], np.array(bias, dtype=np.float32),
        cuts.astype(np.float32), _SCALE,
    )  # fmt: skip


def _weigh(truth: Sequence[bool]) -> dict[bool, float]:
    """Rare acts count more, by the root of how rare they are."""
    share = max(1, sum(truth)) / len(truth)
    return {False: 1.0, True: float(np.sqrt(1 / share) / 2)}


def chances(acts: Acts, messages: Sequence[Message], vectors: npt.NDArray[np.float32]) -> Table:
    """Shape (messages, acts)."""
    return np.array(
        [
            list(acts.chances(m.text, m.context, v).values())
            for m, v in zip(messages, vectors, strict=True)
        ]
    )


def best_cuts(found: Table, messages: Sequence[Message]) -> Table:
    """For each act the probability that gives the best F1."""
    cuts = []
    for column, act in enumerate(ACTS):
        truth = np.array([act in m.acts for m in messages])
        options = np.arange(0.1, 0.95, 0.02)
        cuts.append(max(options, key=lambda cut: _f1(found[:, column] >= cut, truth)))
    return np.array(cuts)


def _f1(told: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> float:
    both = float((told & truth).sum())
    return 2 * both / max(1.0, float(told.sum() + truth.sum()))


def run_fit_acts(embedder: Embedder, write: bool) -> str:
    """Fit on the training sets; F1 by act on the judging set, attacks stopped, ordinary blocked."""
    train = read_messages(sorted(SETS.glob("train-*.jsonl")))
    vectors = embed(train, embedder)
    even = np.full(len(ACTS), 0.5)
    found = np.zeros((len(train), len(ACTS)))
    for fold in range(_FOLDS):
        inside = [i for i in range(len(train)) if i % _FOLDS != fold]
        outside = [i for i in range(len(train)) if i % _FOLDS == fold]
        part = fit([train[i] for i in inside], vectors[inside], even)
        found[outside] = chances(part, [train[i] for i in outside], vectors[outside])
    cuts = best_cuts(found, train)
    acts = fit(train, vectors, cuts)
    lines = [f"{len(train)} tin nhắn, {len(acts.place)} đặc trưng."]
    judged = read_messages([SETS / "judge.jsonl"])
    told = _told(acts, judged, embed(judged, embedder))
    scores = []
    for act in ACTS:
        said = np.array([act in one for one in told])
        truth = np.array([act in m.acts for m in judged])
        scores.append(_f1(said, truth))
        lines.append(f"{act:16}{int(truth.sum()):5}{scores[-1]:8.3f}")
    lines.append(f"F1 trung bình: {np.mean(scores):.3f}")
    for name in ("ordinary", "attacks"):
        messages = read_messages([SETS / f"{name}.jsonl"])
        blocked = sum("attack" in one for one in _told(acts, messages, embed(messages, embedder)))
        lines.append(f"{name}: {blocked}/{len(messages)} bị coi là điều khiển")
    if write:
        _write(acts)
    return "\n".join(lines)


def _told(
    acts: Acts, messages: Sequence[Message], vectors: npt.NDArray[np.float32]
) -> list[tuple[str, ...]]:
    return [
        acts.told(acts.chances(m.text, m.context, v))
        for m, v in zip(messages, vectors, strict=True)
    ]


def _write(acts: Acts) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    names = sorted(acts.place, key=lambda name: acts.place[name])
    (FOLDER / FEATURES).write_text("\n".join(names), encoding="utf-8")
    np.savez(
        FOLDER / WEIGHTS,
        words=acts.words.astype(np.float16),
        meaning=acts.meaning.astype(np.float16),
        bias=acts.bias,
    )
    about = {
        "made_by": "python -m eval fit-acts",
        "date": date.today().isoformat(),
        "scale": acts.scale,
        "cuts": {act: round(float(cut), 2) for act, cut in zip(ACTS, acts.cuts, strict=True)},
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (FOLDER / ABOUT).write_text(text + "\n", encoding="utf-8")
