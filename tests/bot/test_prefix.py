"""The server under a path of another site, behind a proxy that strips it, or does not."""

import threading
import time
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import expect
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from app import create_app
from bot.doors.api.prefix import links_under_root, under_root
from corpus.settings import Settings
from tests.bot.browsing import (
    DESKTOP,
    QUESTION,
    ask,
    browser,  # noqa: F401
    needs_chromium,
    window,
)
from tests.bot.serving import free_port, serving

ROOT = "/tong-dai"
ASKED = {"question": QUESTION}


@pytest.fixture(scope="module")
def inside(settings, assistant):
    app = create_app(settings.model_copy(update={"root_path": ROOT}), background=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(params=["", ROOT], ids=["stripped", "kept"])
def prefixed(inside, request):
    """A client of the server, and what the proxy leaves of the prefix."""
    return inside, request.param


def test_addresses_in_answers(prefixed):
    client, path = prefixed
    body = client.post(f"{path}/api/v1/ask", json=ASKED).json()
    urls = [c["url"] for c in body["citations"]]
    assert urls
    assert all(url.startswith(f"{ROOT}/documents/") for url in urls)
    streamed = client.post(
        f"{path}/api/v1/ask", json=ASKED, headers={"accept": "text/event-stream"}
    ).text
    assert streamed.count(f'"url": "{ROOT}/documents/') == 2 * len(urls)
    assert '"url": "/documents/' not in streamed
    clause = client.get(f"{path}/api/v1/clauses/{body['citations'][0]['clause_id']}").json()
    assert clause["url"] == urls[0]


def test_pages_and_assets(prefixed):
    client, path = prefixed
    listed = client.get(f"{path}/documents").text
    assert listed.count(f'href="{ROOT}/documents/') == 5
    assert 'href="/documents' not in listed
    assert f'href="{ROOT}/giao-dien/document.css"' in listed
    assert (
        client.get(f"{path}/giao-dien/document.css").headers["content-type"].startswith("text/css")
    )
    assert f'src="{ROOT}/widget.js"' in client.get(f"{path}/nhung").text
    missing = client.get(f"{path}/documents/khong-co")
    assert missing.status_code == 404
    assert f'href="{ROOT}/documents"' in missing.text
    assert client.get(f"{path}/health/live").json() == {"status": "ok"}
    assert client.get(f"{path}/api/v1/khong-co").status_code == 404
    assert client.post(f"{path}/api/v1/ask", content=b" " * 1_100_000).status_code == 413
    chat = client.get(f"{path}/")
    assert f'href=\\"{ROOT}/documents\\"' in chat.text


def test_only_addresses_of_this_server_are_changed():
    value = {"url": "/a", "rows": [{"url": "https://x/a", "text": "/a"}], "n": {"url": None}}
    assert under_root(value, ROOT) == {
        "url": f"{ROOT}/a", "rows": [{"url": "https://x/a", "text": "/a"}], "n": {"url": None},
    }  # fmt: skip
    assert under_root(value, "") == value
    assert links_under_root('<a href="/x">href=&quot;/y</a><a href="#z">', ROOT) == (
        f'<a href="{ROOT}/x">href=&quot;/y</a><a href="#z">'
    )


def test_the_setting():
    assert Settings(_env_file=None, root_path="/tong-dai/").root_path == ROOT
    assert Settings(_env_file=None, root_path="/").root_path == ""
    for wrong in ("tong-dai", "/a b", "http://x/a", '/"'):
        with pytest.raises(ValidationError, match="tong-dai"):
            Settings(_env_file=None, root_path=wrong)


def proxy(target: str) -> Starlette:
    """A reverse proxy that serves ``target`` under ``ROOT`` and nothing else."""
    upstream = httpx.AsyncClient(base_url=target, timeout=60)

    async def forward(request: Request) -> StreamingResponse:
        path = request.url.path.removeprefix(ROOT) or "/"
        sent = upstream.build_request(
            request.method,
            httpx.URL(path=path, query=request.url.query.encode()),
            headers=[(k, v) for k, v in request.headers.raw if k != b"accept-encoding"],
            content=await request.body(),
        )
        answer = await upstream.send(sent, stream=True)
        response = StreamingResponse(
            answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose)
        )
        response.raw_headers = [
            (k, v) for k, v in answer.headers.raw if k.lower() != b"transfer-encoding"
        ]
        return response

    methods = ["GET", "POST", "HEAD"]
    return Starlette(routes=[Route(f"{ROOT}/{{rest:path}}", forward, methods=methods)])


@pytest.fixture(scope="module")
def behind(settings, assistant):
    with serving(settings.data_dir, ROOT_PATH=ROOT) as address:
        port = free_port()
        config = uvicorn.Config(proxy(address), port=port, log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}{ROOT}/"
        server.should_exit = True
        server.force_exit = True
        thread.join(10)


@pytest.fixture
def page(browser):  # noqa: F811
    with window(browser, DESKTOP) as page:
        yield page


@pytest.mark.accept
@needs_chromium
def test_a_person_behind_the_proxy(page, behind):
    statuses = []
    page.on("response", lambda r: statuses.append((r.status, r.url)))
    ask(page, behind, QUESTION)
    card = page.locator(".the-trich").first
    expect(card).to_be_visible(timeout=20_000)
    with page.context.expect_page() as opened:
        card.get_by_role("link", name="Xem trong văn bản").click()
    document = opened.value
    document.wait_for_load_state()
    expect(document.locator(":target")).to_contain_text("Trên 10% hoạt động kiểm tra hành chính")
    background = document.locator("header.site").evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert background == "rgb(143, 29, 29)"  # its style sheet came
    document.get_by_role("link", name="Văn bản", exact=True).click()
    expect(document.get_by_role("heading", name="Các văn bản chỉ đạo")).to_be_visible()
    document.get_by_role("link", name="Tổng đài ảo").click()
    expect(document.get_by_placeholder("Nhập câu hỏi")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Xem các văn bản").click()
    expect(page.get_by_role("heading", name="Các văn bản chỉ đạo")).to_be_visible()
    assert [s for s in statuses if s[0] >= 400] == []
    local = [urlsplit(u).path for u in page.requests if u.startswith("http")]
    assert [p for p in local if not p.startswith(f"{ROOT}/") and p != ROOT] == []
    # a browser asks the site itself for an icon; that is no address of this server
    failures = [text for text, place in page.failures if "/favicon.ico" not in place["url"]]
    assert failures == []
