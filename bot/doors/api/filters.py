"""A caller's filters in the words that the documents have; a value that none has is told so.

People write "tỉnh Lào Cai", "lao cai", "Uỷ ban nhân dân tỉnh Lào Cai", "123/ubnd-kgvx";
the pipeline compares with what the documents say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from bot.doors.api.problems import Problem
from bot.question import Filters
from bot.understand.scope.mention import NUMBER, compact_number
from bot.understand.scope.scope import province_book
from corpus.document import Document
from corpus.language.normalize import fold, nfc
from corpus.language.phrases import Match
from corpus.library import Library
from corpus.organs import canonical
from corpus.provinces import speaks_for
from corpus.vocabulary import read_table

_WORD = re.compile(r"[^\W_]+")
_DASHES = re.compile(r"[‐-―−]")
# what may stand before a province's name, folded
_RANKS = (("tinh",), ("thanh", "pho"), ("tp",))
_LISTED = 10  # values named in a message


def resolve(filters: Filters, library: Library) -> Filters:
    """``filters`` with the documents' own values; Problem 422 names a value that none has."""
    documents = _documents(filters.documents, library)
    province = _province(filters.province, library)
    issuers = _issuers(filters.issuer, province, library)
    if len(issuers) > 1:  # one issuer, spelt differently in different documents
        own = {d.id for d in library if d.metadata.issuer in issuers}
        both = tuple(d for d in documents if d in own) if documents else tuple(sorted(own))
        if both:
            return replace(filters, documents=both, province=province, issuer=None)
    issuer = issuers[0] if issuers else None
    return replace(filters, documents=documents, province=province, issuer=issuer)


def provinces_of(library: Iterable[Document]) -> list[str]:
    """The provinces that the documents are of."""
    return sorted({d.metadata.province for d in library if d.metadata.province})


def _province(value: str | None, library: Library) -> str | None:
    if value is None or not value.strip():
        return None
    value = nfc(value).strip()
    book = [m.name for m in province_book().find(value)]
    name = book[0] if len(book) == 1 else value
    there = provinces_of(library)
    for candidate in (value, name):
        for province in there:
            if _place(candidate) == _place(province):
                return province
    part = [province for province in there if speaks_for(province, None, name)]
    if len(part) == 1:  # asked by the name of today
        return part[0]
    listed = _listed(there) or "chưa văn bản nào ghi tỉnh"
    shown = name if _place(name) == _place(value) else value
    raise Problem(
        422, f"Không có văn bản nào của “{_short(shown)}”; đang có: {listed}.", "filters.province"
    )


def _place(name: str) -> tuple[str, ...]:
    words = tuple(_WORD.findall(fold(name)))
    for rank in _RANKS:
        if words[: len(rank)] == rank and len(words) > len(rank):
            return words[len(rank) :]
    return words


def _issuers(value: str | None, province: str | None, library: Library) -> list[str]:
    """The documents' spellings of the one issuer that ``value`` fits."""
    if value is None or not value.strip():
        return []
    value = nfc(value).strip()
    wanted = _office(value)
    spellings: dict[tuple[str, ...], list[str]] = {}
    for name in sorted({d.metadata.issuer for d in library if d.metadata.issuer}):
        spellings.setdefault(_office(name), []).append(name)
    if wanted in spellings:
        return spellings[wanted]
    fitting = [key for key in spellings if _part_of(wanted, key)]
    if len(fitting) > 1 and province is not None:
        of_it = {_office(d.metadata.issuer or "") for d in library
                 if d.metadata.province == province}  # fmt: skip
        fitting = [key for key in fitting if key in of_it]
    if len(fitting) == 1:
        return spellings[fitting[0]]
    names = [spellings[key][0] for key in fitting or spellings]
    if fitting:
        detail = f"“{_short(value)}” là tên chung của: {_listed(names)}; hãy ghi đủ tên."
    else:
        listed = _listed(names) or "chưa văn bản nào ghi cơ quan ban hành"
        detail = f"Không có văn bản nào do “{_short(value)}” ban hành; đang có: {listed}."
    raise Problem(422, detail, "filters.issuer")


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Folded abbreviations of one word, each with the folded words that it stands for."""
    table = read_table("abbreviations")["abbreviations"]
    return {
        fold(short): tuple(_WORD.findall(fold(full)))
        for short, full in table.items()
        if _WORD.fullmatch(short)
    }


def _office(name: str) -> tuple[str, ...]:
    """An issuer's name as it is compared: words without diacritics, abbreviations spelled out."""
    words: list[str] = []
    for word in _WORD.findall(fold(canonical(name))):
        words.extend(_abbreviations().get(word, (word,)))
    return tuple(word for word in words if word not in ("tinh", "tp"))


def _part_of(wanted: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether ``whole`` holds the words in a row: two or more, and not a place alone."""
    size = len(wanted)
    if size < 2 or any(m.end - m.start == len(" ".join(wanted)) for m in _places(wanted)):
        return False
    return any(tuple(whole[i : i + size]) == tuple(wanted) for i in range(len(whole) - size + 1))


def _places(words: Sequence[str]) -> list[Match]:
    return province_book().find(" ".join(words))


def _documents(values: Sequence[str], library: Library) -> tuple[str, ...]:
    if not values:
        return ()
    names = {_compact(n): d.id for d in library for n in (d.id, d.file, *d.aliases)}
    numbers: dict[str, list[str]] = {}
    for document in library:
        if document.metadata.number:
            numbers.setdefault(_number(document.metadata.number), []).append(document.id)
    found: dict[str, None] = {}
    for value in values:
        known = library.document(value)
        name = known.id if known else names.get(_compact(value))
        ids = [name] if name else numbers.get(_number(value), [])
        if not ids:
            there = [d.metadata.number or d.id for d in library]
            detail = f"Không có văn bản “{_short(value)}”; đang có: {_listed(there)}."
            raise Problem(422, detail, "filters.documents")
        found.update(dict.fromkeys(ids))
    return tuple(found)


def _number(text: str) -> str:
    """The số ký hiệu that ``text`` ends with, as it is compared; a kind may stand before it."""
    folded = re.sub(r"(?<!\s)\s*+([/&-])\s*+", r"\1", _DASHES.sub("-", fold(nfc(text))).strip())
    match = NUMBER.search(folded)
    whole = match is not None and match.end() == len(folded)
    return compact_number(match.group()).replace("-", "/") if match and whole else folded


def _compact(name: str) -> str:
    return re.sub(r"\s", "", _DASHES.sub("-", fold(nfc(name))))


def _short(value: str) -> str:
    return value if len(value) <= 100 else f"{value[:100]}…"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" và {more} giá trị khác" if more > 0 else "")
