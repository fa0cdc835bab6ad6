"""The acts of a message, told by a small net over its features and its embedding: logistic curves
of these and of a few hidden units.

``fitted/acts.npz`` holds the weights in half precision, ``acts.txt`` the features a line each,
``about.json`` how they were made. Fitted by ``python -m eval fit-acts``.
"""

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.understand.acts.features import ACTS, Before, features

FOLDER = Path(__file__).parent / "fitted"
WEIGHTS, FEATURES, ABOUT = "acts.npz", "acts.txt", "about.json"
_LEAST = 1e-6  # of a probability
_VOTE = 1.0  # what a vote adds to the log-odds of an act
Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Heard:
    """How probable each act of a message is, and the acts that it is taken to do, most probable
    first."""

    chances: Mapping[str, float]
    acts: tuple[str, ...]


@dataclass(frozen=True)
class Acts:
    """``words`` are weights of features, (features, hidden + acts): to the hidden units, then
    straight to the acts; ``meaning`` those of the embedding, (dimension, hidden + acts); ``middle``
    (dimension,) the mean of the embeddings, ``bias`` (hidden + acts,), ``second`` the weights of
    the hidden units, (hidden, acts); ``cuts`` the probability from which on an act is told;
    ``embedding``: the name of the model that ``meaning`` is for."""

    place: Mapping[str, int]
    words: Vector
    meaning: Vector
    middle: Vector
    bias: Vector
    second: Vector
    cuts: Vector
    embedding: str = ""

    def chances(self, text: str, before: Before, embedded: Vector | None) -> dict[str, float]:
        """How probable each act is; ``embedded`` is the message's vector, of length one, None
        where another model is in use: then its words alone tell."""
        known = [self.place[f] for f in features(text, before) if f in self.place]
        total = self.bias.astype(np.float64)
        if embedded is not None:
            total = total + (embedded - self.middle) @ self.meaning
        if known:
            total = total + self.words[known].sum(axis=0) / math.sqrt(len(known))
        hidden = len(self.second)
        told = total[hidden:] + np.maximum(total[:hidden], 0) @ self.second
        chances = 1 / (1 + np.exp(-told))
        return dict(zip(ACTS, map(float, chances), strict=True))

    def hear(self, text: str, before: Before, embedded: Vector | None) -> Heard:
        """What ``text`` does after ``before``; ``embedded`` as ``chances`` has it."""
        chances = self.chances(text, before, embedded)
        return Heard(chances, self.told(chances))

    def after_vote(self, heard: Heard, acts: Collection[str]) -> Heard:
        """``heard`` where somebody else takes the message to do ``acts``: each act's log-odds move
        by a bounded term, up or down. An attack is nobody else's to tell."""
        if not acts:
            return heard
        chances = {
            act: chance if act == ACTS[-1] else _moved(chance, _VOTE if act in acts else -_VOTE)
            for act, chance in heard.chances.items()
        }
        return Heard(chances, self.told(chances))

    def told(self, chances: Mapping[str, float]) -> tuple[str, ...]:
        """The acts that are sure enough, most probable first; else the most probable one, which is
        never an attack: weak evidence is none."""
        margins = {act: chances[act] - float(cut) for act, cut in zip(ACTS, self.cuts, strict=True)}
        sure = sorted((a for a in ACTS if margins[a] >= 0), key=lambda a: -chances[a])
        return tuple(sure) or (max(ACTS[:-1], key=lambda a: margins[a]),)


def _moved(chance: float, term: float) -> float:
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return 1 / (1 + (1 - kept) / kept * math.exp(-term))


@cache
def read_acts(folder: Path = FOLDER) -> Acts:
    """The fitted weights."""
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    names = (folder / FEATURES).read_text(encoding="utf-8").split("\n")
    with np.load(folder / WEIGHTS) as kept:
        return Acts(
            {name: i for i, name in enumerate(names)},
            kept["words"].astype(np.float32),
            kept["meaning"].astype(np.float32),
            kept["middle"].astype(np.float32),
            kept["bias"].astype(np.float32),
            kept["second"].astype(np.float32),
            np.array([about["cuts"][act] for act in ACTS], dtype=np.float32),
            about["embedding"],
        )
