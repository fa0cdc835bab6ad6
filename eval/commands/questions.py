"""The questions that a command asks."""

from pathlib import Path

from corpus.library import Library
from eval.dataset import Question, read_questions


def questions_of(paths: list[Path], library: Library) -> list[Question]:
    """The questions of all these sets, one after the other."""
    return [question for path in paths for question in read_questions(path, library)]


def sample(questions: list[Question], count: int | None) -> list[Question]:
    """``count`` questions, evenly spaced in the order of kinds; all where ``count`` is None."""
    if count is None or count >= len(questions):
        return questions
    ordered = sorted(questions, key=lambda q: (q.kind, q.id))
    return [ordered[i * len(ordered) // count] for i in range(count)]
