"""The HTTP contract: right answers, and for wrong requests a clear problem in Vietnamese."""

import json

import pytest
from fastapi.testclient import TestClient

from app import create_app
from bot.doors.access.keys import KeyBook
from bot.doors.page.document_page import render_document
from bot.people.roles import INTERNAL

QUESTION = (
    "Quy chế hoạt động của Ban Chỉ đạo phải hoàn thiện trước ngày nào theo thông báo tháng 01/2022?"
)
ANSWER_FIELDS = {
    "answer_id", "status", "answer", "short_answer", "spoken", "standalone_question", "citations",
    "suggestions", "model", "timings_ms",
}  # fmt: skip
CITATION_FIELDS = {
    "marker", "clause_id", "label", "path", "document", "quote", "start", "end", "highlights",
    "url",
}  # fmt: skip
DOCUMENT_FIELDS = {"id", "number", "kind", "issuer", "province", "date", "title", "file"}


def problem(response, status):
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= body.keys()
    return body


def test_ask_answers_with_the_contracts_fields(client):
    body = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert body.keys() >= ANSWER_FIELDS
    assert body["status"] == "answered"
    assert "15/02/2022" in body["short_answer"]
    assert set(body["timings_ms"]) == {"understand", "retrieve", "answer", "verify"}
    for citation in body["citations"]:
        assert citation.keys() >= CITATION_FIELDS
        assert citation["document"].keys() >= DOCUMENT_FIELDS
        text = client.get(f"/api/v1/documents/{citation['document']['id']}/text").text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        for start, end in citation["highlights"]:
            assert 0 <= start < end <= len(citation["quote"])
    assert body["citations"][0]["clause_id"].endswith("muc-ii.khoan-3.diem-b")
    start, end = body["citations"][0]["highlights"][0]
    assert "15/02/2022" in body["citations"][0]["quote"][start:end]


def test_the_same_question_gets_the_same_answer(client):
    first, second = (client.post("/api/v1/ask", json={"question": QUESTION}).json() for _ in "ab")
    first.pop("timings_ms")
    second.pop("timings_ms")
    assert first == second


def test_ask_streams_the_same_answer(client):
    whole = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    response = client.post(
        "/api/v1/ask", json={"question": QUESTION}, headers={"accept": "text/event-stream"}
    )
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["x-accel-buffering"] == "no"
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    named = [
        (e[0].removeprefix("event: "), json.loads(e[1].removeprefix("data: "))) for e in events
    ]
    assert named[-1][0] == "done"
    assert named[-1][1]["answer"] == whole["answer"]
    assert "".join(data["text"] for name, data in named if name == "delta") == whole["answer"]
    assert [d["clause_id"] for n, d in named if n == "citation"] == [
        c["clause_id"] for c in whole["citations"]
    ]
    assert [d for n, d in named if n == "statement"] == whole["statements"]


def test_filters_limit_the_answer(client):
    asked = {"question": "Sở Thông tin và Truyền thông chủ trì việc gì?"}
    body = client.post("/api/v1/ask", json={**asked, "filters": {"province": "Hải Dương"}}).json()
    assert {c["document"]["province"] for c in body["citations"]} == {"Hải Dương"}
    only = {**asked, "filters": {"documents": ["001_3c09d191f023b9d0.txt"], "as_of": "2022-12-31"}}
    body = client.post("/api/v1/ask", json=only).json()
    assert {c["document"]["number"] for c in body["citations"]} == {"4685/UBND-KGVX"}
    early = {**only, "filters": {**only["filters"], "as_of": "2021-01-01"}}
    assert client.post("/api/v1/ask", json=early).json()["citations"] == []


def test_filters_may_be_written_in_other_ways(client):
    asked = {"question": "Sở Thông tin và Truyền thông chủ trì việc gì?"}
    bodies = [
        client.post("/api/v1/ask", json={**asked, "filters": filters}).json()
        for filters in (
            {"province": "Quảng Ngãi", "issuer": "UBND tỉnh Quảng Ngãi"},
            {"province": "tỉnh quang ngai ", "issuer": "Uỷ ban nhân dân tỉnh Quảng Ngãi"},
        )
    ]
    assert bodies[0]["citations"]
    for body in bodies:
        del body["timings_ms"]
    assert bodies[0] == bodies[1]
    found = client.post("/api/v1/ask", json={**asked, "filters": {"province": "Bình Định"}})
    body = problem(found, 422)
    assert body["errors"][0]["field"] == "filters.province"
    assert "Bình Định" in body["detail"]
    assert "Hải Dương, Quảng Ngãi" in body["detail"]


@pytest.mark.parametrize(
    ("body", "field", "word"),
    [
        ({"question": ""}, "question", "để trống"),
        ({"question": "   \n"}, "question", "để trống"),
        ({"question": "a" * 20_000}, "question", "2000"),
        ({}, "question", "thiếu"),
        ({"question": 5}, "question", "chuỗi"),
        ({"question": "x", "history": "y"}, "history", "danh sách"),
        (
            {"question": "x", "history": [{"role": "vua", "content": "y"}]},
            "history.0.role",
            "chỉ nhận",
        ),
        ({"question": "x", "mode": "phép màu"}, "mode", "chỉ nhận"),
        ({"question": "x", "filters": {"as_of": "hôm qua"}}, "filters.as_of", "NĂM-THÁNG-NGÀY"),
        (
            {"question": "x", "filters": {"documents": ["khong-co"]}},
            "filters.documents",
            "khong-co",
        ),
    ],
)
def test_wrong_questions_name_the_field(client, body, field, word):
    found = problem(client.post("/api/v1/ask", json=body), 422)
    assert found["errors"][0]["field"] == field
    assert word in found["errors"][0]["message"]


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"histroy": []}, "histroy", "Không có trường “histroy”, có phải “history”?"),
        (
            {"filters": {"provinces": "Hải Dương"}},
            "filters.provinces",
            "Không có trường “provinces”, có phải “province”?",
        ),
        (
            {"history": [{"role": "user", "content": "x", "nội dung": "y"}]},
            "history.0.nội dung",
            "Không có trường “nội dung”.",
        ),
        (
            {"history": [{"role": "user", "content": "x", "Conten": "y"}]},
            "history.0.Conten",
            "Không có trường “Conten”, có phải “content”?",
        ),
        ({"qqq": 1}, "qqq", "Không có trường “qqq”."),
    ],
)
def test_an_unknown_key_is_named(client, body, field, message):
    found = problem(client.post("/api/v1/ask", json={"question": "x", **body}), 422)
    assert found["errors"] == [{"field": field, "message": message}]
    assert found["detail"] == message


def test_a_missing_and_an_unknown_key_are_both_named(client):
    found = problem(client.post("/api/v1/ask", json={"queston": "Ai ký?"}), 422)
    assert [e["field"] for e in found["errors"]] == ["question", "queston"]
    assert found["detail"] == (
        "Trường “question” thiếu trường này. Không có trường “queston”, có phải “question”?"
    )


@pytest.mark.parametrize(
    ("path", "name", "meant"),
    [
        ("/api/v1/search?q=x&K=3", "K", "k"),
        ("/api/v1/facts?agence=STTTT", "agence", "agency"),
        ("/api/v1/documents?limit=3", "limit", None),
        ("/api/v1/documents/004_f31a72dcb7f9007e.txt?asof=2023-01-01", "asof", "as_of"),
    ],
)
def test_an_unknown_parameter_is_named(client, path, name, meant):
    found = problem(client.get(path), 422)
    assert [e["field"] for e in found["errors"]] == [name]
    tail = f", có phải “{meant}”?" if meant else "."
    assert found["detail"] == f"Không có tham số “{name}”{tail}"


def test_an_unknown_parameter_of_a_question(client):
    response = client.post("/api/v1/ask?stream=1", json={"question": "x"})
    assert "“stream”" in problem(response, 422)["detail"]
    problem(client.get("/api/v1/khong-co?x=1"), 404)
    assert client.get("/health/live?probe=1").status_code == 200


@pytest.mark.parametrize("raw", ["{", "không phải json", '{"question": "a",}', ""])
def test_invalid_json(client, raw):
    response = client.post(
        "/api/v1/ask", content=raw.encode(), headers={"content-type": "application/json"}
    )
    body = problem(response, 400 if raw else 422)
    assert "JSON" in body["detail"] or "thiếu" in body["detail"]


def test_a_huge_body_is_refused(client):
    body = problem(client.post("/api/v1/ask", content=b"x" * 1_100_000), 413)
    assert "1000 kB" in body["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/clauses/khong.co",
        "/api/v1/documents/khong-co",
        "/api/v1/documents/khong-co/text",
    ],
)
def test_unknown_ids(client, path):
    body = problem(client.get(path), 404)
    assert "Không có" in body["detail"]


def test_a_wrong_method(client):
    assert "phương thức" in problem(client.get("/api/v1/ask"), 405)["detail"]


def test_documents_and_their_trees(client, library):
    body = client.get("/api/v1/documents").json()
    assert len(body["documents"]) == 5
    assert body["failures"] == []
    assert body["remarks"] == []
    for document in library:
        found = client.get(f"/api/v1/documents/{document.id}").json()

        def count(nodes):
            return sum(1 + count(node["children"]) for node in nodes)

        assert count(found["tree"]) == len(document.clauses)
        assert client.get(f"/api/v1/documents/{document.id}/text").text == document.text


def test_a_clause_with_its_ancestors(client, library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    clause = next(c for c in document.clauses if c.value("dong"))
    body = client.get(f"/api/v1/clauses/{clause.id}").json()
    assert body["text"] == document.quote(clause)
    assert [a["path"][-1]["level"] for a in body["ancestors"]] == [
        "phu_luc",
        "muc",
        "khoan",
        "diem",
    ]


def test_search(client):
    body = client.get(
        "/api/v1/search", params={"q": "phủ sóng di động tại các thôn", "k": 3}
    ).json()
    assert len(body["hits"]) == 3
    assert any("Đăk Pao" in hit["text"] or "Thôn Cà" in hit["text"] for hit in body["hits"])
    assert all(hit["sources"] for hit in body["hits"])


@pytest.mark.parametrize(
    ("params", "field"),
    [({}, "q"), ({"q": " "}, "q"), ({"q": "x", "k": 0}, "k"), ({"q": "x", "k": "a"}, "k")],
)
def test_wrong_searches(client, params, field):
    body = problem(client.get("/api/v1/search", params=params), 422)
    assert body["errors"][0]["field"] == field


def test_health(client):
    assert client.get("/health/live").json() == {"status": "ok"}
    assert client.get("/health/ready").json()["documents"] == 5


def test_document_pages(client, library):
    for document in library:
        page = client.get(f"/documents/{document.id}")
        assert page.status_code == 200
        validity = library.graph.status(document.id, None).label
        assert page.text == render_document(document, validity)
        assert all(f'id="{clause.id}"' in page.text for clause in document.clauses)
    assert client.get("/documents").text.count('href="/documents/') == 5
    assert client.get("/documents/khong-co").status_code == 404


def test_nothing_on_a_page_comes_from_elsewhere(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http:" not in policy.replace("ws:", "").replace("wss:", "")


def test_without_an_index_every_question_is_told_the_remedy(settings, tmp_path):
    bare = settings.model_copy(update={"data_dir": tmp_path})
    (tmp_path / "models").symlink_to(settings.models_dir.resolve(), target_is_directory=True)
    with TestClient(create_app(bare, background=False), raise_server_exceptions=False) as client:
        assert client.get("/health/live").status_code == 200
        for response in (
            client.get("/health/ready"),
            client.post("/api/v1/ask", json={"question": "x y z"}),
            client.get("/documents"),
        ):
            assert "python -m index build" in problem(response, 503)["detail"]


def test_an_unreadable_directive_is_listed_and_the_rest_answers(settings, tmp_path, library):
    bad = tmp_path / "corpus" / "hong.txt"
    bad.parent.mkdir()
    bad.write_bytes(b"\x80\x81")
    directives = library.documents[0].file
    from corpus.library import DIRECTIVES

    mixed = settings.model_copy(update={"corpus": f"{DIRECTIVES}:{bad}"})
    assert directives
    with TestClient(create_app(mixed, background=False)) as client:
        body = client.get("/api/v1/documents").json()
        assert len(body["documents"]) == 5
        assert body["failures"] == []  # what is not used may be called after what it says
        _, token = KeyBook(tmp_path, client.app.state.service.database).add("sổ", [INTERNAL])
        body = client.get("/api/v1/documents", headers={"X-API-Key": token}).json()
        assert body["failures"][0]["file"] == "hong.txt"
        assert "UTF-8" in body["failures"][0]["reason"]
        assert client.post("/api/v1/ask", json={"question": QUESTION}).json()["citations"]


def test_facts_of_an_agency(client):
    rows = client.get("/api/v1/facts", params={"agency": "STTTT"}).json()["facts"]
    assert {row["organ"] for row in rows} == {"Sở Thông tin và Truyền thông"}
    assert len({row["document"] for row in rows}) >= 3
    early = client.get(
        "/api/v1/facts", params={"agency": "sở TT&TT", "due_before": "2022-03-01"}
    ).json()["facts"]
    ends = [d["to"] for row in early for d in row["deadlines"]]
    assert "2022-02-14" in ends
    assert len(early) < len(rows)


def test_an_agency_of_today_finds_the_tasks_of_those_merged_into_it(client):
    found = client.get("/api/v1/facts", params={"agency": "Sở Khoa học và Công nghệ"}).json()
    assert "Sở Thông tin và Truyền thông" in found["agency"]
    assert "Sở Thông tin và Truyền thông" in {row["organ"] for row in found["facts"]}


def test_facts_of_one_document_and_role(client, library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    rows = client.get("/api/v1/facts", params={"document": document.id, "role": "phoi_hop"}).json()
    assert rows["facts"]
    for row in rows["facts"]:
        clause = client.get(f"/api/v1/clauses/{row['clause_id']}").json()
        assert clause["label"] == row["label"]
    assert client.get("/api/v1/facts", params={"document": "không có"}).status_code == 404
    assert client.get("/api/v1/facts", params={"due_before": "hôm qua"}).status_code == 422


def test_a_document_carries_validity_references_and_facts(client, library):
    document = library.document("004_f31a72dcb7f9007e.txt")
    found = client.get(f"/api/v1/documents/{document.id}").json()
    assert found["validity"]["state"] == "in_force"
    assert len([r for r in found["references"] if r["number"]]) == 41
    assert found["facts"]["targets"]
    before = client.get(f"/api/v1/documents/{document.id}", params={"as_of": "2023-01-01"}).json()
    assert before["validity"]["label"] == "chưa ban hành"
