"""``/quan-tri/tu-ngu``: the officials' own words, added, taken back, used again."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.doors.access.principal import needs
from bot.doors.admin.pages import page
from bot.doors.api.problems import Problem
from bot.doors.api.service import ServiceDep
from bot.doors.questions.wanted import InquiryDep, Reader, Worker, apply_words
from bot.inquiry.inquiry import Inquiry
from bot.inquiry.trends import HERE
from bot.people.principal import Principal
from bot.people.roles import QUESTIONS, QUESTIONS_WORK
from bot.records.words import KINDS, MOST_MEANS, MOST_SAID, WordsError

words_page = APIRouter(include_in_schema=False, dependencies=[needs(QUESTIONS)])
PAGE = "/quan-tri/tu-ngu"
_ACTS = {"thu-hoi": False, "dung-lai": True}
Text = Annotated[str, Form(max_length=1000)]


@words_page.get(PAGE)
def listed(request: Request, inquiry: InquiryDep, who: Reader) -> Response:
    """All of them."""
    return _page(request, inquiry, who)


@words_page.post(PAGE)
def add(  # noqa: PLR0913
    request: Request,
    inquiry: InquiryDep,
    service: ServiceDep,
    who: Worker,
    loai: Text,
    tu: Text = "",
    nghia: Text = "",
    ghi_chu: Text = "",
) -> Response:
    """One more, which holds for the next question."""
    try:
        kept = inquiry.words.add(who.actor, loai, tu, nghia, ghi_chu)
    except WordsError as error:
        typed = {"loai": loai, "tu": tu, "nghia": nghia, "ghi_chu": ghi_chu}
        return _page(request, inquiry, who, 422, typed, failure=str(error))
    apply_words(service)
    done = f"Từ câu hỏi sau, “{kept.said}” được hiểu là “{kept.means}”. Hãy hỏi thử một câu."
    return _page(request, inquiry, who, done=done)


@words_page.post(f"{PAGE}/{{word_id}}/{{act}}")
def change(
    request: Request,
    word_id: int,
    act: str,
    inquiry: InquiryDep,
    service: ServiceDep,
    who: Worker,
) -> Response:
    """Take a word back, or use it again."""
    if act not in _ACTS:
        raise Problem(404, "Không có việc này.")
    try:
        kept = inquiry.words.set_active(who.actor, word_id, _ACTS[act])
    except WordsError as error:
        return _page(request, inquiry, who, 422, failure=str(error))
    apply_words(service)
    told = "được dùng lại" if kept.active else "không còn được dùng"
    return _page(request, inquiry, who, done=f"Từ câu hỏi sau, “{kept.said}” {told}.")


def _page(
    request: Request,
    inquiry: Inquiry,
    who: Principal,
    status: int = 200,
    typed: dict[str, str] | None = None,
    **told: str,
) -> Response:
    rows = inquiry.words.all()
    return page(
        request,
        "tu-ngu.html",
        status,
        used=[one for one in rows if one.active],
        gone=[one for one in rows if not one.active],
        kinds=[(kind.value, label) for kind, label in KINDS.items()],
        kind_names={kind.value: label for kind, label in KINDS.items()},
        most=(MOST_SAID, MOST_MEANS),
        typed=typed or {"loai": "abbreviation", "tu": "", "nghia": "", "ghi_chu": ""},
        may_work=who.may(QUESTIONS_WORK),
        day=lambda moment: moment.astimezone(HERE).strftime("%d/%m/%Y %H:%M"),
        **told,
    )
