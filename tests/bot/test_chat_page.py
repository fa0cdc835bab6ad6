"""The chat page's own controls in headless Chromium: stop, again, edit, source, filters, talks."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import expect

from tests.bot.browsing import (
    DIVIDED,
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


def test_the_wait_is_told_before_the_answer(page, server):
    page.goto(server)
    page.evaluate(
        "(() => { window.seen = []; new MutationObserver(() => { const all ="
        " document.querySelectorAll('#hoi-thoai .bot.message, #hoi-thoai .message.bot');"
        " if (all.length) seen.push(all[all.length - 1].innerText); }).observe(document.body,"
        " {childList: true, subtree: true, characterData: true}); })()"
    )
    ask(page, QUESTION)
    answered(page)
    seen = page.evaluate("seen")
    searching = next(i for i, text in enumerate(seen) if "Đang tra cứu" in text)
    found = next(i for i, text in enumerate(seen) if "Sở Nội vụ" in text)
    assert searching < found


@contextmanager
def others_asking(server, count):
    """So many questions before anyone's: who asks now waits a turn."""

    def one(number):
        body = {"question": f"Sở nào chủ trì việc thứ {number} về chuyển đổi số?"}
        httpx.post(f"{server}/api/v1/ask", json=body, timeout=120)

    with ThreadPoolExecutor(count) as pool:
        for number in range(count):
            pool.submit(one, number)
        yield


def test_an_answer_on_its_way_is_stopped(page, server):
    page.goto(server)
    expect(page.locator("#so-van-ban")).to_contain_text("trên 5 văn bản", timeout=LONG)
    with others_asking(server, 40):
        ask(page, QUESTION)
        page.get_by_role("button", name="Dừng").dispatch_event("click", timeout=LONG)
        expect(page.locator("#hoi-thoai")).to_contain_text("Đã dừng", timeout=LONG)
    expect(page.get_by_role("button", name="Hỏi", exact=True)).to_be_visible()
    expect(page.locator("#hoi-thoai .cong-cu")).to_have_count(0)


def test_asked_back_and_chosen(page, server):
    page.goto(server)
    ask(page, DIVIDED)
    choice = page.get_by_role("group", name="Câu hỏi gợi ý").get_by_role("button")
    expect(choice).to_have_text(["Quảng Ngãi", "Hải Dương"], timeout=LONG)
    choice.last.click()
    answered(page, 2)
    last = page.locator("#hoi-thoai .bot.message").last
    cards = last.locator(".the-trich summary").all_inner_texts()
    assert cards
    assert all("Hải Dương" in card for card in cards)


def test_an_opinion_is_sent_and_thanked(page, server):
    page.goto(server)
    ask(page, QUESTION)
    answered(page)
    with page.expect_request("**/api/v1/feedback") as first:
        page.get_by_role("button", name="Chưa đúng").click()
    assert first.value.post_data_json["rating"] == "down"
    expect(page.get_by_role("button", name="Chưa đúng")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Ý kiến thêm").fill("Thiếu thời hạn.")
    with page.expect_response("**/api/v1/feedback") as second:
        page.get_by_role("button", name="Gửi ý kiến").click()
    assert second.value.status == 201
    expect(page.get_by_text("Đã ghi nhận, cảm ơn anh/chị.")).to_be_visible()
    expect(page.get_by_label("Ý kiến thêm")).to_be_hidden()


def test_filters_are_chosen_in_the_side_bar(page, server):
    page.goto(server)
    expect(page.locator("#so-van-ban")).to_contain_text("trên 5 văn bản", timeout=LONG)
    page.locator("button.toggle-button, .toggle-button").first.click()
    page.get_by_label("Tỉnh").click()
    page.get_by_role("option", name="Hải Dương").click()
    count = page.locator("#so-van-ban")
    expect(count).not_to_contain_text("5 trên 5", timeout=LONG)
    ask(page, DIVIDED)
    answered(page)
    cards = page.locator("#hoi-thoai .the-trich summary").all_inner_texts()
    assert cards
    assert all("Hải Dương" in card for card in cards)


def test_an_evaluation_run(page, server, tmp_path, official):
    path = tmp_path / "bo.csv"
    path.write_text(f"Câu hỏi,Phải có\n{QUESTION},Sở Nội vụ\n", encoding="utf-8")
    page.context.add_cookies([official])
    page.goto(f"{server}/danh-gia")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_label("Xóa").or_(page.locator(".file-preview")).first).to_be_visible(
        timeout=LONG
    )
    page.get_by_role("button", name="Chạy đánh giá").click()
    expect(page.locator("#tien-do")).to_contain_text("Xong 1 câu", timeout=3 * LONG)
    expect(page.locator("#ket-qua table")).to_be_visible()
    expect(page.locator("#bao-cao")).to_contain_text(re.compile(r"report\s*\.html"))
