"""Of steps that each begin with who takes them ("Ủy ban nhân dân huyện, thị xã: …", "Ủy ban nhân
dân xã, phường: …") the one of the level of government that the question speaks of."""

import re

from bot.findings import Found
from bot.question import Understood
from bot.surroundings import Surroundings
from bot.understand.scope.levels import find_levels, levels_of
from corpus.locality import UPPER
from index.passage import clause_text

_LEAD = 16  # words with which a step names who takes it
_MOST = 30  # steps beside each other
# of an item's number
_MARK = re.compile(r"^(?:[-–+*•]|\(?[a-zđ0-9]{1,3}(?:\.\d{1,3})*[.)])\s+", re.IGNORECASE)
# where the name of a body ends that a step begins with
_BODY = re.compile(r"(?:chủ tịch\s+)?(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\b", re.IGNORECASE)
_DUTY = re.compile(
    r"\s(?:có (?:trách nhiệm|nhiệm vụ)|chịu trách nhiệm|căn cứ|chủ trì|chủ động|phối hợp|chỉ đạo"
    r"|tổ chức|thực hiện|xây dựng|rà soát|tiếp nhận|bố trí|lập|ban hành|quyết định|phê duyệt)\b",
    re.IGNORECASE,
)
# "xã Tịnh Khê" is a place, "hai xã" are counted, "thị xã" is another level
_ASKED = re.compile(
    r"(?<![Tt]hị )(?<![Tt]hi )\b(?P<level>[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Tt]ỉnh)\b"
    rf"(?!\s+(?:nào|gì|mấy|[{UPPER}]))"
)


def of_level(question: Understood, top: Found, around: Surroundings) -> Found | None:
    """The one step that the level asked about takes: ``top``, or one beside it where ``top`` is
    taken by another; None where no level is asked about, or none of them takes a step."""
    asked = _levels_asked(question)
    if len(asked) != 1 or top.named or top.clause.cells or top.profile.form:
        return None
    own = _levels_led(top)
    if not own:
        return None
    if asked & own:
        return top
    head = around.parent(top)
    beside = around.with_children(head) if head else []
    fitting = [f for f in beside if asked <= _levels_led(f)]
    if len(fitting) != 1 or len(beside) > _MOST:
        return None
    return around.moved(top, fitting[0].clause)


def _levels_asked(question: Understood) -> set[str]:
    """The levels of which the question says that they act, as the message itself has them."""
    named = {match.name for match in find_levels(question.text)}
    return named | levels_of(" , ".join(m["level"] for m in _ASKED.finditer(question.text)))


def _levels_led(found: Found) -> set[str]:
    """The levels of the bodies with which the step begins; none where it begins otherwise."""
    text = _MARK.sub("", clause_text(found.document, found.clause).lstrip("* "))
    lead, colon, _ = text.partition(":")
    if not colon or len(lead.split()) > _LEAD:
        verb = _DUTY.search(text)
        lead = text[: verb.start()] if verb and _BODY.match(text) else ""
    return levels_of(lead) if len(lead.split()) <= _LEAD else set()
