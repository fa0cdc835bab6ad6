"""The one door to the database: its address, its transactions, its schema brought up to date."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.records.migrate import MigrationError, at_head, current, downgrade, upgrade
from corpus.settings import Settings, SettingsError

FILE = "tongdai.sqlite"
_PATIENCE = 10  # seconds for a lock of SQLite, for a connection to PostgreSQL
_AUDIT_LOCK = 7_140_801  # of the advisory locks of a PostgreSQL database


class DatabaseError(Exception):
    """The database cannot be used; the text says why and what to do, without the password."""


class Database:
    """A database whose schema is brought up to date before its first use."""

    def __init__(self, url: str) -> None:
        self._url = _address(url)
        self.where = self._url.render_as_string(hide_password=True)
        self._lock = threading.Lock()
        self._ready = False
        self.engine = _engine(self._url.render_as_string(hide_password=False))

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of this machine."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file, where it is one."""
        return Path(self._url.database) if self.is_sqlite and self._url.database else None

    def ensure(self) -> None:
        """The schema as this program needs it; DatabaseError where that cannot be."""
        if self._ready and (self.file is None or self.file.exists()):
            return
        with self._lock, _told(self.where):
            if self.file is not None:
                _own_file(self.file)
            if not at_head(self.engine):
                upgrade(self.engine)
            self._ready = True

    def step(self) -> str:
        """The step at which the schema is, "" for an empty database."""
        with _told(self.where):
            if self.file is not None:
                _own_file(self.file)
            return current(self.engine)

    def downgrade(self, step: str) -> None:
        """The schema back to ``step``; what came after it is lost."""
        with self._lock, _told(self.where):
            self._ready = False
            downgrade(self.engine, step)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        self.ensure()
        with _told(self.where), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: SQLite lets one write at a time, the others wait."""
        self.ensure()
        with _told(self.where), self.engine.connect() as connection:
            writer = connection.execution_options(tongdai_writes=True)
            with writer.begin():
                yield writer

    def alone(self, connection: Connection) -> None:
        """Until the transaction ends no other may write what must not be counted twice."""
        if not self.is_sqlite:  # SQLite's transaction that writes is alone already
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _AUDIT_LOCK})

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()


_OPEN: dict[str, Database] = {}
_OPENING = threading.Lock()


def open_database(data_dir: Path, url: str = "") -> Database:
    """The database of a data folder, or that of ``url``; one for each in a process."""
    address = url.strip() or f"sqlite:///{(data_dir / FILE).resolve()}"
    with _OPENING:
        if address not in _OPEN:
            _OPEN[address] = Database(address)
        return _OPEN[address]


def database_of(settings: Settings) -> Database:
    """The database of the settings; SettingsError where its address is none."""
    try:
        return open_database(settings.data_dir, settings.database.get_secret_value())
    except DatabaseError as error:
        raise SettingsError(f"Biến môi trường TONGDAI_DATABASE: {error}") from error


def _address(url: str) -> Any:
    try:
        made = make_url(url)
    except ArgumentError:
        raise DatabaseError(
            "TONGDAI_DATABASE không phải địa chỉ cơ sở dữ liệu, ví dụ "
            "“postgresql://ten:mat-khau@127.0.0.1/tongdai”; để trống là SQLite."
        ) from None
    if made.drivername in ("postgresql", "postgres"):
        made = made.set(drivername="postgresql+psycopg")
    if made.drivername not in ("sqlite", "postgresql+psycopg"):
        raise DatabaseError(
            f"TONGDAI_DATABASE chỉ nhận SQLite và PostgreSQL, không nhận “{made.drivername}”."
        )
    return made


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": _PATIENCE}, pool_size=5
        )
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("tongdai_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _own_file(path: Path) -> None:
    """Make the file for the eyes of this user alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


@contextmanager
def _told(where: str) -> Iterator[None]:
    try:
        yield
    except MigrationError as error:
        raise DatabaseError(str(error)) from error
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise DatabaseError(
            f"Không dùng được cơ sở dữ liệu {where} ({reason}): kiểm tra TONGDAI_DATABASE, máy chủ "
            "cơ sở dữ liệu, chỗ trống và quyền ghi thư mục dữ liệu."
        ) from error
