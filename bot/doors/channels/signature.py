"""Who may send: HMAC-SHA256 over the time and the body, with a secret that both sides have."""

import hashlib
import hmac
import time

from bot.doors.api.problems import Problem

TIME_HEADER, SIGNATURE_HEADER = "x-tongdai-timestamp", "x-tongdai-signature"
WINDOW = 300  # seconds that a message may be old, or the clocks apart
_SCHEME = "sha256="
_UNSIGNED = (
    "Thiếu hoặc sai chữ ký: gửi X-Tongdai-Timestamp (giây Unix) và X-Tongdai-Signature = “sha256=” "
    "+ HMAC-SHA256 dạng hex của “thời điểm.nội dung” với khóa của kênh."
)
_OLD = f"Tin gửi quá {WINDOW} giây trước hoặc đồng hồ hai máy lệch nhau; hãy ký lại rồi gửi."


def signed(secret: str, body: bytes, at: int) -> dict[str, str]:
    """The headers that go with ``body``."""
    return {TIME_HEADER: str(at), SIGNATURE_HEADER: _SCHEME + _digest(secret, str(at), body)}


def check(secret: str, body: bytes, stamp: str, signature: str) -> None:
    """Problem 401 where the body was not signed with the secret, or too long ago."""
    expected = _SCHEME + _digest(secret, stamp, body)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise Problem(401, _UNSIGNED)
    if not stamp.isdecimal() or not stamp.isascii() or abs(time.time() - int(stamp)) > WINDOW:
        raise Problem(401, _OLD)


def _digest(secret: str, stamp: str, body: bytes) -> str:
    signing = f"{stamp}.".encode() + body
    return hmac.new(secret.encode(), signing, hashlib.sha256).hexdigest()
