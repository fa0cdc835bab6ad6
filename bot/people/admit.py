"""Whom the identity provider vouches for, as one of the officials.

Without ``TONGDAI_OIDC_ROLES`` only those come in whose ``subject`` an administrator has entered,
with the role that they have here. With it the provider decides, at every sign-in: a value of the
claim gives the role, one without any such value does not come in, entered or not. A name alone
never makes two accounts one.
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.people.oidc import SignInError
from bot.people.people import People, PeopleError, Person, name_of
from bot.people.roles import ROLES

ACTOR = "nơi xác thực (OpenID Connect)"
_PLAIN = re.compile(r"[^a-z0-9._@+-]+")
_FORBIDDEN = 403
_UNKNOWN = (
    "Tài khoản này chưa được phép vào. Anh/chị gửi mã “{subject}” cho quản trị viên để gắn: "
    "`python -m bot users subject TÊN MÃ`."
)
_NO_ROLE = "Tài khoản này không thuộc nhóm nào được vào; hãy nhờ người quản trị nơi xác thực."
_CLOSED = "Tài khoản này đã bị khóa; hãy hỏi quản trị viên."
_TAKEN = (
    "Tên đăng nhập “{name}” đã là của một tài khoản khác. Anh/chị gửi mã “{subject}” cho quản trị "
    "viên để gắn: `python -m bot users subject {name} MÃ`."
)


def admit(
    people: People, claims: Mapping[str, Any], claim: str, roles: Mapping[str, str]
) -> Person:
    """The official whom the claims are of; SignInError (403) where they may not come in."""
    subject = str(claims["sub"])
    found = people.by_subject(subject)
    if found is not None and not found.active:
        raise SignInError(_CLOSED, _FORBIDDEN)
    if not roles:
        if found is None:
            raise SignInError(_UNKNOWN.format(subject=subject), _FORBIDDEN)
        return found
    role = role_of(claims, claim, roles)
    if not role:
        raise SignInError(_NO_ROLE, _FORBIDDEN)
    try:
        if found is None:
            return _new(people, claims, subject, role)
        if found.role != role:
            people.set_role(ACTOR, found, role)
    except PeopleError as error:
        raise SignInError(str(error), _FORBIDDEN) from error
    return people.by_id(found.id) or found


def role_of(claims: Mapping[str, Any], claim: str, roles: Mapping[str, str]) -> str:
    """The most that a value of the claim gives, "" for none; "realm_access.roles" is a claim
    inside of one, unless one is called so."""
    value: Any = claims.get(claim)
    if value is None:
        value = claims
        for part in claim.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    values = value if isinstance(value, list) else [value]
    given = {roles[one] for one in values if isinstance(one, str) and one in roles}
    return next((role for role in reversed(ROLES) if role in given), "")


def _new(people: People, claims: Mapping[str, Any], subject: str, role: str) -> Person:
    wanted = (str(claims.get(name) or "") for name in ("preferred_username", "email", "sub"))
    names = (_PLAIN.sub("-", name_of(one)).strip("-._@+") for one in wanted)
    name = next((one for one in names if len(one) > 1), f"ngoai-{subject[:8]}")
    if people.named(name) is not None:
        raise SignInError(_TAKEN.format(name=name, subject=subject), _FORBIDDEN)
    return people.add_outside(ACTOR, name, str(claims.get("name") or ""), role, subject)
