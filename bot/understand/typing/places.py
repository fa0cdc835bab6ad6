"""Names as documents write them: the kind before a district's bare name, "QN" for a province.

Which districts there are is learned from the loaded documents (``corpus.names``).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.vocabulary import names
from corpus.language.phrases import PhraseBook
from corpus.vocabulary import provinces

_LETTERS = re.compile(r"[^\W\d_]+")
_KINDS = ("Huyện", "Thị xã", "Quận", "Đặc khu")
_BEFORE = re.compile(
    r"(?:huyện|huyện đảo|thị xã|quận|đặc khu|xã|phường|thị trấn|tỉnh|thành phố|tp|TP\.?|"
    r"khu kinh tế|KKT|khu công nghiệp|KCN|cảng|sông)\s+$",
    re.IGNORECASE,
)


def name_districts(text: str, bodies: tuple[str, ...] = ()) -> str:
    """``text`` with the kind put before the bare names of ``bodies``, as documents name them."""
    for bare, whole in _districts(bodies).items():
        for match in reversed(list(re.finditer(rf"\b{bare}\b", text))):
            if not _BEFORE.search(text[: match.start()]):
                text = text[: match.start()] + whole + text[match.end() :]
    return text


def capitalise_names(text: str, bodies: tuple[str, ...] = ()) -> str:
    """Text without capital letters but in acronyms: names, those of ``bodies`` among them, get the
    capitals that documents give them."""
    if any(word[:1].isupper() and not word.isupper() for word in _LETTERS.findall(text)):
        return text
    for match in reversed(_written_names(bodies).find(text)):
        if match.name.lower() == text[match.start : match.end]:
            text = text[: match.start] + match.name + text[match.end :]
    return text


@lru_cache(maxsize=16)
def _written_names(bodies: tuple[str, ...]) -> PhraseBook:
    written = [name for name in (*names().split("\n"), *bodies) if name != name.lower()]
    bare = list(_districts(bodies))
    return PhraseBook([(name, name) for name in (*written, *bare)])


def name_provinces(text: str, known: Iterable[str]) -> str:
    """``text`` with initials in capitals ("QN") spelled out where one of the ``known`` provinces
    has them.

    "HD 12", "HD số 5" is a kind of document.
    """
    names: dict[str, set[str]] = {}
    for name in known:
        names.setdefault("".join(word[0] for word in name.split()), set()).add(name)
    for initials, fitting in names.items():
        if len(initials) > 1 and len(fitting) == 1:
            after = rf"{initials}(?![\w/&-])(?!\s+(?:số|của|về|này|nào|\d{{1,3}}\b))"
            name = next(iter(fitting))
            text = re.sub(rf"(?<![\w/&.-])TP\.?{after}", f"thành phố {name}", text)
            text = re.sub(rf"(?<![\w/&.-]){after}", name, text)
    return text


@lru_cache(maxsize=16)
def _districts(bodies: tuple[str, ...]) -> dict[str, str]:
    """The bare names of ``bodies`` that are districts, with the kind; of two kinds none, nor any
    that is a province's name as well ("Quảng Trị")."""
    found: dict[str, set[str]] = {}
    for name in bodies:
        kind = next((k for k in _KINDS if name.startswith(f"{k} ")), None)
        if kind:
            bare = name.removeprefix(f"{kind} ")
            if not _LETTERS.match(bare):  # "Quận 7": the figure alone is no name
                continue
            found.setdefault(bare, set()).add(f"{kind.lower()} {bare}")
    return {
        bare: next(iter(whole))
        for bare, whole in found.items()
        if len(whole) == 1 and bare not in provinces()
    }
