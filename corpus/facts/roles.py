"""The role of an organ in a task, read from the task's first sentence (``facts.toml``)."""

import re
from functools import cache

from corpus.vocabulary import read_table

_FIRST_SENTENCE = re.compile(r";|\.(?=\s|$)|\n")
SENTENCE = 2000  # characters at most of an assignment's first sentence


def role_label(role: str) -> str:
    """The role in Vietnamese."""
    return next(str(row["label"]) for row in roles() if row["name"] == role)


@cache
def roles() -> tuple[dict[str, str], ...]:
    """The rows of roles, the first that fits being the one."""
    return tuple(read_table("facts")["role"])


def role_in(task: str) -> str:
    """The role that a task's words give."""
    lower = task.lower()
    for row in roles():
        if not row["words"] or re.search(row["words"], lower):
            return row["name"]
    return "duoc_giao"


def kept_role(role: str) -> str:
    """What a role named in a heading is in a clause under it."""
    return role if role == "chu_tri" else "duoc_giao"


def first_sentence(text: str) -> str:
    """A task's words up to the first full stop or semicolon."""
    text = text.lstrip(" :,.\n")
    stop = _FIRST_SENTENCE.search(text)
    return text[: stop.start()] if stop else text
