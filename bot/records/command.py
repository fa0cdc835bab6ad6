"""``python -m bot database|records|audit``: the schema, what is kept, the audit log."""

import argparse
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.records.audit import AuditLog
from bot.records.caller import session_digest
from bot.records.database import database_of
from bot.records.export import KINDS, exported
from bot.records.migrate import HEAD
from bot.records.questions import forget_before_in, forget_in
from corpus.cli import FAILED, OK, PARTIAL, complain, write
from corpus.settings import read_settings

Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"
COMMAND_LINE = "dòng lệnh"


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands' arguments beside the others'."""
    _database_parser(
        _group(commands, "database", "cấu trúc cơ sở dữ liệu: xem, nâng lên, hạ xuống")
    )
    _records_parser(_group(commands, "records", "xuất, xóa những gì đã lưu về câu hỏi"))
    does = _group(commands, "audit", "nhật ký thay đổi: xem, kiểm tra có bị sửa không")
    does.add_parser("check", help="kiểm tra", description="Kiểm tra chuỗi dấu niêm phong.")
    show = does.add_parser("show", help="xem", description="Xem các dòng mới nhất.")
    show.add_argument("--last", type=int, default=50, metavar="N", help="số dòng (mặc định: 50)")


def _group(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, told: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    made = commands.add_parser(name, help=told, description=f"{told[:1].upper()}{told[1:]}.")
    return made.add_subparsers(dest="does", required=True, metavar="VIỆC")


def _database_parser(does: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    does.add_parser("upgrade", help="nâng lên", description="Nâng cấu trúc lên bước mới nhất.")
    does.add_parser("status", help="xem", description="Cơ sở dữ liệu ở đâu, đang ở bước nào.")
    down = does.add_parser("downgrade", help="hạ xuống", description="Hạ cấu trúc xuống một bước.")
    down.add_argument("step", metavar="BƯỚC", help="mã của bước, ví dụ m0001; base: xóa hết")
    down.add_argument(
        "--yes", action="store_true", help="xác nhận: dữ liệu của các bước bị bỏ sẽ mất"
    )


def _records_parser(does: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    out = does.add_parser("export", help="xuất", description="Xuất các câu hỏi đã lưu.")
    out.add_argument("--format", choices=tuple(KINDS), default="jsonl", help="dạng tệp")
    out.add_argument("--days", type=int, default=0, metavar="N", help="chỉ N ngày gần đây")
    out.add_argument("--out", type=Path, metavar="TỆP", help="ghi vào tệp (mặc định: in ra)")
    gone = does.add_parser("forget", help="xóa", description="Xóa theo yêu cầu của người hỏi.")
    gone.add_argument("--answer", default="", metavar="MÃ", help="mã câu trả lời (answer_id)")
    gone.add_argument(
        "--session", default="", metavar="TÊN",
        help="tên cuộc trò chuyện: X-Tongdai-Session, mã cuộc gọi, hoặc kênh/cuộc trò chuyện",
    )  # fmt: skip
    gone.add_argument("--days", type=int, default=0, metavar="N", help="mọi câu cũ hơn N ngày")


def run(options: argparse.Namespace) -> int:
    """The exit code."""
    return _COMMANDS[options.command](options)


def _database(options: argparse.Namespace) -> int:
    database = database_of(read_settings())
    if options.does == "downgrade":
        if not options.yes:
            complain("Lỗi: hạ bước làm mất dữ liệu; sao lưu trước, rồi thêm --yes.")
            return FAILED
        database.ensure()
        database.downgrade(options.step)
        write(f"{database.where}: nay ở bước {database.step() or 'trống'}.")
        return OK
    if options.does == "upgrade":
        database.ensure()
    now = database.step()
    write(f"{database.where}: bước {now or 'trống'}, mới nhất là {HEAD}.")
    return OK if now == HEAD else PARTIAL


def _records(options: argparse.Namespace) -> int:
    settings = read_settings()
    database = database_of(settings)
    audit = AuditLog(database, settings.data_dir)
    now = datetime.now(UTC)
    if options.does == "export":
        since = now - timedelta(days=options.days) if options.days else None
        lines = exported(database, options.format, since)
        audit.write(COMMAND_LINE, "records.export", options.format, days=options.days)
        if options.out is None:
            sys.stdout.writelines(lines)
            return OK
        with options.out.open("w", encoding="utf-8") as file:
            file.writelines(lines)
        complain(f"Đã ghi {options.out}.")
        return OK
    if not (options.answer or options.session or options.days > 0):
        complain("Lỗi: nêu --answer, --session hoặc --days.")
        return FAILED
    session = session_digest(options.session)
    with database.writing() as connection:  # nothing goes that the log does not tell of
        database.alone(connection)
        count = forget_in(connection, answer_id=options.answer, session=session)
        if options.days > 0:
            count += forget_before_in(connection, now - timedelta(days=options.days))
        told = {"days": options.days, "rows": count}
        target = options.answer or session
        entry = audit.write_in(connection, COMMAND_LINE, "records.forget", target, told)
    audit.note(entry)
    write(f"Đã xóa {count} dòng.")
    return OK if count else PARTIAL


def _audit(options: argparse.Namespace) -> int:
    settings = read_settings()
    audit = AuditLog(database_of(settings), settings.data_dir)
    if options.does == "show":
        for one in audit.rows(newest=max(1, options.last)):
            write(
                f"{one.seq}  {one.at[:19]}  {one.actor}  {one.action}  {one.target}  {one.details}"
            )
        return OK
    count, wrong = audit.check()
    if not wrong:
        write(f"Nhật ký thay đổi nguyên vẹn: {count} dòng.")
        return OK
    complain(f"Lỗi: nhật ký thay đổi ({count} dòng) không nguyên vẹn:")
    for line in wrong[:20]:
        complain(f"  {line}")
    return FAILED


_COMMANDS = {"database": _database, "records": _records, "audit": _audit}
