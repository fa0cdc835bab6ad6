"""The bundled model as it is exported: word vectors in 8 bits, pooled and projected outputs.

Imports torch; used once, when the model is made.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

_BLOCK = 32  # dimensions that share a scale, as in the model's own file
_LARGEST = 127


class Words(torch.nn.Module):
    """A table of word vectors in 8 bits: a quarter of the memory that float32 takes."""

    table: torch.Tensor
    scale: torch.Tensor

    def __init__(self, weights: torch.Tensor) -> None:
        super().__init__()
        blocks = weights.detach().reshape(len(weights), -1, _BLOCK)
        scale = blocks.abs().amax(2, keepdim=True).clamp(min=1e-12) / _LARGEST
        rounded = torch.round(blocks / scale).to(torch.int8).reshape(len(weights), -1)
        self.register_buffer("table", rounded)
        self.register_buffer("scale", scale.squeeze(2))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Vectors of token numbers, shape (texts, tokens, dimension)."""
        rows = functional.embedding(ids, self.table).to(torch.float32)
        scale = functional.embedding(ids, self.scale)
        blocks = rows.reshape(-1, scale.shape[2], _BLOCK) * scale.reshape(-1, scale.shape[2], 1)
        return blocks.reshape(rows.shape)


class Pooled(torch.nn.Module):
    """Mean pooling over the tokens and the projected tokens, each at unit length."""

    weights: torch.Tensor
    bias: torch.Tensor

    def __init__(
        self,
        model: torch.nn.Module,
        weights: npt.NDArray[np.float32],
        bias: npt.NDArray[np.float32],
        layers: tuple[int, ...],
    ) -> None:
        super().__init__()
        self.model = model
        self.layers = layers
        self.register_buffer("weights", torch.from_numpy(weights))
        self.register_buffer("bias", torch.from_numpy(bias))

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Shapes (texts, dimension) and (texts, tokens, width)."""
        found = self.model(
            input_ids=input_ids,
            attention_mask=attention_mask,
            output_hidden_states=True,
            return_dict=False,
        )
        hidden, states = found[0], found[-1]
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        chosen = torch.cat([states[layer] for layer in self.layers], dim=-1)
        tokens = chosen @ self.weights + self.bias
        return functional.normalize(mean, dim=1), functional.normalize(tokens, dim=2)


def quantized(model: Any) -> torch.nn.Module:
    """The model with its word vectors in 8 bits."""
    words = model.embeddings.word_embeddings.weight
    model.embeddings.word_embeddings = Words(words)
    module: torch.nn.Module = model.eval()
    return module


class Crossed(torch.nn.Module):
    """A question and a clause in one row: the clause's score and its tokens' ends.

    Takes the words' vectors, so that their table need not be held twice.
    """

    score_weights: torch.Tensor
    score_bias: torch.Tensor
    span_weights: torch.Tensor
    span_bias: torch.Tensor

    def __init__(self, model: Any, weights: Any) -> None:
        super().__init__()
        self.model = model
        for name in ("score_weights", "score_bias", "span_weights", "span_bias"):
            self.register_buffer(name, torch.from_numpy(getattr(weights, name)))

    def forward(
        self, words: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """From shapes (rows, tokens, dimension) and (rows, tokens) to (rows,) and (rows, tokens,
        4)."""
        found = self.model(inputs_embeds=words, attention_mask=attention_mask, return_dict=False)
        hidden = found[0]
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        both = torch.cat([hidden[:, 0], mean], dim=-1)
        score = both @ self.score_weights + self.score_bias
        return score, hidden @ self.span_weights + self.span_bias
