"""How long a person waits to see something: the chat page, and the widget on a portal's page."""

import sys
from statistics import median

import pytest
from playwright.sync_api import expect

from tests.bot.browsing import (
    LONG,
    browser,  # noqa: F401
    needs_chromium,
    window,
)
from tests.bot.portal import portal, running

MOST = 1500  # milliseconds, on two idle cores
TRIES = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
pytestmark = [needs_chromium, pytest.mark.accept]


def painted(browser, address, ready):  # noqa: F811
    """The median of first paints, each in a browser context that has nothing kept."""
    found = []
    for _ in range(TRIES):
        with window(browser) as page:
            page.goto(address)
            ready(page)
            found.append(page.evaluate(PAINT))
    sys.stdout.write(f"{address}: {[round(ms) for ms in found]} ms\n")
    return median(found)


def test_the_chat_page(browser, server):  # noqa: F811
    def ready(page):
        expect(page.get_by_placeholder("Nhập câu hỏi")).to_be_visible(timeout=LONG)

    assert painted(browser, server, ready) < MOST


def test_the_widget(browser, server):  # noqa: F811
    """The page's own paint, and when the bubble can be pressed."""
    bubble = []

    def ready(page):
        expect(page.locator("tong-dai-ao .bubble")).to_be_visible(timeout=LONG)
        bubble.append(page.evaluate("performance.now()"))

    with running(portal(server)) as site:
        assert painted(browser, site, ready) < MOST
    assert median(bubble) < MOST
    assert painted(browser, f"{server}/nhung", ready=lambda page: None) < MOST
