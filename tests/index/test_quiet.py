"""What ``python -m index`` prints is its own and Vietnamese."""

import os
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest

from corpus.library import DIRECTIVES
from index import embed
from index.bundled_model import ensure_bundled_model
from index.embed import Embedder
from index.tokens import PROJECTION

SMALL = "cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19.txt"
# a model saved without a pooler and read with one: transformers reports it, under two bars
TINY = """
from pathlib import Path
import tempfile
from transformers import BertConfig, BertModel
with tempfile.TemporaryDirectory() as folder:
    sizes = {"hidden_size": 8, "num_attention_heads": 1, "intermediate_size": 8}
    config = BertConfig(vocab_size=20, num_hidden_layers=1, **sizes)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    BertModel.from_pretrained(folder)
"""


@pytest.fixture
def environment(tmp_path, settings, embedder):
    """A data folder without an index that shares the made model; warnings as users have them."""
    assert embedder.dimension == 384  # the model's folder exists
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(settings.models_dir.resolve(), target_is_directory=True)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    shutil.copy(DIRECTIVES / SMALL, corpus / SMALL)
    own = {"TONGDAI_DATA_DIR": str(data), "TONGDAI_CORPUS": str(corpus)}
    unset = {"PYTHONWARNINGS", "HF_HUB_OFFLINE", "TRANSFORMERS_VERBOSITY"}
    return {k: v for k, v in os.environ.items() if k not in unset} | own


def run(environment, *arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)


@pytest.mark.parametrize("by_path", [False, pytest.param(True, marks=pytest.mark.accept)])
def test_a_build_says_one_line_and_no_remedy(environment, settings, by_path):
    if by_path:  # on torch, as any other model
        folder = ensure_bundled_model(settings.models_dir.resolve())
        environment["TONGDAI_EMBEDDING_MODEL"] = str(folder)
    done = run(environment, "-m", "index", "build")
    assert done.returncode == 0
    line = r"Đã dựng chỉ mục: 1 văn bản, \d+ điều khoản\. Lý do: chưa có chỉ mục\.\n"
    assert re.fullmatch(line, done.stdout)
    assert done.stderr == ""


@pytest.mark.accept
def test_a_forced_build_says_why(environment):
    run(environment, "-m", "index", "build")
    done = run(environment, "-m", "index", "build", "--force")
    assert done.stdout.endswith("Lý do: theo yêu cầu.\n")
    assert done.stderr == ""


@pytest.mark.accept
def test_the_libraries_are_silent_only_once_they_are_told(environment):
    assert "MISSING" in run(environment, "-c", TINY).stderr
    quiet = run(environment, "-c", "import index.quiet; index.quiet.quiet_libraries()" + TINY)
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_the_first_use_says_how_long_it_takes(tmp_path, monkeypatch):
    told = []
    made = tmp_path / "multilingual-e5-small-q4"

    def make(models_dir):
        assert models_dir == tmp_path
        assert len(told) == 1  # said before the work
        made.mkdir()
        (made / "modules.json").write_text("[]")
        return made

    def convert(folder, projected):
        assert projected == PROJECTION
        assert len(told) == 2
        raise embed.RuntimeUnavailable("không có")

    monkeypatch.setattr(embed, "ensure_bundled_model", make)
    monkeypatch.setattr(embed, "ensure_runtime", convert)
    monkeypatch.setattr(embed.Encoder, "on_torch", lambda folder, projected: "torch")
    assert Embedder("bundled", tmp_path, told.append)._runtime == "torch"
    assert [line.split(":")[0].split(" trong ")[0] for line in told] == [
        "Đang tạo mô hình nhúng kèm theo",
        "Đang chuyển mô hình sang OpenVINO",
    ]
    assert all("lần đầu mất khoảng 1 phút" in line for line in told)


def test_a_made_model_is_not_spoken_of(settings, embedder):
    assert embedder.dimension == 384
    told = []
    again = Embedder("bundled", settings.models_dir, told.append)
    assert again.dimension == 384
    assert told == []


def test_many_texts_by_path_keep_their_order(settings, embedder, monkeypatch):
    monkeypatch.setattr(embed, "_CHUNK", 2)
    by_path = Embedder(embedder.path, settings.models_dir)
    texts = ["một", "hai ba bốn", "năm", "sáu bảy", "tám"]
    alone = np.concatenate([by_path.encode_documents([text]) for text in texts])
    cosines = np.sum(by_path.encode_documents(texts, True) * alone, axis=1)
    assert np.min(cosines) > 0.9999
    assert len(by_path.encode_documents([])) == 0
