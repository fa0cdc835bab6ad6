"""The description of the HTTP interface: it tells all, and what it tells holds whatever is sent."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.doors.api.out.answer import AnswerOut
from bot.doors.api.out.documents import (
    ClauseWholeOut,
    DocumentsOut,
    DocumentWholeOut,
    FactsOut,
    HitsOut,
)
from bot.doors.api.out.rest import ProblemOut, QuestionsOut, ReadyOut
from bot.doors.api.out.streams import EVENTS
from bot.doors.openai.out import ChunkOut, CompletionOut, ModelsOut, OpenAIErrorOut

QUESTION = "Sở nào chủ trì chỉ tiêu trên 10% hoạt động kiểm tra hành chính qua môi trường số?"
RULES = str(Path(__file__).resolve().with_name("schemathesis.toml"))
FUZZED = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
          "--config-file", RULES, "run"]  # fmt: skip
TEXT = {"Accept": "text/event-stream"}


def fuzz(server, folder, *options):
    done = subprocess.run(
        [*FUZZED, f"{server}/openapi.json", "--no-color", "--warnings", "off", *options],
        cwd=folder, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_no_failure_and_no_answer_that_is_not_described(server, tmp_path):
    """Schemathesis: right and wrong values in every place, methods, headers, types."""
    fuzz(server, tmp_path, "--phases", "examples,coverage,fuzzing", "-n", "2", "--seed", "1")


@pytest.mark.accept
def test_no_failure_at_length(server, tmp_path):
    fuzz(server, tmp_path, "-n", "80", "--continue-on-failure")


def whole(model: type[BaseModel], body):
    """Every field is described, and has the type that is told; nothing more is there."""
    model.model_validate_json(json.dumps(body), extra="forbid", strict=True)


def test_what_goes_out_is_what_is_described(client):
    ask = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    whole(AnswerOut, ask)
    found = ask["citations"][0]
    whole(DocumentsOut, client.get("/api/v1/documents").json())
    for document in client.get("/api/v1/documents").json()["documents"]:
        whole(DocumentWholeOut, client.get(f"/api/v1/documents/{document['id']}").json())
    whole(ClauseWholeOut, client.get(f"/api/v1/clauses/{found['clause_id']}").json())
    whole(FactsOut, client.get("/api/v1/facts").json())
    whole(HitsOut, client.get("/api/v1/search", params={"q": "học bạ điện tử"}).json())
    whole(ReadyOut, client.get("/health/ready").json())
    whole(QuestionsOut, client.get("/widget/questions").json())
    whole(ModelsOut, client.get("/v1/models").json())
    whole(ProblemOut, client.post("/api/v1/ask", json={"question": ""}).json())
    asked = {"model": "tong-dai-ao", "messages": [{"role": "user", "content": QUESTION}]}
    whole(CompletionOut, client.post("/v1/chat/completions", json=asked).json())
    whole(OpenAIErrorOut, client.post("/v1/chat/completions", json={**asked, "model": "x"}).json())
    streamed = client.post("/v1/chat/completions", json={**asked, "stream": True}).text
    *chunks, last = [line.removeprefix("data: ") for line in streamed.split("\n\n") if line]
    for chunk in chunks:
        whole(ChunkOut, json.loads(chunk))
    assert last == "[DONE]"


def test_every_event_is_what_is_described(client):
    text = client.post("/api/v1/ask", json={"question": QUESTION}, headers=TEXT).text
    names = set()
    for block in text.strip().split("\n\n"):
        name, data = block.split("\ndata: ", 1)
        names.add(name.removeprefix("event: "))
        whole(EVENTS[name.removeprefix("event: ")], json.loads(data))
    assert names == EVENTS.keys() - {"error"}


@pytest.fixture(scope="module")
def described(client):
    return client.get("/openapi.json").json()


def operations(described):
    for path, methods in described["paths"].items():
        for operation in methods.values():
            yield path, operation


def test_every_operation_speaks_vietnamese_and_tells_its_refusals(described):
    assert {"/widget/questions", "/widget.js", "/nhung", "/docs"} <= described["paths"].keys()
    for path, operation in operations(described):
        responses = operation["responses"]
        assert operation["tags"], path
        told = operation["summary"] + operation.get("description", "")
        assert any(letter in told.lower() for letter in "ăâđêôơưáàảãạ"), path
        guarded = path.startswith(("/api/", "/v1/"))
        assert not guarded or {"401", "403", "405", "429", "503"} <= responses.keys(), path
        if "requestBody" in operation:
            assert {"400", "413"} <= responses.keys(), path
        for status, response in responses.items():
            if int(status) >= 400:
                assert response["content"], (path, status)
            if status in ("429", "503"):
                assert response["headers"]["Retry-After"]["required"]
        described_body = responses.get("200", {}).get("content", {}).get("application/json")
        assert described_body is None or described_body["schema"], path
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_the_stream_is_described_with_its_media_type(described):
    stream = described["paths"]["/api/v1/ask"]["post"]["responses"]["200"]["content"]
    events = stream["text/event-stream"]["itemSchema"]["oneOf"]
    assert {one["properties"]["event"]["const"] for one in events} == EVENTS.keys()
    chat = described["paths"]["/v1/chat/completions"]["post"]["responses"]["200"]["content"]
    assert "text/event-stream" in chat


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/ask", "POST"),
        ("TRACE", "/api/v1/documents", "GET, HEAD"),
        ("DELETE", "/v1/models", "GET, HEAD"),
        ("POST", "/widget/questions", "GET, HEAD"),
        ("POST", "/health/live", "GET, HEAD"),
        ("POST", "/documents/x", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_taken_is_told_which_are(client, method, path, allowed):
    found = client.request(method, path)
    assert found.status_code == 405
    assert found.headers["allow"] == allowed
    assert "phương thức" in found.text


def test_head_wherever_get(client):
    for path in ("/health/live", "/api/v1/documents", "/v1/models", "/documents", "/docs"):
        found, whole = client.head(path), client.get(path)
        assert (found.status_code, found.content) == (200, b"")
        assert found.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize(
    "day", ["0", "20230607", "2023-06-07T10:00:00", "1686096000", "07/06/2023"]
)
def test_a_day_is_written_as_one(client, day):
    found = client.get("/api/v1/facts", params={"due_before": day})
    assert found.status_code == 422
    assert "NĂM-THÁNG-NGÀY" in found.json()["detail"]
