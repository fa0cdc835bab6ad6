"""The officials: added, given another role, a new link, kept out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.doors.access.principal import needs
from bot.doors.access.proxies import called_as_own, own_names
from bot.doors.admin.office import Office, OfficeDep
from bot.doors.admin.pages import page, site_of
from bot.doors.api.problems import Problem
from bot.people.command import LINK, link_of, state_of
from bot.people.people import LINK_HOURS, PeopleError, Person
from bot.people.principal import Principal
from bot.people.roles import EDITOR, PEOPLE, ROLE_NAMES

users = APIRouter(include_in_schema=False)
PAGE = "/quan-tri/nguoi-dung"
Field = Annotated[str, Form(max_length=200)]
Subject = Annotated[str, Form(max_length=255)]
Manager = Annotated[Principal, needs(PEOPLE)]


@users.get(PAGE, dependencies=[needs(PEOPLE)])
def listed(request: Request, office: OfficeDep) -> Response:
    """All of them."""
    return _page(request, office)


@users.post(PAGE)
def add(
    request: Request, office: OfficeDep, who: Manager, ten: Field, ten_hien: Field = "",
    vai: Field = EDITOR,
) -> Response:  # fmt: skip
    """One more; the page shows the one-time link."""
    try:
        person, token = office.people.add(who.actor, ten, ten_hien, vai)
    except PeopleError as error:
        return _page(request, office, 422, failure=str(error))
    return _page(request, office, link=_link(request, office, token), invited=person.name)


@users.post(f"{PAGE}/{{person_id}}/{{act}}")
def change(  # noqa: PLR0913
    request: Request, office: OfficeDep, who: Manager, person_id: str, act: str, vai: Field = "",
    ma: Subject = "",
) -> Response:  # fmt: skip
    """Another role, a new link, another subject, kept out, let in again."""
    person = office.people.by_id(person_id)
    if person is None or act not in ("vai", "lien-ket", "khoa", "mo", "ma-ngoai"):
        raise Problem(404, "Không có người dùng hoặc việc này.")
    if act == "lien-ket":
        if person.id == who.id:
            failure = (
                "Tự cấp liên kết cho mình sẽ khóa chính mình; hãy đổi mật khẩu ở trang tài khoản."
            )
            return _page(request, office, 422, failure=failure)
        token = office.people.invite(who.actor, person)
        return _page(request, office, link=_link(request, office, token), invited=person.name)
    try:
        if act == "vai":
            office.people.set_role(who.actor, person, vai)
            done = f"{person.name} nay là {ROLE_NAMES[vai]}."
        elif act == "ma-ngoai":
            office.people.set_subject(who.actor, person, ma)
            done = f"Đã {'gắn' if ma.strip() else 'bỏ'} mã của {person.name} ở nơi xác thực."
        else:
            office.people.set_active(who.actor, person, act == "mo")
            done = f"Đã {'mở' if act == 'mo' else 'khóa'} {person.name}."
    except PeopleError as error:
        return _page(request, office, 422, failure=str(error))
    return _page(request, office, done=done)


def _page(
    request: Request, office: Office, status: int = 200, link: str = "", invited: str = "",
    **told: str,
) -> Response:  # fmt: skip
    rows: list[tuple[Person, str]] = [(one, state_of(one)) for one in office.people.all()]
    return page(
        request, "nguoi-dung.html", status, rows=rows, roles=ROLE_NAMES, link=link,
        invited=invited, hours=LINK_HOURS, own=bool(link) and not _called_well(request, office),
        **told,
    )  # fmt: skip


def _link(request: Request, office: Office, token: str) -> str:
    """The whole address. A name that the request alone gives this server could be anybody's, who
    would then set the password: where it is none of ours, the link has the server's own address."""
    if _called_well(request, office):
        return f"{site_of(request, office.settings)}{LINK}{token}"
    return link_of(office.settings, token)


def _called_well(request: Request, office: Office) -> bool:
    """Whether the link's beginning is the set one, or one that the server knows for its own."""
    settings = office.settings
    return bool(settings.public_url) or called_as_own(request.scope, own_names(settings))
