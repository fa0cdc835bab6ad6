"""Conversations: every turn asked with the whole history, as the page and the portal do.

A set is JSON Lines: ``{"id", "turns": [{"user", "status", "must": [regular expression, …]}, …]}``.
A turn is right if it is answered or refused as it should be and the answer holds all of ``must``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer import Answer, AnswerStatus
from bot.pipeline import AnswerPipeline
from bot.question import Ask, Turn
from corpus.language.normalize import nfc

_ANSWERED = {AnswerStatus.ANSWERED.value, AnswerStatus.PARTIAL.value}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn of a talk, ``place`` from 1 on, as the set has it and as it was answered."""

    talk: str
    place: int
    turn: Mapping[str, Any]
    answer: Answer


def converse(path: Path, pipeline: AnswerPipeline) -> Iterator[Spoken]:
    """Every turn of every talk, each asked with what was said before it."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        talk = json.loads(line)
        history: list[Turn] = []
        for place, turn in enumerate(talk["turns"], start=1):
            answer = pipeline.invoke(Ask(turn["user"], tuple(history)))
            yield Spoken(talk["id"], place, turn, answer)
            history += [Turn("user", turn["user"]), Turn("assistant", answer.answer)]


def run_talk(path: Path, pipeline: AnswerPipeline, verbose: bool) -> str:
    """How many turns were right, by their place in the conversation; ``verbose`` tells the rest."""
    right: dict[int, list[bool]] = {}
    met: list[bool] = []
    told: list[str] = []
    for spoken in converse(path, pipeline):
        turn, answer = spoken.turn, spoken.answer
        as_wanted = (answer.status.value in _ANSWERED) == (turn["status"] in _ANSWERED)
        text = nfc(answer.answer)
        good = as_wanted and all(re.search(m, text, re.IGNORECASE) for m in turn["must"])
        right.setdefault(spoken.place, []).append(good)
        met.append(as_wanted)
        if not good:
            told += [
                f"{spoken.talk}.{spoken.place} {turn['user']}",
                f"    hiểu là: {answer.standalone_question}",
                f"    {answer.status.value}: {text[:200]}",
            ]
    every = [good for turns in right.values() for good in turns]
    lines = [
        f"{len(every)} lượt: đúng {sum(every)} ({sum(every) / len(every):.1%}); "
        f"trả lời hay từ chối đúng chỗ {sum(met)} ({sum(met) / len(met):.1%})"
    ]
    lines += [f"  lượt {place}: {sum(t)}/{len(t)}" for place, t in sorted(right.items())]
    return "\n".join([*lines, *told] if verbose else lines)
