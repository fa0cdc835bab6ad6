"""Each step of finding switched off in turn: what it is worth on the questions to work on. What
each group of the reader's features is worth: ``eval fit-reader --groups``."""

from collections.abc import Sequence
from dataclasses import fields
from statistics import mean

from tqdm import tqdm

from bot.assemble import Assistant
from bot.parts import Parts
from bot.pipeline import AnswerPipeline
from bot.question import Ask, Turn
from bot.steps import Steps
from eval.dataset import Question
from eval.record import Record
from eval.score import Row, score
from eval.systems import from_answer

_MEASURES = ("recall@1", "recall@5", "top_citation", "citation_recall", "correct", "refused")


def run_ablation(assistant: Assistant, questions: Sequence[Question]) -> str:
    """A table: everything on, then each step off, with the change of every measure."""
    lines = ["bỏ bước".ljust(14) + "".join(name.rjust(17) for name in _MEASURES)]
    whole: dict[str, float] | None = None
    variants = [("(không bỏ gì)", Steps())]
    variants += [(f.name, Steps(**{f.name: False})) for f in fields(Steps)]
    for name, steps in tqdm(variants, desc="ablation", unit="cách", leave=False):
        means = _means(assistant, steps, questions)
        whole = whole or means
        lines.append(
            name.ljust(14)
            + "".join(f"{means[m]:9.3f} ({means[m] - whole[m]:+.3f})".rjust(17) for m in _MEASURES)
        )
    return "\n".join(lines)


def _means(assistant: Assistant, steps: Steps, questions: Sequence[Question]) -> dict[str, float]:
    parts = Parts(assistant.library, assistant.searcher, steps)
    pipeline = AnswerPipeline(assistant.library, parts)
    rows: list[Row] = []
    for question in questions:
        history = tuple(Turn("user", text) for text in question.history)
        answer = pipeline.invoke(Ask(question.question, history)).as_json()
        record: Record = from_answer(question.id, answer, 0.0)
        rows.append(score(question, record, assistant.library))
    values = {m: [v for row in rows if (v := row[m]) is not None] for m in _MEASURES}
    return {m: mean(found) if found else 0.0 for m, found in values.items()}
