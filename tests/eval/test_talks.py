"""Talks over documents, and the cut of follow-ups."""

import json

import pytest

from bot.question import Ask
from corpus.library import DIRECTIVES, load_library
from eval.fit_follow import Shown, best_cut
from eval.talks import is_gold, read_talks

SETS = DIRECTIVES.parents[1] / "eval" / "sets" / "talks"
NAME = "cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19.txt"


@pytest.mark.parametrize("name", ["dev", "test", "live-1", "live-2", "train1", "train5"])
def test_the_sets_are_talks_of_eight_turns(name):
    talks = read_talks(SETS / f"{name}.jsonl")
    assert len({talk["id"] for talk in talks}) == len(talks) >= 10
    assert all(len(talk["turns"]) == 8 for talk in talks)
    assert all(turn["user"].strip() for talk in talks for turn in talk["turns"])


def test_dev_and_test_share_no_document_but_the_directives():
    named = [
        {name for talk in read_talks(SETS / f"{split}.jsonl") for name in talk["documents"]}
        for split in ("dev", "test")
    ]
    own = {path.name for path in DIRECTIVES.iterdir()}
    assert not named[0] & named[1] - own


def test_gold_is_found_where_its_words_stand():
    library = load_library([DIRECTIVES / NAME])
    document = library.documents[0]
    clause = next(c for c in document.clauses if c.path[-1].level == "gach")
    words = " ".join(document.quote(clause).split()[:8])
    assert is_gold({"document": NAME, "quote": words}, [clause], library)
    others = [c for c in document.clauses if c.end <= clause.start]
    assert not is_gold({"document": NAME, "quote": words}, others, library)
    assert not is_gold({"document": "khong-co.txt", "quote": words}, [clause], library)


def test_the_cut_leaves_out_what_is_mostly_wrong():
    wrong, right = [Shown(0.1, False)] * 6, [Shown(0.4, True)] * 5
    tops = [*wrong, Shown(0.12, True), *right, Shown(0.45, False)]
    assert 0.12 < best_cut(tops) <= 0.4


def test_an_answer_tells_its_acts_and_state_in_json(assistant):
    answer = assistant.pipeline.invoke(Ask("Ai ký Công văn số 4685/UBND-KGVX?"))
    data = json.loads(json.dumps(answer.as_json(), ensure_ascii=False))
    assert data["acts"]
    assert data["state"]
    assert data["choices"] == []
