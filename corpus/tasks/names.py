"""Agencies by the names that tell them apart, and names that no list holds."""

import re
from functools import cache

from corpus.facts.wording import verb
from corpus.vocabulary import provinces, read_table

_OF_PROVINCE = ("UBND tỉnh", "HĐND tỉnh")
_OF_EACH = "UBND cấp tỉnh"
_LONGEST = 22  # syllables of a name that no list holds
_WORD = re.compile(r"\s*,?\s[^\s,;:.()]+")


def with_province(name: str, text: str, start: int, end: int) -> str:
    """ "UBND tỉnh" with the province that ``text`` names: in the match, or right behind it."""
    if name not in _OF_PROVINCE:
        return name
    found = _province().search(text[start:end]) or _province().match(text[end : end + 40])
    if found is None:
        return name
    place = _spelled()[found["place"].lower()]
    kind = "thành phố" if provinces()[place].get("city") else "tỉnh"
    return f"{name.split(' ')[0]} {kind} {place.removeprefix('Thành phố ')}"


def each_province(name: str, text: str, end: int) -> tuple[list[tuple[str, int, int]], int]:
    """ "Chủ tịch UBND các tỉnh: A, B và C": each of them with its place; where the list ends."""
    listed: list[tuple[str, int, int]] = []
    opened = re.compile(r"(?:, thành phố)?\s*:?\s+").match(text, end)
    if name != _OF_EACH or opened is None:
        return listed, end
    position = opened.end()
    while found := _one().match(text, position):
        place = _spelled()[found["place"].lower()]
        kind = "thành phố" if provinces()[place].get("city") else "tỉnh"
        bare = place.removeprefix("Thành phố ")
        listed.append((f"UBND {kind} {bare}", found.start("place"), found.end("place")))
        position = found.end()
        joined = re.compile(r"\s*(?:,|và)\s*(?:và\s+)?").match(text, position)
        if joined is None:
            break
        position = joined.end()
    return listed, (listed[-1][2] if listed else end)


def unlisted_at(text: str, start: int) -> tuple[str, int] | None:
    """A name that no list holds, as the text writes it up to a verb or colon: "Văn phòng Ban chỉ
    đạo phòng thủ dân sự quốc gia"; its end."""
    begin = _begins().match(text, start)
    if begin is None:
        return None
    position = begin.end()
    for _ in range(_LONGEST):
        rest = text[position:]
        if position > begin.end() and (
            (verb().match(rest) and not _field(text, position)) or re.match(r"\s*(?::|$|\n)", rest)
        ):
            return " ".join(text[begin.start() : position].split()), position
        word = _WORD.match(text, position)
        if word is None or ("," in word[0] and not word[0].split(",")[1].strip()[:1].isupper()):
            return None
        position = word.end()
    return None


def _field(text: str, position: int) -> bool:
    """Whether the verb there still belongs to a name ("Đầu tư, Xây dựng", "Ban chỉ đạo")."""
    return text[position:].lstrip(" ,:")[:1].isupper() or text[:position].endswith("Ban")


@cache
def _begins() -> re.Pattern[str]:
    words = "|".join(read_table("tasks")["names"]["begins"])
    return re.compile(rf"(?:{words})\b")


@cache
def _spelled() -> dict[str, str]:
    names = provinces()
    return {
        form.lower(): name for name in names for form in (name, name.removeprefix("Thành phố "))
    }


@cache
def _province() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _spelled()), key=len, reverse=True))
    return re.compile(rf"(?:^|\s)(?:tỉnh |thành phố |TP\.? ?)?(?P<place>(?i:{names}))\b")


@cache
def _one() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _spelled()), key=len, reverse=True))
    return re.compile(rf"(?P<place>(?i:{names}))\b")
