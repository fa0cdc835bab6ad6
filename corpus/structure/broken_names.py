"""Names of provinces that a line's end breaks: "TỈNH BÀ RỊA-VŨNG" / "TÀU"."""

import re
from functools import cache

from corpus.structure.spelled import school_spelling
from corpus.vocabulary import provinces

_SYLLABLE = re.compile(r"[^\W\d_]+")
# what stands before the name, the last syllable of it; a number ends with some ("12/QĐ-UBND")
_BEFORE = frozenset({"tỉnh", "phố", "tp", "dân"})
_BEFORE_PART = _BEFORE | {"ubnd", "hđnd"}
_LOOKED_AT = 60  # characters on either side of the line's end


def breaks_name(before: str, after: str) -> bool:
    """Whether the first line ends and the second begins within a province's name, or between it
    and what it belongs to ("ỦY BAN NHÂN DÂN TỈNH" / "LÀO CAI")."""
    behind = _SYLLABLE.findall(after[:_LOOKED_AT])[:1]
    if not behind or school_spelling(behind[0].lower()) not in _inner():
        return False
    first = _syllables(before[-_LOOKED_AT:])
    second = _syllables(after[:_LOOKED_AT])
    for name in _names():
        for cut in range(len(name)):
            rest = name[cut:]
            if second[: len(rest)] != rest or len(first) <= cut:
                continue
            if first[len(first) - cut :] == name[:cut] and first[-cut - 1] in (
                _BEFORE_PART if cut else _BEFORE
            ):
                return True
    return False


def _syllables(text: str) -> tuple[str, ...]:
    return tuple(_SYLLABLE.findall(school_spelling(text.lower())))


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    return tuple(_syllables(name) for name in provinces())


@cache
def _inner() -> frozenset[str]:
    """The syllables with which what stands on the second line may begin."""
    return frozenset(syllable for name in _names() for syllable in name)
