"""Speech by Debian's ``espeak-ng``, each text in a process of its own with limits.

Started by ``subprocess``, which forks by ``vfork``: uvloop's processes are made by ``fork``, before
which OpenBLAS ends its threads, and a question that is being answered then hangs in them.
"""

import asyncio
import resource
import shutil
import subprocess
from contextlib import suppress

from bot.doors.hotline.sound.wav import Sound, WrongWav, read_wav

PROGRAM = "espeak-ng"
REMEDY = (
    "chưa có máy đọc: cài gói espeak-ng (Debian, Ubuntu: apt-get install espeak-ng) hoặc đặt "
    "TONGDAI_TTS_BASE_URL"
)
_LONGEST = 6000  # characters of a text
_SECONDS = 20.0
_CPU_SECONDS = 15
_MEMORY = 512 * 1024 * 1024


class SpeechError(Exception):
    """No speech could be made; the message says why, as part of a sentence."""


def is_there() -> bool:
    """Whether the program is installed."""
    return shutil.which(PROGRAM) is not None


class Espeak:
    """Speaks with ``voice`` ("vi", "vi-vn-x-central", "vi-vn-x-south"), ``speed`` words a minute,
    at most ``at_once`` texts at the same time."""

    learned = False  # it speaks by rules

    def __init__(self, voice: str, speed: int, at_once: int) -> None:
        self.name = f"{PROGRAM} {voice}"
        self._arguments = ("-v", voice, "-s", str(speed), "--stdin", "--stdout")
        self._slots = asyncio.Semaphore(at_once)

    async def speak(self, text: str) -> Sound:
        """The text as sound, at the program's own rate."""
        if not is_there():
            raise SpeechError(REMEDY)
        async with self._slots:
            try:
                data = await asyncio.to_thread(self._run, text[:_LONGEST])
            except (subprocess.TimeoutExpired, OSError) as error:
                raise SpeechError(f"{PROGRAM} không đọc được ({type(error).__name__})") from error
        try:
            sound = read_wav(data)
        except WrongWav as error:
            raise SpeechError(f"{PROGRAM} không đọc được: {error}") from error
        if not sound.samples:
            raise SpeechError(f"{PROGRAM} không đọc ra tiếng nào")
        return sound

    def _run(self, text: str) -> bytes:
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        command = [PROGRAM, *self._arguments]
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing) as process:  # noqa: S603
            try:
                with suppress(ProcessLookupError):  # it may be done already
                    resource.prlimit(process.pid, resource.RLIMIT_CPU, (_CPU_SECONDS,) * 2)
                    resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
                return process.communicate(text.encode(), timeout=_SECONDS)[0]
            finally:
                process.kill()
