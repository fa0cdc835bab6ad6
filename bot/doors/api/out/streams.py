"""Streams of events: what each event carries. FastAPI and OpenAPI 3.2 call it ``itemSchema``."""

from typing import Any

from pydantic import BaseModel

from bot.doors.api.out.answer import AnswerOut, CitationOut, DeltaOut, StatementOut, StatusOut
from bot.doors.api.out.rest import ProblemOut

REF = "#/components/schemas/{model}"
# what an event of an answer's stream carries, by its name
EVENTS: dict[str, type[BaseModel]] = {
    "status": StatusOut,
    "citation": CitationOut,
    "statement": StatementOut,
    "delta": DeltaOut,
    "done": AnswerOut,
    "error": ProblemOut,
}
_EXAMPLE = """event: status
data: {"status": "searching"}

event: delta
data: {"text": "Sở Nội vụ [1]"}

"""


def reference(model: type[BaseModel]) -> dict[str, str]:
    """The model's place in the description."""
    return {"$ref": REF.format(model=model.__name__)}


def json_text(schema: dict[str, Any]) -> dict[str, Any]:
    """JSON inside a text, as an event's data are."""
    return {"type": "string", "contentMediaType": "application/json", "contentSchema": schema}


def _event(name: str, model: type[BaseModel]) -> dict[str, Any]:
    return {
        "title": name,
        "type": "object",
        "required": ["event", "data"],
        "properties": {"event": {"const": name}, "data": json_text(reference(model))},
    }


# the media type's part of a response
ANSWER_STREAM: dict[str, Any] = {
    "itemSchema": {"oneOf": [_event(name, model) for name, model in EVENTS.items()]},
    "example": _EXAMPLE,
}
