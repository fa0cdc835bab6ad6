"""Who has shown who they are comes in, by way of the second step where they have one."""

from fastapi import Request
from fastapi.responses import Response

from bot.doors.access.network import network_of
from bot.doors.admin.cookies import form_token, keep_form_token, keep_session, session_of
from bot.doors.admin.office import Office
from bot.doors.admin.pages import go, page
from bot.people.people import Person


def enter(request: Request, office: Office, person: Person, den: str) -> Response:
    """The form of the second step, or the session."""
    if not person.totp:
        return let_in(request, office, person, den)
    token = office.sessions.begin(person.id, whole=False, before=session_of(request))
    response = form(request, office, "ma.html", den=den)
    keep_session(request, response, token, office.settings)
    return response


def let_in(request: Request, office: Office, person: Person, den: str) -> Response:
    """A session under a new name, whatever the browser brought along."""
    office.lockout.passed(person.name, address_of(request))
    token = office.sessions.begin(person.id, whole=True, before=session_of(request))
    response = go(request, den)
    keep_session(request, response, token, office.settings)
    return response


def form(
    request: Request,
    office: Office,
    template: str,
    status: int = 200,
    failure: str = "",
    **told: object,
) -> Response:
    """A form of who is not signed in, with the token that comes back with it."""
    token = form_token(request)
    response = page(request, template, status, failure=failure, form=token, **told)
    return keep_form_token(request, response, token, office.settings)


def address_of(request: Request) -> str:
    """Where they call from, as tries are counted."""
    return network_of(request.client.host) if request.client else ""
