"""Which entries are versions of one document, which one holds, and what follows from a change."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.copies import identity, words_of
from corpus.document import Document
from corpus.shelf.collect import Collection
from corpus.shelf.entry import FOLDER, Entry, ShelfError, State

Changes = list[tuple[Entry, str]]
_FOLDER_ID = "f-"


def all_entries(entries: Sequence[Entry], folder: Sequence[Document]) -> list[Entry]:
    """The shelf's entries, and one for each document of the folders that has none yet."""
    known = {entry.document_id for entry in entries if entry.origin == FOLDER}
    others = [
        Entry(f"{_FOLDER_ID}{d.id}", d.file, "", State.PUBLISHED, d.id, FOLDER)
        for d in folder
        if d.id not in known
    ]
    return [*others, *entries]


def document_id_for(document: Document, entry: Entry, collection: Collection) -> str:
    """The id under which the document is to be published: that of the document of which it is a
    version (told by a person, or by number, date and issuer), else one of its own."""
    if entry.replaces:
        return entry.replaces
    key = identity(document)
    for other in collection.used:
        if key and identity(other) == key:
            return other.id
    used = (other.id for other in collection.used)
    taken = {*used, *(other.id for other in collection.folder)}
    count, free = 1, document.id
    while free in taken:
        count += 1
        free = f"{document.id}-{count}"
    return free


def copy_of(document: Document, collection: Collection) -> Document | None:
    """The document in use that has the same words."""
    words = words_of(document)
    return next((d for d in collection.used if words_of(d) == words), None)


def published(entry: Entry, entries: Sequence[Entry]) -> Changes:
    """What is to be written so that ``entry`` holds: the one that held before is replaced."""
    others = [
        (replace(other, state=State.REPLACED), f"replaced by {entry.id}")
        for other in entries
        if other.id != entry.id
        and other.document_id == entry.document_id
        and other.state is State.PUBLISHED
    ]
    what = "publish" if entry.state is State.DRAFT else "restore"
    return [*others, (replace(entry, state=State.PUBLISHED), what)]


def withdrawn(entry: Entry) -> Changes:
    """What is to be written so that ``entry`` is used no more."""
    if entry.state is not State.PUBLISHED:
        raise ShelfError("Chỉ thu hồi được văn bản đang dùng.")
    return [(replace(entry, state=State.WITHDRAWN), "withdraw")]
