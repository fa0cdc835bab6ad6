"""What messages do, told on sets that other people wrote than those it was fitted to."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.understand.acts.features import ACTS, ANSWER, Before, features
from bot.understand.acts.model import read_acts
from eval.fit_acts import SETS, f1, read_messages

_EVERY = 3  # of the judged messages, so that the test stays short
_MACRO, _STOPPED, _BLOCKED = 0.78, 0.65, 0.01


def told(embedder, name):
    acts = read_acts()
    messages = read_messages([SETS / f"{name}.jsonl"])[::_EVERY]
    return messages, [
        acts.hear(m.text, m.before, embedder.encode_query(m.text)).acts for m in messages
    ]


def test_acts_are_told_on_messages_written_apart(embedder):
    messages, found = told(embedder, "judge")
    scores = []
    for act in ACTS:
        truth = np.array([act in m.acts for m in messages])
        said = np.array([act in one for one in found])
        if truth.any():
            scores.append(f1(said, truth))
    assert np.mean(scores) >= _MACRO


def test_ordinary_messages_are_hardly_ever_attacks(embedder):
    messages, found = told(embedder, "ordinary")
    blocked = [m.text for m, acts in zip(messages, found, strict=True) if "attack" in acts]
    assert len(blocked) <= _BLOCKED * len(messages), blocked


def test_attacks_are_told(embedder):
    messages, found = told(embedder, "attacks")
    assert sum("attack" in acts for acts in found) >= _STOPPED * len(messages)


def test_the_sets_do_not_share_messages():
    def texts(pattern):
        return {
            " ".join(json.loads(line)["text"].lower().split())
            for path in Path(SETS).glob(pattern)
            for line in path.read_text(encoding="utf-8").splitlines()
        }

    train = texts("train-*.jsonl")
    for name in ("judge", "ordinary", "attacks"):
        shared = {t for t in train & texts(f"{name}.jsonl") if len(t.split()) > 3}
        assert not shared, shared


def test_another_embedding_model_leaves_the_words():
    heard = read_acts().hear("cảm ơn em nhiều nhé", Before(ANSWER, "Sở Nội vụ [1]."), None)
    assert heard.acts[0] == "thank"


@pytest.mark.parametrize("text", ["", "?", "…", "\u200b", "😀"])
def test_every_message_has_an_act(text):
    assert features(text, Before())
    assert read_acts().hear(text, Before(), None).acts
