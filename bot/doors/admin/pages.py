"""How a page of officials goes out: the templates, a strict content policy, kept by nobody."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from bot.doors.access.principal import principal_of
from bot.doors.api.prefix import root_of
from bot.doors.page.document_page import environment
from bot.doors.page.visible import visible
from bot.people.principal import Kind, Principal
from bot.people.roles import AUDIT, DOCUMENTS, KEYS, PEOPLE, QUESTIONS, ROLE_NAMES
from corpus.settings import Settings

# no script at all, and nothing of other hosts; nobody shows these pages in a frame
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
# pages of the menu, each with what is needed to see it ("" for whoever is signed in); other
# rooms add theirs
MENU: list[tuple[str, str, str]] = [
    ("/quan-tri", "Tổng quan", ""),
    ("/quan-tri/van-ban", "Văn bản", DOCUMENTS),
    ("/quan-tri/cau-hoi", "Câu hỏi", QUESTIONS),
    ("/quan-tri/tu-ngu", "Từ ngữ", QUESTIONS),
    ("/quan-tri/nguoi-dung", "Người dùng", PEOPLE),
    ("/quan-tri/khoa", "Khóa", KEYS),
    ("/quan-tri/nhat-ky", "Nhật ký thay đổi", AUDIT),
    ("/quan-tri/tai-khoan", "Tài khoản của tôi", ""),
]


@cache
def _environment() -> Environment:
    own = FileSystemLoader(Path(__file__).parent / "templates")
    asked = FileSystemLoader(Path(__file__).parent.parent / "questions" / "templates")
    shared = environment().loader
    assert shared is not None
    return Environment(
        loader=ChoiceLoader([own, asked, shared]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
    )


def page(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
    """A template as a response, with who is signed in and the menu."""
    who = principal_of(request)
    told.setdefault("failure", "")
    told.setdefault("done", "")
    told.setdefault("link", None)
    told.setdefault("points", [])
    html = (
        _environment()
        .get_template(template)
        .render(
            root=root_of(request.scope),
            who=who,
            signed_in=who.kind is Kind.PERSON,
            role=ROLE_NAMES.get(who.role, ""),
            menu=menu_of(who),
            here=request.url.path.removeprefix(root_of(request.scope)),
            csrf=who.csrf,
            provider=provider_name(request),
            **told,
        )
    )
    return HTMLResponse(html, status, HEADERS)


def provider_name(request: Request) -> str:
    """What the identity provider is called, "" where there is none."""
    provider = request.app.state.office.provider
    return str(provider.shown) if provider else ""


def site_of(request: Request, settings: Settings) -> str:
    """This server's address as others open it."""
    return settings.public_url or (
        f"{request.url.scheme}://{request.url.netloc}{root_of(request.scope)}"
    )


def menu_of(who: Principal) -> list[tuple[str, str]]:
    """The pages that they may see."""
    if who.kind is not Kind.PERSON:
        return []
    return [(path, name) for path, name, scope in MENU if not scope or who.may(scope)]


def go(request: Request, path: str) -> RedirectResponse:
    """To another page of this server, read anew."""
    return RedirectResponse(root_of(request.scope) + path, 303, HEADERS)


def own_path(path: str) -> str:
    """Where to go on after signing in: a page of this server, the overview for anything else."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain and "\\" not in path and len(path) < 500 else "/quan-tri"
