"""The one way from a question to a verified answer, behind page, API and evaluation.

``pieces`` is the list of steps: converse, understand, retrieve (which has the reader order what it
finds), decide, read the answering words, compose, verify, remark, and a language model's sentences
where one is set; or, where nothing bears the question out, refuse, explain and offer. Each step
takes and returns frozen data. A LangChain runnable (``invoke``, ``stream``), so that others can put
it into their own chains.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from bot.answer import Answer, AnswerStatus, Retrieved, Role, Started, Statement, Verdict
from bot.clock import Clock
from bot.compose.remarks import with_remarks
from bot.converse import converse, unanswered
from bot.converse.told import Told, told_by
from bot.deadline import OutOfTime
from bot.decide.choose import choose, decide
from bot.draft import Draft
from bot.findings import Choice, Findings
from bot.generate.generate import worded_by
from bot.offers import Offers
from bot.parts import Parts
from bot.question import Ask, Filters, Understood
from bot.refuse.explain import explain, in_english
from bot.refuse.mismatch import mismatch_of, nearest_of, relaxed, told_at_once
from bot.refuse.next_steps import next_questions
from bot.refuse.refuse import Refusal, refuse, refuse_guard, refuse_unverified
from bot.render.markdown import markdown, with_marks
from bot.speak.spoken import spoken_answer, spoken_refusal
from bot.suggest.first import first_questions
from bot.suggest.further import further_questions
from bot.suggest.suggestion import Suggestion
from bot.understand.typing.normal import restore
from bot.verify import verify
from corpus.library import Library
from corpus.memory import Memory

_SHOWN = 10
_LOOKED_BACK = 4  # earlier questions whose answers are found again
_REMEMBERED = 4096  # answers, for those who point back at them
_FIRST = 4  # questions to begin with
_MOST_SEARCHES = 1  # for questions to offer beside an answer
# the last loads what only questions in English need
_WARM_UP = ("Sở Nội vụ có nhiệm vụ gì?", "Which department leads the digitisation of files?")
_CUT = "Câu trả lời chưa đầy đủ vì đã hết thời gian xử lý; anh/chị có thể hỏi ngắn gọn hơn."


@dataclass(frozen=True, slots=True)
class _Met:
    """A question with what was found for it and what became of it."""

    question: Understood
    findings: Findings | None
    result: Draft | Refusal


class AnswerPipeline(Runnable[Ask, Answer]):
    """Questions to verified answers; without an LLM the same question gives the same answer."""

    def __init__(self, library: Library, parts: Parts, limit: float = 0.0) -> None:
        self.library = library
        self._parts = parts
        self._limit = limit
        self._told: Memory[str, Told] = Memory(_REMEMBERED)
        self._offers = Offers(library, parts)

    def warm_up(self) -> None:
        """Load what the first question needs, so that its time is not counted to a question."""
        for question in _WARM_UP:
            self._meet(Ask(question), {}, Clock())

    def first_questions(self) -> tuple[str, ...]:
        """Questions to begin with, all of which are answered."""
        return self._offers.first(first_questions(self.library), Filters(), most=_FIRST)

    def restore(self, text: str) -> str:
        """``text`` with its diacritics, where it was typed without."""
        return restore(text, self._parts.all_diacritics)[0]

    def invoke(self, input: Ask, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """Answer one question; OutOfTime where the limit is reached before there is an answer."""
        *_, answer = self.pieces(input)
        if not isinstance(answer, Answer):
            raise TypeError("the last piece is the whole answer")
        return answer

    def stream(
        self, input: Ask, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[Answer]:
        """The whole answer as one piece; ``pieces`` gives it as it grows."""
        yield self.invoke(input, config, **kwargs)

    def pieces(self, ask: Ask) -> Iterator[Started | Statement | Answer]:
        """Status and citations, then statement by statement, verified, then the whole answer."""
        clock = Clock(self._limit)
        ask = ask.bounded()
        met = self._meet(ask, self._recall(ask, clock), clock)
        if isinstance(met.result, Refusal):
            answer = self._refused(ask, met, met.result, clock)
            yield from _shown(answer)
            return
        draft = met.result
        if self._parts.generator is None or ask.mode == "extractive":
            yield Started(draft.status, draft.citations)
            yield from draft.statements
            yield self._answered(ask, met, draft, clock)
            return
        yield Started(draft.status, draft.citations)
        leads = draft.statements[:1] if draft.statements[0].role is Role.LEAD else ()
        yield from leads
        said: list[Verdict] = []
        worded: list[Statement] = []
        for verdict in self._parts.generator.sentences(met.question.shown, draft):
            said.append(verdict)
            if verdict.passed:
                worded.append(worded_by(verdict))
                yield worded[-1]
        rest = draft.statements[len(leads) :]
        yield from rest
        draft = replace(
            draft,
            statements=(*leads, *worded, *rest),
            verdicts=(*draft.verdicts, *said),
        )
        name = self._parts.generator.name if worded else "extractive"
        yield replace(self._answered(ask, met, draft, clock), model=name)

    def _recall(self, ask: Ask, clock: Clock) -> dict[int, Told]:
        """What the answers to the earlier questions said, by place: as they are remembered; where
        the question points at one that is not, found again, oldest first."""
        told: dict[int, Told] = {}
        for place, (_, answer) in enumerate(ask.exchanges):
            if answer and (known := self._told.get(_digest(answer))):
                told[place] = known
        for place in unanswered(ask, told, self._parts.restorer, _LOOKED_BACK):
            result = self._meet(ask.at(place), told, clock).result
            told[place] = told_by(result.statements, result.citations)
        return told

    def _meet(self, ask: Ask, told: dict[int, Told], clock: Clock) -> _Met:
        """The question with a verified draft or a refusal."""
        parts, library = self._parts, self.library
        conversation = clock.run("understand", converse, ask, parts.restorer, parts.names, told)
        question = clock.run("understand", parts.understand, conversation, library.documents)
        if question.guard:
            return _Met(question, None, refuse_guard(question.guard))
        findings = clock.run("retrieve", parts.finder.find, question, ask.filters)
        choice = clock.run("answer", decide, question, findings, parts.around)
        if not choice.clauses:
            return _Met(question, findings, refuse(findings, library))
        choice = clock.run("answer", self._with_words, question, choice)
        draft = clock.run("answer", parts.compose, question, findings, choice)
        draft, failed = clock.run("verify", verify, draft)
        if failed and not draft.statements:
            return _Met(question, findings, refuse_unverified())
        day = ask.filters.as_of
        try:
            draft = clock.run("answer", with_remarks, question, findings, draft, library, day)
        except OutOfTime:
            cut = Statement(_CUT, Role.REMARK)
            statements = (*draft.statements, cut)
            draft = replace(draft, status=AnswerStatus.PARTIAL, statements=statements)
        return _Met(question, findings, draft)

    def _with_words(self, question: Understood, choice: Choice) -> Choice:
        """The choice with the words that answer, which lists do without."""
        if choice.listed:
            return choice
        reader = self._parts.reader
        whole = [f for f in choice.clauses if f.clause.id not in choice.asked]
        words = dict(reader.words(question, whole)) if whole else {}
        for found in choice.clauses:
            if asked := choice.asked.get(found.clause.id):
                words |= reader.words(asked, [found])
        return replace(choice, words=words)

    def _answered(self, ask: Ask, met: _Met, draft: Draft, clock: Clock) -> Answer:
        assert met.findings is not None
        try:
            further = further_questions(
                met.question, met.findings, draft, self.library, ask.earlier
            )
            suggestions = clock.run(
                "answer", self._offers.first, further, ask.filters, searches=_MOST_SEARCHES
            )
        except OutOfTime:  # the answer stands without what would have been offered
            suggestions = ()
        beside = [s for s in draft.statements if s.role in (Role.REMARK, Role.MISSING, Role.ASIDE)]
        answer = Answer(
            answer_id=_answer_id(ask),
            status=draft.status,
            answer=markdown(draft.statements, draft.citations),
            short_answer=draft.short_answer,
            spoken=spoken_answer(draft),
            standalone_question=met.question.shown,
            citations=draft.citations,
            suggestions=suggestions,
            timings_ms=clock.laps,
            evidence=_evidence(met.findings),
            retrieved=_retrieved(met.findings),
            verdicts=draft.verdicts,
            remarks=tuple(with_marks(statement) for statement in beside),
            statements=draft.statements,
        )
        return self._remembered(answer)

    def _refused(self, ask: Ask, met: _Met, refusal: Refusal, clock: Clock) -> Answer:
        for step in ("retrieve", "answer", "verify"):
            clock.laps.setdefault(step, 0.0)
        suggestions: tuple[str, ...] = ()
        if met.findings is not None and refusal.status is AnswerStatus.NO_EVIDENCE:
            try:
                refusal, suggestions = clock.run(
                    "answer", self._explained, met.question, met.findings, refusal, ask.filters
                )
            except OutOfTime:  # the refusal stands without what would have been offered
                suggestions = ()
        if met.question.language == "en":
            refusal = in_english(refusal)
        answer = Answer(
            answer_id=_answer_id(ask),
            status=refusal.status,
            answer=markdown(refusal.statements, refusal.citations),
            short_answer="",
            spoken=spoken_refusal(refusal.statements),
            standalone_question=met.question.shown,
            citations=refusal.citations,
            suggestions=suggestions,
            timings_ms=clock.laps,
            evidence=_evidence(met.findings) if met.findings else {},
            retrieved=_retrieved(met.findings) if met.findings else (),
            statements=refusal.statements,
        )
        return self._remembered(answer)

    def _explained(
        self, question: Understood, findings: Findings, refusal: Refusal, filters: Filters
    ) -> tuple[Refusal, tuple[str, ...]]:
        """The refusal with what does not fit, and questions that are answered instead."""
        mismatch = told_at_once(question, findings, self.library)
        if mismatch is None:
            tried = [
                (one, choose(one.question, self._parts.finder.find(one.question, filters)))
                for one in relaxed(question, findings, self.library)
            ]
            mismatch = mismatch_of(question, tried, self.library) or nearest_of(findings)
        explained = explain(question, refusal, mismatch, self.library)
        nearest, found = explained.nearest, findings.found
        candidates = map(Suggestion, next_questions(question, nearest, found, self.library))
        return explained.refusal, self._offers.first(candidates, filters)

    def _remembered(self, answer: Answer) -> Answer:
        self._told.put(_digest(answer.answer), told_by(answer.statements, answer.citations))
        return answer


def _shown(answer: Answer) -> Iterator[Started | Statement | Answer]:
    yield Started(answer.status, answer.citations)
    yield from answer.statements
    yield answer


def _retrieved(findings: Findings) -> tuple[Retrieved, ...]:
    return tuple(Retrieved(f.clause, f.score) for f in findings.found[:_SHOWN])


def _evidence(findings: Findings) -> dict[str, float]:
    """What spoke for the best finding, for audit."""
    if not findings.found:
        return {}
    top = findings.found[0]
    return {
        "coverage": top.evidence.coverage,
        "cosine": top.evidence.cosine,
        "score": top.score,
        "confidence": top.probability,
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _answer_id(ask: Ask) -> str:
    """The same question with the same history has the same id."""
    text = "\n".join([*(t.content for t in ask.history), ask.question, repr(ask.filters), ask.mode])
    return _digest(text)[:16]
