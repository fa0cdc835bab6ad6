"""One file that was brought in, and what was decided about it."""

from dataclasses import dataclass, field
from enum import StrEnum

FOLDER = "folder"  # the origin of a document of TONGDAI_CORPUS
MENDABLE = ("number", "date", "issuer", "province", "kind", "title", "signer")


class State(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


STATES = {
    State.DRAFT: "nháp",
    State.PUBLISHED: "đang dùng",
    State.REPLACED: "đã thay thế",
    State.WITHDRAWN: "đã thu hồi",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """``file`` is the name that it came under, ``digest`` the SHA-256 of its bytes ("" for one of
    ``TONGDAI_CORPUS``, whose file lies there). ``internal``: for officials only. ``mended``:
    metadata that a person put in place of what was read. ``replaces``: the id of the document
    that this is a version of, where a person said so."""

    id: str
    file: str
    digest: str
    state: State
    document_id: str
    origin: str
    internal: bool = False
    mended: dict[str, str] = field(default_factory=dict)
    replaces: str = ""
    made: str = ""
    changed: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to an entry."""

    number: int
    at: str
    entry: str
    what: str
    by: str


class ShelfError(Exception):
    """What is wanted cannot be done; the message says why and what to do."""


class UnknownEntryError(ShelfError):
    """There is no such entry."""
