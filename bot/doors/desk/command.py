"""``python -m bot documents add|list|show|mend|publish|withdraw|restore|drop``: the desk on the
command line. A running server takes up what is decided here within seconds."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from bot.records.database import DatabaseError
from corpus.cli import FAILED, OK, complain, write
from corpus.settings import read_settings
from corpus.shelf.entry import MENDABLE, STATES, Entry, ShelfError

if TYPE_CHECKING:
    from bot.desk.desk import Desk

BY = "command"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments beside the others'."""
    told = "thêm, thay, thu hồi văn bản, máy chủ đang chạy dùng ngay"
    documents = commands.add_parser(
        "documents", help=told, description=f"{told[:1].upper()}{told[1:]}."
    )
    does = documents.add_subparsers(dest="does", required=True, metavar="VIỆC")
    add = does.add_parser("add", help="thêm tệp thành bản nháp", description="Thêm tệp.")
    add.add_argument("files", nargs="+", type=Path, metavar="TỆP")
    add.add_argument("--internal", action="store_true", help="nội bộ: chỉ cán bộ xem được")
    add.add_argument("--replaces", default="", metavar="MÃ", help="là bản mới của văn bản này")
    add.add_argument("--publish", action="store_true", help="công bố ngay")
    does.add_parser("list", help="xem các văn bản", description="Xem các văn bản.")
    mend = does.add_parser("mend", help="sửa thông tin", description="Sửa thông tin văn bản.")
    mend.add_argument("id", metavar="MÃ", help="mã, xem bằng “documents list”")
    for name in MENDABLE:
        mend.add_argument(f"--{name}", metavar="GIÁ_TRỊ")
    mend.add_argument("--visibility", choices=("public", "internal"), help="ai được xem")
    for name, label in _ACTS.items():
        act = does.add_parser(name, help=label, description=f"{label[:1].upper()}{label[1:]}.")
        act.add_argument("id", metavar="MÃ", help="mã, xem bằng “documents list”")


_ACTS = {
    "show": "xem trước một văn bản, dạng JSON",
    "publish": "công bố một bản nháp",
    "withdraw": "thu hồi một văn bản",
    "restore": "dùng lại một văn bản đã thu hồi hoặc bản trước",
    "drop": "xóa một bản nháp",
}


def run(options: argparse.Namespace) -> int:
    """The exit code."""
    from bot.desk.desk import Desk
    from bot.desk.preview import preview

    desk = Desk(read_settings())
    try:
        desk.open()
        if options.does == "list":
            for entry in desk.entries():
                write(_line(entry))
            return OK
        if options.does == "add":
            return _add(desk, options)
        entry = desk.entry(options.id)
        if options.does == "show":
            write(json.dumps(preview(desk, entry), ensure_ascii=False, indent=2))
            return OK
        if options.does == "drop":
            desk.drop(entry, BY)
            complain(f"Đã xóa bản nháp {entry.id} ({entry.file}).")
            return OK
        if options.does == "mend":
            given = {n: v for n in MENDABLE if (v := getattr(options, n)) is not None}
            internal = options.visibility == "internal" if options.visibility else None
            entry = desk.mend(entry, BY, given, internal)
        else:
            act = desk.withdraw if options.does == "withdraw" else desk.publish
            entry = act(entry, BY)
        write(_line(entry))
    except (ShelfError, DatabaseError) as error:
        complain(f"Lỗi: {error}")
        return FAILED
    return OK


def _add(desk: "Desk", options: argparse.Namespace) -> int:
    code = OK
    for path in options.files:
        try:
            with path.open("rb") as file:
                entry = desk.add(
                    path.name, file, BY, origin="command", internal=options.internal,
                    replaces=options.replaces,
                )  # fmt: skip
            write(_line(desk.publish(entry, BY) if options.publish else entry))
        except ShelfError as error:
            complain(f"Lỗi: {error}")
            code = FAILED
    return code


def _line(entry: Entry) -> str:
    who = "nội bộ" if entry.internal else "công khai"
    return f"{entry.id}  {STATES[entry.state]}  {who}  {entry.document_id}  {entry.file}"
