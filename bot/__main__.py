"""``python -m bot ask|llm-check|pause|resume|keys|documents|mcp|audiosocket``: one question on the
command line; whether a model is fit; the switch that stops all answering; who may ask; documents
that come and go; the MCP server over stdio; the telephone line.

What a command needs is imported where it runs: the line is a small process that loads nothing of
what answers.
"""

import argparse
import asyncio
import json
import sys
from typing import TYPE_CHECKING

from corpus.cli import FAILED, OK, PARTIAL, complain, main, write
from corpus.settings import SettingsError, read_settings

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
    commands.add_parser("resume", help="trả lời trở lại", description="Trả lời trở lại.")
    told = "máy chủ MCP qua vào ra chuẩn, cho chương trình khác khởi động"
    commands.add_parser("mcp", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    told = "nối tổng đài Asterisk (giao thức AudioSocket) với máy chủ đang chạy"
    commands.add_parser("audiosocket", help=told, description=f"{told[:1].upper()}{told[1:]}.")
    if arguments[:1] != ["audiosocket"]:
        from bot.doors.access.command import add_parser
        from bot.doors.desk.command import add_parser as add_documents

        add_parser(commands)
        add_documents(commands)
    options = parser.parse_args(arguments)
    return _COMMANDS[options.command](options)


def _pause(options: argparse.Namespace) -> int:
    from bot.doors.switch import pause

    write(f"Đã dừng. Người hỏi thấy: {pause(read_settings().pause_file, options.reason)}")
    return OK


def _resume(_options: argparse.Namespace) -> int:
    from bot.doors.switch import resume

    was = resume(read_settings().pause_file)
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

    question = options.question.strip()
    if not question:
        complain("Lỗi: câu hỏi đang để trống; hãy nhập nội dung cần hỏi.")
        return FAILED
    if len(question) > MAX_QUESTION:
        complain(f"Lỗi: câu hỏi dài {len(question)} ký tự; hãy rút gọn còn {MAX_QUESTION} ký tự.")
        return FAILED
    assistant = assemble(read_settings(), build=True, progress=True)
    for failure in assistant.library.failures:
        complain(f"Bỏ qua {failure}")
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
    "documents": _documents,
}


if __name__ == "__main__":
    errors: tuple[type[Exception], ...] = (SettingsError, OSError)
    if sys.argv[1:2] != ["audiosocket"]:
        from bot.generate.llm import LlmError
        from index.__main__ import ERRORS

        errors = (*ERRORS, LlmError)
    main(run, errors)
