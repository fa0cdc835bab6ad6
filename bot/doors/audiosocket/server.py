"""The AudioSocket server: a bounded number of lines, each a task of one loop."""

import asyncio
import gc
import logging
import os
import signal
from contextlib import suppress

from bot.doors.audiosocket.hotline import HotlineClient
from bot.doors.audiosocket.line import Line, Manner
from bot.doors.audiosocket.protocol import RATE, Kind, packed
from bot.doors.hotline.acts import say
from bot.doors.hotline.sound.espeak import SpeechError
from bot.doors.hotline.sound.speaker import make_speaker
from bot.doors.hotline.sound.wav import read_wav
from corpus.cli import complain
from corpus.settings import Settings, SettingsError

_LOG = logging.getLogger(__name__)
_PRIORITY = -10  # of Linux's niceness
_LINGER = 2.0  # seconds in which the last frames are taken


class AudioSocketServer:
    """Takes at most ``most`` calls at once; others are hung up on."""

    def __init__(self, hotline: HotlineClient, manner: Manner, most: int) -> None:
        self._hotline, self._manner, self._most = hotline, manner, most
        self._lines: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> asyncio.Server:
        """Listen; each connection is one call."""
        return await asyncio.start_server(self._connected, host, port)

    async def stop(self) -> None:
        """End all calls."""
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        full = len(self._lines) >= self._most
        self._lines.add(task)
        try:
            if full:
                _LOG.warning("all %d lines are taken", self._most)
                writer.write(packed(Kind.HANGUP))
            else:
                await Line(reader, writer, self._hotline, self._manner).run()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._lines.discard(task)
            writer.close()
            with suppress(Exception):
                async with asyncio.timeout(_LINGER):
                    await writer.wait_closed()


async def serve(settings: Settings) -> None:
    """Serve until the process is told to stop."""
    address = settings.hotline_url or (
        f"http://{settings.host}:{settings.port}{settings.root_path}"
    )
    key = settings.hotline_key.get_secret_value()
    hotline = HotlineClient(address, key, settings.audiosocket_calls)
    manner = Manner(
        settings.speech_pause,
        settings.speech_longest,
        settings.reply_silence,
        await _spoken(settings, "sorry"),
        await _spoken(settings, "broken"),
    )
    lines = AudioSocketServer(hotline, manner, settings.audiosocket_calls)
    host, port = settings.audiosocket_host, settings.audiosocket_port
    try:
        server = await lines.start(host, port)
    except OSError as error:
        raise SettingsError(
            f"không mở được {host}:{port} ({error.strerror}); đổi TONGDAI_AUDIOSOCKET_HOST hoặc "
            "TONGDAI_AUDIOSOCKET_PORT."
        ) from error
    with suppress(PermissionError):  # sound that is due comes before answers, where that is allowed
        os.setpriority(os.PRIO_PROCESS, 0, _PRIORITY)
    gc.collect()
    gc.freeze()  # what stays is not gone through again while sound is paced
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    complain(f"AudioSocket: {host}:{port}, hỏi {address}")
    await stopped.wait()
    server.close()
    await lines.stop()
    await hotline.close()


async def _spoken(settings: Settings, name: str) -> bytes:
    """A sentence for when the hotline cannot be asked, made beforehand."""
    try:
        spoken = await make_speaker(settings).speak(say(name), RATE)
    except SpeechError as error:
        complain(f"Lưu ý: {error}.")
        return b""
    return read_wav(spoken.wav).samples
