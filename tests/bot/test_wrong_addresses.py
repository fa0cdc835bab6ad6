"""A wrong value in the address of a page: people get a page that says what to do, programs what
they always got."""

from uuid import uuid4

import pytest

from bot.doors.access.identity import COOKIE
from bot.people.roles import ADMINISTRATOR

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def signed_in(client):
    """What the browser of an administrator sends along."""
    office = client.app.state.office
    person, _ = office.people.add("thử", f"lan{uuid4().hex[:6]}", "Lan", ADMINISTRATOR)
    return {**BROWSER, "Cookie": f"{COOKIE}={office.sessions.begin(person.id, whole=True)}"}


def told(response, status, *words):
    """A Vietnamese page of the site's look."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/html")
    assert '<html lang="vi">' in response.text
    assert '<header class="site">' in response.text
    assert "Field required" not in response.text
    for word in words:
        assert word in response.text, word
    return response.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/viec?trang=abc", ["“Trang” (trang=abc) phải là số nguyên", 'href="/viec"']),
        (
            "/viec?day=31/02/2026&agency=STC&trang=2",
            ["“Tính đến ngày” (day=31/02/2026)", "NĂM-THÁNG-NGÀY",
             'href="/viec?agency=STC&amp;trang=2"'],
        ),
        ("/viec?day=2026-02-31", ["“Tính đến ngày”", "không có trong lịch"]),
        ("/viec?within=-1&shared=x", ["phải từ 0 trở lên", "các lựa chọn", 'href="/viec"']),
        ("/viec?role=x", ["chu_tri", "Bỏ bộ lọc"]),
        ("/viec?state=x", ["qua_han"]),
        ("/viec?province=Sao Hỏa", ["Sao Hỏa", "Quảng Ngãi"]),
        ("/viec?agency=" + "a" * 301, ["“Cơ quan”", "dài quá 300 ký tự"]),
    ],
)  # fmt: skip
def test_a_wrong_filter_of_a_public_page(client, address, words):
    told(client.get(address, headers=BROWSER), 422, *words)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/quan-tri/cau-hoi?trang=abc", ["“Trang” (trang=abc)", 'href="/quan-tri/cau-hoi"']),
        (
            "/quan-tri/cau-hoi?days=0&state=all",
            ["“Trong (ngày)” (days=0) phải từ 1 trở lên", 'href="/quan-tri/cau-hoi?state=all"'],
        ),
        ("/quan-tri/cau-hoi?reason=la", ["“Vì sao cần xem” (reason=la)", "các lựa chọn"]),
        ("/quan-tri/cau-hoi/xu-huong?weeks=1e9", ["“Số tuần”", "/quan-tri/cau-hoi/xu-huong"]),
        ("/quan-tri/cau-hoi/nhom/khong-co", ["viết sai", "Mở trang “Câu hỏi”"]),
    ],
)
def test_a_wrong_filter_of_an_officials_page(client, signed_in, address, words):
    page = told(client.get(address, headers=signed_in), 422, *words)
    assert '<nav class="quan-tri"' in page


def test_what_is_typed_is_escaped(client, signed_in):
    for address, headers in (("/viec", BROWSER), ("/quan-tri/cau-hoi", signed_in)):
        sent = {"trang": "<script>alert(1)</script>", '"><b>': "x"}
        page = told(client.get(address, params=sent, headers=headers), 422, "&lt;script&gt;")
        assert "<script>alert" not in page
        assert "<b>" not in page


def test_a_wrong_form_of_the_officials(client):
    sent = client.post("/dang-nhap", data={"ten": "x"}, headers=BROWSER)
    told(sent, 422, "“Mật khẩu” thiếu trường này", "Hãy quay lại trang trước")


def test_a_page_that_is_not_ready_is_one_too(client, monkeypatch):
    monkeypatch.setattr(client.app.state.service, "_given", None)
    monkeypatch.setattr(client.app.state.service, "_warm", False)
    monkeypatch.setattr(client.app.state.service.desk, "edition", None)
    for path in ("/documents", "/viec", "/gioi-thieu"):
        told(client.get(path, headers=BROWSER), 503, "Chưa sẵn sàng")
    told(client.get("/documents/x/pages/3.png", headers=BROWSER), 503)


def test_a_picture_that_is_not_there(client):
    told(client.get("/documents/khong-co/pages/3.png", headers=BROWSER), 404, "khong-co")


def test_programs_get_what_they_always_got(client):
    for path, status in (
        ("/api/v1/tasks?within=abc", 422), ("/api/v1/documents/khong-co", 404),
        ("/viec?trang=abc", 422), ("/documents/khong-co/pages/3.png", 404),
    ):  # fmt: skip
        for accept in ("application/json", "*/*", *([BROWSER["Accept"]] * path.startswith("/api"))):
            response = client.get(path, headers={"Accept": accept})
            assert response.status_code == status
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["status"] == status
