"""The second step of signing in: a code of six digits from an app (RFC 6238)."""

import re
import time

import pyotp
import segno

ISSUER = "Tổng đài ảo"
_SECRET = re.compile(r"[A-Z2-7]{32}")
_SECONDS, _BESIDE = 30, 1  # a code's time; so many codes before and after count too


def new_secret() -> str:
    """A secret for an app."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether it has the form of one: a form that comes back may hold anything."""
    return _SECRET.fullmatch(text) is not None


def address_of(secret: str, name: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def picture_of(secret: str, name: str) -> str:
    """The address as a QR code, an SVG element to stand in a page."""
    code = segno.make(address_of(secret, name), error="m", micro=False)
    return str(code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True))


def step_of(secret: str, code: str, last: int, now: float | None = None) -> int | None:
    """The time step whose code it is, None for a wrong one or one that was used: ``last`` is the
    last step used."""
    digits = "".join(code.split())
    moment = int((time.time() if now is None else now) // _SECONDS)
    totp = pyotp.TOTP(secret)
    for step in range(moment - _BESIDE, moment + _BESIDE + 1):
        if step > last and pyotp.utils.strings_equal(totp.at(step * _SECONDS), digits):
            return step
    return None
