"""Whether a clause holds the sort of thing that is asked for, by a question type's ``check``."""

import re
from collections.abc import Callable
from functools import cache

import regex

from bot.question import Understood
from bot.read.extract import COUNTED, EXTRACTORS, PERIOD, PERSON, SHARE, YEAR
from bot.vocabulary import read_table
from bot.vocabulary.types import question_types
from corpus.document import Clause, Document
from corpus.language.normalize import view

MONEY = re.compile(r"(?<![\d.,])\d[\d.,]*+\s*+(?:(?:nghìn|triệu|tỷ|tỉ)\s*+)?(?:đồng|tỷ|tỉ|triệu)\b")
CONTACT = re.compile(r"\b0\d{2,3}[\d .-]{6,}\b|\S@\S{1,200}\.\S|https?://|www\.")
_TELEPHONE = re.compile(r"(?<!\d)(?:\+84|0)\d{2,3}[\d .-]{6,12}\b|\b1[89]00[ .]?\d{4}\b")
_DAY_ASKED = re.compile(r"ngày (?:nào|mấy|bao nhiêu|tháng nào)|trước ngày|hôm nào|what date")
_DEADLINE_ASKED = re.compile(
    r"trước ngày|thời hạn|hạn (?:chót|cuối|nào)|chậm nhất|phải xong|deadline"
)
_DEADLINE = re.compile(
    r"(?:trước|trong|đến|hoàn thành|chậm nhất|kể từ|từ|vào|[Qq]uý|Tháng|tháng)\b"
)
_FIGURE_ASKED = re.compile(r"(?:thứ|hạng|xếp) (?:mấy|hạng|thứ)|bao nhiêu|how (?:many|much)")
_WHOLE = re.compile(r"toàn (?:bộ|dân)|tất cả")
_ENUMERATION = re.compile(r"(?<![^,;])[^,;]++(?:[,;][^,;]++){2,}+")

Check = Callable[[Understood, Document, Clause], bool | None]


def answers_what_is_asked(question: Understood, document: Document, clause: Clause) -> bool:
    """Whether the clause holds the sort of thing that is asked for.

    A clause on the right task answers "trước ngày nào" only if it gives a date, "bao nhiêu tỷ
    đồng" only if it gives a sum.
    """
    for name, row in question_types().items():
        if row.check and question.asks_for(name) and not question.asks_for(*row.unless):
            held = CHECKS[row.check](question, document, clause)
            if held is not None:
                return held
    return True


def _text(document: Document, clause: Clause) -> str:
    return view(document.text, clause.start, clause.end, document.paragraphs).text


def _sum(_question: Understood, document: Document, clause: Clause) -> bool:
    return bool(MONEY.search(_text(document, clause)))


def _person(_question: Understood, document: Document, clause: Clause) -> bool:
    signed = document.metadata.signer if clause.value("the_thuc") == "chu_ky" else None
    return bool(signed or PERSON.search(_text(document, clause)))


def _place(question: Understood, document: Document, clause: Clause) -> bool | None:
    """None where no place is asked for: "ở đâu" may ask in which field."""
    if not _place_asked().search(question.text.lower()):
        return None
    return bool(_place_held().search(_text(document, clause)))


def _words(name: str) -> str:
    return "|".join(map(re.escape, read_table("places")["place"][name]))


@cache
def _place_asked() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_words('nouns')}) nào\b|\bđịa chỉ ở đâu"
        rf"|\b(?:{_words('happens')})\b[^?.]{{0,20}} (?:ở|tại) đâu"
    )


@cache
def _place_held() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('holds')})\b", re.IGNORECASE)


def _contact(_question: Understood, document: Document, clause: Clause) -> bool:
    return bool(CONTACT.search(_text(document, clause)))


def _telephone(_question: Understood, document: Document, clause: Clause) -> bool:
    return bool(_TELEPHONE.search(_text(document, clause)))


def _share(_question: Understood, document: Document, clause: Clause) -> bool:
    return bool(SHARE.search(_text(document, clause)))


def _document(question: Understood, document: Document, clause: Clause) -> bool:
    return bool(EXTRACTORS["document"](question, document, clause))


def _day(question: Understood, document: Document, clause: Clause) -> bool:
    found = EXTRACTORS["day"](question, document, clause)
    words = question.text.lower()
    if _DAY_ASKED.search(words):
        found = [d for d in found if not (YEAR.fullmatch(d.words) or PERIOD.search(d.words))]
    if _DEADLINE_ASKED.search(words):
        found = [d for d in found if _DEADLINE.match(d.words) or PERIOD.search(d.words)]
    return bool(found)


def _count(question: Understood, document: Document, clause: Clause) -> bool:
    text = _text(document, clause)
    found = EXTRACTORS["figure"](question, document, clause)
    asked = COUNTED.search(question.text)
    unit = asked[1].lower() if asked else ""
    if unit and question.cites_absent:  # of what another document holds only a count is told
        return bool(_counts(unit).search(text.lower()))
    if unit and regex.search(rf"(?i:\b{unit})\s+\p{{Lu}}", text):
        return True  # "mấy xã", and they are named
    if _FIGURE_ASKED.search(question.text.lower()):  # "mấy" may be met by names, this not
        return bool(found or _WHOLE.search(text))
    return bool(found or _ENUMERATION.search(text) or _WHOLE.search(text))


def _counts(unit: str) -> re.Pattern[str]:
    return re.compile(rf"\d[\d.,/]*\)?\s*(?:[^\W\d_]+\s+){{0,2}}{re.escape(unit)}\b")


CHECKS: dict[str, Check] = {
    "sum": _sum,
    "person": _person,
    "place": _place,
    "contact": _contact,
    "telephone": _telephone,
    "share": _share,
    "document": _document,
    "day": _day,
    "count": _count,
}
