"""A model's reading of a message, held against what was said and what the data knows.

It is one more way to read the message. A figure or a name that nobody said, a kind of act or
question that there is none of, a question that would steer: whatever holds one is not believed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.generate.written import strings
from bot.understand.acts.features import ACTS
from bot.understand.guard.guard import read_guard
from bot.understand.scope.scope import province_book
from bot.vocabulary.types import question_types
from corpus.language.normalize import fold, nfc
from corpus.organs import find_bodies, find_organs

_LONGEST = 500  # characters of a standalone question
_MOST = 8  # of a kind
_FIGURE = re.compile(r"\d+(?:[.,/:-]\d+)*")
_TOLD = tuple(act for act in ACTS if act != "attack")  # an attack is told by us alone
_NAMES: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message means: the question as it can be read alone ("" where that is not believed),
    the acts that it does, and the kinds of thing that it asks for."""

    standalone: str = ""
    acts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


def schema() -> dict[str, Any]:
    """The JSON schema of a reply."""
    acts = {"type": "array", "items": {"type": "string", "enum": list(_TOLD)}}
    asks = {"type": "array", "items": {"type": "string", "enum": list(question_types())}}
    fields = {
        "standalone": {"type": "string"},
        "acts": acts,
        "provinces": _NAMES,
        "bodies": _NAMES,
        "asks": asks,
    }
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def is_whole(reply: Mapping[str, Any]) -> bool:
    """Whether a reply has the fields that the schema names, with their types."""
    lists = all(isinstance(reply.get(name), list) for name in ("acts", "asks"))
    return isinstance(reply.get("standalone"), str) and lists


def checked(
    reply: Mapping[str, Any], message: str, before: Sequence[str], bodies: Collection[str]
) -> Reading:
    """What can be believed of a reply to ``message``, after what was said ``before``; ``bodies``
    are those that the documents name."""
    said = nfc("\n".join([*before, message]))
    acts = [act for act in strings(reply.get("acts"), _MOST) if act in _TOLD]
    asks = [kind for kind in strings(reply.get("asks"), _MOST) if kind in question_types()]
    text = reply.get("standalone")
    standalone = " ".join(nfc(text).split()) if isinstance(text, str) else ""
    if not standalone or len(standalone) > _LONGEST or not _is_founded(standalone, said):
        return Reading("", tuple(acts), tuple(asks))
    if read_guard(standalone).section:
        return Reading("", tuple(acts), tuple(asks))
    left_out = _left_out(reply, standalone, said, bodies)
    if left_out:
        standalone = f"{standalone.rstrip('?. ')} ({', '.join(left_out)})?"
    return Reading(standalone, tuple(acts), tuple(asks))


def _is_founded(text: str, said: str) -> bool:
    """Whether all figures, places and bodies of ``text`` were said."""
    figures = set(_FIGURE.findall(said))
    if any(figure not in figures for figure in _FIGURE.findall(text)):
        return False
    if _provinces(text) - _provinces(said) or _organs(text) - _organs(said):
        return False
    folded = fold(said)
    return all(fold(text[m.start : m.end]) in folded for m in find_bodies(text))


def _left_out(
    reply: Mapping[str, Any], standalone: str, said: str, bodies: Collection[str]
) -> list[str]:
    """Places and bodies that the reply names, that were said and exist, and that its question does
    not name."""
    places = [
        name
        for name in strings(reply.get("provinces"), _MOST)
        if _provinces(name) & _provinces(said) and not _provinces(name) & _provinces(standalone)
    ]
    known = [
        name
        for name in strings(reply.get("bodies"), _MOST)
        if (_organs(name) & _organs(said) or (name in bodies and fold(name) in fold(said)))
        and not _organs(name) & _organs(standalone)
        and fold(name) not in fold(standalone)
    ]
    return list(dict.fromkeys([*known, *places]))


def _provinces(text: str) -> set[str]:
    return {match.name for match in province_book().find(text)}


def _organs(text: str) -> set[str]:
    return {match.name for match in find_organs(text)}
