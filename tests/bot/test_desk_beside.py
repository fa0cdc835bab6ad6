"""Documents by command and by a watched folder: a running desk takes them up unasked."""

import json
import os
import time

import pytest

from bot.__main__ import run as bot
from bot.desk.desk import Desk
from bot.desk.watch import Watch
from tests.bot.desk_files import as_docx, as_text, letter, place_for


@pytest.fixture(scope="module")
def desk(settings, assistant, tmp_path_factory):
    folder = tmp_path_factory.mktemp("beside")
    (folder / "den").mkdir()
    own = {"data_dir": place_for(folder / "var", settings), "watched": str(folder / "den")}
    desk = Desk(settings.model_copy(update=own))
    desk.open()
    return desk


@pytest.fixture
def command(desk, monkeypatch, capsys):
    monkeypatch.setenv("TONGDAI_DATA_DIR", str(desk.settings.data_dir))

    def run(*words, code=0):
        assert bot(["documents", *map(str, words)]) == code
        return capsys.readouterr()

    return run


def texts(desk):
    return " ".join(document.text for document in desk.edition.public.library)


def test_what_a_command_decides_the_server_takes_up(desk, command, tmp_path):
    watch, file = Watch(desk), tmp_path / "Công văn 961.docx"
    file.write_bytes(as_docx(letter("961/UBND-KSTT")))
    made = command("add", file).out.split()[0]
    watch.look()
    assert "961/UBND-KSTT" not in texts(desk)  # a draft is nothing yet
    command("mend", made, "--signer", "Nguyễn Thị Thử")
    shown = json.loads(command("show", made).out)
    assert (shown["state"], shown["metadata"]["signer"]) == ("draft", "Nguyễn Thị Thử")
    assert shown["tree"]
    command("publish", made)
    watch.look()
    assert "961/UBND-KSTT" in texts(desk)
    listed = command("list").out
    assert any(line.startswith(made) and "đang dùng" in line for line in listed.splitlines())
    command("withdraw", made)
    watch.look()
    assert "961/UBND-KSTT" not in texts(desk)


def test_a_command_tells_what_it_cannot_do(command, tmp_path):
    assert "Không có văn bản" in command("publish", "khong-co", code=2).err
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    assert "hong.docx" in command("add", broken, code=2).err


def put(desk, name, number, age=60.0):
    path = os.path.join(desk.settings.watched, name)
    with open(path, "wb") as file:
        file.write(as_text(letter(number)))
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def brought(desk):
    return {entry.file: entry.state.value for entry in desk.shelf.entries()}


def test_a_watched_folder_brings_drafts_once_and_whole_files_only(desk):
    watch = Watch(desk)
    put(desk, "Công văn 962.txt", "962/UBND-KSTT")
    put(desk, "Công văn 963.txt", "963/UBND-KSTT", age=-60)  # still being written
    put(desk, "~tam.txt", "964/UBND-KSTT")
    put(desk, "ghi-chu.xyz", "965/UBND-KSTT")
    os.symlink(put(desk, "..txt", "966/UBND-KSTT"), f"{desk.settings.watched}/nối.txt")
    watch.look()
    found = {file: state for file, state in brought(desk).items() if "961" not in file}
    assert found == {"Công văn 962.txt": "draft"}
    before = desk.shelf.number()
    Watch(desk).look()  # another start sees the same files
    assert desk.shelf.number() == before
    put(desk, "Công văn 963.txt", "963/UBND-KSTT")  # whole now
    watch.look()
    assert brought(desk)["Công văn 963.txt"] == "draft"
    assert "962/UBND-KSTT" not in texts(desk)


def test_a_watched_folder_publishes_where_that_is_set(desk, caplog):
    desk.settings = desk.settings.model_copy(update={"watched_publish": True})
    put(desk, "Công văn 967.txt", "967/UBND-KSTT")
    put(desk, "Công văn mật.txt", "968/UBND-KSTT")
    with open(f"{desk.settings.watched}/Công văn mật.txt", "wb") as file:
        file.write(as_text(["MẬT", *letter("968/UBND-KSTT")]))
    os.utime(file.name, (1, 1))
    Watch(desk).look()
    assert brought(desk)["Công văn 967.txt"] == "published"
    assert "967/UBND-KSTT" in texts(desk)
    assert "Công văn mật.txt" not in brought(desk)
    assert "bí mật nhà nước" in caplog.text
