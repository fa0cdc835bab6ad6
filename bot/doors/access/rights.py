"""What the one who asks may see, known to all that serves the request.

The guard sets it for each request; the chat page, whose events outlive their request, for each step
of an answer. Where nothing was set (a chat channel) one may see what everyone may.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.people.principal import Principal
from bot.people.roles import DOCUMENTS, INTERNAL

T = TypeVar("T")


@dataclass(slots=True)
class Rights:
    """``internal``: sees documents for officials only. ``held``: the edition that the request
    began with, which serves it to its end."""

    internal: bool = False
    held: Any = field(default=None, repr=False)
    ended: bool = False


_RIGHTS: ContextVar[Rights | None] = ContextVar("rights", default=None)


def current_rights() -> Rights:
    """Those of the request that is served; of nobody in particular outside of one."""
    rights = _RIGHTS.get()
    # a task that a request left behind has none of its rights
    return rights if rights is not None and not rights.ended else Rights()


@contextmanager
def with_rights(rights: Rights) -> Iterator[Rights]:
    """Serve a request with these rights; what it holds is let go at its end."""
    token = _RIGHTS.set(rights)
    try:
        yield rights
    finally:
        rights.held, rights.ended = None, True
        _RIGHTS.reset(token)


def rights_of(who: Principal) -> Rights:
    """What that person or program may see."""
    return Rights(internal=who.may(INTERNAL) or who.may(DOCUMENTS))


@contextmanager
def acting_with(rights: Rights) -> Iterator[None]:
    """Do a piece of work with these rights, which go on after it."""
    token = _RIGHTS.set(rights)
    try:
        yield
    finally:
        _RIGHTS.reset(token)


def each_with(rights: Rights, pieces: Iterable[T]) -> Generator[T, None, None]:
    """The pieces, each made with these rights, in whatever thread it is asked for; what the rights
    hold is let go with the last."""
    step = iter(pieces)
    end: Any = object()
    try:
        while True:
            with acting_with(rights):
                piece = next(step, end)
            if piece is end:
                return
            yield piece
    finally:
        with acting_with(rights):
            getattr(step, "close", lambda: None)()
        rights.held, rights.ended = None, True
