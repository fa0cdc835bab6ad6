"""The organs that a clause's own words charge with something."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Clause
from corpus.facts.fact import Span
from corpus.facts.organ_lists import list_at
from corpus.facts.roles import SENTENCE, first_sentence, role_in
from corpus.facts.wording import MARKER, label_line, verb
from corpus.language.normalize import View
from corpus.language.phrases import Match
from corpus.organs import find_bodies

_OPENING = re.compile(
    r"(?:(?:đề nghị|giao|yêu cầu|phân công|đối với|trách nhiệm của|nhiệm vụ|trọng tâm|cụ thể|"
    r"trách nhiệm|của|cho|các thành viên|(?:các )?đồng chí|thủ trưởng|lãnh đạo|giám đốc|chánh|"
    r"trưởng|cục trưởng|chủ tịch|tổng giám đốc|bộ trưởng|thống đốc|tổng thanh tra|chủ nhiệm|"
    r"viện trưởng|bí thư|người đứng đầu)\s+)*",
    re.I,
)
_TITLES = re.compile(
    r"(?:(?:các|những|đồng chí|thành viên|thủ trưởng|lãnh đạo|giám đốc|chánh|trưởng|phó|cục trưởng|"
    r"bộ trưởng|thống đốc|tổng thanh tra|chủ nhiệm|viện trưởng|chủ tịch|bí thư|"
    r"người đứng đầu)\s+)*",
    re.I,
)
ORDER = re.compile(
    r"(?:^|(?<=[.;:,\n])|(?<=[.;:,\n]\s))\s{0,4}(?:và\s++)?(?:giao|yêu cầu|đề nghị|"
    r"phân công)\s+(?:cho\s+)?",
    re.I,
)
_WITH = re.compile(r"phối hợp(?: chặt chẽ)?(?:,? thống nhất)?(?: (?:với|cùng))?\s+", re.I)
_SENT_TO = re.compile(r"(?:gửi|thông qua|giao|chuyển)\s+(?:về\s+)?$", re.I)
_AFTER_SENT = re.compile(
    r"\s*(?:để\s+)?(?:tổng hợp|theo dõi|hướng dẫn|thẩm định|xử lý|xem xét|trình|chủ trì)", re.I
)
_SEGMENT_START = re.compile(r"(?:^|[.;:\n])\s{0,4}(?:[-–+]\s*+)?(?:đồng thời,?\s*+)?$", re.I)
_COMMA_START = re.compile(r",\s*$")
_SMALL_WORD = re.compile(
    r"\s(?!(?:trong|theo|để|của|tại|năm|tiếp|là|được|các|và|về|trên|khi|đã|sẽ)\b)"
    r"[a-zà-ỹđ]{1,7}(?=[\s.:]|$)"
)
_FIELDS = frozenset({"xây dựng", "quản lý", "phát triển", "thông tin", "kiểm tra", "nghiên cứu"})
_UNLISTED = re.compile(r"(?:Cục|Tổng cục|Chi cục|Ban [Qq]uản lý|Tập đoàn|Tổng công ty)\b")
_LONGEST_NAME = 8  # small syllables at the end of a name
_WINDOW = 600  # characters of a sentence looked at before an organ


@dataclass(frozen=True, slots=True)
class Doer:
    """An organ charged with a clause's task; ``named_in`` is the clause that names it."""

    name: str
    at: Span  # in the document's text
    named_in: str
    role: str
    aside: bool = False  # a task within another's ("gửi Sở … tổng hợp")


def labelled_doers(clause: Clause, shown: View) -> Iterator[Doer]:
    """ "Cơ quan chủ trì: Sở …"."""
    for match in label_line().finditer(shown.text):
        role = next((r for r in ("chu_tri", "phoi_hop", "duoc_giao") if match[r]), None)
        if role is None:
            continue
        offset = match.start("value")
        for body in find_bodies(match["value"]):
            at = shown.source_span(offset + body.start, offset + body.end)
            yield Doer(body.name, at, clause.id, role)


def opening_doers(clause: Clause, shown: View, taken: list[Span], heading: bool) -> list[Doer]:
    """The organs that the clause's own words open with."""
    text = shown.text
    start = MARKER.match(text).end()  # type: ignore[union-attr]
    first = start
    start += _OPENING.match(text[start:]).end()  # type: ignore[union-attr]
    bodies = find_bodies(text)
    # "Chủ tịch UBND các tỉnh" is a name that holds the office
    start = next((m.start for m in bodies if first <= m.start < start < m.end), start)
    listed, end = list_at(text, start, bodies)
    if not listed:
        return []
    listed[-1], end = _whole_name(text, listed[-1], end)
    rest = text[end : end + SENTENCE]
    heading = heading or not rest.partition("\n")[0].strip(" .:")
    follows = verb().match(rest) or rest.lstrip()[:1] in ("", ":", "\n", ".", "(")
    ordered = re.match(r"\W*(?:giao|yêu cầu|đề nghị|phân công|đối với)", text[:start], re.I)
    if not (heading or follows or ordered):
        return []
    taken.append((start, end))
    role = role_in(first_sentence(rest))
    return [Doer(m.name, shown.source_span(m.start, m.end), clause.id, role) for m in listed]


def _whole_name(text: str, body: Match, end: int) -> tuple[Match, int]:
    """A name that the data does not list, up to the verb or the line's end behind it: "Cục Kết cấu
    hạ tầng xây dựng tham mưu …"."""
    if body.end != end or not _UNLISTED.match(body.name):
        return body, end
    position = end
    for _ in range(_LONGEST_NAME):
        word = _SMALL_WORD.match(text, position)
        if word is None or _acts(text, position):
            break
        position = word.end()
    if position > end and (_acts(text, position) or not text[position:].strip(" .:")):
        return Match(text[body.start : position], body.start, position), position
    return body, end


def _acts(text: str, position: int) -> bool:
    """Whether what an organ is to do stands there: not the name of its field before a verb."""
    act = verb().match(text, position)
    if act is None:
        return False
    ends = not text[act.end() :].strip(" .:\n")
    return act.group().strip() not in _FIELDS or not (ends or verb().match(text, act.end()))


def ordered_doers(clause: Clause, shown: View, taken: Sequence[Span]) -> Iterator[Doer]:
    """Organs charged in the clause's later words: "Giao X …", "; X tham mưu …"."""
    text = shown.text
    bodies = find_bodies(text)
    positions = [m.end() for m in ORDER.finditer(text)]
    position = 0
    for body in bodies:
        if body.start < position or any(s <= body.start < e for s, e in taken):
            continue
        before = text[max(0, body.start - _WINDOW) : body.start]
        ordered = next(
            (p for p in positions if p <= body.start and _TITLES.fullmatch(text[p : body.start])),
            None,
        )
        listed, end = list_at(text, body.start, bodies)
        follows = verb().match(text, end)
        plain_start = _SEGMENT_START.search(_without_title(before))
        comma = _COMMA_START.search(_without_title(before)) and _subordinate(before)
        sent = _SENT_TO.search(before) and _AFTER_SENT.match(text, body.end)
        if sent and ordered is None:
            at = shown.source_span(body.start, body.end)
            yield Doer(body.name, at, clause.id, "duoc_giao", aside=True)
            continue
        if ordered is None and not (follows and (plain_start or comma)):
            continue
        position = end
        role = role_in(first_sentence(text[end : end + SENTENCE]))
        for match in listed:
            yield Doer(match.name, shown.source_span(match.start, match.end), clause.id, role)


def partners(clause: Clause, shown: View) -> Iterator[Doer]:
    """Organs that the clause's task is to be done with: "phối hợp với …"."""
    text = shown.text
    bodies = find_bodies(text)
    for match in _WITH.finditer(text):
        listed, _ = list_at(text, match.end(), bodies)
        for body in listed:
            yield Doer(body.name, shown.source_span(body.start, body.end), clause.id, "phoi_hop")


def first_each(doers: Sequence[Doer]) -> list[Doer]:
    """One assignment an organ: the first role stated."""
    seen: dict[str, Doer] = {}
    for doer in doers:
        seen.setdefault(doer.name, doer)
    return list(seen.values())


def _without_title(before: str) -> str:
    """Text before an organ without the head's office ("Giám đốc ")."""
    return re.sub(
        r"(?:giám đốc|chủ tịch|thủ trưởng|chánh|trưởng|lãnh đạo|thống đốc|các)\s+$",
        "",
        before,
        flags=re.I,
    )


def _subordinate(before: str) -> bool:
    """Whether the sentence up to here is a subordinate clause ("Đối với …,", "Để có …,")."""
    start = max(before.rfind(". "), before.rfind("\n"), -1) + 1
    sentence = MARKER.sub("", before[start:].strip())
    return bool(
        re.match(r"(?:để|đối với|căn cứ|trên cơ sở|nhằm|trong|khi|sau khi|về)\b", sentence, re.I)
    )
