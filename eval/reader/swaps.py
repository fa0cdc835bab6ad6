"""Near misses made of answerable questions: one condition is put in place of another.

Nothing teaches better that a condition counts than a question whose every other word fits: the same
question of another province, of a year or an agency that the document does not speak of.
"""

import random
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.understand.scope.scope import province_book
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.organs import find_organs
from eval.reader.corpora import Labelled

MARK = "~"  # in the id, before the condition that was put in
_YEAR = re.compile(r"(?<![\d/.-])20\d\d(?![\d/.-])")
_FIRST, _LAST = 2008, 2035
_PLACES = (
    "Lào Cai", "Cà Mau", "Đồng Tháp", "Lạng Sơn", "Quảng Trị", "Thái Nguyên", "An Giang", "Phú Thọ",
)  # fmt: skip
_ORGANS = (
    "Sở Y tế", "Sở Tài chính", "Sở Tư pháp", "Sở Nội vụ", "Sở Xây dựng", "Sở Công Thương",
    "Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ", "Thanh tra tỉnh", "Công an tỉnh",
)  # fmt: skip


def swapped(asked: Sequence[Labelled], documents: Mapping[str, Document]) -> list[Labelled]:
    """The near misses of those questions that name a province, a year or a department."""
    found = [_swapped(one, documents) for one in asked if one.answerable and not one.history]
    return [one for one in found if one is not None]


def is_swapped(question_id: str) -> bool:
    """Whether the question was made here."""
    return MARK in question_id


def _swapped(one: Labelled, documents: Mapping[str, Document]) -> Labelled | None:
    chance = random.Random(zlib.crc32(one.id.encode()))  # noqa: S311 (a drawing, no secret)
    text = fold("\n".join(documents[name].text for name, _ in one.gold))
    spans = [
        (name, start, end, left)
        for name, start, end, others in _conditions(one.question)
        if (left := [other for other in others if fold(other) not in text])
    ]
    if not spans:
        return None
    name, start, end, others = chance.choice(spans)
    question = one.question[:start] + chance.choice(others) + one.question[end:]
    return replace(
        one,
        id=f"{one.id}{MARK}{name}",
        kind="unans",
        question=question,
        answerable=False,
        near=True,
        gold=(),
    )


def _conditions(text: str) -> list[tuple[str, int, int, list[str]]]:
    """What can be put in place of what: a name for it, where it stands, what else there is."""
    found = [("place", m.start, m.end, list(_PLACES)) for m in province_book().find(text)]
    years = [str(year) for year in range(_FIRST, _LAST)]
    found += [("year", m.start(), m.end(), years) for m in _YEAR.finditer(text)]
    found += [
        ("organ", m.start, m.end, list(_ORGANS))
        for m in find_organs(text)
        if m.name.startswith(("Sở ", "Thanh tra", "Công an tỉnh"))
    ]
    return found
