"""``python -m bot ask|llm-check|keys``: one question; whether a model is fit; who may ask."""

import argparse
import json

from tqdm import tqdm

from bot.answer import Answer, AnswerStatus
from bot.assemble import assemble
from bot.doors.access.command import add_parser as add_keys
from bot.doors.access.command import run as run_keys
from bot.doors.access.keys import KeysError
from bot.generate.check import lines_of, measure, reached, read_trials, roles_for
from bot.generate.llm import LlmError, open_llm
from bot.question import MAX_QUESTION, Ask, Turn
from bot.render.markdown import NEAREST
from corpus.cli import FAILED, OK, PARTIAL, complain, main, write
from corpus.library import DIRECTIVES, load_library
from corpus.settings import read_settings
from index.__main__ import ERRORS

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
    add_keys(commands)
    options = parser.parse_args(arguments)
    if options.command == "keys":
        return run_keys(options)
    return _check(options) if options.command == "llm-check" else _ask(options)


def _check(options: argparse.Namespace) -> int:
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


def _print(answer: Answer) -> None:
    write(answer.answer)
    if answer.citations and answer.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
        write(f"{NEAREST}:")
    for citation in answer.citations:
        write(f"[{citation.marker}] {citation.clause.label}")


if __name__ == "__main__":
    main(run, (*ERRORS, LlmError, KeysError))
