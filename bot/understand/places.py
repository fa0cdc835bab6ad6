"""Places by their short names: "Sơn Hà" for "huyện Sơn Hà", "QN" for a province of the corpus."""

import re
from collections.abc import Iterable
from functools import cache

from corpus.vocabulary import read_table

_KINDS = ("Huyện", "Thị xã")
_BEFORE = re.compile(
    r"(?:huyện|thị xã|xã|phường|thị trấn|tỉnh|thành phố|tp|TP\.?)\s+$", re.IGNORECASE
)


def name_districts(text: str) -> str:
    """``text`` with the kind put before a district's bare name, as documents name it."""
    for bare, whole in _districts().items():
        for match in reversed(list(re.finditer(rf"\b{bare}\b", text))):
            if not _BEFORE.search(text[: match.start()]):
                text = text[: match.start()] + whole + text[match.end() :]
    return text


def name_provinces(text: str, provinces: Iterable[str]) -> str:
    """``text`` with initials in capitals ("QN") spelled out where one of ``provinces`` has them.

    "HD 12", "HD số 5" is a kind of document.
    """
    names: dict[str, set[str]] = {}
    for name in provinces:
        names.setdefault("".join(word[0] for word in name.split()), set()).add(name)
    for initials, fitting in names.items():
        if len(initials) > 1 and len(fitting) == 1:
            pattern = rf"(?<![\w/&.-]){initials}(?![\w/&-])(?!\s+(?:số|của|về|này|nào|\d{{1,3}}\b))"
            text = re.sub(pattern, next(iter(fitting)), text)
    return text


@cache
def _districts() -> dict[str, str]:
    names = [row["name"] for row in read_table("organs")["organ"]]
    return {
        name.removeprefix(f"{kind} "): f"{kind.lower()} {name.removeprefix(f'{kind} ')}"
        for kind in _KINDS
        for name in names
        if name.startswith(f"{kind} ")
    }
