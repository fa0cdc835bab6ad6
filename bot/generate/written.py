"""JSON that a model writes, read while it comes and whatever else stands around it.

Nothing in it is believed: types are looked at, numbers must be numbers of what was given, and all
that breaks the schema is left out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

_DECODER = json.JSONDecoder()
_MOST = 8000  # characters of a reply
_SPACE = " \t\r\n,"


def read_object(text: str) -> dict[str, Any]:
    """The first JSON object in ``text``; ValueError where there is none."""
    at = text.find("{")
    if at < 0:
        raise ValueError("no object")
    try:
        found, _ = _DECODER.raw_decode(text[:_MOST], at)
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def strings(value: object, most: int, longest: int = 500) -> list[str]:
    """The strings of a list, at most ``most``; those that are too long or empty left out."""
    if not isinstance(value, list):
        return []
    found = [" ".join(v.split()) for v in value if isinstance(v, str)]
    return [v for v in found if 0 < len(v) <= longest][:most]


def number(value: object) -> int | None:
    """A whole number, also one written as a string ("3", "[3]")."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        bare = value.strip().strip("[]")
        return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 5 else None
    return None


class Stream:
    """An object of two lists, read as it comes: the first whole, the second string by string;
    ``first`` and ``second`` are their names."""

    def __init__(self, pieces: Iterable[str], first: str, second: str) -> None:
        self._pieces = iter(pieces)
        self._first, self._second = f'"{first}"', f'"{second}"'
        self._text = ""
        self._ended = False

    def head(self) -> list[Any] | None:
        """The first list, once it is whole; None where the reply has none."""
        while True:
            at = self._list_after(self._first)
            if at >= 0 and (self._ended or "]" in self._text[at:]):
                found = _value(self._text, at)
                if isinstance(found, list):
                    return found
            if self._list_after(self._second) >= 0 or not self._more():
                return None

    def rest(self) -> Iterator[str]:
        """The strings of the second list as they close."""
        while (at := self._list_after(self._second)) < 0:
            if not self._more():
                return
        at += 1
        while True:
            while at < len(self._text) and self._text[at] in _SPACE:
                at += 1
            if at < len(self._text):
                if self._text[at] != '"':
                    return
                try:
                    found, at = scanstring(self._text, at + 1, False)
                except ValueError:  # not closed yet, or never well formed
                    if self._more():
                        continue
                    return
                yield found
            elif not self._more():
                return

    def _list_after(self, name: str) -> int:
        """Where the list of that name opens, -1 where it has not."""
        at = self._text.find(name)
        if at < 0:
            return -1
        at += len(name)
        while at < len(self._text) and self._text[at] in " \t\r\n:":
            at += 1
        return at if at < len(self._text) and self._text[at] == "[" else -1

    def _more(self) -> bool:
        """Whether another piece came."""
        if self._ended or len(self._text) >= _MOST:
            return False
        piece = next(self._pieces, None)
        self._ended = piece is None
        self._text += piece or ""
        return piece is not None


def _value(text: str, at: int) -> Any:
    """The JSON value at ``at``; None where it is not whole or not well formed."""
    try:
        return _DECODER.raw_decode(text, at)[0]
    except (ValueError, RecursionError):
        return None


def fields(value: object) -> Mapping[str, Any]:
    """An object's fields; none of anything else."""
    return value if isinstance(value, dict) else {}
