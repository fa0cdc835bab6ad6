"""Fixtures: the same tests on SQLite and on a real PostgreSQL."""

import os
import secrets

import pytest
from sqlalchemy import create_engine, text

from bot.records.database import Database
from tests.bot.postgres import REMEDY, cluster, program


@pytest.fixture(scope="session")
def postgres_server():
    """The tests' own PostgreSQL; without the package a failure on CI, a skip elsewhere."""
    if not program("initdb"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(REMEDY)
    with cluster() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'thu.sqlite'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"thu_{secrets.token_hex(4)}"
    engine = create_engine(
        server.format(name="postgres").replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT",
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    yield server.format(name=name)


@pytest.fixture
def database(address):
    made = Database(address)
    yield made
    made.close()
