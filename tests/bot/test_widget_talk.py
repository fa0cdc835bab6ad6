"""A talk in the widget: follow-ups, choices, keys, failures, opinions; on pages of another origin."""

import json
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bot.doors.api.opinions import FeedbackIn
from bot.doors.api.schemas import AskIn
from tests.bot.test_chat_page import LONG, QUESTION
from tests.bot.test_widget import (  # noqa: F401
    browser,
    needs_browser,
    portal_port,
    server,
    site,
)

pytestmark = needs_browser
LABEL = "Câu hỏi của anh/chị"
# of both provinces: asked back
DIVIDED = "Sở Tài chính có nhiệm vụ gì?"
SIZES = [(1280, 800), (390, 844)]
LOOKS = [(*size, scheme) for size in SIZES for scheme in ("light", "dark")]


@pytest.fixture(params=[(1280, 800, "light")], ids=str)
def page(browser, request):  # noqa: F811
    width, height, scheme = request.param
    phone = width < 500
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, is_mobile=phone,
        has_touch=phone,
    )  # fmt: skip
    page = context.new_page()
    page.failures, page.asked, page.requests = [], [], []
    page.on("console", lambda m: m.type == "error" and page.failures.append(m.text))
    page.on("pageerror", lambda e: page.failures.append(str(e)))
    page.on("request", lambda r: page.requests.append(r.url))
    page.on("request", lambda r: r.url.endswith("/ask") and r.method == "POST"
            and page.asked.append(r.post_data_json))  # fmt: skip
    yield page
    assert page.failures == []
    local = {urlsplit(u).hostname for u in page.requests if u.startswith("http")}
    assert local == {"127.0.0.1"}
    context.close()


def opened(page, address):
    page.goto(address)
    page.locator("tong-dai-ao .bubble").click()
    expect(page.get_by_role("group", name="Câu hỏi gợi ý").get_by_role("button")).not_to_have_count(
        0, timeout=LONG
    )


def ask(page, question):
    page.get_by_label(LABEL).fill(question)
    page.get_by_label(LABEL).press("Enter")


def answered(page, count=1):
    expect(page.locator("tong-dai-ao .rate")).to_have_count(count, timeout=LONG)


def accessible(page):
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []


def focused(page):
    """What has the focus inside the widget, "" where it is elsewhere."""
    return page.evaluate(
        "document.activeElement.tagName === 'TONG-DAI-AO'"
        " ? document.activeElement.shadowRoot.activeElement.textContent : ''"
    )


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=str)
def test_asked_back_chosen_followed_up_and_opened(page, site):  # noqa: F811
    opened(page, site)
    accessible(page)
    panel = page.locator("tong-dai-ao .panel")
    if page.viewport_size["width"] < 500:
        box = panel.bounding_box()
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    ask(page, DIVIDED)
    choices = page.get_by_role("group", name="Anh/chị chọn một:").get_by_role("button")
    expect(choices).to_have_text(["Quảng Ngãi", "Hải Dương"], timeout=LONG)
    choices.last.click()
    answered(page, 2)
    labels = panel.locator(".reply").last.locator(".card summary").all_inner_texts()
    assert labels
    assert all("Hải Dương" in label for label in labels)
    first, second = page.asked
    AskIn.model_validate(second)
    assert first == {"question": DIVIDED, "history": []}
    assert [turn["role"] for turn in second["history"]] == ["user", "assistant"]
    assert second["state"]
    page.get_by_role("button", name="Chưa đúng").last.scroll_into_view_if_needed()
    accessible(page)
    with page.expect_popup() as popup:
        panel.locator(".reply").last.get_by_role("link", name="Xem trong văn bản").first.click()
    clause = popup.value.locator(":target")
    expect(clause).to_be_in_viewport(timeout=LONG)
    expect(clause).to_contain_text("Sở Tài chính", ignore_case=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_answer_is_marked_and_comes_step_by_step(page, site):  # noqa: F811
    opened(page, site)
    page.evaluate(
        "(() => { const log = document.querySelector('tong-dai-ao').shadowRoot"
        ".querySelector('.talk'); window.seen = []; new MutationObserver(() => { const last ="
        " log.querySelector('.reply:last-child'); if (last) seen.push(last.innerText); })"
        ".observe(log, {childList: true, subtree: true, characterData: true}); })()"
    )
    ask(page, QUESTION)
    answered(page)
    reply = page.locator("tong-dai-ao .reply")
    expect(reply.locator(".lead b")).to_have_text("Sở Nội vụ")
    expect(reply.locator("mark")).to_have_text("Sở Nội vụ")
    expect(reply.locator(".newest")).to_have_text(
        "Văn bản mới nhất đang tra cứu: ngày 07/06/2023."
    )
    live = page.locator("tong-dai-ao .panel > [aria-live]")
    expect(live).to_contain_text("Sở Nội vụ")
    expect(live).to_contain_text("Kèm 1 trích dẫn")
    seen = page.evaluate("seen")
    assert seen[0] == "Đang tra cứu…"
    growing = [text for text in seen if "Sở Nội vụ" in text and "Câu trả lời này" not in text]
    assert growing  # the statements, before the whole answer with its buttons
    card = reply.locator("details.card")
    card.locator("summary").click()
    expect(card.locator("blockquote")).to_be_hidden()
    reply.get_by_role("button", name="Xem trích dẫn 1").click()
    expect(card.locator("blockquote")).to_be_visible()


def test_keys_alone(page, site):  # noqa: F811
    page.goto(site)
    page.locator("#x").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "Hỏi đáp văn bản"
    page.keyboard.press("Enter")
    expect(page.get_by_label(LABEL)).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    answered(page)
    expect(page.get_by_label(LABEL)).to_be_focused()
    visited = []
    for _ in range(40):
        page.keyboard.press("Tab")
        visited.append(focused(page))
        if page.get_by_label(LABEL).evaluate("e => e.getRootNode().activeElement === e"):
            break
    assert "" not in visited[:-1]
    assert any(words.startswith("Xem trong văn bản") for words in visited)
    assert {"Đóng", "Chữ to", "Hỏi mới", "Hữu ích", "Chưa đúng", "Hỏi"} <= set(visited)
    page.get_by_role("button", name="Chữ to").focus()
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Hỏi"
    page.keyboard.press("Escape")
    expect(page.locator("tong-dai-ao .panel")).to_be_hidden()
    assert focused(page) == "Hỏi đáp văn bản"
    page.locator("#x").focus()
    page.evaluate("document.querySelector('tong-dai-ao').show()")
    page.keyboard.press("Escape")
    expect(page.locator("#x")).to_be_focused()


def test_stopped_and_asked_again(page, site):  # noqa: F811
    opened(page, site)
    page.route("**/api/v1/ask", lambda route: None)  # no answer for now
    ask(page, QUESTION)
    page.get_by_role("button", name="Dừng").click()
    expect(page.locator("tong-dai-ao .reply")).to_contain_text("Đã dừng")
    page.unroute_all(behavior="ignoreErrors")
    page.get_by_role("button", name="Thử lại").click()
    answered(page)
    expect(page.locator("tong-dai-ao .asked")).to_have_count(1)
    page.get_by_role("button", name="Hỏi mới").click()
    expect(page.locator("tong-dai-ao .asked")).to_have_count(0)
    expect(page.get_by_label(LABEL)).to_be_focused()


def test_a_state_of_another_server_is_given_up(page, site):  # noqa: F811
    """The real server refuses it; the history alone tells what was said."""
    opened(page, site)

    def spoiled(route):
        sent = route.request.post_data_json
        changed = {**sent, "state": "x" * 40} if "state" in sent else sent
        route.continue_(post_data=json.dumps(changed))

    page.route("**/api/v1/ask", spoiled)
    ask(page, "Năm 2023 Sở Tư pháp có nhiệm vụ gì?")
    answered(page)
    ask(page, "Còn Sở Ngoại vụ?")
    answered(page, 2)
    assert ["state" in sent for sent in page.asked] == [False, True, False]
    expect(page.locator("tong-dai-ao .reply").last).to_contain_text("đối ngoại")
    page.failures[:] = [text for text in page.failures if "422" not in text]


@pytest.mark.parametrize(
    ("status", "detail", "shown"),
    [
        (503, "Tạm dừng để cập nhật văn bản.", "Tạm dừng để cập nhật văn bản."),
        (429, "Anh/chị hỏi quá nhanh; vui lòng thử lại sau 9 giây.", "sau 9 giây"),
        (401, "Cần khóa truy cập.", "chưa được phép"),
        (502, None, "Máy chủ gặp lỗi"),
    ],
)
def test_failures_are_told_and_can_be_tried_again(page, site, status, detail, shown):  # noqa: F811
    opened(page, site)
    body = json.dumps({"status": status, "detail": detail}) if detail else "<html>502</html>"
    cors = {"Access-Control-Allow-Origin": "*"}
    page.route(
        "**/api/v1/ask", lambda route: route.fulfill(status=status, body=body, headers=cors)
    )
    ask(page, QUESTION)
    trouble = page.locator("tong-dai-ao .trouble")
    expect(trouble).to_contain_text(shown)
    expect(trouble.get_by_role("button", name="Thử lại")).to_be_visible()
    page.failures[:] = [text for text in page.failures if str(status) not in text]


def test_opinions(page, site):  # noqa: F811
    """The route is tried elsewhere; here what is sent, and a server without it."""
    sent, status = [], [201]

    def taken(route):
        sent.append(FeedbackIn.model_validate(route.request.post_data_json))
        route.fulfill(status=status[0], json={}, headers={"Access-Control-Allow-Origin": "*"})

    page.route("**/api/v1/feedback", taken)
    opened(page, site)
    ask(page, QUESTION)
    answered(page)
    page.get_by_role("button", name="Chưa đúng").click()
    expect(page.locator("tong-dai-ao .rate")).to_contain_text("Đã ghi nhận")
    page.get_by_label("Ý kiến thêm").fill("Thiếu thời hạn.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_label("Ý kiến thêm")).to_be_hidden()
    assert [(one.rating, one.comment) for one in sent] == [
        ("down", ""), ("down", "Thiếu thời hạn."),
    ]  # fmt: skip
    status[0] = 404
    page.get_by_role("button", name="Hữu ích").click()
    expect(page.locator("tong-dai-ao .rate")).to_contain_text("chưa nhận góp ý")
    page.failures[:] = [text for text in page.failures if "404" not in text]


def test_what_comes_is_text_whatever_it_looks_like(page, site):  # noqa: F811
    bad = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    citation = {
        "marker": 1, "label": bad, "context": [bad], "quote": f"**{bad}**\t2 𝒳 b", "doubts": [],
        "display": f"{bad} | 2 𝒳 b", "url": "javascript:document.title=1",
        "highlights": [[len(bad) + 5, len(bad) + 8]],
    }  # fmt: skip
    said = {"role": "lead", "text": bad, "markers": [1], "strong": [[0, 4]], "unsure": []}
    whole = {
        "answer_id": "0123456789abcdef", "status": "answered", "answer": bad, "newest": "",
        "statements": [said], "citations": [citation], "choices": [], "suggestions": [bad],
        "contacts": [{"unit": bad, "telephone": "113", "hours": "", "address": "", "note": "",
                      "page": "javascript:document.title=1"}], "state": "",
    }  # fmt: skip
    body = f"event: statement\r\ndata: {json.dumps(said)}\r\n\r\nevent: done\ndata: {json.dumps(whole)}\n\n"  # noqa: E501
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/event-stream"}
    page.route("**/api/v1/ask", lambda route: route.fulfill(body=body, headers=headers))
    opened(page, site)
    ask(page, bad)
    answered(page)
    reply = page.locator("tong-dai-ao .reply")
    expect(reply.locator("blockquote")).to_contain_text(bad)
    expect(reply.locator("mark")).to_have_text("𝒳 b")  # offsets count characters
    assert page.locator("tong-dai-ao img, tong-dai-ao script").count() == 0
    links = reply.locator("a").evaluate_all("all => all.map(a => a.protocol)")
    assert set(links) == {"http:", "tel:"}
    assert page.title() == "Cổng thông tin"


def test_attributes(page, site):  # noqa: F811
    given = "lang=en&theme=dark&side=left&title=Ask%20us"
    page.goto(f"{site}/?{given}&province=H%E1%BA%A3i%20D%C6%B0%C6%A1ng")
    bubble = page.get_by_role("button", name="Ask us")
    assert bubble.bounding_box()["x"] < 100
    bubble.click()
    expect(page.get_by_role("note")).to_contain_text("artificial intelligence")
    assert page.locator("tong-dai-ao .root.dark").count() == 1
    page.get_by_label("Your question").fill(DIVIDED)
    page.get_by_role("button", name="Ask", exact=True).click()
    answered(page)
    labels = page.locator("tong-dai-ao .card summary").all_inner_texts()
    assert labels
    assert all("Hải Dương" in label for label in labels)
    accessible(page)
