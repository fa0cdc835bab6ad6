"""WAV files as telephones have them: 16-bit mono PCM, read strictly or leniently, written marked.

The format is RIFF (Microsoft/IBM, 1991): chunks of an id, a length and a body padded to an even
length; readers pass over chunks that they do not know, so a mark may stand among them.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

RATES = (8000, 16000)
_PCM, _EXTENSIBLE = 1, 0xFFFE
_WIDTH = 2  # bytes of a sample
_FMT = struct.Struct("<HHIIHH")
_HEADER = struct.Struct("<4sI4s")
_CHUNK = struct.Struct("<4sI")


class WrongWav(ValueError):
    """A file that is not the WAV that is needed; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono samples, 16 bit little endian, at ``rate`` a second."""

    rate: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / (_WIDTH * self.rate)


def read_wav(data: bytes) -> Sound:
    """A mono or stereo WAV of any rate, as speech servers send it; one whose length was not known
    when its header was written (streams say 0 or 0xFFFFFFFF) is read to its end."""
    channels, rate, samples = _parsed(data)
    if channels > 1:
        frames = np.frombuffer(samples[: len(samples) // (2 * channels) * 2 * channels], "<i2")
        samples = frames.reshape(-1, channels).mean(axis=1).astype("<i2").tobytes()
    return Sound(rate, samples[: len(samples) // _WIDTH * _WIDTH])


def read_telephone_wav(data: bytes) -> Sound:
    """A caller's WAV: 8 or 16 kHz, mono; WrongWav says what else it is."""
    channels, rate, samples = _parsed(data)
    if channels != 1:
        raise WrongWav(f"âm thanh có {channels} kênh; hãy gửi một kênh (mono)")
    if rate not in RATES:
        raise WrongWav(f"âm thanh {rate} Hz; hãy gửi 8000 hoặc 16000 Hz")
    if len(samples) < _WIDTH:
        raise WrongWav("tệp WAV không có âm thanh")
    return Sound(rate, samples[: len(samples) // _WIDTH * _WIDTH])


def write_wav(sound: Sound, marks: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    """The WAV file, with ``marks`` (chunks by their ids) before the samples."""
    fmt = _FMT.pack(_PCM, 1, sound.rate, sound.rate * _WIDTH, _WIDTH, 8 * _WIDTH)
    chunks = b"".join(
        chunk(name, body) for name, body in ((b"fmt ", fmt), *marks, (b"data", sound.samples))
    )
    return _HEADER.pack(b"RIFF", 4 + len(chunks), b"WAVE") + chunks


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk, padded to an even length."""
    return _CHUNK.pack(name, len(body)) + body + b"\0" * (len(body) % 2)


def chunks_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a WAV file, those of unknown length to the end of the file."""
    if len(data) < _HEADER.size or data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise WrongWav("không phải tệp WAV (RIFF/WAVE)")
    at = _HEADER.size
    while at + _CHUNK.size <= len(data):
        name, length = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        if name == b"data" and (length == 0 or at + length > len(data)):
            length = len(data) - at
        yield name, data[at : at + length]
        at += length + length % 2


def _parsed(data: bytes) -> tuple[int, int, bytes]:
    """Channels, rate and samples."""
    found: dict[bytes, bytes] = {}
    for name, body in chunks_of(data):
        found.setdefault(name, body)
    if len(found.get(b"fmt ", b"")) < _FMT.size or b"data" not in found:
        raise WrongWav("tệp WAV hỏng: thiếu phần mô tả hoặc phần âm thanh")
    kind, channels, rate, _, _, bits = _FMT.unpack_from(found[b"fmt "])
    if kind not in (_PCM, _EXTENSIBLE) or bits != 8 * _WIDTH:
        raise WrongWav("âm thanh không phải PCM 16 bit; hãy gửi WAV PCM 16 bit")
    if channels < 1 or rate < 1:
        raise WrongWav("tệp WAV hỏng: số kênh hoặc tần số bằng không")
    return channels, rate, found[b"data"]
