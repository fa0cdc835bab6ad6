"""Systems over question sets: run, compare, keep every answer."""

import argparse
from pathlib import Path

from bot.assemble import Assistant, assemble
from bot.generate.llm import LlmError, make_llm
from corpus.cli import FAILED, OK, PARTIAL, complain, write
from corpus.library import Library
from corpus.settings import Settings
from eval.answers import compare_answers, record_answers
from eval.commands.command import Command
from eval.commands.questions import questions_of, sample
from eval.dataset import (
    Question,
)
from eval.gate import gate, read_baseline, write_baseline
from eval.judge import judge_run
from eval.report import write_report
from eval.run import RECORDS, Run, evaluate, read_records, run_system, write_run
from eval.systems import SYSTEMS, OverHttp, System
from eval.table import comparison_text, side_by_side
from eval.with_llm import KINDS, PERFECT, compare_roles, run_scripted


def _with_llm(options: argparse.Namespace, settings: Settings, questions: list[Question]) -> int:
    if not settings.llm:
        raise LlmError("Chưa đặt TONGDAI_LLM nên không có mô hình nào để so.")
    assistant = assemble(settings, build=True, progress=True)
    write(compare_roles(assistant, questions, options.out))
    return OK


def _judged(settings: Settings, result: Run) -> str:
    model = make_llm(settings)
    if model is None:
        raise LlmError("Chưa đặt TONGDAI_LLM nên không chấm được bằng mô hình.")
    found = judge_run(model, result)
    return (
        f"Mô hình chấm: {found.judged} câu, cho đúng {found.approved:.1%}; khớp với câu trả lời "
        f"mẫu {found.accuracy:.1%}, kappa {found.kappa:.2f}; {found.silent} lần không rõ."
    )


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="thư mục kết quả")
    parser.add_argument("--system", action="append", choices=sorted(SYSTEMS), help="mặc định: ours")
    parser.add_argument("--url", help="hỏi máy chủ đang chạy thay vì chạy trong tiến trình này")
    parser.add_argument("--sample", type=int, help="chỉ lấy mẫu đều N câu")
    parser.add_argument("--judge", action="store_true", help="chấm thêm bằng mô hình TONGDAI_LLM")
    parser.add_argument(
        "--llm", action="store_true", help="so hai cách: có và không có các vai của TONGDAI_LLM"
    )
    parser.add_argument("--gate", type=Path, help="so với tệp mốc; mã thoát 1 nếu kém hơn")
    parser.add_argument("--write-gate", type=Path, help="ghi kết quả thành tệp mốc")


def _run(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = sample(questions_of(options.sets, library), options.sample)
    if options.llm:
        return _with_llm(options, settings, questions)
    assistant: Assistant | None = None
    runs: list[Run] = []
    names = options.system or ["ours"]
    for name in names:
        system: System
        if name == "ours" and options.url:
            system = OverHttp(options.url)
        else:
            assistant = assistant or assemble(settings, build=True, progress=True)
            system = SYSTEMS[name](assistant)
        folder = options.out / name if len(names) > 1 else options.out
        records = run_system(system, questions, folder)
        result = evaluate(name, questions, records, library)
        summary = write_run(result, folder)
        runs.append(result)
        if name == "ours":
            faults = gate(summary, read_baseline(options.gate)) if options.gate else []
            if options.write_gate:
                write_baseline(summary, options.write_gate)
    write(side_by_side(runs))
    if options.judge:
        write(_judged(settings, runs[0]))
    for other in runs[1:]:
        write(comparison_text(other, runs[0]))
    report = options.out / "report.html"
    write_report(runs, library, report, "Báo cáo đánh giá Tổng đài ảo")
    write(f"Báo cáo: {report}")
    if "ours" in names and faults:
        complain("Kém hơn mốc: " + "; ".join(faults))
        return PARTIAL
    return OK


RUN = Command("run", "chạy một hay nhiều hệ thống trên một bộ câu hỏi", _run, _run_arguments)


def _scripted_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="thư mục kết quả")
    parser.add_argument("--model", choices=KINDS, default=PERFECT, help="mặc định: perfect")
    parser.add_argument("--sample", type=int, help="chỉ lấy mẫu đều N câu")


def _scripted(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = sample(questions_of(options.sets, library), options.sample)
    write(run_scripted(options.model, settings, library, questions, options.out))
    return OK


SCRIPTED = Command(
    "scripted",
    "thử với một mô hình ngôn ngữ làm theo kịch bản: hoàn hảo, nói dối, chết, …",
    _scripted,
    _scripted_arguments,
)


def _compare_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", type=Path, metavar="A")
    parser.add_argument("second", type=Path, metavar="B")
    parser.add_argument("--set", dest="sets", action="append", type=Path, required=True)


def _compare(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    questions = questions_of(options.sets, library)
    runs = []
    for folder in (options.first, options.second):
        records = read_records(folder / RECORDS)
        if not records:
            complain(f"Lỗi: {folder} không có {RECORDS}; chạy `python -m eval run` trước.")
            return FAILED
        runs.append(evaluate(folder.name, questions, records, library))
    write(side_by_side(runs))
    write(comparison_text(runs[0], runs[1]))
    return OK


COMPARE = Command("compare", "so sánh hai lần chạy", _compare, _compare_arguments)


def _answers_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", dest="sets", action="append", type=Path, default=[])
    parser.add_argument("--talks", action="append", type=Path, default=[], help="bộ hội thoại")
    parser.add_argument("--out", type=Path, help="tệp để ghi")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("A", "B"), help="hai tệp đã ghi")


def _answers(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    if options.compare:
        lines = compare_answers(*options.compare)
        for line in lines:
            write(line)
        write(f"{len(lines)} câu trả lời khác nhau.")
        return PARTIAL if lines else OK
    if not options.out or not (options.sets or options.talks):
        complain("Lỗi: cho --set hoặc --talks cùng --out TỆP, hoặc --compare A B.")
        return FAILED
    questions = questions_of(options.sets, library)
    assistant = assemble(settings, build=True, progress=True)
    count = record_answers(assistant.pipeline, questions, options.talks, options.out)
    write(f"{count} câu trả lời: {options.out}")
    return OK


ANSWERS = Command(
    "answers", "ghi mọi câu trả lời, hoặc so hai lần ghi", _answers, _answers_arguments
)
