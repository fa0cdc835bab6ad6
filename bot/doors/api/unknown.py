"""Names that no route knows, in a body or an address: named, with the one that was meant."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, get_args

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel

from corpus.language.normalize import fold

UNKNOWN = "extra_forbidden"  # pydantic's own name


async def known_query(request: Request) -> None:
    """Refuse query parameters that the route under ``/api/`` does not take."""
    route = request.scope.get("route")
    if route is None or not route.path.startswith("/api/") or not route.include_in_schema:
        return
    known = set(_query_names(route.dependant))
    extra = [name for name in dict.fromkeys(request.query_params) if name not in known]
    if extra:
        raise RequestValidationError(
            [
                {"type": UNKNOWN, "loc": ("query", name), "msg": "", "input": None, "known": known}
                for name in extra
            ]
        )


def unknown_name(request: Request, error: dict[str, Any]) -> str:
    """The message for an unknown name: "Không có trường “histroy”, có phải “history”?"."""
    *above, name = error["loc"]
    if above[:1] == ["query"]:
        kind, known = "tham số", error["known"]
    else:
        kind, known = "trường", _body_names(request, above)
    meant = nearest(str(name), known)
    return f"Không có {kind} “{name}”" + (f", có phải “{meant}”?" if meant else ".")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` looks most like, letter case and diacritics aside."""
    names = {fold(k): k for k in sorted(known)}
    found = difflib.get_close_matches(fold(name[:200]), list(names), 1)
    return names[found[0]] if found else None


def _query_names(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        yield field.alias
    for other in dependant.dependencies:
        yield from _query_names(other)


def _body_names(request: Request, location: Sequence[int | str]) -> list[str]:
    """The fields of the body's object at ``location``."""
    route = request.scope.get("route")
    params = route.dependant.body_params if route is not None else []
    found = [param.field_info.annotation for param in params]
    for step in location[1:]:  # after "body"
        if isinstance(step, int):
            continue  # in a list: its items' model is found below
        models = [model for annotation in found for model in _models(annotation)]
        found = [m.model_fields[step].annotation for m in models if step in m.model_fields]
    return [
        name for annotation in found for model in _models(annotation) for name in model.model_fields
    ]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation is made of ("list[TurnIn]", "FiltersIn | None")."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
