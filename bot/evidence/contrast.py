"""Where a clause speaks of something else than the question: of another school level, another tier
of hospital, or not of the fee, sanction or reward that is asked about. The classes are data
(``contrasts.toml``).
"""

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.question import Understood
from bot.understand.intent.window import read_months
from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook

_REACHES = re.compile(
    r"\s?(?:đến|tới|-|–)\s(?:hết\s)?(?:(?:bậc|cấp|trường|khối)\s)?", re.IGNORECASE
)
_OPENING = 60  # characters of a clause that may head it


@dataclass(frozen=True, slots=True)
class _Class:
    book: PhraseBook  # each phrase under its member's first name
    asked: PhraseBook
    members: tuple[str, ...]  # first names, in the order of the class

    def spanned(self, text: str) -> set[str]:
        """The members from one to another that the text names so ("từ mẫu giáo đến trung học phổ
        thông"), those between them too."""
        found: set[str] = set()
        for one, other in itertools.pairwise(self.book.find(text)):
            if _REACHES.fullmatch(text[one.end : other.start]):
                ends = sorted(map(self.members.index, (one.name, other.name)))
                found.update(self.members[ends[0] : ends[1] + 1])
        return found


def clash(question: Understood, text: str, headings: str) -> str:
    """What the question names and the clause (its ``text``, the ``headings`` above it) speaks of
    another of; "" where nothing clashes."""
    if words := other_member(question, text, headings):
        return words
    _, subjects = _named_in(question)
    for wordings, words in subjects:
        if not wordings.find(f"{text}\n{headings}"):
            return words
    return ""


def other_member(question: Understood, text: str, headings: str) -> str:
    """The member of a class, or the month, that the question names where the clause speaks of
    another; "" where it does not."""
    classes, _ = _named_in(question)
    for one, member, words in classes:
        there = {match.name for match in one.book.find(text)} | one.spanned(text)
        above = {match.name for match in one.book.find(headings)}
        if there and member not in there | above:
            return words
    return _other_month(question, text, headings)


def _named_in(
    question: Understood,
) -> tuple[list[tuple[_Class, str, str]], list[tuple[PhraseBook, str]]]:
    asked = question.standalone
    return _named(asked, asked if question.language == "en" else question.text)


@lru_cache(maxsize=64)
def _named(
    asked: str, said: str
) -> tuple[list[tuple[_Class, str, str]], list[tuple[PhraseBook, str]]]:
    """What the question ``asked`` names, as it does so: of each class its one member, and the
    subjects that were ``said`` just now, not talked about before."""
    classes: list[tuple[_Class, str, str]] = []
    for one in _classes():
        members = {match.name for match in one.book.find(asked)}
        named = [m for m in one.asked.find(asked) if m.name in members]
        if len(members) == 1 and named:
            (member,) = members
            classes.append((one, member, asked[named[0].start : named[0].end]))
    typed = fold(said)
    subjects = []
    for subject, wordings in _subjects():
        found = [asked[m.start : m.end] for m in subject.find(asked)]
        now = [words for words in found if fold(words) in typed]
        if now:
            subjects.append((wordings, now[0]))
    return classes, subjects


def _other_month(question: Understood, text: str, headings: str) -> str:
    """The month asked about, where the clause stands under another ("Chủ đề Tháng Mười: …")."""
    asked = read_months(question.subject)
    if len(asked) != 1 or question.asks_for("when") or question.puts_claim:
        return ""
    headed = read_months(text[:_OPENING]) | read_months(headings)
    return f"tháng {min(asked)}" if headed and not headed & asked else ""


@cache
def _classes() -> tuple[_Class, ...]:
    found = []
    for row in read_table("contrasts")["class"]:
        forms = [(form, member[0]) for member in row["members"] for form in member]
        asked = [(form, name) for form, name in forms if form in row.get("asked", [form])]
        names = tuple(member[0] for member in row["members"])
        found.append(_Class(PhraseBook(forms), PhraseBook(asked), names))
    return tuple(found)


@cache
def _subjects() -> tuple[tuple[PhraseBook, PhraseBook], ...]:
    """For each subject what questions call it, and what clauses may call it."""
    table = read_table("contrasts")
    return tuple(
        (
            PhraseBook([(form, name) for form in forms]),
            PhraseBook([(form, name) for form in (*forms, *table["wordings"].get(name, ()))]),
        )
        for name, forms in table["subjects"].items()
    )
