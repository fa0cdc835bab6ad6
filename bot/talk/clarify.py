"""Asking back, where the good candidates divide and nothing in the talk decides between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import AnswerStatus, Role, Statement
from bot.converse.state import State, digest
from bot.findings import Choice, Findings, Found
from bot.question import Understood
from bot.refuse.refuse import Refusal
from bot.talk.anew import item_wanted
from bot.talk.words import say
from corpus.language.normalize import fold

_MOST = 4  # choices
_LOOKED_AT = 6  # findings
_BARE_NUMBER = re.compile(r"\W*(?P<number>\d{1,2})\W*")


@dataclass(frozen=True, slots=True)
class Divided:
    """The provinces between which a question divides."""

    names: tuple[str, ...]


def divided(
    question: Understood, findings: Findings, choice: Choice, state: State
) -> Divided | None:
    """Between what the question divides; None where it, or the talk, decides."""
    decided = question.provinces or question.named or question.preferred or question.clause_steps
    if decided or findings.compared or not choice.clauses:
        return None
    if question.asks_for("any_document") or digest(question.standalone) in state.settled:
        return None
    top = choice.clauses[0]
    if choice.listed:
        good = list(choice.clauses)
    elif top.named or len(choice.clauses) > 1:
        return None
    else:
        good = [f for f in findings.found[:_LOOKED_AT] if f is top or _as_good(f, top)]
    places = list(dict.fromkeys(f.document.metadata.province for f in good))
    if None not in places and len(places) > 1:
        return Divided(tuple(str(p) for p in places[:_MOST]))
    return None


def ask_back(one: Divided) -> Refusal:
    """The question back."""
    *first, last = one.names
    choices = f"{', '.join(first)} hay {last}"
    return Refusal(AnswerStatus.CLARIFY, (Statement(say("which", choices=choices), Role.MISSING),))


def chosen(message: str, choices: Sequence[str]) -> str | None:
    """Which of the choices a message names, by its words or its place; None where it does not name
    exactly one."""
    folded = f" {' '.join(fold(message).split())} "
    bare = re.sub(r"[^\w\s]", " ", folded)
    named = [c for c in choices if f" {fold(c)} " in f" {' '.join(bare.split())} "]
    if len(named) == 1:
        return named[0]
    number = _BARE_NUMBER.fullmatch(message)
    at = int(number["number"]) if number else item_wanted(message)
    if named or at is None or at > len(choices) or at == 0:
        return None
    return choices[-1] if at < 0 else choices[at - 1]


def _as_good(found: Found, top: Found) -> bool:
    """Whether another finding answers as surely and holds as much of the question."""
    return bool(found.answers) and found.evidence.own >= top.evidence.own
