"""What a language model changes: the same questions with its roles on and off, paired.

``eval run --llm`` asks the configured model, ``eval scripted`` one that does what a script says.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.assemble import Assistant, assemble
from bot.generate.prompt import plain
from bot.question import Ask, Turn
from corpus.library import Library
from corpus.settings import Settings
from eval.dataset import Question
from eval.faithful import Checker
from eval.metrics.latency import percentiles
from eval.record import Record
from eval.run import Run, evaluate, run_system, write_run
from eval.scripted import SCRIPTS, Call, Known, knowing, serving
from eval.systems import from_answer
from eval.table import comparison_text

PERFECT = "perfect"
KINDS = (PERFECT, *SCRIPTS)
_SHOWN = 10  # faults told in full
Before = Callable[[Question], None]


def _nothing(_question: Question) -> None:
    pass


@dataclass
class Asked:
    """The pipeline with the model left out (``mode`` "extractive") or not; ``before`` is told each
    question first."""

    name: str
    mode: str
    assistant: Assistant
    before: Before = _nothing

    def ask(self, question: Question) -> Record:
        """The record, what became of a model's sentences in it."""
        self.before(question)
        start = time.perf_counter()
        body = self.answer(question)
        took = (time.perf_counter() - start) * 1000
        record = from_answer(question.id, body, took)
        asked = "\n".join((*question.history, question.question))
        faults = Checker(self.assistant.library).faults(body, asked)
        extra = {**record.extra, "llm": body.get("llm", {}), "faults": faults}
        return replace(record, system=self.name, extra=extra)

    def answer(self, question: Question) -> dict[str, Any]:
        """The answer object."""
        history = tuple(Turn("user", text) for text in question.history)
        ask = Ask(question.question, history, mode=self.mode)
        return self.assistant.pipeline.invoke(ask).as_json()


def compare_roles(
    assistant: Assistant, questions: Sequence[Question], out: Path, before: Before = _nothing
) -> str:
    """The report of a run without and one with the model's roles."""
    runs: list[Run] = []
    for name, mode in (("khong-llm", "extractive"), ("llm", "auto")):
        system = Asked(name, mode, assistant, before)
        records = run_system(system, questions, out / name)
        runs.append(evaluate(name, questions, records, assistant.library))
        write_run(runs[-1], out / name)
    roles = ", ".join(sorted(assistant.settings.roles))
    lines = [f"Mô hình {assistant.settings.llm}, vai: {roles}", comparison_text(*runs)]
    return "\n".join([*lines, *map(_figures, runs), *_faults(runs[-1])])


def _figures(run: Run) -> str:
    told = [record.extra.get("llm", {}) for record in run.records]
    came, shown = (int(sum(t.get(name, 0) for t in told)) for name in ("sentences", "shown"))
    worded = sum(bool(t.get("shown")) for t in told)
    times = percentiles([record.latency_ms for record in run.records])
    faulty = sum(bool(record.extra.get("faults")) for record in run.records)
    said = ", ".join(f"{name} {ms / 1000:.2f}" for name, ms in times.items())
    return (
        f"{run.system}: {came} câu của mô hình, hiện {shown} ({shown / max(1, came):.1%}), ở "
        f"{worded}/{len(run.records)} câu trả lời; câu trả lời có lỗi căn cứ {faulty}; giây: {said}"
    )


def _faults(run: Run) -> list[str]:
    faulty = [r for r in run.records if r.extra.get("faults")]
    return [f"  {r.id}: {'; '.join(r.extra['faults'])}" for r in faulty[:_SHOWN]]


def run_scripted(
    kind: str, settings: Settings, library: Library, questions: Sequence[Question], out: Path
) -> str:
    """The report with a model of ``kind`` over the questions."""
    now: list[Known] = []

    def before(question: Question) -> None:
        now[:] = [known_of(question, library)]

    def look_up(_call: Call) -> Known | None:
        return now[0] if now else None

    script = knowing(look_up) if kind == PERFECT else SCRIPTS[kind]
    with serving(script) as seen:
        update = {"llm": "openai:scripted", "llm_base_url": seen.url}
        assistant = assemble(settings.model_copy(update=update), build=True, progress=True)
        report = compare_roles(assistant, questions, out, before)
    return f"{report}\n{_among(questions, assistant)}"


def known_of(question: Question, library: Library) -> Known:
    """What a perfect model knows of a question."""
    clauses = {place.clause_id for gold in question.gold for place in gold.places}
    found = (library.clause(name) for name in clauses if name)
    labels = frozenset(plain(clause.label) for clause in found if clause)
    quotes = tuple(gold.quote for gold in question.gold)
    return Known(quotes, question.reference if question.answerable else "", labels)


def _among(questions: Sequence[Question], assistant: Assistant) -> str:
    """The share of answerable questions with a gold clause among the candidates that are read."""
    answerable = [q for q in questions if q.answerable]
    held = 0
    for question in tqdm(answerable, unit="câu", disable=None, leave=False):
        history = tuple(Turn("user", text) for text in question.history)
        answer = assistant.pipeline.invoke(Ask(question.question, history, mode="extractive"))
        gold = {place.clause_id for g in question.gold for place in g.places}
        held += any(found.clause.id in gold for found in answer.retrieved)
    return f"Điều khoản đúng có trong số được đọc: {held}/{len(answerable)}"
