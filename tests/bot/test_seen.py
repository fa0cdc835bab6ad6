"""What those who run the server see: figures, lines, traces, and never what was asked."""

import json
import logging
import re
import sys
from contextlib import contextmanager
from dataclasses import replace

import httpx
import promql_parser
import pytest
import yaml
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from app import create_app
from bot.deadline import OutOfTime
from bot.doors.access.keys import KeyBook
from bot.doors.seen.logs import Numbered, json_formatter, log_answer
from bot.doors.seen.tracing import Tracing
from bot.generate.generate import Generator, Limits
from bot.generate.llm import open_llm
from bot.parts import Parts
from bot.people.roles import ASK, METRICS
from bot.pipeline import AnswerPipeline
from bot.records.caller import caller
from bot.records.database import Database, database_of
from bot.records.questions import failed
from bot.records.recorder import Recorder
from corpus.settings import Settings, SettingsError, read_settings
from eval.scripted import dead
from eval.scripted import serving as scripted
from tests.bot.collector import attributes, collecting
from tests.bot.desk_files import place_for
from tests.bot.serving import serving
from tests.conftest import ROOT

QUESTION = "Sở nào chủ trì chỉ tiêu trên 10% hoạt động kiểm tra hành chính qua môi trường số?"
ODD = "zyxwq"  # a word that nothing but a question has
HERE, AWAY = ("127.0.0.1", 5000), ("203.0.113.7", 5000)


def at(client, address):
    return TestClient(client.app, client=address, raise_server_exceptions=False)


def read(client, **headers):
    found = at(client, HERE).get("/metrics", headers=headers)
    assert found.status_code == 200, found.text
    return figures(found.text)


def figures(text):
    """name{labels} -> value, as a Prometheus server reads them."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found, name, /, **labels):
    return found.get((name, tuple(sorted(labels.items()))), 0.0)


def test_answers_are_counted_by_status_and_door_and_timed_by_stage(client):
    before = read(client)
    for question in (QUESTION, QUESTION, "Giá vàng hôm nay bao nhiêu?"):
        assert client.post("/api/v1/ask", json={"question": question}).status_code == 200
    chat = {"model": "tong-dai-ao", "messages": [{"role": "user", "content": QUESTION}]}
    assert client.post("/v1/chat/completions", json=chat).status_code == 200
    after = read(client)

    def grown(name, /, **labels):
        return value(after, name, **labels) - value(before, name, **labels)

    assert grown("tongdai_answers_total", status="answered", door="api") == 2
    assert grown("tongdai_answers_total", status="answered", door="openai") == 1
    assert grown("tongdai_answer_seconds_count", door="api") == 3
    for stage in ("understand", "retrieve", "answer", "verify"):
        assert grown("tongdai_stage_seconds_count", stage=stage) == 4
    assert grown("tongdai_stage_seconds_sum", stage="retrieve") > 0
    route = {"route": "/api/v1/ask", "status": "200", "door": "api"}
    assert grown("tongdai_http_requests_total", **route) == 3
    assert value(after, "tongdai_http_in_flight") == 1  # this look itself
    assert value(after, "tongdai_questions_working") == 0


def test_what_the_server_stands_on_is_told(client):
    found, ready = read(client), client.get("/health/ready").json()
    assert value(found, "tongdai_ready") == 1
    assert value(found, "tongdai_paused") == 0
    assert value(found, "tongdai_documents", visibility="public") == ready["documents"] == 5
    assert value(found, "tongdai_clauses") == ready["clauses"]
    assert value(found, "tongdai_edition_info", name=ready["edition"]["name"]) == 1
    assert value(found, "tongdai_edition_made_timestamp_seconds") > 1.7e9
    assert value(found, "tongdai_records_on") == 1
    assert value(found, "tongdai_data_free_bytes") > 0
    assert value(found, "process_resident_memory_bytes") > 1e8
    (build,) = [dict(labels) for name, labels in found if name == "tongdai_build_info"]
    assert build["version"] == client.app.version
    assert build["embedding"] == "bundled"


def test_faults_refusals_and_opinions_are_counted(client, monkeypatch):
    before = read(client)
    sent = {"answer_id": "5f0c2a9b7d1e4c38", "rating": "down"}
    assert client.post("/api/v1/feedback", json=sent).status_code == 201
    assert client.post("/api/v1/ask", json={"question": ""}).status_code == 422
    assert client.get("/khong-co-trang-nay").status_code == 404

    def late(self, ask):
        raise OutOfTime
        yield

    monkeypatch.setattr(AnswerPipeline, "pieces", late)
    assert client.post("/api/v1/ask", json={"question": QUESTION}).status_code == 503
    after = read(client)

    def grown(name, /, **labels):
        return value(after, name, **labels) - value(before, name, **labels)

    assert grown("tongdai_feedback_total", rating="down") == 1
    assert grown("tongdai_answers_total", status="failed", door="api") == 1
    route = {"route": "/api/v1/ask", "door": "api"}
    assert grown("tongdai_http_requests_total", status="422", **route) == 1
    assert grown("tongdai_http_requests_total", status="503", **route) == 1


def test_who_asks_too_fast_is_counted(settings, assistant):
    app = create_app(settings.model_copy(update={"rate_reads": 1}), background=False)
    away = TestClient(app, client=AWAY)
    assert [away.get("/api/v1/documents").status_code for _ in range(3)] == [200, 429, 429]
    found = figures(app.state.service.metrics.text().decode())
    app.state.service.close()
    assert value(found, "tongdai_rate_limited_total", door="other") == 2


def test_labels_hold_nothing_of_a_question_or_a_caller(client):
    for ask in (
        lambda c: c.post("/api/v1/ask", json={"question": f"{ODD} là gì?"}),
        lambda c: c.get("/api/v1/search", params={"q": ODD}),
        lambda c: c.get(f"/{ODD}"),
        lambda c: c.get(f"/api/v1/clauses/{ODD}"),
        lambda c: c.get(f"/documents/{ODD}", headers={"X-Request-ID": ODD * 2, "Origin": ODD}),
        lambda c: c.request(ODD.upper(), "/documents"),
    ):
        ask(at(client, AWAY))
    text = at(client, HERE).get("/metrics").text
    assert ODD not in text.lower()
    assert AWAY[0] not in text
    assert "/api/v1/clauses/{clause_id:path}" in text
    names = {label for name, labels in figures(text) for label, _ in labels}
    assert names <= {
        "status", "door", "route", "stage", "rating", "le", "direction", "visibility", "name",
        "version", "python", "reader", "embedding", "role", "outcome",
    }  # fmt: skip


def test_a_model_is_told_with_its_failures_and_its_circuit(client, assistant):
    service = client.app.state.service
    with scripted(dead) as seen:
        llm = open_llm(Settings(_env_file=None, llm="openai:m", llm_base_url=seen.url))
        generator = Generator(llm, Limits(frozenset(("write",)), 1, 1, 1))
        given = with_generator(assistant, generator)
        service.serve(given)
        try:
            for _ in range(2):
                client.post("/api/v1/ask", json={"question": QUESTION})
            found = read(client)
        finally:
            service.serve(None)
    assert value(found, "tongdai_llm_calls_total", role="write", outcome="failed") == 1
    assert value(found, "tongdai_llm_calls_total", role="write", outcome="left_alone") == 1
    assert value(found, "tongdai_llm_circuit_open", role="write") == 1


def with_generator(assistant, generator):
    parts = Parts(assistant.library, assistant.searcher, generator=generator)
    return replace(assistant, parts=parts, pipeline=AnswerPipeline(assistant.library, parts))


def test_records_that_fail_are_counted(tmp_path):
    (tmp_path / "tep").write_text("no folder")
    recorder = Recorder(Database(f"sqlite:///{tmp_path}/tep/x.sqlite"))
    recorder.keep(failed(QUESTION, 1, caller()))
    recorder.flush(1.5)
    state = recorder.state()
    assert state.fault
    assert state.faults >= 1


@pytest.mark.parametrize(
    ("address", "headers", "setting", "status"),
    [
        (HERE, {}, "", 200),
        (("::1", 1), {}, "", 200),
        (("::ffff:127.0.0.1", 1), {}, "", 200),
        (AWAY, {}, "", 401),
        (("testclient", 1), {}, "", 401),
        # a proxy on this machine that nobody named: those behind it are not of this machine
        (HERE, {"X-Forwarded-For": AWAY[0]}, "", 401),
        (HERE, {"Via": "1.1 x"}, "", 401),
        (AWAY, {"X-Forwarded-For": "127.0.0.1"}, "", 401),
        (AWAY, {}, "203.0.113.0/24", 200),
        (AWAY, {}, "198.51.100.1, 203.0.113.7", 200),
        (AWAY, {}, "198.51.100.0/24,2001:db8::/32", 401),
    ],
)
def test_who_may_look(client, monkeypatch, address, headers, setting, status):
    service = client.app.state.service
    allowed = Settings(_env_file=None, metrics_from=setting).metrics_from
    changed = service.settings.model_copy(update={"metrics_from": allowed})
    monkeypatch.setattr(service, "settings", changed)
    found = at(client, address).get("/metrics", headers=headers)
    assert found.status_code == status
    assert status == 200 or "TONGDAI_METRICS_FROM" in found.json()["detail"]


def test_a_key_looks_where_it_may(client, settings):
    book = KeyBook(settings.data_dir, database_of(settings))
    keys = {scope: book.add(scope, [scope])[1] for scope in (ASK, METRICS)}
    away = at(client, AWAY)
    good = {"Authorization": f"Bearer {keys[METRICS]}"}
    assert "tongdai_ready" in away.get("/metrics", headers=good).text
    assert away.get("/metrics", headers={"X-API-Key": keys[ASK]}).status_code == 403
    assert away.get("/metrics", headers={"X-API-Key": f"tda_{'x' * 43}"}).status_code == 401
    assert away.post("/api/v1/ask", json={"question": "x"}, headers=good).status_code == 403


def test_a_wrong_network_names_the_setting(monkeypatch):
    monkeypatch.setenv("TONGDAI_METRICS_FROM", "mạng nội bộ")
    with pytest.raises(SettingsError, match=r"TONGDAI_METRICS_FROM.*10\.0\.0\.0/8"):
        read_settings()


def rules():
    text = (ROOT / "deploy" / "prometheus-rules.yml").read_text(encoding="utf-8")
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def test_every_alert_can_be_read_and_tells_what_to_do():
    found = rules()
    assert len({rule["alert"] for rule in found}) == len(found) > 10
    told = (ROOT / "docs" / "giam-sat.md").read_text(encoding="utf-8")
    for rule in found:
        promql_parser.parse(rule["expr"])
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["xu_ly"]
        assert rule["alert"] in told
    sample = yaml.safe_load((ROOT / "deploy" / "prometheus.yml").read_text(encoding="utf-8"))
    assert sample["rule_files"] == ["prometheus-rules.yml"]
    assert sample["scrape_configs"][0]["metrics_path"] == "/metrics"


def test_every_figure_that_an_alert_or_the_manual_names_is_there(client, assistant):
    client.post("/api/v1/ask", json={"question": QUESTION})
    app_text = at(client, HERE).get("/metrics").text
    service = client.app.state.service
    with scripted(dead) as seen:
        llm = open_llm(Settings(_env_file=None, llm="openai:m", llm_base_url=seen.url))
        service.serve(with_generator(assistant, Generator(llm)))
        try:
            app_text += at(client, HERE).get("/metrics").text
        finally:
            service.serve(None)
    there = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", app_text, re.M):
        there |= (
            {name} if kind != "histogram" else {name + s for s in ("_bucket", "_sum", "_count")}
        )
    named = {n for r in rules() for n in re.findall(r"\b(?:tongdai|process)_\w+", r["expr"])}
    assert named
    assert named <= there
    manual = (ROOT / "docs" / "giam-sat.md").read_text(encoding="utf-8")
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in there}
    assert {f for f in families if f.startswith("tongdai_")} == set(
        re.findall(r"^\| `(tongdai_\w+)", manual, re.M)
    )


def line_of(record_maker, formatter):
    """What a logger writes."""
    written = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    handler = Kept()
    handler.addFilter(Numbered())
    handler.setFormatter(formatter)
    log = logging.getLogger("tongdai")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        record_maker()
    finally:
        log.removeHandler(handler)
        log.setLevel(logging.NOTSET)
    return written


@pytest.mark.parametrize("wanted", [False, True])
def test_a_question_is_told_only_where_wanted_and_then_masked(wanted):
    settings = Settings(_env_file=None, log="json", log_questions=wanted)
    asked = "Gọi tôi số 0912 345 678 về học bạ"
    (line,) = line_of(lambda: log_answer(settings, asked, "answered", 12, "api"), json_formatter())
    told = json.loads(line)
    assert (told["answer_status"], told["duration_ms"], told["door"]) == ("answered", 12, "api")
    assert told.get("question") == ("Gọi tôi số ⟨điện thoại 1⟩ về học bạ" if wanted else None)
    assert "0912" not in line


def test_a_collector_without_its_packages_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    wanted = Settings(_env_file=None, otel_endpoint="http://127.0.0.1:4318")
    with pytest.raises(SettingsError, match=r"TONGDAI_OTEL_ENDPOINT.*\[otel\]"):
        Tracing.of(wanted, "1")
    assert not Tracing.of(Settings(_env_file=None), "1").on


TRACE = "0af7651916cd43dd8448eb211c80319c"


@contextmanager
def surroundings(patch, collector):
    """What other programs on the machine have set: no library of ours may take it up."""
    patch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"{collector}/cua-nguoi-khac")
    patch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    yield


@pytest.fixture(scope="module")
def told(settings, assistant, tmp_path_factory):
    """A server that logs JSON and sends traces, asked a few things, then ended: its lines, the
    spans, and the responses."""
    folder = tmp_path_factory.mktemp("told")
    place = place_for(folder / "var", settings)
    errors = folder / "loi.txt"
    with (
        collecting() as (collector, spans, strangers),
        pytest.MonkeyPatch.context() as patch,
        errors.open("w") as out,
        surroundings(patch, collector),
        serving(place, stderr=out, LOG="json", OTEL_ENDPOINT=collector) as server,
    ):
        found = {
            "ask": httpx.post(
                f"{server}/api/v1/ask",
                json={"question": f"{QUESTION} {ODD}"},
                headers={
                    "X-Request-ID": "yeu-cau-so-1",
                    "traceparent": f"00-{TRACE}-b7ad6b7169203331-01",
                },
            ),
            "search": httpx.get(f"{server}/api/v1/search", params={"q": ODD}),
            "lost": httpx.get(f"{server}/{ODD}"),
            "document": httpx.head(f"{server}/documents"),
            "metrics": httpx.get(f"{server}/metrics"),
        }
    assert strangers == []
    return errors.read_text(encoding="utf-8"), spans, found


def test_every_line_is_json_with_the_number_of_its_request(told):
    written, _, found = told
    lines = [json.loads(line) for line in written.splitlines()]
    assert found["ask"].headers["x-request-id"] == "yeu-cau-so-1"
    mine = [line for line in lines if line.get("request_id") == "yeu-cau-so-1"]
    answer, request = mine
    assert answer["answer_status"] == found["ask"].json()["status"]
    assert (request["method"], request["route"], request["status"], request["door"]) == (
        "POST", "/api/v1/ask", 200, "api",
    )  # fmt: skip
    assert request["duration_ms"] >= answer["duration_ms"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", request["time"])
    routes = {line.get("route") for line in lines}
    assert {"/api/v1/search", "/documents"} <= routes
    assert not any(str(route).startswith(("/metrics", "/health")) for route in routes)
    number = found["search"].headers["x-request-id"]
    assert len(number) == 16
    assert any(line.get("request_id") == number for line in lines)
    assert any("Liên kết dùng một lần" in line["message"] for line in lines)


def test_neither_lines_nor_traces_hold_a_question_or_an_address(told):
    written, spans, _ = told
    assert ODD not in written
    assert "127.0.0.1" not in "".join(
        line for line in written.splitlines() if '"logger": "tongdai"' in line and "route" in line
    )
    assert spans
    assert ODD not in str(spans)
    assert "127.0.0.1" not in str(spans)


def test_the_traces_are_those_of_the_requests(told):
    _, spans, _ = told
    roots = {span.name: attributes(span) for span in spans if span.kind == span.SPAN_KIND_SERVER}
    asked = roots["POST /api/v1/ask"]
    assert asked["http.response.status_code"] == 200
    assert asked["tongdai.request_id"] == "yeu-cau-so-1"
    mine = [span for span in spans if span.trace_id.hex() == TRACE]
    (answer,) = [span for span in mine if span.name == "answer"]
    (request,) = [span for span in mine if span.name == "POST /api/v1/ask"]
    assert answer.parent_span_id == request.span_id
    assert attributes(answer)["tongdai.status"]
    assert attributes(answer)["tongdai.stage.retrieve"] > 0
    assert answer.end_time_unix_nano > answer.start_time_unix_nano
