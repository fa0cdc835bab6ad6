"""How near clauses are to a question, token by token: numbers for the reader, no ranking."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.tokens import Bytes, Floats, Rarity, Tokens

_UNIT = 127.0**2  # of two vectors in 8 bits

NAMES = (
    "late_own",
    "late_own_rare",
    "late_own_worst",
    "late_any",
    "late_any_rare",
    "late_any_worst",
    "late_back",
    "late_plain",
)


def late_scores(
    question: Tokens, texts: Sequence[Tokens], above: Sequence[Sequence[int]], rarity: Rarity
) -> list[Mapping[str, float]]:
    """For the first ``len(above)`` texts, ``NAMES`` to cosines.

    Each of the question's tokens is as near as the text's nearest (``own``), or the nearest of the
    text or those of the texts that head it (``any``), which ``above`` gives by place. The mean by
    rarity, the mean of the rarer half, of the worst quarter; ``plain`` weighs all alike, ``back``
    is how near the text's own tokens are to the question's.
    """
    weights = rarity.of(question.ids)
    if not len(weights):
        return [dict.fromkeys(NAMES, 0.0) for _ in above]
    best, back = _matches(question, texts, rarity)
    own = best[: len(above)]
    held = np.stack([best[[i, *heads]].max(axis=0) for i, heads in enumerate(above)])
    back = back[: len(above)]
    columns = (*_summed(own, weights), *_summed(held, weights), back, own.mean(axis=1))
    return [dict(zip(NAMES, map(float, row), strict=True)) for row in np.stack(columns, axis=1)]


def _summed(best: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
    half, quarter = max(1, len(weights) // 2), max(1, len(weights) // 4)
    rarer = np.argsort(-weights, kind="stable")[:half]
    worst = np.sort(best, axis=1)[:, :quarter]
    return best @ weights / weights.sum(), best[:, rarer].mean(axis=1), worst.mean(axis=1)


def _matches(question: Tokens, texts: Sequence[Tokens], rarity: Rarity) -> tuple[Floats, Floats]:
    """The cosine of each of the question's tokens with the nearest of each text's, shape (texts,
    question's tokens), and the mean by rarity of the text's own; -1 and 0 of an empty text."""
    best = np.full((len(texts), len(question.ids)), -1.0, dtype=np.float32)
    back = np.zeros(len(texts), dtype=np.float32)
    filled = [i for i, text in enumerate(texts) if len(text.ids)]
    if not filled:
        return best, back
    together: Bytes = np.concatenate([texts[i].vectors for i in filled])
    cosines = together.astype(np.float32) @ question.vectors.astype(np.float32).T / _UNIT
    starts = np.cumsum([0, *(len(texts[i].ids) for i in filled[:-1])])
    best[filled] = np.maximum.reduceat(cosines, starts, axis=0)
    weights = rarity.of(np.concatenate([texts[i].ids for i in filled]))
    sums = np.add.reduceat(cosines.max(axis=1) * weights, starts)
    back[filled] = sums / np.add.reduceat(weights, starts)
    return best, back
