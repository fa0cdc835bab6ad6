"""What stands before the API: origins, keys, rates; the real guard before a small application."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.doors.access.guard import Guard
from bot.doors.access.keys import KeyBook
from bot.doors.access.network import network_of
from bot.doors.access.origins import Origins
from bot.doors.api.problems import install_problem_handlers
from corpus.settings import Settings, SettingsError, read_settings

PORTAL = "https://cong.tinh.vn"
PREFLIGHT = {"Origin": PORTAL, "Access-Control-Request-Method": "POST"}


def made(folder, address="203.0.113.7", **settings):
    app = FastAPI()
    install_problem_handlers(app)

    @app.post("/api/v1/ask")
    @app.post("/api/v1/feedback")
    @app.get("/api/v1/search")
    def answer():
        return {"ok": True}

    app.add_middleware(Guard, settings=Settings(_env_file=None, data_dir=folder, **settings))
    return TestClient(app, client=(address, 1))


def test_only_listed_pages_read_answers(tmp_path):
    client = made(tmp_path, origins=PORTAL)
    allowed = client.post("/api/v1/ask", headers={"Origin": PORTAL})
    assert allowed.headers["access-control-allow-origin"] == PORTAL
    assert "Origin" in allowed.headers["vary"]
    assert "access-control-allow-credentials" not in allowed.headers
    other = client.post("/api/v1/ask", headers={"Origin": "https://la.vn"})
    assert "access-control-allow-origin" not in other.headers
    asked = client.options("/api/v1/ask", headers=PREFLIGHT)
    assert asked.status_code == 204
    assert "Authorization" in asked.headers["access-control-allow-headers"]
    assert (
        client.options("/api/v1/ask", headers={**PREFLIGHT, "Origin": "https://la.vn"}).status_code
        == 403
    )


def test_who_may_show_the_pages_inside():
    assert Origins.of("").frame_ancestors == "frame-ancestors 'self'"
    assert Origins.of(f"{PORTAL}/").frame_ancestors == f"frame-ancestors 'self' {PORTAL}"
    assert Origins.of("*").frame_ancestors == "frame-ancestors 'self' *"


def test_the_server_says_who_may_show_it(client):
    policy = client.get("/documents").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self'")
    assert "frame-ancestors *" not in policy


def test_a_wrong_origin_names_the_setting(monkeypatch):
    monkeypatch.setenv("TONGDAI_ORIGINS", "cong.tinh.vn/duong")
    with pytest.raises(SettingsError, match="TONGDAI_ORIGINS"):
        read_settings()


def test_keys_where_they_are_required(tmp_path):
    client = made(tmp_path, keys_required=True)
    refused = client.post("/api/v1/ask")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert "người quản trị" in refused.json()["detail"]
    assert client.post("/api/v1/feedback").status_code == 200  # the page's own
    key, token = KeyBook(tmp_path).add("Cổng")
    for headers in ({"Authorization": f"Bearer {token}"}, {"X-API-Key": token}):
        assert client.post("/api/v1/ask", headers=headers).status_code == 200
    KeyBook(tmp_path).remove(key.id)
    gone = client.post("/api/v1/ask", headers={"X-API-Key": token})
    assert (gone.status_code, "thu hồi" in gone.json()["detail"]) == (401, True)


def test_words_of_others_are_no_keys_on_an_open_server(tmp_path):
    client = made(tmp_path)
    assert client.post("/api/v1/ask", headers={"Authorization": "Bearer sk-x"}).status_code == 200


def test_a_portals_key_works_on_its_pages_alone(tmp_path):
    client = made(tmp_path, origins=f"{PORTAL},https://la.vn", keys_required=True)
    _, token = KeyBook(tmp_path).add("Cổng", origins=(PORTAL,))
    key = {"Authorization": f"Bearer {token}"}
    assert client.post("/api/v1/ask", headers={**key, "Origin": PORTAL}).status_code == 200
    other = client.post("/api/v1/ask", headers={**key, "Origin": "https://la.vn"})
    assert other.status_code == 403
    assert other.headers["access-control-allow-origin"] == "https://la.vn"  # so that it can be read
    assert client.post("/api/v1/ask", headers=key).status_code == 403
    assert (
        client.post("/api/v1/ask", headers={**key, "Origin": "http://testserver"}).status_code
        == 200
    )


def test_an_address_that_asks_too_often_is_told_when_to_come_back(tmp_path):
    client = made(tmp_path, rate_questions=2)
    assert [client.post("/api/v1/ask").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.post("/api/v1/ask")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["title"] == "Quá nhiều yêu cầu"
    assert client.post("/api/v1/feedback").status_code == 200  # counted apart


def test_a_program_with_a_rate_of_its_own(tmp_path):
    client = made(tmp_path, rate_questions=1)
    _, token = KeyBook(tmp_path).add("Chương trình", rate=3)
    key = {"X-API-Key": token}
    found = [client.post("/api/v1/ask", headers=key).status_code for _ in range(4)]
    assert found == [200, 200, 200, 429]


def test_this_machine_is_not_counted(tmp_path):
    client = made(tmp_path, address="127.0.0.1", rate_questions=1)
    assert {client.post("/api/v1/ask").status_code for _ in range(5)} == {200}


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::1", "::1"),
        ("testclient", "testclient"),
    ],
)
def test_one_network_is_one_caller(address, counted):
    assert network_of(address) == counted


def test_another_address_of_the_same_network_is_no_other_caller(tmp_path):
    """Whoever has IPv6 has 2^64 addresses: they would ask without end."""
    found = []
    client = made(tmp_path, address="2001:db8::1", rate_questions=2)
    for last in range(1, 5):
        client._transport.client = (f"2001:db8::{last}", 1)
        found.append(client.post("/api/v1/ask").status_code)
    assert found == [200, 200, 429, 429]
