"""Districts called by their bare names: "Sơn Hà" for "huyện Sơn Hà"."""

import re
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


@cache
def _districts() -> dict[str, str]:
    names = [row["name"] for row in read_table("organs")["organ"]]
    return {
        name.removeprefix(f"{kind} "): f"{kind.lower()} {name.removeprefix(f'{kind} ')}"
        for kind in _KINDS
        for name in names
        if name.startswith(f"{kind} ")
    }
