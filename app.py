"""The server: FastAPI routes and the Gradio page on one port. ``python app.py`` runs it."""

import os
import sys

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from bot.doors.api.limits import install_limits
from bot.doors.api.opinions import opinions
from bot.doors.api.pages import pages
from bot.doors.api.prefix import Prefix
from bot.doors.api.problems import install_problem_handlers
from bot.doors.api.routes import router
from bot.doors.api.service import Service
from corpus.cli import complain
from corpus.settings import Settings, SettingsError, read_settings

# seconds after which a thread that answers gives way to the one that serves health checks
_SWITCH = 0.001
_PATIENCE = 60.0  # seconds that a question on the page waits for the start


def create_app(settings: Settings, *, background: bool = True) -> FastAPI:
    """The whole application; ``background=False`` assembles before returning (tests)."""
    service = Service(settings)
    if background:
        service.start()  # the model loads while the page is made
    else:
        service.load()
    import gradio as gr  # takes seconds

    from bot.doors.page.chat import CSS, TITLE, build_chat, theme

    app = FastAPI(title=TITLE, version="0.1.0", docs_url=None, redoc_url=None)
    app.state.service = service
    install_problem_handlers(app)
    install_limits(app)
    app.include_router(opinions)
    app.include_router(router)
    app.include_router(pages)
    app.mount("/giao-dien", StaticFiles(directory=CSS.parent), name="giao-dien")
    chat = build_chat(
        lambda ask: service.answer(ask, _PATIENCE),
        service.provinces,
        service.gate.run,
        examples=service.first_questions,
        at_once=service.gate.at_once,
        root=settings.root_path,
    )
    gr.mount_gradio_app(
        app,
        chat,
        path="/",
        root_path=settings.root_path or None,
        theme=theme(),
        css_paths=CSS,
        ssr_mode=False,
        footer_links=[],
    )
    if settings.root_path:
        app.add_middleware(Prefix, root=settings.root_path)
    return app


def main() -> int:
    """Serve until stopped; 2 for a wrong setting."""
    try:
        settings = read_settings()
    except SettingsError as error:
        complain(f"Lỗi: {error}")
        return 2
    sys.setswitchinterval(_SWITCH)
    app = create_app(settings)
    complain(f"Tổng đài ảo: http://{settings.host}:{settings.port}")
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
