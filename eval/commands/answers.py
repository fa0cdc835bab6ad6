"""Answers, talks and what is made of documents, against what holds."""

import argparse
from pathlib import Path

from bot.assemble import assemble
from bot.verify import Verifier
from bot.verify.judge import Judge
from corpus.cli import FAILED, OK, PARTIAL, complain, write
from corpus.library import Library
from corpus.settings import Settings
from eval.commands.command import Command
from eval.commands.questions import questions_of
from eval.faithful import check_all
from eval.fit_reader import SETS
from eval.generated import generate
from eval.personal import run_personal
from eval.systems import Ours, OverHttp
from eval.talk import run_talk
from eval.talks import run_talks
from eval.tasks import run_tasks
from eval.verifier import run_verifier


def _faithful_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        dest="sets",
        action="append",
        type=Path,
        default=[],
        help="bộ câu hỏi (lặp lại được)",
    )
    parser.add_argument(
        "--generated", type=int, default=0, metavar="N", help="thêm N câu hỏi sinh từ kho văn bản"
    )
    parser.add_argument(
        "--seed", type=int, default=2024, help="hạt giống của câu hỏi sinh (mặc định 2024)"
    )
    parser.add_argument("--url", help="hỏi máy chủ đang chạy thay vì chạy trong tiến trình này")


def _faithful(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = questions_of(options.sets, library)
    questions += generate(library, options.generated, options.seed)
    if not questions:
        complain("Lỗi: không có câu hỏi nào; cho --set TỆP hoặc --generated N.")
        return FAILED
    asked = (
        OverHttp(options.url)
        if options.url
        else Ours(assemble(settings, build=True, progress=True))
    )
    text, faulty = check_all(questions, asked.answer, library)
    write(text)
    return PARTIAL if faulty else OK


FAITHFUL = Command(
    "faithful",
    "kiểm tra mọi câu trả lời: số, ngày, cơ quan và lời trích có căn cứ không",
    _faithful,
    _faithful_arguments,
)


def _talk_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", type=Path, metavar="TỆP")
    parser.add_argument("--verbose", action="store_true", help="kể từng lượt sai")


def _talk(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    assistant = assemble(settings, build=True, progress=True)
    write(run_talk(options.set, assistant.pipeline, options.verbose))
    return OK


TALK = Command("talk", "hỏi cả cuộc hội thoại, mỗi lượt kèm lịch sử", _talk, _talk_arguments)


def _talks_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    parser.add_argument("--set", dest="sets", type=Path, required=True, metavar="TỆP")
    parser.add_argument("--state", action="store_true", help="gửi lại trạng thái của mỗi lượt")
    parser.add_argument("--out", type=Path, help="tệp ghi từng lượt")


def _talks(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_talks(options.corpus, options.sets, settings, options.out, options.state))
    return OK


TALKS = Command("talks", "hỏi các cuộc hội thoại về văn bản khác", _talks, _talks_arguments)


def _verifier_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", type=Path, metavar="TỆP")
    parser.add_argument("--corpus", type=Path, help="thư mục văn bản của bộ câu")
    parser.add_argument("--verbose", action="store_true", help="kể từng câu xét sai")


def _verifier(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    verifier = Verifier(Judge.open())
    write(run_verifier(options.set, library, verifier, options.verbose, options.corpus))
    return OK


VERIFIER = Command(
    "verifier", "thử bộ kiểm chứng với câu đúng và câu sai", _verifier, _verifier_arguments
)


def _tasks_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set", type=Path, default=SETS / "tasks" / "test.jsonl", help="mặc định: test.jsonl"
    )
    parser.add_argument(
        "--corpus", type=Path, action="append", required=True, help="thư mục có các văn bản ấy"
    )
    parser.add_argument("--verbose", action="store_true", help="kể từng việc thừa, thiếu")


def _tasks(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    write(run_tasks(options.set, options.corpus, options.verbose))
    return OK


TASKS = Command("tasks", "so việc được giao với danh sách soạn tay", _tasks, _tasks_arguments)


def _personal_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", type=Path, metavar="TỆP")
    parser.add_argument("--questions", type=Path, action="append", default=[], metavar="TỆP")
    parser.add_argument("--verbose", action="store_true", help="kể từng chỗ sót và che nhầm")


def _personal(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    write(run_personal(options.set, library, options.questions, options.verbose))
    return OK


PERSONAL = Command("personal", "thử phần che dữ liệu cá nhân", _personal, _personal_arguments)
