"""The page as a person uses it, in headless Chromium against the real server."""

import pytest
from playwright.sync_api import expect

from tests.bot.browsing import (
    DESKTOP,
    PHONE,
    QUESTION,
    ask,
    browser,  # noqa: F401
    needs_chromium,
    only_here,
    window,
)

pytestmark = needs_chromium


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser, request):  # noqa: F811
    with window(browser, request.param, touch=False) as page:
        yield page
        only_here(page)


def test_ask_read_and_open_the_clause(page, server):
    ask(page, server, QUESTION)
    card = page.locator(".the-trich").first
    expect(card).to_be_visible(timeout=20_000)
    expect(page.locator(".tra-loi")).to_contain_text("Sở Nội vụ")
    expect(card).to_contain_text("Điểm i khoản 2 mục II")
    expect(card.locator("mark")).to_contain_text("Sở Nội vụ")
    link = card.get_by_role("link", name="Xem trong văn bản")
    if page.viewport_size["width"] > 1200:  # beside the talk
        link.click()
        row = page.frame_locator("#bang-nguon iframe").locator(":target")
    else:
        with page.context.expect_page() as opened:
            link.click()
        opened.value.wait_for_load_state()
        row = opened.value.locator(":target")
    expect(row).to_contain_text("Trên 10% hoạt động kiểm tra hành chính định kỳ")
    expect(row).to_be_in_viewport()
    background = row.locator("td").first.evaluate("e => getComputedStyle(e).backgroundColor")
    assert background == "rgb(255, 241, 184)"
    assert page.failures == []


def test_nothing_is_wider_than_the_screen(page, server):
    ask(page, server, QUESTION)
    expect(page.locator(".the-trich").first).to_be_visible(timeout=20_000)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def test_a_refusal_and_a_suggestion_are_shown(page, server):
    ask(page, server, "Giá vàng hôm nay bao nhiêu?")
    expect(page.locator("#hoi-thoai .loi-dap")).to_contain_text("ngoài phạm vi", timeout=20_000)
    assert page.locator(".the-trich").count() == 0


def test_an_empty_question_is_answered_with_a_hint(page, server):
    ask(page, server, "   ")
    expect(page.get_by_text("Anh/chị vui lòng nhập câu hỏi.")).to_be_visible(timeout=10_000)


def test_a_follow_up_knows_what_came_before(page, server):
    ask(page, server, "Năm 2023 Sở Tư pháp có nhiệm vụ gì?")
    expect(page.locator(".the-trich").first).to_contain_text("hộ tịch", timeout=20_000)
    box = page.get_by_placeholder("Nhập câu hỏi")
    box.fill("Còn Sở Ngoại vụ?")
    box.press("Enter")
    expect(page.locator(".the-trich").last).to_contain_text("đối ngoại", timeout=20_000)


TYPED = [
    "60*90*2 bằng *bao* nhiêu __x__ ~~y~~ `z`?",
    "<img src=x onerror=alert(1)> <b>đậm</b> &amp; &lt;",
    "giá $$x^2$$ và $5 và \\(a\\)",
    "# tiêu đề\n- một\n1. hai\n> ba\n\n    bốn  năm\n| a | b |\n|---|---|",
    "[liên kết](http://vi.du) http://vi.du www.vi.du a@vi.du :tada: <!-- x --> ![a](b)",
]


@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["desktop"])
def test_what_was_typed_is_shown_as_typed(page, server):
    page.goto(server)
    box = page.get_by_placeholder("Nhập câu hỏi")
    for count, typed in enumerate(TYPED, 1):
        box.fill(typed)
        page.get_by_role("button", name="Hỏi", exact=True).click()
        shown = page.locator("#hoi-thoai .da-go")
        expect(shown).to_have_count(count, timeout=20_000)
        assert shown.last.evaluate("e => e.innerText") == typed
        inside = "e => [...e.querySelectorAll('*')].map(x => x.tagName).filter(t => t != 'BR')"
        assert shown.last.evaluate(inside) == []
        expect(page.locator("#hoi-thoai .bot.message, #hoi-thoai .message.bot")).to_have_count(
            count, timeout=20_000
        )
    assert page.locator("#hoi-thoai img[src='x'], #hoi-thoai .katex").count() == 0


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize("page", [DESKTOP], indirect=True, ids=["desktop"])
def test_an_answer_is_copied_as_plain_text(page, server, secure):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if not secure:  # as on a page served by a name without https
        page.add_init_script("delete Navigator.prototype.clipboard")
    page.add_init_script(
        "document.addEventListener('copy', () => { window.copied = document.activeElement.value; })"
    )
    ask(page, server, QUESTION)
    expect(page.locator(".the-trich").first).to_be_visible(timeout=20_000)
    button = page.get_by_role("button", name="Sao chép")
    button.click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()" if secure else "window.copied")
    assert text.startswith("Cơ quan chủ trì: Sở Nội vụ [1]\n\nTheo điểm i khoản 2 mục II")
    assert text.splitlines()[-1].startswith("[1] Điểm i khoản 2 mục II Kế hoạch")
    assert not any(mark in text for mark in ("<", "**", "\n> ", "&"))
    expect(button).to_be_visible(timeout=5_000)
    assert page.failures == []
