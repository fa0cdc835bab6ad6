"""The bundled model on OpenVINO: the fastest sound backend measured (docs/measurements.md).

Same tokens, mean pooling and normalisation; the table of word vectors in 8 bits, all else float32:
cosine 0.9999 to sentence-transformers on torch. One pass gives a text's vector and those of its
tokens, projected (``index.tokens``). Made once from the model's folder and kept; importing it needs
neither torch nor transformers, so that the program is ready in seconds.
"""

import os
import shutil
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from index.additions import Additions
from index.pieces import FILE, PAD, Pieces
from index.quiet import quiet_libraries
from index.tokens import LAYERS, PROJECTION, Tokens, pack, projection, projection_digest

Vectors = npt.NDArray[np.float32]
_MODEL = "model.xml"
_MADE = 2  # raise when the export changes
_TOKENS = 384  # of one batch, padding included: larger ones fall out of the processor's caches
_LIMIT = 512  # tokens that the model reads of a text


class RuntimeUnavailable(Exception):
    """OpenVINO is not installed or cannot run here; the caller falls back to torch."""


Run = Callable[[npt.NDArray[np.int64], npt.NDArray[np.int64]], tuple[Vectors, Vectors]]


class Encoder:
    """Texts to unit vectors, shape (texts, ``dimension``), in batches of like length."""

    def __init__(self, folder: Path, run: Run, dimension: int) -> None:
        """``folder`` holds the model's pieces; ``run`` takes token numbers and mask of a batch."""
        self._pieces = Pieces(folder / FILE, _LIMIT)
        self._run = run
        self.dimension = dimension

    @classmethod
    def on_openvino(cls, folder: Path, runtime: Path) -> "Encoder":
        """On OpenVINO; ``runtime`` is what ``ensure_runtime`` made."""
        infer, compiled = compiled_model(runtime / _MODEL)

        def run(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> tuple[Vectors, Vectors]:
            pooled, each = infer({"input_ids": ids, "attention_mask": mask})
            return pooled, each

        return cls(folder, run, int(compiled.outputs[0].partial_shape[1].get_length()))

    @classmethod
    def on_torch(cls, folder: Path, projected: Path = PROJECTION) -> "Encoder":
        """On torch, where OpenVINO cannot run: the same vectors, slower."""
        import torch

        module = _module(folder, projected)

        def run(ids: npt.NDArray[np.int64], mask: npt.NDArray[np.int64]) -> tuple[Vectors, Vectors]:
            with torch.inference_mode():
                pooled, each = module(torch.from_numpy(ids), torch.from_numpy(mask))
            return pooled.numpy(), each.numpy()

        return cls(folder, run, int(module.model.config.hidden_size))

    def encode(
        self, texts: Sequence[str], prefix: str = "", progress: bool = False
    ) -> tuple[Vectors, list[Tokens]]:
        """The vectors of ``texts`` in their order, and of their tokens without the ``prefix``'s."""
        numbers = [self._pieces.encode(prefix + text) for text in texts]
        lengths = [len(ids) for ids in numbers]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        first = len(self._pieces.encode(prefix)) - 1 if prefix else 1
        tokens: list[Tokens] = [None] * len(texts)  # type: ignore[list-item]
        with progress_bar(len(texts), progress) as bar:
            for rows in batches(lengths):
                found, each = self._infer([numbers[i] for i in rows])
                vectors[rows] = found
                for place, i in enumerate(rows):
                    own = slice(first, lengths[i] - 1)
                    tokens[i] = pack(numbers[i][own], each[place, own])
                bar.update(len(rows))
        return vectors, tokens

    def _infer(self, rows: list[list[int]]) -> tuple[Vectors, Vectors]:
        width = max(map(len, rows))
        ids = np.full((len(rows), width), PAD, dtype=np.int64)
        mask = np.zeros((len(rows), width), dtype=np.int64)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = row
            mask[index, : len(row)] = 1
        return self._run(ids, mask)


def compiled_model(path: Path) -> tuple[Callable[[dict[str, Any]], list[Any]], Any]:
    """A model in OpenVINO's form as a function from its inputs by name to its outputs, safe for
    threads, and the compiled model."""
    core = openvino_quietly().Core()
    model = core.read_model(path)
    # float32 everywhere: some processors would take bfloat16 and give other vectors
    options = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"}
    compiled = core.compile_model(model, "CPU", options)
    requests = threading.local()

    def infer(inputs: dict[str, Any]) -> list[Any]:
        request = getattr(requests, "request", None)
        if request is None:
            request = requests.request = compiled.create_infer_request()
        request.infer(inputs)
        return [request.get_output_tensor(i).data.copy() for i in range(len(compiled.outputs))]

    return infer, compiled


def progress_bar(total: int, shown: bool) -> "tqdm[NoReturn]":
    """A bar over passages; on a terminal only, since in a log it would be noise."""
    return tqdm(total=total, desc="Nhúng", unit="đoạn", disable=None if shown else True)


def batches(lengths: Sequence[int], most: int = _TOKENS) -> Iterator[list[int]]:
    """Row numbers in batches of like length, each of at most ``most`` tokens with its padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) + 1) * lengths[row] > most:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def runtime_is_made(folder: Path, projected: Path = PROJECTION) -> bool:
    """Whether ``ensure_runtime`` has nothing to make."""
    return (_runtime_folder(folder, projected) / _MODEL).is_file()


def _runtime_folder(folder: Path, projected: Path) -> Path:
    """Another projection or another way of making it is another folder."""
    return folder.with_name(f"{folder.name}-openvino-{_MADE}-{projection_digest(projected)}")


def ensure_runtime(folder: Path, projected: Path = PROJECTION) -> Path:
    """The OpenVINO form of the model in ``folder`` with a projection of its tokens, made when
    missing, never half-written."""
    target = _runtime_folder(folder, projected)
    if runtime_is_made(folder, projected):
        return target
    openvino_quietly()
    quiet_libraries()
    with whole_folder(target) as draft:
        _export(folder, projected, draft / _MODEL)
    return target


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A folder to write in, which becomes ``target`` when all went well."""
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield draft
        shutil.rmtree(target, ignore_errors=True)
        os.replace(draft, target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def openvino_quietly() -> Any:
    """The library, imported without its telemetry package, which would report every import:
    where that is missing OpenVINO takes an empty stub of its own."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    try:
        import openvino
    except ImportError as error:
        raise RuntimeUnavailable(str(error)) from error
    return openvino


def _export(folder: Path, projected: Path, path: Path) -> None:
    import torch

    example = {
        "input_ids": torch.tensor([[0, 5, 2, PAD], [0, 6, 7, 2]]),
        "attention_mask": torch.tensor([[1, 1, 1, 0], [1, 1, 1, 1]]),
    }
    convert(_module(folder, projected), example, path)


def convert(module: Any, example: dict[str, Any], path: Path) -> None:
    """Write a torch module in OpenVINO's form, through the frontend itself; ``example``: its
    inputs by name."""
    import torch
    from openvino import save_model
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import (
        TorchScriptPythonDecoder,
    )

    frontend = FrontEndManager().load_by_framework("pytorch")
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's tracer is deprecated, OpenVINO's only door
        decoder = TorchScriptPythonDecoder(module, example_input=example)
        model = frontend.convert(frontend.load(decoder))
    for name, tensor in zip(example, model.inputs, strict=True):
        tensor.get_tensor().set_names({name})
    save_model(model, path, compress_to_fp16=False)


def _module(folder: Path, projected: Path) -> Any:
    """The model as a torch module with both outputs."""
    from transformers import BertModel

    from index.exported import Pooled, quantized

    # eager attention: the fused kernel's mask would be traced for one length only
    plain = BertModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
    Additions.read(projected).add_to(plain)
    return Pooled(quantized(plain), *projection(projected), LAYERS).eval()
