"""Names as documents write them: "Sơn Hà" for "huyện Sơn Hà", "QN" for a province of the corpus."""

import re
from collections.abc import Iterable
from functools import cache

from bot.vocabulary import names
from corpus.language.phrases import PhraseBook
from corpus.vocabulary import read_table

_LETTERS = re.compile(r"[^\W\d_]+")
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


def capitalise_names(text: str) -> str:
    """Text without capital letters but in acronyms: names get those that documents give them."""
    if any(word[:1].isupper() and not word.isupper() for word in _LETTERS.findall(text)):
        return text
    for match in reversed(_written_names().find(text)):
        if match.name.lower() == text[match.start : match.end]:
            text = text[: match.start] + match.name + text[match.end :]
    return text


@cache
def _written_names() -> PhraseBook:
    written = [name for name in names().split("\n") if name != name.lower()]
    bare = [name.split(" ", 1)[1] for name in written if name.startswith(_KINDS)]
    return PhraseBook([(name, name) for name in (*written, *bare)])


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
