"""The role of an agency in a task (``tasks.toml``)."""

import re
from functools import cache

from corpus.vocabulary import read_table

PARTNER, REPORTS, DOES = "phoi_hop", "bao_cao", "thuc_hien"


@cache
def roles() -> tuple[dict[str, str], ...]:
    """The rows of roles; of those that fit the first is the one."""
    return tuple(read_table("tasks")["role"])


def role_names() -> tuple[str, ...]:
    """The names that a filter may hold."""
    return tuple(row["name"] for row in roles())


def role_label(role: str) -> str:
    """The role in Vietnamese."""
    return next(row["label"] for row in roles() if row["name"] == role)


def role_of(words: str) -> str:
    """The role that a task's first words give."""
    lower = words.lower()
    return next(row["name"] for row in roles() if re.search(row["words"], lower))
