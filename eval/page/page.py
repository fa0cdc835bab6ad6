"""The page of evaluation runs (``TONGDAI_EVAL_PAGE``): send a set, watch, read the report.

It asks the assistant that serves, through the gate of all doors: people who ask meanwhile wait
their turn with it, not behind it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import gradio as gr

from bot.assemble import Assistant
from eval.dataset import Question, read_set
from eval.page.sheet import COLUMNS, SheetError, as_lines
from eval.record import Record
from eval.report import write_report
from eval.run import digest, evaluate, write_run
from eval.score import MEASURES
from eval.systems import Ours

SETS = Path(__file__).parent.parent / "sets"
TITLE = "Đánh giá Tổng đài ảo"
# what of Gradio's own look is too faint to read; a report that is not there yet is not shown
HEAD = (
    "<style>.gradio-container #bao-cao:has(.empty) { display: none; }"
    "body:not(.dark) .gradio-container .or { color: #475569 !important; }"
    "body:not(.dark) .gradio-container button.primary { background: #8f1d1d !important; }</style>"
)
_OWN = "— gửi tệp bên dưới —"
_MOST = 5_000  # questions of one run
_SHOWN_FAULTS = 10
_HELP = (
    "Bộ câu hỏi là tệp JSON Lines, hoặc bảng Excel (.xlsx), CSV có dòng đầu là tên cột: "
    + ", ".join(f"**{spellings[0].capitalize()}**" for spellings in COLUMNS.values())
    + ". Chỉ cột **Câu hỏi** là bắt buộc; ô có nhiều giá trị thì mỗi giá trị một dòng. Câu trả lời "
    "được cần **Văn bản** (tên tệp hoặc mã) và **Lời văn bản** (nguyên văn) để chấm trích dẫn."
)

Run = Callable[[Callable[[], Record]], Awaitable[Record]]


def shipped() -> list[str]:
    """The sets that come with the program and are over the sample directives."""
    return sorted(path.name for path in SETS.glob("dev*.jsonl"))


def build_page(assistant: Callable[[], Assistant], run: Run, folder: Path) -> gr.Blocks:
    """The page; ``run`` does one question's work in turn; runs are kept under ``folder``."""

    async def evaluated(chosen: str, sent: str | None) -> AsyncIterator[Any]:
        yield "Đang đọc bộ câu hỏi…", "", None
        try:
            own = assistant()
            questions, told = _read(chosen, sent, own, folder)
        except Exception as error:
            yield f"**Không chạy được:** {error}", "", None
            return
        system, records = Ours(own), list[Record]()
        for question in questions:
            yield f"Đã hỏi {len(records)} trên {len(questions)} câu…{told}", "", None
            records.append(await run(lambda q=question: _asked(system, q)))  # type: ignore[misc]
        table, report = _report(own, questions, records, folder)
        yield f"Xong {len(records)} câu.{told}", table, str(report)

    with gr.Blocks(title=TITLE, analytics_enabled=False) as page:
        gr.Markdown(f"# {TITLE}\n\n{_HELP}")
        chosen = gr.Dropdown([_OWN, *shipped()], value=_OWN, label="Bộ câu hỏi", filterable=False)
        sent = gr.File(
            label="Tệp bộ câu hỏi (.jsonl, .xlsx, .csv)", file_types=[".jsonl", ".xlsx", ".csv"]
        )
        with gr.Row():
            start = gr.Button("Chạy đánh giá", variant="primary")
            stop = gr.Button("Dừng")
        state = gr.Markdown("", elem_id="tien-do")
        table = gr.Markdown("", elem_id="ket-qua")
        report = gr.File(label="Báo cáo (HTML)", interactive=False, elem_id="bao-cao")
        running = start.click(
            evaluated, [chosen, sent], [state, table, report], show_progress="hidden",
            concurrency_limit=1,
        )  # fmt: skip
        stop.click(lambda: "Đã dừng.", None, state, cancels=[running], queue=False)
    return cast(gr.Blocks, page)


def _asked(system: Ours, question: Question) -> Record:
    return replace(system.ask(question), digest=digest(question))


def _read(
    chosen: str, sent: str | None, assistant: Assistant, folder: Path
) -> tuple[list[Question], str]:
    """The questions that can be asked, and what is told of the others."""
    if chosen != _OWN:
        path = SETS / chosen
    elif sent:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "bo-cau-hoi.jsonl"
        path.write_text(as_lines(Path(sent)), encoding="utf-8")
    else:
        raise SheetError("chọn một bộ câu hỏi hoặc gửi một tệp.")
    found = read_set(path, assistant.library)
    if not found.questions:
        raise SheetError("; ".join(found.faults[:_SHOWN_FAULTS]))
    told = ""
    if found.faults:
        shown = "; ".join(found.faults[:_SHOWN_FAULTS])
        told = f"\n\n{len(found.faults)} chỗ cần sửa trong bộ câu hỏi: {shown}"
    return list(found.questions[:_MOST]), told


def _report(
    assistant: Assistant, questions: list[Question], records: list[Record], folder: Path
) -> tuple[str, Path]:
    done = evaluate("ours", questions, records, assistant.library)
    now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%Y%m%d-%H%M%S")
    place = folder / now
    place.mkdir(parents=True, exist_ok=True)
    write_run(done, place)
    report = place / "report.html"
    write_report([done], assistant.library, report, TITLE)
    means = {name: done.values(name) for name in MEASURES}
    rows = [
        f"| {MEASURES[name][0]} | {len(values)} | {sum(values) / len(values):.3f} |"
        for name, values in means.items()
        if values
    ]
    return "\n".join(["| chỉ số | số câu | kết quả |", "| --- | --- | --- |", *rows]), report
