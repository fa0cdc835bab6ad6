"""The chat page, built with Gradio; it asks the same pipeline as the HTTP endpoint."""

from collections.abc import AsyncGenerator
from html import escape
from pathlib import Path
from typing import Any, cast

import gradio as gr
from fastapi import Request

from bot.doors.access.principal import principal_in
from bot.doors.access.rights import Rights, acting_with, rights_of
from bot.doors.api.problems import Problem
from bot.doors.page.document_page import environment
from bot.doors.page.narrow import ALL, Narrow, counted, filters_of, fitting
from bot.doors.page.respond import STOPPED, Behind, Message, Step, Talk, respond
from bot.doors.page.tools import offered_html
from bot.question import MAX_QUESTION, Ask

TITLE = "Tổng đài ảo"
ASSETS = Path(__file__).parent / "assets"
# while the documents are not loaded yet
EXAMPLES = (
    "Những văn bản nào được ban hành gần đây nhất?",
    "Sở Tài chính có những nhiệm vụ gì?",
    "Văn phòng UBND tỉnh chủ trì những việc gì?",
)
_EMPTY = "Anh/chị vui lòng nhập câu hỏi."
_TOO_LONG = f"Câu hỏi dài quá {MAX_QUESTION} ký tự; anh/chị vui lòng rút gọn."
# kept by the reader's browser alone; Gradio scrambles it with a word that every visitor gets, so
# the word protects nothing and is plain
_STORE = "tong-dai-ao"


def theme() -> gr.themes.Base:
    """Fonts of the reader's own system: nothing is fetched from elsewhere."""
    return gr.themes.Base(
        primary_hue="red",
        neutral_hue="slate",
        font=["system-ui", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )


def head(root: str = "") -> str:
    """What the page loads beside Gradio, from this server: its look, the script of its buttons."""
    root = escape(root)
    # a style sheet of our own: what is handed to Gradio it confines to its own box
    return (
        f'<link rel="stylesheet" href="{root}/giao-dien/chat.css">'
        f'<script src="{root}/giao-dien/chat.js" data-root="{root}" defer></script>'
    )


def _part(name: str, **values: str) -> str:
    """A part of the page from its template, as HTML."""
    return environment().get_template(name).render(**values)


class _Page:
    """The page's events over the components' values."""

    def __init__(self, behind: Behind) -> None:
        self._behind = behind

    def first(self) -> str:
        """Questions to begin with, the same for everyone."""
        return offered_html(self._behind.examples() or EXAMPLES)

    async def ask(
        self, request: gr.Request, question: str, messages: list[Message], kept: Any, *narrow: str
    ) -> AsyncGenerator[Any, None]:
        """Outputs: question, messages, talk, offered questions, send, stop."""
        question = (question or "").strip()
        if not question or len(question) > MAX_QUESTION:
            gr.Warning(_TOO_LONG if question else _EMPTY)
            yield question, messages, gr.skip(), gr.skip(), *_buttons(running=False)
            return
        rights = _rights(request)
        try:
            with acting_with(rights):
                filters = filters_of(self._behind.listed(), Narrow(*narrow))
        except Problem as problem:
            gr.Warning(problem.detail)
            yield question, messages, gr.skip(), gr.skip(), *_buttons(running=False)
            return
        emptied: Any = ""  # once: the reader may type on while the answer comes
        async for step in respond(
            self._behind, Ask(question, filters=filters), messages, Talk.read(kept), rights
        ):
            yield emptied, *self._shown(step)
            emptied = gr.skip()

    def _shown(self, step: Step) -> tuple[Any, ...]:
        if step.answer is None or step.talk is None:
            running = _buttons(running=not step.failed)
            return step.messages, gr.skip(), gr.skip(), *running
        offered = step.answer.choices or step.answer.suggestions
        rows = offered_html(offered) if offered else self.first()
        return step.messages, step.talk.as_json(), rows, *_buttons(running=False)

    def stopped(self, messages: list[Message]) -> tuple[Any, ...]:
        """The answer on its way is left: outputs as ``ask`` without question and talk."""
        if messages and messages[-1]["role"] == "assistant":
            messages = [*messages[:-1], {"role": "assistant", "content": STOPPED}]
        return messages, *_buttons(running=False)

    def undone(self, messages: list[Message], kept: Any) -> tuple[Any, ...]:
        """The talk before the last question, and that question in the box."""
        talk, question = Talk.read(kept).without_last()
        cut = [i for i, message in enumerate(messages) if message["role"] == "user"]
        return question, messages[: cut[-1]] if cut else [], talk.as_json()

    def restarted(self) -> tuple[Any, ...]:
        """Nothing said yet."""
        return [], Talk().as_json(), self.first()

    def opened(self, request: gr.Request) -> tuple[Any, ...]:
        """What the page's address asks for, the choices of the loaded documents, examples."""
        with acting_with(_rights(request)):
            listed = self._behind.listed()
        asked = str(request.query_params.get("hoi", ""))[:MAX_QUESTION] if request else ""
        place = str(request.query_params.get("tinh", ALL)) if request else ALL
        day = str(request.query_params.get("ngay", "")) if request else ""
        provinces = sorted({one.province for one in listed if one.province})
        kinds = sorted({one.kind for one in listed if one.kind})
        place = place if place in provinces else ALL
        return (
            asked or gr.skip(),  # somebody may be typing already
            gr.Dropdown([ALL, *provinces], value=place),
            gr.Dropdown([ALL, *kinds], value=ALL),
            gr.Dropdown([(ALL, ALL), *((one.name, one.id) for one in listed)], value=ALL),
            day,
            counted(listed, Narrow(place)),
            self.first(),
        )

    def narrowed(self, request: gr.Request, *narrow: str) -> tuple[Any, str]:
        """The documents that can still be chosen, and how many are searched."""
        with acting_with(_rights(request)):
            listed, chosen = self._behind.listed(), Narrow(*narrow)
        others = Narrow(chosen.province, chosen.kind)
        left = fitting(listed, others)
        still = chosen.document if any(one.id == chosen.document for one in left) else ALL
        choices = [(ALL, ALL), *((one.name, one.id) for one in left)]
        shown = Narrow(chosen.province, chosen.kind, still)
        return gr.Dropdown(choices, value=still), counted(listed, shown)


def _rights(request: gr.Request) -> Rights:
    """What the one may see whose browser sent the event; the request is the server's own, not what
    the browser says of it."""
    sent = request.request if request else None
    return rights_of(principal_in(sent.scope)) if isinstance(sent, Request) else Rights()


def _buttons(*, running: bool) -> tuple[Any, Any]:
    return gr.Button(visible=not running), gr.Button(visible=running)


def build_chat(behind: Behind) -> gr.Blocks:
    """The page over what stands behind it."""
    events = _Page(behind)
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True) as page:
        talk = gr.BrowserState(Talk().as_json(), storage_key=f"{_STORE}.dang-noi", secret=_STORE)
        with gr.Sidebar("Tùy chọn", open=False, elem_id="ben-trai", width=300):
            clear = gr.Button("Cuộc hội thoại mới", variant="secondary", elem_id="moi")
            gr.HTML("<h2>Lọc văn bản</h2>", padding=False)
            province = gr.Dropdown([ALL], value=ALL, label="Tỉnh", filterable=False)
            kind = gr.Dropdown([ALL], value=ALL, label="Loại văn bản", filterable=False)
            document = gr.Dropdown([ALL], value=ALL, label="Văn bản", filterable=False)
            day = gr.Textbox(label="Còn hiệu lực vào ngày", placeholder="ngày/tháng/năm")
            count = gr.HTML("", padding=False, elem_id="so-van-ban")
            gr.HTML(_part("kept.html"), padding=False)
        gr.HTML(_part("header.html", title=TITLE, root=behind.root), padding=False)
        with gr.Row(elem_id="giua"):
            with gr.Column(elem_id="noi-chuyen", scale=3, min_width=200):
                chat = gr.Chatbot(
                    label="Hội thoại",
                    show_label=False,
                    elem_id="hoi-thoai",
                    height="100%",
                    placeholder=_part("welcome.html"),
                    buttons=[],
                    latex_delimiters=[],  # a sum in dollars is no formula
                    autoscroll=False,
                    feedback_options=None,
                    layout="bubble",
                )
                samples = gr.HTML(offered_html(EXAMPLES), padding=False, elem_id="goi-y")
                with gr.Row(elem_id="o-hoi", equal_height=True):
                    question = gr.Textbox(
                        show_label=False,
                        label="Câu hỏi",
                        placeholder="Nhập câu hỏi, ví dụ: Sở Nội vụ được giao nhiệm vụ gì?",
                        lines=1,
                        max_lines=4,
                        scale=8,
                        min_width=140,
                        autofocus=True,
                        container=False,
                        elem_id="cau-hoi",
                    )
                    send = gr.Button("Hỏi", variant="primary", scale=1, min_width=72, elem_id="hoi")
                    stop = gr.Button("Dừng", variant="stop", scale=1, min_width=72, visible=False)
            gr.HTML(_part("source.html"), padding=False, elem_id="cot-nguon")
        again, edit, reopen = (
            gr.Button(name, visible="hidden", elem_id=name)
            for name in ("nut-hoi-lai", "nut-sua", "nut-mo-lai")
        )
        narrow = [province, kind, document, day]
        asking = [question, chat, talk, *narrow]
        outputs = [question, chat, talk, samples, send, stop]
        keep = {
            "fn": None,
            "inputs": [talk, chat],
            "js": "(talk, chat) => window.tongDai.keep(talk, chat)",
        }
        redone = again.click(events.undone, [chat, talk], [question, chat, talk])
        running = []
        for asked in (question.submit, send.click, redone.then):
            run = asked(events.ask, asking, outputs, show_progress="hidden")
            run.then(None, None, None, js="() => window.tongDai.showAnswer()").then(**keep)
            running.append(run)
        stop.click(events.stopped, chat, [chat, send, stop], cancels=running, queue=False)
        edit.click(events.undone, [chat, talk], [question, chat, talk], show_progress="hidden")
        for emptied in (clear.click, chat.clear):
            emptied(events.restarted, None, [chat, talk, samples], cancels=running)
        reopen.click(None, None, [talk, chat], js="() => window.tongDai.reopen()")
        for chosen in (province, kind, document):
            chosen.input(events.narrowed, narrow, [document, count], show_progress="hidden")
        page.load(
            events.opened, None, [question, *narrow, count, samples], show_progress="hidden"
        ).then(
            None,
            question,
            None,
            js="(asked) => { window.tongDai.startAids(); window.tongDai.list();"
            " window.tongDai.askOnce(asked); }",
        )
        # a talk that was left is the reader's to take up from the list, not to be in the way
        page.load(lambda: Talk().as_json(), None, talk, show_progress="hidden")
    page.queue(default_concurrency_limit=behind.at_once)
    return cast(gr.Blocks, page)
