"""The ablation table holds every step, and a step that matters shows."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.steps import Steps
from eval.ablation import _means, run_ablation
from eval.dataset import read_questions


def _some(library):
    questions = list(read_questions(Path("eval/sets/dev.jsonl"), library))
    return [q for q in questions if not q.answerable][:12] + [q for q in questions if q.answerable][
        :20
    ]


@pytest.mark.accept
def test_every_step_has_a_line(assistant):
    table = run_ablation(assistant, _some(assistant.library)[10:14])
    names = [line.split()[0] for line in table.splitlines()[2:]]
    assert names == [f.name for f in fields(Steps)]


@pytest.mark.accept
def test_without_the_reader_less_is_right(assistant):
    questions = _some(assistant.library)
    whole = _means(assistant, Steps(), questions)
    without = _means(assistant, Steps(read=False), questions)
    assert without["correct"] < whole["correct"]
