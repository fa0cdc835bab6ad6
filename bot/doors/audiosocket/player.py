"""Sound sent at the pace at which it is heard: frames of 20 ms at absolute times."""

import asyncio

from bot.doors.audiosocket.protocol import FRAME, FRAME_SECONDS, Kind, packed

_BEHIND = 0.2  # seconds after which what was missed is not made up for
_UNREAD = 64_000  # bytes that the switchboard has not taken: it is gone


class Player:
    """Plays to one connection; ``stop`` ends what is playing within a frame."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._stopped = False
        self.playing = False

    def stop(self) -> None:
        """The caller speaks or presses a key: be silent."""
        self._stopped = True

    async def play(self, samples: bytes) -> bool:
        """Whether all of it was played; ConnectionError where nobody takes it."""
        loop = asyncio.get_running_loop()
        self._stopped, self.playing = False, True
        begun = loop.time()
        try:
            for number, first in enumerate(range(0, len(samples), FRAME)):
                wait = begun + number * FRAME_SECONDS - loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
                elif wait < -_BEHIND:
                    begun -= wait
                    await asyncio.sleep(0)
                if self._stopped:
                    return False
                self._send(samples[first : first + FRAME])
            return not self._stopped
        finally:
            self.playing = False

    def _send(self, frame: bytes) -> None:
        transport = self._writer.transport
        if transport.is_closing() or transport.get_write_buffer_size() > _UNREAD:
            raise ConnectionResetError("the switchboard takes no more sound")
        self._writer.write(packed(Kind.AUDIO, frame.ljust(FRAME, b"\0")))
