"""A failure as a page: people who opened an address, or sent a form, get no JSON.

The pages of officials are for people alone; the public ones beside the chat are asked for by
programs too, so that there the page is for who takes HTML.
"""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from bot.doors.admin.pages import MENU, page
from bot.doors.api.prefix import root_of
from bot.doors.api.problems import message_of
from bot.doors.page.document_page import environment

_OURS = ("/quan-tri", "/dang-nhap", "/dang-xuat")
# where to go on from a public page, by the beginning of its address
_PUBLIC = {
    "/viec": ("/viec", "Mở lại trang việc của cơ quan"),
    "/documents": ("/documents", "Xem danh sách văn bản"),
    "/gioi-thieu": ("/gioi-thieu", "Mở lại trang giới thiệu"),
    "/danh-gia": ("/", "Về trang hỏi đáp"),
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    ),
    "Cache-Control": "no-store",
}
_TITLES = {
    401: "Cần đăng nhập",
    403: "Không được phép",
    404: "Không tìm thấy",
    413: "Nội dung gửi lên quá lớn",
    429: "Quá nhiều yêu cầu",
    500: "Máy chủ gặp lỗi",
    503: "Chưa sẵn sàng",
}
_ELSE = "Chưa làm được"
_WRONG_ADDRESS, _WRONG_FORM = "Địa chỉ có chỗ chưa đúng", "Biểu mẫu có ô chưa đúng"
_NO_SUCH = "Địa chỉ này viết sai hoặc bị thiếu chữ; hãy mở lại từ danh sách."
_MEND = "Hãy sửa trong địa chỉ, hoặc bấm liên kết dưới đây để bỏ phần sai và giữ các mục còn lại."
_MEND_FORM = "Hãy quay lại trang trước, sửa các ô ấy rồi gửi lại."
_REOPEN = "Mở lại trang, bỏ phần sai"
_LONGEST = 60  # characters of a wrong value that are told again
# what the pages call the fields of their addresses and forms
_NAMES = {
    "trang": "Trang",
    "day": "Tính đến ngày",
    "days": "Trong (ngày)",
    "weeks": "Số tuần",
    "within": "Sắp đến hạn trong (ngày)",
    "reason": "Vì sao cần xem",
    "state": "Trạng thái",
    "province": "Tỉnh, thành phố",
    "matter": "Lĩnh vực",
    "agency": "Cơ quan",
    "role": "Vai trò",
    "document": "Văn bản",
    "text": "Từ ngữ",
    "shared": "Kể cả việc giao chung",
    "ten": "Tên",
    "mat_khau": "Mật khẩu",
    "nhap_lai": "Nhập lại mật khẩu",
    "hien_tai": "Mật khẩu hiện tại",
    "ma": "Mã",
    "muc": "Số câu hỏi mỗi phút",
    "ngay": "Số ngày",
    "ly_do": "Lý do",
    "tinh_trang": "Tình trạng",
    "ghi_chu": "Ghi chú",
    "cau_hoi": "Câu hỏi",
    "loai": "Loại",
}
# one of a list was wanted: which there are is seen on the page, by other names
_CHOICES = ("literal_error", "enum", "bool_parsing")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = "là ngày không có trong lịch"
_NO_CHOICE = "không có trong các lựa chọn của trang"


def problem_page(
    request: Request, status: int, detail: str, found: Sequence[Any]
) -> Response | None:
    """The page for a failure; ``found`` is what pydantic found wrong with the address or the form.
    None where a program asks."""
    path = request.url.path.removeprefix(root_of(request.scope))
    ours = path.startswith(_OURS)
    public = next((row for begins, row in _PUBLIC.items() if path.startswith(begins)), None)
    if not ours and (public is None or "text/html" not in request.headers.get("accept", "")):
        return None
    title, points, link = _TITLES.get(status, _ELSE), [], None if ours else public
    if found:
        title, detail, link = _what_to_do(request, path, found)
        points = [point for one in found if (point := _point(one))]
    if link:
        link = (root_of(request.scope) + link[0], link[1])
    told = {"title": title, "told": detail, "points": points, "link": link}
    if ours:
        return page(request, "bao.html", status, **told)
    html = environment().get_template("failure.html").render(root=root_of(request.scope), **told)
    return HTMLResponse(html, status, _HEADERS)


def _what_to_do(
    request: Request, path: str, found: Sequence[Any]
) -> tuple[str, str, tuple[str, str] | None]:
    """Title, remedy and where to go on."""
    places = {one["loc"][0] for one in found}
    if "path" in places:
        return _WRONG_ADDRESS, _NO_SUCH, _section(path)
    if "body" in places:
        return _WRONG_FORM, _MEND_FORM, _section(path)
    wrong = {str(one["loc"][-1]) for one in found}
    kept = [
        (name, value) for name, value in request.query_params.multi_items() if name not in wrong
    ]
    return _WRONG_ADDRESS, _MEND, (path + (f"?{urlencode(kept)}" if kept else ""), _REOPEN)


def _section(path: str) -> tuple[str, str] | None:
    """The page of the menu that the address lies under, or the public one."""
    above = [(at, f"Mở trang “{name}”") for at, name, _ in MENU if path.startswith(f"{at}/")]
    public = (row for begins, row in _PUBLIC.items() if path.startswith(begins))
    return max(above, key=lambda row: len(row[0]), default=next(public, None))


def _point(error: Any) -> str:
    """One thing that is wrong, in the page's own words; "" for a piece of the address itself."""
    place, name = error["loc"][0], str(error["loc"][-1])
    if place == "path":
        return ""
    sent = str(error.get("input", ""))
    if error["type"] in _CHOICES:
        message = _NO_CHOICE
    elif error["type"].startswith("date_") and _DAY.fullmatch(sent):
        message = _NO_DAY
    else:
        message = message_of(error).rstrip(".")
    field = f"“{_NAMES.get(name, name)}”"
    if place == "query":
        field += f" ({name}={sent[:_LONGEST]})"
    return f"{field}{': ' if message[:1].isupper() else ' '}{message}."
