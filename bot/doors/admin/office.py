"""What the pages of officials stand on, made once for an application."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request

from bot.doors.access.keys import KeyBook
from bot.people.lockout import Lockout
from bot.people.oidc import Provider
from bot.people.people import People
from bot.people.sessions import Sessions
from bot.records.audit import AuditLog
from bot.records.database import database_of
from corpus.settings import Settings


@dataclass(frozen=True, slots=True)
class Office:
    """People, their sessions, keys, the log."""

    settings: Settings
    people: People
    sessions: Sessions
    lockout: Lockout
    keys: KeyBook
    audit: AuditLog
    provider: Provider | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Office":
        """By the settings; SettingsError where one of them cannot be used."""
        database = database_of(settings)
        audit = AuditLog(database, settings.data_dir)
        idle = timedelta(minutes=settings.session_minutes)
        return cls(
            settings,
            People(database, audit),
            Sessions(database, idle, timedelta(hours=settings.session_hours)),
            Lockout(database),
            KeyBook(settings.data_dir, database),
            audit,
            Provider.of(settings),
        )


def _office(request: Request) -> Office:
    office: Office = request.app.state.office
    return office


OfficeDep = Annotated[Office, Depends(_office)]
