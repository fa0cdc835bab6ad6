"""The officials' pages in Chromium: axe, wide and narrow, light and dark, no sideways scroll."""

from uuid import uuid4

import pyotp
import pytest
from playwright.sync_api import expect

from bot.people.roles import ADMINISTRATOR
from tests.bot.browsing import (
    DESKTOP,
    LONG,
    LOOKS,
    PHONE,
    accessible,
    as_dark_as_the_screen,
    browser,  # noqa: F401
    needs_chromium,
    nothing_sideways,
    only_here,
    tab_until,
    window,
)
from tests.bot.desk_files import as_docx, letter

pytestmark = needs_chromium
PASSWORD = "con trâu đen bơi qua sông"
PLAIN = ["/quan-tri", "/quan-tri/nguoi-dung", "/quan-tri/khoa", "/quan-tri/nhat-ky",
         "/quan-tri/tai-khoan", "/viec", "/viec?state=khong-co", "/viec?trang=abc",
         "/quan-tri/cau-hoi?trang=abc&days=0"]  # fmt: skip
MORE = ("3. Các sở, ban, ngành rà soát " + "văn bản quy phạm pháp luật " * 30 + ".",)


@pytest.fixture(params=LOOKS, ids=str)
def page(browser, request):  # noqa: F811
    with window(browser, request.param[:2], request.param[2]) as page:
        yield page
        only_here(page)
        assert [text for text, _ in page.failures if "status of 4" not in text] == []


@pytest.fixture
def signed_in(page, official):
    page.context.add_cookies([official])
    return page


def fine(page):
    """axe finds nothing, nothing sticks out sideways, and it is Vietnamese."""
    accessible(page)
    nothing_sideways(page)
    assert page.evaluate("document.documentElement.lang") == "vi"


def test_every_plain_page(signed_in, server):
    for path in PLAIN:
        signed_in.goto(server + path)
        fine(signed_in)
        as_dark_as_the_screen(signed_in)


def test_what_the_forms_bring(signed_in, server):
    """A person added, a key made, a mistake told: each shown once, and readable."""
    page, name = signed_in, f"p{uuid4().hex[:8]}"
    page.goto(f"{server}/quan-tri/nguoi-dung")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_role("button", name="Thêm và tạo liên kết").click()
    link = page.locator(".mot-lan code").inner_text()
    fine(page)
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_role("button", name="Thêm và tạo liên kết").click()
    expect(page.get_by_role("alert")).to_be_visible()
    fine(page)
    page.goto(f"{server}/quan-tri/khoa")
    page.get_by_label("Tên để nhận ra").fill("Cổng thông tin điện tử tỉnh " * 4)
    page.get_by_role("button", name="Tạo khóa").click()
    expect(page.locator(".mot-lan code")).to_contain_text("tda_")
    fine(page)
    page.context.clear_cookies()
    page.goto(server + link[link.index("/dang-nhap") :])
    fine(page)
    page.get_by_label("Mật khẩu mới", exact=False).first.fill("ngắn")
    page.goto(f"{server}/dang-nhap/moi/{'x' * 43}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    fine(page)


def test_signing_in_with_a_wrong_word_and_a_code(page, server, official_people):
    name, secret = official_people
    page.goto(f"{server}/quan-tri/nhat-ky")  # comes back here after signing in
    fine(page)
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill("sai rồi sai rồi")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()
    fine(page)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã xác thực")
    fine(page)
    page.get_by_label("Mã sáu chữ số").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page).to_have_url(f"{server}/quan-tri/nhat-ky")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page).to_have_url(f"{server}/dang-nhap")


@pytest.fixture
def official_people(office):
    name = f"p{uuid4().hex[:8]}"
    person, _ = office.people.add("thử", name, "Bình", ADMINISTRATOR)
    office.people.set_password("thử", person, PASSWORD)
    secret = pyotp.random_base32()
    office.people.set_totp("thử", person, secret)
    return name, secret


def test_a_document_looked_at_mended_and_dropped(signed_in, server, tmp_path):
    page, file = signed_in, tmp_path / "Công văn 950.docx"
    file.write_bytes(as_docx(letter("950/UBND-KSTT", more=MORE)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{server}/quan-tri/van-ban")
    expect(page.locator("#danh-sach li").first).to_be_visible(timeout=LONG)
    fine(page)
    as_dark_as_the_screen(page)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Tải lên và xem trước").click()
    expect(page.locator("#xem")).to_be_focused(timeout=LONG)
    try:
        for fold in page.locator("#xem summary").all():
            if fold.is_visible():
                fold.click()
        fine(page)
        page.get_by_label("Người ký").fill("Nguyễn Thị Thử")
        page.get_by_role("button", name="Lưu thông tin").click()
        expect(page.get_by_role("status")).to_have_text("Đã lưu.", timeout=LONG)
    finally:
        page.get_by_role("button", name="Xóa bản nháp").click()
        expect(page.get_by_role("status")).to_have_text("Đã xóa bản nháp.", timeout=LONG)
    fine(page)


def test_who_is_not_signed_in_sees_the_way_in(page, server):
    page.goto(f"{server}/quan-tri/van-ban")
    fine(page)
    page.get_by_role("link", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập cho cán bộ")


@pytest.mark.parametrize(
    "page",
    [(*DESKTOP, "light"), pytest.param((*PHONE, "light"), marks=pytest.mark.accept)],
    indirect=True, ids=str,
)  # fmt: skip
def test_by_keys_alone(page, server, official, tmp_path):
    """From the overview to a document brought in: every stop is seen, none is a trap."""
    page.context.add_cookies([official])
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{server}/quan-tri")
    passed = tab_until(page, "Văn bản")  # of the whole site
    passed += tab_until(page, "Văn bản")  # of the administration
    page.keyboard.press("Enter")
    expect(page.locator("#danh-sach li").first).to_be_visible(timeout=LONG)
    file = tmp_path / "Công văn 951.docx"
    file.write_bytes(as_docx(letter("951/UBND-KSTT")))
    page.locator("input[type=file]").set_input_files(file)
    passed += tab_until(page, "Tải lên")
    page.keyboard.press("Enter")
    expect(page.locator("#xem")).to_be_focused(timeout=LONG)
    passed += tab_until(page, "Xóa bản nháp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Đã xóa bản nháp.", timeout=LONG)
    page.goto(f"{server}/viec")
    passed += tab_until(page, "Lọc")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("việc")
    page.goto(f"{server}/quan-tri/khoa")
    passed += tab_until(page, "Tạo khóa")
    assert [name for name, seen in passed if not seen] == []
