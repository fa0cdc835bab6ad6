"""What is kept: the same on SQLite and PostgreSQL, masked, bounded, taken away on request."""

import csv
import io
import json
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, insert, select, text

from bot.records.audit import AuditLog
from bot.records.caller import Caller, session_digest
from bot.records.database import Database, DatabaseError, open_database
from bot.records.export import exported
from bot.records.migrate import FOLDER, HEAD, STEPS, MigrationError, current, downgrade, upgrade
from bot.records.opinions import FeedbackBook
from bot.records.questions import Asked, asked_of, forget, forget_before, read, write
from bot.records.recorder import Recorder
from bot.records.tables import audit, keys, metadata, opinions, people, questions

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def asked(question="Ai ký?", **other):
    told = {"answer_id": "a" * 16, "at": NOW, "door": "api", "status": "no_evidence"}
    return Asked(**{**told, "question": question, "standalone": question, **other})


def keep(database, *rows):
    with database.writing() as connection:
        write(connection, rows)


def filled(database):
    """Rows in every table that a step makes."""
    keep(database, asked(), asked("Mức phí?", documents=("vb",), clauses=("vb-1",)))
    with database.writing() as c:
        c.execute(insert(opinions).values(answer_id="a", at=NOW, rating="up", comment="", key=""))
        c.execute(insert(people).values(
            id="p1", name="lan", shown="Lan", role="viewer", password="", totp="", totp_step=0,
            subject="", link="", active=True, made=NOW))  # fmt: skip
        c.execute(insert(keys).values(
            id="k1", name="Cổng", hash="h", scopes=["ask"], origins=[], rate=0, made="",
            replaces=""))  # fmt: skip


def test_up_and_down_on_a_filled_database(database, tmp_path):
    filled(database)
    log = AuditLog(database, tmp_path)
    log.write("lan", "thử")
    for step in reversed(STEPS[:-1]):
        database.downgrade(step)
        assert current(database.engine) == step
        with database.engine.connect() as connection:  # what older steps made is still there
            assert connection.execute(select(func.count()).select_from(questions)).scalar() == 2
    upgrade(database.engine)
    assert current(database.engine) == HEAD
    assert [row.question for row in read(database)] == ["Ai ký?", "Mức phí?"]
    assert log.check() == (1, [])
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.downgrade("base")
    assert current(database.engine) == ""
    database.ensure()
    filled(database)


def test_the_steps_are_those_of_the_folder():
    found = [s.revision for s in ScriptDirectory(str(FOLDER)).walk_revisions()]
    assert tuple(reversed(found)) == STEPS


def test_two_that_start_at_once(address):
    found = [Database(address) for _ in range(4)]
    failed = []

    def start(one):
        try:
            one.ensure()
        except DatabaseError as error:
            failed.append(str(error))

    threads = [threading.Thread(target=start, args=(one,)) for one in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert found[0].step() == HEAD
    for one in found:
        one.close()


def test_a_newer_database_is_left_alone(database):
    database.ensure()
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'm9999'"))
    with pytest.raises(DatabaseError, match="phiên bản mới hơn"):
        Database(database.engine.url.render_as_string(hide_password=False)).ensure()
    with pytest.raises(MigrationError, match="Không có bước"):
        downgrade(database.engine, "m0042")


def test_a_row_comes_back_as_it_was_put_in(database):
    row = asked(
        documents=("vb-1", "vb-2"), clauses=("c",), province="Quảng Ngãi", milliseconds=41,
        model="extractive", request_id="r-12345678", session="s", key="k", status="answered",
        at=datetime(2026, 3, 2, 15, 30, tzinfo=UTC) + timedelta(microseconds=5),
    )  # fmt: skip
    keep(database, row)
    (found,) = read(database)
    assert (found.at, found.documents, found.clauses) == (row.at, ("vb-1", "vb-2"), ("c",))
    assert Asked(**{**{n: getattr(found, n) for n in Asked.__slots__}, "id": 0}) == row


def test_nothing_personal_is_written(database):
    keep(database, asked("Tôi là 0912 345 678, cccd 079123456789, ai giải quyết?"))
    with database.reading() as connection:
        kept = " ".join(str(v) for v in connection.execute(select(questions)).one())
    assert "345 678" not in kept
    assert "079123456789" not in kept
    assert "⟨điện thoại 1⟩" in kept
    if database.file:
        raw = b"".join(p.read_bytes() for p in database.file.parent.glob("thu.sqlite*"))
        assert b"079123456789" not in raw


def test_taken_away_by_answer_by_talk_and_by_age(database, tmp_path):
    mine, other = session_digest("cuoc-goi-1"), session_digest("cuoc-goi-2")
    keep(
        database,
        asked("một", session=mine, answer_id="a1"), asked("hai", session=mine, answer_id="a2"),
        asked("hai", session=other, answer_id="a2"), asked("ba", answer_id="a3"),
        asked("cũ", answer_id="a4", at=NOW - timedelta(days=400)),
    )  # fmt: skip
    book = FeedbackBook(tmp_path, database)
    for answer_id in ("a1", "a2", "a3"):
        book.add(answer_id, "down", "chưa đúng")
    assert forget(database) == 0
    assert forget(database, session=mine) == 3  # with the opinion on a1; a2 is another's too
    assert [f.answer_id for f in book.all()] == ["a2", "a3"]
    assert forget(database, answer_id="a3") == 2
    assert forget_before(database, NOW - timedelta(days=180)) == 1
    assert [(r.question, r.session) for r in read(database)] == [("hai", other)]


def test_exports_are_whole_and_no_formula(database):
    keep(database, asked("=HYPERLINK(1)"), asked('Có "dấu", và\nhai dòng', documents=("a", "b")))
    lines = [json.loads(line) for line in exported(database, "jsonl")]
    assert [line["question"] for line in lines] == ["=HYPERLINK(1)", 'Có "dấu", và\nhai dòng']
    assert lines[1]["documents"] == ["a", "b"]
    rows = list(
        csv.DictReader(io.StringIO("".join(exported(database, "csv")).removeprefix("\ufeff")))
    )
    assert [row["question"] for row in rows] == ["'=HYPERLINK(1)", 'Có "dấu", và\nhai dòng']
    assert rows[1]["documents"] == "a b"
    assert list(exported(database, "jsonl", NOW + timedelta(days=1))) == []


def test_the_recorder_writes_beside_and_sweeps(database):
    keep(database, asked("cũ", at=datetime.now(UTC) - timedelta(days=40)))
    recorder = Recorder(database, days=30)
    for number in range(250):
        recorder.keep(asked(f"câu {number}", at=datetime.now(UTC)))
    assert recorder.flush(20)
    assert {r.question for r in read(database)} == {f"câu {n}" for n in range(250)}
    assert recorder.state().as_json() == {"state": "on", "waiting": 0, "lost": 0}
    recorder.stop()


def test_a_recorder_that_is_off_keeps_nothing(database):
    recorder = Recorder(database, on=False)
    recorder.keep(asked())
    assert recorder.flush(0)
    assert recorder.state().as_json()["state"] == "off"
    assert list(read(database)) == []


def test_a_database_that_is_away_delays_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.records.recorder._WAITING", 3)
    monkeypatch.setattr("bot.records.recorder._AGAIN", (0.05,))
    blocked = tmp_path / "day"
    blocked.write_text("no folder")
    recorder = Recorder(Database(f"sqlite:///{blocked / 'x.sqlite'}"))
    began = time.monotonic()
    for _ in range(50):
        recorder.keep(asked())
    assert time.monotonic() - began < 1
    deadline = time.monotonic() + 20
    while recorder.state().as_json()["state"] != "fault" and time.monotonic() < deadline:
        time.sleep(0.02)
    told = recorder.state().as_json()
    assert told["state"] == "fault"
    assert "TONGDAI_DATABASE" in told["reason"]
    assert told["lost"] > 0
    blocked.unlink()  # now it comes back
    assert recorder.flush(20)
    assert recorder.state().as_json()["state"] == "on"
    recorder.stop()


def test_an_answer_becomes_a_row(ask):
    answer = ask("Sở Nội vụ có nhiệm vụ gì?")
    row = asked_of("Sở Nội vụ có nhiệm vụ gì?", answer, 7, Caller("widget", "r-1", "s", "k"))
    assert (row.door, row.request_id, row.session, row.key) == ("widget", "r-1", "s", "k")
    assert row.answer_id == answer.answer_id
    assert row.status == answer.status.value
    assert row.clauses == tuple(c.clause.id for c in answer.citations)
    assert len(set(row.documents)) == len(row.documents) > 0


def test_a_password_is_never_told(tmp_path):
    wrong = Database("postgresql://ten:bi-mat-lam@127.0.0.1:1/khong-co")
    assert "bi-mat-lam" not in wrong.where
    with pytest.raises(DatabaseError) as told:
        wrong.ensure()
    assert "bi-mat-lam" not in str(told.value)
    for strange in ("mysql://a/b", "không phải"):
        with pytest.raises(DatabaseError, match="TONGDAI_DATABASE"):
            Database(strange)
    assert open_database(tmp_path) is open_database(tmp_path)


def test_the_log_binds_each_row_to_the_one_before(database, tmp_path):
    log = AuditLog(database, tmp_path)
    first = log.write("lan", "people.add", "minh", role="viewer")
    second = log.write("lan", "keys.add", "k1", name="Cổng")
    assert (first.seq, second.seq, second.previous) == (1, 2, first.seal)
    assert log.check() == (2, [])
    assert [e.action for e in log.rows(newest=1)] == ["keys.add"]


def test_many_writers_make_one_chain(database, tmp_path):
    logs = [AuditLog(database, tmp_path) for _ in range(4)]

    def some(log):
        for number in range(10):
            log.write("a", "thử", str(number))

    threads = [threading.Thread(target=some, args=(log,)) for log in logs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert logs[0].check() == (40, [])


def test_the_database_refuses_changes_to_the_log(database, tmp_path):
    AuditLog(database, tmp_path).write("lan", "thử")
    for change in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(DatabaseError, match="audit rows"), database.writing() as connection:
            connection.execute(text(change))


def unfrozen(database):
    """As one who owns the database gets round the triggers."""
    with database.writing() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_frozen"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE audit SET actor = 'minh' WHERE seq = 2", "dòng 2 đã bị sửa"),
        ("UPDATE audit SET details = '{}' WHERE seq = 3", "dòng 3 đã bị sửa"),
        ("DELETE FROM audit WHERE seq = 2", "thiếu dòng 2 đến 2"),
        ("DELETE FROM audit WHERE seq = 1", "thiếu dòng 1 đến 1"),
        ("DELETE FROM audit WHERE seq >= 3", "các dòng sau dòng 2 đã bị cắt"),
        ("DELETE FROM audit", "các dòng sau dòng 0 đã bị cắt"),
        ("UPDATE audit SET seq = seq + 10", "thiếu dòng 1 đến 10"),
    ],
)
def test_tampering_is_found(database, tmp_path, change, told):
    log = AuditLog(database, tmp_path)
    for number in range(4):
        log.write("lan", "thử", str(number), nói="có")
    unfrozen(database)
    with database.writing() as connection:
        connection.execute(text(change))
    assert any(told in line for line in log.check()[1])


def test_a_chain_made_anew_without_the_key_is_found(database, tmp_path):
    log = AuditLog(database, tmp_path / "that")
    for number in range(3):
        log.write("lan", "thử", str(number))
    unfrozen(database)
    with database.writing() as connection:
        connection.execute(audit.delete())
    forger = AuditLog(database, tmp_path / "gia")
    for number in range(3):
        forger.write("lan", "khác", str(number))
    assert forger.check() == (3, [])
    assert any("dòng 1 đã bị sửa hoặc không do chương trình này ghi" in t for t in log.check()[1])
