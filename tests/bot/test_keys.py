"""Keys: told once, kept as hashes, revoked at once."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot.doors.access.keys import Key, KeyBook, KeysError, looks_like_key
from bot.records.database import FILE
from corpus.settings import Settings, origin_list


def test_a_key_is_found_by_its_token_and_kept_as_a_hash(tmp_path):
    book = KeyBook(tmp_path / "var")
    key, token = book.add("Cổng tỉnh", origins=("https://tinh.example",), rate=120)
    assert looks_like_key(token)
    assert book.find(token) == key
    assert book.find(token + "x") is None
    assert book.find("") is None
    (kept,) = book.all()
    assert kept.hash == hashlib.sha256(token.encode()).hexdigest()
    file = tmp_path / "var" / FILE
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    assert not any(token.encode() in path.read_bytes() for path in file.parent.iterdir())


def test_the_file_of_before_is_taken_over(tmp_path):
    token = "tda_" + "x" * 43
    row = {
        "id": "3fa1c0de", "name": "Cổng tỉnh", "hash": hashlib.sha256(token.encode()).hexdigest(),
        "scopes": ["ask"], "origins": ["https://tinh.example"], "rate": 9, "made": "2025-11-02",
    }  # fmt: skip
    book = KeyBook(tmp_path)
    book.path.write_text(json.dumps({"format": 1, "keys": [row]}))
    assert book.find(token) == Key(**{**row, "scopes": ("ask",), "origins": (row["origins"][0],)})
    assert not book.path.exists()
    assert len(KeyBook(tmp_path).all()) == 1


def test_a_key_ends_and_is_rotated(tmp_path):
    book = KeyBook(tmp_path)
    _, over = book.add("cũ", ends=datetime.now(UTC) - timedelta(seconds=1))
    assert book.find(over) is None
    old, token = book.add("Cổng", ("ask", "documents:write"), rate=7)
    new, fresh = book.rotate(old.id, timedelta(hours=1))
    assert (new.scopes, new.rate, new.replaces) == (old.scopes, 7, old.id)
    assert book.find(fresh) == new
    assert timedelta(minutes=59) < book.find(token).ends - datetime.now(UTC) < timedelta(hours=1)
    book.rotate(new.id, timedelta(0))
    assert book.find(fresh) is None
    with pytest.raises(KeysError, match="hết hạn"):
        book.rotate(new.id, timedelta(0))


def test_a_key_that_everyone_can_read_only_asks(tmp_path):
    book = KeyBook(tmp_path)
    with pytest.raises(KeysError, match="ask"):
        book.add("Cổng", ("ask", "documents:write"), ("https://tinh.example",))
    with pytest.raises(KeysError, match="people:write"):
        book.add("Cổng", ("people:write",))


def test_another_process_adds_and_revokes(tmp_path):
    serving, command = KeyBook(tmp_path), KeyBook(tmp_path)
    assert serving.all() == []
    first, token = command.add("một")
    _, other = command.add("hai")
    assert serving.find(token) == first
    assert command.remove(first.id) == first
    assert serving.find(token) is None
    assert serving.find(other).name == "hai"
    with pytest.raises(KeysError, match="keys list"):
        command.remove(first.id)


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 2}', '{"format": 1, "keys": [{"x": 1}]}'])
def test_a_broken_file_lets_nobody_in(tmp_path, text):
    book = KeyBook(tmp_path)
    book.path.write_text(text)
    with pytest.raises(KeysError):
        book.find("tda_" + "x" * 43)


def run(tmp_path, *arguments):
    environment = {**os.environ, "TONGDAI_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "keys", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command(tmp_path):
    made = run(tmp_path, "add", "Cổng  tỉnh", "--origin", "https://Tinh.example/", "--rate", "9")
    assert made.returncode == 0, made.stderr
    key = KeyBook(tmp_path).find(made.stdout.strip())
    assert (key.name, key.origins, key.rate) == ("Cổng tỉnh", ("https://tinh.example",), 9)
    listed = run(tmp_path, "list").stdout
    assert key.id in listed
    assert "9 câu/phút" in listed
    assert made.stdout.strip() not in listed
    assert run(tmp_path, "remove", key.id).returncode == 0
    again = run(tmp_path, "remove", key.id)
    assert again.returncode == 2
    assert "Không có khóa" in again.stderr
    assert KeyBook(tmp_path).all() == []
    assert run(tmp_path, "add", "x", "--origin", "tinh.example").returncode == 2
    assert run(tmp_path, "add", "x", "--origin", "*").returncode == 2


def test_origins_as_browsers_write_them():
    assert origin_list(" https://A.example/, http://127.0.0.1:8080,https://a.example:443 ,*") == [
        "https://a.example", "http://127.0.0.1:8080", "*",
    ]  # fmt: skip
    for wrong in ("a.example", "https://a.example/x", "null", "https://*.example"):
        with pytest.raises(ValueError, match=r"https://tinh\.gov\.vn"):
            Settings(_env_file=None, origins=wrong)


def test_proxies_are_addresses():
    settings = Settings(_env_file=None, trusted_proxies="127.0.0.1, 10.0.0.0/8,::1")
    assert settings.trusted_proxies == "127.0.0.1,10.0.0.0/8,::1"
    with pytest.raises(ValueError, match="dải mạng"):
        Settings(_env_file=None, trusted_proxies="nginx")
