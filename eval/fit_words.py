"""``eval fit-words``: fit the trees that choose the words that answer, on the ``answers`` of the
training sets; what is printed is by folds of documents that the trees did not see.

A span is fitted on as right where it is most of an answer, and counted as right where it is an
answer with at most two words more.
"""

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from tqdm import tqdm

from bot.converse import read_question
from bot.question import Ask, Turn, Understood
from bot.read.spans.candidates import NAMES, Asked, Matrix, SpanIn, read_spans
from bot.read.spans.choose import ABOUT, FOLDER, TREES
from bot.vocabulary import names as known_names
from bot.vocabulary import phrases, talk
from corpus.document import Clause, Document
from corpus.language.diacritics import Restorer
from corpus.language.normalize import fold
from corpus.library import load_library
from eval.reader.corpora import Labelled, read_labelled, right_clauses
from eval.reader.workshop import by_name, gold_files
from index.lexical import TOKENIZERS

FOLDS = 5
_WANTED = 0.9  # right among the words that are shown, on folds
_MORE = 2  # words that a right span may have beside the answer
_MOST = 0.4
_WORD = re.compile(r"\w+")
_TREES = 160
_FITTED: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 15, "min_data_in_leaf": 25,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "deterministic": True, "force_row_wise": True, "num_threads": 2, "seed": 7, "verbosity": -1,
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """The spans of one clause for one question; ``right`` says which are answers. ``answerable``
    by typed words: an answer is among the spans."""

    id: str
    kind: str
    document: str
    spans: tuple[SpanIn, ...]
    table: Matrix
    right: tuple[bool, ...]
    wants: int
    answers: tuple[str, ...] = ()

    @property
    def fold(self) -> int:
        """Which fifth of the documents."""
        return zlib.crc32(self.document.encode()) % FOLDS


def fits(shown: str, answer: str) -> bool:
    """Whether the words shown are the answer, with at most two more."""
    own, wanted = _WORD.findall(fold(shown)), _WORD.findall(fold(answer))
    if not wanted or len(own) - len(wanted) > _MORE:
        return False
    return f" {' '.join(wanted)} " in f" {' '.join(own)} " or _bare(own) == _bare(wanted)


def is_part(shown: str, answer: str) -> bool:
    """Whether the words shown are most of the answer: "Sở Tài chính" of "Sở Tài chính quyết định",
    a number without its date. Fitted on as right, not counted so."""
    own, wanted = _WORD.findall(fold(shown)), _WORD.findall(fold(answer))
    if fits(shown, answer):
        return True
    inside = f" {' '.join(own)} " in f" {' '.join(wanted)} "
    return inside and (len(own) >= _MOST * len(wanted) or _figures(own) == _figures(wanted) != [])


def _figures(words: Sequence[str]) -> list[str]:
    return [w for w in words if w[0].isdigit()]


def _bare(words: Sequence[str]) -> list[str]:
    return [w.lstrip("0") or "0" for w in words if w not in _BOUNDS]


# what may stand before a value or not: "trước ngày 20/12" is "ngày 20/12"
_BOUNDS = frozenset(
    _WORD.findall(
        fold(
            "trước sau từ đến kể vào trong vòng thời hạn không quá tối đa thiểu ít nhất là ngày"
            " được đạt trên dưới khoảng chậm muộn hết bằng hoàn thành tăng giảm gấp thêm số"
        )
    )
)


@dataclass(frozen=True)
class Right:
    """A question with a clause that answers it, the words of the label that do, and the sentence
    that it quotes."""

    one: Labelled
    question: Understood
    asked: Asked
    document: Document
    clause: Clause
    answers: tuple[str, ...]
    quote: str


def read_right(folder: Path, sets: Sequence[Path]) -> Iterator[Right]:
    """The questions of the sets that have answering words, over the documents in ``folder``."""
    for path in sets:
        library = load_library([p for n in gold_files(path) if (p := folder / n).is_file()])
        documents = by_name(library)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        answers = {f"{path.stem}/{row['id']}": tuple(row.get("answers", ())) for row in rows}
        if not any(answers.values()):
            continue
        own = [document.text for document in library]
        restorer = Restorer([*own, *phrases(), known_names(), talk()])
        rarity = _rarity(own)
        for one in tqdm(read_labelled(path, documents), path.stem, leave=False):
            if not one.answerable or not answers[one.id]:
                continue
            ask = Ask(one.question, tuple(Turn("user", text) for text in one.history))
            question = read_question(ask, library.documents, restorer)
            asked = Asked(question, rarity)
            for name, quote in one.gold:
                document = documents[name]
                for clause_id in sorted(right_clauses(document, quote))[:1]:
                    clause = document.clause(clause_id)
                    assert clause is not None
                    yield Right(one, question, asked, document, clause, answers[one.id], quote)


def example_of(right: Right) -> Example:
    """Its spans, with which of them are answers."""
    spans, table = read_spans(right.document, right.clause, right.asked)
    fitting = tuple(any(is_part(s.words, a) for a in right.answers) for s in spans)
    return Example(
        right.one.id, right.one.kind, right.document.id, tuple(spans), table, fitting,
        len(right.asked.wants), right.answers,
    )  # fmt: skip


def read_examples(folder: Path, sets: Sequence[Path]) -> list[Example]:
    """The examples of the sets over the documents in ``folder``."""
    return [example_of(right) for right in read_right(folder, sets)]


def _rarity(texts: Sequence[str]) -> Any:
    import math

    counted: dict[str, int] = {}
    blocks = [t[i : i + 600] for t in texts for i in range(0, len(t), 600)]
    for block in blocks:
        for token in set(TOKENIZERS["folded"](block)):
            counted[token] = counted.get(token, 0) + 1
    size = len(blocks)

    def rarity(_name: str, token: str) -> float:
        held = counted.get(token, 0)
        return math.log1p((size - held + 0.5) / (held + 0.5))

    return rarity


def fit_trees(examples: Sequence[Example]) -> lightgbm.Booster:
    """Trees over all spans of the examples."""
    table = np.concatenate([e.table for e in examples if len(e.table)])
    label = np.concatenate([np.array(e.right, dtype=float) for e in examples if len(e.table)])
    data = lightgbm.Dataset(
        table.astype(np.float32), label=label, feature_name=list(NAMES),
        categorical_feature=["kind", "way"],
    )  # fmt: skip
    return lightgbm.train(_FITTED, data, num_boost_round=_TREES)


def out_of_fold(examples: Sequence[Example]) -> list[Matrix]:
    """Each example's probabilities by trees that did not see its documents."""
    found: list[Matrix] = [np.zeros(0)] * len(examples)
    for fold_ in range(FOLDS):
        booster = fit_trees([e for e in examples if e.fold != fold_])
        for i, example in enumerate(examples):
            if example.fold == fold_ and len(example.table):
                found[i] = np.asarray(booster.predict(example.table, num_threads=1))
    return found


@dataclass(frozen=True)
class Best:
    """The most probable span for one thing asked for; ``right`` where it is most of an answer,
    ``exact`` where it is one; ``there``: a right one is among the spans."""

    chance: float
    right: bool
    exact: bool
    there: bool


def best_spans(examples: Sequence[Example], chances: Sequence[Matrix]) -> list[Best]:
    """One for each thing that an example wants and has spans for."""
    found = []
    for example, chance in zip(examples, chances, strict=True):
        for want in range(example.wants):
            mine = [i for i, span in enumerate(example.spans) if span.want == want]
            if not mine:
                continue
            top = max(mine, key=lambda i: chance[i])
            exact = example.right[top] and any(
                fits(example.spans[top].words, answer) for answer in example.answers
            )
            there = any(example.right[i] for i in mine)
            found.append(Best(float(chance[top]), example.right[top], exact, there))
    return found


def cut_for(found: Sequence[Best], wanted: float) -> float:
    """The least probability from which on the share of right ones is ``wanted``."""
    for limit in np.round(np.arange(0.2, 0.96, 0.01), 2):
        shown = [one.right for one in found if one.chance >= limit]
        if shown and float(np.mean(shown)) >= wanted:
            return float(limit)
    return 0.95


def run_fit_words(folder: Path, sets: Sequence[Path], write: bool) -> str:
    """Fit and report; ``write`` keeps the trees."""
    examples = read_examples(folder, sets)
    found = best_spans(examples, out_of_fold(examples))
    enough = cut_for(found, _WANTED)
    there = sum(one.there for one in found)
    lines = [
        f"{len(examples)} điều khoản, {len(found)} điều được hỏi; lời đáp có trong đó: {there}.",
        f"{'ngưỡng':>8}{'hiện':>8}{'đúng':>8}{'đúng nguyên':>13}{'phần có':>9}",
    ]
    for limit in (0.3, 0.4, 0.5, 0.6, 0.7, enough):
        shown = [one for one in found if one.chance >= limit]
        right = sum(one.right for one in shown)
        lines.append(
            f"{limit:8.2f}{len(shown) / len(found):8.3f}{right / max(1, len(shown)):8.3f}"
            f"{sum(one.exact for one in shown) / max(1, len(shown)):13.3f}{right / there:9.3f}"
        )
    if write:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / TREES).write_text(fit_trees(examples).model_to_string(), encoding="utf-8")
        about = {
            "made_by": "python -m eval fit-words",
            "date": date.today().isoformat(),
            "sets": [path.stem for path in sets],
            "enough": enough,
            "columns": NAMES,
        }
        text = json.dumps(about, ensure_ascii=False, indent=1)
        (FOLDER / ABOUT).write_text(text + "\n", encoding="utf-8")
    return "\n".join(lines)
