"""``python -m bot backup|restore|check``."""

import argparse
import os
from datetime import datetime
from pathlib import Path

from bot.doors.backup.archive import Held, back_up, damaged, restore, verify
from corpus.cli import FAILED, OK, PARTIAL, complain, write
from corpus.settings import read_settings

COMMANDS = ("backup", "restore", "check")
_NAME = "tong-dai-ao-{:%Y%m%d-%H%M%S}.tar.gz"
_MEGA = 1_000_000


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands' arguments beside the others'."""
    told = "sao lưu mọi dữ liệu (văn bản thêm vào, chỉ mục, khóa, sổ) thành một tệp"
    make = commands.add_parser("backup", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    make.add_argument("to", type=Path, metavar="NƠI", help="thư mục, hoặc tệp .tar.gz chưa có")
    make.add_argument("--no-index", action="store_true", help="không kèm chỉ mục (dựng lại được)")
    make.add_argument(
        "--keep", type=int, default=0, metavar="N", help="chỉ giữ N bản mới nhất trong thư mục"
    )
    told = "khôi phục dữ liệu từ một bản sao lưu; máy chủ phải đang dừng"
    back = commands.add_parser("restore", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    back.add_argument("archive", type=Path, metavar="TỆP", help="bản sao lưu")
    back.add_argument(
        "--force", action="store_true", help="thay dữ liệu đang có; dữ liệu cũ được giữ bên cạnh"
    )
    told = "kiểm tra một bản sao lưu, hoặc (không nêu tệp) dữ liệu đang dùng"
    look = commands.add_parser("check", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    look.add_argument("archive", nargs="?", type=Path, metavar="TỆP", help="bản sao lưu")


def run(options: argparse.Namespace) -> int:
    """The exit code: 0 done, 1 damage found, 2 not possible."""
    data = read_settings().data_dir
    if options.command == "backup":
        return _back_up(options, data)
    if options.command == "restore":
        held, kept = restore(options.archive, data, options.force)
        write(f"Đã khôi phục bản {held.made} vào {data}: {_told(held)}.")
        if kept:
            write(f"Dữ liệu cũ ở {kept}; xóa khi đã chạy tốt.")
        write("Khởi động lại máy chủ để dùng.")
        return OK
    if options.archive:
        held = verify(options.archive)
        write(f"Bản sao lưu {held.made} còn tốt: {_told(held)}.")
        return OK
    return _check(data)


def _back_up(options: argparse.Namespace, data: Path) -> int:
    if options.keep < 0:
        complain("Lỗi: --keep phải từ 0 trở lên.")
        return FAILED
    folder = options.to.is_dir() or not options.to.name.endswith(".tar.gz")
    to = options.to / _NAME.format(datetime.now()) if folder else options.to
    held = back_up(data, to, not options.no_index)
    verify(to)
    write(f"Đã sao lưu và kiểm tra {to}: {_told(held)}.")
    if folder and options.keep:
        for old in sorted(options.to.glob("tong-dai-ao-*.tar.gz"))[: -options.keep]:
            old.unlink()
            write(f"Đã xóa bản cũ {old}.")
    return OK


def _check(data: Path) -> int:
    if not data.is_dir():
        complain(f"Lỗi: không có thư mục dữ liệu {data}; kiểm tra TONGDAI_DATA_DIR.")
        return FAILED
    wrong = list(damaged(data))
    if not os.access(data, os.W_OK):
        wrong.append(f"{data}: không ghi được; kiểm tra quyền của người chạy máy chủ")
    for line in wrong:
        complain(f"Hỏng: {line}")
    if wrong:
        complain("Khôi phục bằng `python -m bot restore TỆP --force`.")
        return PARTIAL
    write(f"Dữ liệu ở {data} còn tốt.")
    return OK


def _told(held: Held) -> str:
    return f"{len(held.files)} tệp, {held.size / _MEGA:.1f} MB"
