"""What a caller is told when answering fails, and when too many ask at once."""

import asyncio
import json
import logging
import threading

import pytest
from test_api import problem

from bot.answer import AnswerStatus, Started
from bot.deadline import OutOfTime
from bot.doors.api.gate import Gate
from bot.doors.api.problems import Problem, as_problem
from bot.pipeline import AnswerPipeline

STREAM = {"accept": "text/event-stream"}
ASKED = {"question": "Ai ký Công văn 4685?"}


def events(text):
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(b[0].removeprefix("event: "), json.loads(b[1].removeprefix("data: "))) for b in blocks]


@pytest.fixture
def failing(monkeypatch):
    """The pipeline fails with the given error after its first piece."""

    def install(error):
        def pieces(self, ask):
            yield Started(AnswerStatus.ANSWERED, ())
            raise error

        monkeypatch.setattr(AnswerPipeline, "pieces", pieces)

    return install


def test_a_failure_in_the_stream_is_its_last_event(client, failing, caplog):
    failing(RuntimeError("bí mật"))
    with caplog.at_level(logging.ERROR):
        response = client.post("/api/v1/ask", json=ASKED, headers=STREAM)
    *before, (name, told) = events(response.text)
    assert [n for n, _ in before] == ["status", "status"]
    assert name == "error"
    assert (told["status"], told["title"]) == (500, "Lỗi bên trong máy chủ")
    assert told["instance"] == "/api/v1/ask"
    assert "bí mật" not in response.text
    assert "Traceback" not in response.text
    assert [r for r in caplog.records if r.exc_info and "bí mật" in str(r.exc_info[1])]


def test_a_failure_without_a_stream(client, failing, caplog):
    failing(RuntimeError("bí mật"))
    with caplog.at_level(logging.ERROR):
        body = problem(client.post("/api/v1/ask", json=ASKED), 500)
    assert "bí mật" not in json.dumps(body, ensure_ascii=False)
    assert len([r for r in caplog.records if r.exc_info]) == 1


def test_out_of_time_is_told_with_a_time_to_come_back(client, failing, caplog):
    failing(OutOfTime("quá hạn"))
    response = client.post("/api/v1/ask", json=ASKED)
    assert "thời gian" in problem(response, 503)["detail"]
    assert response.headers["retry-after"] == "10"
    name, told = events(client.post("/api/v1/ask", json=ASKED, headers=STREAM).text)[-1]
    assert (name, told["status"]) == ("error", 503)
    assert not [r for r in caplog.records if r.exc_info]


def test_a_derived_class_is_told_as_its_base():
    assert as_problem(type("Later", (OutOfTime,), {})()).status == 503
    assert as_problem(KeyError("x")).status == 500
    own = Problem(404, "không có")
    assert as_problem(own) is own


def test_the_gate_lets_so_many_in_and_queues_the_rest():
    gate = Gate(2, waiting=100)
    inside, most, lock = 0, 0, threading.Lock()

    def work():
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        threading.Event().wait(0.02)
        with lock:
            inside -= 1
        return 1

    async def run():
        return await asyncio.gather(*(gate.run(work) for _ in range(12)))

    assert sum(asyncio.run(run())) == 12
    assert most == 2


def test_a_full_queue_and_a_long_wait_are_refused():
    async def run():
        gate = Gate(1, waiting=1, patience=0.1)
        go = threading.Event()
        first = asyncio.create_task(gate.run(lambda: go.wait(5)))
        await asyncio.sleep(0.02)
        second = asyncio.create_task(gate.run(lambda: True))
        await asyncio.sleep(0.02)
        with pytest.raises(Problem, match="quá nhiều câu hỏi"):
            gate.check()
        with pytest.raises(Problem) as caught:
            await second
        assert caught.value.status == 503
        go.set()
        assert await first
        assert await gate.run(lambda: True)  # the turn was given back

    asyncio.run(run())


def test_who_leaves_gives_the_turn_back():
    async def run():
        gate = Gate(1)

        async def read():
            async for _ in gate.each(iter(range(1000))):
                await asyncio.sleep(0.01)

        reader = asyncio.create_task(read())
        await asyncio.sleep(0.05)
        reader.cancel()
        assert await asyncio.wait_for(gate.run(lambda: True), 2)

    asyncio.run(run())


def test_a_busy_server_says_so(client, monkeypatch):
    gate = client.app.state.service.gate
    monkeypatch.setattr(gate, "_most", 0)
    for headers in ({}, STREAM):
        response = client.post("/api/v1/ask", json=ASKED, headers=headers)
        assert "quá nhiều câu hỏi" in problem(response, 503)["detail"]
        assert response.headers["retry-after"]
    assert client.get("/health/live").status_code == 200
