"""Where a clause speaks of something else than the question: of another school level, another tier
of hospital, or not of the fee, sanction or reward that is asked about. The classes are data
(``contrasts.toml``).
"""

from dataclasses import dataclass
from functools import cache

from bot.question import Understood
from bot.understand.intent.window import read_months
from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook

_OPENING = 60  # characters of a clause that may head it


@dataclass(frozen=True, slots=True)
class _Class:
    book: PhraseBook  # each phrase under its member's first name
    asked: PhraseBook


def clash(question: Understood, text: str, headings: str) -> str:
    """What the question names and the clause (its ``text``, the ``headings`` above it) speaks of
    another of; "" where nothing clashes."""
    asked = question.standalone
    typed = fold(asked if question.language == "en" else question.text)
    for one in _classes():
        members = {match.name for match in one.book.find(asked)}
        named = [m for m in one.asked.find(asked) if m.name in members]
        if len(members) != 1 or not named:
            continue
        there = {match.name for match in one.book.find(text)}
        above = {match.name for match in one.book.find(headings)}
        if there and not members & (there | above):
            return asked[named[0].start : named[0].end]
    for subject, wordings in _subjects():
        # not of what was talked about before
        said = [m for m in subject.find(asked) if fold(asked[m.start : m.end]) in typed]
        if said and not wordings.find(f"{text}\n{headings}"):
            return asked[said[0].start : said[0].end]
    return _other_month(question, text, headings)


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
        found.append(_Class(PhraseBook(forms), PhraseBook(asked)))
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
