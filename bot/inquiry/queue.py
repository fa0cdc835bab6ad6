"""What was asked in vain, for officials to work through: the same words are one question, questions
that are like each other one group."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache

import numpy as np

from bot.answer import AnswerStatus
from bot.inquiry.likeness import cosines_of, grouped, read_weights, shared_words
from bot.inquiry.matter import matter_of, province_of
from bot.records.cases import Case, CaseState, question_key
from bot.records.questions import FAILED, Asked
from bot.understand.guard.guard import read_guard
from corpus.memory import Memory
from index.embed import Embedder, Vectors

MOST = 800  # questions that are compared with each other
_BATCH = 8  # texts embedded between two turns of others
_AT_ONCE = 32  # texts that a page waits for
_TYPED = 5  # wordings shown of one question
_KEPT = 8000  # vectors
_SHORT = 6  # words of a message that may be small talk
_SOCIAL = ("greetings", "thanks", "abilities")


class Reason(StrEnum):
    """Why a question is to be looked at."""

    NO_EVIDENCE = "no_evidence"
    OUT_OF_SCOPE = "out_of_scope"
    BLOCKED = "blocked"
    FAILED = "failed"
    DISLIKED = "disliked"


REASONS = {
    Reason.NO_EVIDENCE: "văn bản không nêu",
    Reason.OUT_OF_SCOPE: "ngoài phạm vi",
    Reason.BLOCKED: "bị chặn",
    Reason.FAILED: "gặp lỗi",
    Reason.DISLIKED: "bị chê",
}
# what can be asked for at once; "" is all
FILTERS: Mapping[str, tuple[str, tuple[Reason, ...]]] = {
    "": ("Tất cả", tuple(Reason)),
    "refused": ("Không trả lời được", (Reason.NO_EVIDENCE, Reason.OUT_OF_SCOPE)),
    "no_evidence": ("Văn bản không nêu", (Reason.NO_EVIDENCE,)),
    "out_of_scope": ("Ngoài phạm vi", (Reason.OUT_OF_SCOPE,)),
    "disliked": ("Bị chê", (Reason.DISLIKED,)),
    "blocked": ("Bị chặn", (Reason.BLOCKED,)),
    "failed": ("Gặp lỗi", (Reason.FAILED,)),
}
_BY_STATUS = {
    AnswerStatus.NO_EVIDENCE.value: Reason.NO_EVIDENCE,
    AnswerStatus.OUT_OF_SCOPE.value: Reason.OUT_OF_SCOPE,
    AnswerStatus.BLOCKED.value: Reason.BLOCKED,
    FAILED: Reason.FAILED,
}
REFUSED = tuple(_BY_STATUS)  # outcomes of the records without an answer


@dataclass(frozen=True)
class Question:
    """One question, however often it was asked."""

    key: str
    text: str
    count: int
    newest: datetime
    reasons: Mapping[Reason, int]
    province: str
    matter: str
    typed: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    case: Case | None = None

    @property
    def state(self) -> CaseState:
        """How far it is."""
        return self.case.state if self.case else CaseState.OPEN


@dataclass(frozen=True)
class Group:
    """Questions that ask about the same, the most asked first."""

    questions: tuple[Question, ...]

    @property
    def key(self) -> str:
        """That of its first question."""
        return self.questions[0].key

    @property
    def text(self) -> str:
        """Its first question."""
        return self.questions[0].text

    @cached_property
    def count(self) -> int:
        """How often its questions were asked."""
        return sum(one.count for one in self.questions)

    @cached_property
    def open(self) -> int:
        """How often those were asked that nobody has dealt with."""
        return sum(one.count for one in self.questions if one.state is CaseState.OPEN)

    @cached_property
    def newest(self) -> datetime:
        """When one of them was asked last."""
        return max(one.newest for one in self.questions)

    @cached_property
    def reasons(self) -> list[tuple[Reason, int]]:
        """Why, and how often, the most frequent first."""
        found: Counter[Reason] = Counter()
        for one in self.questions:
            found.update(one.reasons)
        return found.most_common()

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """That they name, the most asked about first."""
        return _most(self.questions, lambda one: one.province)

    @cached_property
    def matters(self) -> tuple[str, ...]:
        """Of which they are, the most frequent first."""
        return _most(self.questions, lambda one: one.matter)

    @property
    def state(self) -> CaseState:
        """Open while one of them is; else that of the most asked."""
        return CaseState.OPEN if self.open else self.questions[0].state


@dataclass
class _Heap:
    """Rows of one question, gathered."""

    text: str
    count: int = 0
    newest: datetime | None = None
    reasons: Counter[Reason] = field(default_factory=Counter)
    typed: dict[str, None] = field(default_factory=dict)
    comments: dict[str, None] = field(default_factory=dict)
    row: Asked | None = None


def questions_of(
    rows: Sequence[Asked],
    disliked: Mapping[str, Sequence[str]],
    reasons: Sequence[Reason],
    known: Callable[[Sequence[str]], Mapping[str, Case]],
) -> list[Question]:
    """The rows (newest first) by their words, the most asked first; small talk is left out."""
    heaps: dict[str, _Heap] = {}
    for row in rows:
        why = _BY_STATUS.get(row.status)
        found = [why] if why in reasons else []
        if Reason.DISLIKED in reasons and row.answer_id in disliked:
            found.append(Reason.DISLIKED)
        if not found or (why is not Reason.BLOCKED and not asks_something(row.standalone)):
            continue
        heap = heaps.setdefault(question_key(row.standalone), _Heap(row.standalone))
        heap.count += 1
        heap.newest = heap.newest or row.at
        heap.row = heap.row or row
        heap.reasons.update(one for one in found if one)
        if row.question != row.standalone:
            heap.typed[row.question] = None
        heap.comments.update(dict.fromkeys(c for c in disliked.get(row.answer_id, ()) if c))
    ordered = sorted(heaps.items(), key=lambda item: (-item[1].count, _ago(item[1]), item[0]))
    cases = known([key for key, _ in ordered])
    return [_question(key, heap, cases.get(key)) for key, heap in ordered]


def _question(key: str, heap: _Heap, case: Case | None) -> Question:
    assert heap.row
    assert heap.newest
    return Question(
        key,
        heap.text,
        heap.count,
        heap.newest,
        dict(heap.reasons),
        province_of(heap.text, heap.row.province),
        matter_of(heap.text),
        tuple(heap.typed)[:_TYPED],
        tuple(heap.comments),
        heap.row.clauses,
        case,
    )


def _ago(heap: _Heap) -> float:
    return -heap.newest.timestamp() if heap.newest else 0.0


class Grouping:
    """Groups questions; vectors of texts that were seen are kept. Many new texts are embedded in
    the background, a few at a time, so that neither the page nor those who ask wait for it."""

    def __init__(self) -> None:
        self._vectors: Memory[tuple[str, str], Vectors] = Memory(_KEPT)
        self._working = threading.Lock()

    def group(
        self,
        questions: Sequence[Question],
        embedder: Embedder,
        rarity: Callable[[str, str], float],
    ) -> tuple[list[Group], int]:
        """The groups of the ``MOST`` first questions, those with most left to do first, and how
        many of these still stand alone because they are yet to be embedded."""
        vectors = self._embedded([one.text for one in questions[:MOST]], embedder)
        compared = [one for one in questions[:MOST] if one.text in vectors]
        waiting = [one for one in questions[:MOST] if one.text not in vectors]
        groups = [Group((one,)) for one in waiting]
        if compared:
            texts = [one.text for one in compared]
            weights = read_weights()
            near = cosines_of(np.stack([vectors[text] for text in texts]))
            chances = weights.chances(near, shared_words(texts, rarity))
            groups += [
                Group(tuple(compared[place] for place in places))
                for places in grouped(chances, weights.cut)
            ]
        order = sorted(groups, key=lambda g: (-g.open, -g.count, -g.newest.timestamp(), g.key))
        return order, len(waiting)

    def _embedded(self, texts: Sequence[str], embedder: Embedder) -> dict[str, Vectors]:
        """The vectors of the texts that have one; a few that lack one get it at once."""
        missing = [t for t in texts if self._vectors.get((embedder.name, t)) is None]
        self._embed(missing[:_AT_ONCE], embedder)
        if len(missing) > _AT_ONCE and self._working.acquire(blocking=False):
            work = (missing[_AT_ONCE:], embedder)
            threading.Thread(target=self._later, args=work, name="likeness", daemon=True).start()
        found = {text: self._vectors.get((embedder.name, text)) for text in texts}
        return {text: vector for text, vector in found.items() if vector is not None}

    def _later(self, texts: Sequence[str], embedder: Embedder) -> None:
        try:
            for first in range(0, len(texts), _BATCH):
                self._embed(texts[first : first + _BATCH], embedder)
        finally:
            self._working.release()

    def _embed(self, texts: Sequence[str], embedder: Embedder) -> None:
        if not texts:
            return
        for text, vector in zip(texts, embedder.encode_documents(texts), strict=True):
            self._vectors.put((embedder.name, text), vector)


@lru_cache(maxsize=20_000)
def asks_something(text: str) -> bool:
    """Whether a message is more than a greeting or a word of thanks; a long one is."""
    words = len(text.split())
    return words > _SHORT or (words > 1 and read_guard(text).section not in _SOCIAL)


def _most(questions: Sequence[Question], of: Callable[[Question], str]) -> tuple[str, ...]:
    found: Counter[str] = Counter()
    for one in questions:
        found[of(one)] += one.count
    return tuple(name for name, _ in found.most_common())
