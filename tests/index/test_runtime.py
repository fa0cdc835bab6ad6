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
    return Encoder.on_openvino(model, ensure_runtime(model))


def test_vectors_are_those_of_torch(library, model, encoder):
    texts = ["passage: " + d.quote(c) for d in library for c in d.clauses[::9]]
    ours, _ = encoder.encode(texts)
    theirs, _ = Encoder.on_torch(model).encode(texts)
    assert ours.shape == (len(texts), encoder.dimension)
    assert np.min(np.sum(ours * theirs, axis=1)) > 0.9999


def test_order_and_batching_change_nothing(encoder):
    texts = ["ngắn", "dài hơn một chút " * 20, "x", "rất dài " * 700, "ngắn"]
    together, tokens = encoder.encode(texts)
    each = [encoder.encode([text]) for text in texts]
    assert np.allclose(together, np.vstack([vectors for vectors, _ in each]), atol=1e-4)
    for one, (_, (alone,)) in zip(tokens, each, strict=True):
        assert one.ids.tolist() == alone.ids.tolist()
        assert np.max(np.abs(one.vectors.astype(int) - alone.vectors)) <= 2
    vectors, none = encoder.encode([])
    assert vectors.shape == (0, encoder.dimension)
    assert none == []


def test_tokens_are_those_of_the_text_alone(encoder):
    _, (plain,) = encoder.encode(["Sở Nội vụ"])
    _, (prefixed,) = encoder.encode(["Sở Nội vụ"], "passage: ")
    assert plain.ids.tolist() == prefixed.ids.tolist()
    lengths = np.linalg.norm(plain.vectors.astype(float) / 127, axis=1)
    assert np.all(np.abs(lengths - 1.0) < 0.05)


def test_tokens_are_those_of_torch(model, encoder):
    _, ours = encoder.encode(["số hóa hồ sơ", "Sở Y tế " * 30])
    _, theirs = Encoder.on_torch(model).encode(["số hóa hồ sơ", "Sở Y tế " * 30])
    for one, other in zip(ours, theirs, strict=True):
        assert np.max(np.abs(one.vectors.astype(int) - other.vectors)) <= 2


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

    monkeypatch.setattr(runtime, "openvino_quietly", unavailable)
    plain = type(embedder)("bundled", settings.models_dir)
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
    assert len([*tmp_path.glob("model-openvino-*/model.xml")]) == 1
