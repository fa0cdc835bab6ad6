"""By which door a question came in, under which number: told to the records and the log.

A context variable: what works off a request inherits it, threads of anyio among it.
"""

import hashlib
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Caller:
    """``session`` is a digest of what the caller names its talk, ``key`` its key's id."""

    door: str = "other"
    request_id: str = ""
    session: str = ""
    key: str = ""


_NO_ONE = Caller()
_CALLER: ContextVar[Caller] = ContextVar("tongdai_caller", default=_NO_ONE)


def caller() -> Caller:
    """Of the request that is being worked off."""
    return _CALLER.get()


def called_by(told: Caller) -> None:
    """From here on, in this context."""
    _CALLER.set(told)


def named(session: str) -> None:
    """The talk has this name: a telephone call, a conversation of a channel."""
    _CALLER.set(replace(_CALLER.get(), session=session_digest(session)))


def session_digest(session: str) -> str:
    """The name of a talk as it is kept: nobody reads a name in it, who has the name finds it."""
    return hashlib.sha256(f"tongdai:{session}".encode()).hexdigest()[:32] if session else ""
