"""Signing in at the identity provider: there, back, and out again."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from bot.doors.access.principal import SIGN_IN, principal_of
from bot.doors.access.rates import Rates
from bot.doors.admin.cookies import begun_of, drop_begun, keep_begun
from bot.doors.admin.enter import address_of, enter
from bot.doors.admin.office import Office, OfficeDep
from bot.doors.admin.pages import HEADERS, go, own_path, page, site_of
from bot.doors.api.problems import Problem
from bot.people.admit import ACTOR, admit
from bot.people.oidc import Provider, SignInError
from bot.people.principal import Kind

outside = APIRouter(include_in_schema=False)
START, BACK, LEFT = f"{SIGN_IN}/oidc", f"{SIGN_IN}/oidc/ve", f"{SIGN_IN}/oidc/ra"
_A_MINUTE = 30  # sign-ins that one address may begin
_RATES = Rates()
_OFTEN = "Anh/chị đăng nhập quá nhiều lần; vui lòng thử lại sau {wait} giây."
_LONGEST = 2000  # characters of what the provider sends along


@outside.get(START)
def start(request: Request, office: OfficeDep, den: str = "") -> Response:
    """To the provider."""
    provider = _provider(office)
    if principal_of(request).kind is Kind.PERSON:
        return go(request, own_path(den))
    if wait := _RATES.wait(_A_MINUTE, "oidc", address_of(request)):
        response = _refused(request, SignInError(_OFTEN.format(wait=wait), 429))
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        address, browser = provider.begin(site_of(request, office.settings) + BACK, own_path(den))
    except SignInError as error:
        return _refused(request, error)
    there = RedirectResponse(address, 303, HEADERS)
    keep_begun(request, there, browser, office.settings)
    return there


@outside.get(BACK)
def back(request: Request, office: OfficeDep) -> Response:
    """From the provider: who they are is asked of it, not of the browser."""
    provider = _provider(office)
    sent = {name: value[:_LONGEST] for name, value in request.query_params.items()}
    try:
        claims, onward = provider.end(begun_of(request), sent)
    except SignInError as error:
        response = _refused(request, error)
        drop_begun(request, response, office.settings)
        return response
    settings, subject = office.settings, str(claims["sub"])
    try:
        person = admit(office.people, claims, settings.oidc_claim, settings.oidc_roles)
    except SignInError as error:
        office.audit.write(ACTOR, "signin.refused", subject[:200], reason=str(error))
        response = _refused(request, error)
    else:
        office.audit.write(ACTOR, "signin", person.name, subject=subject)
        response = enter(request, office, person, onward)
    drop_begun(request, response, office.settings)
    return response


@outside.get(LEFT)
def left(request: Request, office: OfficeDep) -> Response:
    """Signed out here; the provider still knows them until they sign out there too."""
    provider = _provider(office)
    told = (
        f"Anh/chị đã đăng xuất khỏi hệ thống này, nhưng có thể còn đăng nhập ở {provider.shown}. "
        "Trên máy dùng chung, hãy đăng xuất cả ở đó."
    )
    there = provider.leave(site_of(request, office.settings) + SIGN_IN)
    link = (there, f"Đăng xuất khỏi {provider.shown}") if there else None
    return page(request, "bao.html", title="Đã đăng xuất", told=told, link=link)


def _provider(office: Office) -> Provider:
    if office.provider is None:
        raise Problem(404, "Máy chủ này không đăng nhập qua nơi xác thực khác.")
    return office.provider


def _refused(request: Request, error: SignInError) -> Response:
    return page(request, "bao.html", error.status, title="Chưa đăng nhập được", told=str(error))
