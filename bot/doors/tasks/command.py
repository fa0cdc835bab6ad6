"""``python -m bot tasks``: the tasks on the command line, as a list, JSON or a file."""

import argparse
import json
from datetime import date
from pathlib import Path

from bot.doors.api.problems import Problem
from bot.doors.tasks.columns import due_told, shown
from bot.doors.tasks.files import FILES
from bot.doors.tasks.query import FIRST_YEAR, LAST_YEAR, MOST_DAYS, Query
from corpus.cli import FAILED, OK, PARTIAL, complain, write
from corpus.library import load_library
from corpus.settings import read_settings
from corpus.tasks.agenda import COMING, Entry, State, choose, state_label
from corpus.tasks.as_json import agenda_json
from corpus.tasks.book import TaskBook
from corpus.tasks.roles import role_label, role_names


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's arguments beside the others'."""
    told = "việc được giao cho cơ quan: vai trò, thời hạn, điều khoản; xuất Excel, CSV, lịch"
    tasks = commands.add_parser("tasks", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    tasks.add_argument("agency", nargs="?", default="", metavar="CƠ_QUAN", help="tên hay viết tắt")
    tasks.add_argument("--shared", action="store_true", help="kể cả việc giao chung cho nhóm")
    tasks.add_argument("--province", default="", metavar="TỈNH", help="văn bản của tỉnh này")
    tasks.add_argument("--document", default="", metavar="VĂN_BẢN", help="mã hoặc số ký hiệu")
    tasks.add_argument("--role", default="", choices=role_names(), help="vai trò")
    tasks.add_argument("--state", default="", choices=[s.value for s in State], help="trạng thái")
    tasks.add_argument(
        "--within", type=_days, default=COMING, metavar="N",
        help=f"sắp đến hạn: trong N ngày (mặc định {COMING})",
    )  # fmt: skip
    tasks.add_argument("--text", default="", metavar="TỪ", help="có những từ này")
    tasks.add_argument(
        "--day", type=_day, metavar="NGÀY",
        help="tính đến ngày này, dạng NĂM-THÁNG-NGÀY (mặc định hôm nay)",
    )  # fmt: skip
    tasks.add_argument("--json", action="store_true", help="in dạng JSON")
    tasks.add_argument(
        "--out", type=Path, metavar="TỆP", help="ghi thành tệp .xlsx, .csv hoặc .ics"
    )


def _days(value: str) -> int:
    number = int(value)
    if not 0 <= number <= MOST_DAYS:
        raise ValueError
    return number


def _day(value: str) -> date:
    day = date.fromisoformat(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def run(options: argparse.Namespace) -> int:
    """The exit code: 0 there are tasks, 1 none, 2 failed."""
    suffix = options.out.suffix.lstrip(".").lower() if options.out else ""
    if options.out and suffix not in FILES:
        complain(f"Lỗi: --out cần tệp {', '.join(f'.{kind}' for kind in FILES)}.")
        return FAILED
    settings = read_settings()
    library = load_library(settings.corpus_paths, reader=settings.file_reader)
    for failure in library.failures:
        complain(f"Bỏ qua {failure}")
    query = Query(
        options.agency, options.shared, options.province, options.document, options.role,
        options.state, options.within, options.text, options.day,
    )  # fmt: skip
    try:
        wanted = query.wanted(library)
    except Problem as problem:
        complain(f"Lỗi: {problem.detail}")
        return FAILED
    agenda = choose(library, TaskBook(settings.data_dir / "tasks"), wanted)
    if options.out:
        file = FILES[suffix](agenda, query, settings.public_url)
        options.out.write_bytes(file.raw)
        complain(f"Đã ghi {len(agenda.entries)} việc vào {options.out}.")
        if file.left_out:
            complain(f"{file.left_out} việc không có ngày nên không có trong lịch.")
    elif options.json:
        body = agenda_json(agenda, 0, len(agenda.entries))
        write(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        for entry in agenda.entries:
            _print(entry)
        complain(f"{len(agenda.entries)} việc, tính đến ngày {shown(wanted.day)}.")
    return OK if agenda.entries else PARTIAL


def _print(entry: Entry) -> None:
    when = f" {shown(entry.next)}" if entry.next else ""
    write(f"[{state_label(entry.state)}{when}] {entry.task.agency}, {role_label(entry.task.role)}")
    write(f"  {' '.join(entry.words.split())}")
    if entry.task.dues:
        write(f"  Thời hạn: {'; '.join(due_told(due) for due in entry.task.dues)}")
    write(f"  Theo {entry.clause.label}")
