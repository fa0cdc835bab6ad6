"""The acts of a message, told by logistic curves over its features and its embedding.

``fitted/acts.npz`` holds the weights in half precision, ``acts.txt`` the features a line each,
``about.json`` how they were made. Fitted by ``python -m eval fit-acts``.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.question import Turn
from bot.understand.acts.features import ACTS, features

FOLDER = Path(__file__).parent / "fitted"
WEIGHTS, FEATURES, ABOUT = "acts.npz", "acts.txt", "about.json"
Vector = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Acts:
    """``words`` are weights of features (features, acts), ``meaning`` those of the embedding
    (dimension, acts), ``bias`` (acts,), ``cuts`` the probability from which on an act is told."""

    place: Mapping[str, int]
    words: Vector
    meaning: Vector
    bias: Vector
    cuts: Vector
    scale: float

    def chances(self, text: str, context: Sequence[Turn], embedded: Vector) -> dict[str, float]:
        """How probable each act is; ``embedded`` is the message's vector, of length one."""
        known = [self.place[f] for f in features(text, context) if f in self.place]
        total = self.bias + self.scale * (embedded @ self.meaning)
        if known:
            total = total + self.words[known].sum(axis=0) / math.sqrt(len(known))
        chances = 1.0 / (1.0 + np.exp(-total.astype(np.float64)))
        return dict(zip(ACTS, map(float, chances), strict=True))

    def told(self, chances: Mapping[str, float]) -> tuple[str, ...]:
        """The acts that are sure enough, most probable first; else the most probable one."""
        margins = {act: chances[act] - float(cut) for act, cut in zip(ACTS, self.cuts, strict=True)}
        sure = sorted((a for a in ACTS if margins[a] >= 0), key=lambda a: -chances[a])
        return tuple(sure) or (max(ACTS, key=lambda a: margins[a]),)


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
            kept["bias"].astype(np.float32),
            np.array([about["cuts"][act] for act in ACTS], dtype=np.float32),
            float(about["scale"]),
        )
