"""Every answer object as JSON Lines, and which answers and fields differ between two such files.

For changes that must change nothing: record before, record after, compare.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bot.pipeline import AnswerPipeline
from bot.question import Ask, Turn
from eval.dataset import Question
from eval.talk import converse

# what differs from run to run, or tells in another form what other fields tell
IGNORED = frozenset({"answer_id", "timings_ms", "statements"})


class AnswersError(Exception):
    """A file of answers cannot be read; the message names the line."""


def record_answers(
    pipeline: AnswerPipeline,
    questions: Sequence[Question],
    talks: Sequence[Path],
    out: Path,
    progress: bool = True,
) -> int:
    """Write the answers to all questions and all turns of the talks; how many they are."""
    out.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for name, body in tqdm(
            _answers(pipeline, questions, talks), unit="câu", disable=not progress
        ):
            file.write(json.dumps({"id": name, "answer": body}, ensure_ascii=False) + "\n")
            count += 1
    return count


def _answers(
    pipeline: AnswerPipeline, questions: Sequence[Question], talks: Sequence[Path]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for question in questions:
        history = tuple(Turn("user", text) for text in question.history)
        yield question.id, pipeline.invoke(Ask(question.question, history)).as_json()
    for path in talks:
        for spoken in converse(path, pipeline):
            yield f"{spoken.talk}.{spoken.place}", spoken.answer.as_json()


def compare_answers(first: Path, second: Path) -> list[str]:
    """One line for each id that only one file has or whose fields differ, in the first's order."""
    a, b = _read(first), _read(second)
    lines = []
    for name, body in a.items():
        if name not in b:
            lines.append(f"{name}: chỉ có trong {first.name}")
            continue
        fields = differing(body, b[name])
        if fields:
            lines.append(f"{name}: {', '.join(fields)}")
    lines += [f"{name}: chỉ có trong {second.name}" for name in b if name not in a]
    return lines


def differing(first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    """The fields that differ, but for those that say nothing."""
    names = dict.fromkeys((*first, *second))
    missing = object()
    return [
        n for n in names if n not in IGNORED and first.get(n, missing) != second.get(n, missing)
    ]


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """The answer objects by id; the same id in two sets keeps its own number."""
    found: dict[str, dict[str, Any]] = {}
    times: Counter[str] = Counter()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            name, body = str(row["id"]), dict(row["answer"])
        except (ValueError, TypeError, KeyError) as error:
            raise AnswersError(
                f"{path} dòng {number} không phải câu trả lời đã ghi: ghi lại bằng "
                "`python -m eval answers --set … --out TỆP`."
            ) from error
        times[name] += 1
        found[f"{name}#{times[name]}" if times[name] > 1 else name] = body
    return found
