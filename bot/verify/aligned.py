"""How the tokens of a sentence meet those of what it cites, by the bundled model's vectors.

Each token's best cosine in the ground, both ways (late interaction, Khattab and Zaharia 2020,
"ColBERT"): a word put in has no partner in the ground, a condition left out none in the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.embed import Embedder, Vectors
from index.tokens import Floats, Tokens

_SCALE = 127  # of a vector in 8 bits
_NEAREST = 3  # ground sentences that a sentence of an answer is laid beside
_RUN = 3  # tokens of the worst run
_WEAK = (0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Read:
    """Texts with their vectors, shape (texts, dimension), and tokens."""

    texts: tuple[str, ...]
    vectors: Vectors
    tokens: tuple[Tokens, ...]

    def part(self, first: int, end: int) -> "Read":
        """Some of the texts."""
        own = slice(first, end)
        return Read(self.texts[own], self.vectors[own], self.tokens[own])


def read(embedder: Embedder, texts: Sequence[str]) -> Read | None:
    """The texts' vectors; None where the model gives none of tokens."""
    vectors, tokens = embedder.encode_with_tokens(texts)
    return None if tokens is None else Read(tuple(texts), vectors, tuple(tokens))


def nearest(sentence: Read, ground: Read) -> list[int]:
    """The ground texts nearest to the sentence, best first."""
    near = ground.vectors @ sentence.vectors[0]
    late = np.array([_best(sentence.tokens[0], t).mean() for t in ground.tokens])
    return [int(i) for i in np.argsort(-(near + late), kind="stable")[:_NEAREST]]


def alignment_names() -> list[str]:
    """What the numbers of ``alignment`` are."""
    one = ["mean", "least", "p10", "p25", "run", *(f"under_{w}" for w in _WEAK), "inversions"]
    return [
        "near_first", "near_whole",
        *(f"forth_{n}" for n in one), *(f"all_{n}" for n in one), *(f"back_{n}" for n in one),
    ]  # fmt: skip


def alignment(sentence: Read, ground: Read) -> list[float]:
    """The sentence beside the nearest ground texts, beside all, and the nearest beside it."""
    chosen = nearest(sentence, ground)
    own = sentence.tokens[0]
    near = ground.vectors @ sentence.vectors[0]
    first = _joined([ground.tokens[i] for i in chosen])
    whole = _joined(ground.tokens)
    return [
        float(near[chosen[0]]),
        float(near.mean()),
        *_spread(own, first),
        *_spread(own, whole),
        *_spread(ground.tokens[chosen[0]], own),
    ]


def _joined(tokens: Sequence[Tokens]) -> Tokens:
    return Tokens(
        np.concatenate([t.ids for t in tokens]), np.concatenate([t.vectors for t in tokens])
    )


def _cosines(one: Tokens, other: Tokens) -> Floats:
    """Shape (tokens of one, tokens of the other)."""
    left = one.vectors.astype(np.float32) / np.float32(_SCALE)
    right = other.vectors.astype(np.float32) / np.float32(_SCALE)
    product: Floats = left @ right.T
    return product


def _best(one: Tokens, other: Tokens) -> Floats:
    found: Floats = _cosines(one, other).max(axis=1)
    return found


def _spread(one: Tokens, other: Tokens) -> list[float]:
    cosines = _cosines(one, other)
    best = cosines.max(axis=1)
    runs = np.convolve(best, np.ones(_RUN) / _RUN, "valid") if len(best) >= _RUN else best
    places = cosines.argmax(axis=1)
    turned = float(np.mean(np.diff(places) < 0)) if len(places) > 1 else 0.0
    return [
        float(best.mean()),
        float(best.min()),
        float(np.percentile(best, 10)),
        float(np.percentile(best, 25)),
        float(runs.min()),
        *(float(np.mean(best < weak)) for weak in _WEAK),
        turned,
    ]
