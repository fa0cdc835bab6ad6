"""The chat page's own controls in headless Chromium: stop, again, edit, source, filters, talks."""

import pytest
from playwright.sync_api import expect

from tests.bot.browsing import (
    LONG,
    OTHER,
    QUESTION,
    answered,
    browser,  # noqa: F401
    needs_chromium,
    only_here,
    window,
)
from tests.bot.browsing import write as ask

pytestmark = needs_chromium


@pytest.fixture
def page(browser):  # noqa: F811
    with window(browser) as page:
        yield page
        only_here(page)


def test_the_question_shows_at_once_and_the_box_stays_in_view(page, server):
    page.goto(server)
    ask(page, QUESTION)
    expect(page.locator("#hoi-thoai .da-go")).to_have_text(QUESTION, timeout=LONG)
    answered(page)
    expect(page.get_by_placeholder("Nhập câu hỏi")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Hỏi", exact=True)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.lang") == "vi"
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_the_source_opens_beside_and_closes_by_key(page, server):
    page.goto(server)
    ask(page, QUESTION)
    answered(page)
    link = page.get_by_role("link", name="Xem trong văn bản").first
    link.click()
    panel = page.locator("#bang-nguon")
    expect(panel).to_be_visible()
    row = page.frame_locator("#bang-nguon iframe").locator(":target")
    expect(row).to_contain_text("Trên 10% hoạt động kiểm tra hành chính định kỳ", timeout=LONG)
    expect(row).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(link).to_be_focused()


def test_a_number_opens_its_card(page, server):
    page.goto(server)
    ask(page, QUESTION)
    answered(page)
    card = page.locator("details.the-trich").first
    card.locator("summary").click()
    expect(card.locator("blockquote")).to_be_hidden()
    page.locator("#hoi-thoai .so").first.click()
    expect(card.locator("blockquote")).to_be_visible()


def test_again_and_edit(page, server):
    page.goto(server)
    ask(page, QUESTION)
    answered(page)
    page.get_by_role("button", name="Hỏi lại").click()
    answered(page)
    expect(page.locator("#hoi-thoai .da-go")).to_have_count(1)
    page.get_by_role("button", name="Sửa câu hỏi").click()
    expect(page.locator("#hoi-thoai .da-go")).to_have_count(0, timeout=LONG)
    expect(page.get_by_placeholder("Nhập câu hỏi")).to_have_value(QUESTION)


def test_an_offered_question_is_asked_whole(page, server):
    page.goto(server)
    first = page.locator(".hoi-nhanh").first
    expect(first).to_be_visible(timeout=LONG)
    page.wait_for_timeout(1500)
    words = first.inner_text()
    assert not words.endswith("…")
    first.click()
    answered(page)
    expect(page.locator("#hoi-thoai .da-go")).to_have_text(words)


def test_filters_count_documents_and_narrow_the_answer(page, server):
    page.goto(server + "/?tinh=H%E1%BA%A3i%20D%C6%B0%C6%A1ng")
    expect(page.locator("#so-van-ban")).to_contain_text("trên 5 văn bản", timeout=LONG)
    assert "5 trên 5" not in page.locator("#so-van-ban").inner_text()
    ask(page, "Giám đốc sở được giao nhiệm vụ gì?")
    answered(page)
    cards = page.locator("#hoi-thoai .the-trich summary").all_inner_texts()
    assert cards
    assert all("Hải Dương" in card for card in cards)


def test_a_link_asks_its_question(page, server):
    page.goto(server)
    ask(page, QUESTION)
    answered(page)
    address = page.get_by_role("button", name="Chép liên kết").get_attribute("value")
    other = page.context.new_page()
    other.goto(f"{server}/?{address}")
    expect(other.locator("#hoi-thoai .cong-cu")).to_have_count(1, timeout=LONG)
    expect(other.locator("#hoi-thoai .da-go")).to_have_text(QUESTION)


def test_talks_are_kept_taken_up_and_forgotten(page, server):
    page.goto(server)
    ask(page, OTHER)
    answered(page)
    expect(page.locator("#da-noi .mo-lai")).to_have_count(1)
    page.reload()
    page.locator("button.toggle-button, .toggle-button").first.click()
    kept = page.locator("#da-noi .mo-lai")
    expect(kept).to_have_text([OTHER], timeout=LONG)
    kept.first.click()
    answered(page)
    ask(page, "Còn Sở Ngoại vụ?")
    answered(page, 2)
    expect(page.locator(".the-trich").last).to_contain_text("đối ngoại")
    page.get_by_role("button", name=f"Xóa cuộc hội thoại: {OTHER}").click()
    expect(kept).to_have_count(0)
    page.reload()
    page.locator("button.toggle-button, .toggle-button").first.click()
    expect(page.locator("#da-noi")).to_contain_text("Chưa có cuộc hội thoại", timeout=LONG)


def test_reading_aids_are_remembered(page, server):
    page.goto(server)
    dark = page.locator("#nen-toi")
    expect(dark).to_be_visible(timeout=LONG)
    page.wait_for_timeout(1000)
    dark.click()
    expect(dark).to_have_attribute("aria-pressed", "true")
    page.locator("#chu-to").click()
    page.reload()
    expect(page.locator("#nen-toi")).to_have_attribute("aria-pressed", "true", timeout=LONG)
    assert page.evaluate("document.body.classList.contains('dark')")
    assert page.evaluate("document.documentElement.classList.contains('chu-to')")
