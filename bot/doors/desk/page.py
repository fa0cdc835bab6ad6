"""The administrator's page about documents: a frame for everyone, its contents for who has a key.

The contents are rendered here, escaped, and put into the frame by a small script of ours; the
page's policy lets nothing else run.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from bot.desk.preview import Effect
from bot.doors.access.principal import csrf_of, principal_of
from bot.doors.api.prefix import root_of
from bot.doors.page.visible import visible
from bot.people.roles import DOCUMENTS
from corpus.shelf.entry import STATES

PATH = "/quan-tri/van-ban"
desk_page = APIRouter(include_in_schema=False)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FIELDS = (
    ("number", "Số, ký hiệu"),
    ("date", "Ngày ban hành"),
    ("issuer", "Cơ quan ban hành"),
    ("province", "Tỉnh"),
    ("kind", "Loại văn bản"),
    ("title", "Trích yếu"),
    ("signer", "Người ký"),
)
_DONE = {
    "add": "đưa tệp vào",
    "read": "đọc tệp",
    "mend": "sửa thông tin",
    "publish": "công bố",
    "withdraw": "thu hồi",
    "restore": "dùng lại",
}
_STATUS = {
    "answered": "trả lời được",
    "partial": "trả lời một phần",
    "no_evidence": "văn bản không nêu",
    "out_of_scope": "ngoài phạm vi",
    "clarify": "hỏi lại",
    "blocked": "từ chối",
}


@cache
def _environment() -> Environment:
    here = Path(__file__).parent / "templates"
    beside = Path(__file__).parent.parent / "page" / "templates"
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(here), FileSystemLoader(beside)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
    )
    environment.filters["day"] = lambda day: "/".join(reversed((day or "").split("-")))
    environment.filters["done"] = _done
    environment.filters["status"] = lambda name: _STATUS.get(name, name)
    return environment


@desk_page.get(PATH, response_class=HTMLResponse)
async def page(request: Request) -> HTMLResponse:
    """The frame: it holds nothing that is not for everyone."""
    may = principal_of(request).may(DOCUMENTS)
    html = (
        _environment()
        .get_template("quan-tri.html")
        .render(root=root_of(request.scope), csrf=csrf_of(request) if may else "")
    )
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(html, headers=headers)


def render_list(rows: Sequence[dict[str, Any]]) -> str:
    """All documents, those that wait for a decision first."""
    order = {state.value: place for place, state in enumerate(STATES)}
    listed = sorted(rows, key=lambda row: order[row["state"]])
    return _environment().get_template("danh-sach.html").render(rows=listed)


def render_preview(found: dict[str, Any]) -> str:
    """One document with all that is to be looked at before it is published."""
    return _environment().get_template("xem-truoc.html").render(found=found, fields=_FIELDS)


def render_effects(found: Sequence[Effect]) -> str:
    """The questions that would be answered otherwise."""
    changed = [effect for effect in found if effect.changed]
    template = _environment().get_template("cau-hoi.html")
    return template.render(tried=len(found), changed=changed)


def _done(what: str) -> str:
    return "được bản khác thay thế" if what.startswith("replaced by") else _DONE.get(what, what)
