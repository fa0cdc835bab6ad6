"""Of steps that each begin with who takes them ("Ủy ban nhân dân huyện, thị xã: …", "Ủy ban nhân
dân xã, phường: …") the one of the level of government that the question speaks of."""

import re

from bot.findings import Found
from bot.question import Understood
from bot.surroundings import Surroundings
from bot.vocabulary import read_table
from corpus.language.normalize import fold
from corpus.locality import UPPER
from index.passage import clause_text

_LEAD = 16  # words with which a step names who takes it
_MOST = 30  # steps beside each other
# of an item's number
_MARK = re.compile(r"^(?:[-–+*•]|\(?[a-zđ0-9]{1,3}(?:\.\d{1,3})*[.)])\s+", re.IGNORECASE)
# "xã Tịnh Khê" is a place, "hai xã" are counted, "thị xã" is another level
_ASKED = re.compile(
    r"(?<![Tt]hị )(?<![Tt]hi )\b(?P<level>[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Tt]ỉnh)\b"
    rf"(?!\s+(?:nào|gì|mấy|[{UPPER}]))"
)


def of_level(question: Understood, top: Found, around: Surroundings) -> Found:
    """``top``, or the one step beside it that the level asked about takes, where ``top`` is taken
    by another."""
    asked = _levels_asked(question)
    if len(asked) != 1 or top.named or top.clause.cells or top.profile.form:
        return top
    own = _levels_led(top)
    if not own or asked & own:
        return top
    head = around.parent(top)
    beside = around.with_children(head) if head else []
    fitting = [f for f in beside if asked <= _levels_led(f)]
    if len(fitting) != 1 or len(beside) > _MOST:
        return top
    return around.moved(top, fitting[0].clause)


def _levels_asked(question: Understood) -> set[str]:
    """The levels of which the question says that they act, as the message itself has them."""
    found = {match["level"].lower() for match in _ASKED.finditer(question.text)}
    return {level for word in found for level, words in _table().items() if word in words}


def _levels_led(found: Found) -> set[str]:
    """The levels of the bodies with which the step begins; none where it begins otherwise."""
    text = _MARK.sub("", clause_text(found.document, found.clause).lstrip("* "))
    lead, colon, _ = text.partition(":")
    words = fold(lead).split()
    if not colon or len(words) > _LEAD:
        return set()
    said = " ".join(words)
    led: set[str] = set()
    for level, names in _table().items():
        for name in names:
            bare = re.escape(fold(name))
            if re.search(rf"(?<!thi )\b{bare}\b" if name == "xã" else rf"\b{bare}\b", said):
                led.add(level)
    return led


def _table() -> dict[str, tuple[str, ...]]:
    rows = read_table("levels")["levels"]
    return {name: tuple(words) for name, words in rows.items()}
