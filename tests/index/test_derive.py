"""An index that documents were taken out of and laid on top of searches like one built of them."""

import numpy as np
import pytest

from corpus.document import Metadata
from corpus.library import Library
from corpus.structure.amend import amended, renamed
from index.build import build_index, open_index
from index.derive import derive
from index.leaf import Leaves
from index.retrieve import Query, Searcher

QUESTIONS = (
    "Sở Nội vụ chủ trì việc gì?",
    "thủ tục hành chính trực tuyến mức độ 4",
    "bộ phận một cửa cấp xã số hóa hồ sơ",
)


@pytest.fixture(scope="module")
def parts(library, embedder, tmp_path_factory):
    """An index of four of the five documents, and one of the last four."""
    folder = tmp_path_factory.mktemp("derive")
    first, last = Library(library.documents[:4]), Library(library.documents[1:])
    for name, part in (("first", first), ("last", last)):
        build_index(part, embedder, folder / name)
    return open_index(folder / "first"), open_index(folder / "last"), last, folder


def found(index, embedder, library, question, documents=()):
    searcher = Searcher(index, embedder, library)
    hits = searcher.candidates(Query(question, documents), 30)
    return {hit.clause_id: {"sum": hit.score, **hit.sources} for hit in hits}


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_searches_like_a_build_of_the_same_documents(parts, embedder, question):
    base, built, library, folder = parts
    derived = derive(base, library.documents, Leaves(folder / "leaves", embedder))
    assert derived.manifest.documents == built.manifest.documents
    ours = found(derived, embedder, library, question)
    theirs = found(built, embedder, library, question)
    assert ours.keys() == theirs.keys()
    for clause_id, scores in theirs.items():
        assert ours[clause_id].keys() == scores.keys()
        for name, value in scores.items():
            assert ours[clause_id][name] == pytest.approx(value, abs=2e-4), (clause_id, name)


def test_a_document_taken_out_is_never_found(parts, embedder, library):
    base, _, _, folder = parts
    left = Library(library.documents[1:4])
    derived = derive(base, left.documents, Leaves(folder / "leaves", embedder))
    gone = library.documents[0].id
    assert derived.store.count() == len(derived.clause_ids)
    vector = embedder.encode_query(QUESTIONS[0])
    for documents in ((), (gone,)):
        every = derived.store.search(vector, 10_000, documents)
        assert not [name for name, _ in every if name.startswith(f"{gone}.")]
    assert len(derived.store.search(vector, 10_000)) == len(derived.clause_ids)


def test_what_is_wanted_already_stays_as_it_is(parts, embedder, library):
    base, _, _, folder = parts
    assert derive(base, library.documents[:4], Leaves(folder / "leaves", embedder)) is base


def test_a_mended_title_is_searched(parts, embedder, library):
    base, _, _, folder = parts
    first = library.documents[0]
    told = Metadata(**{**_fields(first.metadata), "title": "Về việc nuôi ong lấy mật ở vùng cao"})
    mended = Library((amended(first, told), *library.documents[1:4]))
    derived = derive(base, mended.documents, Leaves(folder / "leaves", embedder))
    searcher = Searcher(derived, embedder, mended)
    hits = searcher.search(Query("nuôi ong lấy mật", weights={"words": 1.0}), 5)
    assert {hit.clause_id.split(".")[0] for hit in hits} == {first.id}
    assert mended.documents[0].text == first.text


def test_a_leaf_is_kept_and_read_again(parts, embedder, library):
    _, _, _, folder = parts
    document = renamed(library.documents[4], "ten-khac")
    leaves = Leaves(folder / "kept", embedder)
    made = leaves.of(document)
    assert leaves.has(document)
    again = leaves.of(library.documents[4])  # the same words under another id
    assert np.array_equal(again.vectors, made.vectors)
    assert len(again.tokens) == again.size + 1 == len(document.clauses) + 1
    assert np.array_equal(again.tokens[-1].vectors, made.tokens[-1].vectors)


def _fields(metadata):
    return {name: getattr(metadata, name) for name in Metadata.__dataclass_fields__}
