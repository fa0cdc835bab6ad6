"""The line into a switchboard: frames, voices, and whole calls over the real processes."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import numpy as np
import pytest
import uvicorn
from fastapi import FastAPI

from bot.doors.api.problems import install_problem_handlers
from bot.doors.api.service import Service
from bot.doors.audiosocket.ear import Ear, Speech, Utterance
from bot.doors.audiosocket.protocol import FRAME, Frame, Kind, packed, read_frame
from bot.doors.hotline.acts import say
from bot.doors.hotline.hotline import Hotline
from bot.doors.hotline.routes import hotline_router
from bot.doors.hotline.sound.espeak import is_there
from bot.doors.hotline.sound.wav import Sound
from tests.bot.caller import Caller, voice
from tests.bot.serving import free_port, serving
from tests.bot.transcription_server import listening

QUESTION = (
    "Quy chế hoạt động của Ban Chỉ đạo phải hoàn thiện trước ngày nào theo thông báo tháng 01/2022?"
)
spoken = pytest.mark.skipif(not is_there(), reason="espeak-ng is not installed")


# frames


def test_frames_are_packed_and_read():
    async def run():
        reader = asyncio.StreamReader()
        reader.feed_data(packed(Kind.DTMF, b"5") + packed(Kind.HANGUP) + b"\x10\x01\x40only this")
        reader.feed_eof()
        return [await read_frame(reader) for _ in range(3)]

    assert packed(Kind.AUDIO, bytes(320))[:3] == b"\x10\x01\x40"
    assert asyncio.run(run()) == [Frame(3, b"5"), Frame(0), None]


# voices


def noise(seconds: float, level: float) -> bytes:
    values = np.random.default_rng(7).normal(0, level, int(8000 * seconds))
    return values.clip(-32768, 32767).astype("<i2").tobytes()


def heard(*sounds: bytes, pause: float = 0.5, longest: float = 5.0):
    ear = Ear(pause, longest)
    return [event for sound in sounds for event in ear.feed(sound)]


def test_an_utterance_is_what_was_said_with_a_little_before_it():
    events = heard(bytes(16000), voice(1.0), bytes(16000))
    assert [type(event) for event in events] == [Speech, Utterance]
    assert 1.0 < len(events[1].samples) / 16000 < 1.0 + 0.5 + 0.3
    assert voice(1.0) in events[1].samples


def test_noise_is_no_voice_and_a_voice_is_heard_over_it():
    assert heard(noise(4.0, 600)) == []
    loud = (np.frombuffer(voice(1.0), "<i2") * 0.7 + np.frombuffer(noise(1.0, 600), "<i2")).astype(
        "<i2"
    )
    events = heard(noise(2.0, 600), loud.tobytes(), noise(2.0, 600))
    assert [type(event) for event in events] == [Speech, Utterance]


def test_a_click_is_no_utterance():
    assert heard(bytes(16000), voice(0.06), bytes(16000)) == []
    events = heard(bytes(16000), voice(0.14), bytes(16000))
    assert [type(event) for event in events] == [Speech]


def test_who_speaks_on_and_on_is_cut():
    words = (voice(0.3) + bytes(FRAME * 5)) * 20
    events = heard(bytes(16000), words, pause=0.5, longest=2.0)
    lengths = [len(e.samples) / 16000 for e in events if isinstance(e, Utterance)]
    assert lengths
    assert max(lengths) == pytest.approx(2.0)


def test_sound_may_come_in_pieces_of_any_length():
    sound = bytes(16000) + voice(1.0) + bytes(16000)
    ear = Ear(0.5, 5.0)
    pieces = [event for at in range(0, len(sound), 501) for event in ear.feed(sound[at : at + 501])]
    assert pieces == heard(sound)


# whole calls


@contextmanager
def answering(settings, assistant) -> Iterator[tuple[str, Hotline]]:
    """The hotline's routes over real HTTP, with the shared assistant."""
    app = FastAPI()
    service = Service(settings)
    service.serve(assistant)
    app.state.service, app.state.hotline = service, Hotline(settings, service)
    install_problem_handlers(app)
    app.include_router(hotline_router)
    port = free_port()
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}", app.state.hotline
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def line(address: str, **variables: str) -> Iterator[int]:
    """``python -m bot audiosocket``; yields its port."""
    port = free_port()
    given = {"AUDIOSOCKET_PORT": str(port), "HOTLINE_URL": address, "SPEECH_PAUSE": "0.5",
             "REPLY_SILENCE": "2", **variables}  # fmt: skip
    environment = {**os.environ, **{f"TONGDAI_{k}": v for k, v in given.items()}}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "audiosocket"],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = []
    try:
        assert process.stderr is not None
        for text in process.stderr:
            said.append(text)
            if text.startswith("AudioSocket:"):
                break
        else:
            raise AssertionError(said)
        threading.Thread(target=process.stderr.read, daemon=True).start()
        yield port
    finally:
        process.terminate()
        assert process.wait(20) == 0


def wait_for(condition, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


async def until(condition, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


@pytest.fixture(scope="module")
def hearing(settings, assistant):
    """A line whose callers are heard: its port and the hotline behind it."""
    tone = Sound(24000, bytes(48000))
    with listening({1.68: QUESTION, 2.68: "tiếp"}, tone) as speech:
        changed = settings.model_copy(update={"stt_base_url": speech, "transfer_number": "101"})
        with answering(changed, assistant) as (address, hotline), line(address) as port:
            yield port, hotline


@pytest.fixture(scope="module")
def deaf(settings, assistant):
    """A line whose callers can only press keys, with two lines, behind it a bounded hotline."""
    with (
        answering(settings, assistant) as (address, hotline),
        line(address, AUDIOSOCKET_CALLS="2") as port,
    ):
        yield port, hotline


@spoken
def test_a_caller_asks_interrupts_and_is_answered(hearing):
    port, hotline = hearing

    async def run():
        async with Caller(port) as caller:
            await caller.hearing()
            await asyncio.sleep(1.0)
            caller.say(1.0)  # into the greeting
            await caller.hearing()
            await asyncio.sleep(0.5)
            caller.press("1")
            await caller.hearing()
            call = hotline.calls.find(str(caller.call_id))
            return call, caller

    call, caller = asyncio.run(run())
    assert caller.heard[0].seconds < 2.5  # of some eighteen seconds
    assert caller.heard[1].seconds < 2.5  # of some ten seconds
    assert call.messages[0] == QUESTION
    assert call.turns == 3
    assert any(caller.heard[0].samples)
    wait_for(lambda: len(hotline.calls) == 0)  # the connection broke: the call is over


@spoken
def test_a_person_is_dialled_after_the_line_is_closed(hearing):
    port, hotline = hearing

    async def run():
        async with Caller(port) as caller:
            await caller.hearing()
            caller.press("0")
            await asyncio.wait_for(caller.ended.wait(), 30)
            return str(caller.call_id), caller.hung_up

    call_id, hung_up = asyncio.run(run())
    assert hung_up
    assert hotline.calls.transfer_of(call_id).number == "101"


@spoken
def test_by_keys_alone_where_nobody_hears(deaf):
    port, hotline = deaf

    async def run():
        async with Caller(port) as caller:
            await caller.hearing()
            call = hotline.calls.find(str(caller.call_id))
            before = caller.seconds
            caller.say(1.0)  # is not heard
            await until(lambda: caller.seconds > before + 1.3)
            still = call.turns == 1  # the greeting went on
            caller.press("*")
            await until(lambda: call.turns > 1)
            return still, call.by_keys, call.last.text

    still, by_keys, text = asyncio.run(run())
    assert still
    assert by_keys
    assert text.startswith("Phím một, nghe tiếp.")


@spoken
def test_more_calls_than_lines_are_hung_up_on(deaf):
    port, _ = deaf

    async def run():
        async with Caller(port), Caller(port), Caller(port) as third:
            await asyncio.wait_for(third.ended.wait(), 10)
            return third.hung_up, third.heard

    assert asyncio.run(run()) == (True, [])


@spoken
def test_hanging_up_at_any_moment_leaves_nothing_behind(hearing):
    port, hotline = hearing

    async def run():
        for wait, says in ((0.0, 0), (0.05, 0), (0.4, 0), (1.0, 1), (1.9, 1)):
            async with Caller(port) as caller:
                if says:
                    await caller.hearing()
                    caller.say(1.0)
                await asyncio.sleep(wait)
                caller.hang_up()
                await asyncio.wait_for(caller.ended.wait(), 10)
        for broken in (b"", b"\x01\x00", b"\x01\x00\x10short", b"\xff\xff\xff", b"GET / HTTP/1.1"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(broken)
            with suppress(OSError):
                writer.write_eof()
            await asyncio.wait_for(reader.read(), 10)
            writer.close()

    asyncio.run(run())
    wait_for(lambda: len(hotline.calls) == 0)

    async def again():
        async with Caller(port) as caller:
            await caller.hearing(10)
            return len(caller.heard)

    assert asyncio.run(again()) == 1


@pytest.mark.accept
@spoken
def test_silence_is_asked_about_and_ends_the_call(settings, assistant, monkeypatch):
    """The sentences are shortened: they are played in real time."""
    monkeypatch.setattr("bot.doors.hotline.turn.say", lambda name, **given: f"{name}.")
    with (
        answering(settings, assistant) as (address, hotline),
        line(address, REPLY_SILENCE="1") as port,
    ):

        async def run():
            async with Caller(port) as caller:
                await asyncio.wait_for(caller.ended.wait(), 30)
                return str(caller.call_id), caller.hung_up, len(caller.heard)

        call_id, hung_up, count = asyncio.run(run())
    assert (hung_up, count) == (True, 4)  # the greeting, then three times
    assert hotline.calls._ended[call_id].why == "unheard"


def test_a_hotline_that_is_not_there_is_told_and_the_call_ends():
    with line(f"http://127.0.0.1:{free_port()}") as port:

        async def run():
            async with Caller(port) as caller:
                await asyncio.wait_for(caller.ended.wait(), 20)
                return caller

        caller = asyncio.run(run())
    assert caller.hung_up
    assert len(caller.heard) == (1 if is_there() else 0)
    assert say("broken")


def test_a_port_in_use_is_told_in_a_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "bot", "audiosocket"],
            env={**os.environ, "TONGDAI_AUDIOSOCKET_PORT": str(port)},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert "TONGDAI_AUDIOSOCKET_PORT" in done.stderr
    assert "Traceback" not in done.stderr


# how late


def report(port: int, calls: int, seconds: float, *more: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.caller", str(port), "--calls", str(calls),
         "--seconds", str(seconds), *more],
        capture_output=True, text=True, timeout=seconds + 60, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@spoken
def test_frames_come_in_time(hearing):
    """One of three tries: a machine that is busy with other tests may stall for a moment."""
    port, _ = hearing
    tries = []
    while len(tries) < 3 and not (tries and tries[-1]["p99_ms"] <= 40):
        tries.append(report(port, 2, 2.0))
        assert tries[-1]["frames"] > 100
        assert tries[-1]["silent"] == 0
    assert tries[-1]["p99_ms"] <= 40, tries


@pytest.mark.accept
@spoken
def test_ten_calls_at_once_while_three_others_ask(settings):
    """No frame later than 40 ms in the 99th percentile, voices and keys into what is said."""
    tone = Sound(24000, bytes(48000))
    stop = threading.Event()

    def asks(address):
        body = json.dumps({"question": QUESTION}).encode()
        while not stop.is_set():
            request = urllib.request.Request(
                f"{address}/api/v1/ask", body, {"Content-Type": "application/json"}
            )
            urllib.request.urlopen(request, timeout=60).read()

    with (
        listening({1.68: QUESTION}, tone) as speech,
        serving(settings.data_dir, STT_BASE_URL=speech) as address,
        line(address) as port,
    ):
        others = [threading.Thread(target=asks, args=(address,)) for _ in range(3)]
        for other in others:
            other.start()
        try:
            found = report(port, 10, 30.0, "--speaks")
        finally:
            stop.set()
        for other in others:
            other.join(60)
    sys.stdout.write(f"{found}\n")
    assert found["frames"] > 2000
    assert all(count > 1 for count in found["utterances"])
    assert found["p99_ms"] <= 40, found
