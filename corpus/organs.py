"""Organs named in text, by their canonical names (``organs.toml``), and who a clause tasks."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from corpus.document import Clause, Document
from corpus.language.normalize import view
from corpus.language.phrases import Match, PhraseBook
from corpus.language.segment import dictionary_words
from corpus.locality import UPPER as _UPPER
from corpus.locality import find_local, with_branch
from corpus.vocabulary import read_table

_LEAD_COLUMN = re.compile(r"chủ trì|thực hiện|phụ trách", re.IGNORECASE)
_LEAD_PHRASE = re.compile(
    r"cơ quan(?:,? đơn vị)? chủ trì\s*:\s*(?P<organs>[^\n.;]+)", re.IGNORECASE
)
# names of the usual build: a head word, then words in capitals (and their small second syllables)
_BUILT = re.compile(
    r"\b(?:Sở|Ban [Qq]uản lý|Cục|Chi cục|Tổng cục|Tập đoàn|Tổng công ty|Báo|Đài|Kho bạc|Ngân hàng|"
    r"Bảo hiểm xã hội|Huyện|Thị xã|Quận|Công an|Thuế|Đảng ủy|Liên minh|Liên đoàn|Hội)"
    rf"(?:\s(?:(?:các|và(?! (?:Sở|Bộ|Cục|Ban|Văn phòng|UBND|Công an|Ủy ban))|của|khu|Khu|"
    rf"thành phố)\s|[-–&]\s)?[{_UPPER}][\w&]*(?:\s(?!và\b|các\b|của\b)"
    r"[a-zàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]\w*)?)+(?:\stỉnh\b|\s\d{1,3}\b(?![./]))?"
)
_PERSON = rf"[{_UPPER}][^\W\d_{_UPPER}]{{0,7}}"
_DEPUTY = re.compile(
    r"Phó Thủ tướng(?:\s[Tt]hường trực)?(?:\sChính phủ)?\s"
    rf"(?P<person>(?!Thường|Chính){_PERSON}(?:\s{_PERSON}){{1,3}})"
)
_MINISTRIES = re.compile(
    r"\b[Cc]ác (?P<kind>[Bb]ộ|[Ss]ở|[Tt]ập đoàn)"
    r"(?: và cơ quan|, cơ quan|, ban, ngành|, ngành)?\s*:\s*"
)
_JOINED = re.compile(r"\s*+(?:[,;]\s*+)?(?:và\s++)?")
_OPENING = re.compile(
    r"^(?:\W*[\divxđa-z.]{1,5}[.)]\s*+)?(?:giao|yêu cầu|đối với|giám đốc|chánh|trưởng)?\s*+",
    re.IGNORECASE,
)


@cache
def _book() -> PhraseBook:
    return PhraseBook(_forms(row for row in read_table("organs")["organ"] if not row.get("common")))


@cache
def _all_bodies() -> PhraseBook:
    table = read_table("organs")
    return PhraseBook([*_forms(table["organ"]), *_forms(table["group"])])


def _forms(rows: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    forms: list[tuple[str, str]] = []
    for row in rows:
        written = (row["name"], *row.get("forms", ()), *row.get("heads", ()))
        forms.extend((form, row["name"]) for form in written)
    return forms


@lru_cache(maxsize=8192)
def find_organs(text: str) -> tuple[Match, ...]:
    """The organs named in ``text``, left to right."""
    return _first_of(find_local(text), _with_branches(_book(), text))


def _with_branches(book: PhraseBook, text: str) -> list[Match]:
    return [with_branch(text, match) for match in book.find(text)]


def _first_of(*sources: Iterable[Match]) -> tuple[Match, ...]:
    """The matches by their place; of those that overlap the first source's."""
    found: list[Match] = []
    for source in sources:
        for match in source:
            if not any(m.start < match.end and match.start < m.end for m in found):
                found.append(match)
    return tuple(sorted(found, key=lambda m: m.start))


@lru_cache(maxsize=8192)
def find_bodies(text: str) -> tuple[Match, ...]:
    """All that can be given a task in ``text``: organs, issuing bodies, groups ("các sở, ngành").

    "Các Bộ: Quốc phòng, Công an" names two ministries; a name of the usual build that the data
    does not list stands for itself ("Cục Viễn thông").
    """
    return _first_of(
        _deputies(text),
        _listed_ministries(text),
        find_local(text),
        _with_branches(_all_bodies(), text),
        _built_names(text),
    )


def _deputies(text: str) -> list[Match]:
    """The Deputy Prime Ministers that are named, each by the name: none of them is the Prime
    Minister, whose title theirs holds."""
    if "Phó Thủ tướng" not in text:
        return []
    return [
        Match(f"Phó Thủ tướng {' '.join(match['person'].split())}", *match.span())
        for match in _DEPUTY.finditer(text)
    ]


@cache
def _groups() -> PhraseBook:
    return PhraseBook(_forms(read_table("organs")["group"]))


@lru_cache(maxsize=8192)
def find_groups(text: str) -> tuple[Match, ...]:
    """The groups of organs named in ``text`` ("các sở, ngành", "UBND cấp huyện")."""
    return tuple(_groups().find(text))


def includes(text: str, organ: str) -> bool:
    """Whether ``text`` speaks of all organs of a kind that ``organ`` is one of."""
    rows = read_table("organs")["inclusive"]
    forms = [f for r in rows if organ.startswith(tuple(r["members"])) for f in r["forms"]]
    return bool(forms) and any(True for _ in _form_book(tuple(forms)).find(text))


@cache
def _form_book(forms: tuple[str, ...]) -> PhraseBook:
    return PhraseBook([(form, form) for form in forms])


def canonical(name: str) -> str:
    """The name under which the data lists ``name``, or ``name`` itself."""
    found = find_bodies(name)
    whole = [m for m in found if m.end - m.start >= len(name.strip()) - 2]
    return whole[0].name if whole else name


@cache
def _changes() -> tuple[dict[str, Any], ...]:
    return tuple(read_table("reorganizations")["change"])


def successor(name: str, day: str | None = None) -> str:
    """The organ that does on ``day`` (ISO, default: now known) what ``name`` did before."""
    for change in sorted(_changes(), key=lambda row: str(row["date"])):
        if name in change["from"] and (day is None or str(change["date"]) <= day):
            name = str(change["to"])
    return name


def predecessors(name: str) -> tuple[str, ...]:
    """The organs that were merged into ``name``, itself left out."""
    return tuple(
        dict.fromkeys(
            old for row in _changes() if row["to"] == name for old in row["from"] if old != name
        )
    )


def renamed_from(name: str) -> str | None:
    """What the organ was called before, where it alone became ``name``."""
    changes = (row["from"] for row in _changes() if row["to"] == name)
    return next((str(old[0]) for old in changes if len(old) == 1), None)


@cache
def _short_names(kind: str) -> PhraseBook:
    """ "Quốc phòng" for "Bộ Quốc phòng", as lists after "các Bộ:" name them."""
    names = [row["name"] for row in read_table("organs")["organ"]]
    begin = f"{kind} "
    return PhraseBook(
        (n.removeprefix(begin), n) for n in names if n.lower().startswith(begin.lower())
    )


def _listed_ministries(text: str) -> list[Match]:
    found: list[Match] = []
    for listed in _MINISTRIES.finditer(text):
        position = listed.end()
        short = _short_names(listed["kind"].capitalize())
        for match in short.find(text[position : position + 300]):
            gap = text[position : listed.end() + match.start]
            if not _JOINED.fullmatch(gap):
                break
            position = listed.end() + match.end
            found.append(Match(match.name, listed.end() + match.start, position))
    return found


def _built_names(text: str) -> list[Match]:
    """Names of the usual build; a small word belongs to one if it makes a word with the last."""
    found: list[Match] = []
    for match in _BUILT.finditer(text):
        end = match.end()
        words = match.group().split(" ")
        while len(words) > 2 and words[-1][:1].islower() and words[-1] not in ("tỉnh",):
            if (words[-2].lower(), words[-1]) in dictionary_words():
                break
            end -= len(words.pop()) + 1
        if len(words) > 1:
            found.append(Match(" ".join(words), match.start(), end))
    return found


def leading_organs(document: Document, clause: Clause) -> tuple[tuple[Match, Clause], ...]:
    """Who leads the clause's task, each with the clause that says so.

    In order of nearness: the "Cơ quan chủ trì" cell or phrase of the clause, the organ its own
    words open with, a child or sibling "Cơ quan chủ trì: …", the organ in an ancestor's heading.
    Match offsets are into the document's text.
    """
    for cell in clause.cells:
        if _LEAD_COLUMN.search(cell.head):
            found = _in_span(document, cell.start, cell.end)
            if found:
                return tuple((match, clause) for match in found)
    by_phrase = _by_phrase(document, clause)
    if by_phrase:
        return by_phrase
    for above in (clause, *reversed(document.ancestors(clause))):
        opening = _opening_organs(document, above)
        if opening:
            return tuple((match, above) for match in opening)
        siblings = document.children(above)
        for sibling in siblings:
            by_phrase = _by_phrase(document, sibling)
            if by_phrase and sibling.path[-1].level == "gach":
                return by_phrase
    return ()


def _by_phrase(document: Document, clause: Clause) -> tuple[tuple[Match, Clause], ...]:
    shown = view(document.text, clause.start, clause.end)
    phrase = _LEAD_PHRASE.search(shown.text)
    if not phrase:
        return ()
    start, end = shown.source_span(phrase.start("organs"), phrase.end("organs"))
    return tuple((match, clause) for match in _in_span(document, start, end))


def _opening_organs(document: Document, clause: Clause) -> list[Match]:
    """Organs that the clause's first words name, joined by commas or "và"."""
    if clause.cells or clause.path[-1].level in ("doan", "the_thuc"):
        return []
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    position = _OPENING.match(shown.text).end()  # type: ignore[union-attr]
    found: list[Match] = []
    for match in find_organs(shown.text):
        gap = shown.text[position : match.start]
        if not re.fullmatch(r"[\s,;]*(?:và\s+)?", gap):
            break
        start, end = shown.source_span(match.start, match.end)
        found.append(Match(match.name, start, end))
        position = match.end
    return found


def _in_span(document: Document, start: int, end: int) -> list[Match]:
    shown = view(document.text, start, end)
    return [Match(m.name, *shown.source_span(m.start, m.end)) for m in find_organs(shown.text)]
