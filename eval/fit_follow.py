"""``eval fit-follow``: how likely what a follow-up leads to must be to be shown
(``bot/converse/weighed.py``), from talks with their right clauses.

A wrong answer costs half of what a right one gains, as for single questions.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.converse.weighed import FITTED, Weighed
from bot.meet import Meeting
from bot.parts import Parts
from bot.question import Ask, Turn
from bot.seek import Seeker
from corpus.library import Library
from corpus.settings import Settings
from eval.talks import is_gold, opened, read_talks

_CUTS = [step / 20 for step in range(1, 19)]
_WRONG = 0.5  # what a wrong answer costs


class _Listening(Seeker):
    """Keeps what follow-ups led to."""

    heard: list[Weighed]

    def is_enough(self, weighed: Weighed) -> bool:
        self.heard.append(weighed)
        return super().is_enough(weighed)


@dataclass(frozen=True, slots=True)
class Led:
    """How likely the likeliest clause of a follow-up was, and whether it was right."""

    chance: float
    right: bool


def best_cut(led: Sequence[Led]) -> float:
    """The chance from which on showing the likeliest clause is worth most."""

    def worth(cut: float) -> float:
        shown = [one for one in led if one.chance >= cut]
        right = sum(one.right for one in shown)
        return right - _WRONG * (len(shown) - right)

    return max(_CUTS, key=worth)


def run_fit_follow(folder: Path, paths: Sequence[Path], settings: Settings, write: bool) -> str:
    """Hold the talks, look at what each follow-up leads to, choose the cut."""
    talks = [talk for path in paths for talk in read_talks(path)]
    listening: list[_Listening] = []

    def meeting(library: Library, parts: Parts) -> Meeting:
        one = _Listening(library, parts)
        one.heard = []
        listening.append(one)
        return Meeting(library, parts, seeker=one)

    led: list[Led] = []
    with opened(folder, talks, settings, meeting) as (pipeline, library):
        for talk in talks:
            history: tuple[Turn, ...] = ()
            for turn in talk["turns"]:
                listening[0].heard.clear()
                answer = pipeline.invoke(Ask(turn["user"], history))
                history += (Turn("user", turn["user"]), Turn("assistant", answer.answer))
                for weighed in listening[0].heard[-1:]:
                    clauses = [found.clause for found in weighed.found[:1]]
                    right = any(is_gold(gold, clauses, library) for gold in turn.get("gold", ()))
                    led.append(Led(weighed.chance, right))
    cut = best_cut(led)
    if write:
        about = {"made_by": "python -m eval fit-follow", "date": date.today().isoformat(),
                 "turns": len(led), "enough": cut}  # fmt: skip
        FITTED.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    lines = [f"{len(led)} câu nối tiếp; ngưỡng {cut:.2f}"]
    for at in _CUTS:
        shown = [one for one in led if one.chance >= at]
        lines.append(f"{at:.2f}: {len(shown)} hiện, {sum(one.right for one in shown)} đúng")
    return "\n".join(lines)
