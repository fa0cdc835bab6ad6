"""The bundled model on OpenVINO: the fastest sound backend measured (docs/measurements.md).

Same weights, same tokens, mean pooling and normalisation, float32; cosine 1.0000 to
sentence-transformers on torch. Made once from the model's folder and kept; importing it needs
neither torch nor transformers, so that the program is ready in seconds.
"""

import os
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from index.quiet import quiet_libraries

Vectors = npt.NDArray[np.float32]
_FILE = "model.xml"
_TOKENS = 384  # of one batch, padding included: larger ones fall out of the processor's caches
_PAD = 1


class RuntimeUnavailable(Exception):
    """OpenVINO is not installed or cannot run here; the caller falls back to torch."""


class Encoder:
    """Texts to unit vectors, shape (texts, ``dimension``), in batches of like length."""

    def __init__(self, folder: Path, runtime: Path) -> None:
        """``folder`` holds tokenizer.json, ``runtime`` what ``ensure_runtime`` made."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        core = _openvino().Core()
        model = core.read_model(runtime / _FILE)
        # float32 everywhere: some processors would take bfloat16 and give other vectors
        options = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"}
        self._compiled = core.compile_model(model, "CPU", options)
        self._requests = threading.local()
        self._limit = 512
        self._tokenizer.enable_truncation(self._limit)
        self.dimension = int(self._compiled.outputs[0].partial_shape[1].get_length())

    def encode(self, texts: Sequence[str], progress: bool = False) -> Vectors:
        """The vectors of ``texts`` in their order."""
        encodings = self._tokenizer.encode_batch(list(texts))
        lengths = [len(encoding.ids) for encoding in encodings]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        with progress_bar(len(texts), progress) as bar:
            for rows in _batches(lengths):
                vectors[rows] = self._infer([encodings[i].ids for i in rows])
                bar.update(len(rows))
        return vectors

    def _infer(self, rows: list[list[int]]) -> Vectors:
        width = max(map(len, rows))
        ids = np.full((len(rows), width), _PAD, dtype=np.int64)
        mask = np.zeros((len(rows), width), dtype=np.int64)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = row
            mask[index, : len(row)] = 1
        request = getattr(self._requests, "request", None)
        if request is None:
            request = self._requests.request = self._compiled.create_infer_request()
        request.infer({"input_ids": ids, "attention_mask": mask})
        found: Vectors = request.get_output_tensor(0).data
        return found.copy()


def progress_bar(total: int, shown: bool) -> "tqdm[NoReturn]":
    """A bar over passages; on a terminal only, since in a log it would be noise."""
    return tqdm(total=total, desc="Nhúng", unit="đoạn", disable=None if shown else True)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers in batches of like length, each of at most ``_TOKENS`` with its padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) + 1) * lengths[row] > _TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def runtime_is_made(folder: Path) -> bool:
    """Whether ``ensure_runtime`` has nothing to make."""
    return (_runtime_folder(folder) / _FILE).is_file()


def _runtime_folder(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}-openvino")


def ensure_runtime(folder: Path) -> Path:
    """The OpenVINO form of the model in ``folder``, made when missing, never half-written."""
    target = _runtime_folder(folder)
    if runtime_is_made(folder):
        return target
    _openvino()
    quiet_libraries()
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=folder.parent))
    try:
        _export(folder, draft / _FILE)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _openvino() -> Any:
    """The library, imported without its telemetry package, which would report every import:
    where that is missing OpenVINO takes an empty stub of its own."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    try:
        import openvino
    except ImportError as error:
        raise RuntimeUnavailable(str(error)) from error
    return openvino


def _export(folder: Path, path: Path) -> None:
    """Convert through the frontend itself, float32 throughout."""
    import torch
    from openvino import save_model
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import (
        TorchScriptPythonDecoder,
    )
    from transformers import BertModel

    class Pooled(torch.nn.Module):
        """Mean pooling over the tokens, then unit length."""

        def __init__(self, model: torch.nn.Module) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            hidden = self.model(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    # eager attention: the fused kernel's mask would be traced for one length only
    plain = BertModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
    module = Pooled(plain.eval())  # type: ignore[no-untyped-call]
    example = {
        "input_ids": torch.tensor([[0, 5, 2, _PAD], [0, 6, 7, 2]]),
        "attention_mask": torch.tensor([[1, 1, 1, 0], [1, 1, 1, 1]]),
    }
    frontend = FrontEndManager().load_by_framework("pytorch")
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's tracer is deprecated, OpenVINO's only door
        decoder = TorchScriptPythonDecoder(module, example_input=example)
        model = frontend.convert(frontend.load(decoder))
    for name, tensor in zip(example, model.inputs, strict=True):
        tensor.get_tensor().set_names({name})
    save_model(model, path, compress_to_fp16=False)
