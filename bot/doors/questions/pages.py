"""``/quan-tri/cau-hoi``: the queue, a group to work through, trends, questions for evaluation."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response, StreamingResponse

from bot.assemble import Assistant
from bot.doors.access.principal import needs, principal_of
from bot.doors.admin.pages import page
from bot.doors.api.problems import Problem
from bot.doors.api.service import ServiceDep
from bot.doors.questions.routes import set_of
from bot.doors.questions.wanted import (
    GONE,
    WEEKS,
    InquiryDep,
    Key,
    Name,
    PublicDep,
    Reader,
    WantedDep,
    Weeks,
    Worker,
)
from bot.inquiry.inquiry import KINDS, Inquiry, InquiryError, Tried, Wanted
from bot.inquiry.matter import matters
from bot.inquiry.queue import FILTERS, MOST, REASONS, Group
from bot.inquiry.trends import HERE, Count
from bot.people.principal import Principal
from bot.people.roles import QUESTIONS, QUESTIONS_WORK
from bot.records.cases import STATES, CaseState
from bot.records.examples import Example
from bot.records.words import KINDS as WORD_KINDS

question_pages = APIRouter(include_in_schema=False, dependencies=[needs(QUESTIONS)])
PAGE = "/quan-tri/cau-hoi"
_SHOWN = 25  # groups of one page
Text = Annotated[str, Form(max_length=4000)]
STATUSES = {
    "answered": "trả lời được",
    "partial": "trả lời một phần",
    "no_evidence": "văn bản không nêu",
    "out_of_scope": "ngoài phạm vi",
    "clarify": "hỏi lại cho rõ",
    "blocked": "bị chặn",
}


@dataclass(frozen=True, slots=True)
class Room:
    """A request for the page of a group, and what it is made from."""

    request: Request
    wanted: WantedDep
    inquiry: InquiryDep
    assistant: PublicDep

    @property
    def who(self) -> Principal:
        """Whose request it is."""
        return principal_of(self.request)


RoomDep = Annotated[Room, Depends()]


@question_pages.get(PAGE)
def queue(
    request: Request,
    wanted: WantedDep,
    inquiry: InquiryDep,
    assistant: PublicDep,
    service: ServiceDep,
    _who: Reader,
    trang: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """The groups, those with most left to do first."""
    found = inquiry.queue(wanted, assistant)
    pages = max(1, -(-len(found.groups) // _SHOWN))
    here = min(trang, pages)
    first = (here - 1) * _SHOWN
    return page(
        request,
        "hoi.html",
        found=found,
        groups=found.groups[first : first + _SHOWN],
        first=first + 1,
        most=MOST,
        here_page=here,
        pages=pages,
        recording=service.recorder.on,
        kept_days=service.settings.records_days,
        filters=[(name, label) for name, (label, _) in FILTERS.items()],
        states=_states(),
        **_common(wanted),
    )


@question_pages.get(f"{PAGE}/nhom/{{key}}", dependencies=[needs(QUESTIONS)])
def group(
    key: Key,
    room: RoomDep,
) -> Response:
    """One group with all its questions and what can be done about it."""
    return _group_page(room, key)


@question_pages.post(f"{PAGE}/nhom/{{key}}/xu-ly", dependencies=[needs(QUESTIONS_WORK)])
def mark(
    key: Key,
    room: RoomDep,
    tinh_trang: Annotated[CaseState, Form()],
    ghi_chu: Text = "",
) -> Response:
    """The group is in this state."""
    found = _found(room, key)
    try:
        count = room.inquiry.mark(room.who.actor, found, tinh_trang, ghi_chu)
    except InquiryError as error:
        told = {"failure": str(error), "note": ghi_chu, "chosen": tinh_trang.value}
        return _group_page(room, key, 422, **told)
    done = f"Đã ghi “{STATES[tinh_trang]}” cho {count} câu hỏi của nhóm."
    return _group_page(room, key, done=done)


@question_pages.post(f"{PAGE}/nhom/{{key}}/thu", dependencies=[needs(QUESTIONS_WORK)])
async def try_again(
    key: Key,
    room: RoomDep,
    service: ServiceDep,
) -> Response:
    """What the first questions get as an answer now."""
    found = await run_sync(_found, room, key)
    texts = [one.text for one in found.questions]
    tried: list[Tried] = await service.gate.run(
        partial(room.inquiry.try_again, texts, room.assistant)
    )
    show = partial(
        _group_page, room, key, tried=tried,
        done=f"Đã hỏi lại {len(tried)} câu; kết quả ở dưới. Các câu hỏi thử không được lưu.",
    )  # fmt: skip
    return await run_sync(show)


@question_pages.post(f"{PAGE}/nhom/{{key}}/danh-gia", dependencies=[needs(QUESTIONS_WORK)])
def choose(  # noqa: PLR0913
    key: Key,
    room: RoomDep,
    cau_hoi: Text,
    loai: Text = "",
    tra_loi_duoc: Text = "co",
    van_ban: Text = "",
    loi_trich: Text = "",
    mau: Text = "",
) -> Response:
    """Keep the question for evaluation."""
    answerable = tra_loi_duoc == "co"
    gold = ((van_ban, loi_trich.strip()),) if answerable else ()
    example = Example(key, loai, cau_hoi, answerable, gold, mau)
    try:
        room.inquiry.choose(room.who.actor, key, example, room.assistant.library)
    except InquiryError as error:
        told = {"failure": str(error), "example": example}
        return _group_page(room, key, 422, **told)
    done = "Đã đưa vào bộ câu hỏi đánh giá."
    return _group_page(room, key, done=done)


@question_pages.get(f"{PAGE}/xu-huong")
def trends(
    request: Request,
    inquiry: InquiryDep,
    service: ServiceDep,
    _who: Reader,
    weeks: Weeks = WEEKS,
    province: Name = "",
    matter: Name = "",
) -> Response:
    """How much is asked, and how much of it in vain."""
    found = inquiry.trends(weeks, province, matter)
    everywhere = inquiry.trends(weeks) if province or matter else found
    return page(
        request,
        "hoi-xu-huong.html",
        found=found,
        weeks=weeks,
        province=province,
        matter=matter,
        provinces=sorted(one.name for one in everywhere.provinces),
        matters=[name for name in matters() if any(c.name == name for c in everywhere.matters)],
        tables=[
            ("Theo tuần", "Tuần bắt đầu từ", [_dated(one) for one in found.weeks]),
            ("Theo tỉnh", "Tỉnh, thành phố", list(found.provinces)),
            ("Theo lĩnh vực", "Lĩnh vực", list(found.matters)),
        ],
        recording=service.recorder.on,
    )


@question_pages.get(f"{PAGE}/bo-danh-gia")
def examples(request: Request, inquiry: InquiryDep, assistant: PublicDep, who: Reader) -> Response:
    """The questions for evaluation."""
    return _examples_page(request, inquiry, assistant, who)


@question_pages.post(f"{PAGE}/bo-danh-gia/{{key}}/bo")
def drop(
    request: Request, key: Key, inquiry: InquiryDep, assistant: PublicDep, who: Worker
) -> Response:
    """Take a question out of the set."""
    if not inquiry.examples.drop(who.actor, key):
        raise Problem(404, "Không có câu hỏi này trong bộ câu hỏi đánh giá.")
    return _examples_page(request, inquiry, assistant, who, done="Đã bỏ khỏi bộ câu hỏi.")


@question_pages.get(f"{PAGE}/bo-danh-gia.jsonl")
def exported(inquiry: InquiryDep, assistant: PublicDep, _who: Reader) -> StreamingResponse:
    """The same as a question set."""
    return set_of(inquiry.exported(assistant.library))


def _examples_page(
    request: Request, inquiry: Inquiry, assistant: Assistant, who: Principal, done: str = ""
) -> Response:
    stale = inquiry.stale(assistant.library)
    rows = [(one, stale.get(one.key, "")) for one in inquiry.examples.all()]
    named = {d.id: d.name for d in assistant.library}
    may = who.may(QUESTIONS_WORK)
    return page(
        request, "hoi-danh-gia.html", rows=rows, named=named, kinds=KINDS, may_work=may, done=done
    )


def _group_page(room: Room, key: str, status: int = 200, **told: Any) -> Response:
    found = _found(room, key)
    own = next((one for one in room.inquiry.examples.all() if one.key == key), None)
    noted = next((one.case for one in found.questions if one.case and one.case.note), None)
    told.setdefault("example", own or Example(key, "fact", found.text, answerable=True))
    told.setdefault("tried", [])
    told.setdefault("note", noted.note if noted else "")
    told.setdefault("chosen", found.state.value)
    library = room.assistant.library
    cited = [clause for q in found.questions for i in q.clauses if (clause := library.clause(i))]
    return page(
        room.request,
        "hoi-nhom.html",
        status,
        group=found,
        key=key,
        kept=own,
        may_work=room.who.may(QUESTIONS_WORK),
        cited=[(f"/documents/{c.document_id}#{c.id}", c.label) for c in dict.fromkeys(cited)][:5],
        documents=[(d.id, d.name) for d in library],
        kinds=KINDS,
        word_kinds=[(kind.value, label) for kind, label in WORD_KINDS.items()],
        statuses=STATUSES,
        states=_states(),
        **_common(room.wanted),
        **told,
    )


def _found(room: Room, key: str) -> Group:
    found = room.inquiry.group(key, room.wanted, room.assistant)
    if found is None:
        raise Problem(404, GONE)
    return found


def _states() -> list[tuple[str, str]]:
    return [(state.value, label) for state, label in STATES.items()]


def _common(wanted: Wanted) -> dict[str, Any]:
    asked = {
        "days": str(wanted.days),
        "reason": wanted.reason,
        "state": wanted.state or "all",
        "province": wanted.province,
        "matter": wanted.matter,
    }
    return {
        "wanted": wanted,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "reasons": REASONS,
        "state_names": STATES,
        "day": lambda moment: moment.astimezone(HERE).strftime("%d/%m/%Y"),
    }


def _dated(count: Count) -> Count:
    year, month, day = count.name.split("-")
    return Count(f"{day}/{month}/{year}", count.asked, count.unanswered)
