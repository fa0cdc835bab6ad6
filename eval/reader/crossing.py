"""The bundled model tuned to read a question and a clause together (``index.cross``).

A step takes a few questions, each with a right clause and some that the trees take for right; a
question's clauses compete with each other and with "nothing answers", against the softmax's
likelihood; the right clause's answering words and the sentence that its label quotes are pointed at
besides. Additions of low rank to the upper layers and the heads learn, all else is frozen.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional
from tqdm import trange

from eval.reader.tuning import Low, hiding, padded
from index.additions import PLACES, Additions, scaled
from index.cross.reader import PROMPTS
from index.cross.weights import CLAUSE, ENDS, QUESTION, CrossWeights
from index.pieces import BEGIN, END, FILE, Pieces
from index.runtime import batches
from index.tokens import PROJECTION, projection_digest

FIRST = 4  # layers below are as they are
_RANK = 32
_BATCH = 8
_PASSES = (1.0, 0.75)  # the share of the rates in each, which then sinks to nothing
_SURE, _DRAWN = 2, 2  # the first wrong ones of a question, always; of the next ones, drawn
_RATE, _HEAD_RATE = 4e-4, 2e-3
_WARM = 60  # steps until the full rate
_READ = 2200  # tokens of one batch
_WORDS_WEIGH, _SENTENCE_WEIGHS = 0.3, 0.2  # beside the clause itself


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with texts of right clauses (none: nothing answers it) and, best first, of wrong
    ones; ``words`` and ``sentences``: what answers, verbatim."""

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    words: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """Token numbers of a question with a text; where the text's own begin; their places in it."""

    ids: tuple[int, ...]
    first: int
    places: tuple[tuple[int, int], ...] = field(default=())


class Crossing:
    """The model with additions and heads that learn."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        from transformers import BertModel

        torch.manual_seed(seed)
        self._chance = random.Random(seed)  # noqa: S311 (a drawing, no secret)
        self._pieces = Pieces(folder / FILE, QUESTION + CLAUSE)
        self._before, self._between = (self._pieces.encode(p)[1:-1] for p in PROMPTS)
        model: Any = BertModel.from_pretrained(folder, add_pooling_layer=False)
        Additions.read(PROJECTION).add_to(model)
        self._model = model.eval().requires_grad_(False)
        self._low: dict[str, Low] = {}
        for number, layer in enumerate(self._model.encoder.layer):
            for place in PLACES if number >= FIRST else ():
                *path, last = place.split(".")
                holder = layer
                for name in path:
                    holder = getattr(holder, name)
                low = self._low[f"{number}.{place}"] = Low(getattr(holder, last), _RANK)
                setattr(holder, last, low)
        size = self._model.config.hidden_size
        self._score, self._spans = torch.nn.Linear(2 * size, 1), torch.nn.Linear(size, len(ENDS))
        self._nothing = torch.nn.Parameter(torch.zeros(1))

    def fit(self, pairs: Sequence[Pair]) -> CrossWeights:
        """What these questions teach."""
        additions = [p for low in self._low.values() for p in (low.down, low.up)]
        heads = [*self._score.parameters(), *self._spans.parameters(), self._nothing]
        optimizer = torch.optim.AdamW(
            [{"params": additions, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}]
        )
        rates = [group["lr"] for group in optimizer.param_groups]
        steps = len(pairs) // _BATCH
        for most in _PASSES:
            order = self._chance.sample(pairs, len(pairs))
            for step in trange(steps, desc="đọc cặp", leave=False):
                sinking = 0.5 + 0.5 * math.cos(math.pi * step / steps)
                share = most * min(1.0, (step + 1) / _WARM) * sinking
                for group, rate in zip(optimizer.param_groups, rates, strict=True):
                    group["lr"] = rate * share
                loss = self._loss([order.pop() for _ in range(_BATCH)])
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                torch.nn.utils.clip_grad_norm_(additions, 1.0)
                optimizer.step()
        return self._weights()

    def _weights(self) -> CrossWeights:
        with torch.no_grad():
            return CrossWeights(
                {n: (low.down.numpy(), scaled(low.up).numpy()) for n, low in self._low.items()},
                self._score.weight[0].numpy(),
                self._score.bias.numpy(),
                self._spans.weight.T.contiguous().numpy(),
                self._spans.bias.numpy(),
                self._nothing.numpy(),
                projection_digest(),
            )

    def _loss(self, batch: Sequence[Pair]) -> torch.Tensor:
        rows: list[_Row] = []
        firsts: list[int] = []
        texts: list[str] = []
        for one in batch:
            firsts.append(len(rows))
            shown = [self._chance.choice(one.right)] if one.right else []
            rest = one.wrong[_SURE:]
            shown += one.wrong[:_SURE]
            shown += self._chance.sample(rest, min(_DRAWN, len(rest)))
            texts += shown
            rows += [self._row(one.question, text) for text in shown]
        scores, ends = self._read(rows)
        loss = torch.zeros(())
        for one, first, last in zip(batch, firsts, [*firsts[1:], len(rows)], strict=True):
            choices = torch.stack([*scores[first:last], self._nothing[0]])
            right = torch.tensor([0 if one.right else last - first])
            loss = loss + functional.cross_entropy(choices[None], right)
            if one.right:
                loss = loss + self._pointed(one, texts[first], rows[first], ends[first])
        return loss / len(batch)

    def _pointed(self, one: Pair, text: str, row: _Row, ends: torch.Tensor) -> torch.Tensor:
        """How unlikely the words that answer are, and the sentence."""
        loss = torch.zeros(())
        for column, said, weight in (
            (0, one.words, _WORDS_WEIGH),
            (2, one.sentences, _SENTENCE_WEIGHS),
        ):
            spans = [found for words in said if (found := _tokens_of(words, text, row.places))]
            for end in (0, 1) if spans else ():
                scores = ends[:, column + end]
                right = torch.tensor(sorted({span[end] for span in spans}))
                likely = torch.logsumexp(scores[right], 0)
                loss = loss + weight * (torch.logsumexp(scores, 0) - likely)
        return loss

    def _row(self, question: str, text: str) -> _Row:
        own = [i for i, *_ in self._pieces.places(question)][:QUESTION]
        head = [BEGIN, *self._before, *own, END, END, *self._between]
        tokens = self._pieces.places(text)[:CLAUSE]
        ids = (*head, *(i for i, *_ in tokens), END)
        return _Row(ids, len(head), tuple((start, end) for _, start, end in tokens))

    def _read(self, rows: Sequence[_Row]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
        """Scores and, of each text's own tokens, ends."""
        scores: dict[int, torch.Tensor] = {}
        ends: dict[int, torch.Tensor] = {}
        for batch in batches([len(row.ids) for row in rows], _READ):
            ids, mask = padded([rows[i].ids for i in batch])
            # half as many bits: twice as fast on processors that have them, and exact enough
            with torch.autocast("cpu", torch.bfloat16):
                hidden = self._states(ids, mask)
            hidden = hidden.float()
            mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
            found = self._score(torch.cat([hidden[:, 0], mean], -1))[:, 0]
            spans = self._spans(hidden)
            for place, i in enumerate(batch):
                scores[i] = found[place]
                first = rows[i].first
                ends[i] = spans[place, first : first + len(rows[i].places)]
        return [scores[i] for i in range(len(rows))], [ends[i] for i in range(len(rows))]

    def _states(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            hidden = self._model.embeddings(input_ids=ids)
        hiding_ = hiding(mask)
        for number, layer in enumerate(self._model.encoder.layer):
            with torch.set_grad_enabled(number >= FIRST and torch.is_grad_enabled()):
                found = layer(hidden, attention_mask=hiding_)
            hidden = found[0] if isinstance(found, tuple) else found
        states: torch.Tensor = hidden
        return states


def _tokens_of(words: str, text: str, places: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The first and the last token of ``words`` in the clause's own text, without regard to case
    and marks of emphasis; None where they are not there or were cut off."""
    wanted = " ".join(words.replace("*", "").split()).lower()
    own = text.find("|") + 1  # behind its heading
    start = text.lower().find(wanted, own) if wanted else -1
    if start < 0:
        return None
    inside = [i for i, (a, b) in enumerate(places) if a < start + len(wanted) and b > start]
    return (inside[0], inside[-1]) if inside and places[-1][1] >= start + len(wanted) else None
