"""What cannot be written into the audit log does not happen: keys and the switch, on both
databases."""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from bot.doors.access.identity import COOKIE, Identity
from bot.doors.access.keys import KeyBook, KeysError
from bot.doors.admin.install import install_admin
from bot.doors.admin.office import Office
from bot.doors.api.problems import install_problem_handlers
from bot.people.roles import ADMINISTRATOR
from bot.records.audit import AuditLog
from bot.records.database import Database
from bot.records.opinions import FeedbackBook
from corpus.settings import Settings


@contextmanager
def no_log(database):
    """The log's table is out of reach."""
    database.ensure()
    with database.writing() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO audit_gone"))
    try:
        yield
    finally:
        with database.writing() as connection:
            connection.execute(text("ALTER TABLE audit_gone RENAME TO audit"))


def test_a_key_is_changed_together_with_its_row(database, tmp_path):
    book, log = KeyBook(tmp_path, database), AuditLog(database, tmp_path)
    old, token = book.add("Cổng", actor="lan")
    with no_log(database):
        for change in (
            lambda: book.add("khác"),
            lambda: book.rotate(old.id, timedelta(0)),
            lambda: book.remove(old.id),
        ):
            with pytest.raises(KeysError, match="cơ sở dữ liệu"):
                change()
    assert book.all() == [old]
    assert book.find(token) == old
    new, _ = book.rotate(old.id, timedelta(hours=1), actor="lan")
    book.remove(old.id, actor="hoa")
    rows = [(r.actor, r.action, r.target) for r in log.rows()]
    assert rows == [
        ("lan", "keys.add", old.id), ("lan", "keys.rotate", new.id), ("hoa", "keys.remove", old.id),
    ]  # fmt: skip
    assert log.check() == (3, [])


@pytest.fixture
def office(address, tmp_path):
    return Office.of(Settings(_env_file=None, data_dir=tmp_path, database=address))


@pytest.fixture
def official(office):
    app = FastAPI()
    install_problem_handlers(app)
    install_admin(app, office)
    app.add_middleware(Identity, sessions=office.sessions)
    person, _ = office.people.add("thử", "lan", "Lan", ADMINISTRATOR)
    client = TestClient(app, follow_redirects=False)
    token = office.sessions.begin(person.id, whole=True)
    client.cookies.set(COOKIE, token)
    csrf = {"csrf": office.sessions.principal(token).csrf}
    return lambda path, **data: client.post(path, data={**csrf, **data})


def test_the_pages_tell_that_nothing_was_done(office, official):
    file, database = office.settings.pause_file, office.audit._database
    with no_log(database):
        refused = official("/quan-tri/tam-dung", ly_do="bảo trì")
        assert refused.status_code == 503
        assert "Không dùng được cơ sở dữ liệu" in refused.text
        assert not file.exists()
        assert official("/quan-tri/khoa", ten="Cổng").status_code == 422
    assert list(file.parent.glob("*.draft")) == []
    assert office.keys.all() == []
    official("/quan-tri/tam-dung", ly_do="bảo trì")
    assert "bảo trì" in file.read_text("utf-8")
    with no_log(database):
        assert official("/quan-tri/mo-lai").status_code == 503
        assert file.exists()
    official("/quan-tri/mo-lai")
    official("/quan-tri/mo-lai")  # nothing to open again: no row
    assert not file.exists()
    actions = [r.action for r in office.audit.rows()]
    assert actions == ["people.add", "switch.off", "switch.on"]


@pytest.mark.accept
def test_the_command_stops_without_the_log_only_where_it_is_told_to(tmp_path):
    settings = Settings(_env_file=None, data_dir=tmp_path)
    database = Database(f"sqlite:///{tmp_path / 'tongdai.sqlite'}")

    def run(*arguments):
        environment = {**os.environ, "TONGDAI_DATA_DIR": str(tmp_path)}
        command = [sys.executable, "-m", "bot", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    with no_log(database):
        refused = run("pause", "bảo trì")
        assert refused.returncode == 2
        assert "--unlogged" in refused.stderr
        assert not settings.pause_file.exists()
        at_once = run("pause", "bảo trì", "--unlogged")
        assert at_once.returncode == 0
        assert "không có trong nhật ký" in at_once.stderr
        assert "bảo trì" in settings.pause_file.read_text("utf-8")
        assert run("resume").returncode == 2
        assert settings.pause_file.exists()
    assert run("resume").returncode == 0
    assert not settings.pause_file.exists()
    assert [r.action for r in AuditLog(database, tmp_path).rows()] == ["switch.on"]
    database.close()


def test_nothing_is_forgotten_without_a_row(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'tongdai.sqlite'}")
    FeedbackBook(tmp_path, database).add("a" * 16, "down", "chưa đúng")

    def run(*arguments):
        environment = {**os.environ, "TONGDAI_DATA_DIR": str(tmp_path)}
        command = [sys.executable, "-m", "bot", "records", "forget", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    with no_log(database):
        refused = run("--answer", "a" * 16)
        assert refused.returncode == 2
        assert "Traceback" not in refused.stderr
        assert len(list(FeedbackBook(tmp_path, database).all())) == 1
    assert run("--answer", "a" * 16).returncode == 0
    assert not list(FeedbackBook(tmp_path, database).all())
    (row,) = AuditLog(database, tmp_path).rows()
    assert (row.action, row.target) == ("records.forget", "a" * 16)
    assert '"rows": 1' in row.details
    database.close()
