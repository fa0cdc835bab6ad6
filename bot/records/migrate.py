"""The schema's steps, up and down, by Alembic; the steps lie in ``migrations/versions``.

Alembic is loaded only where there is something to do: a command line starts faster without it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

STEPS = ("m0001", "m0002", "m0003", "m0004")  # the first one first
HEAD = STEPS[-1]
FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_140_800  # of the advisory locks of a PostgreSQL database
_ONE = threading.Lock()  # Alembic keeps its context in globals


class MigrationError(Exception):
    """The schema cannot be brought to where it should be."""


def current(engine: Engine) -> str:
    """The step at which the database is, "" for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def at_head(engine: Engine) -> bool:
    """Whether nothing is to be done; MigrationError where the database is ahead of the program."""
    found = current(engine)
    if found and found not in STEPS:
        raise MigrationError(
            f"Cơ sở dữ liệu ở bước “{found}” mà phiên bản này của chương trình chưa biết: dùng "
            "phiên bản mới hơn, hoặc khôi phục bản sao trước khi nâng cấp."
        )
    return found == HEAD


def upgrade(engine: Engine, step: str = HEAD) -> None:
    """Up to ``step``; two processes that start at once do it one after the other."""
    from alembic import command

    with _running(engine) as config:
        command.upgrade(config, step)


def downgrade(engine: Engine, step: str) -> None:
    """Down to ``step`` ("base": nothing left); what the steps between kept is lost."""
    from alembic import command

    if step not in (*STEPS, "base"):
        raise MigrationError(f"Không có bước “{step}”; các bước: base, {', '.join(STEPS)}.")
    with _running(engine) as config:
        command.downgrade(config, step)


@contextmanager
def _running(engine: Engine) -> Iterator[Any]:
    from alembic.config import Config

    with _ONE, engine.connect() as connection:
        writer = connection.execution_options(tongdai_writes=True)
        with writer.begin():
            _alone(writer)
            config = Config()
            config.set_main_option("script_location", str(FOLDER))
            config.attributes["connection"] = writer
            yield config


def _alone(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
