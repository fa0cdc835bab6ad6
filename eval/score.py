"""A record against its question: one row of numbers, None where a metric does not apply."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.context import context_of
from corpus.library import Library
from eval.dataset import Question
from eval.metrics.citation import citation_precision, citation_recall, exactness, top_citation
from eval.metrics.correctness import must_hold, nugget_recall, token_f1
from eval.metrics.faithfulness import faithfulness
from eval.metrics.ranking import ndcg_at, recall_at, reciprocal_rank
from eval.metrics.verdict import verdict_of
from eval.record import Record, Span

# kinds of question whose gold clauses are all wanted; elsewhere they are alternatives
NEEDS_ALL = frozenset({"list", "cross", "two"})
DEPTHS = (1, 3, 5, 10)
Row = dict[str, float | None]

# name -> (Vietnamese title, whether more is better)
MEASURES: dict[str, tuple[str, bool]] = {
    "recall@1": ("điều khoản đúng đứng đầu", True),
    "recall@3": ("trong 3 kết quả", True),
    "recall@5": ("trong 5 kết quả", True),
    "recall@10": ("trong 10 kết quả", True),
    "mrr": ("nghịch đảo thứ hạng (MRR)", True),
    "ndcg@10": ("nDCG@10", True),
    "top_citation": ("trích dẫn đầu đúng", True),
    "citation_precision": ("độ chính xác trích dẫn", True),
    "citation_recall": ("độ phủ trích dẫn", True),
    "exactness": ("trích gọn đúng điều khoản", True),
    "correct": ("trả lời đúng", True),
    "correct_and_cited": ("đúng và trích dẫn đầu đúng", True),
    "nuggets": ("ý chính có đủ", True),
    "f1": ("F1 với câu trả lời mẫu", True),
    "faithful": ("số liệu, cơ quan có căn cứ", True),
    "answered": ("có trả lời (câu trả lời được)", True),
    "verdict": ("câu hỏi đúng–sai được trả lời đúng, trong số câu có kết luận", True),
    "concluded": ("câu hỏi đúng–sai có kết luận", True),
    "refused": ("từ chối (câu không trả lời được)", True),
}


@dataclass(frozen=True, slots=True)
class GoldSpans:
    """Where a question's gold words stand, the clauses that hold them and the headings above.

    ``groups``: for each gold its places, any of which will do; ``quotes``: all of them.
    """

    groups: tuple[tuple[Span, ...], ...]
    clauses: tuple[Span, ...]
    headings: tuple[Span, ...]

    @property
    def quotes(self) -> tuple[Span, ...]:
        """Every place of every gold."""
        return tuple(span for group in self.groups for span in group)

    def wanted(self, cited: Sequence[Span]) -> list[Span]:
        """One place of each gold: one that is cited, or else the first."""
        return [
            next((p for p in group if any(c.holds(p) for c in cited)), group[0])
            for group in self.groups
        ]


def gold_spans(question: Question, library: Library) -> GoldSpans:
    """The question's gold as spans of the documents."""
    groups: list[tuple[Span, ...]] = []
    clauses: list[Span] = []
    headings: list[Span] = []
    for gold in question.gold:
        document = library.document(gold.document)
        assert document is not None
        groups.append(tuple(Span(document.id, p.start, p.end) for p in gold.places))
        for place in gold.places:
            clause = library.clause(place.clause_id)
            if clause is not None:
                clauses.append(Span(document.id, clause.start, clause.end))
                above = document.ancestors(clause)
                headings.extend(Span(document.id, c.start, c.end) for c in above)
    return GoldSpans(tuple(groups), tuple(clauses), tuple(headings))


def score(question: Question, record: Record, library: Library) -> Row:
    """Every measure of ``MEASURES`` for one answer."""
    row: Row = dict.fromkeys(MEASURES)
    row["faithful"] = faithfulness(
        f"{record.short_answer}\n{record.answer}", _cited_text(record, library), _labels(record)
    )
    if not record.answered:  # what a refusal says of the question is checked by `eval faithful`
        row["faithful"] = None
    if question.expect and (said := verdict_of(record.short_answer if record.answered else "")):
        row["verdict"] = float(said == question.expect)
    if question.expect in ("yes", "no"):
        row["concluded"] = float(row["verdict"] is not None)
    if not question.answerable:
        row["refused"] = float(not record.answered)
        return row
    needs_all = question.kind in NEEDS_ALL
    gold = gold_spans(question, library)
    found = [
        frozenset(i for i, group in enumerate(gold.groups) if any(r.holds(g) for g in group))
        for r in record.retrieved
    ]
    for depth in DEPTHS:
        row[f"recall@{depth}"] = recall_at(found, len(gold.groups), depth, needs_all)
    row["mrr"] = reciprocal_rank(found)
    row["ndcg@10"] = ndcg_at(found, len(gold.groups) if needs_all else 1, 10)
    row["answered"] = float(record.answered)
    # what a refusal cites is said to be near, not to be the answer
    cited = record.citations if record.answered else ()
    row["top_citation"] = top_citation(cited, gold.quotes)
    row["citation_precision"] = citation_precision(cited, gold.quotes, gold.headings)
    row["citation_recall"] = citation_recall(cited, gold.wanted(cited), needs_all)
    row["exactness"] = exactness(cited, gold.clauses)
    row["correct"] = must_hold(record.answer, question.must) if record.answered else 0.0
    row["nuggets"] = nugget_recall(record.answer, question.must) if record.answered else 0.0
    row["correct_and_cited"] = (row["correct"] or 0.0) * (row["top_citation"] or 0.0)
    if question.reference:
        text = record.short_answer or record.answer
        row["f1"] = token_f1(text, question.reference) if record.answered else 0.0
    return row


def _cited_text(record: Record, library: Library) -> str:
    """The cited clauses, and what heads them, which an answer shows above its quotes."""
    texts = []
    for span in record.citations:
        document = library.document(span.document)
        if document:
            texts.append(document.text[span.start : span.end])
            cited = (c for c in document.clauses if (c.start, c.end) == (span.start, span.end))
            texts += [line for clause in cited for line in context_of(document, clause)]
    return "\n".join(texts)


def _labels(record: Record) -> list[str]:
    labels = [span.label for span in record.citations]
    names = [str(name) for name in record.extra.get("names", ())]
    places = [
        label.removesuffix(name).strip() for label in labels for name in names if name in label
    ]
    return [*labels, *names, *places]
