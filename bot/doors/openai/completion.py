"""An answer as a chat completion: whole, or as chunks.

Citations travel as data on the message (on the last chunk's delta), beside status, suggestions,
choices and state; for programs that show text alone they also stand below it, where wanted.
"""

import json
import secrets
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.answer import Answer, Citation, Started, Statement
from bot.doors.api.prefix import under_root
from bot.render.markdown import NEAREST, MarkdownWriter

MODEL = "tong-dai-ao"
SOURCES = "Nguồn"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How one completion is to look; ``site`` is this server's address for links, ``root`` the
    path under which it stands, ``asked`` how many words the request has."""

    sources: bool
    site: str
    root: str
    asked: int
    usage: bool = False
    created: int = field(default_factory=lambda: int(time.time()))
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")


def completion(answer: Answer, wanted: Wanted) -> dict[str, Any]:
    """The whole answer."""
    text = answer.answer
    if wanted.sources:
        text += sources_text(answer.citations, wanted.site, answers=answer.answers)
    return _completion(text, _beside(answer, wanted.root), wanted)


def task_completion(text: str, wanted: Wanted) -> dict[str, Any]:
    """The reply to a task that is no question."""
    return _completion(text, _NOTHING_BESIDE, wanted)


def _completion(text: str, beside: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    message = {"role": "assistant", "content": text, "refusal": None, **beside}
    return {
        "id": wanted.id,
        "object": "chat.completion",
        "created": wanted.created,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": _usage(wanted.asked, text),
    }


def chunks(
    pieces: Iterator[Started | Statement | Answer], wanted: Wanted
) -> Generator[str, None, None]:
    """The answer as server-sent chunks, statement by statement."""
    writer = MarkdownWriter(())
    text = ""
    for piece in pieces:
        if isinstance(piece, Started):
            writer = MarkdownWriter(piece.citations)
        elif isinstance(piece, Statement):
            part = writer.add(piece)
            text += part
            yield _chunk({"content": part}, wanted)
        else:
            if wanted.sources and piece.citations:
                part = sources_text(piece.citations, wanted.site, answers=piece.answers)
                text += part
                yield _chunk({"content": part}, wanted)
            yield from _last(_beside(piece, wanted.root), text, wanted)


def task_chunks(text: str, wanted: Wanted) -> Generator[str, None, None]:
    """The reply to a task that is no question."""
    yield _chunk({"content": text}, wanted)
    yield from _last(_NOTHING_BESIDE, text, wanted)


def first_chunk(wanted: Wanted) -> str:
    """Sent at once, before there is an answer."""
    return _chunk({"role": "assistant", "content": ""}, wanted)


def event(data: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def _last(beside: dict[str, Any], text: str, wanted: Wanted) -> Iterator[str]:
    yield _chunk(beside, wanted, "stop")
    if wanted.usage:
        yield event({**_envelope(wanted), "choices": [], "usage": _usage(wanted.asked, text)})
    yield "data: [DONE]\n\n"


def _chunk(delta: dict[str, Any], wanted: Wanted, finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return event({**_envelope(wanted), "choices": [choice]})


def _envelope(wanted: Wanted) -> dict[str, Any]:
    return {
        "id": wanted.id,
        "object": "chat.completion.chunk",
        "created": wanted.created,
        "model": MODEL,
        **({"usage": None} if wanted.usage else {}),
    }


_NOTHING_BESIDE: dict[str, Any] = {
    "citations": [],
    "status": "out_of_scope",
    "suggestions": [],
    "choices": [],
    "state": "",
}


def _beside(answer: Answer, root: str) -> dict[str, Any]:
    whole = answer.as_json()
    return {name: under_root(whole[name], root) for name in (*_NOTHING_BESIDE, "answer_id")}


def sources_text(citations: Sequence[Citation], site: str, *, answers: bool) -> str:
    """The citations as a list below the answer; "" where there are none."""
    if not citations:
        return ""
    lines = [f"- [{c.marker}] [{_capital(c.clause.label)}]({site}{c.url})" for c in citations]
    return "\n\n".join(["", f"{SOURCES if answers else NEAREST}:", "\n".join(lines)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _usage(asked: int, text: str) -> dict[str, int]:
    """Counts of words: without a model there are no tokens."""
    said = len(text.split())
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}
