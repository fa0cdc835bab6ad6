"""Words of a question that say of what a part of it is asked: provinces, documents, years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.understand.scope.mention import SEASONS, Mention, fits, is_of, read_mentions
from bot.understand.scope.scope import of_kind, province_book
from bot.vocabulary import folded_stopwords, read_table
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from corpus.organs import find_organs

# two years beside each other, no stretch of time: "2022 và 2023", "(2022, 2023)"
_YEARS = re.compile(
    r"20\d\d(?:\s*(?:,|và|lẫn|cùng|hay|với|so với|va|lan|cung|and)\s*(?:năm\s+|nam\s+)?20\d\d)+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
# "chỉ tiêu năm 2023", "cuối 2021": no end of a stretch of time, no piece of a date
_TIME = (
    r"(?:(?P<season>đầu|giữa|cuối|dau|giua|cuoi)\s+)?(?:(?:năm|nam)\s+)?(?P<year>20\d\d)\b"
    r"(?!\s*[-–/]\s*\w)"
)
_LONE_YEAR = re.compile(
    rf"(?<![\w/.-])(?<!đến )(?<!den )(?<!hướng )(?<!huong )(?<!đoạn )(?<!doan ){_TIME}", re.I
)
_DATED_PLACE = re.compile(rf"\s*+(?:\(\s*+)?(?:(?:hồi|vào|từ|hoi|vao|tu)\s++)?{_TIME}\s*+\)?", re.I)
_BETWEEN = re.compile(r"^[\s(,:]*(?:(?:theo|trong|tại|ở|qua|năm|các|văn bản)\s+)*$", re.IGNORECASE)
_MEETING = re.compile(r"^\s*(?:kết luận|ket luan)(?:\s+(?:cuộc )?họp)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_TITLE_WORDS = 3  # telling syllables of its title by which a document is meant


@dataclass(frozen=True, slots=True)
class Anchor:
    """``text[start:end]`` names ``documents``; ``province`` where it names one, ``organ`` where the
    part is about what an organ is given; ``bare`` where it only says of what kind they are."""

    start: int
    end: int
    documents: tuple[Document, ...]
    province: str = ""
    organ: str = ""
    bare: bool = False


def find_anchors(text: str, scope: Sequence[Document], each: bool) -> list[Anchor]:
    """The anchors by their place; one that the next narrows is left out.

    ``each``: every document that a mention fits is one of its own.
    """
    places = province_book().find(text)
    organs = find_organs(text)
    found: list[Anchor] = []
    mentions = [m for m in read_mentions(text, places) if text[: m.start][-1:] not in ("/", "-")]
    exact = any(mention.exact for mention in mentions) and not each
    for mention in mentions:
        documents, end = _meant(text, mention, scope, exact)
        if documents and len(documents) < len(scope):
            bare = not mention.exact and end == mention.end
            split = [(d,) for d in documents] if each and bare else [documents]
            found += [Anchor(mention.start, end, part, bare=bare) for part in split]
    for years in _YEARS.finditer(text):
        for year in _YEAR.finditer(years.group()):
            documents = _dated(scope, year.group())
            start = years.start() + year.start()
            if documents and not _inside(found, start):
                found.append(Anchor(start, start + 4, documents))
    for place in places:
        if _inside(found, place.start):
            continue
        if any(o.start <= place.start < o.end for o in organs) and len(places) < 2:
            continue
        documents = tuple(d for d in scope if is_of(d, place.name))
        time = _DATED_PLACE.match(text, place.end)
        end = time.end() if time and not _inside(found, time.start("year")) else place.end
        documents = _of_time(documents, time) or documents if time else documents
        if documents:
            found.append(Anchor(place.start, end, documents, place.name))
    return _narrowed(text, sorted(found, key=lambda a: (a.start, a.end)))


def _meant(
    text: str, mention: Mention, scope: Sequence[Document], exact: bool
) -> tuple[tuple[Document, ...], int]:
    """The documents that a mention means, and where it ends; none where its words rather name a
    document outside the corpus ("kế hoạch tổ chức Ngày …"), nor for a mere kind beside mentions
    that are ``exact``."""
    fitting = tuple(d for d in scope if fits(d, mention))
    if not mention.exact:
        titled, end = _titled(text, mention, scope)
        if titled:
            return titled, end
        if exact or not _is_bare(text, mention):
            return (), mention.end
        fitting = fitting or tuple(d for d in scope if of_kind(d, mention.kind))
    return fitting, mention.end


def _titled(
    text: str, mention: Mention, scope: Sequence[Document]
) -> tuple[tuple[Document, ...], int]:
    """The documents of the mention's kind whose title goes on as the question does after the kind
    ("kế hoạch năm dữ liệu số"), and where the title's words end."""
    words = list(_WORD.finditer(text, mention.end))
    best: tuple[tuple[Document, ...], int] = ((), mention.end)
    most = 0
    for document in scope:
        if not of_kind(document, mention.kind):
            continue
        title = f" {' '.join(folded_syllables(document.metadata.title))} "
        length = 0
        said = ""
        for word in words:
            longer = f"{said} {fold(word.group()).lower()}"
            if f"{longer} " not in title:
                break
            said, length = longer, length + 1
        telling = [w for w in said.split() if w not in _plain_words() and not w.isdigit()]
        if len(telling) < _TITLE_WORDS or length < most:
            continue
        end = words[length - 1].end()
        year = re.match(r"\s*(?:năm\s+|nam\s+)?(20\d\d)\b", text[end:])
        if year and (document.metadata.date or "").startswith(year[1]):
            end += year.end()
        best = ((*best[0], document) if length == most else (document,)), end
        most = length
    return best


@cache
def _plain_words() -> frozenset[str]:
    """Words of titles that tell no document from another."""
    return folded_stopwords() | frozenset(
        folded_syllables(read_table("compare")["titles"]["plain"])
    )


@cache
def _said() -> frozenset[str]:
    return frozenset(fold(w) for w in read_table("compare")["said"]["words"].split())


def _is_bare(text: str, mention: Mention) -> bool:
    """Whether the words after the kind go on to say what the document does, not which it is."""
    rest = _MEETING.sub("", text[mention.end :]).lstrip()
    word = _WORD.match(rest)
    return word is None or fold(word.group()).lower() in _said()


def _dated(scope: Sequence[Document], year: str) -> tuple[Document, ...]:
    return tuple(d for d in scope if (d.metadata.date or "")[:4] == year)


def _of_time(documents: Sequence[Document], time: re.Match[str]) -> tuple[Document, ...]:
    """Those of the year (and its part) that ``time`` names; of the year where none is of the
    part."""
    dated = _dated(documents, time["year"])
    months = SEASONS[fold(time["season"])] if time["season"] else range(1, 13)
    then = [d for d in dated if int((d.metadata.date or "")[5:7] or 0) in months]
    return tuple(then) or dated


def with_years(text: str, scope: Sequence[Document], anchors: Sequence[Anchor]) -> list[Anchor]:
    """The anchors, and the documents of a time that is named beside those of another."""
    found = list(anchors)
    for year in _LONE_YEAR.finditer(text):
        documents = _of_time(scope, year)
        others = [a for a in anchors if not set(a.documents) & set(documents)]
        if documents and others and not _inside(found, year.start("year")):
            found.append(Anchor(year.start(), year.end(), documents))
    return sorted(found, key=lambda a: (a.start, a.end))


def _inside(anchors: Sequence[Anchor], position: int) -> bool:
    return any(a.start <= position < a.end for a in anchors)


def _narrowed(text: str, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors, each within the province named before it where that has such documents."""
    kept: list[Anchor] = []
    province: Anchor | None = None
    several = len({a.province for a in anchors if a.province}) > 1
    for anchor in anchors:
        if anchor.province:
            province = anchor
            kept.append(anchor)
            continue
        if province and not (several and anchor.bare):
            narrower = tuple(d for d in anchor.documents if d in province.documents)
            beside = _BETWEEN.match(text[kept[-1].end : anchor.start]) if kept else None
            if narrower and beside and kept[-1] is province:
                kept.pop()
            if narrower:
                anchor = replace(anchor, documents=narrower)
        kept.append(anchor)
    kinds = [a for a in kept if a.bare and len(a.documents) > 1]
    named = [a for a in kept if not (a.bare and len(a.documents) > 1)]
    if len(named) > 1 and all(one & kind for one in _held(named) for kind in _held(kinds)):
        # "ở Lào Cai và Yên Bái … theo hai thông báo": the notice of each
        for same in _held(kinds):
            named = [
                replace(a, documents=tuple(d for d in a.documents if d.id in same)) for a in named
            ]
        kept = named
    # "kế hoạch 2023 của Lào Cai": the wider of two only says where the narrower stands
    held = _held(kept)
    return [a for a in kept if not any(other < _ids(a) for other in held)]


def _held(anchors: Sequence[Anchor]) -> tuple[frozenset[str], ...]:
    """The documents that anchors name, each set of them once: a place may be named often."""
    return tuple(dict.fromkeys(_ids(anchor) for anchor in anchors))


def _ids(anchor: Anchor) -> frozenset[str]:
    return frozenset(document.id for document in anchor.documents)
