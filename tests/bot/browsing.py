"""Headless Chromium for the tests of pages: one launch a file, one way to ask and to wait.

``from tests.bot.browsing import browser`` gives a file the browser; the server is the session's.
"""

import os
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
QUESTION = "Sở nào chủ trì chỉ tiêu trên 10% hoạt động kiểm tra hành chính qua môi trường số?"
OTHER = "Năm 2023 Sở Tư pháp có nhiệm vụ gì?"
# of both provinces: asked back
DIVIDED = "Sở Tài chính có nhiệm vụ gì?"
LONG = 60_000  # milliseconds that an answer may take on a busy machine
DESKTOP, PHONE = (1280, 800), (390, 844)
SIZES = [(*DESKTOP, "light"), (*PHONE, "light")]
# each size in one light; the other in the long checks
LOOKS = [
    (*DESKTOP, "light"),
    (*PHONE, "dark"),
    pytest.param((*PHONE, "light"), marks=pytest.mark.accept),
    pytest.param((*DESKTOP, "dark"), marks=pytest.mark.accept),
]

if CHROMIUM is None and os.environ.get("CI"):
    pytest.fail("chromium is missing on CI", pytrace=False)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def window(browser, size=DESKTOP, scheme="light", *, touch=None):
    """A page of a context of its own; what it asked for, and what failed, is kept on it."""
    width, height = size
    touch = width < 500 if touch is None else touch
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, is_mobile=touch,
        has_touch=touch,
    )  # fmt: skip
    page = context.new_page()
    page.requests, page.failures, page.asked = [], [], []
    # of all pages that it opens, too
    context.on("request", lambda r: page.requests.append(r.url))
    context.on("request", lambda r: r.url.endswith("/ask") and r.method == "POST"
               and page.asked.append(r.post_data_json))  # fmt: skip
    page.on("console", lambda m: m.type == "error" and page.failures.append((m.text, m.location)))
    page.on("pageerror", lambda e: page.failures.append((str(e), {})))
    try:
        yield page
    finally:
        context.close()


def only_here(page):
    """No request has left this machine."""
    hosts = {urlsplit(url).hostname for url in page.requests if url.startswith(("http", "ws"))}
    assert hosts <= {"127.0.0.1"}


def nothing_sideways(page):
    """All that stands on the page is as wide as the window (a telephone's own width grows with
    what sticks out, so that it tells nothing)."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], width


DARK = """() => {
  const seen = [document.body, ...document.querySelectorAll('.about, article, input, select')];
  const light = (e) => getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number);
  const grounds = seen.map(light).filter((c) => c.length < 4 || c[3] > 0);
  return grounds.map(([r, g, b]) => (0.3 * r + 0.6 * g + 0.1 * b) < 110);
}"""


def as_dark_as_the_screen(page):
    """Every ground on the page is dark where the reader's screen is, and none elsewhere."""
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert set(page.evaluate(DARK)) == {dark}


def accessible(page):
    """axe-core finds no violation, once nothing changes its colour any more."""
    page.evaluate(
        "document.getAnimations().filter(a => a instanceof CSSTransition).forEach(a => a.finish())"
    )
    found = Axe().run(page).response["violations"]
    faults = [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]
    assert not faults, faults


FOCUSED = """() => {
  const e = document.activeElement;
  if (e === document.body) return ['', true];  // past the last control, before the first
  const look = getComputedStyle(e);
  const name = e.getAttribute('aria-label') || e.placeholder || e.innerText || e.title
    || `${e.tagName} ${e.id || e.name}`;
  const seen = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  return [name.trim(), seen || look.boxShadow !== 'none'];
}"""


def tab_until(page, name, most=60):
    """Tab on to the control that begins with ``name``; what was passed, each with whether its
    focus is seen."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        passed.append(tuple(page.evaluate(FOCUSED)))
        if passed[-1][0].startswith(name):
            return passed
    raise AssertionError(f"no “{name}” among {passed}")


def write(page, question):
    box = page.get_by_placeholder("Nhập câu hỏi")
    box.fill(question)
    box.press("Enter")


def ask(page, server, question):
    page.goto(server)
    write(page, question)


def answered(page, count=1):
    expect(page.locator("#hoi-thoai .cong-cu")).to_have_count(count, timeout=LONG)
