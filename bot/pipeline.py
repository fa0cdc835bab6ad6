"""The one pipeline behind page, API and evaluation: understand, retrieve, answer, verify.

A LangChain runnable (``invoke``, ``stream``), so that others can put it into their own chains.
"""

import hashlib
import time
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig

from bot.answer import Answer, Retrieved
from bot.compose import Draft, as_partial, compose, unanswered_parts
from bot.confidence import confidence
from bot.explain import Explainer
from bot.find import ALL, Finder
from bot.findings import Findings
from bot.question import Ask, Understood
from bot.refuse import Refusal, choose, refuse, refuse_guard
from bot.steps import Steps
from bot.understand import understand
from bot.understand.typing import restore
from bot.verify import verify
from bot.vocabulary import phrases
from corpus.diacritics import Restorer
from corpus.library import Library
from index.retrieve import Searcher

_SUGGESTIONS, _SHOWN = 3, 10


class Clock:
    """Milliseconds of each step."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Close the step ``name``."""
        now = time.perf_counter()
        self.laps[name] = (now - self._last) * 1000
        self._last = now


class AnswerPipeline(Runnable[Ask, Answer]):
    """Questions to verified answers; without an LLM the same question gives the same answer."""

    def __init__(self, library: Library, searcher: Searcher, steps: Steps = ALL) -> None:
        self.library = library
        self._finder = Finder(library, searcher, steps)
        self._steps = steps

    @cached_property
    def restorer(self) -> Restorer:
        """Gives text its diacritics back, from the corpus's own words."""
        return Restorer([*(document.text for document in self.library), *phrases()])

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
        clock = Clock()
        restorer = self.restorer if self._steps.restored else None
        question = understand(input, self.library.documents, restorer)
        clock.lap("understand")
        if question.guard:
            return self._refused(input, question, refuse_guard(question.guard), None, clock)
        findings = self._finder.find(question, input.filters)
        clock.lap("retrieve")
        chosen = choose(question, findings)
        if not chosen:
            refusal = refuse(question, findings, self.library)
            return self._refused(input, question, refusal, findings, clock)
        draft = compose(question, findings, self._finder.lookup, chosen)
        if missing := unanswered_parts(findings, chosen):
            draft = as_partial(draft, missing)
        clock.lap("answer")
        draft, failed = verify(draft)
        if failed and not draft.answer.strip():
            refusal = refuse(question, Findings((), findings.scope), self.library)
            return self._refused(input, question, refusal, findings, clock)
        clock.lap("verify")
        return self._answered(input, question, draft, findings, clock)

    def stream(
        self, input: Ask, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[Answer]:
        """The whole answer as one piece: nothing is shown before it is verified."""
        yield self.invoke(input, config, **kwargs)

    def _answered(
        self, ask: Ask, question: Understood, draft: Draft, findings: Findings, clock: Clock
    ) -> Answer:
        first = draft.citations[0]
        spoken = draft.short_answer or first.as_json()["display"]
        return Answer(
            answer_id=_answer_id(ask),
            status=draft.status,
            answer=draft.answer,
            short_answer=draft.short_answer,
            spoken=f"{spoken}. Theo {first.clause.label}.",
            standalone_question=question.standalone,
            citations=draft.citations,
            suggestions=self._suggestions(question, findings),
            timings_ms=clock.laps,
            evidence=_evidence(question, findings),
            retrieved=_retrieved(findings),
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
        return Answer(
            answer_id=_answer_id(ask),
            status=refusal.status,
            answer=refusal.text,
            short_answer="",
            spoken=refusal.spoken or refusal.text,
            standalone_question=question.standalone,
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
    text = "\n".join([*(t.content for t in ask.history), ask.question, repr(ask.filters)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]
