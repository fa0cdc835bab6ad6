"""The officials' own words in the database: added, taken back, put to use again; each change is in
the audit log, in the same transaction."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.records.audit import AuditLog
from bot.records.database import Database
from bot.records.tables import words
from bot.vocabulary import folded_stopwords, stopwords
from bot.vocabulary.added import NO_WORDS, Added, Word, WordKind
from corpus.language.normalize import nfc
from corpus.privacy import mask

KINDS = {WordKind.ABBREVIATION: "chữ viết tắt", WordKind.SYNONYM: "cách nói khác"}
MOST_SAID, MOST_MEANS, MOST_NOTE = 80, 200, 500  # characters
_MOST = 2000  # words in use
_SHORT = re.compile(r"[^\W_][\w&.-]{0,18}[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]")
_TOKEN = re.compile(r"[^\W_]+")
_STRANGE = re.compile(r"[<>{}\[\]|\\\x00-\x1f]")


class WordsError(Exception):
    """A word cannot be added or changed; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A word as it is kept, in use or taken back (``active``)."""

    id: int
    kind: WordKind
    said: str
    means: str
    note: str
    active: bool
    revision: int
    changed: datetime
    by: str


class WordBook:
    """The words of a database."""

    def __init__(self, database: Database, audit: AuditLog) -> None:
        self._database, self._audit = database, audit

    def all(self) -> list[Kept]:
        """All, those in use first, the newest change first."""
        order = select(words).order_by(words.c.active.desc(), words.c.revision.desc())
        with self._database.reading() as connection:
            return [_kept(row) for row in connection.execute(order)]

    def add(self, actor: str, kind: str, said: str, means: str, note: str = "") -> Kept:
        """One more, in use from now on; WordsError says what is wrong with it."""
        word, note = checked(kind, said, means), _plain(note)[:MOST_NOTE]

        def write(connection: Connection) -> int:
            _room(connection, word)
            made = connection.execute(
                insert(words).values(
                    kind=word.kind.value, said=word.said, means=word.means,
                    note=mask(note).text, active=True, **_stamp(connection, actor),
                )
            )  # fmt: skip
            assert made.inserted_primary_key
            return int(made.inserted_primary_key[0])

        return self._change(actor, "words.add", write)

    def set_active(self, actor: str, word_id: int, active: bool) -> Kept:
        """Take a word back, or put it to use again; nothing is lost."""

        def write(connection: Connection) -> int:
            row = connection.execute(select(words).where(words.c.id == word_id)).first()
            if row is None:
                raise WordsError("Không có từ ngữ này; tải lại trang để xem danh sách mới.")
            if row.active == active:
                state = "đang dùng" if active else "đã thu hồi"
                raise WordsError(f"“{row.said}” {state} rồi; tải lại trang để xem danh sách mới.")
            if active:
                _room(connection, Word(WordKind(row.kind), row.said, row.means))
            values = {"active": active, **_stamp(connection, actor)}
            connection.execute(update(words).where(words.c.id == word_id).values(**values))
            return word_id

        return self._change(actor, "words.use" if active else "words.take_back", write)

    def _change(self, actor: str, action: str, write: Callable[[Connection], int]) -> Kept:
        with self._database.writing() as connection:
            self._database.alone(connection)
            number = write(connection)
            found = connection.execute(select(words).where(words.c.id == number)).one()
            kept = _kept(found)
            told = {"kind": kept.kind.value, "means": kept.means}
            entry = self._audit.write_in(connection, actor, action, kept.said, told)
        self._audit.note(entry)
        return kept


def words_now(database: Database, known: Added = NO_WORDS) -> Added:
    """The words in use; the same object where nothing changed since ``known``."""
    with database.reading() as connection:
        number = connection.execute(select(func.max(words.c.revision))).scalar() or 0
        if number == known.number:
            return known
        used = select(words).where(words.c.active).order_by(words.c.revision.desc())
        rows = [_kept(row) for row in connection.execute(used)]
    return Added(tuple(Word(row.kind, row.said, row.means) for row in rows), number)


def checked(kind: str, said: str, means: str) -> Word:
    """A word in the form in which it is kept; WordsError says what is wrong with it."""
    if kind not in list(WordKind):
        known = ", ".join(f"{key.value} ({told})" for key, told in KINDS.items())
        raise WordsError(f"Không có loại “{kind[:40]}”; chọn trong: {known}.")
    said, means = _plain(said), _plain(means)
    if not said or not means:
        raise WordsError("Điền cả hai ô: từ người dân dùng và cách viết trong văn bản.")
    if len(said) > MOST_SAID or len(means) > MOST_MEANS:
        raise WordsError(f"Từ dài nhất {MOST_SAID} ký tự, cách viết dài nhất {MOST_MEANS} ký tự.")
    if _STRANGE.search(said + means):
        raise WordsError("Chỉ dùng chữ, số và dấu câu thường; bỏ các dấu < > { } [ ] | \\.")
    if mask(said).text != said or mask(means).text != means:
        raise WordsError("Không ghi số điện thoại, giấy tờ hay dữ liệu cá nhân khác vào từ vựng.")
    if said.lower() == means.lower():
        raise WordsError("Hai ô giống nhau; ô thứ hai là cách viết trong văn bản.")
    if not _LETTERS.search(means):
        raise WordsError("Cách viết trong văn bản phải có chữ.")
    if kind == WordKind.ABBREVIATION:
        if not _SHORT.fullmatch(said) or len(_LETTERS.findall(said)) < 2:
            raise WordsError(
                "Chữ viết tắt là một từ liền từ 2 đến 20 ký tự, ví dụ “BQLDA”; cụm nhiều từ thì "
                "chọn loại “cách nói khác”."
            )
    elif all(t in stopwords() | folded_stopwords() for t in _TOKEN.findall(said.lower())):
        raise WordsError(
            f"“{said}” chỉ gồm từ thường dùng nên có trong nhiều câu hỏi; ghi cụm từ cụ thể hơn."
        )
    return Word(WordKind(kind), said, means)


def _room(connection: Connection, word: Word) -> None:
    """WordsError where the word is in use already, or there are too many."""
    used = connection.execute(select(words.c.said, words.c.means).where(words.c.active)).all()
    for row in used:
        if row.said.lower() == word.said.lower():
            raise WordsError(
                f"“{row.said}” đang được hiểu là “{row.means}”; thu hồi từ ấy trước khi thêm."
            )
    if len(used) >= _MOST:
        raise WordsError(f"Đã có {_MOST} từ ngữ đang dùng; thu hồi bớt trước khi thêm.")


def _stamp(connection: Connection, actor: str) -> dict[str, Any]:
    """Of the change under way: no other writes meanwhile."""
    last = connection.execute(select(func.max(words.c.revision))).scalar() or 0
    return {"revision": last + 1, "changed": datetime.now(UTC), "by": actor[:120]}


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())


def _kept(row: Any) -> Kept:
    found = dict(row._mapping)
    return Kept(**{**found, "kind": WordKind(found["kind"])})
