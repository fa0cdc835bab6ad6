"""All that a lead-in lists, where its noun is asked for: "cần điều kiện gì" under "… phải có đủ
các điều kiện sau:"; and all that stands under the name of whoever is asked about."""

import re
from collections.abc import Sequence
from functools import cache

from bot.findings import Found
from bot.question import Understood
from bot.surroundings import Surroundings
from bot.understand.scope.levels import find_levels, levels_of
from bot.vocabulary import folded_stopwords, read_table
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from corpus.organs import find_organs
from index.passage import clause_text

_HIGHEST = 3  # headings above a clause
_FEWEST, _MOST = 2, 40  # clauses of a list
# a heading that is of a level of government: "3. Chủ tịch Ủy ban nhân dân xã, phường"
_BODY = re.compile(
    r"^\W*(?:[\divxa-z]{1,4}[.)]\s*)?(?:chủ tịch\s+)?(?:ủy ban|uỷ ban|ubnd)", re.IGNORECASE
)
_PARTS = ("phu_luc", "phan", "chuong")
_NAME = 14  # words of a heading that names a body


def under_heading(question: Understood, top: Found, around: Surroundings) -> list[Found]:
    """The clauses of the list that ``top`` is one of; empty where no list is asked for."""
    if top.named or top.clause.cells or top.profile.form:
        return []
    text = fold(question.standalone)
    nouns = {match["noun"] for match in _nouns().finditer(text)}
    acts = bool(_acts().search(text))
    if not (nouns or acts) or _is_of_one_body(question, top):
        return []
    document = top.document
    above = document.ancestors(top.clause)[-_HIGHEST:]
    for head in (top.clause, *reversed(above)):
        words = clause_text(document, head)
        part = head.path[-1].level in _PARTS  # of a document, whose title speaks of all of it
        leads = bool(document.children(head)) and not part and not _ends(words)
        asked = any(re.search(rf"\b{re.escape(noun)}\b", fold(words)) for noun in nouns)
        if leads and (asked or (acts and _names(words, question))):
            listed = document.children(head)
            some = _FEWEST <= len(listed) <= _MOST
            return [around.moved(top, one) for one in listed] if some else []
    return []


def _is_of_one_body(question: Understood, top: Found) -> bool:
    """Whether ``top`` begins with a body that the question names: those beside it are of others."""
    lead = " ".join(clause_text(top.document, top.clause).split()[:_NAME])
    return any(match.name in question.organs for match in find_organs(lead))


def with_led_in(listed: Sequence[Found], around: Surroundings) -> tuple[Found, ...]:
    """The clauses of a list, each that only leads in ("…, gồm:") with what it leads in to."""
    known = {found.clause.id for found in listed}
    whole: list[Found] = []
    for found in listed:
        whole.append(found)
        if found.profile.text.rstrip().endswith(":"):
            whole += [f for f in around.with_children(found) if f.clause.id not in known]
    return tuple(whole)


def _ends(text: str) -> bool:
    return text.rstrip()[-1:] in (".", ";")


def _names(text: str, question: Understood) -> bool:
    """Whether the heading is nothing but the name of whoever is asked about."""
    if len(text.split()) > _NAME:
        return False
    said = [s for s in folded_syllables(text) if s not in folded_stopwords() and not s.isdigit()]
    asked = set(folded_syllables(question.standalone))
    if len(said) > 1 and set(said) <= asked:
        return True
    levels = {match.name for match in find_levels(question.text)}
    return len(levels) == 1 and levels == levels_of(text) and bool(_BODY.search(text))


@cache
def _nouns() -> re.Pattern[str]:
    words = _any("nouns")
    return re.compile(
        rf"\b(?P<noun>{words})\b(?:\s+\w+){{0,3}}?\s+(?:gi|nao|the nao|ra sao|nhu the nao)\b"
    )


def asks_what_to_do(text: str) -> bool:
    """Whether ``text`` asks what somebody has to do, or may do."""
    return bool(_acts().search(fold(text)))


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any('acts')})\b")


def _any(name: str) -> str:
    phrases = {fold(phrase) for phrase in read_table("plural")[name]["phrases"]}
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
