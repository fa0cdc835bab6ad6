"""The chat page, built with Gradio; it asks the same pipeline as the HTTP endpoint."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import gradio as gr

from bot.answer import Answer
from bot.doors.api.prefix import links_under_root
from bot.doors.api.problems import told
from bot.doors.page.cards import answer_html
from bot.doors.page.copy import COPY_SCRIPT, copy_button
from bot.doors.page.typed import typed_html
from bot.question import MAX_QUESTION, Ask, Filters, Turn
from bot.render.plain import plain_text

TITLE = "Tổng đài ảo"
CSS = Path(__file__).parent / "assets" / "chat.css"
ALL = "Tất cả"
# while the documents are not loaded yet
EXAMPLES = (
    "Những văn bản nào được ban hành gần đây nhất?",
    "Sở Tài chính có những nhiệm vụ gì?",
    "Văn phòng UBND tỉnh chủ trì những việc gì?",
)
_EMPTY = "Anh/chị vui lòng nhập câu hỏi."
_TOO_LONG = f"Câu hỏi dài quá {MAX_QUESTION} ký tự; anh/chị vui lòng rút gọn."

# a long answer is read from its beginning, not from its end
_SHOW_ANSWER = """() => setTimeout(() => {
  const answers = document.querySelectorAll("#hoi-thoai .bot.message, #hoi-thoai .message.bot");
  const last = answers[answers.length - 1];
  let box = last && last.parentElement;
  while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
  if (box && box.closest("#hoi-thoai")) {
    const top = last.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTo({top: box.scrollTop + top - 56, behavior: "smooth"});
  }
}, 150)"""

Answerer = Callable[[Ask], Answer]
Shown = tuple[Answer, str]
InTurn = Callable[[Callable[[], Shown]], Awaitable[Shown]]
Message = dict[str, Any]
Talk = tuple[tuple[Turn, ...], str]  # what was said, and the state after it
_KEPT_TURNS = 100


def theme() -> gr.themes.Base:
    """Fonts of the reader's own system: nothing is fetched from elsewhere."""
    return gr.themes.Base(
        primary_hue="red",
        neutral_hue="slate",
        font=["system-ui", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )


def build_chat(
    answer: Answerer,
    provinces: Callable[[], list[str]],
    in_turn: InTurn,
    *,
    examples: Callable[[], list[str]] = list,
    at_once: int = 1,
    root: str = "",
) -> gr.Blocks:
    """The page; ``in_turn`` does the work of ``answer`` in a thread when its turn comes.

    ``examples`` are questions to begin with, on the loaded documents; ``at_once`` questions of the
    page are on their way at a time; ``root`` is the path under which the server stands.
    """

    def first() -> Any:
        return gr.Dataset(samples=[[e] for e in examples() or EXAMPLES])

    def show(ask: Ask) -> Shown:
        result = answer(ask)
        html = answer_html(result) + copy_button(plain_text(result))
        return result, links_under_root(html, root)

    async def respond(question: str, messages: list[Message], talk: Talk, province: str) -> Any:
        question = (question or "").strip()
        if not question or len(question) > MAX_QUESTION:
            gr.Warning(_TOO_LONG if question else _EMPTY)
            return question, messages, talk, gr.skip()
        shown = [*messages, {"role": "user", "content": typed_html(question)}]
        filters = Filters(province=None if province == ALL else province)
        try:
            turns, state = talk
            ask = Ask(question, turns, filters, state=state)
            result, html = await in_turn(lambda: show(ask))
        except Exception as error:
            shown.append({"role": "assistant", "content": told(error, "the page").detail})
            return "", shown, talk, gr.skip()
        shown.append({"role": "assistant", "content": html})
        turns = (*turns, Turn("user", question), Turn("assistant", result.answer))[-_KEPT_TURNS:]
        next_ones = result.choices or result.suggestions
        offered = gr.Dataset(samples=[[one] for one in next_ones])
        return "", shown, (turns, result.state), offered if next_ones else first()

    def restart() -> tuple[list[Message], Talk, Any]:
        return [], ((), ""), first()

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_height=True) as page:
        turns = gr.State(((), ""))
        gr.HTML(
            f'<header class="dau-trang"><h1>{TITLE}</h1><p>Hỏi đáp văn bản chỉ đạo, trích dẫn '
            f'nguyên văn điều khoản. <a href="{root}/documents">Xem các văn bản</a></p></header>',
            padding=False,
        )
        chat = gr.Chatbot(
            label="Hội thoại",
            show_label=False,
            elem_id="hoi-thoai",
            height="54vh",
            min_height=260,
            placeholder="Anh/chị cần hỏi gì về các văn bản chỉ đạo?",
            buttons=[],
            latex_delimiters=[],  # a sum in dollars is no formula
            autoscroll=False,
            feedback_options=None,
            layout="bubble",
        )
        with gr.Row(elem_id="o-hoi", equal_height=True):
            question = gr.Textbox(
                show_label=False,
                label="Câu hỏi",
                placeholder="Nhập câu hỏi, ví dụ: Sở Nội vụ được giao nhiệm vụ gì?",
                lines=1,
                max_lines=4,
                scale=8,
                min_width=160,
                autofocus=True,
                container=False,
            )
            send = gr.Button("Hỏi", variant="primary", scale=1, min_width=72)
        samples = gr.Dataset(
            components=[gr.Textbox(visible=False)],
            samples=[[e] for e in EXAMPLES],
            label="Câu hỏi gợi ý",
            elem_id="goi-y",
        )
        with gr.Row(elem_id="tuy-chon"):
            province = gr.Dropdown([ALL], value=ALL, label="Tỉnh", scale=1, min_width=160)
            clear = gr.Button("Cuộc hội thoại mới", scale=1, min_width=160, variant="secondary")
        outputs = [question, chat, turns, samples]
        inputs = [question, chat, turns, province]
        picked = samples.click(lambda sample: sample[0], samples, question)
        for asked in (question.submit, send.click, picked.then):
            asked(respond, inputs, outputs, show_progress="minimal").then(
                None, None, None, js=_SHOW_ANSWER
            )
        for emptied in (clear.click, chat.clear):
            emptied(restart, None, [chat, turns, samples])
        page.load(None, None, None, js=COPY_SCRIPT)
        page.load(lambda: gr.Dropdown([ALL, *provinces()], value=ALL), None, province)
        page.load(first, None, samples)
    page.queue(default_concurrency_limit=at_once)
    return cast(gr.Blocks, page)
