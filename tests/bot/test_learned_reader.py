"""The learned reader: fitted the same twice, opened only where it belongs, orders what it gets."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from bot.converse import read_question
from bot.evidence.candidates import candidates_query
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence
from bot.findings import Found
from bot.question import Ask
from bot.read.learned.covered import Covered
from bot.read.learned.features import base_names, names
from bot.read.learned.model import ABOUT, FOLDER, ORDER, Curve, Model
from bot.read.learned.reader import LearnedReader
from bot.steps import Steps
from eval.reader.fit import fit, fit_order
from eval.reader.rows import Row
from index.late import NAMES as LATE


@pytest.fixture
def rows():
    chance = np.random.default_rng(3)
    found = []
    for number in range(60):
        own = chance.random((12, len(base_names())))
        asked = chance.random(len(names()) - 3 * len(base_names()))
        right = np.zeros(12)
        answerable = number % 4 != 0
        if answerable:
            right[int(np.argmax(own[:, 0]))] = 1.0
        covered = Covered(chance.random((12, 5)) > 0.5, np.ones(5), chance.random((12, 1)))
        ids = tuple(f"d{number}.khoan-{i}" for i in range(12))
        found.append(
            Row(
                str(number), "s", "c", "fact", answerable, True, f"d{number}", own, asked, right,
                clauses=ids, covered=covered,
            )
        )  # fmt: skip
    return found


def test_the_same_rows_give_the_same_trees(rows):
    columns = range(len(names()))
    first, second = (fit_order(rows, columns, trees=5).model_to_string() for _ in range(2))
    assert first == second


def test_a_fit_is_written_as_it_predicts(rows, tmp_path):
    from eval.fit_reader import write_model

    fitted = fit(rows)
    write_model(fitted, "bundled", ["s"], tmp_path)
    model = Model.open("bundled", tmp_path)
    assert model is not None
    row = rows[1]
    scores = model.scores(row.own, row.asked)
    assert int(np.argmax(scores)) == int(np.argmax(row.own[:, 0]))
    judged = model.judge(row.own, row.asked, scores)
    assert 0.0 < judged.answered < 1.0
    assert 0.0 < judged.right < 1.0
    assert 0.0 < model.enough < 1.0


def test_probabilities_are_logistic_curves():
    assert Curve((2.0,), 0.0).probability(0.0) == 0.5
    assert Curve((1.0, 2.0), -3.0).probability(1.0, 1.0) == 0.5


def test_another_embedding_model_is_refused(caplog):
    assert Model.open("mo-hinh-khac") is None
    assert "fit-reader" in caplog.text


def test_a_missing_model_is_refused(tmp_path, caplog):
    assert Model.open("bundled", tmp_path) is None
    assert "fit-reader" in caplog.text


def test_unknown_columns_are_refused(tmp_path, caplog):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    about = json.loads((tmp_path / ABOUT).read_text(encoding="utf-8"))
    about["order_columns"][0] = "không có"
    (tmp_path / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    assert Model.open("bundled", tmp_path) is None
    assert "fit-reader" in caplog.text


def test_a_broken_model_is_refused(tmp_path, caplog):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / ORDER).write_text("tree\n", encoding="utf-8")
    assert Model.open("bundled", tmp_path) is None
    assert "fit-reader" in caplog.text


@pytest.fixture
def candidates(assistant):
    def run(text):
        question = read_question(Ask(text), assistant.library.documents)
        profiles = Profiles()
        found = []
        for hit in assistant.searcher.candidates(candidates_query(question), 30):
            clause = assistant.library.clause(hit.clause_id)
            document = assistant.library.document(clause.document_id)
            profile = profiles.of(document, clause)
            scores = {"total": hit.score, **hit.sources}
            found.append(Found(document, clause, hit.score, Evidence(0, 0), profile, scores=scores))
        return question, found

    return run


ASKED = "Sở Nội vụ Quảng Ngãi được giao nhiệm vụ gì về cải cách hành chính?"


def test_every_candidate_has_every_raw_score(candidates):
    _, found = candidates(ASKED)
    assert len(found) == 30
    wanted = {"total", "dense", "above", "words", "folded", *LATE}
    assert all(set(f.scores) == wanted for f in found)
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)


def test_the_reader_orders_and_tells_how_sure_it_is(assistant, candidates):
    reader = LearnedReader(assistant.library, assistant.searcher)
    question, found = candidates(ASKED)
    read = reader.read(question, found)
    assert {f.clause.id for f in read} == {f.clause.id for f in found}
    assert [f.rank for f in read] == sorted((f.rank for f in read), reverse=True)
    assert 0.0 < read[0].probability < 1.0
    assert all(f.probability <= read[0].probability for f in read[1:])
    assert [f.answers for f in read] == sorted((f.answers for f in read), reverse=True)
    assert [f.clause.id for f in reader.read(question, found)] == [f.clause.id for f in read]


def test_without_a_fitted_model_the_order_is_that_of_the_sum(assistant, candidates):
    reader = LearnedReader(assistant.library, assistant.searcher, Steps(read=False))
    question, found = candidates(ASKED)
    read = reader.read(question, list(reversed(found)))
    sums = [f.scores["total"] for f in read]
    assert sums == sorted(sums, reverse=True)
    assert all(f.answers is not None for f in read)
    assert reader.read(question, []) == []


def test_a_first_that_the_trees_are_sure_of_is_not_read_again(assistant, candidates, monkeypatch):
    question, found = candidates(ASKED)
    alone = LearnedReader(assistant.library, assistant.searcher, Steps(again=False))
    sure = LearnedReader(assistant.library, assistant.searcher)
    monkeypatch.setattr(sure, "_again", replace(sure._again, sure=0.0))
    unsure = LearnedReader(assistant.library, assistant.searcher)
    monkeypatch.setattr(unsure, "_again", replace(unsure._again, sure=1.0))
    plain = alone.read(question, found)
    assert sure.read(question, found) == plain
    again = unsure.read(question, found)
    assert {f.clause.id for f in again} == {f.clause.id for f in plain}
    assert [f.probability for f in again] != [f.probability for f in plain]
