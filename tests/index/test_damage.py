"""Damage to any file of a build is noticed, named and mended; being used is not damage."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys

import numpy as np
import pytest

from bot.doors.api.service import Service
from corpus.library import DIRECTIVES, load_library
from corpus.settings import Settings
from index.__main__ import run
from index.build import IndexStateError, build_index, open_index, open_manifest
from index.integrity import Seal, damage, seals, summary
from index.manifest import FORMAT

SMALL = "cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19.txt"


def test_seals_are_sizes_and_sha256_and_faults_are_told_apart(tmp_path):
    for name in ("a", "b", "c", "d", "e"):
        (tmp_path / name).write_bytes(b"abc")
    sealed = seals(tmp_path)
    sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of FIPS 180-2
    assert sealed == {name: Seal(3, sha) for name in ("a", "b", "c", "d", "e")}
    assert damage(tmp_path, sealed) == []
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "b").write_bytes(b"ab")
    (tmp_path / "c").write_bytes(b"abcd")
    (tmp_path / "d").write_bytes(b"abd")
    (tmp_path / "e").unlink()
    faults = damage(tmp_path, sealed)
    assert faults == [
        "a rỗng",
        "b bị cắt ngắn (còn 2 trong 3 byte)",
        "c dài hơn lúc dựng (4 thay vì 3 byte)",
        "d có nội dung khác lúc dựng",
        "e bị thiếu",
    ]
    assert damage(tmp_path, sealed, ("d",)) == faults[3:4]
    assert summary(faults[:1]) == "a rỗng"
    assert summary(faults).endswith("(4 thay vì 3 byte); và 2 tệp khác")


@pytest.fixture(scope="module")
def settings_of_its_own(tmp_path_factory, settings, embedder):
    """A data folder that shares the bundled model, with a small corpus and no index yet."""
    data = tmp_path_factory.mktemp("data")
    assert embedder.dimension == 384  # the model's folder exists
    (data / "models").symlink_to(settings.models_dir.resolve(), target_is_directory=True)
    corpus = tmp_path_factory.mktemp("corpus")
    shutil.copy(DIRECTIVES / SMALL, corpus / SMALL)
    return Settings(_env_file=None, data_dir=data, corpus=str(corpus))


@pytest.fixture(scope="module")
def built(settings_of_its_own, embedder):
    """A sound build; tests damage copies."""
    folder = settings_of_its_own.index_dir
    build_index(load_library(settings_of_its_own.corpus_paths), embedder, folder)
    return folder


@pytest.fixture
def copied(built, tmp_path, settings_of_its_own, monkeypatch):
    """Its copy, as the index of the settings in the environment; the folder of the build."""
    data = tmp_path / "data"
    shutil.copytree(built, data / "index")
    (data / "models").symlink_to(settings_of_its_own.models_dir, target_is_directory=True)
    monkeypatch.setenv("TONGDAI_DATA_DIR", str(data))
    monkeypatch.setenv("TONGDAI_CORPUS", settings_of_its_own.corpus)
    return next((data / "index" / "builds").iterdir())


def empty(path):
    path.write_bytes(b"")


def truncate(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


PARTS = (
    "centre.npy",
    "vectors.npy",
    "vectors.txt",
    "clauses.json",
    "lexical/words/data.csc.index.npy",
    "lexical/folded/vocab.index.json",
    "lexical/frequencies.json",
    "chroma/*/data_level0.bin",
    "chroma/*/header.bin",
    "chroma/*/index_metadata.pickle",
)
CASES = [(part, harm) for part in PARTS for harm in (empty, truncate, flip)]
CASES += [("chroma/chroma.sqlite3", empty), ("chroma/chroma.sqlite3", truncate)]


def harmed(build, part, harm):
    (path,) = build.glob(part)
    harm(path)
    return path.relative_to(build).as_posix()


@pytest.mark.parametrize(("part", "harm"), CASES)
def test_status_names_the_damaged_part(copied, capsys, part, harm):
    name = harmed(copied, part, harm)
    with pytest.raises(IndexStateError) as caught:
        run(["status"])
    message = str(caught.value)
    assert message.startswith(f"Chỉ mục bị hỏng ({name} ")
    assert message.endswith("chạy `python -m index build`.")
    assert not capsys.readouterr().out


def test_rows_changed_inside_the_database_are_noticed(copied):
    file = copied / "chroma" / "chroma.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("UPDATE embeddings SET embedding_id = 'x' WHERE id = 1")
    database.close()
    with pytest.raises(IndexStateError, match=r"chroma\.sqlite3 có nội dung khác"):
        open_index(copied.parent.parent)


@pytest.mark.parametrize("part", ["manifest.json", "vectors.npy", "chroma/*/data_level0.bin"])
@pytest.mark.parametrize("options", [[], ["--force"]])
def test_build_mends_it(copied, capsys, part, options):
    harmed(copied, part, empty)
    assert run(["build", *options]) == 0
    assert "Đã dựng chỉ mục" in capsys.readouterr().out
    assert run(["status"]) == 0
    assert run(["build"]) == 0
    assert "không dựng lại" in capsys.readouterr().out


def test_vectors_that_were_changed_are_not_taken_over(copied, built):
    (path,) = copied.glob("vectors.npy")
    vectors = np.load(path)
    np.save(path, vectors[::-1])  # as long as before
    assert run(["build"]) == 0
    folder = copied.parent.parent
    mended = np.load(folder / "builds" / (folder / "current").read_text() / "vectors.npy")
    assert np.allclose(mended, vectors, atol=1e-4)


def test_the_command_ends_with_2_and_one_line(copied):
    harmed(copied, "chroma/*/data_level0.bin", truncate)
    done = subprocess.run(
        [sys.executable, "-m", "index", "status"], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Lỗi: Chỉ mục bị hỏng (chroma/")
    assert done.stderr.count("\n") == 1


def test_the_server_says_the_remedy(copied, caplog):
    harmed(copied, "centre.npy", empty)
    service = Service(Settings(_env_file=None))
    service.load()
    assert service.assistant is None
    assert service.error.startswith("Chỉ mục bị hỏng (centre.npy rỗng)")
    assert "Traceback" not in caplog.text


def test_use_is_no_damage(copied, capsys):
    folder = copied.parent.parent
    sealed = open_manifest(folder).files
    assert {"centre.npy", "chroma/chroma.sqlite3"} < sealed.keys()
    assert "manifest.json" not in sealed
    database = copied / "chroma" / "chroma.sqlite3"
    before = hashlib.sha256(database.read_bytes()).digest()
    vector = np.load(copied / "vectors.npy")[0]
    for _ in range(4):
        index = open_index(folder)
        document = index.clause_ids[0].split(".", 1)[0]
        assert index.store.search(vector, 3)[0][0] == index.clause_ids[0]
        assert index.store.search(vector, 3, [document])
        assert damage(copied, sealed) == []  # while it is open
        index.store.close()
        assert run(["status"]) == 0
    assert hashlib.sha256(database.read_bytes()).digest() != before  # Chroma did write
    assert damage(copied, sealed) == []
    assert capsys.readouterr().out.count("Chỉ mục dùng được") == 4


def test_an_index_of_an_older_format_says_so(copied):
    manifest = copied / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace(f'"format": {FORMAT}', '"format": 1'), encoding="utf-8")
    with pytest.raises(IndexStateError, match="định dạng cũ"):
        run(["status"])
    assert run(["build"]) == 0
