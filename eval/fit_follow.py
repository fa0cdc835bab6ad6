"""``eval fit-follow``: which clause a message of a talk is after (``bot/converse/likely``), from
talks with their right clauses.

Every message after an answer gives a group of candidates, as the talk led to them. The trees are
judged on talks over documents that they were not fitted on (folds by talk), and the chance from
which on the likeliest clause is shown is chosen there: a wrong answer costs half of what a right
one gains.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bot.converse.likely.features import NAMES, Led, Matrix, rows
from bot.converse.likely.model import ABOUT, FOLDER, TREES, Weighed
from bot.meet import Meeting
from bot.parts import Parts
from bot.question import Ask, Turn
from bot.seek import Seeker
from corpus.library import Library
from corpus.settings import Settings
from eval.talks import is_gold, opened, read_talks

_CUTS = [step / 20 for step in range(1, 19)]
_WRONG = 0.5  # what a wrong answer costs
_FOLDS = 5
_ROUNDS = 160
_TREES = {
    "objective": "binary",
    "num_leaves": 7,
    "learning_rate": 0.05,
    "min_data_in_leaf": 12,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 7,
    "deterministic": True,
    "num_threads": 1,
    "verbosity": -1,
}


@dataclass(frozen=True, slots=True)
class Group:
    """The candidates of one message: features, which are right, which talk it is of; ``plain``:
    the mean of both readings' probabilities, which a fit must better."""

    talk: str
    table: Matrix
    right: Matrix
    plain: Matrix


class _Listening(Seeker):
    """Keeps what messages led to."""

    heard: list[Led]

    def weigh(self, led: Led) -> Weighed:
        self.heard.append(led)
        return super().weigh(led)


def read_groups(folder: Path, talks: Sequence[dict[str, Any]], settings: Settings) -> list[Group]:
    """Hold the talks; what each message led to."""
    listening: list[_Listening] = []

    def meeting(library: Library, parts: Parts) -> Meeting:
        one = _Listening(library, parts)
        one.heard = []
        listening.append(one)
        return Meeting(library, parts, seeker=one)

    groups: list[Group] = []
    with opened(folder, talks, settings, meeting) as (pipeline, library):
        for talk in talks:
            history: tuple[Turn, ...] = ()
            state = ""
            for turn in talk["turns"]:
                listening[0].heard.clear()
                answer = pipeline.invoke(Ask(turn["user"], history, state=state))
                history += (Turn("user", turn["user"]), Turn("assistant", answer.answer))
                state = answer.state
                if turn.get("status") not in ("answered", "no_evidence"):
                    continue
                for led in listening[0].heard[-1:]:
                    found, table = rows(led)
                    right = [
                        float(any(is_gold(g, [f.clause], library) for g in turn.get("gold", ())))
                        for f in found
                    ]
                    plain = table[:, NAMES.index("mean")]
                    groups.append(Group(talk["id"], table, np.array(right), plain))
    return groups


def fit(groups: Sequence[Group]) -> str:
    """The trees as text."""
    import lightgbm

    data = lightgbm.Dataset(
        np.concatenate([g.table for g in groups]),
        np.concatenate([g.right for g in groups]),
        feature_name=list(NAMES),
    )
    return str(lightgbm.train(dict(_TREES), data, _ROUNDS).model_to_string())


def out_of_fold(groups: Sequence[Group]) -> list[Matrix]:
    """The chances of each group's candidates by trees that did not see its talk."""
    import lightgbm

    talks = sorted({g.talk for g in groups})
    fold = {talk: i % _FOLDS for i, talk in enumerate(talks)}
    chances: list[Matrix] = [np.zeros(0)] * len(groups)
    for at in range(_FOLDS):
        trees = lightgbm.Booster(model_str=fit([g for g in groups if fold[g.talk] != at]))
        for i, group in enumerate(groups):
            if fold[group.talk] == at:
                chances[i] = np.asarray(trees.predict(group.table, num_threads=1))
    return chances


@dataclass(frozen=True, slots=True)
class Shown:
    """How likely the likeliest clause of a message was, and whether it was right."""

    chance: float
    right: bool


def tops(groups: Sequence[Group], chances: Sequence[Matrix]) -> list[Shown]:
    """The likeliest clause of each group."""
    best = [int(np.argmax(c)) for c in chances]
    return [
        Shown(float(c[i]), bool(g.right[i] > 0))
        for g, c, i in zip(groups, chances, best, strict=True)
    ]


def best_cut(tops: Sequence[Shown]) -> float:
    """The chance from which on showing the likeliest clause is worth most."""

    def worth(cut: float) -> float:
        shown = [one for one in tops if one.chance >= cut]
        right = sum(one.right for one in shown)
        return right - _WRONG * (len(shown) - right)

    return max(_CUTS, key=worth)


def _talks_of(path: Path) -> list[dict[str, Any]]:
    """The talks of a file; of a set of questions those that follow others, each as a talk."""
    lines = read_talks(path)
    return [_as_talk(one) if "question" in one else one for one in lines if _is_talk(one)]


def _is_talk(one: dict[str, Any]) -> bool:
    return "turns" in one or bool(one.get("history") and one.get("gold"))


def _as_talk(one: dict[str, Any]) -> dict[str, Any]:
    before = [{"user": question, "status": "any"} for question in one["history"]]
    last = {"user": one["question"], "status": "answered", "gold": one["gold"]}
    documents = sorted({gold["document"] for gold in one["gold"]})
    return {"id": one["id"], "documents": documents, "turns": [*before, last]}


def run_fit_follow(folder: Path, paths: Sequence[Path], settings: Settings, write: bool) -> str:
    """Hold the talks, look at what each message leads to, fit the trees, choose the cut."""
    talks = [talk for path in paths for talk in _talks_of(path)]
    groups = [g for g in read_groups(folder, talks, settings) if len(g.right)]
    learned = tops(groups, out_of_fold(groups))
    plain = tops(groups, [g.plain for g in groups])
    cut = best_cut(learned)
    if write:
        about = {"made_by": "python -m eval fit-follow", "date": date.today().isoformat(),
                 "sets": [path.name for path in paths], "talks": len(talks),
                 "messages": len(groups), "enough": cut}  # fmt: skip
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / TREES).write_text(fit(groups), encoding="utf-8")
        (FOLDER / ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    stated = sum(bool(g.right.any()) for g in groups)
    lines = [
        f"{len(groups)} tin nhắn, {stated} có điều khoản đúng trong số tìm được; ngưỡng {cut:.2f}"
    ]
    for name, shown_by in (("đã khớp", learned), ("trung bình hai cách đọc", plain)):
        lines.append(f"{name}: đúng trước tiên {sum(t.right for t in shown_by)}")
        for at in _CUTS:
            shown = [t for t in shown_by if t.chance >= at]
            lines.append(f"  {at:.2f}: {len(shown)} hiện, {sum(t.right for t in shown)} đúng")
    return "\n".join(lines)
