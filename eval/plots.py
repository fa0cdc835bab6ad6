"""Plots of a report as SVG text, drawn by matplotlib without a display."""

import io
from collections.abc import Sequence

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from eval.metrics.abstention import risk_coverage
from eval.run import Run
from eval.statistics import interval
from eval.systems import title_of

_COLOURS = ("#8f1d1d", "#2f6f8f", "#8a8f98", "#c08a2d")
_STATUSES = ("answered", "partial", "no_evidence", "out_of_scope", "blocked")
_STATUS_NAMES = ("trả lời", "một phần", "không có căn cứ", "ngoài phạm vi", "từ chối")
plt.rcParams.update(
    {"svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 10, "svg.hashsalt": "x"}
)


def quality_by_kind(runs: Sequence[Run], measure: str, title: str) -> str:
    """Bars with intervals: a group for each kind, a bar for each system."""
    kinds = sorted({q.kind for run in runs for q in run.questions if run.values(measure, q.kind)})
    figure, axes = plt.subplots(figsize=(9, 3.4))
    width = 0.8 / max(len(runs), 1)
    for number, run in enumerate(runs):
        found = [interval(run.values(measure, kind) or [0.0]) for kind in kinds]
        places = [i + number * width for i in range(len(kinds))]
        low = [max(f.mean - f.low, 0.0) for f in found]
        high = [max(f.high - f.mean, 0.0) for f in found]
        axes.bar(
            places,
            [f.mean for f in found],
            width,
            yerr=[low, high],
            capsize=2,
            color=_COLOURS[number % len(_COLOURS)],
            label=title_of(run.system),
        )
    axes.set_xticks([i + 0.4 - width / 2 for i in range(len(kinds))], kinds)
    axes.set_ylim(0, 1.05)
    axes.set_title(title)
    axes.legend(loc="lower left", bbox_to_anchor=(0, -0.3), ncols=len(runs), frameon=False)
    return _svg(figure)


def risk_and_coverage(runs: Sequence[Run]) -> str:
    """Error among answered questions against the share answered, most confident first."""
    figure, axes = plt.subplots(figsize=(5.4, 3.4))
    for number, run in enumerate(runs):
        points = risk_coverage([r.confidence for r in run.records], run.right())
        axes.plot(
            [c for c, _ in points],
            [r for _, r in points],
            color=_COLOURS[number % len(_COLOURS)],
            label=title_of(run.system),
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xlabel("tỷ lệ câu được trả lời")
    axes.set_ylabel("tỷ lệ trả lời sai")
    axes.set_title("Rủi ro và độ phủ")
    axes.legend()
    return _svg(figure)


def latency(runs: Sequence[Run]) -> str:
    """Box plots of answer times, logarithmic."""
    figure, axes = plt.subplots(figsize=(5.4, 3.4))
    times = [[max(r.latency_ms, 0.1) for r in run.records] for run in runs]
    axes.boxplot(times, tick_labels=[title_of(run.system) for run in runs], showfliers=False)
    axes.set_yscale("log")
    axes.set_ylabel("mili giây")
    axes.set_title("Thời gian trả lời")
    return _svg(figure)


def status_confusion(run: Run) -> str:
    """How often each status was given to answerable and to unanswerable questions."""
    table = [[0] * len(_STATUSES) for _ in range(2)]
    for question, record in zip(run.questions, run.records, strict=True):
        if record.status in _STATUSES:
            table[0 if question.answerable else 1][_STATUSES.index(record.status)] += 1
    figure, axes = plt.subplots(figsize=(6.4, 2.4))
    axes.imshow(table, cmap="Reds", aspect="auto")
    axes.set_xticks(range(len(_STATUSES)), _STATUS_NAMES)
    axes.set_yticks([0, 1], ["trả lời được", "không trả lời được"])
    top = max(max(row) for row in table) or 1
    for y, row in enumerate(table):
        for x, count in enumerate(row):
            axes.text(x, y, str(count), ha="center", color="white" if count > top / 2 else "black")
    axes.set_title(f"Trạng thái trả lời: {title_of(run.system)}")
    return _svg(figure)


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    text = buffer.getvalue()
    return text[text.index("<svg") :]
