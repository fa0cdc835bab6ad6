"""Frames of AudioSocket: a byte for the kind, two for the payload's length (big endian), payload.

Protocol: docs.asterisk.org, Configuration/Channel-Drivers/AudioSocket.
"""

import asyncio
import struct
from dataclasses import dataclass
from enum import IntEnum

RATE = 8000  # samples a second, 16 bit little endian, mono
FRAME_SECONDS = 0.02
FRAME = int(RATE * FRAME_SECONDS) * 2  # bytes of 20 ms
_HEADER = struct.Struct(">BH")


class Kind(IntEnum):
    """What a frame is; others are passed over."""

    HANGUP = 0x00
    UUID = 0x01
    DTMF = 0x03
    AUDIO = 0x10
    ERROR = 0xFF


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame; ``kind`` may be one that is not known."""

    kind: int
    payload: bytes = b""


def packed(kind: Kind, payload: bytes = b"") -> bytes:
    """The frame as it is sent."""
    return _HEADER.pack(kind, len(payload)) + payload


async def read_frame(reader: asyncio.StreamReader) -> Frame | None:
    """The next frame; None where the connection ends, also within one."""
    try:
        kind, length = _HEADER.unpack(await reader.readexactly(_HEADER.size))
        payload = await reader.readexactly(length) if length else b""
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return Frame(kind, payload)
