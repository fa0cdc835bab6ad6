"""Signing in and out, the second step, the one-time link."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.doors.access.identity import is_foreign
from bot.doors.access.principal import SIGN_IN, principal_of, same_session
from bot.doors.admin.cookies import (
    drop_session,
    same_form,
    session_of,
)
from bot.doors.admin.enter import address_of, enter, form, let_in
from bot.doors.admin.office import OfficeDep
from bot.doors.admin.outside import LEFT
from bot.doors.admin.pages import go, own_path, page
from bot.doors.api.problems import Problem
from bot.people.passwords import FEWEST, PasswordError
from bot.people.people import name_of
from bot.people.principal import Kind
from bot.people.totp import step_of

signin = APIRouter(include_in_schema=False)
SECOND = f"{SIGN_IN}/ma"
NEW = f"{SIGN_IN}/moi/{{token}}"
Field = Annotated[str, Form(max_length=500)]
_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
_WRONG_CODE = "Mã xác thực không đúng hoặc đã dùng; chờ mã mới rồi nhập lại."
_WAIT = "Đã thử sai nhiều lần; vui lòng chờ {wait} giây rồi thử lại."
_STALE = "Yêu cầu đăng xuất đến từ trang khác; hãy bấm “Đăng xuất” trên trang quản trị."
_AGAIN = "Đã quá năm phút; vui lòng đăng nhập lại từ đầu."
_NO_LINK = (
    "Liên kết không đúng, đã dùng hoặc đã hết hạn; xin quản trị viên cấp liên kết mới "
    "(`python -m bot users link TÊN`)."
)


@signin.get(SIGN_IN)
def ask(request: Request, office: OfficeDep, den: str = "") -> Response:
    """The form."""
    if principal_of(request).kind is Kind.PERSON:
        return go(request, own_path(den))
    return form(request, office, "dang-nhap.html", den=own_path(den), typed="")


@signin.post(SIGN_IN)
def sign_in(
    request: Request,
    office: OfficeDep,
    ten: Field,
    mat_khau: Field,
    csrf: Field = "",
    den: Field = "",
) -> Response:
    """The first step: name and password."""
    same_form(request, csrf)
    name, address = name_of(ten), address_of(request)
    told = {"den": own_path(den), "typed": ten[:100]}
    tried = office.lockout.begin(name, address)
    if wait := tried.wait:
        return _late(
            form(request, office, "dang-nhap.html", 429, _WAIT.format(wait=wait), **told), wait
        )
    found = office.people.checked(name, mat_khau)
    if found is None:
        return form(request, office, "dang-nhap.html", 401, _WRONG, **told)
    office.lockout.right(tried)
    return enter(request, office, found, told["den"])


@signin.post(SECOND)
def second(
    request: Request, office: OfficeDep, ma: Field, csrf: Field = "", den: Field = ""
) -> Response:
    """The second step: the code of the app."""
    same_form(request, csrf)
    pending = office.sessions.pending(session_of(request))
    found = office.people.by_id(pending.person_id) if pending else None
    if found is None or not found.active or not found.totp:
        return form(request, office, "dang-nhap.html", 401, _AGAIN, den=own_path(den), typed="")
    address = address_of(request)
    tried = office.lockout.begin(found.name, address)
    if wait := tried.wait:
        return _late(
            form(request, office, "ma.html", 429, _WAIT.format(wait=wait), den=own_path(den)), wait
        )
    step = step_of(found.totp, ma, found.totp_step)
    if step is None or not office.people.used_step(found, step):
        return form(request, office, "ma.html", 401, _WRONG_CODE, den=own_path(den))
    office.lockout.right(tried)
    return let_in(request, office, found, own_path(den))


@signin.get(NEW)
def welcome(request: Request, office: OfficeDep, token: str) -> Response:
    """The form of a one-time link: a first or a new password."""
    found = office.people.by_link(token)
    if found is None:
        return page(request, "bao.html", 404, title="Không mở được liên kết", told=_NO_LINK)
    return form(request, office, "moi.html", person=found, token=token, fewest=FEWEST)


@signin.post(NEW)
def settle(
    request: Request,
    office: OfficeDep,
    token: str,
    mat_khau: Field,
    nhap_lai: Field,
    csrf: Field = "",
) -> Response:
    """Set the password and go on to the pages; the link is used up."""
    same_form(request, csrf)
    found = office.people.by_link(token)
    if found is None:
        return page(request, "bao.html", 404, title="Không mở được liên kết", told=_NO_LINK)
    told = {"person": found, "token": token, "fewest": FEWEST}
    if mat_khau != nhap_lai:
        return form(request, office, "moi.html", 422, "Hai lần nhập khác nhau; nhập lại.", **told)
    try:
        office.people.set_password(f"người dùng {found.name}", found, mat_khau)
    except PasswordError as error:
        return form(request, office, "moi.html", 422, str(error), **told)
    return let_in(request, office, found, "/quan-tri")


@signin.post("/dang-xuat")
async def sign_out(request: Request, office: OfficeDep) -> Response:
    """End the session."""
    if is_foreign(request.scope):  # or any page of the net could sign officials out
        raise Problem(403, _STALE)
    await same_session(request)
    if token := session_of(request):
        office.sessions.end(token)
    person = office.people.by_id(principal_of(request).id) if office.provider else None
    response = go(request, LEFT if person and person.subject else SIGN_IN)
    drop_session(request, response, office.settings)
    # talks about internal documents: nothing of them stays in a browser that others use
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _late(response: Response, wait: int) -> Response:
    response.headers["Retry-After"] = str(wait)
    return response
