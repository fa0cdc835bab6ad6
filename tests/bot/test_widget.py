"""The portal widget in headless Chromium, on pages of another origin."""

import os
import shutil
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright

from bot.doors.widget.script import widget_script
from tests.bot.portal import portal, running
from tests.bot.serving import free_port, serving
from tests.bot.test_chat_page import CHROMIUM, FLAGS, LONG, QUESTION

_LARGEST = 40_000  # bytes, as a portal loads it

if CHROMIUM is None and os.environ.get("CI"):
    pytest.fail("chromium is missing on CI", pytrace=False)
needs_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium")


@pytest.fixture(scope="module")
def portal_port():
    return free_port()


@pytest.fixture(scope="module")
def server(settings, assistant, portal_port):
    origin = f"http://127.0.0.1:{portal_port}"
    with serving(settings.data_dir, ORIGINS=origin) as address:
        yield address


@pytest.fixture(scope="module")
def site(server, portal_port):
    with running(portal(server), portal_port) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
def page(browser, request):
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.requests, page.failures = [], []
    page.on("request", lambda r: page.requests.append(r.url))
    page.on("console", lambda m: m.type == "error" and page.failures.append(m.text))
    yield page
    context.close()


def test_the_script_is_small_and_kept_by_browsers(server):
    assert len(widget_script().body) < _LARGEST
    first = httpx.get(f"{server}/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    again = httpx.get(f"{server}/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def ask(page):
    page.get_by_role("textbox").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sở Nội vụ").first).to_be_visible(timeout=LONG)


@needs_browser
@pytest.mark.parametrize("path", ["/", "/strict"])
def test_asked_on_a_page_of_another_origin(page, site, path):
    page.goto(site + path)
    bubble = page.locator("tong-dai-ao .bubble")
    bubble.click()
    panel = page.locator("tong-dai-ao .panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("trí tuệ nhân tạo")
    ask(page)
    expect(panel).to_contain_text("Trên 10% hoạt động kiểm tra hành chính")
    assert {urlsplit(url).hostname for url in page.requests if url.startswith("http")} == {
        "127.0.0.1"
    }
    assert page.failures == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    focused = "document.querySelector('tong-dai-ao').shadowRoot.activeElement.className"
    assert page.evaluate(focused) == "bubble"


@needs_browser
def test_in_a_frame_and_alone(page, site, server):
    page.goto(f"{site}/frame")
    inside = page.frame_locator("iframe")
    inside.get_by_role("textbox").fill(QUESTION)
    inside.get_by_role("textbox").press("Enter")
    expect(inside.get_by_text("Sở Nội vụ").first).to_be_visible(timeout=LONG)
    page.goto(f"{server}/nhung")
    ask(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@needs_browser
def test_a_page_that_is_not_listed_gets_no_answer(browser, server):
    with running(portal(server)) as other:
        page = browser.new_page()
        page.goto(other)
        page.locator("tong-dai-ao .bubble").click()
        page.get_by_role("textbox").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator("tong-dai-ao .panel")).to_contain_text(
            "thử lại", ignore_case=True, timeout=LONG
        )
        assert page.get_by_text("Trên 10% hoạt động kiểm tra hành chính định kỳ").count() == 0
        page.close()
