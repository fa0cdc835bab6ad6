"""BM25 reckoned from counts is that of the library, also after texts came and went."""

import bm25s
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.counts import K1, B, Counts

TEXTS = st.lists(
    st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=9), min_size=1, max_size=8
)


def of_library(texts):
    index = bm25s.BM25(k1=K1, b=B)
    index.index([list(text) for text in texts], show_progress=False)
    return index


def same(ours, theirs, texts):
    for token in {token for text in texts for token in text}:
        assert np.allclose(ours.get_scores([token]), theirs.get_scores([token]), atol=1e-6)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_scores_are_those_of_the_library(texts):
    same(Counts.of(texts).bm25(), of_library(texts), texts)


@given(TEXTS, TEXTS, st.data())
@settings(max_examples=60, deadline=None)
def test_texts_that_come_and_go_leave_no_trace(first, second, data):
    kept = sorted(data.draw(st.sets(st.sampled_from(range(len(first))), min_size=1)))
    left = [first[row] for row in kept] + second
    joined = Counts.joined([Counts.of(first).only(np.array(kept)), Counts.of(second)])
    same(joined.bm25(), of_library(left), left)
    assert joined.frequencies() == Counts.of(left).frequencies()


def test_what_is_saved_is_read(tmp_path):
    counts = Counts.of([["một", "hai", "một"], [""]])
    counts.save(tmp_path / "c.npz")
    again = Counts.open(tmp_path / "c.npz")
    assert again.vocabulary == counts.vocabulary
    assert again.times.tolist() == [2, 1, 1]
    assert again.size == 2
