"""Questions embedded from several threads at once."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.embed import _KEPT_QUERIES, Embedder


class Fixed(Embedder):
    """The embedder with a model of no weight: a text's vector is its number."""

    calls = 0

    @property
    def _family(self):
        return {"query": "q:", "document": "", "segmented": False}

    def _encode(self, texts, prefix, progress):
        self.calls += 1
        return np.array([[float(text)] for text in texts], dtype=np.float32), None


@pytest.fixture
def often():
    """Threads change places as often as can be."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_each_thread_gets_its_own_questions_vector(tmp_path, often):
    embedder = Fixed("fixed", tmp_path)

    def work(first):
        for turn in range(600):
            numbers = [(first * 37 + turn * 11 + i) % 500 for i in range(5)]
            embedder.prepare_queries([str(n) for n in numbers])
            for number in numbers:
                assert embedder.encode_query(str(number)).tolist() == [number]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(embedder._queries) == _KEPT_QUERIES


def test_prepared_forms_are_embedded_at_once_and_not_again(tmp_path):
    embedder = Fixed("fixed", tmp_path)
    embedder.prepare_queries(["1", "2", "1"])
    assert [embedder.encode_query(t).tolist() for t in ("1", "2")] == [[1.0], [2.0]]
    assert embedder.calls == 1
    embedder.prepare_queries(["2", "3"])
    assert embedder.calls == 2
    embedder.prepare_queries([])
    assert embedder.calls == 2


def test_more_forms_than_are_kept_still_have_vectors(tmp_path):
    embedder = Fixed("fixed", tmp_path)
    texts = [str(i) for i in range(3 * _KEPT_QUERIES)]
    embedder.prepare_queries(texts)
    assert len(embedder._queries) == _KEPT_QUERIES
    assert [float(embedder.encode_query(t)[0]) for t in texts] == [float(t) for t in texts]


def test_a_shared_vector_cannot_be_changed(tmp_path):
    vector = Fixed("fixed", tmp_path).encode_query("1")
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 2.0


def test_the_real_model_from_threads(embedder):
    texts = [f"Sở nào chủ trì nhiệm vụ số {i}?" for i in range(24)]
    alone = embedder.encode_documents(texts)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda t: embedder.encode_documents([t])[0], texts))
    assert np.allclose(alone, np.vstack(together), atol=1e-4)
