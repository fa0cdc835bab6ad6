"""axe-core on every page, wide and narrow, light and dark; the chat page by keys alone."""

import pytest
from playwright.sync_api import expect

from tests.bot.browsing import (
    DARK,
    DESKTOP,
    LONG,
    LOOKS,
    QUESTION,
    SIZES,
    accessible,
    answered,
    as_dark_as_the_screen,
    ask,
    browser,  # noqa: F401
    needs_chromium,
    nothing_sideways,
    only_here,
    tab_until,
    window,
    write,
)

pytestmark = needs_chromium
DOCUMENT = "/documents/quyet-dinh-03-qd-bcd-quang-ngai-2023-06-07"


@pytest.fixture(params=LOOKS, ids=str)
def page(browser, request):  # noqa: F811
    width, height, scheme = request.param
    with window(browser, (width, height), scheme) as page:
        yield page
        nothing_sideways(page)
        only_here(page)


def test_the_chat_page_before_and_after_an_answer(page, server):
    page.goto(server)
    expect(page.locator(".hoi-nhanh").first).to_be_visible(timeout=LONG)
    expect(page.locator("#so-van-ban")).to_contain_text("trên 5 văn bản", timeout=LONG)
    accessible(page)
    ask(page, server, QUESTION)
    answered(page)
    accessible(page)
    if page.viewport_size["width"] > 1200:
        page.get_by_role("link", name="Xem trong văn bản").first.click()
        source = page.frame_locator("#bang-nguon iframe").locator(":target")
        expect(source).to_be_visible(timeout=LONG)
        accessible(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Chưa đúng").click()
    expect(page.get_by_label("Ý kiến thêm")).to_be_visible()
    page.locator(".toggle-button").first.click()
    expect(page.get_by_role("button", name="Cuộc hội thoại mới")).to_be_in_viewport(timeout=LONG)
    accessible(page)


def test_documents_and_what_the_system_is(page, server):
    page.goto(server + DOCUMENT)
    clause = page.locator("article .clause").nth(4).get_attribute("id")
    for path in ("/documents", f"{DOCUMENT}#{clause}", "/gioi-thieu", "/documents/khong-co"):
        page.goto(server + path)
        accessible(page)
        as_dark_as_the_screen(page)
    page.goto(server + DOCUMENT)
    page.get_by_label("Tìm trong văn bản").fill("dịch vụ công")
    page.keyboard.press("Enter")
    expect(page.locator(".dang-tim")).to_be_in_viewport()
    accessible(page)
    page.emulate_media(media="print")  # paper is white
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 36, 48)"


@pytest.mark.parametrize("page", [(*DESKTOP, "light"), (*DESKTOP, "dark")], indirect=True, ids=str)
def test_a_document_beside_a_talk_is_as_dark_as_the_talk(page, server):
    screen = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.goto(server)
    expect(page.locator("#nen-toi")).to_have_attribute(
        "aria-pressed", str(screen).lower(), timeout=LONG
    )
    write(page, QUESTION)
    answered(page)
    page.get_by_role("link", name="Xem trong văn bản").first.click()
    beside = page.frame_locator("#bang-nguon iframe").locator("html")
    expect(beside.locator("article")).to_be_visible(timeout=LONG)
    assert set(beside.evaluate(DARK)) == {screen}
    page.get_by_role("button", name="Nền tối").click()
    expect(beside).to_have_attribute("data-nen", "sang" if screen else "toi")
    assert set(beside.evaluate(DARK)) == {not screen}
    accessible(page)


@pytest.mark.parametrize("page", [(*DESKTOP, "dark"), SIZES[1]], indirect=True, ids=str)
def test_evaluation_and_the_description(page, server, official):
    page.context.add_cookies([official])
    page.goto(f"{server}/danh-gia")
    expect(page.get_by_role("button", name="Chạy đánh giá")).to_be_visible(timeout=LONG)
    accessible(page)
    page.goto(f"{server}/docs")
    operation = page.get_by_role("button", name="POST /api/v1/ask Hỏi")
    operation.click(timeout=LONG)
    expect(page.get_by_role("button", name="Try it out")).to_be_visible(timeout=LONG)
    accessible(page)


@pytest.mark.parametrize("page", SIZES, indirect=True, ids=str)
def test_the_chat_page_by_keys_alone(page, server):
    page.goto(server)
    box = page.get_by_placeholder("Nhập câu hỏi")
    expect(page.locator("#so-van-ban")).to_contain_text("trên 5 văn bản", timeout=LONG)
    expect(box).to_be_focused(timeout=LONG)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answered(page)
    expect(box).to_be_focused()
    passed = tab_until(page, "Chữ to")
    page.keyboard.press("Space")
    expect(page.locator("#chu-to")).to_have_attribute("aria-pressed", "true")
    passed += tab_until(page, "[1]")
    passed += tab_until(page, "Xem trong văn bản")
    if page.viewport_size["width"] > 1200:
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Đóng", exact=True)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("link", name="Xem trong văn bản").first).to_be_focused()
    passed += tab_until(page, "Hữu ích")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ghi nhận")).to_be_visible(timeout=LONG)
    passed += tab_until(page, "Nhập câu hỏi")
    assert [name for name, seen in passed if not seen] == []
    page.keyboard.type("Còn Sở Ngoại vụ?")
    page.keyboard.press("Enter")
    answered(page, 2)
