"""The whole command on a made-up set over the five directives, with the real index and model."""

import json
import shutil

import pytest

from corpus.library import DIRECTIVES
from eval.corpora.run import make_plan, run_corpora
from eval.corpora.sources import SourcesError, read_sources
from eval.corpora.vectors import CachedEmbedder
from eval.systems import SYSTEMS

FILES = sorted(p.name for p in DIRECTIVES.glob("*.txt"))


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "folder"
    place.mkdir()
    rows = ["file\tsplit\tissuer"]
    for number, name in enumerate(FILES):
        shutil.copy(DIRECTIVES / name, place / name)
        split = "dev" if number < 4 else "test"
        rows.append(f"{name}\t{split}\t{'UBND Quảng Ngãi' if number % 2 else 'Chính phủ'}")
    (place / "SOURCES.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    return place


def words(name):
    """Some words of the file, to be quoted."""
    text = (DIRECTIVES / name).read_text("utf-8")
    return " ".join(text.split()[120:140])


def write(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


@pytest.fixture
def sets(tmp_path):
    def row(name, file, **fields):
        gold = [{"document": file, "quote": words(file)}]
        return {"id": name, "kind": "fact", "question": words(file), "answerable": True,
                "gold": gold, "must": ["."], **fields}  # fmt: skip

    unans = {"id": "u1", "kind": "unans", "question": "Giá vé tàu hỏa?", "answerable": False,
             "gold": [], "near": False, "why": "Không có"}  # fmt: skip
    first = [row(f"a{i}", name) for i, name in enumerate(FILES[:3])]
    other = [row("t1", FILES[4])]
    return [write(tmp_path / "dev1.jsonl", [*first, unans]), write(tmp_path / "t.jsonl", other)]


def test_a_run_asks_everything_once_and_writes_it(folder, sets, settings, tmp_path):
    plan = make_plan(folder, "dev", sets, seed=3, size=(2, 2))
    assert set(plan.questions) == {"a0", "a1", "a2", "u1"}
    assert len(plan.corpora) == 2
    assert plan.remarks == ("t.jsonl: bỏ qua, không có văn bản nào thuộc phần “dev”.",)
    text = run_corpora(plan, list(SYSTEMS), settings, tmp_path / "out", progress=False)
    assert "4 câu, 2 kho, 4 văn bản (0 không nạp được)" in text
    for name in SYSTEMS:
        lines = (tmp_path / "out" / f"{name}.jsonl").read_text("utf-8").splitlines()
        rows = {row["id"]: row for row in map(json.loads, lines)}
        assert len(lines) == len(rows) == 4
        assert rows["u1"]["right_clause"] is None
        if name == "bm25":  # the question is the clause's own words
            assert all(rows[f"a{i}"]["found"] for i in range(3))
            assert rows["a0"]["level"] == "ministry"
            assert rows["a1"]["level"] == "province"
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert summary["systems"]["bm25"]["measures"]["refused"]["mean"] == 0.0
    assert sum(c["questions"] for c in summary["corpora"]) == 4


def test_a_large_corpus_holds_other_documents_too(folder, sets):
    plan = make_plan(folder, "dev", sets, seed=3, size=(2, 2), large=10_000)
    assert [c.files for c in plan.corpora] == [tuple(FILES)]
    assert set(plan.corpora[0].questions) == {"a0", "a1", "a2", "u1"}
    small = make_plan(folder, "dev", sets, seed=3, size=(2, 2), large=1)
    assert small.corpora[0].files == tuple(FILES[:3])


def test_what_cannot_be_used_is_said(folder, sets, tmp_path):
    with pytest.raises(SourcesError, match="có: dev, test"):
        make_plan(folder, "train", sets, seed=1, size=(2, 2))
    with pytest.raises(SourcesError, match="--corpus"):
        read_sources(tmp_path)
    with pytest.raises(SourcesError, match="--set"):
        make_plan(folder, "test", sets[:1], seed=1, size=(2, 2))


def test_a_passage_is_embedded_once(settings, tmp_path, monkeypatch):
    first = CachedEmbedder("bundled", settings.models_dir, tmp_path)
    vectors = first.encode_documents(["một", "hai", "một"])
    assert (vectors[0] == vectors[2]).all()
    second = CachedEmbedder("bundled", settings.models_dir, tmp_path)
    monkeypatch.setattr(type(second).__mro__[1], "encode_documents", None)
    assert (second.encode_documents(["hai", "một"]) == vectors[[1, 0]]).all()
