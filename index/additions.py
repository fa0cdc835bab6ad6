"""What was fitted to the bundled model: additions of low rank to its upper layers (Hu et al. 2021,
"LoRA") and the projection of its tokens, in one file (``projection.npz``).

Made by ``python -m eval fit-tokens``. Without additions in the file the model is as published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.tokens import Floats

FIRST = 6  # layers below are as published
PLACES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
_SCALE = 2.0  # of an addition: twice what its factors give


def scaled(factor: Any) -> Any:
    """An addition's second factor, array or tensor, as it counts."""
    return factor * _SCALE


@dataclass(frozen=True)
class Additions:
    """``weights``, shape (layers' dimensions, WIDTH), and ``bias`` project a token's states;
    ``pairs`` by layer and place ("7.output.dense") hold the factors (rank, inner) and (outer, rank)
    whose product is added to that layer's weights."""

    weights: Floats
    bias: Floats
    pairs: Mapping[str, tuple[Floats, Floats]]

    @classmethod
    def read(cls, path: Path) -> "Additions":
        """What ``save`` wrote."""
        with np.load(path) as kept:
            pairs = read_pairs(kept)
            weights, bias = kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)
        return cls(weights, bias, pairs)

    def save(self, path: Path) -> None:
        """In half precision."""
        path.parent.mkdir(parents=True, exist_ok=True)
        factors = write_pairs(self.pairs)
        np.savez(path, weights=self.weights.astype(np.float16), bias=self.bias, **factors)

    def add_to(self, model: Any) -> None:
        """Add them to the weights of a ``BertModel``."""
        add_pairs(model, self.pairs)


def read_pairs(kept: Any) -> dict[str, tuple[Floats, Floats]]:
    """The factors by layer and place out of an opened file."""
    names = sorted({n.split(":", 1)[1] for n in kept.files if ":" in n})
    return {
        name: (kept[f"down:{name}"].astype(np.float32), kept[f"up:{name}"].astype(np.float32))
        for name in names
    }


def write_pairs(pairs: Mapping[str, tuple[Floats, Floats]]) -> dict[str, Any]:
    """The factors as a file holds them, in half precision."""
    factors: dict[str, Any] = {}
    for name, (down, up) in pairs.items():
        factors[f"down:{name}"] = down.astype(np.float16)
        factors[f"up:{name}"] = up.astype(np.float16)
    return factors


def add_pairs(model: Any, pairs: Mapping[str, tuple[Floats, Floats]]) -> None:
    """Add the factors' products to the weights of a ``BertModel``."""
    import torch

    for name, (down, up) in pairs.items():
        number, place = name.split(".", 1)
        holder = model.encoder.layer[int(number)]
        for part in place.split("."):
            holder = getattr(holder, part)
        with torch.no_grad():
            holder.weight += torch.from_numpy(up @ down)
