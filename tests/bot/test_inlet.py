"""What stands before Gradio's server: files and components never reach it, nor its other doors."""

import asyncio
import json
import secrets

import pytest

from bot.doors.page.inlet import Inlet
from bot.doors.page.respond import Talk
from tests.bot.gradio_events import JOIN, asks, event, events_of

HERE = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}
OF_A_FILE = {"type": "file", "file": HERE}
OF_A_COMPONENT = {
    "type": "component", "component": "html", "value": "x", "constructor_args": {}, "props": {},
}  # fmt: skip
TALK = {**Talk().as_json(), "turns": [["user", "Ai ký?"]]}


def said(content):
    return [
        {"role": "assistant", "metadata": None, "content": [content], "options": None},
        {"role": "user", "content": [{"type": "text", "text": "Ai ký?"}]},
    ]


@pytest.mark.parametrize("content", [OF_A_FILE, OF_A_COMPONENT, HERE, {"url": "http://127.0.0.1/"}])
@pytest.mark.parametrize("path", [JOIN, "/gradio_api/run/predict", f"{JOIN}/"])
def test_what_is_no_text_is_refused(client, content, path):
    """A mounted Gradio would copy the file to where its address can be opened by everyone."""
    fn = events_of(client)["undone"]
    body = {"fn_index": fn, "session_hash": secrets.token_hex(5), "data": [said(content), TALK]}
    response = client.post(path, json=body)
    assert response.status_code == 422
    assert "root:" not in response.text
    body |= {"data": [said({"type": "text", "text": "a"}), TALK], "event_data": content}
    assert client.post(path, json=body).status_code == 422


@pytest.mark.parametrize(
    "body", [b"", b"x", b"[]", b'{"data": 1e', b"[" * 200_000, b'{"data": ["\\ud800"]}']
)
def test_what_is_no_event_is_refused(client, body):
    assert client.post(JOIN, content=body).status_code == 422


def test_messages_of_the_page_pass(client):
    told = event(client, "undone", [said({"type": "text", "text": "a"}), TALK])
    assert "Ai ký?" in told
    assert "Trần Phước Hiền" in asks(client, "Ai ký Công văn 4685?")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("POST", "/gradio_api/upload/"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file=https://example.org/"),
        ("HEAD", "/gradio_api/file=https://example.org/"),
        ("GET", "/gradio_api/proxy=https://example.org/"),
        ("POST", "/gradio_api/run/ask"),
        ("POST", "/gradio_api/api/ask"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/dev/reload"),
        ("POST", "/gradio_api/vibe-edit/"),
        ("GET", "/gradio_api/queue/status"),
        ("GET", "/monitoring"),
        ("GET", "/monitoring/summary"),
        ("POST", "/login"),
        ("GET", "/logout"),
    ],
)
def test_gradios_other_doors_are_closed(client, method, path):
    response = client.request(method, path)
    assert response.status_code in (404, 405)
    assert "gradio" not in response.text.lower().replace(path, "")


def test_gradios_own_look_at_files_is_on(client):
    """Only a server that was launched looks where a file lies; one that is mounted takes any."""
    pages = [
        route.app for route in client.app.routes if hasattr(getattr(route, "app", None), "blocks")
    ]
    assert pages
    assert all(page.blocks.has_launched for page in pages)


def test_the_body_that_goes_on_is_the_one_that_was_looked_at():
    """Of two fields by one name the last counts, for whoever reads it."""
    seen = []

    async def inner(scope, receive, send):
        message = await receive()
        seen.append((dict(scope["headers"]), message["body"], message["more_body"]))

    async def receive():
        return {"type": "http.request", "body": b'{"data": {"path": 1}, "data": ["x"]}'}

    scope = {
        "type": "http", "method": "POST", "path": JOIN, "root_path": "", "query_string": b"",
        "headers": [(b"content-length", b"36"), (b"content-type", b"text/plain")],
    }  # fmt: skip
    asyncio.run(Inlet(inner)(scope, receive, None))
    ((headers, body, more),) = seen
    assert json.loads(body) == {"data": ["x"]}
    assert headers[b"content-length"] == str(len(body)).encode()
    assert (headers[b"content-type"], more) == (b"application/json", False)


@pytest.mark.parametrize(
    "data", ["NaN", "Infinity", "-1e999", "9" * 5000, '"\\ud800"', "[" * 50_000 + "]" * 50_000]
)
def test_what_gradio_could_not_read_is_refused_before_it(client, data):
    refused = client.post(
        JOIN,
        content=f'{{"data": [{data}], "fn_index": 0, "session_hash": "x"}}',
        headers={"Content-Type": "application/json"},
    )
    assert refused.status_code == 422
    assert "chỉ nhận chữ" in refused.json()["detail"]
