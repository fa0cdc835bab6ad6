"""Organs listed one after another: "Sở A, Sở B và các cơ quan liên quan"."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.language.phrases import Match
from corpus.vocabulary import provinces

_BETWEEN = re.compile(
    r"\s*+(?:[,;]|và|cùng|\([^()\n]{0,80}+\))*+\s*+(?:(?:và|cùng|các|với|của|tỉnh|thành phố|"
    r"Thành phố|"
    r"Giám đốc|"
    r"Chủ tịch|Thủ trưởng)\s++)*"
    # "các Sở: Tài chính, Nội vụ"
    r"(?:(?:Bộ|Sở|Tập đoàn)(?:,? (?:ban, ngành|ngành|cơ quan))?\s*+:\s*+)?",
)
# vague bodies that may stand in a list of organs
_GENERIC = re.compile(
    r"\s*(?:[,;]\s*|và\s+|cùng\s+|với\s+)*(?:các\s+)?(?:cơ quan(?: trung ương)?|đơn vị|"
    r"địa phương|doanh nghiệp(?: CNTT)?(?: lớn)?|"
    r"tổ chức(?: chính trị - xã hội)?(?: tỉnh)?|cấp ủy|chính quyền|ngành|bộ, ngành|ban|chức năng|"
    r"liên quan|có liên quan|tổ công tác(?: giúp việc)?|"
    r"chuyên môn|trực thuộc|của|khác|các cấp|trên địa bàn|Trung ương)\b\s*",
    re.I,
)


def list_at(text: str, start: int, bodies: Sequence[Match]) -> tuple[list[Match], int]:
    """The organs listed from ``start``, vague ones skipped, and where the list ends."""
    listed: list[Match] = []
    position = start
    while True:
        gap = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
        following = next((m for m in bodies if m.start >= position), None)
        if following and following.start <= gap and _fits(text, position, following):
            listed.append(following)
            place = _place().match(text, following.end)
            position = place.end() if place else following.end
            continue
        generic = _GENERIC.match(text, position)
        if generic and generic.end() > generic.start():
            position = generic.end()
            continue
        return listed, (position if listed else start)


@cache
def _place() -> re.Pattern[str]:
    """The province after an organ's name ("Ủy ban nhân dân tỉnh Thanh Hóa")."""
    names = "|".join(sorted(map(re.escape, provinces()), key=len, reverse=True))
    return re.compile(rf"\s(?:Chi nhánh |chi nhánh )?(?:tỉnh |thành phố |Thành phố )?(?:{names})\b")


def _fits(text: str, position: int, body: Match) -> bool:
    return _BETWEEN.fullmatch(text[position : body.start]) is not None
