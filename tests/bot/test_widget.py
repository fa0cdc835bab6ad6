"""The portal widget in headless Chromium, on pages of another origin."""

import json

import httpx
import pytest
from playwright.sync_api import expect

from bot.doors.api.opinions import FeedbackIn
from bot.doors.api.schemas import AskIn
from bot.doors.widget.script import widget_script
from tests.bot.browsing import (
    DIVIDED,
    LONG,
    LOOKS,
    QUESTION,
    SIZES,
    accessible,
    browser,  # noqa: F401
    needs_chromium,
    only_here,
    window,
)
from tests.bot.portal import portal, running
from tests.bot.serving import free_port, serving

_LARGEST = 40_000  # bytes, as a portal loads it
LABEL = "Câu hỏi của anh/chị"

pytestmark = needs_chromium


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


@pytest.fixture(params=[SIZES[0]], ids=str)
def page(browser, request):  # noqa: F811
    width, height, scheme = request.param
    with window(browser, (width, height), scheme) as page:
        yield page
        assert page.failures == []
        only_here(page)


def test_the_script_is_small_and_kept_by_browsers(server):
    assert len(widget_script().body) < _LARGEST
    first = httpx.get(f"{server}/widget.js")
    assert first.headers["content-type"].startswith("text/javascript")
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "max-age=300" in first.headers["cache-control"]
    again = httpx.get(f"{server}/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert httpx.head(f"{server}/widget.js").headers["etag"] == first.headers["etag"]


def test_the_page_for_frames_takes_few_words(server):
    page = httpx.get(f"{server}/nhung", params={"lang": "en", "theme": "dark", "tinh": '"><b>'})
    assert '<html lang="en">' in page.text
    assert 'data-theme="dark"' in page.text
    assert "<b>" not in page.text
    assert httpx.get(f"{server}/nhung", params={"lang": "fr"}).status_code == 422


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


def focused(page):
    """What has the focus inside the widget, "" where it is elsewhere."""
    return page.evaluate(
        "document.activeElement.tagName === 'TONG-DAI-AO'"
        " ? document.activeElement.shadowRoot.activeElement.textContent : ''"
    )


@pytest.mark.parametrize("page", SIZES, indirect=True, ids=str)
@pytest.mark.parametrize("path", ["/", "/strict"])
def test_asked_on_a_page_of_another_origin(page, site, path):
    page.goto(site + path)
    bubble = page.locator("tong-dai-ao .bubble")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert bubble.evaluate(colour) == "rgb(143, 29, 29)"  # its style sheet holds, the page's not
    assert bubble.evaluate("e => getComputedStyle(e).letterSpacing") == "normal"
    bubble.click()
    panel = page.locator("tong-dai-ao .panel")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("trí tuệ nhân tạo")
    ask(page, QUESTION)
    expect(page.get_by_text("Sở Nội vụ").first).to_be_visible(timeout=LONG)
    expect(panel).to_contain_text("Trên 10% hoạt động kiểm tra hành chính")
    accessible(page)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    focused = "document.querySelector('tong-dai-ao').shadowRoot.activeElement.className"
    assert page.evaluate(focused) == "bubble"


@pytest.mark.parametrize("page", SIZES, indirect=True, ids=str)
def test_in_a_frame_and_alone(page, site, server):
    page.goto(f"{site}/frame")
    inside = page.frame_locator("iframe")
    inside.get_by_role("textbox").fill(QUESTION)
    inside.get_by_role("textbox").press("Enter")
    expect(inside.get_by_text("Sở Nội vụ").first).to_be_visible(timeout=LONG)
    sent = []
    page.on("request", lambda r: sent.append(r.headers.get("authorization")))
    page.goto(f"{server}/nhung#key=thu")
    ask(page, QUESTION)
    expect(page.get_by_text("Sở Nội vụ").first).to_be_visible(timeout=LONG)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_that_is_not_listed_gets_no_answer(browser, server):  # noqa: F811
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


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=str)
def test_asked_back_chosen_followed_up_and_opened(page, site):
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


def test_the_answer_is_marked_and_comes_step_by_step(page, site):
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
    expect(reply.locator(".newest")).to_have_text("Văn bản mới nhất đang tra cứu: ngày 07/06/2023.")
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


def test_keys_alone(page, site):
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


def test_a_talk_outlives_a_change_of_page(page, site):
    opened(page, site)
    ask(page, "Năm 2023 Sở Tư pháp có nhiệm vụ gì?")
    answered(page)
    page.goto(f"{site}/?side=left")
    page.locator("tong-dai-ao .bubble").click()
    answered(page)
    expect(page.locator("tong-dai-ao .reply")).to_contain_text("hộ tịch")
    accessible(page)
    ask(page, "Còn Sở Ngoại vụ?")
    answered(page, 2)
    expect(page.locator("tong-dai-ao .reply").last).to_contain_text("đối ngoại")
    assert page.asked[-1]["state"]
    page.get_by_role("button", name="Hỏi mới").click()
    opened(page, site)
    expect(page.locator("tong-dai-ao .asked")).to_have_count(0)


def test_stopped_and_asked_again(page, site):
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


def test_a_state_of_another_server_is_given_up(page, site):
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
    page.failures[:] = [one for one in page.failures if "422" not in one[0]]


@pytest.mark.parametrize(
    ("status", "detail", "shown"),
    [
        (503, "Tạm dừng để cập nhật văn bản.", "Tạm dừng để cập nhật văn bản."),
        (429, "Anh/chị hỏi quá nhanh; vui lòng thử lại sau 9 giây.", "sau 9 giây"),
        (401, "Cần khóa truy cập.", "chưa được phép"),
        (502, None, "Máy chủ gặp lỗi"),
    ],
)
def test_failures_are_told_and_can_be_tried_again(page, site, status, detail, shown):
    opened(page, site)
    body = json.dumps({"status": status, "detail": detail}) if detail else "<html>502</html>"
    cors = {"Access-Control-Allow-Origin": "*"}
    page.route("**/api/v1/ask", lambda route: route.fulfill(status=status, body=body, headers=cors))
    ask(page, QUESTION)
    trouble = page.locator("tong-dai-ao .trouble")
    expect(trouble).to_contain_text(shown)
    expect(trouble.get_by_role("button", name="Thử lại")).to_be_visible()
    page.failures[:] = [one for one in page.failures if str(status) not in one[0]]


def test_opinions(page, site):
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
    page.failures[:] = [one for one in page.failures if "404" not in one[0]]


def test_what_comes_is_text_whatever_it_looks_like(page, site):
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
    expect(reply.locator("mark")).to_have_text("2 𝒳")  # offsets count characters
    assert page.locator("tong-dai-ao img, tong-dai-ao script").count() == 0
    links = reply.locator("a").evaluate_all("all => all.map(a => a.protocol)")
    assert set(links) == {"http:", "tel:"}
    assert page.title() == "Cổng thông tin"


def test_attributes(page, site):
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
