"""The model that reads pairs, on OpenVINO or torch. Made once, beside the embedding's own form.

Words' vectors are looked up here, in a table of 8 bits that is memory-mapped: only the rows that
are read take memory.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.additions import Additions
from index.cross.weights import FITTED, CrossWeights, cross_digest
from index.pieces import PAD
from index.quiet import quiet_libraries
from index.runtime import compiled_model, convert, openvino_quietly, whole_folder
from index.tokens import PROJECTION, Floats

_MODEL, _WORDS, _SCALE = "model.xml", "words.npy", "scale.npy"
_MADE = 1  # raise when the export changes
Ids = npt.NDArray[np.int64]


def ensure_cross(folder: Path, fitted: Path = FITTED) -> Path:
    """The OpenVINO form over the bundled model in ``folder``, made when missing, never
    half-written; RuntimeUnavailable where OpenVINO cannot run."""
    target = folder.with_name(f"{folder.name}-cross-{_MADE}-{cross_digest(fitted)}")
    if (target / _MODEL).is_file():
        return target
    openvino_quietly()
    quiet_libraries()
    with whole_folder(target) as draft:
        _export(folder, CrossWeights.read(fitted), draft)
    return target


def run_on_openvino(made: Path) -> Callable[[Ids, Ids], tuple[Floats, Floats]]:
    """Token numbers and mask to scores, shape (rows,), and ends, shape (rows, tokens, 4)."""
    infer, _ = compiled_model(made / _MODEL)
    words, scale = (np.load(made / name, mmap_mode="r") for name in (_WORDS, _SCALE))

    def run(ids: Ids, mask: Ids) -> tuple[Floats, Floats]:
        scores, ends = infer({"words": _looked_up(ids, words, scale), "attention_mask": mask})
        return scores, ends

    return run


def run_on_torch(
    folder: Path, weights: CrossWeights
) -> Callable[[Ids, Ids], tuple[Floats, Floats]]:
    """The same on torch, where OpenVINO cannot run."""
    import torch

    module, words = _module(folder, weights)

    def run(ids: Ids, mask: Ids) -> tuple[Floats, Floats]:
        with torch.inference_mode():
            scores, ends = module(words(torch.from_numpy(ids)), torch.from_numpy(mask))
        return scores.numpy(), ends.numpy()

    return run


def _looked_up(ids: Ids, words: Any, scale: Any) -> Floats:
    rows = words[ids].astype(np.float32)
    blocks = scale[ids]
    shape = (*blocks.shape, rows.shape[-1] // blocks.shape[-1])
    vectors: Floats = (rows.reshape(shape) * blocks[..., np.newaxis]).reshape(rows.shape)
    return vectors


def _export(folder: Path, weights: CrossWeights, draft: Path) -> None:
    import torch

    module, words = _module(folder, weights)
    ids = torch.tensor([[0, 5, 2, PAD], [0, 6, 7, 2]])
    mask = torch.tensor([[1, 1, 1, 0], [1, 1, 1, 1]])
    convert(module, {"words": words(ids), "attention_mask": mask}, draft / _MODEL)
    np.save(draft / _WORDS, words.table.numpy())
    np.save(draft / _SCALE, words.scale.numpy())


def _module(folder: Path, weights: CrossWeights) -> tuple[Any, Any]:
    """The model as a torch module, and its table of words."""
    from transformers import BertModel

    from index.exported import Crossed, Words

    plain = BertModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
    words = Words(plain.embeddings.word_embeddings.weight)
    Additions.read(PROJECTION).add_to(plain)
    weights.add_to(plain)
    return Crossed(plain, weights).eval(), words
