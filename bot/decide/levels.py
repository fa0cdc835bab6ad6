"""Of steps that each begin with who takes them ("Ủy ban nhân dân huyện, thị xã: …", "Ủy ban nhân
dân xã, phường: …") the one of the level of government that the question speaks of."""

import re

from bot.decide.under import asks_what_to_do
from bot.findings import Found
from bot.question import Understood
from bot.surroundings import Surroundings
from bot.understand.scope.levels import find_levels, levels_of
from bot.vocabulary import folded_stopwords, task_words
from corpus.language.segment import folded_syllables
from corpus.locality import UPPER
from corpus.organs import find_organs
from index.passage import clause_text, document_context

_LEAD = 16  # words with which a step names who takes it
_STEPS = ("khoan", "diem", "gach", "doan")
_GENERAL = frozenset(("viec", "duoc", "quyet", "phan", "cap", "lai", "tom", "giao", "chu", "tich"))
_FEWEST = 2
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


def all_of_level(question: Understood, top: Found, around: Surroundings) -> list[Found]:
    """All steps of the document that the level takes of which nothing but what it has to do is
    asked ("xã phải làm gì"); empty where more is asked, or it takes none or one."""
    asked = {match.name for match in find_levels(question.text)}
    if (
        len(asked) != 1
        or top.named
        or not asks_what_to_do(question.standalone)
        or _more(question, top)
    ):
        return []
    steps: list[Found] = []
    for clause in top.document.clauses:
        moved = around.moved(top, clause)
        inside = any(clause.id.startswith(f"{step.clause.id}.") for step in steps)
        if clause.cells or moved.profile.form or inside:
            continue
        if _heads(moved, asked):
            steps += around.with_children(moved) or [moved]
        elif clause.path[-1].level in _STEPS and _levels_led(moved) == asked:
            steps.append(moved)
    return steps if _FEWEST <= len(steps) <= _MOST else []


def _heads(found: Found, asked: set[str]) -> bool:
    """Whether the clause's title is of the level: "Điều 11. Trách nhiệm của UBND cấp xã"."""
    text = clause_text(found.document, found.clause)
    title, _, rest = text.partition("\n")
    short = len(title.split()) <= _LEAD and not title.rstrip().endswith((".", ";"))
    heads = bool(rest) or bool(found.document.children(found.clause))
    return short and heads and bool(_BODY.search(title)) and levels_of(title) == asked


def is_of_body(question: Understood, top: Found) -> bool:
    """Whether nothing but what a body has to do is asked, and the clause begins with its name."""
    if not question.organs or not asks_what_to_do(question.standalone) or _more(question, top):
        return False
    lead = " ".join(clause_text(top.document, top.clause).split()[:_LEAD])
    return any(match.name in question.organs for match in find_organs(lead))


def _more(question: Understood, top: Found) -> list[str]:
    """What the question says beside levels and bodies, words that ask, and the document's title."""
    known = set(folded_syllables(document_context(top.document))) | folded_stopwords()
    known |= task_words() | _GENERAL
    for match in find_levels(question.text):
        known |= set(folded_syllables(question.text[match.start : match.end]))
    for match in find_organs(question.subject):
        known |= set(folded_syllables(question.subject[match.start : match.end]))
    return [s for s in folded_syllables(question.subject) if s not in known and s.isalpha()]


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
