"""``/api/v1/admin/questions``: what the pages show and do, for programs."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from bot.doors.access.principal import needs
from bot.doors.api.problems import Problem
from bot.doors.api.service import ServiceDep
from bot.doors.questions.as_json import example_json, group_json, trends_json, tried_json, word_json
from bot.doors.questions.schemas import ExampleIn, StateIn, WordIn
from bot.doors.questions.wanted import (
    GONE,
    WEEKS,
    InquiryDep,
    Key,
    Name,
    PublicDep,
    WantedDep,
    Weeks,
    Worker,
    apply_words,
    told,
)
from bot.inquiry.inquiry import Inquiry, Wanted
from bot.inquiry.queue import MOST, Group
from bot.people.roles import QUESTIONS
from bot.records.cases import CaseState

PREFIX = "/api/v1/admin/questions"
# docs/cau-hoi.md says what goes in and out
question_routes = APIRouter(prefix=PREFIX, include_in_schema=False, dependencies=[needs(QUESTIONS)])
SET_NAME = "cau-hoi-danh-gia.jsonl"


@question_routes.get("")
def listed(
    wanted: WantedDep,
    inquiry: InquiryDep,
    assistant: PublicDep,
    service: ServiceDep,
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> dict[str, Any]:
    """Groups of questions, those with most left to do first."""
    found = inquiry.queue(wanted, assistant)
    return {
        "records": "on" if service.recorder.on else "off",
        "total": len(found.groups),
        "questions": found.found,
        "compared": min(found.found, MOST) - found.waiting,
        "groups": [group_json(one) for one in found.groups[offset : offset + limit]],
    }


@question_routes.get("/trends")
def trends(
    inquiry: InquiryDep, weeks: Weeks = WEEKS, province: Name = "", matter: Name = ""
) -> dict[str, Any]:
    """How much is asked by week, province and matter, and how much of it in vain."""
    return trends_json(inquiry.trends(weeks, province, matter))


@question_routes.get("/words")
def words(inquiry: InquiryDep) -> dict[str, Any]:
    """The officials' own words, in use and taken back."""
    return {"words": [word_json(one) for one in inquiry.words.all()]}


@question_routes.post("/words", status_code=201)
def add_word(body: WordIn, inquiry: InquiryDep, service: ServiceDep, who: Worker) -> dict[str, Any]:
    """One more, which holds for the next question."""
    with told():
        kept = inquiry.words.add(who.actor, body.kind, body.said, body.means, body.note)
    apply_words(service)
    return word_json(kept)


@question_routes.post("/words/{word_id}/{does}")
def change_word(
    word_id: int,
    does: Literal["take-back", "use"],
    inquiry: InquiryDep,
    service: ServiceDep,
    who: Worker,
) -> dict[str, Any]:
    """Take a word back, or use it again."""
    with told():
        kept = inquiry.words.set_active(who.actor, word_id, does == "use")
    apply_words(service)
    return word_json(kept)


@question_routes.get("/examples")
def examples(inquiry: InquiryDep, assistant: PublicDep) -> dict[str, Any]:
    """The questions for evaluation; ``fault`` says why one is not exported."""
    stale = inquiry.stale(assistant.library)
    rows = [example_json(one, stale.get(one.key, "")) for one in inquiry.examples.all()]
    return {"examples": rows}


@question_routes.get("/examples.jsonl")
def exported(inquiry: InquiryDep, assistant: PublicDep) -> StreamingResponse:
    """The same as a question set."""
    return set_of(inquiry.exported(assistant.library))


def set_of(lines: Iterator[str]) -> StreamingResponse:
    """A question set as a file."""
    headers = {
        "Content-Disposition": f'attachment; filename="{SET_NAME}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(lines, media_type="application/jsonl", headers=headers)


@question_routes.delete("/examples/{key}")
def drop_example(key: Key, inquiry: InquiryDep, who: Worker) -> dict[str, str]:
    """Take a question out of the set."""
    if not inquiry.examples.drop(who.actor, key):
        raise Problem(404, "Không có câu hỏi này trong bộ câu hỏi đánh giá.", "key")
    return {"status": "dropped", "key": key}


@question_routes.get("/{key}")
def one(key: Key, wanted: WantedDep, inquiry: InquiryDep, assistant: PublicDep) -> dict[str, Any]:
    """The group that a question is in."""
    return group_json(_group(inquiry, key, wanted, assistant))


@question_routes.patch("/{key}")
def mark(
    key: Key,
    body: StateIn,
    wanted: WantedDep,
    inquiry: InquiryDep,
    assistant: PublicDep,
    who: Worker,
) -> dict[str, Any]:
    """All questions of the group are in this state, with this note."""
    group = _group(inquiry, key, wanted, assistant)
    with told():
        inquiry.mark(who.actor, group, CaseState(body.state), body.note)
    return group_json(_group(inquiry, key, wanted, assistant))


@question_routes.put("/{key}/example")
def choose(
    key: Key, body: ExampleIn, inquiry: InquiryDep, assistant: PublicDep, who: Worker
) -> dict[str, Any]:
    """Keep a question for evaluation."""
    with told():
        made = inquiry.choose(who.actor, key, body.as_example(), assistant.library)
    return example_json(made)


@question_routes.post("/{key}/try")
async def try_again(
    key: Key,
    wanted: WantedDep,
    inquiry: InquiryDep,
    assistant: PublicDep,
    service: ServiceDep,
    _who: Worker,
) -> dict[str, Any]:
    """What the first questions of the group get as an answer now."""
    group = await run_sync(_group, inquiry, key, wanted, assistant)
    texts = [question.text for question in group.questions]
    tried = await service.gate.run(partial(inquiry.try_again, texts, assistant))
    return {"tried": [tried_json(found) for found in tried]}


def _group(inquiry: Inquiry, key: str, wanted: Wanted, assistant: PublicDep) -> Group:
    group = inquiry.group(key, wanted, assistant)
    if group is None:
        raise Problem(404, GONE, "key")
    return group
