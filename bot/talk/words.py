"""The assistant's own words in a talk, and how a person is spoken to."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.answer import Role, Statement
from bot.vocabulary import read_table
from corpus.language.normalize import fold, nfc

_DEFAULT = "anh/chị"
_OURS = (Role.OPENING, Role.REMARK, Role.MISSING, Role.OFFER)


def say(name: str, **given: object) -> str:
    """The sentence ``name`` of ``replies.toml``."""
    return str(read_table("replies")["texts"][name]).format(**given)


def what_is_done(act: str) -> str:
    """What ``act`` asks to be done, as a verb: "rút gọn"."""
    return str(read_table("replies")["what"].get(act, read_table("replies")["what"]["show"]))


def address_of(text: str) -> str:
    """How the person who wrote ``text`` is to be spoken to; "" where it does not tell."""
    match = _self_named().search(nfc(text))
    if not match:
        return ""
    called = {fold(own): form for own, form in read_table("replies")["address"].items()}
    return str(called[fold(match["own"])])


def addressed(statements: Sequence[Statement], form: str) -> tuple[Statement, ...]:
    """The statements, those in our own words speaking to the person as ``form``."""
    if not form or form == _DEFAULT:
        return tuple(statements)
    return tuple(
        replace(one, text=_spoken_to(one.text, form)) if one.role in _OURS else one
        for one in statements
    )


def _spoken_to(text: str, form: str) -> str:
    capital = form[:1].upper() + form[1:]
    return text.replace("Anh/chị", capital).replace(_DEFAULT, form)


@cache
def _self_named() -> re.Pattern[str]:
    """ "bác hỏi", "em muốn biết", also without diacritics."""
    table = read_table("replies")
    forms = list(table["address"])
    verbs = sorted(table["address_verbs"]["verbs"], key=len, reverse=True)
    own = "|".join(map(re.escape, dict.fromkeys([*forms, *map(fold, forms)])))
    then = "|".join(map(re.escape, dict.fromkeys([*verbs, *map(fold, verbs)])))
    return re.compile(rf"\b(?P<own>{own})\s+(?:{then})\b", re.IGNORECASE)
