"""States sealed for their way through the caller's hands: packed, and signed by a key of our own.

The caller may keep and send a state, never read meaning into it nor change it.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import zlib
from pathlib import Path

from bot.converse.state import State, state_of

_KEY_FILE = "state.key"
_KEY_SIZE = 32
_SIGNATURE = 16  # bytes kept of the signature
_LARGEST = 200_000  # bytes of a state unpacked


class WrongState(ValueError):
    """A state that this assistant did not give, or that belongs to another talk."""


class Seal:
    """Seals and opens states; without a key one is made, good until the process ends.

    ``inner`` gives the seal of those who see internal documents: they go on with a talk of
    everyone's, but nobody else with theirs.
    """

    def __init__(self, key: bytes | None = None, *, inside: bool = False) -> None:
        self._key = key or secrets.token_bytes(_KEY_SIZE)
        self._inside = inside

    def inner(self) -> "Seal":
        """The seal of those who see internal documents."""
        return Seal(self._key, inside=True)

    def close(self, state: State) -> str:
        """The state as one opaque word."""
        text = json.dumps(state.as_json(), ensure_ascii=False, separators=(",", ":"))
        packed = zlib.compress(text.encode(), 9)
        sealed = self._sign(packed, inside=self._inside) + packed
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, sealed: str) -> State:
        """The state; WrongState where it is not one that ``close`` gave."""
        try:
            raw = base64.b64decode(sealed + "=" * (-len(sealed) % 4), b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise WrongState(_NOT_OURS) from error
        signature, packed = raw[:_SIGNATURE], raw[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(packed, inside=False)):
            if not hmac.compare_digest(signature, self._sign(packed, inside=True)):
                raise WrongState(_NOT_OURS)
            if not self._inside:
                raise WrongState(_INSIDE)
        unpacker = zlib.decompressobj()
        try:
            text = unpacker.decompress(packed, _LARGEST)
            return state_of(json.loads(text))
        except (zlib.error, KeyError, TypeError, ValueError) as error:
            raise WrongState(_NOT_OURS) from error

    def _sign(self, packed: bytes, *, inside: bool) -> bytes:
        key = hmac.new(self._key, b"inside", hashlib.sha256).digest() if inside else self._key
        return hmac.new(key, packed, hashlib.sha256).digest()[:_SIGNATURE]


_NOT_OURS = (
    "Trạng thái hội thoại không hợp lệ: gửi lại đúng “state” của câu trả lời trước, hoặc bỏ trường "
    "này."
)
_INSIDE = (
    "Cuộc hội thoại này bắt đầu khi đã đăng nhập, có thể dẫn văn bản nội bộ: hãy đăng nhập lại để "
    "tiếp tục, hoặc bắt đầu cuộc hội thoại mới (bỏ trường “state”)."
)
OTHER_TALK = (
    "Trạng thái hội thoại không thuộc cuộc hội thoại trong “history”: gửi “state” của câu trả lời "
    "cuối cùng, hoặc bỏ trường này."
)


def kept_seal(folder: Path) -> Seal:
    """The seal whose key is kept in ``folder``; made there the first time, readable by its owner
    alone."""
    path = folder / _KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{_KEY_FILE}.{os.getpid()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_KEY_SIZE))
        try:
            os.link(fresh, path)  # whoever is first makes the key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    key = path.read_bytes()
    if len(key) < _KEY_SIZE:
        path.unlink()
        return kept_seal(folder)
    return Seal(key)
