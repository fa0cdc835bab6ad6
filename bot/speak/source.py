"""Where an answer stands, as short as it can be said, and in full."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.answer import Citation
from bot.question import Understood
from bot.speak.aloud import read_aloud
from bot.speak.numbers import called, code
from bot.vocabulary import read_table
from corpus.citation.document_number import find_number
from corpus.document import Document
from corpus.library import Library
from corpus.structure.label import place_label

_PLACE = 4  # words of a clause's place that are still said: "khoản ba mục hai"
_ISSUER = 14  # a longer name is left out where the number tells the document
_YEAR = len("2022")
_FIVE = "năm"
_LONG = 4  # digits of a number that is easier to follow one by one
_SAID_LEVELS = frozenset(["dieu", "khoan", "diem", "muc", "chuong", "phan"])
_DAY = r"\s+(?:ngày\s+\S{1,10}?/\d{4}|năm\s+\d{4})"
_IN_FULL = re.compile(rf"\bsố\s+(?P<number>\d[^\s,;]{{2,40}}|…/\S{{2,40}})(?P<date>{_DAY})?")


def known_provinces(question: Understood, library: Library) -> frozenset[str]:
    """The provinces that go without saying: those that the question names, itself or by a document,
    and the one that most of the library's documents are of."""
    named = (library.document(name) for name in question.named)
    known = {*question.provinces, *(d.metadata.province for d in named if d)}
    found = [d.metadata.province for d in library if d.metadata.province]
    known |= {province for province, n in Counter(found).items() if 2 * n > len(found)}
    return frozenset(province for province in known if province)


def short_name(document: Document, with_province: bool = False) -> str:
    """The document in spoken words: kind, serial number, year and issuer, the province left out
    where the issuer is its own."""
    meta, texts = document.metadata, read_table("spoken")["source"]
    number = find_number(meta.number) if meta.number else None
    year = (number.year if number else None) or (meta.date or "")[:_YEAR]
    said = [meta.kind]
    if number:
        said.append(_serial(number.serial))
    if year:
        said.append(texts["year"].format(year=called(year)))
    issuer = read_aloud(short_issuer(document, with_province)).rstrip(".,; ")
    if issuer and not (number and len(issuer.split()) > _ISSUER):
        said.append(texts["issuer"].format(issuer=issuer))
    if len(said) == 1:
        said.append(texts["unnumbered"])
    return " ".join(said)


def short_issuer(document: Document, with_province: bool = False) -> str:
    """The issuing body as printed, its head said by the body; without the province where it is one
    of the province's own."""
    meta, rules = document.metadata, read_table("spoken")["source"]
    issuer = meta.issuer or ""
    for head in rules["heads"]:
        if issuer.startswith(f"{head} "):
            issuer = issuer.removeprefix(head[: head.rindex(" ")]).strip()
            issuer = issuer[:1].upper() + issuer[1:]
    if with_province or not meta.province:
        return issuer
    name = meta.province.removeprefix(f"{rules['city']} ")
    own = re.fullmatch(rf"(?P<body>.+?)[\s,-]+{re.escape(name)}", issuer, re.IGNORECASE)
    if own is None:
        return issuer
    body = own["body"].rstrip(",- ")
    within = re.fullmatch(r"(?P<body>.+?),?\s(?:tỉnh|thành phố)", body)
    if within and any(f" {unit} " in f" {within['body'].lower()} " for unit in rules["units"]):
        return within["body"]
    ends = body.lower().endswith(tuple(rules["own_ends"]))
    return body if ends or body.startswith(tuple(rules["own_begins"])) else issuer


def named_apart(
    documents: Iterable[Document], known: Collection[str] | None = None
) -> dict[str, str]:
    """The short names by document id: with the province where it is not ``known`` (None: each is)
    or documents of several are named, in full where two would be said alike."""
    all_ = list({document.id: document for document in documents}.values())
    several = len({d.metadata.province for d in all_}) > 1
    unknown = {d.id for d in all_ if known is not None and d.metadata.province not in known}
    names = {d.id: short_name(d, several or d.id in unknown) for d in all_}
    alike = [n for n in names.values() if list(names.values()).count(n) > 1]
    return {
        d.id: read_aloud(d.name).rstrip(".,; ") if names[d.id] in alike else names[d.id]
        for d in all_
    }


def short_source(citation: Citation, name: str) -> str:
    """The clause's place where it is short, and the document's ``name``."""
    place = _short_place(citation)
    return f"{place} {name}" if place else name


def full_source(citations: Sequence[Citation], longest: int) -> str:
    """The label of each clause read out as long as there is room; a document is named once, after
    all of its clauses."""
    texts = read_table("spoken")["sentences"]
    places: dict[str, list[str]] = {}
    for citation in citations:
        clause = citation.clause
        place = place_label(clause.path, clause.part)
        places.setdefault(clause.label.removeprefix(place).strip(), []).append(place)
    groups = [(name, [p for p in dict.fromkeys(found) if p]) for name, found in places.items()]
    total = sum(max(len(found), 1) for _, found in groups)
    said = ""
    for count in range(1, total + 1):
        longer = _first_places(groups, count)
        if count < total:
            rest = read_aloud(texts["rest_of_source"].format(count=total - count))
            longer = f"{longer} {rest}"
        if said and len(longer.split()) > longest:
            break
        said = longer
    return said


def shortened(text: str, citations: Sequence[Citation], names: Mapping[str, str]) -> str:
    """``text`` with the documents that it names in full said short, cited or not."""
    documents = {c.document.id: c.document for c in citations}.values()
    for document in sorted(documents, key=lambda d: -len(d.name)):
        text = text.replace(document.name, names[document.id])
    return _IN_FULL.sub(_short, text)


def _short(match: re.Match[str]) -> str:
    """ "số 12/QĐ-UBND ngày 07/6/2023" as its serial number and the year."""
    number = find_number(match["number"])
    year = (number.year if number else None) or (match["date"] or "")[-_YEAR:]
    if not number and not year:
        return match.group()
    said = [_serial(number.serial)] if number else []
    if year:
        said.append(read_table("spoken")["source"]["year"].format(year=called(year)))
    return " ".join(said)


def _serial(serial: str) -> str:
    """The serial number in words; a long one digit by digit where none sounds like "năm", year."""
    digits = re.sub(r"\D", "", serial)
    said = called(digits) if len(digits) >= _LONG else ""
    return said if said and _FIVE not in said.split() else code(digits)


def _short_place(citation: Citation) -> str:
    clause = citation.clause
    if any(step.level not in _SAID_LEVELS for step in clause.path):
        return ""
    place = read_aloud(place_label(clause.path, clause.part)).rstrip(".,; ")
    place = place if place[:4] == "Điều" else place[:1].lower() + place[1:]
    return place if len(place.split()) <= _PLACE else ""


def _first_places(groups: Sequence[tuple[str, list[str]]], count: int) -> str:
    form = read_table("spoken")["sentences"]["source"]
    said: list[str] = []
    for name, found in groups:
        if count <= 0:
            break
        said.append(" ".join([", ".join(found[:count]), name]).strip())
        count -= max(len(found), 1)
    return read_aloud(form.format(label="; ".join(said))).rstrip(".,; ") + "."
