"""Documents on a running server: brought in, looked at, published, replaced, withdrawn."""

import gc
import io
import json
import weakref
import zipfile

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from app import create_app
from bot.doors.access.keys import KeyBook
from bot.people.roles import ASK, INTERNAL
from bot.people.roles import DOCUMENTS as WRITE
from bot.records.audit import AuditLog
from bot.records.database import database_of
from corpus.loaders.office.programs import has_program
from tests.bot.desk_files import as_docx, as_pdf, as_text, letter, place_for
from tests.bot.test_logged_first import no_log

DESK = "/api/v1/admin/documents"
BEES = "Sở Nông nghiệp và Môi trường hỗ trợ mỗi hộ nuôi ong bao nhiêu đàn ong giống?"


@pytest.fixture(scope="module")
def place(settings, assistant, tmp_path_factory):
    folder = place_for(tmp_path_factory.mktemp("desk") / "var", settings)
    own = {"data_dir": folder, "database": SecretStr(f"sqlite:///{folder / 'thu.sqlite'}")}
    return settings.model_copy(update=own)


@pytest.fixture(scope="module")
def app(place):
    return create_app(place, background=False)


@pytest.fixture(scope="module")
def client(app):
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
    app.state.service.close()


@pytest.fixture(scope="module")
def keys(place):
    book = KeyBook(place.data_dir, database_of(place))
    return {
        name: {"X-API-Key": book.add(name, sorted({scope, ASK}))[1]}
        for name, scope in (("write", WRITE), ("internal", INTERNAL), ("ask", ASK))
    }


@pytest.fixture
def bring(client, keys):
    """Bring a file in; all that a test brought is withdrawn after it."""
    made = []

    def run(name, raw, status=201, **form):
        found = client.post(DESK, headers=keys["write"], files={"file": (name, raw)}, data=form)
        assert found.status_code == status, found.text
        body = found.json()
        made.extend([body["id"]] if status == 201 else [])
        return body

    yield run
    for entry in made:
        for path, does in (
            (f"{DESK}/{entry}/withdraw", client.post),
            (f"{DESK}/{entry}", client.delete),
        ):
            does(path, headers=keys["write"])


@pytest.fixture
def act(client, keys):
    def run(entry, does, status=200):
        found = client.post(f"{DESK}/{entry}/{does}", headers=keys["write"])
        assert found.status_code == status, found.text
        return found.json()

    return run


def asked(client, question=BEES, headers=None):
    found = client.post("/api/v1/ask", json={"question": question}, headers=headers or {})
    assert found.status_code == 200, found.text
    return found.json()


def told(answer):
    return json.dumps([answer["answer"], answer["citations"]], ensure_ascii=False)


def test_a_word_file_is_published_answered_from_replaced_and_withdrawn(client, keys, bring, act):
    assert "đàn ong" not in told(asked(client))
    first = bring("Công văn 901.docx", as_docx(letter()))
    assert first["state"] == "draft"
    assert first["metadata"]["number"] == "901/UBND-KSTT"
    assert first["tree"]
    assert "đàn ong" not in told(asked(client))  # a draft is nothing yet
    edition = act(first["id"], "publish")["edition"]["name"]
    assert "5 đàn ong" in told(asked(client))
    assert client.get("/health/ready").json()["edition"]["name"] == edition
    second = bring("Công văn 901 (bản 2).docx", as_docx(letter(bees="8 đàn ong")))
    assert second["document_id"] == first["document_id"]
    assert len(second["versions"]) == 2
    act(second["id"], "publish")
    assert "8 đàn ong" in told(asked(client))
    assert "5 đàn ong" not in told(asked(client))
    listed = client.get(DESK, headers=keys["write"]).json()["documents"]
    states = {row["id"]: row["state"] for row in listed}
    assert (states[first["id"]], states[second["id"]]) == ("replaced", "published")
    act(first["id"], "restore")
    assert "5 đàn ong" in told(asked(client))
    act(first["id"], "withdraw")
    assert "đàn ong" not in told(asked(client))
    assert client.get(f"/documents/{first['document_id']}").status_code == 404


def test_every_decision_is_in_the_log_of_changes(client, place, bring, act, keys):
    log = AuditLog(database_of(place), place.data_dir)
    before = log.check()[0]
    made = bring("Công văn 911.docx", as_docx(letter("911/UBND-KSTT")), visibility="internal")
    entry = made["id"]
    body = {"visibility": "public"}
    assert client.patch(f"{DESK}/{entry}", headers=keys["write"], json=body).status_code == 200
    act(entry, "publish")
    act(entry, "withdraw")
    assert client.delete(f"{DESK}/{entry}", headers=keys["write"]).status_code == 409
    rows = list(log.rows())[before:]
    assert [row.action for row in rows] == [
        "documents.add", "documents.mend", "documents.publish", "documents.withdraw"
    ]  # fmt: skip
    assert {row.target for row in rows} == {entry}
    assert '"internal"' in rows[0].details
    assert '"public"' in rows[1].details
    assert log.check()[1] == []


def test_what_cannot_be_logged_is_not_done(client, place, bring, keys):
    made = bring("Công văn 912.docx", as_docx(letter("912/UBND-KSTT")))
    with no_log(database_of(place)):
        found = client.post(f"{DESK}/{made['id']}/publish", headers=keys["write"])
    assert found.status_code == 503
    found = client.get(f"{DESK}/{made['id']}", headers=keys["write"]).json()
    assert found["state"] == "draft"


@pytest.mark.skipif(not has_program("soffice"), reason="no LibreOffice prints the PDF")
def test_a_pdf_is_published(client, bring, act):
    made = bring("Công văn 77.pdf", as_pdf(letter("77/UBND-KSTT", "6 đàn ong")))
    act(made["id"], "publish")
    assert "6 đàn ong" in told(asked(client))
    assert client.get(f"/documents/{made['document_id']}/pages/1.png").status_code == 200


def test_mended_metadata_are_cited_and_the_text_stays(client, keys, bring, act):
    made = bring("Công văn 903.txt", as_text(letter("903/UBND-KSTT")))
    body = {"metadata": {"number": "904/UBND-KSTT", "date": "2024-03-06"}}
    found = client.patch(f"{DESK}/{made['id']}", headers=keys["write"], json=body)
    assert found.status_code == 200, found.text
    act(made["id"], "publish")
    citation = asked(client)["citations"][0]
    assert citation["document"]["number"] == "904/UBND-KSTT"
    assert "904/UBND-KSTT ngày 06/3/2024" in citation["label"]
    text = client.get(f"/api/v1/documents/{made['document_id']}/text").text
    assert "903/UBND-KSTT" in text
    assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize("metadata", [{"date": "2024-13-01"}, {"kind": ""}, {"nunber": "1"}])
def test_wrong_metadata_are_told(client, keys, bring, metadata):
    made = bring("Công văn 905.txt", as_text(letter("905/UBND-KSTT")))
    found = client.patch(f"{DESK}/{made['id']}", headers=keys["write"], json={"metadata": metadata})
    assert found.status_code == 422
    assert "metadata" in found.json()["errors"][0]["field"]


def test_a_document_of_the_folder_is_withdrawn_and_used_again(client, act):
    document = client.get("/api/v1/documents").json()["documents"][0]["id"]
    act(f"f-{document}", "withdraw")
    assert client.get(f"/api/v1/documents/{document}").status_code == 404
    act(f"f-{document}", "restore")
    assert client.get(f"/api/v1/documents/{document}").status_code == 200


def test_an_internal_document_is_for_officials_through_every_door(client, keys, bring, act):
    made = bring("Công văn 906.txt", as_text(letter("906/UBND-KSTT")), visibility="internal")
    act(made["id"], "publish")
    name = made["document_id"]
    clause = made["tree"][-1]["clause_id"]
    for headers, sees in (
        (keys["internal"], True),
        (keys["write"], True),
        (keys["ask"], False),
        ({}, False),
    ):
        shown = asked(client, headers=headers)
        assert ("5 đàn ong" in told(shown)) is sees
        streamed = client.post(
            "/api/v1/ask",
            json={"question": BEES},
            headers={**headers, "Accept": "text/event-stream"},
        ).text
        chat = {"model": "tong-dai-ao", "messages": [{"role": "user", "content": BEES}]}
        openai = client.post("/v1/chat/completions", json=chat, headers=headers).text
        pages = {
            "stream": streamed,
            "openai": openai,
            "list": client.get("/api/v1/documents", headers=headers).text,
            "document": client.get(f"/api/v1/documents/{name}", headers=headers).text,
            "text": client.get(f"/api/v1/documents/{name}/text", headers=headers).text,
            "clause": client.get(f"/api/v1/clauses/{clause}", headers=headers).text,
            "search": client.get("/api/v1/search?q=nuôi ong giống&k=50", headers=headers).text,
            "facts": client.get("/api/v1/facts?role=chu_tri", headers=headers).text,
            "page": client.get(f"/documents/{name}", headers=headers).text,
            "pages": client.get("/documents", headers=headers).text,
        }
        for door, text in pages.items():
            assert ("An Lạc" in text) is sees, (door, bool(headers), text[:300])
        file = client.get(f"/api/v1/answers/{shown['answer_id']}.docx", headers=headers)
        assert file.status_code == 200
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            assert ("5 đàn ong" in packed.read("word/document.xml").decode()) is sees
    filters = {"question": BEES, "filters": {"documents": [name]}}
    assert client.post("/api/v1/ask", json=filters).status_code == 422
    assert _tool(client, keys["internal"], "documents").count(name) >= 1
    assert _tool(client, {}, "documents").count(name) == 0
    assert "5 đàn ong" in _tool(client, keys["internal"], "ask", question=BEES)
    assert "5 đàn ong" not in _tool(client, {}, "ask", question=BEES)
    private = client.get("/documents", headers=keys["internal"])
    assert private.headers["cache-control"] == "no-store"
    # who may see it is changed while it is in use
    body = {"visibility": "public"}
    assert client.patch(f"{DESK}/{made['id']}", headers=keys["write"], json=body).status_code == 200
    assert "5 đàn ong" in told(asked(client))


def _tool(client, headers, name, **arguments):
    body = {
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": name, "arguments": arguments},
    }  # fmt: skip
    accept = {"Accept": "application/json, text/event-stream", "Host": "localhost"}
    found = client.post("/mcp", json=body, headers={**headers, **accept})
    assert found.status_code == 200, found.text
    return json.dumps(found.json()["result"]["structuredContent"], ensure_ascii=False)


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Mật".upper(), "M Ậ T"])
def test_a_secret_text_is_refused_and_leaves_nothing(client, keys, place, bring, stamp):
    before = client.get(DESK, headers=keys["write"]).json()["documents"]
    found = bring("Công văn mật.txt", as_text([stamp, *letter("907/UBND-KSTT")]), 409)
    assert "bí mật nhà nước" in found["detail"]
    assert client.get(DESK, headers=keys["write"]).json()["documents"] == before
    assert not any("Công văn mật" in p.name for p in place.data_dir.rglob("*"))


def test_a_text_that_speaks_of_secrets_is_none(bring):
    more = ("3. Công an tỉnh bảo vệ bí mật nhà nước, tài liệu TỐI MẬT theo quy định.",)
    bring("Công văn 908.txt", as_text(letter("908/UBND-KSTT", more=more)))


def test_a_copy_is_refused(bring, act):
    made = bring("Công văn 909.txt", as_text(letter("909/UBND-KSTT")))
    act(made["id"], "publish")
    found = bring("Bản sao.docx", as_docx(letter("909/UBND-KSTT")), 409)
    assert "trùng nội dung" in found["detail"]


def test_the_preview_tells_relations_changes_and_questions(client, keys, bring, act):
    first = bring("Công văn 910.txt", as_text(letter("910/UBND-KSTT")))
    act(first["id"], "publish")
    more = ("3. Công văn này thay thế Công văn số 910/UBND-KSTT ngày 05/3/2024.",
            "4. Công văn này có hiệu lực kể từ ngày 01/4/2024.")  # fmt: skip
    second = bring(
        "Công văn 911.txt", as_text(letter("911/UBND-KSTT", "9 đàn ong", "20 tháng 3", more))
    )
    relations = [(r["way"], r["document"]) for r in second["relations"]]
    assert ("to", first["document_id"]) in relations
    changes = {c["document"]: c["after"] for c in second["changes"]}
    assert changes == {first["document_id"]: "replaced"}
    assert second["validity"]["said_in"]
    assert "01/4/2024" in second["validity"]["quote"]
    (client.app.state.service.settings.data_dir / "cau-hoi-mau.txt").write_text(BEES + "\n")
    found = client.get(f"{DESK}/{second['id']}/effects", headers=keys["write"]).json()
    assert found["tried"] >= 3
    changed = {row["question"]: row for row in found["changed"]}
    assert "911/UBND-KSTT" in json.dumps(changed[BEES]["after"], ensure_ascii=False)
    assert "910/UBND-KSTT" in json.dumps(changed[BEES]["before"], ensure_ascii=False)


def test_an_edition_is_let_go_when_nobody_holds_it(app, bring, act):
    service = app.state.service
    first = bring("Công văn 912.txt", as_text(letter("912/UBND-KSTT")))
    act(first["id"], "publish")
    old = weakref.ref(service.desk.edition)
    library = weakref.ref(service.desk.edition.public.library)
    gc.collect()
    gc.freeze()  # from here on no collection may be needed to be rid of it
    gc.disable()
    try:
        act(first["id"], "withdraw")
        assert old() is None
        assert library() is None
    finally:
        gc.enable()


def test_a_request_ends_with_the_edition_it_began_with(app, client, bring, act):
    from bot.doors.access.rights import Rights, with_rights

    made = bring("Công văn 913.txt", as_text(letter("913/UBND-KSTT")))
    service = app.state.service
    with with_rights(Rights()):
        before = service.ready()
        act(made["id"], "publish")
        assert service.ready() is before
    assert service.ready() is not before


RIGHTS = (
    ("get", ""), ("post", ""), ("get", "/x"), ("patch", "/x"), ("delete", "/x"),
    ("post", "/x/publish"), ("post", "/x/withdraw"), ("post", "/x/restore"),
    ("get", "/x/effects"), ("get", "/x/file"),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path"), RIGHTS)
def test_every_route_of_the_desk_needs_the_right(client, keys, method, path):
    call = getattr(client, method)
    assert call(DESK + path).status_code == 401
    assert call(DESK + path, headers={"X-API-Key": f"tda_{'x' * 43}"}).status_code == 401
    for name in ("ask", "internal"):
        found = call(DESK + path, headers=keys[name])
        assert found.status_code == 403
        assert "documents:write" in found.json()["detail"]
    assert client.get("/api/v1/admin/else", headers=keys["write"]).status_code == 403


def test_a_key_of_a_page_may_only_ask(place):
    from bot.doors.access.keys import KeysError

    with pytest.raises(KeysError, match="--origin"):
        KeyBook(place.data_dir).add("trang", [WRITE], ["https://a.example"])


@pytest.mark.parametrize(
    "name", ["../../../etc/van-ban.txt", "..\\..\\van-ban.txt", "/tmp/van-ban.txt", "a\x00b.txt"]
)
def test_a_name_never_leads_out_of_the_shelf(place, bring, name):
    made = bring(name, as_text(letter("914/UBND-KSTT")))
    assert "/" not in made["file"]
    assert "\\" not in made["file"]
    kept = list((place.data_dir / "van-ban" / "tep").rglob("*.txt"))
    assert kept
    assert not list(place.data_dir.parent.glob("*.txt"))


def test_a_page_with_script_is_text_and_nothing_runs(client, keys, bring, act):
    lines = "".join(f"<p>{line}</p>" for line in letter("915/UBND-KSTT"))
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)"><svg onload="alert(3)"></svg>'
    told_as_text = "<p>3. Sở Tư pháp &lt;script&gt;alert(4)&lt;/script&gt; rà soát văn bản.</p>"
    made = bring(
        "Công văn 915.html", f"<html><body>{evil}{lines}{told_as_text}</body></html>".encode()
    )
    act(made["id"], "publish")
    for path in (f"/documents/{made['document_id']}", f"{DESK}/{made['id']}"):
        page = client.get(path, headers={**keys["write"], "Accept": "text/html"}).text
        assert "<script>alert" not in page
        assert "onerror" not in page
        assert "onload" not in page
    file = client.get(f"{DESK}/{made['id']}/file", headers=keys["write"])
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment")
    assert file.headers["x-content-type-options"] == "nosniff"
    bring("hình.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 409)


def test_a_bomb_and_a_giant_are_refused(client, keys, place, bring):
    buffer = io.BytesIO()
    buffer.write(as_docx(letter("916/UBND-KSTT")))  # all of it is well but for one part
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/trang.bin", b"0" * 300_000_000)
    found = bring("bom.docx", buffer.getvalue(), 409)
    assert "bom.docx" in found["detail"]
    large = b" " * (place.read_file_mb * 1_000_000 + 2_000_000)
    found = client.post(DESK, headers=keys["write"], files={"file": ("a.txt", large)})
    assert found.status_code == 413


def test_the_pages_policy_lets_nothing_else_run(client):
    found = client.get("/quan-tri/van-ban")
    policy = found.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "<script>" not in found.text
    assert "style=" not in found.text
