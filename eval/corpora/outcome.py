"""One question asked of one corpus: what the system said, and whether it was right."""

import re
from dataclasses import dataclass
from typing import Any

from corpus.language.normalize import fold, nfc
from eval.dataset import Question
from eval.metrics.citation import top_citation
from eval.metrics.correctness import must_hold
from eval.quotes import letters
from eval.record import Record, Span

_DEPTH = 10
# an answerable question told that the directives say nothing of it
_ABSENT = re.compile(r"không\s+nêu", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``clause``: the first citation holds gold words; ``answer``: it says what it must.

    ``found``: among ten results. All three are None for an unanswerable question, and ``clause``
    and ``found`` where no gold quote is in its document, which is the set's fault.
    """

    question: Question
    set: str
    corpus: str
    level: str
    record: Record
    clause: bool | None
    answer: bool | None
    found: bool | None

    @property
    def both(self) -> bool | None:
        """Right clause and right answer; the answer alone where no clause can be judged."""
        return self.answer if self.clause is None else bool(self.answer and self.clause)

    @property
    def undiacritized(self) -> bool:
        """Whether the question was typed without diacritics."""
        text = nfc(self.question.question)
        return fold(text) == text.lower()

    @property
    def says_absent(self) -> bool:
        """Whether the answer or refusal says that something is not in the directives."""
        return bool(_ABSENT.search(nfc(f"{self.record.short_answer}\n{self.record.answer}")))

    def as_json(self) -> dict[str, Any]:
        """One line of the records, to be read by whoever mends the failures."""
        q, r = self.question, self.record
        return {
            "id": q.id,
            "set": self.set,
            "corpus": self.corpus,
            "level": self.level,
            "kind": q.kind,
            "question": q.question,
            "history": list(q.history),
            "answerable": q.answerable,
            "near": q.near,
            "why": q.why,
            "undiacritized": self.undiacritized,
            "gold": [{"document": g.document, "quote": g.quote, "clause_id": g.clause_id}
                     for g in q.gold],
            "must": list(q.must),
            "answers": list(q.answers),
            "reference": q.reference,
            "system": r.system,
            "status": r.status,
            "short_answer": r.short_answer,
            "answer": r.answer,
            "citations": [_span(s) for s in r.citations],
            "retrieved": [_span(s) for s in r.retrieved],
            "confidence": r.confidence,
            "latency_ms": round(r.latency_ms, 1),
            "right_clause": self.clause,
            "right_answer": self.answer,
            "right_both": self.both if q.answerable else None,
            "found": self.found,
            "says_absent": self.says_absent,
        }  # fmt: skip


def _span(span: Span) -> dict[str, Any]:
    return {"document": span.document, "start": span.start, "end": span.end,
            "score": round(span.score, 4), "label": span.label}  # fmt: skip


def judge(question: Question, record: Record, *, set_name: str, corpus: str, level: str) -> Outcome:
    """The record judged by the rules of ``eval.score``; a refusal's citations are not answers.

    Gold in a document that the corpus could not load cannot be cited: that is a wrong clause.
    """
    if not question.answerable:
        return Outcome(question, set_name, corpus, level, record, None, None, None)
    golds = [Span(g.document, p.start, p.end) for g in question.gold for p in g.places]
    cited = record.citations if record.answered else ()
    clause = bool(top_citation(cited, golds)) if golds else None
    found = any(r.holds(g) for r in record.retrieved[:_DEPTH] for g in golds) if golds else None
    answer = answers_it(question, record)
    return Outcome(question, set_name, corpus, level, record, clause, answer, found)


def answers_it(question: Question, record: Record) -> bool:
    """All of ``must``; where a question has none, all of its answering words."""
    if not record.answered:
        return False
    if question.must or not question.answers:
        return bool(must_hold(record.answer, question.must))
    said = letters(record.answer)
    return all(letters(words) in said for words in question.answers)
