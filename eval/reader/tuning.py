"""The bundled model's upper layers tuned by additions of low rank (Hu et al. 2021, "LoRA"), and
the projection of its tokens, so that right clauses come first.

The lower layers are frozen and read once. A step takes a few questions, each with a right clause
and some that the plain sum takes for right; every clause of a step is a candidate of each question,
by the cosine of the whole and by late interaction, against the softmax's likelihood.
"""

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from tqdm import tqdm, trange

from index.additions import FIRST, PLACES, Additions, scaled
from index.pieces import FILE, Pieces
from index.runtime import batches
from index.tokens import LAYERS, WIDTH, Floats

_RANK = 16
_EPOCHS, _BATCH, _HARD = 2, 8, 3
_RATE, _PROJECTION_RATE, _HEAT_RATE = 3e-4, 1e-4, 2e-2
_WARM = 40  # steps until the full rate
_KEPT = 0.9  # so often a question's token is counted
_FROM = 14  # of the plain sum's first wrong ones, which are drawn
_LIMIT = 96  # tokens of a text
_READ = 1500  # tokens of one batch of the lower layers
_SAMPLED = 1500  # passages that the first projection is found on
_HEAT = (30.0, 20.0)
_QUERY, _PASSAGE = "query: ", "passage: "


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its right clauses' texts and, best first, those of wrong candidates."""

    text: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _States:
    """A text's states below the tuned layers, shape (tokens, dimension), and token numbers."""

    states: Floats
    ids: tuple[int, ...]


class Lower:
    """Reads texts through the frozen layers, once each."""

    def __init__(self, folder: Path, model: Any) -> None:
        self._pieces = Pieces(folder / FILE, _LIMIT)
        self._model = model
        self._known: dict[tuple[str, str], _States] = {}
        self.first = {prefix: len(self._pieces.encode(prefix)) - 1 for prefix in (_QUERY, _PASSAGE)}

    def of(self, prefix: str, text: str) -> _States:
        """What ``read`` kept."""
        return self._known[prefix, text]

    def read(self, prefix: str, texts: Sequence[str]) -> None:
        """Read those that are not known yet."""
        missing = [t for t in dict.fromkeys(texts) if (prefix, t) not in self._known]
        numbers = [self._pieces.encode(prefix + text) for text in missing]
        with torch.inference_mode(), tqdm(total=len(missing), desc="tầng dưới", leave=False) as bar:
            for rows in batches([len(ids) for ids in numbers], _READ):
                ids, mask = padded([numbers[i] for i in rows])
                hidden = self._model.embeddings(input_ids=ids)
                for layer in self._model.encoder.layer[:FIRST]:
                    hidden = _first(layer(hidden, attention_mask=hiding(mask)))
                for row, i in enumerate(rows):
                    own = hidden[row, : len(numbers[i])].half().numpy()
                    self._known[prefix, missing[i]] = _States(own, tuple(numbers[i]))
                bar.update(len(rows))


class Low(torch.nn.Module):
    """A linear layer with an addition."""

    def __init__(self, base: Any, rank: int = _RANK) -> None:
        super().__init__()
        self.base = base
        down = torch.randn(rank, base.in_features) / math.sqrt(base.in_features)
        self.down = torch.nn.Parameter(down)
        self.up = torch.nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """The layer's own values with the addition's."""
        added: torch.Tensor = (values @ self.down.T) @ scaled(self.up).T
        whole: torch.Tensor = self.base(values) + added
        return whole


class Tuning:
    """The model with additions that learn, and the projection."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        from transformers import BertModel

        torch.manual_seed(seed)
        self._chance = random.Random(seed)  # noqa: S311 (a drawing, no secret)
        model = BertModel.from_pretrained(
            folder, attn_implementation="eager", add_pooling_layer=False
        )
        self._model: Any = model.eval()  # type: ignore[no-untyped-call]
        self._model.requires_grad_(False)
        self.lower = Lower(folder, self._model)
        self._low: dict[str, Low] = {}
        self._weights = self._bias = torch.nn.Parameter(torch.zeros(0))
        self._heat = torch.nn.Parameter(torch.log(torch.tensor(_HEAT)))
        self._rarity: dict[int, float] = {}

    def fit(self, asked: Sequence[Asked]) -> Additions:
        """The additions and the projection that these questions teach."""
        passages = sorted({t for one in asked for t in (*one.right, *one.wrong[:_FROM])})
        self.lower.read(_PASSAGE, passages)
        self.lower.read(_QUERY, [one.text for one in asked])
        self._count(passages)
        self._begin(passages)
        steps = _EPOCHS * len(asked) // _BATCH
        optimizer = self._optimizer()
        rates = [group["lr"] for group in optimizer.param_groups]
        order: list[Asked] = []
        for step in trange(steps, desc="tinh chỉnh", leave=False):
            if len(order) < _BATCH:
                order = self._chance.sample(asked, len(asked))
            share = min(1.0, (step + 1) / _WARM) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            loss = self._loss([order.pop() for _ in range(_BATCH)])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self._additions(), 1.0)
            optimizer.step()
        pairs = {
            name: (low.down.detach().numpy(), scaled(low.up.detach()).numpy())
            for name, low in self._low.items()
        }
        return Additions(self._weights.detach().numpy(), self._bias.detach().numpy(), pairs)

    def _additions(self) -> list[torch.nn.Parameter]:
        return [p for low in self._low.values() for p in (low.down, low.up)]

    def _optimizer(self) -> torch.optim.Optimizer:
        groups: list[dict[str, Any]] = [
            {"params": self._additions(), "lr": _RATE, "weight_decay": 0.01},
            {"params": [self._weights, self._bias], "lr": _PROJECTION_RATE, "weight_decay": 0.0},
            {"params": [self._heat], "lr": _HEAT_RATE, "weight_decay": 0.0},
        ]
        return torch.optim.AdamW(groups)

    def _count(self, passages: Sequence[str]) -> None:
        """How rare each token is in the passages; others are the rarest."""
        size = len(passages)
        counted = Counter(i for text in passages for i in set(self.lower.of(_PASSAGE, text).ids))
        self._rarity = {
            token: math.log1p((size - n + 0.5) / (n + 0.5)) for token, n in counted.items()
        }
        self._rarest = math.log1p((size + 0.5) / 0.5)

    def _begin(self, passages: Sequence[str]) -> None:
        """The projection's first components of a sample of passages, then the additions."""
        sample = self._chance.sample(list(passages), min(_SAMPLED, len(passages)))
        found = []
        with torch.inference_mode():
            for first in range(0, len(sample), _BATCH):
                chosen, _, own = self._states(_PASSAGE, sample[first : first + _BATCH])
                found.append(chosen[own > 0])
        states = torch.cat(found).numpy()
        mean, deviation = states.mean(axis=0), states.std(axis=0) + 1e-6
        _, vectors = np.linalg.eigh(np.cov(((states - mean) / deviation).T))
        weights = (vectors[:, ::-1][:, :WIDTH] / deviation[:, np.newaxis]).astype(np.float32)
        self._weights = torch.nn.Parameter(torch.from_numpy(weights))
        self._bias = torch.nn.Parameter(torch.from_numpy((-mean @ weights).astype(np.float32)))
        for number, layer in enumerate(self._model.encoder.layer):
            for place in PLACES if number >= FIRST else ():
                *path, last = place.split(".")
                holder = layer
                for name in path:
                    holder = getattr(holder, name)
                low = self._low[f"{number}.{place}"] = Low(getattr(holder, last))
                setattr(holder, last, low)

    def _states(
        self, prefix: str, texts: Sequence[str]
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """States of three layers side by side, unit vectors of the texts, and which tokens are a
        text's own."""
        kept = [self.lower.of(prefix, text).states for text in texts]
        width = max(map(len, kept))
        hidden = torch.zeros(len(kept), width, kept[0].shape[1])
        mask = torch.zeros(len(kept), width)
        for row, own in enumerate(kept):
            hidden[row, : len(own)] = torch.from_numpy(own.astype(np.float32))
            mask[row, : len(own)] = 1
        layers = []
        for number, layer in enumerate(self._model.encoder.layer[FIRST:], FIRST + 1):
            hidden = _first(layer(hidden, attention_mask=hiding(mask)))
            if number in LAYERS:
                layers.append(hidden)
        mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        own_tokens = mask.clone()
        own_tokens[:, : self.lower.first[prefix]] = 0
        own_tokens[torch.arange(len(kept)), mask.sum(1).long() - 1] = 0
        return torch.cat(layers, dim=-1), functional.normalize(mean, dim=-1), own_tokens

    def _loss(self, batch: Sequence[Asked]) -> torch.Tensor:
        texts: list[str] = []
        for one in batch:
            texts.append(self._chance.choice(one.right))
            wrong = one.wrong[:_FROM]
            texts += self._chance.sample(wrong, min(_HARD, len(wrong)))
        texts = list(dict.fromkeys(texts))
        asked, question, counted = self._states(_QUERY, [one.text for one in batch])
        held, clause, own = self._states(_PASSAGE, texts)
        right = torch.tensor([[text in one.right for text in texts] for one in batch])
        rare = self._rare([one.text for one in batch], counted.shape[1]) * counted
        rare = rare * (torch.rand_like(rare) < _KEPT) + 1e-6 * counted
        heat = self._heat.exp()
        whole = heat[0] * question @ clause.T
        late = heat[1] * self._late(asked, rare, held, own)
        both = whole + late
        return _unlikely(whole, right) + _unlikely(late, right) + 0.5 * _unlikely(both, right)

    def _late(
        self, asked: torch.Tensor, rare: torch.Tensor, held: torch.Tensor, own: torch.Tensor
    ) -> torch.Tensor:
        """Shape (questions, clauses): the mean by rarity of each question token's best cosine."""
        tokens = functional.normalize(asked @ self._weights + self._bias, dim=-1)
        others = functional.normalize(held @ self._weights + self._bias, dim=-1)
        cosines = torch.einsum("qad,pbd->qpab", tokens, others)
        best = cosines.masked_fill(own[None, :, None, :] == 0, -1.0).amax(-1)
        return (best * rare[:, None, :]).sum(-1) / rare.sum(-1)[:, None]

    def _rare(self, texts: Sequence[str], width: int) -> torch.Tensor:
        rare = torch.zeros(len(texts), width)
        for row, text in enumerate(texts):
            ids = self.lower.of(_QUERY, text).ids
            weights = [self._rarity.get(i, self._rarest) for i in ids]
            rare[row, : len(ids)] = torch.tensor(weights)
        return rare


def _unlikely(scores: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """The mean negative log-likelihood of the right ones."""
    chosen = scores.masked_fill(~right, -1e9)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(chosen, 1)).mean()


def padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token numbers and mask, each of shape (rows, tokens)."""
    ids = torch.ones((len(rows), max(map(len, rows))), dtype=torch.long)
    mask = torch.zeros(ids.shape)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = torch.tensor(row)
        mask[place, : len(row)] = 1
    return ids, mask


def hiding(mask: torch.Tensor) -> torch.Tensor:
    """What is added to attention so that padding is not attended to."""
    return (1.0 - mask[:, None, None, :]) * -1e9


def _first(found: Any) -> torch.Tensor:
    hidden: torch.Tensor = found[0] if isinstance(found, tuple) else found
    return hidden
