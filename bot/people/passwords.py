"""Passwords: argon2id as the library recommends it, a few at a time, as each takes memory."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

FEWEST, _MOST = 12, 200  # characters
_HASHER = PasswordHasher()
_AT_ONCE = threading.BoundedSemaphore(2)
# what is compared where there is no such person, so that both take as long
_NOBODY = _HASHER.hash("khong-co-ai-dung-mat-khau-nay")


class PasswordError(ValueError):
    """A password that cannot be taken; the text says why."""


def hashed(password: str, name: str = "") -> str:
    """The hash to keep; PasswordError for one that is easily guessed."""
    if len(password) < FEWEST:
        raise PasswordError(f"Mật khẩu cần ít nhất {FEWEST} ký tự; một câu dễ nhớ là tốt nhất.")
    if len(password) > _MOST:
        raise PasswordError(f"Mật khẩu dài quá {_MOST} ký tự.")
    plain = password.casefold()
    if len(set(plain)) < 5 or (name and name.casefold() in plain) or _walks(plain):
        raise PasswordError(
            "Mật khẩu dễ đoán (lặp lại, theo thứ tự hoặc chứa tên đăng nhập); hãy chọn câu khác."
        )
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether it is the password; without a kept one it takes as long and is not."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, password[: _MOST + 1]) and bool(kept)
        except (Argon2Error, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _walks(plain: str) -> bool:
    """Whether it is a run of the alphabet, of the digits or of the keyboard, mostly."""
    rows = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl")
    steps = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return sum(any(step in row or step[::-1] in row for row in rows) for step in steps) > 0.7 * len(
        steps
    )
