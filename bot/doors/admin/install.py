"""The pages of officials in an application: routes, who is signed in, what is said of failures."""

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from bot.doors.access.principal import SignInFirst
from bot.doors.admin.account import account
from bot.doors.admin.failure import problem_page
from bot.doors.admin.keyring import keyring
from bot.doors.admin.office import Office
from bot.doors.admin.outside import outside
from bot.doors.admin.overview import overview
from bot.doors.admin.signin import signin
from bot.doors.admin.users import users
from bot.doors.api.problems import problem_response
from bot.records.database import DatabaseError


def install_admin(app: FastAPI, office: Office) -> None:
    """Serve the pages; failures on them are pages too."""
    app.state.office = office
    app.state.problem_page = problem_page
    for router in (outside, signin, overview, users, keyring, account):
        app.include_router(router)

    @app.exception_handler(SignInFirst)
    async def on_stranger(_: Request, error: SignInFirst) -> Response:
        return RedirectResponse(error.address, 303, {"Cache-Control": "no-store"})

    @app.exception_handler(DatabaseError)
    async def on_database(request: Request, error: DatabaseError) -> Response:
        return problem_response(request, 503, str(error))
