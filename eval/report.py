"""A run as one HTML file that a head of office can read, with no network."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.language.normalize import view
from corpus.library import Library
from eval import plots
from eval.dataset import Question
from eval.record import Record, Span
from eval.run import Run
from eval.score import MEASURES
from eval.statistics import interval
from eval.systems import title_of

_STATUS_NAMES = {
    "answered": "trả lời",
    "partial": "trả lời một phần",
    "no_evidence": "không có căn cứ",
    "out_of_scope": "ngoài phạm vi",
    "blocked": "từ chối",
}
_HEADLINES = ("correct", "top_citation", "recall@5", "refused", "faithful", "citation_precision")


def write_report(runs: Sequence[Run], library: Library, path: Path, title: str) -> None:
    """The first run is the one that is reported on; the others stand beside it."""
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined
    )
    main = runs[0]
    html = environment.get_template("report.html").render(
        title=title,
        names=[title_of(run.system) for run in runs],
        headlines=[(MEASURES[m][0], [_cell(run.values(m)) for run in runs]) for m in _HEADLINES],
        measures=[
            (name, MEASURES[name][0], [_cell(run.values(name)) for run in runs])
            for name in MEASURES
        ],
        plots=[
            plots.quality_by_kind(runs, "correct", "Trả lời đúng theo loại câu hỏi"),
            plots.quality_by_kind(runs, "top_citation", "Trích dẫn đầu đúng theo loại câu hỏi"),
            plots.risk_and_coverage(runs),
            plots.latency(runs),
            plots.status_confusion(main),
        ],
        failures=_failures(main, library),
        total=len(main.questions),
    )
    path.write_text(html, encoding="utf-8")


def _cell(values: list[float]) -> str:
    if not values:
        return "–"
    found = interval(values)
    return f"{found.mean:.1%} ({found.low:.0%}–{found.high:.0%})".replace(".", ",")


def _failures(run: Run, library: Library) -> list[dict[str, Any]]:
    """Every question that was not both answered rightly and cited rightly, or not refused."""
    failing = []
    for question, record, row in zip(run.questions, run.records, run.rows, strict=True):
        if question.answerable:
            reasons = [
                reason
                for reason, wrong in (
                    ("từ chối dù trả lời được", not record.answered),
                    ("thiếu ý phải có", record.answered and not row["correct"]),
                    ("trích dẫn đầu sai", record.answered and not row["top_citation"]),
                )
                if wrong
            ]
        else:
            reasons = ["trả lời dù không có căn cứ"] if record.answered else []
        if reasons:
            failing.append(_failure(question, record, reasons, library))
    return failing


def _failure(
    question: Question, record: Record, reasons: list[str], library: Library
) -> dict[str, Any]:
    golds = []
    for gold in question.gold:
        clause = library.clause(gold.clause_id)
        label = clause.label if clause else gold.clause_id
        golds.append({"label": label, "quote": gold.quote, "url": _url(gold.clause_id)})
    return {
        "question": question,
        "status": _STATUS_NAMES.get(record.status, record.status),
        "reasons": ", ".join(reasons),
        "answer": "\n".join(line.removeprefix("> ") for line in record.answer.split("\n")),
        "cited": [_cited(span, library) for span in record.citations[:5]],
        "golds": golds,
    }


def _cited(span: Span, library: Library) -> dict[str, str]:
    document = library.document(span.document)
    if document is None:
        return {"label": span.document, "text": "", "url": ""}
    text = view(document.text, span.start, span.end, document.paragraphs).text
    clause = next((c for c in document.clauses if c.start <= span.start < c.end), None)
    label = span.label or f"{document.name}, ký tự {span.start}–{span.end}"
    return {"label": label, "text": text[:400], "url": _url(clause.id) if clause else ""}


def _url(clause_id: str) -> str:
    return f"/documents/{clause_id.split('.', 1)[0]}#{clause_id}"
