"""The row of buttons under an answer; ``assets/chat.js`` serves them.

Values stand in ``value``: the chat keeps no data attributes.
"""

from collections.abc import Iterable
from datetime import date
from html import escape
from urllib.parse import quote, urlencode

from bot.answer import Answer
from bot.question import Filters
from bot.render.plain import plain_text


def copy_button(text: str) -> str:
    """A button that copies ``text``."""
    return _button("chep", _attribute(text), "Sao chép")


def tools_html(answer: Answer, question: str, filters: Filters, root: str = "") -> str:
    """Copy, ask again, edit, link, files and thumbs of an answer to ``question``."""
    asked = _attribute(question)
    parts = [copy_button(plain_text(answer))]
    parts.append(_button("hoi-lai", asked, "Hỏi lại"))
    parts.append(_button("sua", asked, "Sửa câu hỏi"))
    parts.append(_button("lien-ket", _attribute(address_of(question, filters)), "Chép liên kết"))
    if answer.answers:
        parts += _files(answer, root)
    parts += _thumbs(answer)
    return f'<div class="cong-cu">{"".join(parts)}</div>{_newest(answer)}'


def offered_html(questions: Iterable[str]) -> str:
    """Questions that can be asked with one press, whole."""
    rows = "".join(_button("hoi-nhanh", _attribute(q), escape(q)) for q in questions)
    return (
        f'<p class="ten-goi-y" id="ten-goi-y">Câu hỏi gợi ý</p>'
        f'<div class="cac-goi-y" role="group" aria-labelledby="ten-goi-y">{rows}</div>'
    )


def address_of(question: str, filters: Filters) -> str:
    """The query of the page's address that asks ``question`` again."""
    named = {"hoi": question, "tinh": filters.province, "ngay": filters.as_of}
    return urlencode({name: value for name, value in named.items() if value}, quote_via=quote)


def _files(answer: Answer, root: str) -> Iterable[str]:
    for suffix, name in (("docx", "Tải DOCX"), ("pdf", "Tải PDF")):
        address = escape(f"{root}/api/v1/answers/{answer.answer_id}.{suffix}")
        yield f'<a class="tai-ve" href="{address}" download>{name}</a>'


def _thumbs(answer: Answer) -> Iterable[str]:
    for rating, name in (("up", "Hữu ích"), ("down", "Chưa đúng")):
        value = _attribute(f"{rating} {answer.answer_id}")
        yield f'<button type="button" class="danh-gia" value="{value}" aria-pressed="false">' \
              f"{name}</button>"  # fmt: skip


def _newest(answer: Answer) -> str:
    """The date of the newest directive: what came later is not known here."""
    if not answer.newest:
        return ""
    day = date.fromisoformat(answer.newest).strftime("%d/%m/%Y")
    return f'<p class="moi-nhat">Văn bản mới nhất đang tra cứu: ngày {day}.</p>'


def _button(name: str, value: str, text: str) -> str:
    return f'<button type="button" class="{name}" value="{value}">{text}</button>'


def _attribute(text: str) -> str:
    """Escaped; a line break would end the HTML for Markdown."""
    return escape(text).replace("\n", "&#10;")
