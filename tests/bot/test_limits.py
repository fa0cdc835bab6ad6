"""A body that is too large is refused as it is read, however its length is told."""

import asyncio
import json
import socket
import threading
import time

import pytest
import uvicorn
from fastapi import FastAPI, Request

from bot.doors.api.limits import API_LIMIT, PAGE_LIMIT, install_limits
from bot.doors.api.problems import install_problem_handlers
from tests.bot.serving import free_port


def pieces(size, step=64_000):
    for _ in range(0, size, step):
        yield b" " * step


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_chunked_body_is_counted(client, accept):
    headers = {"content-type": "application/json", "accept": accept}
    response = client.post("/api/v1/ask", content=pieces(2_000_000), headers=headers)
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert "content-security-policy" in response.headers
    assert response.json()["title"] == "Yêu cầu quá lớn"
    assert "1000 kB" in response.json()["detail"]


def test_a_chunked_body_within_the_limit_is_read(client):
    question = json.dumps({"question": "Ai ký Công văn 4685?"}).encode()
    padded = [b" " * 400_000, question, b" " * 400_000]
    response = client.post(
        "/api/v1/ask", content=iter(padded), headers={"content-type": "application/json"}
    )
    assert response.status_code == 200
    assert "Trần Phước Hiền" in response.json()["answer"]


def test_the_pages_own_requests_have_a_limit_too(client):
    response = client.post("/gradio_api/queue/join", content=pieces(PAGE_LIMIT + 100_000))
    assert response.status_code == 413


def test_no_more_than_the_limit_reaches_the_application():
    app = FastAPI()
    install_problem_handlers(app)
    install_limits(app)
    seen = []

    @app.post("/api/dem")
    async def count(request: Request):
        seen.extend([len(chunk) async for chunk in request.stream()])

    async def run():
        sent = []
        body = pieces(3_000_000)

        async def receive():
            chunk = next(body, None)
            return {"type": "http.request", "body": chunk or b"", "more_body": chunk is not None}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http", "method": "POST", "path": "/api/dem", "query_string": b"",
            "headers": [], "root_path": "", "scheme": "http", "server": ("x", 80),
        }  # fmt: skip
        await app(scope, receive, send)
        return sent

    sent = asyncio.run(run())
    assert sum(seen) <= API_LIMIT
    assert [m["status"] for m in sent if m["type"] == "http.response.start"] == [413]
    assert sent[-1]["more_body"] is False


@pytest.fixture
def port():
    app = FastAPI()
    install_problem_handlers(app)
    install_limits(app)

    @app.post("/api/dem")
    async def count(request: Request):
        return {"bytes": len(await request.body())}

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join(10)


@pytest.mark.parametrize("chunked", [True, False])
def test_the_caller_reads_the_refusal_from_the_socket(port, chunked):
    length = "Transfer-Encoding: chunked" if chunked else "Content-Length: 2000000"
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(f"POST /api/dem HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
        for piece in pieces(2_000_000, 50_000):
            line.sendall(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
        if chunked:
            line.sendall(b"0\r\n\r\n")
        answer = b""
        while chunk := line.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413")
    assert b"connection: close" in head.lower()
    assert json.loads(body)["status"] == 413


def test_a_caller_that_stalls_is_let_go(port):
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(b"POST /api/dem HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n")
        assert line.recv(65536).startswith(b"HTTP/1.1 413")
        start = time.monotonic()
        while line.recv(65536):
            pass
    assert time.monotonic() - start < 10
