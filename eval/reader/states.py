"""The bundled model's states of tokens, reduced: what a projection is fitted on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from index.tokens import LAYERS, Floats

REDUCED = 256  # principal components that are kept (0.83 of the variance)
_SAMPLED = 2000  # texts that the components are found on
_BATCH = 1500  # tokens of one batch
_LIMIT = 512


@dataclass(frozen=True)
class Reduction:
    """States, shape (tokens, layers' dimensions), to their first principal components: each
    dimension is brought to mean 0 and deviation 1 before."""

    mean: Floats
    deviation: Floats
    components: Floats

    def __call__(self, states: Floats) -> Floats:
        """Shape (tokens, REDUCED)."""
        scaled = (states - self.mean) / self.deviation
        return np.asarray(scaled @ self.components, dtype=np.float32)

    def folded(self, weights: Floats) -> tuple[Floats, Floats]:
        """Weights over the components as weights and bias over the states themselves."""
        whole = self.components @ weights / self.deviation[:, np.newaxis]
        return whole, -self.mean @ whole


class StateReader:
    """Runs the model over texts."""

    def __init__(self, folder: Path) -> None:
        from transformers import BertModel

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LIMIT)
        model = BertModel.from_pretrained(folder, add_pooling_layer=False)
        self._model = model.eval()  # type: ignore[no-untyped-call]

    def read(self, texts: Sequence[str], prefix: str) -> Iterator[tuple[int, Floats, list[int]]]:
        """For each text its place, the states of its own tokens and their numbers."""
        encodings = self._tokenizer.encode_batch([prefix + text for text in texts])
        first = len(self._tokenizer.encode(prefix.strip()).ids) - 1
        batch: list[int] = []
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        with tqdm(total=len(texts), desc="trạng thái", leave=False) as bar:
            for at, i in enumerate(order):
                batch.append(i)
                following = len(encodings[order[at + 1]].ids) if at + 1 < len(order) else _BATCH
                if (len(batch) + 1) * following <= _BATCH:
                    continue
                states = self._states([encodings[j].ids for j in batch])
                for row, j in zip(states, batch, strict=True):
                    ids = encodings[j].ids
                    yield j, row[first : len(ids) - 1], ids[first:-1]
                bar.update(len(batch))
                batch = []

    def _states(self, rows: Sequence[Sequence[int]]) -> Floats:
        ids = torch.ones((len(rows), max(map(len, rows))), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = torch.tensor(row)
            mask[place, : len(row)] = 1
        with torch.inference_mode():
            found = self._model(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        chosen = torch.cat([found.hidden_states[layer] for layer in LAYERS], dim=-1)
        return np.asarray(chosen.numpy(), dtype=np.float32)


@dataclass(frozen=True)
class States:
    """Reduced states of texts, by text; ``ids`` are the tokens' numbers."""

    states: dict[str, torch.Tensor]
    ids: dict[str, list[int]]


def find_reduction(reader: StateReader, texts: Sequence[str], seed: int = 0) -> Reduction:
    """The principal components over a sample of passages."""
    places = np.random.default_rng(seed).permutation(len(texts))[:_SAMPLED]
    sample = np.concatenate(
        [own for _, own, _ in reader.read([texts[i] for i in places], "passage: ")]
    )
    mean, deviation = sample.mean(axis=0), sample.std(axis=0) + 1e-6
    _, vectors = np.linalg.eigh(np.cov(((sample - mean) / deviation).T))
    components = np.ascontiguousarray(vectors[:, ::-1][:, :REDUCED]).astype(np.float32)
    return Reduction(mean, deviation, components)


def read_states(
    reader: StateReader, reduction: Reduction, texts: Iterable[str], prefix: str
) -> States:
    """The reduced states of each text's own tokens."""
    known = list(dict.fromkeys(texts))
    states: dict[str, torch.Tensor] = {}
    ids: dict[str, list[int]] = {}
    for place, own, numbers in reader.read(known, prefix):
        states[known[place]] = torch.from_numpy(reduction(own))
        ids[known[place]] = numbers
    return States(states, ids)
