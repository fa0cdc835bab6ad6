"""The desk: takes documents in, publishes and withdraws them, and keeps the edition up to date.

Every decision is first written to the shelf, whole or not at all, then the next edition is made
beside the one in use and takes its place by one assignment.
"""

import gc
import logging
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from bot.assemble import Ground, open_base
from bot.desk.edition import Edition, make_edition, name_of
from bot.desk.versions import (
    Changes,
    all_entries,
    copy_of,
    document_id_for,
    published,
    withdrawn,
)
from bot.records.audit import AuditLog
from bot.records.database import DatabaseError, database_of
from bot.records.words import words_now
from bot.vocabulary.added import NO_WORDS, Added
from corpus.document import Document
from corpus.library import Library, load_library
from corpus.load import LoadError
from corpus.settings import Settings
from corpus.shelf.collect import Collection, document_of, put_together
from corpus.shelf.entry import FOLDER, MENDABLE, Entry, ShelfError, State, UnknownEntryError
from index.build import Index

_LOG = logging.getLogger(__name__)
_LONGEST = 1000  # characters of a mended value


class Desk:
    """All that is done with documents; ``edition`` is the one in use, None before ``open``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shelf = settings.shelf
        self.edition: Edition | None = None
        self._ground: Ground | None = None
        self._base: Index | None = None
        self._folder = Library(())
        self._known: dict[str, Document] = {}
        self._unread = False  # it was told that the words could not be read
        self._lock = threading.RLock()  # one at a time decides and makes editions

    def open(self) -> Edition:
        """The first edition; what ``bot.assemble`` raises where there can be none."""
        with self._lock:
            ground = Ground.lay(self.settings)
            reader = self.settings.file_reader
            self._folder = load_library(self.settings.corpus_paths, reader=reader)
            collection = self._collect()
            self._base = open_base(ground, collection)
            self._ground = ground
            made = make_edition(ground, self._base, collection)
            self.edition = made.with_words(self._words(NO_WORDS))
            self.shelf.tidy()
            return self.edition

    def refresh(self) -> Edition:
        """The edition of the shelf as it is now; made where the one in use is of another state."""
        with self._lock:
            collection = self._collect()
            before = self._now()
            added = self._words(before.added)
            if name_of(collection) == before.name and before.day == date.today().isoformat():
                if before.collection.number != collection.number:
                    before = replace(before, collection=collection)
                self.edition = before.with_words(added)
                return self._now()
            assert self._ground
            assert self._base
            made = make_edition(self._ground, self._base, collection).with_words(added)
            for assistant in {id(one): one for one in (made.public, made.internal)}.values():
                assistant.pipeline.warm_up()  # before anybody asks it
            self.edition = made
            # what stays is not to be gone through by collections, which stop all threads; the
            # edition before is in no circle of references: it goes with whoever holds it last
            gc.freeze()
            return self._now()

    def is_old(self) -> bool:
        """Whether another process changed the shelf or the words, or a day has passed."""
        edition = self.edition
        if edition is None:
            return False
        day = date.today().isoformat()
        if edition.day != day or self.shelf.number() != edition.collection.number:
            return True
        return self._words(edition.added).number != edition.added.number

    def entries(self) -> list[Entry]:
        """Everything that there is, the folders' documents first."""
        return all_entries(self.shelf.entries(), self._now().collection.folder)

    def entry(self, entry_id: str) -> Entry:
        """The entry; UnknownEntryError where there is none."""
        found = next((one for one in self.entries() if one.id == entry_id), None)
        if found is None:
            raise UnknownEntryError(f"Không có văn bản “{entry_id[:80]}” trong danh sách.")
        return found

    def document(self, entry: Entry) -> Document:
        """The entry's document; LoadError where its file cannot be read."""
        if entry.origin == FOLDER:
            collection = self._now().collection
            found = next((d for d in collection.used if d.id == entry.document_id), None)
            found = found or self._folder.document(entry.document_id)
            if found is None:
                raise UnknownEntryError(f"Văn bản “{entry.file}” không còn trong thư mục.")
            return found
        return document_of(entry, self.shelf, self.settings.file_reader, self._known)

    def add(self, name: str, content: BinaryIO, by: str, **more: Any) -> Entry:
        """A draft of a file; ShelfError where it cannot be read, is secret or is there already."""
        most = self.settings.read_file_mb * 1_000_000
        entry = self.shelf.bring(name, content, most, by=by, **more)
        try:
            document = self.document(entry)
            self._not_a_copy(document, self._now().collection)
            made = replace(entry, document_id=self._wanted_id(document, entry))
            self._prepare(made)
            self._log([(made, "add")], by)
            return self.shelf.put([(made, "read")], by)[0]
        except (LoadError, ShelfError) as error:
            self.shelf.drop(entry, by)
            reason = error.reason if isinstance(error, LoadError) else str(error)
            raise ShelfError(f"Không nhận tệp “{entry.file}”: {reason}") from error
        except BaseException:
            self.shelf.drop(entry, by)
            raise

    def mend(
        self, entry: Entry, by: str, metadata: dict[str, str] | None, internal: bool | None
    ) -> Entry:
        """Put metadata in place of what was read ("" for none there), or say who may see it."""
        changed = entry
        if metadata:
            _check(metadata)
            changed = replace(changed, mended={**entry.mended, **metadata})
        if internal is not None:
            changed = replace(changed, internal=internal)
        if changed == entry:
            return entry
        with self._lock:
            if entry.state is State.DRAFT:
                bare = replace(changed, document_id="")
                wanted = self._wanted_id(self.document(bare), changed)
                changed = replace(changed, document_id=wanted)
                self._prepare(changed)
                self._log([(changed, "mend")], by)
                return self.shelf.put([(changed, "mend")], by)[0]
            return self._decide([(changed, "mend")], changed, by)

    def publish(self, entry: Entry, by: str) -> Entry:
        """Use the document; the version that was used till now is replaced."""
        with self._lock:
            if entry.state is State.PUBLISHED:
                raise ShelfError("Văn bản này đang được dùng rồi.")
            collection = self._collect()
            document = self.document(entry)
            if entry.state is State.DRAFT:
                wanted = self._wanted_id(self.document(replace(entry, document_id="")), entry)
                entry = replace(entry, document_id=wanted)
            self._not_a_copy(document, collection)
            return self._decide(published(entry, self.entries()), entry, by)

    def withdraw(self, entry: Entry, by: str) -> Entry:
        """Use the document no more."""
        with self._lock:
            return self._decide(withdrawn(entry), entry, by)

    def drop(self, entry: Entry, by: str) -> None:
        """Take a draft away."""
        if entry.state is not State.DRAFT:
            raise ShelfError("Chỉ xóa được bản nháp; văn bản khác thì thu hồi.")
        self._log([(entry, "drop")], by)
        self.shelf.drop(entry, by)

    def trial(self, entry: Entry) -> Edition:
        """The edition that there would be if ``entry`` were published; nobody else sees it."""
        with self._lock:
            assert self._ground
            assert self._base
            made = make_edition(self._ground, self._base, self.with_entry(entry))
            return made.with_words(self._now().added)

    def with_entry(self, entry: Entry) -> Collection:
        """The documents that there would be if ``entry`` were published."""
        changed = {one.id: one for one, _ in published(entry, self.entries())}
        entries = [changed.pop(one.id, one) for one in self.shelf.entries()]
        return self._collect([*entries, *changed.values()])

    # Deciding

    def _decide(self, changes: Changes, entry: Entry, by: str) -> Entry:
        """Write the changes once it is sure that an edition can be made with them."""
        number = self.shelf.number()
        changed = {one.id: one for one, _ in changes}
        entries = [changed.pop(one.id, one) for one in self.shelf.entries()]
        collection = self._collect([*entries, *changed.values()])
        if all(d.id in collection.internal for d in collection.used):
            raise ShelfError(
                "Đây là văn bản công khai cuối cùng đang dùng; hãy công bố văn bản khác trước."
            )
        for one, _ in changes:
            if one.state is State.PUBLISHED:
                self._prepare(one)
        self._log(changes, by)
        self.shelf.put(changes, by, number)
        self.refresh()
        return self.entry(entry.id)

    def _log(self, changes: Changes, by: str) -> None:
        """Say in the log of changes what is about to be done; DatabaseError where it cannot be
        said, and then it is not done."""
        audit = AuditLog(database_of(self.settings), self.settings.data_dir)
        for entry, what in changes:
            told = {
                "file": entry.file, "document": entry.document_id, "digest": entry.digest[:16],
                "visibility": "internal" if entry.internal else "public", "mended": entry.mended,
            }  # fmt: skip
            audit.write(by, f"documents.{what}", entry.id, **told)

    def _prepare(self, entry: Entry) -> None:
        """Embed what is new, so that publishing does not wait for it."""
        if self._ground is not None:
            self._ground.leaves.of(self.document(entry))

    def _wanted_id(self, document: Document, entry: Entry) -> str:
        collection = self._now().collection
        if entry.replaces and all(d.id != entry.replaces for d in collection.used):
            raise ShelfError(f"Không có văn bản “{entry.replaces[:80]}” đang dùng để thay thế.")
        return document_id_for(document, entry, collection)

    @staticmethod
    def _not_a_copy(document: Document, collection: Collection) -> None:
        if copy := copy_of(document, collection):
            raise ShelfError(f"trùng nội dung với “{copy.name}” (tệp {copy.file}) đang dùng.")

    def _collect(self, entries: list[Entry] | None = None) -> Collection:
        reader = self.settings.file_reader
        return put_together(self._folder, self.shelf, reader, self._known, entries)

    def _words(self, known: Added) -> Added:
        """The officials' words; those that are ``known`` where the database does not tell."""
        try:
            return words_now(database_of(self.settings), known)
        except DatabaseError as error:
            if not self._unread:
                _LOG.error("the officials' words could not be read: %s", error)
            self._unread = True
            return known

    def _now(self) -> Edition:
        if self.edition is None:
            raise ShelfError("Hệ thống đang khởi động; vui lòng thử lại sau ít giây.")
        return self.edition


def _check(metadata: dict[str, str]) -> None:
    """ShelfError for what is no metadata of a document."""
    for name, value in metadata.items():
        if name not in MENDABLE:
            raise ShelfError(f"Không sửa được mục “{name}”; các mục: {', '.join(MENDABLE)}.")
        if len(value) > _LONGEST:
            raise ShelfError(f"Mục “{name}” dài quá {_LONGEST} ký tự.")
    try:
        date.fromisoformat(metadata.get("date") or "2000-01-01")
    except ValueError:
        told = "Ngày ban hành phải có dạng NĂM-THÁNG-NGÀY, ví dụ 2024-03-05."
        raise ShelfError(told) from None


def folder_of(settings: Settings) -> Path | None:
    """The folder that is watched, None for none."""
    return Path(settings.watched) if settings.watched.strip() else None
