"""What the one who asks may see, known to all that serves the request.

The guard sets it for each request; where nothing was set (a message on the page, a chat channel)
one may see what everyone may.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


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
