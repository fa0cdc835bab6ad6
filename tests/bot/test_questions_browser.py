"""The pages about what people ask in a browser: axe, wide and narrow, light and dark; a question
worked through as an official would."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.bot.browsing import (
    LOOKS,
    accessible,
    browser,  # noqa: F401
    needs_chromium,
    only_here,
    window,
)

pytestmark = needs_chromium
PAGE = "/quan-tri/cau-hoi"
ASKED = ("Lập vi bằng đo đạc thửa ruộng ở ngoài đồng thì hỏi ai?",
         "Lap vi bang do dac thua ruong o ngoai dong thi hoi ai",
         "Xin giấy phép nuôi chim yến trong khu dân cư ở đâu?")  # fmt: skip


@pytest.fixture(scope="module")
def in_vain(server):
    """Questions that the server could not answer."""
    for question in ASKED:
        found = httpx.post(f"{server}/api/v1/ask", json={"question": question}, timeout=60).json()
        assert found["status"] in ("no_evidence", "out_of_scope"), (question, found["status"])


@pytest.fixture(params=LOOKS, ids=str)
def page(browser, request, in_vain, official):  # noqa: F811
    width, height, scheme = request.param
    with window(browser, (width, height), scheme) as page:
        page.context.add_cookies([official])
        yield page
        only_here(page)
        assert page.failures == []


def fits(page):
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_page(page, server):
    for path in ("", "?state=all", "/xu-huong", "/bo-danh-gia"):
        page.goto(server + PAGE + path)
        fits(page)
    page.goto(f"{server}/quan-tri/tu-ngu")
    fits(page)


def test_a_question_worked_through(page, server):
    page.goto(f"{server}{PAGE}?state=all&days=1")
    page.get_by_role("link", name="giấy phép nuôi chim yến").first.click()
    fits(page)
    page.get_by_role("button", name="Hỏi lại bây giờ").click()
    expect(page.get_by_role("status")).to_contain_text("Đã hỏi lại 1 câu", timeout=60_000)
    fits(page)
    page.get_by_label("Tình trạng của cả nhóm").select_option(label="Đã trả lời ở nơi khác")
    page.get_by_label(re.compile("^Ghi chú")).fill("Đã trả lời tại bộ phận một cửa")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("đã trả lời ở nơi khác")
    word = "chim yen"
    page.get_by_label("Loại", exact=True).select_option(label="Cách nói khác")
    page.get_by_label("Từ người dân dùng").fill(word)
    page.get_by_label("Cách viết trong văn bản").fill("loài chim yến")
    page.get_by_role("button", name="Thêm từ ngữ").click()
    expect(page.get_by_role("status")).to_contain_text("được hiểu là")
    fits(page)
    page.get_by_role("button", name=f"Thu hồi “{word}”").click()
    expect(page.get_by_role("status")).to_contain_text("không còn được dùng")
