"""Who stands behind a proxy is told apart from others, and never goes uncounted because a setting
was forgotten."""

import logging

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from bot.doors.access.guard import Guard
from bot.doors.access.proxies import Proxies, warnings_of
from corpus.settings import Settings

ONE, OTHER = "203.0.113.7", "198.51.100.9"


def made(tmp_path, address="127.0.0.1", host="127.0.0.1:7860", **given):
    """A server of one route, called from ``address`` by the name ``host``; it tells the caller."""
    settings = Settings(_env_file=None, data_dir=tmp_path, rate_questions=2, **given)
    app = FastAPI()

    @app.post("/api/v1/ask")
    def ask(request: Request):
        return {"address": request.client.host, "scheme": request.url.scheme}

    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Proxies, settings=settings)

    async def served(scope, receive, send):  # a server tells the address that it was called at
        await app({**scope, "server": ("127.0.0.1", 7860)}, receive, send)

    return TestClient(served, base_url=f"http://{host}", client=(address, 1))


def asked(client, count=3, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return [client.post("/api/v1/ask", headers=named).status_code for _ in range(count)]


def test_a_proxy_on_this_machine_is_believed_without_a_setting(tmp_path):
    client = made(tmp_path)
    forwarded = {"X-Forwarded-For": f"10.9.9.9, {ONE}", "X-Forwarded-Proto": "https"}
    told = client.post("/api/v1/ask", headers=forwarded).json()
    assert told == {"address": ONE, "scheme": "https"}  # the last one is what the proxy saw
    assert asked(client, 2, X_Forwarded_For=ONE) == [200, 429]
    assert asked(client, X_Forwarded_For=OTHER) == [200, 200, 429]


def test_one_elsewhere_is_believed_only_where_it_is_named(tmp_path):
    client = made(tmp_path, address="192.0.2.1")
    assert asked(client, X_Forwarded_For=ONE) == [200, 200, 429]
    assert asked(client, 1, X_Forwarded_For=OTHER) == [429]
    named = made(tmp_path, address="192.0.2.1", trusted_proxies="192.0.2.0/24")
    assert asked(named, X_Forwarded_For=ONE) == [200, 200, 429]
    assert asked(named, 1, X_Forwarded_For=OTHER) == [200]


@pytest.mark.parametrize("trusted", ["", "192.0.2.1"])
def test_what_comes_through_a_proxy_that_is_not_believed_is_counted(tmp_path, trusted):
    client = made(tmp_path, trusted_proxies=trusted)
    assert asked(client, X_Forwarded_For=ONE) == [200, 200, 429]
    assert asked(client, 1, X_Forwarded_For=OTHER) == [429]


def test_a_proxy_that_tells_no_address_leaves_nobody_uncounted(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    client = made(tmp_path, host="hoidap.example.gov.vn")
    assert asked(client) == [200, 200, 429]
    assert caplog.text.count("TONGDAI_PUBLIC_URL") == 1  # once is enough
    assert "X-Forwarded-For" in caplog.text


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860"])
def test_a_program_on_this_machine_is_not_counted(tmp_path, address, host):
    assert set(asked(made(tmp_path, address=address, host=host), 5)) == {200}


def test_nobody_passes_for_this_machine_by_a_header(tmp_path):
    client = made(tmp_path, address=ONE, host="127.0.0.1:7860")
    assert asked(client, X_Forwarded_For="127.0.0.1") == [200, 200, 429]
    behind = made(tmp_path)  # a proxy that passes on what it was sent
    assert asked(behind, X_Forwarded_For="127.0.0.1") == [200, 200, 429]


def test_the_log_names_the_setting_that_is_missing(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    client = made(tmp_path, address="192.0.2.1")
    asked(client, X_Forwarded_For=ONE)
    assert caplog.text.count("TONGDAI_TRUSTED_PROXIES") == 1
    assert "192.0.2.1" in caplog.text
    assert ONE not in caplog.text  # who asked is nobody's business


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, []),
        ({"host": "localhost"}, []),
        ({"host": "0.0.0.0"}, ["TONGDAI_PUBLIC_URL", "TONGDAI_TRUSTED_PROXIES"]),
        ({"host": "0.0.0.0", "trusted_proxies": ""}, ["TONGDAI_PUBLIC_URL", "TONGDAI_TRUSTED"]),
        ({"host": "::", "trusted_proxies": "10.0.0.1"}, ["TONGDAI_PUBLIC_URL"]),
        (
            {"host": "10.0.0.5", "public_url": "https://a.vn", "trusted_proxies": "10.0.0.0/8"},
            [],
        ),
    ],
)
def test_what_is_missing_is_said_at_the_start(given, named):
    found = warnings_of(Settings(_env_file=None, **given))
    assert len(found) == len(named)
    assert all(name in line for name, line in zip(named, found, strict=True))
