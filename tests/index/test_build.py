"""The index on disk: built once, never half-written, and honest about what it was built from."""

import json
import shutil

import numpy as np
import pytest

from corpus.library import DIRECTIVES, load_library
from index import build as build_module
from index.build import (
    IndexStateError,
    build_index,
    open_index,
    open_manifest,
    remove_index,
    wanted_manifest,
)
from index.embed import Embedder
from index.manifest import ManifestError
from index.store import StoreError, VectorStore

SMALL = "cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19.txt"


class Counting(Embedder):
    """The real embedder, counting the texts that it embeds."""

    embedded = 0

    def encode_with_tokens(self, texts, progress=False):
        self.embedded += len(texts)
        return super().encode_with_tokens(texts, progress)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    shutil.copy(DIRECTIVES / SMALL, folder / SMALL)
    return folder


@pytest.fixture
def counting(settings, embedder):
    counting = Counting("bundled", settings.models_dir)
    counting.__dict__["_runtime"] = embedder._runtime
    return counting


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


def test_a_second_build_embeds_nothing(corpus, counting, folder):
    library = load_library([corpus])
    first = build_index(library, counting, folder)
    assert first.built
    assert first.manifest.clauses == len(library.documents[0].clauses)
    assert counting.embedded == first.manifest.clauses + 1  # and the document's line
    counting.embedded = 0
    second = build_index(library, counting, folder)
    assert not second.built
    assert counting.embedded == 0
    assert second.manifest == first.manifest


def test_a_changed_directive_is_noticed(corpus, counting, folder):
    build_index(load_library([corpus]), counting, folder)
    path = corpus / SMALL
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm một dòng.\n", encoding="utf-8")
    changed = load_library([corpus])
    reasons = open_manifest(folder).differences(wanted_manifest(changed, counting))
    assert reasons == [f"văn bản được sửa: {changed.documents[0].id}"]
    assert build_index(changed, counting, folder).reasons == tuple(reasons)


def test_a_changed_directive_embeds_only_its_changed_clauses(corpus, counting, folder):
    build_index(load_library([corpus]), counting, folder)
    path = corpus / SMALL
    text = path.read_text(encoding="utf-8")
    library = load_library([corpus])
    last = library.documents[0].clauses[-1]
    kept = library.documents[0].quote(last).split("\n")[-1]
    path.write_text(text.replace(kept, f"{kept} Bổ sung nội dung này."), encoding="utf-8")
    counting.embedded = 0
    manifest = build_index(load_library([corpus]), counting, folder).manifest
    assert 0 < counting.embedded < manifest.clauses / 4
    reused = np.load(build_module._current(folder) / "vectors.npy")
    build_index(load_library([corpus]), counting, folder.with_name("fresh"))
    fresh = np.load(build_module._current(folder.with_name("fresh")) / "vectors.npy")
    assert np.allclose(reused, fresh, atol=1e-4)


def test_another_model_dimension_or_rules_are_named(corpus, counting, folder):
    manifest = build_index(load_library([corpus]), counting, folder).manifest
    fields = {f: getattr(manifest, f) for f in manifest.__dataclass_fields__}
    other = type(manifest)(**{**fields, "model": "khác", "dimension": 768, "rules": "khác"})
    reasons = "; ".join(manifest.differences(other))
    assert "mô hình bundled, cấu hình là khác" in reasons
    assert "384 chiều, mô hình cho 768 chiều" in reasons
    assert "quy tắc tách điều khoản" in reasons


def test_an_interrupted_build_leaves_the_old_index(corpus, counting, folder, monkeypatch):
    library = load_library([corpus])
    before = build_index(library, counting, folder).manifest

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(VectorStore, "add", stop)
    with pytest.raises(KeyboardInterrupt):
        build_index(library, counting, folder, force=True)
    monkeypatch.undo()
    assert open_index(folder).manifest == before
    assert len(list((folder / "builds").iterdir())) == 1


def break_pointer(build, folder):
    (folder / "current").write_text("khong-co", encoding="utf-8")


def break_manifest(build, folder):
    (build / "manifest.json").write_text("{", encoding="utf-8")


def break_lexical(build, folder):
    shutil.rmtree(build / "lexical")


def break_chroma(build, folder):
    (build / "chroma" / "chroma.sqlite3").write_bytes(b"no database at all" * 100)


def remove_chroma(build, folder):
    shutil.rmtree(build / "chroma")


def break_ids(build, folder):
    ids = json.loads((build / "clauses.json").read_text(encoding="utf-8"))
    (build / "clauses.json").write_text(json.dumps(ids[:-1]), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [break_pointer, break_manifest, break_lexical, break_chroma, remove_chroma, break_ids],
)
def test_a_broken_index_says_so_and_is_rebuilt(corpus, counting, folder, damage):
    library = load_library([corpus])
    build_index(library, counting, folder)
    damage(build_module._current(folder), folder)
    with pytest.raises((IndexStateError, ManifestError, StoreError), match="python -m index build"):
        open_index(folder)
    assert build_index(library, counting, folder).built
    assert open_index(folder).store.count() == len(library.documents[0].clauses)


def test_a_missing_index_says_how_to_build_it(folder):
    with pytest.raises(IndexStateError, match="python -m index build"):
        open_index(folder)


def test_an_empty_corpus_is_refused(tmp_path, counting, folder):
    with pytest.raises(IndexStateError, match="TONGDAI_CORPUS"):
        build_index(load_library([tmp_path]), counting, folder)


def test_remove(corpus, counting, folder):
    build_index(load_library([corpus]), counting, folder)
    assert remove_index(folder)
    assert not folder.exists()
    assert not remove_index(folder)
