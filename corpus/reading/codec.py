"""What a loader gave, as bytes and back: JSON, compressed. Nothing in it can run."""

import json
import zlib
from dataclasses import asdict, fields
from typing import Any

from corpus.document import Place
from corpus.loaders.base import Loaded

_FIELDS = {field.name for field in fields(Loaded)}
_MOST = 1 << 30  # bytes that an entry may unpack to


class DamagedError(ValueError):
    """The bytes are no entry of this version."""


def encode(loaded: Loaded) -> bytes:
    """The bytes that ``decode`` makes the same value of."""
    return zlib.compress(json.dumps(asdict(loaded), ensure_ascii=False).encode("utf-8"), 3)


def decode(raw: bytes) -> Loaded:
    """The value; DamagedError where the bytes are cut, changed or of another version."""
    try:
        unpacker = zlib.decompressobj()
        packed = unpacker.decompress(raw, _MOST)
        if not unpacker.eof:
            raise ValueError("cut short")
        kept = json.loads(packed.decode("utf-8"))
        if not isinstance(kept, dict) or set(kept) != _FIELDS or not isinstance(kept["text"], str):
            raise ValueError("other fields")
        size = len(kept["text"])
        return Loaded(
            text=kept["text"],
            noise=_spans(kept["noise"], size),
            notes=tuple(str(note) for note in kept["notes"]),
            doubts=_spans(kept["doubts"], size),
            places=tuple(_place(place, size) for place in kept["places"]),
        )
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DamagedError(f"damaged: {error}") from error


def _spans(rows: Any, size: int) -> tuple[tuple[int, int], ...]:
    return tuple(_span(start, end, size) for start, end in rows)


def _span(start: Any, end: Any, size: int) -> tuple[int, int]:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= size):
        raise ValueError("a stretch outside the text")
    return start, end


def _place(row: dict[str, Any], size: int) -> Place:
    start, end = _span(row["start"], row["end"], size)
    left, top, right, bottom = (float(edge) for edge in row["box"])
    return Place(start, end, int(row["page"]), (left, top, right, bottom))
