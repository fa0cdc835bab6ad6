"""``python -m bot keys add|list|rotate|remove``: the keys of programs and portals."""

import argparse
from datetime import UTC, datetime, timedelta

from bot.doors.access.keys import SCOPES, KeyBook
from bot.people.roles import ASK
from bot.records.command import COMMAND_LINE
from bot.records.database import database_of
from corpus.cli import FAILED, OK, complain, write
from corpus.settings import origin_list, read_settings


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments beside the others'."""
    told = "tạo, xem, đổi, thu hồi khóa của chương trình và cổng thông tin"
    keys = commands.add_parser("keys", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    does = keys.add_subparsers(dest="does", required=True, metavar="VIỆC")
    add = does.add_parser("add", help="tạo khóa", description="Tạo khóa; khóa chỉ hiện một lần.")
    add.add_argument("name", metavar="TÊN", help="tên để nhận ra, ví dụ “Cổng thông tin tỉnh”")
    add.add_argument(
        "--scope", action="append", choices=SCOPES, help=f"việc được làm (mặc định: {ASK})"
    )
    add.add_argument(
        "--origin", action="append", default=[], metavar="NGUỒN",
        help="trang được dùng khóa trong trình duyệt, ví dụ https://tinh.gov.vn (lặp lại được); "
        "không nêu: khóa của chương trình trên máy chủ",
    )  # fmt: skip
    add.add_argument(
        "--rate", type=int, default=0, metavar="N",
        help="số câu hỏi mỗi phút của mọi người dùng khóa cộng lại; 0: theo từng địa chỉ",
    )  # fmt: skip
    add.add_argument(
        "--days", type=int, default=0, metavar="N", help="hết hạn sau N ngày; 0: không hết hạn"
    )
    does.add_parser("list", help="xem các khóa", description="Xem các khóa.")
    rotate = does.add_parser(
        "rotate", help="đổi khóa", description="Tạo khóa mới cùng quyền; khóa cũ còn dùng một lúc."
    )
    rotate.add_argument("id", metavar="MÃ", help="mã của khóa cũ, xem bằng “keys list”")
    rotate.add_argument(
        "--hours", type=int, default=24, metavar="N", help="khóa cũ còn dùng N giờ (mặc định: 24)"
    )
    remove = does.add_parser("remove", help="thu hồi khóa", description="Thu hồi khóa, ngay.")
    remove.add_argument("id", metavar="MÃ", help="mã của khóa, xem bằng “keys list”")


def run(options: argparse.Namespace) -> int:
    """The exit code; the key itself goes to standard output, all else to standard error."""
    settings = read_settings()
    book = KeyBook(settings.data_dir, database_of(settings))
    if options.does == "add":
        return _add(book, options)
    if options.does == "rotate":
        overlap = timedelta(hours=max(0, options.hours))
        key, token = book.rotate(options.id, overlap, actor=COMMAND_LINE)
        complain(f"Khóa mới {key.id} thay khóa {options.id}. Khóa chỉ hiện lần này, hãy cất giữ:")
        write(token)
        return OK
    if options.does == "remove":
        key = book.remove(options.id, actor=COMMAND_LINE)
        complain(f"Đã thu hồi khóa {key.id} ({key.name}).")
        return OK
    for key in book.all():
        rate = f"{key.rate} câu/phút" if key.rate else "theo địa chỉ"
        origins = " ".join(key.origins) or "chương trình"
        ends = f"đến {key.ends:%Y-%m-%d %H:%M}" if key.ends else "không hết hạn"
        told = "ĐÃ HẾT HẠN" if key.over else ends
        scopes = ",".join(key.scopes)
        write(f"{key.id}  {key.made[:10]}  {scopes}  {rate}  {origins}  {told}  {key.name}")
    return OK


def _add(book: KeyBook, options: argparse.Namespace) -> int:
    name = " ".join(options.name.split())
    if not name or options.rate < 0 or options.days < 0:
        complain("Lỗi: tên khóa không được để trống; --rate, --days phải từ 0 trở lên.")
        return FAILED
    try:
        origins = origin_list(",".join(options.origin))
    except ValueError as error:
        complain(f"Lỗi: --origin {error}.")
        return FAILED
    if "*" in origins:
        complain("Lỗi: --origin phải là từng trang cụ thể, ví dụ https://tinh.gov.vn.")
        return FAILED
    ends = datetime.now(UTC) + timedelta(days=options.days) if options.days else None
    scopes = options.scope or (ASK,)
    key, token = book.add(name, scopes, origins, options.rate, ends=ends, actor=COMMAND_LINE)
    complain(f"Đã tạo khóa {key.id} ({key.name}). Khóa chỉ hiện lần này, hãy cất giữ:")
    write(token)
    return OK
