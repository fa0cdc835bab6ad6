"""The one way from a message to a verified answer, behind page, API and evaluation.

``bot.meet`` meets a message after what was said before; here is what comes of it: the answer
object with its renderings, what is offered next, the state that goes out with it, and a language
model's sentences where one is set. A LangChain runnable (``invoke``, ``stream``), so that others
can put it into their own chains.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from bot.answer import WORDED, Answer, AnswerStatus, Retrieved, Role, Started, Statement
from bot.clock import Clock
from bot.compose.doubtful import with_doubts
from bot.converse.seal import OTHER_TALK, Seal, WrongState
from bot.converse.state import NEW, State
from bot.deadline import OutOfTime
from bot.decide.choose import choose
from bot.draft import Draft
from bot.findings import Findings
from bot.generate.generate import WRITE
from bot.meet import Meeting, Met
from bot.offers import Offers
from bot.parts import Parts
from bot.question import Ask, Filters, Understood
from bot.refuse.explain import explain, in_english
from bot.refuse.mismatch import mismatch_of, or_nearest, relaxed, told_at_once
from bot.refuse.next_steps import next_questions
from bot.refuse.refuse import Refusal
from bot.render.markdown import markdown, with_marks
from bot.speak.own import saying
from bot.speak.source import known_provinces
from bot.speak.spoken import spoken_answer, spoken_refusal
from bot.suggest.first import first_questions
from bot.suggest.further import further_questions
from bot.suggest.suggestion import Suggestion
from bot.talk.after import Came, after
from bot.talk.plan import Way
from bot.talk.words import address_of, addressed
from bot.understand.typing.normal import restore
from bot.word import Wording, asked_of
from corpus.library import Library
from corpus.memory import Memory

_SHOWN = 10
_LOOKED_BACK = 3  # earlier messages that are worked through again where their state is not known
_MOST_NAMED = 2  # documents of a message, that the talk is about from then on
_REMEMBERED = 4096  # states of talks
_FIRST = 4  # questions to begin with
_MOST_SEARCHES = 1  # for questions to offer beside an answer
_PLAIN = "extractive"  # the mode that leaves a language model out
_WARM_UP = "Sở Nội vụ có nhiệm vụ gì?"
_WARM_UP_ENGLISH = "Which department leads the digitisation of files?"


class AnswerPipeline(Runnable[Ask, Answer]):
    """Questions to verified answers; without an LLM the same question gives the same answer."""

    def __init__(
        self,
        library: Library,
        parts: Parts,
        limit: float = 0.0,
        *,
        seal: Seal | None = None,
        meeting: Meeting | None = None,
    ) -> None:
        self.library = library
        self._parts = parts
        self._limit = limit
        self._seal = seal or Seal()
        self._meeting = meeting or Meeting(library, parts)
        self._states: Memory[str, State] = Memory(_REMEMBERED)
        self._offers = Offers(library, parts)
        self._newest = max((d.metadata.date or "" for d in library), default="")

    def with_parts(self, parts: Parts) -> "AnswerPipeline":
        """The same way through other parts; talks that are known stay known."""
        meeting = self._meeting.with_parts(parts)
        made = AnswerPipeline(self.library, parts, self._limit, seal=self._seal, meeting=meeting)
        made._states = self._states
        return made

    def warm_up(self) -> None:
        """Load what the first question needs, so that its time is not counted to a question."""
        self._parts.warm_up()
        self._meeting.meet(Ask(_WARM_UP, mode=_PLAIN), NEW, Clock())

    def warm_up_english(self) -> None:
        """The same for what only questions in English need."""
        self._meeting.meet(Ask(_WARM_UP_ENGLISH, mode=_PLAIN), NEW, Clock())

    def first_questions(self) -> tuple[str, ...]:
        """Questions to begin with, all of which are answered."""
        return self._offers.first(first_questions(self.library), Filters(), most=_FIRST)

    def restore(self, text: str) -> str:
        """``text`` with its diacritics, where it was typed without."""
        return restore(text, self._parts.all_diacritics)[0]

    def invoke(self, input: Ask, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """Answer one question; OutOfTime where the limit is reached before there is an answer,
        WrongState where the state sent along is not that of the talk."""
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
        key = _key(ask)
        state = self._state(ask, clock)
        ask = ask.bounded()
        met = self._meeting.meet(ask, state, clock)
        address = address_of(ask.question) or state.address
        if isinstance(met.result, Refusal):
            answer = self._refused(ask, met, met.result, address, clock)
            yield from _shown(self._with_state(answer, ask, met, state, key))
            return
        told = with_doubts(met.result.statements, met.result.citations)
        draft = replace(met.result, statements=addressed(told, address))
        wording = Wording(self._parts.generator_for(WRITE, ask), clock)
        try:
            yield Started(draft.status, draft.citations)
            draft = yield from wording.of(draft, asked_of(met, state))
        finally:
            if met.writing:  # also where the reader leaves
                met.writing.close()
        answer = self._answered(ask, met, draft, clock)
        answer = replace(answer, model=wording.name, llm=wording.figures())
        yield self._with_state(answer, ask, met, state, key)

    def _state(self, ask: Ask, clock: Clock) -> State:
        """The talk before ``ask``: as it was sent along, as it is remembered, else found out again
        from its last messages."""
        if ask.state:
            state = self._seal.open(ask.state)
            if not state.belongs_to(ask.earlier):
                raise WrongState(OTHER_TALK)
            return state
        if not ask.earlier:
            return NEW
        known = self._states.get(_key_before(ask))
        return known if known is not None else self._worked_through(ask.bounded(), clock)

    def _worked_through(self, ask: Ask, clock: Clock) -> State:
        """The state after the last messages, from the last one that can be understood alone on."""
        messages = [*ask.earlier, ask.question]
        last = first = len(messages) - 1
        while first > max(0, last - _LOOKED_BACK) and self._meeting.hangs(messages[first]):
            first -= 1
        state = NEW
        for place in range(first, last):
            past = ask.at(place)
            met = self._meeting.meet(past, state, clock)
            refused = isinstance(met.result, Refusal)
            status = AnswerStatus.NO_EVIDENCE if refused else met.result.status
            state = _after(state, past.question, met, status, met.result)
        return state

    def _with_state(self, answer: Answer, ask: Ask, met: Met, state: State, key: str) -> Answer:
        """The answer with the acts, the choices and the state that go out with it."""
        state = _after(state, ask.question, met, answer.status, answer)
        if not ask.state:  # what one caller sent along is not another's talk that reads alike
            self._states.put(key, state)
        return replace(
            answer,
            acts=met.acts,
            choices=met.choices,
            state=self._seal.close(state),
            newest=self._newest,
        )

    def _answered(self, ask: Ask, met: Met, draft: Draft, clock: Clock) -> Answer:
        for step in ("retrieve", "answer", "verify"):
            clock.laps.setdefault(step, 0.0)
        suggestions = self._further(ask, met, draft, clock)
        beside = [s for s in draft.statements if s.role in (Role.REMARK, Role.MISSING, Role.ASIDE)]
        found = met.findings
        return Answer(
            answer_id=_answer_id(ask),
            status=draft.status,
            answer=markdown(draft.statements, draft.citations),
            short_answer=draft.short_answer,
            spoken=met.spoken or self._spoken(met, draft),
            standalone_question=met.question.shown,
            citations=draft.citations,
            suggestions=suggestions,
            timings_ms=clock.laps,
            evidence=_evidence(found) if found else {},
            retrieved=_retrieved(found) if found else (),
            verdicts=draft.verdicts,
            remarks=tuple(with_marks(statement) for statement in beside),
            statements=draft.statements,
        )

    def _further(self, ask: Ask, met: Met, draft: Draft, clock: Clock) -> tuple[str, ...]:
        """Questions that go on from an answer; none where there is no time to try them."""
        if met.findings is None:
            return met.offers
        further = further_questions(met.question, met.findings, draft, self.library, ask.earlier)
        try:
            return clock.run(
                "answer", self._offers.first, further, ask.filters, searches=_MOST_SEARCHES
            )
        except OutOfTime:  # the answer stands without what would have been offered
            return ()

    def _spoken(self, met: Met, draft: Draft) -> str:
        with saying(self._parts.added):
            if not draft.citations:
                return spoken_refusal(draft.statements)
            return spoken_answer(draft, known_provinces(met.question, self.library))

    def _refused(self, ask: Ask, met: Met, refusal: Refusal, address: str, clock: Clock) -> Answer:
        for step in ("retrieve", "answer", "verify"):
            clock.laps.setdefault(step, 0.0)
        suggestions: tuple[str, ...] = ()
        explained = met.findings is not None and met.way is Way.SEARCH
        if explained and refusal.status is AnswerStatus.NO_EVIDENCE:
            try:
                assert met.findings is not None
                refusal, suggestions = clock.run(
                    "answer", self._explained, met.question, met.findings, refusal, ask.filters
                )
            except OutOfTime:  # the refusal stands without what would have been offered
                suggestions = ()
        if met.question.language == "en" and not _has_aside(refusal):
            refusal = in_english(refusal)
        refusal = replace(refusal, statements=addressed(refusal.statements, address))
        with saying(self._parts.added):
            spoken = spoken_refusal(refusal.statements, refusal.citations)
        return Answer(
            answer_id=_answer_id(ask),
            status=refusal.status,
            answer=markdown(refusal.statements, refusal.citations),
            short_answer="",
            spoken=spoken,
            standalone_question=met.question.shown,
            citations=refusal.citations,
            suggestions=suggestions,
            timings_ms=clock.laps,
            evidence=_evidence(met.findings) if met.findings else {},
            retrieved=_retrieved(met.findings) if met.findings else (),
            statements=refusal.statements,
            contacts=refusal.contacts,
        )

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
            mismatch = or_nearest(question, findings, mismatch_of(question, tried, self.library))
        explained = explain(question, refusal, mismatch, self.library)
        nearest, found = explained.nearest, findings.found
        candidates = map(Suggestion, next_questions(question, nearest, found, self.library))
        return explained.refusal, self._offers.first(candidates, filters)


def _after(
    state: State, message: str, met: Met, status: AnswerStatus, said: Answer | Draft | Refusal
) -> State:
    """The talk after ``message`` was met and answered with ``said``."""
    own = tuple(one for one in said.statements if one.role not in WORDED)  # no model's words
    came = Came(
        status,
        own,
        said.citations,
        met.topic,
        met.question.ruled_out,
        met.pending,
        met.choices,
        met.question.language == "en",
        met.heard,
        met.last,
        met.question.named if len(met.question.named) <= _MOST_NAMED else (),
        met.question.told,
        met.tasks,
    )
    return after(state, message, came)


def _has_aside(refusal: Refusal) -> bool:
    return any(one.role is Role.ASIDE for one in refusal.statements)


def _key(ask: Ask) -> str:
    """The talk up to ``ask``, by what the person said alone."""
    return _digest("\n".join([repr(ask.filters), ask.mode, *ask.earlier, ask.question]))


def _key_before(ask: Ask) -> str:
    return _digest("\n".join([repr(ask.filters), ask.mode, *ask.earlier]))


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
    """The same question with the same history and state has the same id; who does not know the
    talk cannot come by it."""
    parts = [*(t.content for t in ask.history), ask.question, repr(ask.filters), ask.mode]
    return _digest("\n".join([*parts, ask.state] if ask.state else parts))[:16]
