"""The one pipeline behind page, API and evaluation: understand, retrieve, answer, verify.

A LangChain runnable (``invoke``, ``stream``), so that others can put it into their own chains.
"""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from bot.answer import Answer, AnswerStatus, Retrieved, Started, Verdict
from bot.compose.compose import compose
from bot.compose.draft import Draft
from bot.compose.remarks import with_remarks
from bot.converse.follow_up import needs_answer
from bot.decide.confidence import confidence
from bot.findings import Findings
from bot.generate.generate import Generator
from bot.question import Ask, Turn, Understood
from bot.refuse.explain import Explainer
from bot.refuse.refuse import Refusal, choose, refuse, refuse_guard, refuse_unverified
from bot.retrieve.find import ALL, Finder
from bot.speak.aloud import read_aloud
from bot.speak.spoken import spoken_answer
from bot.steps import Steps
from bot.understand import read_vietnamese, understand
from bot.understand.typing.normal import restore
from bot.verify import verify
from bot.vocabulary import names, phrases, talk
from corpus.language.diacritics import Restorer
from corpus.library import Library
from index.retrieve import Searcher

# what a refusal comes to, for those who asked in English
_IN_ENGLISH = {
    AnswerStatus.NO_EVIDENCE: "(I found no clause in the directives at hand that states this.)",
    AnswerStatus.OUT_OF_SCOPE: "(This is outside the directives at hand.)",
    AnswerStatus.BLOCKED: "(I only answer questions on what the directives say.)",
}
_SUGGESTIONS, _SHOWN = 3, 10
_LOOKED_BACK = 4  # turns before the last question that answering it anew may go back


class Clock:
    """Milliseconds of each step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Close the step ``name``."""
        now = time.perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + (now - self._last) * 1000
        self._last = now


class AnswerPipeline(Runnable[Ask, Answer]):
    """Questions to verified answers; without an LLM the same question gives the same answer."""

    def __init__(
        self,
        library: Library,
        searcher: Searcher,
        steps: Steps = ALL,
        generator: Generator | None = None,
    ) -> None:
        self.library = library
        self._generator = generator
        self._finder = Finder(library, searcher, steps)
        self._steps = steps

    @cached_property
    def restorer(self) -> Restorer:
        """Gives text its diacritics back, from the corpus's own words."""
        own = (document.text for document in self.library)
        return Restorer([*own, *phrases(), names(), talk()])

    @cached_property
    def _explainer(self) -> Explainer:
        restorer = self.restorer if self._steps.restored else None
        return Explainer(
            self.library,
            self._finder,
            lambda ask: understand(ask, self.library.documents, restorer),
        )

    def restore(self, text: str) -> str:
        """``text`` with its diacritics, where it was typed without."""
        return restore(text, self.restorer)[0]

    def invoke(self, input: Ask, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        """Answer one question."""
        *_, answer = self.pieces(input)
        if not isinstance(answer, Answer):
            raise TypeError("the last piece is the whole answer")
        return answer

    def stream(
        self, input: Ask, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[Answer]:
        """The whole answer as one piece; ``pieces`` gives it as it grows."""
        yield self.invoke(input, config, **kwargs)

    def pieces(self, ask: Ask) -> Iterator[Started | str | Answer]:
        """Status and citations, then text piece by piece, each verified, then the whole answer."""
        clock = Clock()
        ask = self._with_last_answer(ask.bounded())
        restorer = self.restorer if self._steps.restored else None
        question = understand(ask, self.library.documents, restorer)
        clock.lap("understand")
        if question.guard:
            refusal = refuse_guard(question.guard)
            yield from _whole(self._refused(ask, question, refusal, None, clock))
            return
        findings = self._finder.find(question, ask.filters)
        clock.lap("retrieve")
        chosen = choose(question, findings)
        if not chosen:
            refusal = refuse(question, findings, self.library)
            yield from _whole(self._refused(ask, question, refusal, findings, clock))
            return
        draft = compose(question, findings, self._finder.lookup, chosen)
        clock.lap("answer")
        draft, failed = verify(draft)
        clock.lap("verify")
        if failed and not draft.answer.strip():
            refusal = refuse_unverified()
            yield from _whole(self._refused(ask, question, refusal, findings, clock))
            return
        draft = with_remarks(question, findings, draft, self.library)
        if self._generator is None or ask.mode == "extractive":
            yield from _whole(self._answered(ask, question, draft, findings, clock))
            return
        yield Started(draft.status, draft.citations)
        lead, body = draft.split()
        if lead:
            yield lead
        said: list[Verdict] = []
        told = ""
        for verdict in self._generator.sentences(question.shown, draft):
            said.append(verdict)
            if verdict.passed:
                gap = " " if told else "\n\n" if lead else ""
                told += f"{' ' if told else ''}{verdict.text}"
                yield f"{gap}{verdict.text}"
        clock.lap("answer")
        yield f"\n\n{body}" if lead or told else body
        name = self._generator.name if told else "extractive"
        draft = replace(
            draft,
            answer="\n\n".join(part for part in (lead, told, body) if part),
            verdicts=(*draft.verdicts, *said),
        )
        yield replace(self._answered(ask, question, draft, findings, clock), model=name)

    def _with_last_answer(self, ask: Ask) -> Ask:
        """``ask`` with the answer to the question before it, where it points at that answer and
        the caller sent only the questions."""
        last = ask.history[-1] if ask.history else None
        if (
            last is None
            or last.role != "user"
            or not needs_answer(read_vietnamese(ask.question, self.restorer)[0])
        ):
            return ask
        history = ask.history[:-1][-_LOOKED_BACK:]
        before = replace(ask, question=last.content, history=history, mode="extractive")
        answer = self.invoke(before).answer
        return replace(ask, history=(*ask.history, Turn("assistant", answer)))

    def _answered(
        self, ask: Ask, question: Understood, draft: Draft, findings: Findings, clock: Clock
    ) -> Answer:
        return Answer(
            answer_id=_answer_id(ask),
            status=draft.status,
            answer=draft.answer,
            short_answer=draft.short_answer,
            spoken=spoken_answer(draft),
            standalone_question=question.shown,
            citations=draft.citations,
            suggestions=self._suggestions(question, findings),
            timings_ms=clock.laps,
            evidence=_evidence(question, findings),
            retrieved=_retrieved(findings),
            verdicts=draft.verdicts,
            remarks=draft.remarks,
        )

    def _refused(
        self,
        ask: Ask,
        question: Understood,
        refusal: Refusal,
        findings: Findings | None,
        clock: Clock,
    ) -> Answer:
        for step in ("retrieve", "answer", "verify"):
            clock.laps.setdefault(step, 0.0)
        explained = self._explainer.explain(ask, question, refusal, findings)
        refusal = explained.refusal
        text = refusal.text
        if question.language == "en":
            text = f"{text}\n\n{_IN_ENGLISH[refusal.status]}"
        return Answer(
            answer_id=_answer_id(ask),
            status=refusal.status,
            answer=text,
            short_answer="",
            spoken=read_aloud(refusal.spoken or refusal.text),
            standalone_question=question.shown,
            citations=refusal.citations,
            suggestions=explained.suggestions,
            timings_ms=clock.laps,
            evidence=_evidence(question, findings) if findings else {},
            retrieved=_retrieved(findings) if findings else (),
        )

    def _suggestions(self, question: Understood, findings: Findings) -> tuple[str, ...]:
        """Questions that the nearest clauses answer: the tasks of the organs that lead them."""
        organs: dict[str, None] = {}
        for found in findings.found[:10]:
            for organ in found.profile.leaders:
                if organ not in question.organs:
                    organs[f"{organ} có những nhiệm vụ gì theo {found.document.metadata.kind} "
                           f"năm {(found.document.metadata.date or '')[:4]}?"] = None  # fmt: skip
        return tuple(organs)[:_SUGGESTIONS]


def _whole(answer: Answer) -> Iterator[Started | str | Answer]:
    yield Started(answer.status, answer.citations)
    yield answer.answer
    yield answer


def _retrieved(findings: Findings) -> tuple[Retrieved, ...]:
    return tuple(Retrieved(f.clause, f.score) for f in findings.found[:_SHOWN])


def _evidence(question: Understood, findings: Findings) -> dict[str, float]:
    """What spoke for the best finding, for audit."""
    if not findings.found:
        return {}
    top = findings.found[0]
    return {
        "coverage": top.evidence.coverage,
        "cosine": top.evidence.cosine,
        "score": top.score,
        "confidence": confidence(question, top.evidence, top.score, findings.nearness),
    }


def _answer_id(ask: Ask) -> str:
    """The same question with the same history has the same id."""
    text = "\n".join([*(t.content for t in ask.history), ask.question, repr(ask.filters), ask.mode])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
