"""The officials: added by name and role, let in by a one-time link with which they set a password.

Every change is a row of the audit log, written in the same transaction.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from bot.people.passwords import hashed, matches, outdated
from bot.people.roles import ADMINISTRATOR, ROLE_NAMES, ROLES
from bot.people.sessions import end_all
from bot.records.audit import AuditLog
from bot.records.database import Database
from bot.records.tables import people
from corpus.language.normalize import fold

LINK_HOURS = 24
FIRST = "quan-tri"  # the name of the first administrator
_LONGEST_SUBJECT = 255
_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,99}")


class PeopleError(Exception):
    """What is wanted cannot be done; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Person:
    """One official."""

    id: str
    name: str
    shown: str
    role: str
    password: str
    totp: str
    totp_step: int
    subject: str
    link: str
    link_ends: datetime | None
    active: bool
    made: datetime
    seen: datetime | None

    @property
    def invited(self) -> bool:
        """Whether a link waits for them."""
        return bool(self.link and self.link_ends and self.link_ends > datetime.now(UTC))


class People:
    """The officials of a database; ``actor`` of each change is who makes it."""

    def __init__(self, database: Database, audit: AuditLog) -> None:
        self._database, self._audit = database, audit

    def all(self) -> list[Person]:
        """All, by name."""
        with self._database.reading() as connection:
            return [_person(r) for r in connection.execute(select(people).order_by(people.c.name))]

    def named(self, name: str) -> Person | None:
        """Who signs in by this name."""
        return self._one(people.c.name == name_of(name))

    def by_id(self, person_id: str) -> Person | None:
        """Who has this id."""
        return self._one(people.c.id == person_id)

    def by_link(self, token: str) -> Person | None:
        """For whom the one-time link is, None for one that is used or over."""
        found = self._one(people.c.link == _digest(token)) if token else None
        return found if found and found.invited and found.active else None

    def by_subject(self, subject: str) -> Person | None:
        """Whom the identity provider calls so."""
        return self._one(people.c.subject == subject) if subject else None

    def add(self, actor: str, name: str, shown: str, role: str) -> tuple[Person, str]:
        """A new official, and the one-time link's token that is told this once."""
        token = secrets.token_urlsafe(32)
        ends = datetime.now(UTC) + timedelta(hours=LINK_HOURS)
        one = replace(self._made(name, shown, role), link=_digest(token), link_ends=ends)
        self._add(actor, one, {"role": role})
        return one, token

    def add_outside(self, actor: str, name: str, shown: str, role: str, subject: str) -> Person:
        """A new official whom the identity provider vouches for: without password and link."""
        one = replace(self._made(name, shown, role), subject=subject)
        self._add(actor, one, {"role": role, "subject": subject})
        return one

    def set_subject(self, actor: str, person: Person, subject: str) -> None:
        """What the identity provider calls them, "" for nothing; PeopleError where that is another
        official's, or where no administrator would be left."""
        subject = subject.strip()
        if len(subject) > _LONGEST_SUBJECT or not subject.isprintable():
            raise PeopleError("Mã ở nơi xác thực dài nhất 255 ký tự, trên một dòng.")
        ends = person.subject != subject
        alone = ends and not person.password and not subject
        self._set(
            actor, "people.subject", person, {"subject": subject}, told={"subject": subject},
            ends_sessions=ends, keeps_administrator=alone,
        )  # fmt: skip

    def invite(self, actor: str, person: Person) -> str:
        """A new one-time link, for who forgot the password or lost the second step; what they had
        no longer works."""
        token = secrets.token_urlsafe(32)
        ends = datetime.now(UTC) + timedelta(hours=LINK_HOURS)
        values = {"link": _digest(token), "link_ends": ends, "password": "", "totp": ""}
        self._set(actor, "people.invite", person, values, ends_sessions=True)
        return token

    def set_role(self, actor: str, person: Person, role: str) -> None:
        """Another role; PeopleError where no administrator would be left."""
        _known_role(role)
        self._set(
            actor, "people.role", person, {"role": role}, told={"from": person.role, "to": role},
            ends_sessions=True, keeps_administrator=role != ADMINISTRATOR,
        )  # fmt: skip

    def set_active(self, actor: str, person: Person, active: bool) -> None:
        """Let in or keep out; PeopleError where no administrator would be left."""
        action = "people.open" if active else "people.close"
        self._set(
            actor, action, person, {"active": active}, ends_sessions=not active,
            keeps_administrator=not active,
        )  # fmt: skip

    def set_password(self, actor: str, person: Person, password: str) -> None:
        """A new password; PasswordError for one that is easily guessed. The link is used up."""
        kept = hashed(password, person.name)
        values = {"password": kept, "link": "", "link_ends": None}
        self._set(actor, "people.password", person, values, ends_sessions=True)

    def set_totp(self, actor: str, person: Person, secret: str, step: int = 0) -> None:
        """The second step on ("" for off)."""
        action = "people.totp.on" if secret else "people.totp.off"
        self._set(actor, action, person, {"totp": secret, "totp_step": step})

    def used_step(self, person: Person, step: int) -> bool:
        """Mark a code as used; whether it was not used in the meantime."""
        with self._database.writing() as connection:
            changed = connection.execute(
                update(people)
                .where(people.c.id == person.id, people.c.totp_step < step)
                .values(totp_step=step)
            )
            return changed.rowcount == 1

    def checked(self, name: str, password: str) -> Person | None:
        """Who they are, where name and password are right; takes as long where they are not."""
        found = self.named(name)
        kept = found.password if found and found.active else ""
        if not matches(kept, password) or found is None:
            return None
        if outdated(kept):
            with self._database.writing() as connection:
                fresh = hashed(password)
                connection.execute(
                    update(people).where(people.c.id == found.id).values(password=fresh)
                )
        return found

    def first_link(self) -> str | None:
        """A one-time link's token for the first administrator, a new one with each start until an
        administrator has a way to sign in; None from then on."""
        everyone = self.all()
        able = [p for p in everyone if p.role == ADMINISTRATOR and p.active]
        if any(p.password or p.subject for p in able):
            return None
        if able:
            return self.invite("chương trình (khởi động)", able[0])
        name = FIRST
        while any(p.name == name for p in everyone):
            name += "-2"
        return self.add("chương trình (khởi động)", name, "Quản trị viên", ADMINISTRATOR)[1]

    def _made(self, name: str, shown: str, role: str) -> Person:
        name, shown = name_of(name), " ".join(shown.split())[:200]
        if not _NAME.fullmatch(name):
            raise PeopleError(
                "Tên đăng nhập gồm chữ thường không dấu, chữ số và . _ - @ +, từ 2 ký tự."
            )
        _known_role(role)
        if self.named(name):
            raise PeopleError(f"Đã có người dùng “{name}”.")
        now = datetime.now(UTC)
        return Person(
            secrets.token_hex(6),
            name,
            shown or name,
            role,
            "",
            "",
            0,
            "",
            "",
            None,
            True,
            now,
            None,
        )

    def _add(self, actor: str, one: Person, told: Mapping[str, Any]) -> None:
        def write(connection: Connection) -> None:
            _only(connection, one.subject, one)
            values = {field: getattr(one, field) for field in Person.__slots__}
            connection.execute(insert(people).values(**values))

        self._change(write, actor, "people.add", one, told)

    def _one(self, where: Any) -> Person | None:
        with self._database.reading() as connection:
            row = connection.execute(select(people).where(where)).first()
        return _person(row) if row else None

    def _set(  # noqa: PLR0913
        self,
        actor: str,
        action: str,
        person: Person,
        values: dict[str, Any],
        *,
        told: Mapping[str, Any] | None = None,
        ends_sessions: bool = False,
        keeps_administrator: bool = False,
    ) -> None:
        """Change columns of a person, and say so in the log."""

        def write(connection: Connection) -> None:
            if keeps_administrator and person.role == ADMINISTRATOR:
                _another_administrator(connection, person)
            _only(connection, values.get("subject", ""), person)
            connection.execute(update(people).where(people.c.id == person.id).values(**values))
            if ends_sessions:
                end_all(connection, person.id)

        self._change(write, actor, action, person, told or {})

    def _change(
        self, write: Any, actor: str, action: str, person: Person, told: Mapping[str, Any]
    ) -> None:
        with self._database.writing() as connection:
            self._database.alone(connection)
            write(connection)
            entry = self._audit.write_in(connection, actor, action, person.name, told)
        self._audit.note(entry)


def _only(connection: Connection, subject: str, person: Person) -> None:
    """PeopleError where another official has this subject."""
    others = select(people.c.name).where(people.c.subject == subject, people.c.id != person.id)
    if subject and (row := connection.execute(others).first()):
        raise PeopleError(f"Mã này ở nơi xác thực đã gắn cho “{row.name}”.")


def _another_administrator(connection: Connection, person: Person) -> None:
    """PeopleError where no other administrator can sign in."""
    others = select(func.count()).where(
        people.c.role == ADMINISTRATOR,
        people.c.active,
        people.c.id != person.id,
        (people.c.password != "") | (people.c.subject != ""),
    )
    if not connection.execute(others).scalar_one():
        raise PeopleError("Phải còn ít nhất một quản trị viên khác đăng nhập được.")


def name_of(name: str) -> str:
    """A name as one signs in with it."""
    return fold(name.strip())[:100]


def _known_role(role: str) -> None:
    if role not in ROLES:
        known = ", ".join(f"{key} ({told})" for key, told in ROLE_NAMES.items())
        raise PeopleError(f"Không có vai “{role}”; chọn trong: {known}.")


def _person(row: Row[Any]) -> Person:
    return replace(Person(**row._mapping))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
