"""The keys of programs and portals: made, rotated, revoked."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.doors.access.keys import SCOPES, Key, KeysError
from bot.doors.access.principal import needs
from bot.doors.admin.office import Office, OfficeDep
from bot.doors.admin.pages import page
from bot.doors.api.problems import Problem
from bot.people.principal import Principal
from bot.people.roles import KEYS
from bot.people.roles import SCOPES as TOLD
from corpus.settings import origin_list

keyring = APIRouter(include_in_schema=False)
PAGE = "/quan-tri/khoa"
_OVERLAP = timedelta(hours=24)
Field = Annotated[str, Form(max_length=500)]
Number = Annotated[int, Form(ge=0, le=100_000)]
Manager = Annotated[Principal, needs(KEYS)]


@keyring.get(PAGE, dependencies=[needs(KEYS)])
def listed(request: Request, office: OfficeDep) -> Response:
    """All of them."""
    return _page(request, office)


@keyring.post(PAGE)
def add(  # noqa: PLR0913
    request: Request, office: OfficeDep, who: Manager, ten: Field,
    quyen: Annotated[list[str] | None, Form()] = None, nguon: Field = "", muc: Number = 0,
    ngay: Number = 0,
) -> Response:  # fmt: skip
    """A new one; the page shows it this once."""
    name = " ".join(ten.split())
    ends = datetime.now(UTC) + timedelta(days=ngay) if ngay else None
    try:
        origins = origin_list(nguon.replace(" ", ","))
        if "*" in origins or not name:
            raise ValueError("cần tên và từng trang cụ thể, ví dụ https://tinh.gov.vn")
        key, token = office.keys.add(
            name, quyen or ["ask"], origins, muc, ends=ends, actor=who.actor
        )
    except (KeysError, ValueError) as error:
        return _page(request, office, 422, failure=f"Chưa tạo được khóa: {error}")
    return _page(request, office, token=token, made=key)


@keyring.post(f"{PAGE}/{{key_id}}/{{act}}")
def change(request: Request, office: OfficeDep, who: Manager, key_id: str, act: str) -> Response:
    """A successor, or the end."""
    try:
        if act == "doi":
            key, token = office.keys.rotate(key_id, _OVERLAP, actor=who.actor)
            return _page(request, office, token=token, made=key)
        if act == "thu-hoi":
            key = office.keys.remove(key_id, actor=who.actor)
            return _page(request, office, done=f"Đã thu hồi khóa {key.id} ({key.name}).")
    except KeysError as error:
        return _page(request, office, 422, failure=str(error))
    raise Problem(404, "Không có việc này với khóa.")


def _page(
    request: Request, office: Office, status: int = 200, token: str = "", made: Key | None = None,
    **told: str,
) -> Response:  # fmt: skip
    scopes = [(scope, TOLD[scope]) for scope in SCOPES]
    return page(
        request, "khoa.html", status, keys=office.keys.all(), scopes=scopes, token=token,
        made=made, **told,
    )  # fmt: skip
