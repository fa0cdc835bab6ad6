"""The mark in spoken audio that a machine made it (Luật 134/2025/QH15, Điều 11 khoản 2).

Two chunks of the WAV file: ``LIST/INFO``, which players show as a comment, and a chunk of our own,
``TDAI``, whose body is JSON in UTF-8: a statement in the manner of a C2PA assertion
(``digital_source_type`` from the IPTC's list), bound to the samples by their SHA-256.
"""

import hashlib
import json
from typing import Any

from bot.doors.hotline.sound.wav import Sound, WrongWav, chunk, chunks_of, write_wav

CHUNK = b"TDAI"
SCHEMA = "tong-dai-ao/ai-mark/1"
_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_COMMENT = "AI-generated speech. Am thanh do he thong tri tue nhan tao tao ra."
_SOFTWARE = "Tong dai ao"
_LAW = "134/2025/QH15, Điều 11 khoản 2"


def marked_wav(sound: Sound, generator: str, *, learned: bool) -> bytes:
    """The WAV file with its mark; ``learned``: the voice was made by a trained model, not by
    rules."""
    statement = {
        "schema": SCHEMA,
        "ai_generated": True,
        "digital_source_type": _SOURCE
        + ("trainedAlgorithmicMedia" if learned else "algorithmicMedia"),
        "system": "Tổng đài ảo",
        "generator": generator,
        "law": _LAW,
        "sha256": hashlib.sha256(sound.samples).hexdigest(),
    }
    info = b"INFO" + _text(b"ISFT", _SOFTWARE) + _text(b"ICMT", _COMMENT)
    body = json.dumps(statement, ensure_ascii=False).encode()
    return write_wav(sound, ((b"LIST", info), (CHUNK, body)))


def mark_of(data: bytes) -> dict[str, Any] | None:
    """The statement of a WAV file, None where it has none or was made for other samples."""
    try:
        found = dict(chunks_of(data))
        statement = json.loads(found[CHUNK])
    except (WrongWav, KeyError, ValueError):
        return None
    if not isinstance(statement, dict) or statement.get("schema") != SCHEMA:
        return None
    same = statement.get("sha256") == hashlib.sha256(found.get(b"data", b"")).hexdigest()
    return statement if same else None


def _text(name: bytes, text: str) -> bytes:
    return chunk(name, text.encode("ascii") + b"\0")
