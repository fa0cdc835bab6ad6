"""A document for officials only: who is signed in finds it at every door, nobody else anywhere."""

import io
import json
import zipfile

import openpyxl
import pytest
from fastapi.testclient import TestClient

from app import create_app
from bot.doors.access.identity import COOKIE
from bot.doors.access.keys import KeyBook
from bot.doors.access.rights import current_rights
from bot.people.roles import ASK, EDITOR, INTERNAL, VIEWER
from bot.people.roles import DOCUMENTS as WRITE
from bot.records.database import database_of
from tests.bot.desk_files import as_text, letter, place_for
from tests.bot.gradio_events import asks, event

BEES = "Sở Nông nghiệp và Môi trường hỗ trợ mỗi hộ nuôi ong bao nhiêu đàn ong giống?"
DESK = "/api/v1/admin/documents"
HOST = "http://testserver"


@pytest.fixture(scope="module")
def place(settings, assistant, tmp_path_factory):
    folder = tmp_path_factory.mktemp("internal")
    own = {"data_dir": place_for(folder / "var", settings), "database": f"sqlite:///{folder}/x.db"}
    return settings.model_validate({**settings.model_dump(), **own})


@pytest.fixture(scope="module")
def client(place):
    app = create_app(place, background=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
    app.state.service.close()


@pytest.fixture(scope="module")
def callers(client, place):
    """Headers by who calls; the browser of a person carries the session's cookie."""
    book = KeyBook(place.data_dir, database_of(place))
    office = client.app.state.office
    found = {"nobody": {}, "a key that asks": {"X-API-Key": book.add("hỏi", [ASK])[1]}}
    for name, scope in (("a key that sees", INTERNAL), ("a key that writes", WRITE)):
        found[name] = {"X-API-Key": book.add(name, sorted({ASK, scope}))[1]}
    for role in (VIEWER, EDITOR):
        person, _ = office.people.add("thử", role, role, role)
        office.people.set_password("thử", person, "con trâu đen bơi qua sông")
        token = office.sessions.begin(person.id, whole=True)
        found["a viewer" if role == VIEWER else "an editor"] = {"Cookie": f"{COOKIE}={token}"}
    half = office.sessions.begin(person.id, whole=False)
    found["one before the second step"] = {"Cookie": f"{COOKIE}={half}"}
    found["a session made up"] = {"Cookie": f"{COOKIE}={'x' * 43}"}
    found["another site"] = {**found["a viewer"], "Origin": "https://x.example"}
    return found


@pytest.fixture(scope="module")
def document(client, callers):
    headers = callers["a key that writes"]
    files = {"file": ("Công văn 906.txt", as_text(letter("906/UBND-KSTT")))}
    made = client.post(DESK, headers=headers, files=files, data={"visibility": "internal"}).json()
    assert client.post(f"{DESK}/{made['id']}/publish", headers=headers).status_code == 200
    return made


def got(client, path, headers):
    found = client.get(path, headers=headers)
    assert found.status_code in (200, 404, 422), (path, found.text)
    return found.text


def sent(client, path, body, headers, **more):
    found = client.post(path, json=body, headers={**headers, **more})
    assert found.status_code == 200, (path, found.text)
    return found.text


def tool(client, name, headers, **arguments):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": name, "arguments": arguments}}  # fmt: skip
    told = sent(client, "/mcp", body, headers, Accept="application/json, text/event-stream",
                Host="localhost")  # fmt: skip
    return json.dumps(json.loads(told), ensure_ascii=False)


def sheet(client, headers):
    raw = client.get("/api/v1/tasks.xlsx", headers=headers).content
    rows = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0].iter_rows(values_only=True)
    return str(list(rows))


def printed(client, headers):
    answer = client.post("/api/v1/ask", json={"question": BEES}, headers=headers).json()
    raw = client.get(f"/api/v1/answers/{answer['answer_id']}.docx", headers=headers).content
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return packed.read("word/document.xml").decode()


def reading(document):
    """All doors that only read, by name."""
    name, clause = document["document_id"], document["tree"][-1]["clause_id"]
    paths = {
        "list": "/api/v1/documents",
        "document": f"/api/v1/documents/{name}",
        "text": f"/api/v1/documents/{name}/text",
        "clause": f"/api/v1/clauses/{clause}",
        "search": "/api/v1/search?q=nuôi ong giống&k=50",
        "facts": "/api/v1/facts?role=chu_tri",
        "tasks": "/api/v1/tasks?limit=500",
        "tasks as a table": "/api/v1/tasks.csv",
        "tasks as days": "/api/v1/tasks.ics",
        "page of documents": "/documents",
        "page of the document": f"/documents/{name}",
        "page of tasks": "/viec?text=nuôi ong",
    }
    return {door: lambda c, h, p=path: got(c, p, h) for door, path in paths.items()}


ASKING = {
    "ask": lambda c, h: sent(c, "/api/v1/ask", {"question": BEES}, h),
    "stream": lambda c, h: sent(c, "/api/v1/ask", {"question": BEES}, h,
                                Accept="text/event-stream"),
    "openai": lambda c, h: sent(
        c, "/v1/chat/completions",
        {"model": "tong-dai-ao", "messages": [{"role": "user", "content": BEES}]}, h),
    "answer as a file": printed,
    "tasks as a workbook": sheet,
    "mcp ask": lambda c, h: tool(c, "ask", h, question=BEES),
    "mcp documents": lambda c, h: tool(c, "documents", h),
    "chat page": lambda c, h: asks(c, BEES, h),
    "chat page when opened": lambda c, h: event(c, "opened", [], h),
    "chat page when narrowed": lambda c, h: event(c, "narrowed", ["Tất cả"] * 3 + [""], h),
}  # fmt: skip
OURS = ("An Lạc", "906/UBND-KSTT")
PAGE = [door for door in ASKING if door.startswith("chat")]  # keys are for programs


def looked(text):
    return any(one in text or json.dumps(one)[1:-1] in text for one in OURS)


LONG = pytest.mark.accept
CALLERS = [
    ("nobody", False),
    ("one before the second step", False),
    ("a viewer", True),
    pytest.param("a key that asks", False, marks=LONG),
    pytest.param("a session made up", False, marks=LONG),
    pytest.param("an editor", True, marks=LONG),
    pytest.param("a key that sees", True, marks=LONG),
    pytest.param("a key that writes", True, marks=LONG),
]


@pytest.mark.parametrize(("who", "sees"), CALLERS)
def test_at_every_door(client, callers, document, who, sees):
    headers = callers[who]
    for door, read in {**reading(document), **ASKING}.items():
        if door in PAGE and "X-API-Key" in headers:
            continue
        assert looked(read(client, headers)) is sees, (door, who)


def test_a_page_of_another_site_asks_as_nobody(client, callers, document):
    """It makes an official's browser send a question, with the cookie."""
    assert not looked(asks(client, BEES, callers["another site"]))
    assert looked(asks(client, BEES, callers["a viewer"]))


def test_the_page_says_so_and_a_filter_reaches_it_for_officials_alone(client, callers, document):
    official, found = callers["a viewer"], document["document_id"]
    assert 'class=\\"noi-bo\\"' in asks(client, BEES, official)
    assert "văn bản nội bộ" in event(client, "opened", [], official)
    assert "nội bộ" not in event(client, "opened", [])
    filters = {"question": BEES, "filters": {"documents": [found]}}
    assert client.post("/api/v1/ask", json=filters).status_code == 422
    assert client.post("/api/v1/ask", json=filters, headers=official).status_code == 200


def test_no_cache_keeps_it_and_signing_out_clears_the_browser(client, callers, document):
    official = callers["a viewer"]
    for path in ("/documents", "/viec", "/api/v1/documents"):
        assert client.get(path, headers=official).headers["cache-control"] == "no-store"
    office = client.app.state.office
    person, _ = office.people.add("thử", "ra", "Ra", VIEWER)
    token = office.sessions.begin(person.id, whole=True)
    csrf = office.sessions.principal(token).csrf
    out = client.post("/dang-xuat", data={"csrf": csrf}, headers={"Cookie": f"{COOKIE}={token}"},
                      follow_redirects=False)  # fmt: skip
    assert '"storage"' in out.headers["clear-site-data"]
    assert not looked(asks(client, BEES, {"Cookie": f"{COOKIE}={token}"}))


def test_a_state_of_theirs_is_of_no_use_to_others(client, callers, document):
    sees = callers["a key that sees"]
    answer = client.post("/api/v1/ask", json={"question": BEES}, headers=sees).json()
    assert looked(json.dumps(answer))
    again = {"question": "Tóm tắt lại giúp tôi", "state": answer["state"]}
    assert looked(client.post("/api/v1/ask", json=again, headers=sees).text)
    refused = client.post("/api/v1/ask", json=again)
    assert refused.status_code == 422
    assert "đăng nhập lại" in refused.json()["detail"]
    assert not looked(refused.text)
    mine = client.post("/api/v1/ask", json={"question": "Sở Nội vụ chủ trì việc gì?"}).json()
    on = {"question": BEES, "state": mine["state"]}  # who signs in goes on with the talk
    assert looked(client.post("/api/v1/ask", json=on, headers=sees).text)


def test_a_call_of_theirs_is_not_heard_by_others(client, callers, document):
    def turn(headers, **body):
        return client.post("/api/v1/hotline", json=body, headers=headers)

    sees = callers["a key that sees"]
    begun = turn(sees, text=BEES).json()
    assert "ong giống" in begun["text"]
    for words in ({"text": "lặp lại"}, {"keys": "4"}, {"silence": True}):
        assert turn({}, call_id=begun["call_id"], **words).status_code == 404
    assert turn(sees, call_id=begun["call_id"], text="nguồn").status_code == 200


def test_questions_to_begin_a_call_with_are_made_for_each(client, callers, document, monkeypatch):
    """They were made once, for whoever called first."""
    service = client.app.state.service
    seen = []

    def first():
        seen.append(current_rights().internal)
        return ["Nuôi ong ở An Lạc thế nào?" if seen[-1] else "Ai ký?"]

    monkeypatch.setattr(service, "first_questions", first)
    heard = {
        who: client.post("/api/v1/hotline", json={"keys": "5"}, headers=callers[who]).text
        for who in ("a key that sees", "nobody", "a key that sees")
    }
    assert seen == [True, False]
    assert "An Lạc" in heard["a key that sees"]
    assert "An Lạc" not in heard["nobody"]


def test_why_there_are_no_answers_names_no_document_to_those_who_may_not_see_it(
    client, callers, document, monkeypatch
):
    service = client.app.state.service
    monkeypatch.setattr(type(service), "assistant", None)
    service.error, service.brief = f"Chỉ mục đã cũ: {document['document_id']}.", "Chỉ mục đã cũ."
    path = "/api/v1/documents"
    assert document["document_id"] not in client.get(path).text
    sees = client.get(path, headers=callers["a key that sees"])
    assert (sees.status_code, document["document_id"] in sees.text) == (503, True)
