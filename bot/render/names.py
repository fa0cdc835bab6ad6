"""Clauses and documents as they are named in a sentence."""

from collections.abc import Sequence

from bot.question import ANY
from corpus.document import Clause, Document, Step
from corpus.structure.label import place_label
from corpus.vocabulary import read_table


def step_name(step: Step) -> str:
    """A step of a path: "khoản 2"."""
    if step.value == "last":
        return level_word(step.level)
    labels = read_table("levels")["labels"]
    return str(labels[step.level]).format(value=step.value.replace(ANY, ", "))


def level_word(level: str) -> str:
    """A level alone: "khoản"."""
    label = str(read_table("levels")["labels"][level])
    return label.replace("thứ {value}", "").replace("{value}", "").strip()


def range_name(clauses: Sequence[Clause]) -> str:
    """ "từ khoản 1 đến khoản 7": the first and last of numbered clauses."""
    first, last = clauses[0].path[-1], clauses[-1].path[-1]
    word = level_word(first.level)
    ordinal = "thứ " if first.level == "gach" else ""
    if len(clauses) == 1:
        return f"{word} {ordinal}{first.value}"
    return f"từ {word} {ordinal}{first.value} đến {word} {ordinal}{last.value}"


def short_reference(document: Document, clause: Clause | None = None) -> str:
    """The document, or the clause, as a user would name it: "khoản 2 Công văn số 4685/…"."""
    meta = document.metadata
    if meta.number:
        name = f"{meta.kind} số {meta.number}"
    else:
        year, *rest = (meta.date or "").split("-")
        when = {2: "ngày ", 1: "tháng "}.get(len(rest), "năm ") + "/".join([*rest[::-1], year])
        name = f"{meta.kind} {when}" if year else meta.kind
        name += f" của {meta.province}" if meta.province else ""
    return f"{place_label(clause.path, clause.part)} {name}" if clause else name
