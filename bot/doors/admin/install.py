"""The pages of officials in an application: routes, who is signed in, what is said of failures."""

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from bot.doors.access.principal import SignInFirst
from bot.doors.admin.account import account
from bot.doors.admin.keyring import keyring
from bot.doors.admin.office import Office
from bot.doors.admin.outside import outside
from bot.doors.admin.overview import overview
from bot.doors.admin.pages import page
from bot.doors.admin.signin import signin
from bot.doors.admin.users import users
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import Problem, problem_response
from bot.records.database import DatabaseError

_PAGES = ("/quan-tri", "/dang-nhap", "/dang-xuat")
_TITLES = {403: "Không được phép", 404: "Không tìm thấy"}


def install_admin(app: FastAPI, office: Office) -> None:
    """Serve the pages; failures on them are pages too."""
    app.state.office = office
    for router in (outside, signin, overview, users, keyring, account):
        app.include_router(router)

    @app.exception_handler(SignInFirst)
    async def on_stranger(_: Request, error: SignInFirst) -> Response:
        return RedirectResponse(error.address, 303, {"Cache-Control": "no-store"})

    @app.exception_handler(Problem)
    async def on_problem(request: Request, error: Problem) -> Response:
        if not request.url.path.removeprefix(root_of(request.scope)).startswith(_PAGES):
            return problem_response(request, error.status, error.detail, error.errors)
        title = _TITLES.get(error.status, "Chưa làm được")
        return page(request, "bao.html", error.status, title=title, told=error.detail)

    @app.exception_handler(DatabaseError)
    async def on_database(request: Request, error: DatabaseError) -> Response:
        return await on_problem(request, Problem(503, str(error)))
