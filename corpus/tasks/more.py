"""Charges beyond the facts: whom a lead sentence charges with all that follows, agencies that no
list holds, and who gets something to go on with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.document import Clause, Document, Part
from corpus.facts.charges import ORDER
from corpus.facts.fact import Assignment, Facts, Span
from corpus.facts.organ_lists import list_at
from corpus.facts.roles import first_sentence
from corpus.facts.wording import MARKER, verb
from corpus.language.normalize import View, view
from corpus.language.phrases import Match
from corpus.organs import find_bodies
from corpus.tasks.names import unlisted_at
from corpus.tasks.roles import PARTNER, REPORTS, role_of
from corpus.vocabulary import read_table

_HEADINGS = ("phan", "chuong", "muc", "tieu_muc", "dieu")
_ITEMS = ("khoan", "diem", "gach")
_OPENING = 40  # characters within which a clause opens
_OWN_TASK = 25  # words of a clause that says a task of its own, whatever stands under it
_NEAR = 120  # characters behind bodies, within which it is said what they do
_LONGEST_HEAD = 120  # characters of a heading that states aims


@dataclass(frozen=True, slots=True)
class _Charged:
    """Agencies that a clause names for what follows it."""

    doers: tuple[tuple[str, Span], ...]
    clause: Clause


class More:
    """The further charges of one document."""

    def __init__(self, document: Document, facts: Facts) -> None:
        self.document = document
        self.lead: _Charged | None = None
        self.headings: dict[str, _Charged] = {}
        self.replaced: set[str] = set()
        self.stated: dict[str, list[Assignment]] = {}
        for fact in facts.assignments:
            self.stated.setdefault(fact.clause_id, []).append(fact)
        self._aims = {c.id for c in document.clauses if self._states_aims(c)}

    def aims(self, clause: Clause) -> bool:
        """Whether the clause stands under a heading of aims and general demands."""
        above = (*self.document.ancestors(clause), clause)
        return any(one.id in self._aims for one in above)

    def read(self) -> Iterator[Assignment]:
        """The further charges, in the order of the text."""
        for clause in self.document.clauses:
            if clause.cells or clause.part not in (Part.PREAMBLE, Part.BODY, Part.CLOSING):
                continue
            shown = self._view(clause)
            yield from self._leading(clause, shown)
            if clause.part is Part.PREAMBLE:
                continue
            own = list(self._unlisted(clause, shown))
            if own and self._opens(clause, own):
                self.replaced.add(clause.id)
            if self.document.children(clause):
                if own:
                    self.headings[clause.id] = _Charged(tuple(own), clause)
                yield from self._heading_task(clause, shown)
                continue
            for name, at in own:
                yield self._charge(clause, clause, name, at, self._role(clause, shown))
            yield from self._inherited(clause, shown, bool(own))
            yield from self._onward(clause, shown)

    def _states_aims(self, clause: Clause) -> bool:
        if clause.cells or not self.document.children(clause):
            return False
        text = self._view(clause).text
        head = text.split("\n")[0].strip()
        return len(head) <= _LONGEST_HEAD and _aims().match(head) is not None

    def _leading(self, clause: Clause, shown: View) -> Iterator[Assignment]:
        text = shown.text
        if not text.rstrip().endswith(":") or self.document.children(clause):
            return
        bodies = find_bodies(text)
        for order in re.finditer(rf"\b{_data('lead', 'orders').pattern}", text, re.I):
            listed, end = _titled_list(text, order.end(), bodies)
            if not listed:
                continue
            doers = tuple((m.name, shown.source_span(m.start, m.end)) for m in listed)
            self.lead = _Charged(doers, clause)
            if len(text) - end > int(read_table("tasks")["lead"]["own_task"]):
                role = role_of(first_sentence(text[end:]))
                for name, at in doers:
                    yield self._charge(clause, clause, name, at, role)
            return

    def _heading_task(self, clause: Clause, shown: View) -> Iterator[Assignment]:
        """What a clause with others under it charges bodies with by itself: it opens with them, and
        does not lead in to what follows."""
        text = shown.text
        if text.rstrip(" *").endswith(":") or len(text.split()) < _OWN_TASK:
            return
        start = MARKER.match(text).end()  # type: ignore[union-attr]
        listed, end = _titled_list(text, start, find_bodies(text))
        listed = [m for m in listed if not text[: m.start].endswith("thuộc ")]
        if not listed or not _says_what_they_do(text, end):
            return
        role = role_of(first_sentence(text[end:]))
        for match in listed:
            at = shown.source_span(match.start, match.end)
            yield self._charge(clause, clause, match.name, at, role)

    def _unlisted(self, clause: Clause, shown: View) -> Iterator[tuple[str, Span]]:
        text = shown.text
        start = MARKER.match(text).end()  # type: ignore[union-attr]
        starts = [start, *(m.end() for m in ORDER.finditer(text))]
        lead = re.compile(r"(?:đề nghị|giao|yêu cầu)\s+", re.I).match(text, start)
        if lead:
            starts.append(lead.end())
        named = [f.at for f in self.stated.get(clause.id, ()) if f.named_in == clause.id]
        seen: set[int] = set()
        for position in sorted(set(starts)):
            found = unlisted_at(text, position)
            if found is None or position in seen:
                continue
            name, end = found
            at = shown.source_span(position, end)
            if not any(at[0] <= start < at[1] for start, _ in named):
                seen.add(position)
                yield name, at

    def _opens(self, clause: Clause, own: Sequence[tuple[str, Span]]) -> bool:
        """Whether the clause's own words open with the agency that no list holds."""
        return any(at[0] < clause.start + _OPENING for _, at in own)

    def overrules(self, fact: Assignment) -> bool:
        """Whether the fact's agency is that of a heading above one of an agency that no list
        holds: the nearer heading's is the one."""
        clause = self.document.clause(fact.clause_id)
        if clause is None or fact.role == PARTNER:
            return False
        chain = (*self.document.ancestors(clause), clause)
        last = max((i for i, c in enumerate(chain) if c.id in self.replaced), default=-1)
        return last >= 0 and fact.named_in not in [c.id for c in chain[last:]]

    def _inherited(self, clause: Clause, shown: View, own: bool) -> Iterator[Assignment]:
        does = [
            f for f in self.stated.get(clause.id, ()) if f.role != PARTNER and not self.overrules(f)
        ]
        if own or does or clause.part is not Part.BODY:
            return
        above = self.document.ancestors(clause)
        charged = next(
            (self.headings[a.id] for a in reversed(above) if a.id in self.headings), None
        )
        if charged is None and self._led(clause, above):
            charged = self.lead
        if charged is None:
            return
        role = self._role(clause, shown)
        for name, at in charged.doers:
            yield self._charge(clause, charged.clause, name, at, role)

    def _led(self, clause: Clause, above: Sequence[Clause]) -> bool:
        """Whether the lead sentence holds for the clause."""
        lead = self.lead
        if lead is None or clause.path[-1].level not in _ITEMS or clause.start < lead.clause.end:
            return False
        if lead.clause.part is Part.BODY and lead.clause.parent:
            if lead.clause.parent not in [a.id for a in above]:
                return False
        elif any(a.path[-1].level in (*_HEADINGS, "phu_luc") for a in above):
            return False
        chain = (*above, clause)
        if any(self.aims(c) for c in chain):
            return False
        return not any(self._others(c) or self._names(c) for c in chain)

    def _others(self, clause: Clause) -> bool:
        text = self._view(clause).text
        text = text[MARKER.match(text).end() :]  # type: ignore[union-attr]
        text = re.sub(r"^(?:đối với|yêu cầu|đề nghị|giao)\s+", "", text, flags=re.I)
        return _data("others", "subjects").match(text) is not None

    def _names(self, clause: Clause) -> bool:
        return any(
            f.named_in == clause.id and f.role != PARTNER for f in self.stated.get(clause.id, ())
        ) or bool(self.document.children(clause) and _opens_with_body(self._view(clause).text))

    def _onward(self, clause: Clause, shown: View) -> Iterator[Assignment]:
        text = shown.text
        bodies = find_bodies(text)
        for body in bodies:
            before = text[max(0, body.start - 100) : body.start]
            sent = re.search(
                _data("onward", "sent").pattern + r"(?:về|cho|tới|đến|,|và|các)?\s*$", before, re.I
            )
            if sent is None:
                continue
            listed, end = list_at(text, body.start, bodies)
            on = _data("onward", "sent_on").search(before) and _data("onward", "then_on")
            if listed and (
                _data("onward", "then").match(text, end) or (on and on.match(text, end))
            ):
                for match in listed:
                    at = shown.source_span(match.start, match.end)
                    yield self._charge(clause, clause, match.name, at, REPORTS)

    def _role(self, clause: Clause, shown: View) -> str:
        text = shown.text
        return role_of(first_sentence(text[MARKER.match(text).end() :]))  # type: ignore[union-attr]

    def _charge(
        self, clause: Clause, named_in: Clause, name: str, at: Span, role: str
    ) -> Assignment:
        task = (clause.start, clause.end)
        return Assignment(self.document.id, clause.id, name, role, at, named_in.id, task)

    def _view(self, clause: Clause) -> View:
        return view(self.document.text, clause.start, clause.end, self.document.paragraphs)


def _titled_list(text: str, start: int, bodies: Sequence[Match]) -> tuple[list[Match], int]:
    """The agencies listed from ``start``, with offices of their heads between them."""
    titles = _data("lead", "titles")
    found: list[Match] = []
    position = last = start
    while True:
        after = titles.match(text, position)
        inner = after.end() if after else position
        whole = next((m for m in bodies if position <= m.start <= inner), None)
        listed, end = list_at(text, whole.start if whole else inner, bodies)
        if not listed:
            return found, last
        found.extend(listed)
        last = end
        joined = re.compile(r"[^.:;]{0,40}?(?:,|;|\bvà)\s*(?:nhất là\s+)?").match(text, end)
        if joined is None:
            return found, end
        position = joined.end()


def _says_what_they_do(text: str, end: int) -> bool:
    """Whether a verb of charges stands right behind the bodies, or soon after them."""
    blanks = (end + m.start() for m in re.finditer(r"\s", text[end : end + _NEAR]))
    return any(verb().match(text, place) for place in (end, *blanks))


def _opens_with_body(text: str) -> bool:
    start = MARKER.match(text).end()  # type: ignore[union-attr]
    return any(m.start <= start + 12 for m in find_bodies(text) if m.start >= start)


@cache
def _data(table: str, name: str) -> re.Pattern[str]:
    return re.compile(read_table("tasks")[table][name], re.I)


@cache
def _aims() -> re.Pattern[str]:
    return re.compile(read_table("tasks")["aims"]["headings"], re.I)
