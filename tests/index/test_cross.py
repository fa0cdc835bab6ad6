"""A question and a clause read together: the same on OpenVINO and torch, offsets that are true."""

import logging

import numpy as np
import pytest

from index.bundled_model import ensure_bundled_model
from index.cross import open_cross
from index.cross.reader import CrossReader
from index.cross.runtime import run_on_torch
from index.cross.weights import FITTED, CrossWeights
from index.pieces import FILE, Pieces, plain_text

QUESTION = "Sở Nội vụ phải báo cáo trước ngày nào?"
TEXTS = (
    "2. Sở Nội vụ | b) Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 20/12/2026.",
    "3. Sở Y tế | a) Hướng dẫn các cơ sở khám bệnh, chữa bệnh thực hiện bệnh án điện tử.",
)


@pytest.fixture(scope="module")
def folder(settings):
    return ensure_bundled_model(settings.models_dir)


@pytest.fixture(scope="module")
def reader(folder):
    return open_cross(folder)


def test_what_answers_scores_higher(reader):
    right, wrong = reader.read(QUESTION, TEXTS)
    assert right.score > wrong.score


def test_the_words_that_answer_are_pointed_at(reader):
    told, _ = reader.read(QUESTION, TEXTS)
    first, last = (told.places[int(np.argmax(told.ends[:, end]))] for end in (0, 1))
    assert TEXTS[0][first[0] : last[1]].endswith("20/12/2026")


def test_openvino_reads_as_torch_does(folder, reader):
    weights = CrossWeights.read()
    plain = CrossReader(folder, run_on_torch(folder, weights), float(weights.nothing[0]))
    for one, other in zip(reader.read(QUESTION, TEXTS), plain.read(QUESTION, TEXTS), strict=True):
        assert one.score == pytest.approx(other.score, abs=0.01)
        assert one.places == other.places
        assert np.max(np.abs(one.ends - other.ends)) < 0.05


def test_pairs_are_read_alike_alone_and_together(reader):
    alone = [reader.read(QUESTION, [text])[0].score for text in TEXTS]
    together = [told.score for told in reader.read(QUESTION, TEXTS)]
    assert together == pytest.approx(alone, abs=0.001)
    assert reader.read(QUESTION, []) == []


def test_texts_without_end_and_without_words_are_read(reader):
    long, empty = reader.read("rất dài " * 4000, ["dài " * 50_000, ""])
    assert len(long.places) == len(long.ends) > 100
    assert empty.places == ()


def test_what_was_fitted_over_other_additions_is_left_out(folder, tmp_path, caplog):
    weights = CrossWeights.read()
    other = tmp_path / "other.npz"
    CrossWeights(**{**vars(weights), "projection": "of another"}).save(other)
    with caplog.at_level(logging.WARNING):
        assert open_cross(folder, other) is None
        assert open_cross(folder, tmp_path / "none.npz") is None
    assert caplog.text.count("eval fit-cross") == 2


def test_weights_come_back_as_they_were_saved(tmp_path):
    weights = CrossWeights.read(FITTED)
    weights.save(tmp_path / "again.npz")
    again = CrossWeights.read(tmp_path / "again.npz")
    assert again.projection == weights.projection
    assert again.pairs.keys() == weights.pairs.keys()
    assert np.array_equal(again.span_weights, weights.span_weights)


@pytest.mark.parametrize(
    "text", ["Sở  Nội\u00a0vụ,\n báo cáo", "½ số hộ", "SỞ NỘI VỤ", "  đầu và cuối  ", "Đa\u0300"]
)
def test_pieces_stand_where_they_are_cut(folder, text):
    pieces = Pieces(folder / FILE, 512)
    places = pieces.places(text)
    assert [number for number, *_ in places] == pieces.encode(text)[1:-1]
    assert all(0 <= start < end <= len(text) for _, start, end in places)
    plain, starts, ends = plain_text(text)
    assert len(plain) == len(starts) == len(ends)
    assert "  " not in plain
