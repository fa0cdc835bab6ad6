"""``python -m bot ask "…"``: one question on the command line."""

import argparse
import json

from bot.answer import Answer, AnswerStatus
from bot.assemble import assemble
from bot.generate.llm import LlmError
from bot.question import MAX_QUESTION, Ask, Turn
from bot.render.markdown import NEAREST
from corpus.cli import FAILED, OK, PARTIAL, complain, main, write
from corpus.settings import read_settings
from index.__main__ import ERRORS


def run(arguments: list[str]) -> int:
    """The exit code: 0 answered, 1 refused, 2 failed."""
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
    options = parser.parse_args(arguments)
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
    main(run, (*ERRORS, LlmError))
