"""The answering words as a sentence: what sort of thing they are, then the words as printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.answer import Statement
from bot.evidence.direct import Direct
from bot.vocabulary import read_table

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Lead:
    """``text`` and the ``strong`` half-open ranges in it that are printed words."""

    text: str
    strong: tuple[tuple[int, int], ...]


def lead_of(directs: Sequence[Direct]) -> Lead:
    """ "Cơ quan, đơn vị: Sở Y tế; thời hạn: trước ngày 15/12/2025"; the words alone where their
    sort needs no name."""
    text = ""
    strong: list[tuple[int, int]] = []
    for label, group in groupby(directs, key=_label):
        words = list(dict.fromkeys(one.words for one in group))
        if text:
            text += "; "
        if label:
            text += f"{label if not text else label[:1].lower() + label[1:]}: "
        for number, said in enumerate(words):
            shown = said if text else said[:1].upper() + said[1:]
            text += ", " if number else ""
            strong.append((len(text), len(text) + len(shown)))
            text += shown
    return Lead(text, tuple(strong))


def bare_words(one: Statement) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The printed words of a direct answer without the name of their sort, where it names but one:
    ("19/11/2025", ((0, 10),)); text and strong ranges as they are elsewhere."""
    strong = one.strong
    if not strong or strong[0][0] == strong[-1][1] or not one.text[: strong[0][0]].endswith(": "):
        return one.text, strong
    if any(one.text[a:b] != ", " for (_, a), (b, _) in pairwise(strong)):
        return one.text, strong
    first = strong[0][0]
    return one.text[first:], tuple((start - first, end - first) for start, end in strong)


def _label(direct: Direct) -> str:
    row = read_table("lead").get(direct.way, {})
    return str(row.get(direct.kind, row.get(_ANY, "")))
