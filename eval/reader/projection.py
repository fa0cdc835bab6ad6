"""The projection of tokens, fitted so that right clauses come first by late interaction.

Listwise: the candidates' scores (nearness of the clause's own tokens, of these and those of its
headings, and the plain sum, each with a fitted weight) against the right ones, by the softmax's
likelihood (Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise Approach").
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional
from tqdm import trange

from eval.reader.states import REDUCED, States
from index.tokens import WIDTH, Floats

_EPOCHS, _BATCH, _RATE = 3, 8, 2e-3
_TEMPERATURES = (20.0, 20.0, 2.0)
_KEPT_TOKENS, _KEPT_SUM = 0.9, 0.7  # so often a token and the plain sum are counted
_WARM = 20  # steps until the full rate


@dataclass(frozen=True)
class Asked:
    """A question with its candidates: each one's text, and those of its headings and title."""

    text: str
    own: tuple[str, ...]
    above: tuple[tuple[str, ...], ...]
    total: Floats
    right: npt.NDArray[np.float64]


def fit_projection(
    asked: Sequence[Asked],
    questions: States,
    passages: States,
    rarity: Mapping[int, float],
    seed: int = 0,
) -> Floats:
    """Weights over reduced states, shape (REDUCED, WIDTH); begins with the first components."""
    useful = [one for one in asked if one.right.any()]
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 (a drawing, no secret)
    weights = torch.nn.Parameter(torch.eye(REDUCED, WIDTH))
    heat = torch.nn.Parameter(torch.tensor(_TEMPERATURES))
    groups: list[dict[str, Any]] = [{"params": [weights]}, {"params": [heat], "lr": 0.1}]
    optimizer = torch.optim.Adam(groups)
    steps = _EPOCHS * (len(useful) // _BATCH)
    order: list[Asked] = []
    for step in trange(steps, desc="phép chiếu", leave=False):
        if len(order) < _BATCH:
            order = chance.sample(useful, len(useful))
        optimizer.param_groups[0]["lr"] = _RATE * min(1.0, step / _WARM) * (1.0 - step / steps)
        batch = [order.pop() for _ in range(_BATCH)]
        losses = [_loss(one, questions, passages, rarity, weights, heat) for one in batch]
        optimizer.zero_grad()
        torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    found: Floats = weights.detach().numpy()
    return found


def _loss(
    one: Asked,
    questions: States,
    passages: States,
    rarity: Mapping[int, float],
    weights: torch.Tensor,
    heat: torch.Tensor,
) -> torch.Tensor:
    own, held = _nearest(one, questions, passages, weights)
    rare = torch.tensor([rarity[token] for token in questions.ids[one.text]])
    rare = rare * (torch.rand(len(rare)) < _KEPT_TOKENS) + 1e-6
    total = torch.from_numpy(one.total.astype(np.float32))
    total = (total - total.mean()) / (total.std() + 1e-6)
    total = total * float(torch.rand(()) < _KEPT_SUM)
    scores = heat[0] * (own @ rare) / rare.sum() + heat[1] * (held @ rare) / rare.sum()
    scores = scores + heat[2] * total
    right = torch.from_numpy(one.right > 0)
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)


def _nearest(
    one: Asked, questions: States, passages: States, weights: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Each of the question's tokens' cosine with the nearest of each candidate's own, and of its
    own and its headings': shapes (candidates, question's tokens)."""
    texts = list(dict.fromkeys([*one.own, *(t for above in one.above for t in above)]))
    place = {text: i for i, text in enumerate(texts)}
    states = torch.cat([passages.states[text] for text in texts])
    lengths = torch.tensor([len(passages.states[text]) for text in texts])
    asked = functional.normalize(questions.states[one.text] @ weights, dim=1)
    cosines = functional.normalize(states @ weights, dim=1) @ asked.T
    best = torch.segment_reduce(cosines, "max", lengths=lengths, axis=0, initial=-1.0)
    own = best[[place[text] for text in one.own]]
    held = [
        best[[place[text] for text in (mine, *above)]].amax(0)
        for mine, above in zip(one.own, one.above, strict=True)
    ]
    return own, torch.stack(held)
