"""``python -m bot COMMAND``: one question on the command line (ask); whether a model is fit
(llm-check); the switch that stops all answering (pause, resume); who may ask and who may sign in
(keys, users); what is kept (records, audit, database); the tasks of the agencies; documents that
come and go (documents); a copy of
the data folder (backup, restore, check); the MCP server over stdio (mcp); the
telephone line (audiosocket).

What a command needs is imported where it runs: the line is a small process that loads nothing of
what answers.
"""

import argparse
import asyncio
import json
import sys
from functools import partial
from typing import TYPE_CHECKING

from corpus.cli import FAILED, OK, PARTIAL, complain, main, write
from corpus.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from bot.answer import Answer

_ALL = 20  # questions that there are


def run(arguments: list[str]) -> int:
    """The exit code: 0 answered (or the model is fit), 1 refused (not fit), 2 failed."""
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Hỏi trợ lý về các văn bản chỉ đạo."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    ask = commands.add_parser("ask", help="hỏi một câu", description="Hỏi một câu.")
    ask.add_argument("question", metavar="CÂU_HỎI", help="câu hỏi bằng tiếng Việt")
    ask.add_argument("--json", action="store_true", help="in cả đối tượng trả lời dạng JSON")
    ask.add_argument(
        "--history", action="append", default=[], metavar="CÂU", help="câu hỏi trước (lặp lại được)"
    )
    told = "thử xem mô hình của TONGDAI_LLM có dùng được không"
    check = commands.add_parser(
        "llm-check", help=told, description=f"{told[:1].upper()}{told[1:]}."
    )
    check.add_argument("--questions", type=int, metavar="N", help="chỉ thử N câu đầu")
    stopped = "dừng mọi câu trả lời của máy chủ, không cần khởi động lại"
    stop = commands.add_parser("pause", help=stopped, description=f"{stopped.capitalize()}.")
    stop.add_argument(
        "reason", nargs="?", default="", metavar="LÝ_DO", help="lý do, người hỏi thấy"
    )
    stop.add_argument(
        "--unlogged", action="store_true", help="dừng ngay dù không ghi được nhật ký thay đổi"
    )
    commands.add_parser("resume", help="trả lời trở lại", description="Trả lời trở lại.")
    told = "máy chủ MCP qua vào ra chuẩn, cho chương trình khác khởi động"
    commands.add_parser("mcp", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    told = "nối tổng đài Asterisk (giao thức AudioSocket) với máy chủ đang chạy"
    commands.add_parser("audiosocket", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    if arguments[:1] != ["audiosocket"]:
        from bot.doors.access.command import add_parser as add_keys
        from bot.doors.backup.command import add_parsers as add_backup
        from bot.doors.desk.command import add_parser as add_documents
        from bot.doors.tasks.command import add_parser as add_tasks
        from bot.people.command import add_parser as add_users
        from bot.records.command import add_parsers as add_records

        add_keys(commands)
        add_users(commands)
        add_records(commands)
        add_tasks(commands)
        add_backup(commands)
        add_documents(commands)
    options = parser.parse_args(arguments)
    return _COMMANDS[options.command](options)


def _pause(options: argparse.Namespace) -> int:
    from bot.doors.switch import pause
    from bot.records.database import DatabaseError

    settings = read_settings()
    log = (lambda _: None) if options.unlogged else partial(_logged, settings, "switch.off")
    try:
        notice = pause(settings.pause_file, options.reason, log)
    except DatabaseError as error:
        complain(
            f"Chưa dừng vì không ghi được nhật ký thay đổi: {error}\n"
            "Cần dừng ngay: chạy lại lệnh này với --unlogged."
        )
        return FAILED
    write(f"Đã dừng. Người hỏi thấy: {notice}")
    if options.unlogged:
        complain("Lần dừng này không có trong nhật ký thay đổi; hãy ghi lại ở nơi khác.")
    return OK


def _logged(settings: Settings, action: str, notice: str = "") -> None:
    """Into the audit log."""
    from bot.records.audit import AuditLog
    from bot.records.command import COMMAND_LINE
    from bot.records.database import database_of

    told = {"notice": notice} if notice else {}
    AuditLog(database_of(settings), settings.data_dir).write(COMMAND_LINE, action, **told)


def _resume(_options: argparse.Namespace) -> int:
    from bot.doors.switch import resume

    settings = read_settings()
    was = resume(settings.pause_file, partial(_logged, settings, "switch.on"))
    write("Đã mở lại." if was else "Tổng đài ảo không bị dừng.")
    return OK


def _mcp(_options: argparse.Namespace) -> int:
    from bot.doors.mcp.stdio import serve_stdio  # brings the HTTP edge along

    serve_stdio(read_settings())
    return OK


def _listen(_: argparse.Namespace) -> int:
    from bot.doors.audiosocket.server import serve

    asyncio.run(serve(read_settings()))
    return OK


def _keys(options: argparse.Namespace) -> int:
    from bot.doors.access.command import run as run_keys
    from bot.doors.access.keys import KeysError

    try:
        return run_keys(options)
    except KeysError as error:
        complain(f"Lỗi: {error}")
        return FAILED


def _tasks(options: argparse.Namespace) -> int:
    from bot.doors.tasks.command import run as run_tasks

    return run_tasks(options)


def _backup(options: argparse.Namespace) -> int:
    from bot.doors.backup.archive import BackupError
    from bot.doors.backup.command import run as run_backup

    try:
        return run_backup(options)
    except BackupError as error:
        complain(f"Lỗi: {error}")
        return FAILED


def _users(options: argparse.Namespace) -> int:
    from bot.people.command import run as run_users

    return run_users(options)


def _kept(options: argparse.Namespace) -> int:
    from bot.records.command import run as run_records

    return run_records(options)


def _documents(options: argparse.Namespace) -> int:
    from bot.doors.desk.command import run as run_documents

    return run_documents(options)


def _check(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from bot.generate.check import lines_of, measure, reached, read_trials, roles_for
    from bot.generate.llm import open_llm
    from corpus.library import DIRECTIVES, load_library

    llm = open_llm(read_settings())
    if llm is None:
        complain("Lỗi: chưa đặt TONGDAI_LLM, ví dụ “openai:TÊN_MÔ_HÌNH” hay “gguf:ĐƯỜNG_DẪN_TỆP”.")
        return FAILED
    if wrong := reached(llm):
        complain(
            f"Lỗi: mô hình {llm.name} không trả lời ({wrong}); kiểm tra TONGDAI_LLM, "
            "TONGDAI_LLM_BASE_URL, TONGDAI_LLM_API_KEY và máy chủ mô hình."
        )
        return FAILED
    library = load_library([DIRECTIVES])
    trials = read_trials(library)[: max(1, options.questions or _ALL)]
    steps = tqdm(measure(llm, library, trials), total=len(trials), unit="câu", disable=None)
    found = [*steps][-1]
    lines = lines_of(found)
    write(f"Mô hình {llm.name}, {found.asked} câu hỏi thử:")
    for line in lines:
        write(f"  {line.title:<46}{line.said:>16}   {'đạt' if line.fit else 'chưa đạt'}")
    if llm.masks:
        write("  Máy chủ ở ngoài máy này: dữ liệu cá nhân được che trước khi gửi.")
    roles = roles_for(lines)
    if not roles:
        write("Chưa nên dùng mô hình này: để trống TONGDAI_LLM hoặc chọn mô hình lớn hơn.")
        return PARTIAL
    write(f"Dùng được: TONGDAI_LLM_ROLES={','.join(roles)}")
    return OK


def _ask(options: argparse.Namespace) -> int:
    from bot.answer import AnswerStatus
    from bot.assemble import assemble
    from bot.question import MAX_QUESTION, Ask, Turn
    from bot.records.database import DatabaseError, database_of
    from bot.records.words import words_now

    question = options.question.strip()
    if not question:
        complain("Lỗi: câu hỏi đang để trống; hãy nhập nội dung cần hỏi.")
        return FAILED
    if len(question) > MAX_QUESTION:
        complain(f"Lỗi: câu hỏi dài {len(question)} ký tự; hãy rút gọn còn {MAX_QUESTION} ký tự.")
        return FAILED
    settings = read_settings()
    assistant = assemble(settings, build=True, progress=True)
    for failure in assistant.library.failures:
        complain(f"Bỏ qua {failure}")
    try:
        assistant = assistant.with_words(words_now(database_of(settings)))
    except DatabaseError as error:
        complain(f"Không dùng từ ngữ do cán bộ thêm: {error}")
    assistant.pipeline.warm_up()
    history = tuple(Turn("user", text) for text in options.history)
    answer = assistant.pipeline.invoke(Ask(question, history))
    if options.json:
        write(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        _print(answer)
    return OK if answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL) else PARTIAL


def _print(answer: "Answer") -> None:
    from bot.render.markdown import NEAREST

    write(answer.answer)
    if answer.citations and not answer.answers:
        write(f"{NEAREST}:")
    for citation in answer.citations:
        write(f"[{citation.marker}] {citation.clause.label}")


_COMMANDS = {
    "ask": _ask,
    "llm-check": _check,
    "pause": _pause,
    "resume": _resume,
    "mcp": _mcp,
    "audiosocket": _listen,
    "keys": _keys,
    "tasks": _tasks,
    "backup": _backup,
    "restore": _backup,
    "check": _backup,
    "users": _users,
    "database": _kept,
    "records": _kept,
    "audit": _kept,
    "documents": _documents,
}


if __name__ == "__main__":
    errors: tuple[type[Exception], ...] = (SettingsError, OSError)
    if sys.argv[1:2] != ["audiosocket"]:
        from bot.generate.llm import LlmError
        from bot.records.database import DatabaseError
        from bot.records.migrate import MigrationError
        from index.__main__ import ERRORS

        errors = (*ERRORS, LlmError, DatabaseError, MigrationError)
    main(run, errors)
