"""Bodies with a local part: "UBND huyện …", "Báo …", "Ban Quản lý Khu kinh tế …".

The data says which words such a name begins with (``[[local]]`` in ``organs.toml``); the local part
is what the text writes in capitals after them, so that no list of places is needed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from corpus.language.normalize import fold
from corpus.language.phrases import Match
from corpus.vocabulary import provinces, read_table

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
# a place of two to four syllables in capitals; no organ's name begins one
_NO_PLACE = (
    r"(?!(?:Sở|Ban|Bộ|Cục|Công an|UBND|HĐND|Ủy|Văn phòng|Chủ tịch|Trung tâm|Phòng|Đài|Báo)\b)"
)
_NOT_ON = r"(?!(?:Sở|UBND|HĐND|Ủy|Công an|Chủ tịch)\b)"
_SYLLABLE = rf"[{UPPER}][^\W\d_{UPPER}]+"
_PROPER = rf"{_NO_PLACE}{_SYLLABLE}(?:[ -]{_NOT_ON}{_SYLLABLE}){{1,3}}"
_LONGEST = 3  # syllables of a place's name, where a person's may follow
_PART = "{riêng}"
_DISTRICTS = ("Huyện", "Quận")  # no one bears the name of a province
_NEXT = re.compile(rf"(?:\s*[,;]\s*|\s+và\s+)(?P<place>{_PROPER})")


def find_local(text: str) -> list[Match]:
    """The bodies with a local part in ``text``, left to right, under the names the data gives."""
    found: list[Match] = []
    if not _begins().search(text):
        return found
    for row, pattern, plural in _rows():
        for match in pattern.finditer(text):
            place = match.groupdict().get("place")
            if place is None and not row.get("alone"):
                continue
            found.append(_named(row, match, place))
        for opening in plural.finditer(text) if plural else ():
            found.extend(_listed(row, text, opening))
    return _apart(match for match in found if match.end > match.start)


def _apart(found: Iterable[Match]) -> list[Match]:
    """Those that do not overlap, the longer before the shorter."""
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if not any(m.start < match.end and match.start < m.end for m in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def _named(row: dict[str, Any], match: re.Match[str], place: str | None) -> Match:
    if place is None or _PART not in row["name"]:
        return Match(str(row["name"]), match.start(), match.end())
    own = _spelled(place)
    if _is_province(row, own):
        return Match("", match.start(), match.start())
    name = str(row["name"]).replace(_PART, own)
    return Match(name, match.start(), match.start("place") + len(own))


def _listed(row: dict[str, Any], text: str, opening: re.Match[str]) -> Iterator[Match]:
    """ "các huyện A, B và C": each of them."""
    position = opening.start("place")
    match: re.Match[str] | None = re.compile(rf"(?P<place>{_PROPER})").match(text, position)
    while match:
        own = _spelled(match["place"])
        start = match.start("place")
        if not _is_province(row, own):
            yield Match(str(row["name"]).replace(_PART, own), start, start + len(own))
        match = _NEXT.match(text, start + len(own))


def _is_province(row: dict[str, Any], place: str) -> bool:
    """Whether the place is a province: a city that is one, or named after "huyện" ("các sở, huyện
    Lào Cai")."""
    name = str(row["name"])
    if name.startswith("Thành phố"):
        return fold(place) in central_cities()
    return name.startswith(_DISTRICTS) and fold(place) in _provinces()


def _spelled(place: str) -> str:
    """The place as it is spelled, a province as the data does; of a longer run that goes on with
    another sentence or a person's name its first syllables."""
    words = place.split(" ")
    for length in range(len(words), 0, -1):
        known = _provinces().get(" ".join(words[:length]).lower())
        if known and len(known) == len(" ".join(words[:length])):
            return known
    return place if len(words) <= _LONGEST else " ".join(words[:2])


@cache
def _provinces() -> dict[str, str]:
    """Provinces by their names in small letters, and by these without diacritics."""
    names = [*provinces(), *(n.removeprefix("Thành phố ") for n in provinces())]
    return {form: name for name in names for form in (fold(name), name.lower())}


@cache
def central_cities() -> frozenset[str]:
    """The cities that are provinces themselves, folded, with and without the word for city."""
    names = [name for name, row in provinces().items() if row.get("city")]
    return frozenset(fold(form) for n in names for form in (n, n.removeprefix("Thành phố ")))


@cache
def _any_province() -> str:
    """A province's name, as written or in small letters, with or without diacritics."""
    names = sorted(provinces(), key=len, reverse=True)
    written = "|".join(re.escape(form) for name in names for form in (name, fold(name)))
    return rf"(?i:{written})\b"


@cache
def _rows() -> tuple[tuple[dict[str, Any], re.Pattern[str], re.Pattern[str] | None], ...]:
    rows = []
    for row in read_table("organs")["local"]:
        place = _any_province() if row.get("only") == "province" else _place(row)
        begins = _forms(row["begins"], bool(row.get("fold")))
        part = rf"(?:\s+(?:tỉnh\s+)?(?P<place>{place}))"
        optional = "?" if row.get("alone") else ""
        joined = ""
        if row.get("joined"):
            more = "|".join(re.escape(form) for form in row["joined"])
            joined = rf"(?:\s*(?i:{more})\b(?:\s+(?:tỉnh\s+)?(?:{place}))?)?"
        pattern = re.compile(rf"(?<![\w-])(?<!cấp )(?:{begins}){part}{optional}{joined}")
        plural = None
        if row.get("plural"):
            opened = _forms(row["plural"], True)
            plural = re.compile(rf"(?<![\w-])(?:{opened})(?:\s*+:)?+\s++(?P<place>{_PROPER})")
        rows.append((row, pattern, plural))
    return tuple(rows)


@cache
def _begins() -> re.Pattern[str]:
    """Whether any row may find something: nearly all clauses name no such body."""
    rows = read_table("organs")["local"]
    words = {form for row in rows for form in (*row["begins"], *row.get("plural", ()))}
    return re.compile(rf"(?<![\w-])(?:{_forms(words, True)})[\s:]|(?<![\w-])(?:TP|TX)\.")


def _forms(forms: Iterable[str], small: bool) -> str:
    """The forms, the longest first; ``small``: in capitals or not."""
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return rf"(?i:{words})" if small else rf"(?:{words})"


def _place(row: dict[str, Any]) -> str:
    return rf"{_PROPER}|\d{{1,2}}(?![\d./%])" if row.get("numbered") else _PROPER


@cache
def _branch() -> re.Pattern[str]:
    """What may follow the name of a body with branches."""
    office = (
        rf"(?<!\s)\s*+[-–]?\s*+\(?(?:Chi nhánh|chi nhánh|CN)(?:\s+(?:tỉnh\s+)?(?:{_PROPER}))?\)?"
    )
    area = rf"(?<!\s)\s++(?:(?:tại|ở)\s+)?(?:(?i:tỉnh|thành phố|TP\.?)\s+)?{_any_province()}"
    return re.compile(rf"(?:{office}|{area})")


def with_branch(text: str, match: Match) -> Match:
    """The match with the words for its branch after it, where its name has branches."""
    if match.name not in _with_branches():
        return match
    more = _branch().match(text, match.end)
    return Match(match.name, match.start, more.end()) if more else match


@cache
def _with_branches() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("organs")["organ"] if row.get("branches"))


@cache
def _kept() -> tuple[str, ...]:
    rows = read_table("organs")["local"]
    return tuple(str(r["name"]).removesuffix(_PART) for r in rows if r["name"].endswith(_PART))


def is_of_a_place(name: str) -> bool:
    """Whether the canonical name is told from others of its kind by its place."""
    return name.startswith(_kept())


@cache
def firms() -> tuple[str, ...]:
    """What the names of enterprises begin with; those of agencies do not."""
    table = read_table("organs")
    rows = [*table["organ"], *table["local"]]
    return (*(str(row["name"]) for row in rows if row.get("firm")), *table["firms"]["begins"])
