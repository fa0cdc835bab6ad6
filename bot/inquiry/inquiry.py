"""What people ask, as the officials of a server see it and work with it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.assemble import Assistant
from bot.inquiry.queue import (
    FILTERS,
    MOST,
    REFUSED,
    Group,
    Grouping,
    Question,
    Reason,
    questions_of,
)
from bot.inquiry.trends import Trends, began, trends_of
from bot.question import Ask
from bot.records.audit import AuditLog
from bot.records.cases import CaseBook, CaseState
from bot.records.database import Database
from bot.records.examples import Example, ExampleBook
from bot.records.opinions import FeedbackBook
from bot.records.questions import newest, outcomes
from bot.records.words import WordBook
from corpus.document import Document
from corpus.language.normalize import plain
from corpus.library import Library

_ROWS, _TREND_ROWS = 20_000, 200_000  # of the records that are looked at
_TRIED = 5  # questions of a group that are asked again
_LONGEST = 2000  # characters of a quote, of a question
# kinds of questions in sets, as an official chooses them
KINDS = {
    "fact": "một điều cụ thể",
    "list": "liệt kê nhiều ý",
    "meta": "hỏi về chính văn bản (số, ngày, người ký)",
    "abbrev": "có chữ viết tắt",
    "nodiac": "gõ không dấu",
    "colloq": "lời nói thường ngày",
    "yesno": "hỏi có hay không",
    "province": "nêu tên tỉnh",
    "unans": "văn bản không nêu (phải từ chối)",
}


class InquiryError(Exception):
    """Something cannot be done with a question; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions: of the last ``days`` days, for a reason (``queue.FILTERS``), in a state ("":
    all), of a province, of a matter."""

    days: int = 90
    reason: str = ""
    state: str = CaseState.OPEN.value
    province: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """``groups`` are those that are wanted; ``found`` questions there are, of which the first
    ``MOST`` are compared, ``waiting`` of them not yet; ``provinces``, ``matters``: choices."""

    groups: tuple[Group, ...]
    found: int
    waiting: int
    provinces: tuple[str, ...]
    matters: tuple[str, ...]

    @property
    def cut(self) -> bool:
        """Whether there are more than are compared."""
        return self.found > MOST


@dataclass(frozen=True, slots=True)
class Tried:
    """A question asked again now."""

    text: str
    standalone: str
    status: str
    short_answer: str
    label: str


class Inquiry:
    """Questions, cases, words and questions for evaluation of a database."""

    def __init__(self, database: Database, audit: AuditLog, feedback: FeedbackBook) -> None:
        self._database, self._feedback = database, feedback
        self.audit = audit
        self.cases = CaseBook(database, audit)
        self.examples = ExampleBook(database, audit)
        self.words = WordBook(database, audit)
        self._grouping = Grouping()

    def queue(self, wanted: Wanted, assistant: Assistant) -> Queue:
        """The groups of what is wanted."""
        everything = self._questions(wanted)
        kept = [one for one in everything if _fits(one, wanted)]
        rarity = assistant.searcher.rarity
        groups, waiting = self._grouping.group(kept, assistant.embedder, rarity)
        groups = [g for g in groups if not wanted.state or g.state.value == wanted.state]
        provinces = sorted({one.province for one in everything})
        matters = sorted({one.matter for one in everything})
        return Queue(tuple(groups), len(kept), waiting, tuple(provinces), tuple(matters))

    def group(self, key: str, wanted: Wanted, assistant: Assistant) -> Group | None:
        """The group that a question is in, None where it is no longer there."""
        whole = self.queue(replace(wanted, state=""), assistant)
        return next((g for g in whole.groups if any(one.key == key for one in g.questions)), None)

    def trends(
        self, weeks: int, province: str = "", matter: str = "", now: datetime | None = None
    ) -> Trends:
        """How much is asked, and how much of it in vain."""
        now = now or datetime.now(UTC)
        rows = outcomes(self._database, began(weeks, now), _TREND_ROWS)
        return trends_of(rows, weeks, now, province, matter)

    def mark(self, actor: str, group: Group, state: CaseState, note: str) -> int:
        """All questions of the group are in this state; how many they are."""
        if state is CaseState.ELSEWHERE and not note.strip():
            raise InquiryError("Ghi chú đã trả lời ở đâu, bằng văn bản hay kênh nào.")
        return self.cases.put(actor, [one.key for one in group.questions], state, note)

    def choose(self, actor: str, key: str, example: Example, library: Library) -> Example:
        """Keep a question for evaluation; InquiryError where its ground is not there."""
        made = replace(
            example,
            key=key,
            question=" ".join(example.question.split())[:_LONGEST],
            reference=" ".join(example.reference.split())[:_LONGEST],
        )
        if not made.question:
            raise InquiryError("Điền câu hỏi.")
        if made.kind not in KINDS:
            raise InquiryError(f"Chọn một loại câu hỏi: {', '.join(KINDS)}.")
        if made.answerable == (made.kind == "unans"):
            raise InquiryError(
                "Câu “văn bản không nêu” là câu không trả lời được; hãy chọn lại cho khớp."
            )
        if not made.answerable:
            made = replace(made, gold=())
        elif fault := _ungrounded(made, library):
            raise InquiryError(fault)
        self.examples.put(actor, made)
        return made

    def stale(self, library: Library) -> dict[str, str]:
        """Why questions for evaluation can no longer be used, by key."""
        faults = {e.key: _ungrounded(e, library) for e in self.examples.all() if e.answerable}
        return {key: fault for key, fault in faults.items() if fault}

    def exported(self, library: Library) -> Iterator[str]:
        """The questions for evaluation as JSON Lines; those whose ground is gone are left out."""
        stale = self.stale(library)
        for one in self.examples.all():
            if one.key not in stale:
                yield json.dumps(_row(one), ensure_ascii=False) + "\n"

    def try_again(self, texts: Sequence[str], assistant: Assistant) -> list[Tried]:
        """The first few questions, asked now; nothing of it is recorded."""
        found: list[Tried] = []
        for text in texts[:_TRIED]:
            answer = assistant.pipeline.invoke(Ask(text, mode="extractive"))
            label = answer.citations[0].clause.label if answer.citations else ""
            status, said = answer.status.value, answer.short_answer
            found.append(Tried(text, answer.standalone_question, status, said, label))
        return found

    def _questions(self, wanted: Wanted) -> list[Question]:
        since = datetime.now(UTC) - timedelta(days=wanted.days)
        _, reasons = FILTERS[wanted.reason]
        bad = Reason.DISLIKED in reasons
        disliked = self._feedback.disliked(since) if bad else {}
        rows = newest(self._database, since, REFUSED, _ROWS, disliked=bad)
        return questions_of(rows, disliked, reasons, self.cases.of)


def _fits(one: Question, wanted: Wanted) -> bool:
    return wanted.province in ("", one.province) and wanted.matter in ("", one.matter)


def _ungrounded(one: Example, library: Library) -> str:
    """Why the right clause is not there, "" where it is."""
    if not one.gold or not all(quote.strip() for _, quote in one.gold):
        return "Câu trả lời được cần lời trích của điều khoản đúng: chọn văn bản, dán lời trích."
    for name, quote in one.gold:
        document = library.document(name)
        if document is None:
            return f"Văn bản “{name}” không còn trong các văn bản đang dùng; chọn văn bản khác."
        if len(quote) > _LONGEST:
            return f"Lời trích dài quá {_LONGEST} ký tự; chỉ cần đủ để nhận ra điều khoản."
        if not _stands_in(quote, document):
            return (
                f"“{quote[:80]}” không có trong một điều khoản nào của {document.name}: mở văn "
                "bản, chép đúng lời của điều khoản."
            )
    return ""


def _stands_in(quote: str, document: Document) -> bool:
    """Whether a clause of the document has these words, however they are broken into lines."""
    wanted = _squeezed(quote)
    if len(wanted) < 2:
        return False
    return any(wanted in _squeezed(document.quote(clause)) for clause in document.clauses)


def _squeezed(text: str) -> str:
    return "".join(plain(text).lower().split())


def _row(one: Example) -> dict[str, object]:
    row: dict[str, object] = {
        "id": f"hoi-{one.key[:12]}",
        "kind": one.kind,
        "question": one.question,
        "history": [],
        "answerable": one.answerable,
        "gold": [{"document": document, "quote": quote} for document, quote in one.gold],
        "must": [],
    }
    return {**row, "reference": one.reference} if one.reference else row
