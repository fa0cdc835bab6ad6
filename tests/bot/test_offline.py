"""With the network cut, everything still works."""

import json
import os
import shutil
import subprocess
import sys

import pytest


def isolation() -> list[str] | None:
    """A command prefix that runs without any network, or None where that is not allowed."""
    if not shutil.which("unshare"):
        return None
    for flags in ("-n", "-rn"):
        if subprocess.run(["unshare", flags, "true"], capture_output=True).returncode == 0:
            return ["unshare", flags]
    return None


PREFIX = isolation()
pytestmark = pytest.mark.skipif(PREFIX is None, reason="unshare is not permitted here")


def run(settings, *arguments):
    environment = {**os.environ, "TONGDAI_DATA_DIR": str(settings.data_dir)}
    environment.pop("HF_HUB_OFFLINE", None)  # the program itself must see to it
    command = [*PREFIX, sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_there_is_no_network_inside(settings):
    code = "import socket; socket.create_connection(('127.0.0.1', 80), 1)"
    assert run(settings, "-c", code).returncode != 0


def test_ask_without_a_network(settings, assistant):
    done = run(settings, "-m", "bot", "ask", "Ai ký Công văn 4685?", "--json")
    assert done.returncode == 0, done.stderr
    assert "Trần Phước Hiền" in json.loads(done.stdout)["answer"]


def test_build_without_a_network(settings, tmp_path, assistant):
    (tmp_path / "models").symlink_to(settings.models_dir.resolve(), target_is_directory=True)
    small = "cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19.txt"
    offline = settings.model_copy(update={"data_dir": tmp_path})
    environment = {"TONGDAI_CORPUS": f"corpus/directives/{small}"}
    os.environ.update(environment)
    try:
        done = run(offline, "-m", "index", "build")
    finally:
        for name in environment:
            del os.environ[name]
    assert done.returncode == 0, done.stderr
    assert "Đã dựng chỉ mục" in done.stdout
