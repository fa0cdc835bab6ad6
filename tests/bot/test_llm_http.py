"""A caller who leaves ends the model's work: at the gate, and through a real server."""

import http.client
import json
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import pytest
from serving import serving

from bot.deadline import Left, check
from bot.doors.api.gate import Gate
from eval.scripted import serving as scripted

QUESTION = "Quảng Ngãi giao tổ chức bao nhiêu hội thảo về chuyển đổi số cho doanh nghiệp?"


def test_one_who_leaves_is_noticed_within_a_step():
    ended = threading.Event()
    told: list[type] = []

    def pieces():
        try:
            yield "một"
            while True:  # a step that looks at the clock
                time.sleep(0.01)
                check()
        except BaseException as error:
            told.append(type(error))
            raise
        finally:
            ended.set()

    async def leave():
        gate = Gate(1)
        with anyio.move_on_after(0.3):
            async for _ in gate.each(pieces()):
                pass
        async with anyio.create_task_group():
            pass
        return await gate.run(lambda: "lượt sau")

    assert anyio.run(leave) == "lượt sau"
    assert ended.wait(5)
    assert told == [Left]


def test_one_who_leaves_between_two_steps_closes_them():
    ended = threading.Event()

    def pieces():
        try:
            while True:
                yield "một"
        finally:
            ended.set()

    async def leave():
        gate = Gate(1)
        async for _ in gate.each(pieces()):
            break

    anyio.run(leave)
    assert ended.wait(5)


@pytest.mark.accept
def test_the_stream_to_the_model_is_closed_when_the_client_disconnects():
    closed = threading.Event()

    def script(_call):
        try:
            while True:
                yield "một "
                time.sleep(0.05)
        finally:
            closed.set()

    with scripted(script) as seen:
        model = {"LLM": "openai:m", "LLM_BASE_URL": seen.url, "LLM_TIMEOUT": "300"}
        with serving(Path("var").resolve(), **model) as address:
            at = urlsplit(address)
            connection = http.client.HTTPConnection(at.hostname, at.port, timeout=60)
            headers = {"Accept": "text/event-stream", "Content-Type": "application/json"}
            body = json.dumps({"question": QUESTION}).encode()
            connection.request("POST", "/api/v1/ask", body, headers)
            response = connection.getresponse()
            while not seen.calls:
                response.readline()
            start = time.monotonic()
            connection.sock.close() if connection.sock else response.close()
            response.close()
            assert closed.wait(20)
            assert time.monotonic() - start < 20
