"""An answer to somebody who asks in English: what can be said without a translator in English, the
direct words glossed, the clauses in their own Vietnamese words.

Figures stay digit for digit; a gloss names units, months and bodies only.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.answer import Role, Statement
from bot.draft import Draft
from bot.understand.english.glossary import english_of
from bot.vocabulary import read_table
from corpus.organs import find_bodies

_QUOTED = (Role.QUOTE, Role.ITEM)
_LABEL = re.compile(r"(?:(?<=; )|(?<=^)|(?<=: ))(?P<label>[^:;“”]{2,30})(?=:(?:\s|$)|$)")
_DATE = re.compile(
    r"(?:ngày\s+)?(?P<day>\d{1,2})(?:/|\s+tháng\s+)(?P<month>\d{1,2})(?:/|\s+năm\s+)(?P<year>\d{4})",
    re.IGNORECASE,
)


def with_english(draft: Draft, missing: Sequence[str] = ()) -> Draft:
    """The draft with its direct answers named and glossed in English, and said before its clauses
    that they are quoted; ``missing``: the sides of which nothing was found."""
    told: list[Statement] = []
    quotes = sum(one.role in _QUOTED for one in draft.statements)
    said = False
    for one in draft.statements:
        if one.role in _QUOTED and not said:
            said = True
            told.append(_aside("quoted" if quotes == 1 else "quoted_several"))
        told.append(_in_english(one) if one.role is Role.LEAD else one)
    if missing:
        told.append(_aside("missing", names=", ".join(missing)))
    return replace(draft, statements=tuple(told))


def gloss(words: str) -> str:
    """What printed words are in English: "no more than 32 working days"; "" where that is not
    known."""
    if len(words.split()) > 24:
        return ""
    rest = words
    if match := _DATE.search(words):
        names = read_table("in_english")["months"]["names"]
        month = int(match["month"])
        if not 1 <= month <= len(names):
            return ""
        return f"{int(match['day'])} {names[month - 1]} {match['year']}"
    said = [english for own, english in _phrases() if own in rest.lower()]
    if match := _amount().search(rest):
        one, several = read_table("in_english")["units"][match["unit"].lower()]
        digits = match["figure"]
        said = [*said[:1], f"{digits} {one if digits.lstrip('0') == '1' else several}"]
        return " ".join(said)
    if said:
        return said[0]
    bodies = [english_of(match.name) for match in find_bodies(words)]
    return ", ".join(dict.fromkeys(b for b in bodies if b)) if all(bodies) else ""


def _in_english(one: Statement) -> Statement:
    """A direct answer with its labels in English and a gloss after its printed words."""
    strong = one.strong or ((0, len(one.text)),)
    if strong[0][0] == strong[-1][1]:  # a sentence told as it stands
        return one
    text = ""
    moved: list[tuple[int, int]] = []
    at = 0
    for start, end in strong:
        text += _labels(one.text[at:start])
        words = one.text[start:end]
        if not one.strong:
            words = _labels(words)
        meant = gloss(words)
        moved.append((len(text), len(text) + len(words)))
        text += f"{words} ({meant})" if meant and meant != words else words
        at = end
    return replace(one, text=text + one.text[at:], strong=tuple(moved))


def _labels(text: str) -> str:
    """``text`` with the names of sorts of things in English."""
    known = read_table("in_english")["labels"]
    small = {name.lower(): english for name, english in known.items()}

    def put(match: re.Match[str]) -> str:
        label = match["label"].strip()
        english = small.get(label.lower())
        if english is None:
            return match.group()
        return str(english) if label[:1].isupper() else str(english)[:1].lower() + english[1:]

    return _LABEL.sub(put, text)


def _aside(name: str, **given: object) -> Statement:
    return Statement(str(read_table("in_english")["texts"][name]).format(**given), Role.ASIDE)


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    rows = read_table("in_english")["phrases"]
    return tuple(sorted(rows.items(), key=lambda row: -len(row[0])))


@cache
def _amount() -> re.Pattern[str]:
    units = sorted(read_table("in_english")["units"], key=len, reverse=True)
    named = "|".join(map(re.escape, units))
    return re.compile(
        rf"(?<![\d.,])(?P<figure>\d++(?:[.,]\d++)*+)\s?(?P<unit>{named})\b", re.IGNORECASE
    )
