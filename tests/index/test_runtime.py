"""The bundled model on OpenVINO: the vectors of torch, made offline and never half-made."""

import shutil
import subprocess
import sys

import numpy as np
import pytest

from index import runtime
from index.bundled_model import ensure_bundled_model
from index.runtime import Encoder, RuntimeUnavailable, ensure_runtime


@pytest.fixture(scope="module")
def model(settings, tmp_path_factory):
    """A copy of the model's folder, beside which nothing is made yet."""
    source = ensure_bundled_model(settings.models_dir)
    return shutil.copytree(source, tmp_path_factory.mktemp("models") / "model")


@pytest.fixture(scope="module")
def encoder(model):
    return Encoder(model, ensure_runtime(model))


def test_vectors_are_those_of_torch(library, embedder, encoder):
    texts = ["passage: " + d.quote(c) for d in library for c in d.clauses[::9]]
    ours = encoder.encode(texts)
    theirs = embedder._model.encode(texts, prompt="", normalize_embeddings=True)
    assert ours.shape == (len(texts), encoder.dimension)
    assert np.min(np.sum(ours * theirs, axis=1)) > 0.9999


def test_order_and_batching_change_nothing(encoder):
    texts = ["ngắn", "dài hơn một chút " * 20, "x", "rất dài " * 700, "ngắn"]
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-4)
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_it_is_made_once(model, encoder):
    made = (ensure_runtime(model) / "model.xml").stat().st_mtime_ns
    assert (ensure_runtime(model) / "model.xml").stat().st_mtime_ns == made


def test_an_interrupted_conversion_leaves_nothing(model, tmp_path, monkeypatch):
    folder = shutil.copytree(model, tmp_path / "model")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(runtime, "_export", stop)
    with pytest.raises(KeyboardInterrupt):
        ensure_runtime(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["model"]


def test_without_openvino_torch_embeds(settings, embedder, monkeypatch):
    def unavailable():
        raise RuntimeUnavailable("không có")

    monkeypatch.setattr(runtime, "_openvino", unavailable)
    plain = type(embedder)("bundled", settings.models_dir)
    assert plain._runtime is None
    text = "Xã đạt chuẩn nông thôn mới"
    assert float(plain.encode_query(text) @ embedder.encode_query(text)) > 0.9999


def test_openvino_comes_without_its_telemetry(model, tmp_path):
    """In a fresh process: importing OpenVINO and converting with it would each send an event."""
    folder = shutil.copytree(model, tmp_path / "model")
    program = f"""
import sys
from pathlib import Path
from index.runtime import ensure_runtime
ensure_runtime(Path({str(folder)!r}))
from openvino.tools.ovc import telemetry
sent = [m for m in sys.modules if m.startswith("openvino_telemetry.")]
print(type(telemetry).__module__, sys.modules["openvino_telemetry"], sent)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300
    )
    assert done.stdout.strip() == "openvino.tools.ovc.telemetry_stub None []", done.stderr
    assert (folder.with_name("model-openvino") / "model.xml").is_file()
