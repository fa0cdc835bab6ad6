"""When a caller speaks, and what was said: by energy against the line's own noise.

The noise is the least level of the last seconds (R. Martin, "Noise power spectral density
estimation based on optimal smoothing and minimum statistics", 2001): speech has gaps, noise has
none, so a noisy line raises what counts as a voice, and a steady hum is never one.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.doors.audiosocket.protocol import FRAME, FRAME_SECONDS

_QUIET = 200.0  # of 32768: about -44 dB, below which no voice is taken for one
_ABOVE = 3.0  # times the noise, about 10 dB
_NOISE_SECONDS = 3.0
_SMOOTH = 5  # frames of a level that counts as noise
_BEGUN, _OF = 6, 8  # frames above the threshold, of the last ones, with which speech begins
_BEFORE = 15  # frames kept from before it: the first sound is soft
_SHORTEST = 10  # frames of voice that are more than a click


@dataclass(frozen=True, slots=True)
class Speech:
    """A caller has begun to speak."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said, as samples."""

    samples: bytes


class Ear:
    """Hears one line; an utterance ends after ``pause`` seconds, or after ``longest``."""

    def __init__(self, pause: float, longest: float) -> None:
        self._pause = max(1, round(pause / FRAME_SECONDS))
        self._longest = max(1, round(longest / FRAME_SECONDS))
        self._rest = b""
        self._levels: deque[float] = deque(maxlen=_SMOOTH)
        self._noise: deque[float] = deque(maxlen=round(_NOISE_SECONDS / FRAME_SECONDS))
        self._loud: deque[bool] = deque(maxlen=_OF)
        self._before: deque[bytes] = deque(maxlen=_BEFORE)
        self._said: list[bytes] = []
        self._voiced = self._silent = 0
        self.speaking = False

    def feed(self, samples: bytes) -> Iterator[Speech | Utterance]:
        """What happens with these samples, of any length."""
        self._rest += samples
        while len(self._rest) >= FRAME:
            frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
            yield from self._hear(frame)

    def _hear(self, frame: bytes) -> Iterator[Speech | Utterance]:
        loud = self._is_loud(frame)
        if not self.speaking:
            self._before.append(frame)
            self._loud.append(loud)
            if sum(self._loud) >= _BEGUN:
                self.speaking = True
                self._said = list(self._before)
                self._voiced, self._silent = sum(self._loud), 0
                yield Speech()
            return
        self._said.append(frame)
        self._voiced += loud
        self._silent = 0 if loud else self._silent + 1
        if self._silent >= self._pause or len(self._said) >= self._longest:
            said, voiced = b"".join(self._said), self._voiced
            self._forget()
            if voiced >= _SHORTEST:
                yield Utterance(said)

    def _is_loud(self, frame: bytes) -> bool:
        values = np.frombuffer(frame, "<i2").astype(np.float32)
        level = float(np.sqrt(np.dot(values, values) / len(values)))
        self._levels.append(level)
        self._noise.append(sum(self._levels) / len(self._levels))
        return level > max(_QUIET, _ABOVE * min(self._noise))

    def _forget(self) -> None:
        self.speaking = False
        self._said = []
        self._before.clear()
        self._loud.clear()
