"""The description of the HTTP interface: it tells all, and what it tells holds whatever is sent."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from pydantic import BaseModel

from bot.doors.access.keys import KeyBook
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
from bot.doors.desk.out import DecidedOut, DroppedOut, EffectsOut, EntriesOut, PreviewOut
from bot.doors.openai.out import ChunkOut, CompletionOut, ModelsOut, OpenAIErrorOut
from bot.people.roles import ASK, DOCUMENTS
from bot.records.database import Database
from corpus.library import DIRECTIVES
from tests.bot.desk_files import as_docx, as_text, letter, place_for
from tests.bot.serving import serving

FEW = (
    "cong-van-4685-ubnd-kgvx-quang-ngai-2022-09-19.txt",
    "chi-thi-19-ct-tu-quang-ngai-2022-05-18.txt",
)
DESK = "/api/v1/admin/documents"
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


@pytest.fixture(scope="module")
def desk(settings, assistant, tmp_path_factory):
    """A server of its own, as its documents are changed, with two of them so that this is quick,
    and a key that may change them."""
    folder = tmp_path_factory.mktemp("ban")
    place = place_for(folder / "var", settings)
    kept = f"sqlite:///{folder / 'thu.sqlite'}"
    book = KeyBook(place, Database(kept))
    key = book.add("thử", [ASK, DOCUMENTS])[1]
    corpus = ":".join(str(DIRECTIVES / name) for name in FEW)
    with serving(place, DATABASE=kept, CORPUS=corpus, DEADLINE="0", RATE_READS="0") as address:
        yield address, key


ADMIN = ("--include-path-regex", "^/api/v1/admin/", "--request-timeout", "120")


def authorized(key):
    return ("-H", f"Authorization: Bearer {key}")


def test_the_desk_neither_fails_nor_answers_what_is_not_described(desk, tmp_path):
    """With the right to do all of it: documents are mended, withdrawn, used again meanwhile."""
    server, key = desk
    with httpx.Client(base_url=server, headers={"X-API-Key": key}, timeout=60) as client:
        draft = client.post(DESK, files={"file": ("Công văn 1.txt", as_text(letter()))}).json()
        assert draft["state"] == "draft"
        options = ("--phases", "examples,coverage", "-n", "2", "--seed", "1")
        quick = ("--exclude-path-regex", "/effects$")
        fuzz(server, tmp_path, *ADMIN, *quick, *authorized(key), *options)
        rows = client.get(DESK).json()["documents"]
        assert any(row["changed"] for row in rows)  # something was decided
        assert client.get("/health/ready").status_code == 200


@pytest.mark.accept
def test_the_desk_at_length(desk, tmp_path):
    server, key = desk
    fuzz(server, tmp_path, *ADMIN, *authorized(key), "-n", "40", "--continue-on-failure")


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


def test_what_the_desk_answers_is_what_is_described(desk):
    server, key = desk
    with httpx.Client(base_url=server, headers={"X-API-Key": key}, timeout=60) as client:
        lines = letter("902/UBND-KSTT", more=("3. Văn bản này thay thế Công văn số 4685/UBND.",))
        made = client.post(DESK, files={"file": ("Công văn 902.docx", as_docx(lines))})
        assert made.status_code == 201
        whole(PreviewOut, made.json())
        entry = f"{DESK}/{made.json()['id']}"
        whole(PreviewOut, client.get(entry).json())
        whole(EffectsOut, client.get(f"{entry}/effects").json())
        sent = {"metadata": {"signer": "", "date": "2024-03-06"}, "visibility": "internal"}
        mended = client.patch(entry, json=sent).json()
        whole(PreviewOut, mended)
        assert (mended["mended"]["date"], mended["visibility"]) == ("2024-03-06", "internal")
        whole(DecidedOut, client.post(f"{entry}/publish").json())
        whole(DecidedOut, client.post(f"{entry}/withdraw").json())
        listed = client.get(DESK).json()
        whole(EntriesOut, listed)
        for row in listed["documents"]:
            whole(PreviewOut, client.get(f"{DESK}/{row['id']}").json())
        other = client.post(DESK, files={"file": ("a.txt", as_text(letter("99/UBND-X")))}).json()
        whole(DroppedOut, client.delete(f"{DESK}/{other['id']}").json())
        whole(ProblemOut, client.delete(entry).json())
        told = client.post(DESK, files={"file": ("a.txt", b"x")}, params={"visibilty": "public"})
        assert "có phải" not in told.text  # a form's field is no parameter of the address
        assert told.status_code == 422


def test_the_desk_is_described_with_examples_and_needs_a_key(described):
    paths = {p for p in described["paths"] if p.startswith(DESK)}
    ends = ("effects", "file", "publish", "withdraw", "restore")
    one = f"{DESK}/{{entry_id}}"
    assert paths == {DESK, one, *(f"{one}/{end}" for end in ends)}
    for path in paths:
        for method, operation in described["paths"][path].items():
            assert {} not in operation["security"]
            for parameter in operation.get("parameters", ()):
                assert parameter["description"], (path, method)
            assert "409" in operation["responses"] or path.endswith("/file")
    change = described["components"]["schemas"]["ChangeIn"]
    assert change["examples"]
    assert "multipart/form-data" in described["paths"][DESK]["post"]["requestBody"]["content"]


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 77", (503, "tải tệp DOCX")),
        ("exit 0", (503, "make ocr")),  # made nothing
        ("sleep 30", (503, "thử lại sau")),
        (None, (501, "chưa có LibreOffice")),
    ],
)
def test_a_pdf_that_cannot_be_made_is_a_declared_problem(
    client, described, tmp_path, monkeypatch, script, told
):
    status, words = told
    programs = tmp_path / "bin"
    programs.mkdir()
    if script:
        (programs / "soffice").write_text(f"#!/bin/sh\n{script}\n")
        (programs / "soffice").chmod(0o755)
    for name in ("timeout", "sleep"):
        (programs / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr("bot.doors.api.kept._SECONDS", 1.0)
    asked = client.post("/api/v1/ask", json={"question": QUESTION}).json()["answer_id"]
    found = client.get(f"/api/v1/answers/{asked}.pdf")
    assert found.status_code == status
    whole(ProblemOut, found.json())
    assert words in found.json()["detail"]
    assert "retry-after" in found.headers or status != 503
    responses = described["paths"]["/api/v1/answers/{name}"]["get"]["responses"]
    assert str(status) in responses
    assert "500" not in responses
    assert client.get(f"/api/v1/answers/{asked}.docx").status_code == 200


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
