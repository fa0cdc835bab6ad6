"""Facts: what a clause assigns to whom, by when, and which numbers are to be reached.

An organ, its role and its task; a time for doing; a target. Each is kept with the clause that
states it, the organ also with the clause that names it (often a heading above). The wording of
assignments is data: ``facts.toml``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.citation.references import find_mentions
from corpus.document import Clause, Document, Part
from corpus.language.dates import Period, column_period, find_periods
from corpus.language.normalize import View, view
from corpus.language.phrases import Match
from corpus.language.quantities import Target, find_targets
from corpus.organs import find_bodies
from corpus.vocabulary import provinces, read_table

Span = tuple[int, int]

_MARKER = re.compile(
    r"^\W*(?:(?:điều\s+)?[\dIVXLC]{1,5}(?:\.\d+)*[a-zđ]?[.):/]\s*|[a-zđA-Z][.)]\s+|[-+–•]\s*)?",
    re.I,
)
_OPENING = re.compile(
    r"(?:(?:đề nghị|giao|yêu cầu|phân công|đối với|trách nhiệm của|nhiệm vụ|trọng tâm|cụ thể|"
    r"phân công|"
    r"trách nhiệm|của|cho|các thành viên|thủ trưởng|lãnh đạo|giám đốc|chánh|trưởng|cục trưởng|"
    r"chủ tịch|"
    r"bí thư|người đứng đầu)\s+)*",
    re.I,
)
_BETWEEN = re.compile(
    r"\s*(?:[,;]|và|cùng|\([^()\n]{0,80}+\))*\s*(?:(?:và|cùng|các|với|của|tỉnh|thành phố|"
    r"Thành phố|"
    r"Giám đốc|"
    r"Chủ tịch|Thủ trưởng)\s+)*",
)
# vague bodies that may stand in a list of organs
_GENERIC = re.compile(
    r"\s*(?:[,;]\s*|và\s+|cùng\s+|với\s+)*(?:các\s+)?(?:cơ quan(?: trung ương)?|đơn vị|"
    r"địa phương|doanh nghiệp(?: CNTT)?(?: lớn)?|"
    r"tổ chức(?: chính trị - xã hội)?(?: tỉnh)?|cấp ủy|chính quyền|ngành|bộ, ngành|ban|chức năng|"
    r"liên quan|có liên quan|tổ công tác(?: giúp việc)?|"
    r"chuyên môn|trực thuộc|của|khác|các cấp|trên địa bàn|Trung ương)\b\s*",
    re.I,
)
_TITLES = re.compile(
    r"(?:(?:các|những|đồng chí|thành viên|thủ trưởng|lãnh đạo|giám đốc|chánh|trưởng|phó|cục trưởng|"
    r"chủ tịch|bí thư|người đứng đầu)\s+)*",
    re.I,
)
_ORDER = re.compile(
    r"(?:^|(?<=[.;:,\n])|(?<=[.;:,\n]\s))\s*(?:và\s+)?(?:giao|yêu cầu|đề nghị|"
    r"phân công)\s+(?:cho\s+)?",
    re.I,
)
_WITH = re.compile(r"phối hợp(?: chặt chẽ)?(?:,? thống nhất)?(?: (?:với|cùng))?\s+", re.I)
_SENT_TO = re.compile(r"(?:gửi|thông qua|giao|chuyển)\s+(?:về\s+)?$", re.I)
_AFTER_SENT = re.compile(
    r"\s*(?:để\s+)?(?:tổng hợp|theo dõi|hướng dẫn|thẩm định|xử lý|xem xét|trình|chủ trì)", re.I
)
_SEGMENT_START = re.compile(r"(?:^|[.;:\n])\s*(?:[-–+]\s*)?(?:đồng thời,?\s*)?$", re.I)
_COMMA_START = re.compile(r",\s*$")
_FIRST_SENTENCE = re.compile(r";|\.(?=\s|$)|\n")
_SENTENCE = 2000  # characters at most of an assignment's first sentence
_WINDOW = 600  # characters of a sentence looked at before an organ
_YEAR = re.compile(r"\bnăm\s+(\d{4})\b")


@dataclass(frozen=True, slots=True)
class Assignment:
    """``organ`` (canonical name) has ``role`` in the task that ``clause_id`` states.

    ``named_in`` is the clause that names the organ, ``at`` where; ``task`` is the span of the
    task's words. Offsets are into the document's text. ``periods`` are the times that the clause,
    or the nearest heading above it, sets.
    """

    document_id: str
    clause_id: str
    organ: str
    role: str
    at: Span
    named_in: str
    task: Span
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time for doing that ``clause_id`` sets; ``period.at`` is in the document's text."""

    document_id: str
    clause_id: str
    period: Period


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A number to be reached that ``clause_id`` sets; ``target.at`` is in the document's text."""

    document_id: str
    clause_id: str
    target: Target


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one document, in the order of its text."""

    assignments: tuple[Assignment, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[TargetFact, ...]


@dataclass(frozen=True, slots=True)
class _Doer:
    name: str
    at: Span  # in the document's text
    named_in: str
    role: str
    aside: bool = False  # a task within another's ("gửi Sở … tổng hợp")


def find_facts(document: Document) -> Facts:
    """The facts that the document's operative part states; never fails."""
    return _Reader(document).read()


def role_label(role: str) -> str:
    """The role in Vietnamese."""
    return next(str(row["label"]) for row in _roles() if row["name"] == role)


@cache
def _roles() -> tuple[dict[str, str], ...]:
    return tuple(read_table("facts")["role"])


@cache
def _label_line() -> re.Pattern[str]:
    labels = read_table("facts")["labels"]
    parts = "|".join(
        f"(?P<{name}>{labels[name]})" for name in ("chu_tri", "phoi_hop", "duoc_giao", "thoi_gian")
    )
    return re.compile(rf"(?:^|(?<=[.;\n]))\W*(?:{parts})\s*:\s*(?P<value>[^\n;]+)", re.I)


@cache
def _column(name: str) -> re.Pattern[str]:
    return re.compile(str(read_table("facts")["labels"][name]), re.I)


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(str(read_table("facts")[table][name]), re.I)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        rf"\s*[:,]?\s*(?:\([^)]{{0,80}}\)\s*)?(?:{read_table('facts')['verbs']['words']})\b", re.I
    )


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.year = _plan_year(document)
        self.views: dict[str, View] = {}
        self.headings: dict[str, list[_Doer]] = {}
        self.lead: list[_Doer] = []

    def read(self) -> Facts:
        assignments: list[Assignment] = []
        deadlines: list[Deadline] = []
        targets: list[TargetFact] = []
        periods: dict[str, tuple[Period, ...]] = {}
        for clause in self.document.clauses:
            shown = self._view(clause)
            if clause.part is Part.PREAMBLE:
                if not self._note_lead(clause, shown):
                    continue
            elif clause.part not in (Part.BODY, Part.CLOSING) or self._is_report(clause):
                continue
            own = self._periods(clause, shown)
            periods[clause.id] = own
            deadlines.extend(Deadline(self.document.id, clause.id, p) for p in own)
            targets.extend(self._targets(clause, shown))
            inherited = own or next(
                (
                    periods[a.id]
                    for a in reversed(self.document.ancestors(clause))
                    if periods.get(a.id)
                ),
                (),
            )
            for doer in self._doers(clause, shown):
                task = self._task(clause)
                assignments.append(
                    Assignment(
                        self.document.id,
                        clause.id,
                        doer.name,
                        doer.role,
                        doer.at,
                        doer.named_in,
                        task,
                        inherited,
                    )
                )
        return Facts(tuple(assignments), tuple(deadlines), tuple(targets))

    # Views and context

    def _view(self, clause: Clause) -> View:
        shown = self.views.get(clause.id)
        if shown is None:
            shown = view(self.document.text, clause.start, clause.end, self.document.paragraphs)
            self.views[clause.id] = shown
        return shown

    def _is_report(self, clause: Clause) -> bool:
        """Whether the clause stands under a heading that only reports."""
        pattern = _pattern("reports", "headings")
        for above in self.document.ancestors(clause):
            if above.path[-1].level in ("phan", "chuong", "muc", "khoan") and not above.cells:
                heading = self._view(above).text[:120].split("\n")[0]
                # a heading of several things ("Quan điểm, mục tiêu") is not all report
                if pattern.search(heading) and "mục tiêu" not in heading.lower():
                    return True
        return False

    def _note_lead(self, clause: Clause, shown: View) -> bool:
        """Whether a paragraph before the body charges organs with something; the last one, which
        ends with a colon, charges them with all that follows."""
        if not _ORDER.search(shown.text):
            return False
        opening = self._opening(clause, shown, _Context())
        charged = [*opening, *self._ordered(clause, shown, _Context())]
        if shown.text.rstrip().endswith(":"):
            self.lead = [doer for doer in charged if doer.role != "phoi_hop"]
        return bool(charged)

    # Doers

    def _doers(self, clause: Clause, shown: View) -> list[_Doer]:
        if clause.cells:
            return _first_each(self._of_row(clause))
        context = _Context()
        labelled = list(self._labelled(clause, shown))
        if labelled:
            own = labelled
        else:
            opening = self._opening(clause, shown, context)
            own = opening + list(self._ordered(clause, shown, context))
        partners = list(self._partners(clause, shown)) if not labelled else []
        if self.document.children(clause):
            self.headings[clause.id] = [d for d in own if d.role != "phoi_hop" and not d.aside]
            if clause.path[-1].level != "phu_luc" and not labelled:
                return []
        if labelled or clause.part is Part.CLOSING:
            return _first_each(own + partners)
        if all(doer.aside for doer in own) and not self._vague(shown):
            own = self._inherited(clause, shown) + own
        return _first_each(own + partners)

    def _of_row(self, clause: Clause) -> list[_Doer]:
        found: list[_Doer] = []
        taken = False
        for role in ("chu_tri", "phoi_hop", "duoc_giao"):
            for cell in clause.cells:
                if _column(role).search(cell.head) and cell.start < cell.end:
                    taken = True
                    shown = view(self.document.text, cell.start, cell.end)
                    found.extend(
                        _Doer(m.name, shown.source_span(m.start, m.end), clause.id, role)
                        for m in find_bodies(shown.text)
                    )
            if role == "phoi_hop" and found:
                break
        for cell in clause.cells[1:2] if taken else ():
            shown = view(self.document.text, cell.start, cell.end)
            found.extend(self._opening(clause, shown, _Context()))
        return found

    def _labelled(self, clause: Clause, shown: View) -> Iterator[_Doer]:
        """ "Cơ quan chủ trì: Sở …"."""
        for match in _label_line().finditer(shown.text):
            role = next((r for r in ("chu_tri", "phoi_hop", "duoc_giao") if match[r]), None)
            if role is None:
                continue
            offset = match.start("value")
            for body in find_bodies(match["value"]):
                at = shown.source_span(offset + body.start, offset + body.end)
                yield _Doer(body.name, at, clause.id, role)

    def _opening(self, clause: Clause, shown: View, context: "_Context") -> list[_Doer]:
        """The organs that the clause's own words open with."""
        text = shown.text
        start = _MARKER.match(text).end()  # type: ignore[union-attr]
        start += _OPENING.match(text[start:]).end()  # type: ignore[union-attr]
        bodies = find_bodies(text)
        listed, end = _list_at(text, start, bodies)
        if not listed:
            return []
        rest = text[end : end + _SENTENCE]
        heading = bool(self.document.children(clause)) or not rest.strip(" .:\n")
        follows = _verb().match(rest) or rest.lstrip()[:1] in ("", ":", "\n", ".", "(")
        ordered = re.match(r"\W*(?:giao|yêu cầu|đề nghị|phân công|đối với)", text[:start], re.I)
        if not (heading or follows or ordered):
            return []
        context.taken.append((start, end))
        role = _role(_first_sentence(rest))
        return [_Doer(m.name, shown.source_span(m.start, m.end), clause.id, role) for m in listed]

    def _ordered(self, clause: Clause, shown: View, context: "_Context") -> Iterator[_Doer]:
        """Organs charged in the clause's later words: "Giao X …", "; X tham mưu …"."""
        text = shown.text
        bodies = find_bodies(text)
        positions = [m.end() for m in _ORDER.finditer(text)]
        position = 0
        for body in bodies:
            if body.start < position or any(s <= body.start < e for s, e in context.taken):
                continue
            before = text[max(0, body.start - _WINDOW) : body.start]
            ordered = next(
                (
                    p
                    for p in positions
                    if p <= body.start and _TITLES.fullmatch(text[p : body.start])
                ),
                None,
            )
            listed, end = _list_at(text, body.start, bodies)
            follows = _verb().match(text, end)
            plain_start = _SEGMENT_START.search(_without_title(before))
            comma = _COMMA_START.search(_without_title(before)) and _subordinate(before)
            sent = _SENT_TO.search(before) and _AFTER_SENT.match(text, body.end)
            if sent and ordered is None:
                at = shown.source_span(body.start, body.end)
                yield _Doer(body.name, at, clause.id, "duoc_giao", aside=True)
                continue
            if ordered is None and not (follows and (plain_start or comma)):
                continue
            position = end
            role = _role(_first_sentence(text[end : end + _SENTENCE]))
            for match in listed:
                yield _Doer(match.name, shown.source_span(match.start, match.end), clause.id, role)

    def _partners(self, clause: Clause, shown: View) -> Iterator[_Doer]:
        text = shown.text
        bodies = find_bodies(text)
        for match in _WITH.finditer(text):
            listed, _ = _list_at(text, match.end(), bodies)
            for body in listed:
                yield _Doer(
                    body.name, shown.source_span(body.start, body.end), clause.id, "phoi_hop"
                )

    def _inherited(self, clause: Clause, shown: View) -> list[_Doer]:
        """The organs of the nearest heading above that names any, in the clause's own role."""
        ancestors = self.document.ancestors(clause)
        doers: list[_Doer] = []
        for above in reversed(ancestors):
            doers = self.headings.get(above.id, [])
            if doers:
                break
        if not doers and len(clause.path) == 1 and clause.path[-1].level in ("khoan", "gach"):
            doers = self.lead
        text = shown.text
        own = _role(_first_sentence(text[_MARKER.match(text).end() :]))  # type: ignore[union-attr]
        return [
            _Doer(d.name, d.at, d.named_in, own if own != "duoc_giao" else _kept(d.role))
            for d in doers
        ]

    def _vague(self, shown: View) -> bool:
        text = shown.text
        text = text[_MARKER.match(text).end() :]  # type: ignore[union-attr]
        return _pattern("vague", "subjects").match(text) is not None

    def _task(self, clause: Clause) -> Span:
        """The task's words: the clause, or the unit above for a "Cơ quan chủ trì: …" line."""
        if not clause.cells and _label_line().match(self._view(clause).text) and clause.parent:
            above = self.document.clause(clause.parent)
            assert above is not None
            return above.start, above.end
        if clause.cells:
            texts = [c for c in clause.cells[1:] if c.end > c.start]
            if texts:
                return texts[0].start, texts[0].end
        return clause.start, clause.end

    # Times and numbers

    def _periods(self, clause: Clause, shown: View) -> tuple[Period, ...]:
        if clause.cells:
            found = []
            for cell in clause.cells:
                if _column("thoi_gian").search(cell.head) and cell.start < cell.end:
                    period = column_period(self.document.text[cell.start : cell.end])
                    if period:
                        found.append(_moved(period, (cell.start, cell.end)))
            if found:
                return tuple(found)
        masked = _mask(shown.text)
        return tuple(
            _moved(p, shown.source_span(*p.at))
            for p in find_periods(masked, self.year)
            if p.within is None
        )

    def _targets(self, clause: Clause, shown: View) -> Iterator[TargetFact]:
        if clause.cells:
            for cell in clause.cells:
                part = view(self.document.text, cell.start, cell.end)
                for target in find_targets(part.text):
                    yield TargetFact(
                        self.document.id, clause.id, _placed(target, part.source_span(*target.at))
                    )
            return
        for target in find_targets(shown.text):
            yield TargetFact(
                self.document.id, clause.id, _placed(target, shown.source_span(*target.at))
            )


class _Context:
    """Stretches of a clause whose organs are already accounted for."""

    def __init__(self) -> None:
        self.taken: list[Span] = []


def _list_at(text: str, start: int, bodies: Sequence[Match]) -> tuple[list[Match], int]:
    """The organs listed from ``start``, vague ones skipped, and where the list ends."""
    listed: list[Match] = []
    position = start
    while True:
        gap = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
        following = next((m for m in bodies if m.start >= position), None)
        if following and following.start <= gap and _fits(text, position, following):
            listed.append(following)
            place = _place().match(text, following.end)
            position = place.end() if place else following.end
            continue
        generic = _GENERIC.match(text, position)
        if generic and generic.end() > generic.start():
            position = generic.end()
            continue
        return listed, (position if listed else start)


@cache
def _place() -> re.Pattern[str]:
    """The province after an organ's name ("Ủy ban nhân dân tỉnh Thanh Hóa")."""
    names = "|".join(sorted(map(re.escape, provinces()), key=len, reverse=True))
    return re.compile(rf"\s(?:tỉnh |thành phố |Thành phố )?(?:{names})\b")


def _fits(text: str, position: int, body: Match) -> bool:
    return _BETWEEN.fullmatch(text[position : body.start]) is not None


def _role(task: str) -> str:
    lower = task.lower()
    for row in _roles():
        if not row["words"] or re.search(row["words"], lower):
            return row["name"]
    return "duoc_giao"


def _kept(role: str) -> str:
    return role if role == "chu_tri" else "duoc_giao"


def _first_sentence(text: str) -> str:
    text = text.lstrip(" :,.\n")
    stop = _FIRST_SENTENCE.search(text)
    return text[: stop.start()] if stop else text


def _without_title(before: str) -> str:
    """Text before an organ without the head's office ("Giám đốc ")."""
    return re.sub(
        r"(?:giám đốc|chủ tịch|thủ trưởng|chánh|trưởng|lãnh đạo|các)\s+$", "", before, flags=re.I
    )


def _subordinate(before: str) -> bool:
    """Whether the sentence up to here is a subordinate clause ("Đối với …,", "Để có …,")."""
    start = max(before.rfind(". "), before.rfind("\n"), -1) + 1
    sentence = _MARKER.sub("", before[start:].strip())
    return bool(
        re.match(r"(?:để|đối với|căn cứ|trên cơ sở|nhằm|trong|khi|sau khi|về)\b", sentence, re.I)
    )


def _first_each(doers: Sequence[_Doer]) -> list[_Doer]:
    """One assignment an organ: the first role stated."""
    seen: dict[str, _Doer] = {}
    for doer in doers:
        seen.setdefault(doer.name, doer)
    return list(seen.values())


@lru_cache(maxsize=1024)
def _mask(text: str) -> str:
    """``text`` with cited documents blanked out, so that their dates are no deadlines."""
    chars = list(text)
    for mention in find_mentions(text):
        for index in range(mention.start, mention.outer[1]):
            chars[index] = "\u00b7"
    return "".join(chars)


def _plan_year(document: Document) -> int | None:
    """The year that "Tháng Bảy" means: the title's, else that of issue."""
    for clause in document.clauses:
        if clause.path[-1].level == "phu_luc" or clause.path[-1].value == "trich_yeu":
            years = _YEAR.findall(document.quote(clause))
            if len(set(years)) == 1:
                return int(years[0])
    return int(document.metadata.date[:4]) if document.metadata.date else None


def _moved(period: Period, at: Span) -> Period:
    return Period(period.start, period.end, period.every, at, period.within)


def _placed(target: Target, at: Span) -> Target:
    return Target(target.value, target.unit, target.comparison, target.of, at)
