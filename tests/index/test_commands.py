import json
import os
import shutil
import subprocess
import sys

import pytest

from corpus.library import DIRECTIVES

SMALL = "cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19.txt"


@pytest.fixture(scope="module")
def environment(tmp_path_factory, settings, embedder):
    """A data folder of its own that shares the bundled model, and a corpus with one broken file."""
    data = tmp_path_factory.mktemp("data")
    assert embedder.dimension == 384  # the model's folder exists
    (data / "models").symlink_to(settings.models_dir.resolve(), target_is_directory=True)
    corpus = tmp_path_factory.mktemp("corpus")
    shutil.copy(DIRECTIVES / SMALL, corpus / SMALL)
    (corpus / "hong.txt").write_bytes(b"\x80\x81")
    return {**os.environ, "TONGDAI_DATA_DIR": str(data), "TONGDAI_CORPUS": str(corpus)}


def run(module, environment, *arguments):
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_build_status_ask_remove(environment):
    missing = run("index", environment, "status")
    assert missing.returncode == 2
    assert "python -m index build" in missing.stderr

    built = run("index", environment, "build")
    assert built.returncode == 1  # built, but one file could not be read
    assert "hong.txt" in built.stderr
    assert "1 văn bản" in built.stdout

    again = run("index", environment, "build")
    assert "không dựng lại" in again.stdout

    status = run("index", environment, "status", "--json")
    assert status.returncode == 0
    assert json.loads(status.stdout)["ready"] is True

    answer = run("bot", environment, "ask", "Công an tỉnh chủ trì đề án nào?", "--json")
    assert answer.returncode == 0
    assert json.loads(answer.stdout)["citations"][0]["clause_id"].endswith("khoan-3")

    removed = run("index", environment, "remove")
    assert removed.returncode == 0
    assert run("index", environment, "status").returncode == 2


def test_wrong_settings_name_the_variable(environment):
    done = run("index", {**environment, "TONGDAI_PORT": "nhiều"}, "status")
    assert done.returncode == 2
    assert "TONGDAI_PORT" in done.stderr


def test_an_empty_question_is_refused(environment):
    done = run("bot", environment, "ask", "  ")
    assert done.returncode == 2
    assert "để trống" in done.stderr
