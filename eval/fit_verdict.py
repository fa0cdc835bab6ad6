"""``eval fit-verdict``: fit the trees that tell what a clause says to a yes-or-no question.

Fitted on the questions of the training sets with the clause that settles them and, counting less,
on the sentences that were written for the verifier. How often something is told of a clause that
settles nothing is told too: whether it is the right one is the reader's to judge. What is printed
is by folds of documents that the trees did not see, dev by all of them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import lightgbm
import numpy as np
import numpy.typing as npt

from bot.read.claim import Verdict
from bot.read.verdict.model import ABOUT, CUTS, FOLDER, JUDGED, TREES, cut_of
from bot.read.verdict.signs import borne, names, signs_of
from eval.verdicts import CLAIM, NO, YES, Settled, read_settled, read_stated

FOLDS = 5
_WANTED = 0.92  # right among the verdicts that are told
_CLAIMS = 0.3  # what a claim counts beside a question
_FEWEST = 15  # verdicts at least, from which a cut is read
_NEVER = {"no": -1.0, "yes": 2.0}  # chances that nothing reaches
_TREES = 400
_FITTED: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.03, "num_leaves": 7, "min_data_in_leaf": 15,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "deterministic": True, "force_row_wise": True, "num_threads": 1, "seed": 7, "verbosity": -1,
}  # fmt: skip
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """The signs of a question beside a clause and what the clause says (None: nothing); ``cut``:
    what it is held against; ``judged``: what the exact checks say."""

    fold: int
    signs: tuple[float, ...]
    yes: bool | None
    claim: bool
    cut: str
    judged: Verdict


def run_fit_verdict(
    folder: Path,
    sets: Sequence[Path],
    claims: Sequence[Path],
    dev: Sequence[Path],
    told: Path,
    write: bool,
) -> str:
    """Fit and report; ``told``: verdicts of questions that have no reference; ``write`` keeps the
    trees."""
    read = [*read_settled(sets, folder, told), *read_stated(claims, folder)]
    examples = [example_of(one) for one in read]
    settled = [one for one in examples if one.yes is not None]
    asked = [one for one in settled if not one.claim]
    chances = out_of_fold(examples)
    cuts = {name: cuts_of(name, examples, chances) for name in CUTS}
    lines = [
        f"Khớp trên {len(asked)} câu hỏi ({sum(bool(one.yes) for one in asked)} có) và "
        f"{len(settled) - len(asked)} câu viết cho bộ kiểm chứng.",
        *(
            f"{name}: “có” từ {at['yes']:.3f}, “không” đến {at['no']:.3f}"
            for name, at in cuts.items()
        ),
    ]
    for name, claim in (("các phần", False), ("câu viết cho bộ kiểm chứng", True)):
        own = [i for i, one in enumerate(examples) if one.claim is claim]
        lines.append(report(name, [examples[i] for i in own], chances[own], cuts))
    booster = fit(settled)
    for path in dev:
        tests = [example_of(one) for one in read_settled([path], folder)]
        if tests:
            lines.append(report(_name(path), tests, predicted(booster, tests), cuts))
    if write:
        _write(booster, cuts, [*sets, *claims])
    return "\n".join(lines)


def example_of(one: Settled) -> Example:
    """Its signs."""
    there = borne(one.asked, one.document, one.clause)
    fold = crc32(one.document.file.encode()) % FOLDS
    yes = {YES: True, NO: False}.get(one.verdict)
    signs = tuple(signs_of(one.asked, there))
    return Example(fold, signs, yes, one.set == CLAIM, cut_of(one.asked), there.judgement.verdict)


def fit(settled: Sequence[Example]) -> lightgbm.Booster:
    """The trees, on what is settled."""
    data = lightgbm.Dataset(
        _table(settled),
        label=np.array([float(bool(one.yes)) for one in settled]),
        weight=np.array([_CLAIMS if one.claim else 1.0 for one in settled]),
        feature_name=names(),
    )
    return lightgbm.train(_FITTED, data, num_boost_round=_TREES)


def predicted(booster: lightgbm.Booster, examples: Sequence[Example]) -> Matrix:
    """The chance of yes of each."""
    return np.asarray(booster.predict(_table(examples), num_threads=1))


def out_of_fold(examples: Sequence[Example]) -> Matrix:
    """The same by trees that saw no question over the same document."""
    found = np.zeros(len(examples))
    for fold in range(FOLDS):
        held = [i for i, one in enumerate(examples) if one.fold == fold]
        seen = [one for one in examples if one.fold != fold and one.yes is not None]
        if held:
            found[held] = predicted(fit(seen), [examples[i] for i in held])
    return found


def cuts_of(name: str, examples: Sequence[Example], chances: Matrix) -> dict[str, float]:
    """From what chance on yes is told, and up to what chance no: the share of right ones is as
    wanted among questions, and among these together with claims."""
    found = dict(_NEVER)
    for said, wanted, judged in (("yes", True, Verdict.YES), ("no", False, Verdict.NO)):
        own = [
            i
            for i, one in enumerate(examples)
            if one.yes is not None and (one.judged is judged if name == JUDGED else one.cut == name)
        ]
        order = sorted(own, key=lambda i: -chances[i] if wanted else chances[i])
        right = np.array([examples[i].yes is wanted for i in order], dtype=float)
        asked = np.array([not examples[i].claim for i in order], dtype=float)
        shares = (
            np.cumsum(right) / np.arange(1, len(order) + 1),
            np.cumsum(right * asked) / np.maximum(1, np.cumsum(asked)),
        )
        good = np.flatnonzero((shares[0] >= _WANTED) & (shares[1] >= _WANTED))
        good = good[good >= _FEWEST - 1]
        if len(good):
            found[said] = float(chances[order[good[-1]]])
    return found


def report(
    name: str, examples: Sequence[Example], chances: Matrix, cuts: Mapping[str, Mapping[str, float]]
) -> str:
    """How many verdicts are told and right, and how many where nothing is settled."""
    told: dict[bool, list[Example]] = {True: [], False: []}
    for one, chance in zip(examples, chances, strict=True):
        own, judged = cuts[one.cut], cuts[JUDGED]
        if chance >= own["yes"] or (one.judged is Verdict.YES and chance >= judged["yes"]):
            told[True].append(one)
        elif chance <= own["no"] or (one.judged is Verdict.NO and chance <= judged["no"]):
            told[False].append(one)
    parts = []
    for wanted, words in ((True, "có"), (False, "không")):
        settled = [one for one in told[wanted] if one.yes is not None]
        right = sum(one.yes is wanted for one in settled)
        lost = len(told[wanted]) - len(settled)
        parts.append(f"“{words}” đúng {right}/{len(settled)}, ở điều khoản lạc {lost}")
    whole = sum(one.yes is not None for one in examples)
    return f"{name}: {'; '.join(parts)}; trong {whole} câu."


def _write(
    booster: lightgbm.Booster, cuts: Mapping[str, Mapping[str, float]], sets: Sequence[Path]
) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / TREES).write_text(booster.model_to_string(), encoding="utf-8")
    about = {
        "made_by": "python -m eval fit-verdict",
        "date": date.today().isoformat(),
        "sets": [_name(path) for path in sets],
        "cuts": cuts,
        "columns": names(),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (FOLDER / ABOUT).write_text(text + "\n", encoding="utf-8")


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _table(examples: Sequence[Example]) -> Matrix:
    return np.array([one.signs for one in examples])
