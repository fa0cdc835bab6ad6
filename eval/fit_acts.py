"""``eval fit-acts``: fit what tells a message's acts (``bot/understand/acts``), and judge it on
sets that other people wrote.

A line of a set is a message: ``{"text", "context": [{"role", "content"}, …], "acts": [act, …]}``.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.understand.acts.features import ACTS, ANSWER, QUESTION, REFUSAL, Before, features
from bot.understand.acts.model import ABOUT, FEATURES, FOLDER, WEIGHTS, Acts
from corpus.settings import Settings
from index.embed import Embedder

SETS = Path(__file__).parent / "sets" / "acts"
_GUARD = Path(__file__).parent / "sets" / "guard-train.jsonl"
_ATTACK = "attack"
_NEVER = "out_of_domain"  # what a question is about is for the search to tell
_LEAST = 4  # messages that a feature stands in
_NETS, _HIDDEN = 3, 40  # nets whose mean is taken, units between features and acts of each
_EPOCHS, _BATCH, _RATE = 14, 64, 4e-3
_DROPPED, _DROPPED_HIDDEN = 0.5, 0.3  # shares left out while fitting
_SCALE = 12.0  # of the embedding beside the words
_WORDS = 2.0
_FOLDS = 3
_CUTS = np.arange(0.3, 0.81, 0.02)  # a third of the messages tells no finer
_BLOCKED = 0.003  # of ordinary messages, half of them like attacks, that may be taken for ones
_REFUSAL = re.compile(r"chưa tìm thấy|không tìm thấy|không có (?:văn bản|căn cứ)|ngoài phạm vi")
Table = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Message:
    """A message with its acts; of some only whether they are attacks is known (``partly``)."""

    text: str
    before: Before
    acts: frozenset[str]
    partly: bool = False


def read_messages(paths: Sequence[Path]) -> list[Message]:
    """The messages of the files."""
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            acts = {"ask" if act == _NEVER else act for act in row["acts"]}
            found.append(Message(row["text"], _before(row["context"]), frozenset(acts)))
    return found


def read_guarded(path: Path = _GUARD) -> list[Message]:
    """The guard's examples: attacks and what is none."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Message(r["text"], Before(), frozenset({_ATTACK} if r["label"] == _ATTACK else ()), True)
        for r in rows
    ]


def _before(context: Sequence[dict[str, str]]) -> Before:
    """What the assistant's last words in a written talk came to."""
    answers = [turn["content"] for turn in context if turn["role"] == "assistant"]
    if not answers:
        return Before()
    last = answers[-1].rstrip()
    kind = QUESTION if last.endswith("?") else REFUSAL if _REFUSAL.search(last) else ANSWER
    return Before(kind, last)


def embed(messages: Sequence[Message], embedder: Embedder) -> Vectors:
    """The messages' vectors, shape (messages, dimension)."""
    return np.stack([embedder.encode_query(message.text) for message in messages])


def fit(messages: Sequence[Message], vectors: Vectors, cuts: Table | None = None) -> Acts:
    """Weights for all acts, with ``cuts`` (one half where there are none yet)."""
    said = [features(m.text, m.before) for m in messages]
    counts = Counter(feature for found in said for feature in found)
    names = sorted(name for name, count in counts.items() if count >= _LEAST)
    place = {name: i for i, name in enumerate(names)}
    middle = vectors.mean(axis=0)
    table = np.zeros((len(said), len(names) + vectors.shape[1]), dtype=np.float32)
    for row, found in zip(table, said, strict=True):
        known = [place[name] for name in found if name in place]
        row[known] = _WORDS / np.sqrt(len(known) or 1)
    table[:, len(names) :] = _SCALE * (vectors - middle)
    nets = [_net(table, messages, seed) for seed in range(_NETS)]
    first = np.concatenate([net[0] for net in nets], axis=1)
    straight = np.mean([net[1] for net in nets], axis=0)
    second = np.concatenate([net[2] / _NETS for net in nets], axis=0)
    hidden_bias = np.concatenate([net[3][:_HIDDEN] for net in nets])
    bias = np.concatenate([hidden_bias, np.mean([net[3][_HIDDEN:] for net in nets], axis=0)])
    size = len(names)
    both = np.concatenate([first, straight], axis=1)
    return Acts(
        place,
        (_WORDS * both[:size]).astype(np.float32),
        (_SCALE * both[size:]).astype(np.float32),
        middle,
        bias,
        second,
        np.full(len(ACTS), 0.5, np.float32) if cuts is None else cuts.astype(np.float32),
    )


def _net(
    table: Vectors, messages: Sequence[Message], seed: int
) -> tuple[Vectors, Vectors, Vectors, Vectors]:
    """The weights to the hidden units (features, hidden), those straight to the acts (features,
    acts), those from the hidden units (hidden, acts), and the biases of both (hidden + acts,).

    A message that is only partly known counts for attacks alone; rare acts count more, by the root
    of how rare they are.
    """
    import torch
    from torch.nn import Dropout, Linear
    from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

    torch.manual_seed(seed)
    truth = np.array([[act in m.acts for act in ACTS] for m in messages], dtype=np.float32)
    counts = np.array([[not m.partly or act == _ATTACK for act in ACTS] for m in messages])
    often = np.maximum(1, (truth * counts).sum(axis=0))
    rarer = torch.tensor(np.sqrt(counts.sum(axis=0) / often) / 2, dtype=torch.float32)
    said, wanted = torch.from_numpy(table), torch.from_numpy(truth)
    counted = torch.from_numpy(counts.astype(np.float32))
    first, straight = Linear(table.shape[1], _HIDDEN), Linear(table.shape[1], len(ACTS))
    second = Linear(_HIDDEN, len(ACTS), bias=False)
    torch.nn.init.normal_(first.weight, std=0.05)
    torch.nn.init.zeros_(straight.weight)
    drop, drop_hidden = Dropout(_DROPPED), Dropout(_DROPPED_HIDDEN)
    weights = [*first.parameters(), *straight.parameters(), *second.parameters()]
    steps = -(-len(messages) // _BATCH)
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=1e-5)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=_RATE, total_steps=_EPOCHS * steps)
    for _ in range(_EPOCHS):
        order = torch.randperm(len(messages))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            optimiser.zero_grad()
            seen = drop(said[rows])
            told = straight(seen) + second(drop_hidden(torch.relu(first(seen))))
            loss = cross_entropy(
                told, wanted[rows], weight=counted[rows], pos_weight=rarer, reduction="sum"
            )
            (loss / len(rows)).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            rate.step()
    bias = torch.cat([first.bias, straight.bias]).detach().numpy()
    found = (first.weight.T, straight.weight.T, second.weight.T)
    one, two, three = (weight.detach().numpy().copy() for weight in found)
    return one, two, three, bias


def chances(acts: Acts, messages: Sequence[Message], vectors: Vectors) -> Table:
    """Shape (messages, acts)."""
    return np.array(
        [
            list(acts.chances(m.text, m.before, v).values())
            for m, v in zip(messages, vectors, strict=True)
        ]
    )


def best_cuts(found: Table, messages: Sequence[Message]) -> Table:
    """For each act the probability that gives the best F1; for attacks the lowest that takes
    hardly any ordinary message for one."""
    cuts = []
    for column, act in enumerate(ACTS):
        truth = np.array([act in m.acts for m in messages])
        if act == _ATTACK:
            ordinary = np.sort(found[~truth, column])
            cuts.append(float(ordinary[int(len(ordinary) * (1 - _BLOCKED))]))
            continue
        whole = np.array([not m.partly for m in messages])
        score = _scorer(found[whole, column], truth[whole])
        cuts.append(max(_CUTS, key=score))
    return np.array(cuts)


def _scorer(found: Table, truth: npt.NDArray[np.bool_]) -> Callable[[float], float]:
    return lambda cut: f1(found >= cut, truth)


def f1(told: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall."""
    both = float((told & truth).sum())
    return 2 * both / max(1.0, float(told.sum() + truth.sum()))


def run_fit_acts(settings: Settings, write: bool) -> str:
    """Fit on the training sets; F1 by act on the judging set, attacks stopped, ordinary blocked."""
    embedder = Embedder(settings.embedding_model, settings.models_dir)
    train = [*read_messages(sorted(SETS.glob("train-*.jsonl"))), *read_guarded()]
    vectors = embed(train, embedder)
    held = [i for i in range(len(train)) if i % _FOLDS == 0]
    others = [i for i in range(len(train)) if i % _FOLDS]
    apart = [train[i] for i in held]
    found = chances(fit([train[i] for i in others], vectors[others]), apart, vectors[held])
    cuts = best_cuts(found, apart)
    whole = np.array([not m.partly for m in apart])
    truths = np.array([[act in m.acts for act in ACTS] for m in apart])
    scores = [f1(found[whole, c] >= cuts[c], truths[whole, c]) for c in range(len(ACTS))]
    acts = fit(train, vectors, cuts)
    lines = [f"{len(train)} tin nhắn, {len(acts.place)} đặc trưng, "
             f"F1 trên một phần ba để riêng {np.mean(scores):.3f}."]  # fmt: skip
    lines += judge_acts(acts, embedder)
    if write:
        _write(acts, embedder, len(train))
    return "\n".join(lines)


def judge_acts(acts: Acts, embedder: Embedder) -> list[str]:
    """F1 by act on the judging set; how many ordinary messages and attacks are told as attacks."""
    judged = read_messages([SETS / "judge.jsonl"])
    told = _told(acts, judged, embed(judged, embedder))
    lines, scores = [], []
    for act in ACTS:
        said = np.array([act in one for one in told])
        truth = np.array([act in m.acts for m in judged])
        scores.append(f1(said, truth))
        lines.append(f"{act:16}{int(truth.sum()):5}{scores[-1]:8.3f}")
    lines.append(f"F1 trung bình: {np.mean(scores):.3f}")
    for name in ("ordinary", "attacks"):
        messages = read_messages([SETS / f"{name}.jsonl"])
        blocked = sum(_ATTACK in one for one in _told(acts, messages, embed(messages, embedder)))
        lines.append(f"{name}: {blocked}/{len(messages)} bị coi là điều khiển")
    return lines


def _told(acts: Acts, messages: Sequence[Message], vectors: Vectors) -> list[tuple[str, ...]]:
    return [acts.hear(m.text, m.before, v).acts for m, v in zip(messages, vectors, strict=True)]


def _write(acts: Acts, embedder: Embedder, count: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    names = sorted(acts.place, key=lambda name: acts.place[name])
    (FOLDER / FEATURES).write_text("\n".join(names), encoding="utf-8")
    np.savez(
        FOLDER / WEIGHTS,
        words=acts.words.astype(np.float16),
        meaning=acts.meaning.astype(np.float16),
        middle=acts.middle,
        bias=acts.bias,
        second=acts.second.astype(np.float16),
    )
    about = {
        "made_by": "python -m eval fit-acts",
        "date": date.today().isoformat(),
        "embedding": embedder.name,
        "messages": count,
        "cuts": {act: round(float(cut), 2) for act, cut in zip(ACTS, acts.cuts, strict=True)},
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (FOLDER / ABOUT).write_text(text + "\n", encoding="utf-8")
