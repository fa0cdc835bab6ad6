"""Levels of government that a text speaks of as bodies that act: "xã có trách nhiệm gì", "UBND các
xã, phường", "cấp huyện". "Xã Tịnh Khê" is a place, "hai xã" are counted, "thị xã" is no "xã".
"""

import re
from functools import cache

from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.language.phrases import Match
from corpus.locality import UPPER

_BODY = (
    r"(?:(?:chủ tịch(?:\s+ubnd)?|ubnd|ủy ban nhân dân|uỷ ban nhân dân|ủy ban|uỷ ban"
    r"|chính quyền)\s+)"
)
_MANY = r"(?:các\s+|cấp\s+)"
# what may stand before a level that is spoken of alone
_BEFORE = (
    "còn|thế|vậy|thì|cho|ở|của|với|và|hay|hoặc|lên|tới|đến|về|do|là|riêng|bên|phía|ngoài|như|cả"
    "|để|rồi|tại|dưới|trên|nếu|phường|xã|huyện|quận"
)


def find_levels(text: str) -> list[Match]:
    """The words of ``text`` that speak of a level of government, with what belongs to them, by the
    name of the level (``levels.toml``)."""
    found = []
    for match in _asked().finditer(text):
        level = _level_of(match["level"])
        if level:
            start = match.start() if match["body"] or match["rank"] else match.start("level")
            found.append(Match(level, start, match.end()))
    return found


def levels_of(text: str) -> set[str]:
    """The levels of which a list of bodies speaks: "Ủy ban nhân dân xã, phường, thị trấn"."""
    said = fold(text)
    return {
        level
        for level, words in _table().items()
        for word in words
        if re.search(rf"(?<!thi )\b{re.escape(fold(word))}\b(?! hoi\b)", said)
    }


@cache
def _asked() -> re.Pattern[str]:
    words = sorted({w for row in _table().values() for w in row if " " not in w})
    ways = "|".join(f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}" for word in words)
    return re.compile(
        rf"(?:(?P<body>(?i:{_BODY})(?i:{_MANY})?)|(?P<rank>(?i:cấp)\s+)|(?:^|[,;.?!(]|(?<!\w)(?i:{_BEFORE}))\s*+)"
        rf"(?<!\w)(?P<level>{ways})\b(?!\s+(?:nào|gì|mấy|hội|[{UPPER}]))"
    )


def _level_of(word: str) -> str | None:
    return next((name for name, words in _table().items() if word.lower() in words), None)


def _table() -> dict[str, tuple[str, ...]]:
    rows = read_table("levels")["levels"]
    return {name: tuple(words) for name, words in rows.items()}
