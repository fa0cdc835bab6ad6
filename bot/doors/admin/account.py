"""One's own account: the password, the second step."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.doors.access.principal import needs
from bot.doors.admin.cookies import keep_session
from bot.doors.admin.enter import address_of
from bot.doors.admin.office import Office, OfficeDep
from bot.doors.admin.pages import page
from bot.doors.api.problems import Problem
from bot.people.passwords import FEWEST, PasswordError, matches
from bot.people.people import Person
from bot.people.principal import Kind, Principal
from bot.people.roles import ASK
from bot.people.totp import is_secret, new_secret, picture_of, step_of

account = APIRouter(include_in_schema=False)
PAGE = "/quan-tri/tai-khoan"
Field = Annotated[str, Form(max_length=500)]
Own = Annotated[Principal, needs(ASK)]
_WRONG = "Mật khẩu hiện tại không đúng."


@account.get(PAGE)
def shown(request: Request, office: OfficeDep, who: Own) -> Response:
    """The account."""
    return _page(request, _person(office, who))


@account.post(f"{PAGE}/mat-khau")
def password(
    request: Request, office: OfficeDep, who: Own, hien_tai: Field, mat_khau: Field, nhap_lai: Field
) -> Response:
    """A new password: every session ends, this one goes on under a new name."""
    person = _person(office, who)
    if failure := _unproved(office, person, hien_tai, request):
        return _page(request, person, 422, failure)
    if mat_khau != nhap_lai:
        return _page(request, person, 422, "Hai lần nhập khác nhau; nhập lại.")
    try:
        office.people.set_password(who.actor, person, mat_khau)
    except PasswordError as error:
        return _page(request, person, 422, str(error))
    response = page(
        request, "bao.html", title="Đã đổi mật khẩu", told="Mọi phiên làm việc khác đã kết thúc."
    )
    token = office.sessions.begin(person.id, whole=True)
    keep_session(request, response, token, office.settings)
    return response


@account.post(f"{PAGE}/xac-thuc")
def second_step(
    request: Request, office: OfficeDep, who: Own, hien_tai: Field, bi_mat: Field = "",
    ma: Field = "",
) -> Response:  # fmt: skip
    """The second step on, once a code of it is right; off where none is sent."""
    person = _person(office, who)
    if failure := _unproved(office, person, hien_tai, request):
        return _page(request, person, 422, failure)
    if person.totp:
        office.people.set_totp(who.actor, person, "")
        return _page(request, _person(office, who), done="Đã tắt xác thực hai bước.")
    step = step_of(bi_mat, ma, 0) if is_secret(bi_mat) else None
    if step is None:
        return _page(request, person, 422, "Mã không đúng; quét lại hình và nhập mã đang hiện.")
    office.people.set_totp(who.actor, person, bi_mat, step)
    return _page(request, _person(office, who), done="Đã bật xác thực hai bước.")


def _person(office: Office, who: Principal) -> Person:
    found = office.people.by_id(who.id) if who.kind is Kind.PERSON else None
    if found is None:
        raise Problem(403, "Trang này dành cho cán bộ đã đăng nhập.")
    return found


def _unproved(office: Office, person: Person, password: str, request: Request) -> str:
    """Why it is not believed that they are before the screen, "" where it is."""
    tried = office.lockout.begin(person.name, address_of(request))
    if tried.wait:
        return f"Đã thử sai nhiều lần; vui lòng chờ {tried.wait} giây rồi thử lại."
    if not matches(person.password, password):
        return _WRONG
    office.lockout.right(tried)
    return ""


def _page(
    request: Request, person: Person, status: int = 200, failure: str = "", done: str = ""
) -> Response:
    secret = "" if person.totp else new_secret()
    picture = picture_of(secret, person.name) if secret else ""
    return page(
        request, "tai-khoan.html", status, person=person, secret=secret, picture=picture,
        fewest=FEWEST, failure=failure, done=done,
    )  # fmt: skip
