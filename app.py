"""The server: FastAPI routes and the Gradio page on one port. ``python app.py`` runs it."""

import os
import sys

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ["FASTAPI_OTEL_AUTO_CONFIGURE"] = "false"  # it would send addresses, with what was asked

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig

from bot.doors.access.guard import Guard
from bot.doors.access.identity import Identity
from bot.doors.access.numbered import Numbered
from bot.doors.access.origins import Origins
from bot.doors.access.proxies import Proxies, warnings_of
from bot.doors.access.rooms import Rooms
from bot.doors.admin.install import install_admin
from bot.doors.admin.office import Office
from bot.doors.api.described import install_description
from bot.doors.api.docs import install_docs
from bot.doors.api.limits import install_limits
from bot.doors.api.methods import Methods
from bot.doors.api.opinions import opinions
from bot.doors.api.pages import pages
from bot.doors.api.prefix import Prefix, root_of
from bot.doors.api.problems import install_problem_handlers
from bot.doors.api.records import install_records
from bot.doors.api.routes import router
from bot.doors.api.service import VERSION, Service
from bot.doors.channels.config import read_channels
from bot.doors.channels.routes import install_channels
from bot.doors.desk.page import desk_page
from bot.doors.desk.routes import desk_routes
from bot.doors.hotline.hotline import Hotline
from bot.doors.hotline.routes import hotline_router
from bot.doors.mcp.http import install_mcp
from bot.doors.openai.errors import install_openai_errors
from bot.doors.openai.routes import router as openai
from bot.doors.page.inlet import Inlet
from bot.doors.page.shell import Shell
from bot.doors.questions.install import install_questions
from bot.doors.seen.install import install_seen
from bot.doors.seen.logs import announce, configure_logs
from bot.doors.seen.watcher import Watcher
from bot.doors.tasks.routes import tasks
from bot.doors.widget.routes import widget
from bot.people.command import link_of
from bot.people.people import LINK_HOURS
from bot.records.database import DatabaseError
from corpus.cli import complain
from corpus.settings import Settings, SettingsError, read_settings

# seconds after which a thread that answers gives way to the one that serves health checks
_SWITCH = 0.001
_RUNS = "/danh-gia"
# FastAPI's own traces hold addresses with their queries; bot.doors.seen has ours
_SILENT: TelemetryConfig = {
    "tracing": False, "metrics": False, "logs": False, "auto_configure": False,
}  # fmt: skip
_PATIENCE = 60.0  # seconds that a question on the page waits for the start


def create_app(settings: Settings, *, background: bool = True) -> FastAPI:
    """The whole application; ``background=False`` assembles before returning (tests).
    SettingsError where the channels' file is wrong."""
    channels = read_channels(settings.channels)  # a wrong file is told before the long work
    service = Service(settings)
    if background:
        service.start()  # the model loads while the page is made
    else:
        service.load()
    import gradio as gr  # takes seconds

    from bot.doors.page.chat import ASSETS, TITLE, build_chat, head, theme
    from bot.doors.page.respond import Behind

    app = FastAPI(title=TITLE, version=VERSION, docs_url=None, redoc_url=None, telemetry=_SILENT)
    app.add_middleware(Methods)
    app.state.service = service
    app.state.hotline = Hotline(settings, service)
    install_problem_handlers(app)
    install_openai_errors(app)
    office = Office.of(settings)
    install_admin(app, office)
    app.add_middleware(Inlet)  # inside of what counts a body
    upload = settings.read_file_mb * 1_000_000
    install_limits(app, Origins.of(settings.origins).frame_ancestors, upload)
    install_channels(app, service, channels)  # before the router that answers for unknown addresses
    app.include_router(hotline_router)  # before the one that catches all of /api
    app.include_router(opinions)
    app.include_router(tasks)
    app.include_router(desk_routes)
    install_questions(app, service)
    app.include_router(router)
    app.include_router(openai)
    app.include_router(pages)
    app.include_router(desk_page)
    app.include_router(widget)
    install_docs(app)
    install_description(app)
    install_mcp(app, service)
    install_records(app, service)
    install_seen(app, service)
    app.mount("/giao-dien", StaticFiles(directory=ASSETS), name="giao-dien")
    chat = build_chat(
        Behind(
            pieces=lambda ask: service.pieces(ask, _PATIENCE, door="page"),
            each=service.gate.each,
            listed=service.listed,
            examples=service.first_questions,
            at_once=service.gate.at_once,
            root=settings.root_path,
        )
    )
    if settings.eval_page:
        from eval.page.page import HEAD, build_page

        @app.get(_RUNS, include_in_schema=False)
        async def with_slash(request: Request) -> RedirectResponse:
            return RedirectResponse(f"{root_of(request.scope)}{_RUNS}/")

        runs = build_page(service.ready, service.gate.run, settings.data_dir / "danh-gia")
        gr.mount_gradio_app(
            app,
            runs,
            path=_RUNS,
            theme=theme(),
            head=HEAD,
            ssr_mode=False,
            footer_links=[],
            run_history=False,
            allowed_paths=[str((settings.data_dir / "danh-gia").resolve())],
            show_error=False,
        )
        runs.has_launched = True  # until then Gradio takes any file of this machine for its own
    gr.mount_gradio_app(
        app,
        chat,
        path="/",
        root_path=settings.root_path or None,
        theme=theme(),
        head=head(settings.root_path),
        ssr_mode=False,
        footer_links=[],
        run_history=False,  # what is asked is kept nowhere unasked, not in the browser either
        show_error=False,  # the inner workings are nobody's business
    )
    chat.has_launched = True  # as above
    app.add_middleware(Shell, title=TITLE)
    app.add_middleware(Rooms)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Identity, sessions=office.sessions)
    app.add_middleware(Watcher, metrics=service.metrics, tracing=service.tracing)
    app.add_middleware(Numbered)
    app.add_middleware(Proxies, settings=settings)
    if settings.root_path:
        app.add_middleware(Prefix, root=settings.root_path)
    return app


def _welcome(office: Office) -> None:
    """While no administrator can sign in, a one-time link for the first one."""
    try:
        token = office.people.first_link()
    except DatabaseError as error:
        announce(office.settings, f"Chưa có cơ sở dữ liệu: {error}")
        return
    if token:
        announce(
            office.settings,
            f"Chưa có quản trị viên. Liên kết dùng một lần trong {LINK_HOURS} giờ để đặt mật khẩu: "
            f"{link_of(office.settings, token)}",
        )


def main() -> int:
    """Serve until stopped; 2 for a wrong setting."""
    try:
        settings = read_settings()
    except SettingsError as error:
        complain(f"Lỗi: {error}")
        return 2
    configure_logs(settings)
    sys.setswitchinterval(_SWITCH)
    try:
        app = create_app(settings)
    except SettingsError as error:
        complain(f"Lỗi: {error}")
        return 2
    _welcome(app.state.office)
    for warning in warnings_of(settings):
        announce(settings, warning)
    announce(settings, f"Tổng đài ảo: http://{settings.host}:{settings.port}")
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
