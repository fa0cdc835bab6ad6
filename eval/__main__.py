"""``python -m eval run|compare|faithful|…``: question sets, runs, comparisons."""

import argparse
import json
from pathlib import Path

from bot.assemble import Assistant, assemble
from bot.generate.llm import LlmError, make_llm
from bot.verify import Verifier
from bot.verify.judge import Judge
from corpus.cli import FAILED, OK, PARTIAL, complain, main, write
from corpus.library import Library, load_library
from corpus.loaders.office.programs import ProgramError
from corpus.settings import Settings, read_settings
from eval.ablation import run_ablation
from eval.answers import AnswersError, compare_answers, record_answers
from eval.corpora.run import load_named, make_plan, named_documents, run_corpora
from eval.corpora.sources import SourcesError
from eval.dataset import (
    DatasetError,
    Question,
    QuestionSet,
    leaks_among,
    read_questions,
    read_set,
    split_by_clause,
)
from eval.external import BENCHMARKS, ExternalDataError
from eval.faithful import check_all
from eval.fit_acts import run_fit_acts
from eval.fit_follow import run_fit_follow
from eval.fit_guard import run_fit_guard
from eval.fit_likeness import run_fit_likeness
from eval.fit_marks import run_fit_marks
from eval.fit_reader import SETS, FitPlan, run_fit_reader
from eval.fit_verifier import run_fit_verifier
from eval.fit_words import run_fit_words
from eval.gate import gate, read_baseline, write_baseline
from eval.generated import generate
from eval.judge import judge_run
from eval.paper.run import PaperPlan, run_paper
from eval.paper.speed import speed_lines
from eval.personal import run_personal
from eval.reading.report import report
from eval.reading.seal import read_rows, seal, write_rows
from eval.reading.texts import ReadingDataError, Texts
from eval.report import write_report
from eval.run import RECORDS, Run, evaluate, read_records, run_system, write_run
from eval.scale import measure_one, run_scale
from eval.speed import run_speed
from eval.systems import SYSTEMS, Ours, OverHttp, System, SystemFailure
from eval.table import comparison_text, side_by_side
from eval.talk import run_talk
from eval.talks import run_talks
from eval.tasks import run_tasks
from eval.verifier import ClaimsError, run_verifier
from eval.with_llm import KINDS, PERFECT, compare_roles, run_scripted
from index.__main__ import ERRORS


def run(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 the gate or the validator found faults, 2 not possible."""
    options = _parser().parse_args(arguments)
    # whatever an answer takes: results must not hang on how busy the machine is
    settings = read_settings().model_copy(update={"deadline": 0.0})
    library = load_library(settings.corpus_paths, reader=settings.file_reader)
    commands = {
        "run": _run,
        "compare": _compare,
        "scripted": _scripted,
        "validate": _validate,
        "corpora": _corpora,
        "answers": _answers,
        "split": _split,
        "external": _external,
        "reading": _reading,
        "paper": _paper,
        "seal": _seal,
        "ablation": _ablation,
        "scale": _scale,
        "speed": _speed,
        "talk": _talk,
        "talks": _talks,
        "verifier": _verifier,
        "personal": _personal,
        "tasks": _tasks,
        "fit": _fit_reader,
        "fit-acts": _fit_acts,
        "fit-follow": _fit_follow,
        "fit-marks": _fit_marks,
        "fit-guard": _fit_guard,
        "fit-likeness": _fit_likeness,
        "fit-tokens": _fit_tokens,
        "fit-verifier": _fit_verifier,
        "fit-words": _fit_words,
        "fit-reader": _fit_reader,
        "faithful": _faithful,
    }
    return commands[options.command](options, settings, library)


_TRAIN_HELP = "bộ câu hỏi để khớp (mặc định eval/sets/admin/train*.jsonl)"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Đánh giá trên bộ câu hỏi.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    one = commands.add_parser("run", help="chạy một hay nhiều hệ thống trên một bộ câu hỏi")
    one.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    one.add_argument("--out", type=Path, required=True, help="thư mục kết quả")
    one.add_argument("--system", action="append", choices=sorted(SYSTEMS), help="mặc định: ours")
    one.add_argument("--url", help="hỏi máy chủ đang chạy thay vì chạy trong tiến trình này")
    one.add_argument("--sample", type=int, help="chỉ lấy mẫu đều N câu")
    one.add_argument("--judge", action="store_true", help="chấm thêm bằng mô hình TONGDAI_LLM")
    one.add_argument(
        "--llm", action="store_true", help="so hai cách: có và không có các vai của TONGDAI_LLM"
    )
    one.add_argument("--gate", type=Path, help="so với tệp mốc; mã thoát 1 nếu kém hơn")
    one.add_argument("--write-gate", type=Path, help="ghi kết quả thành tệp mốc")
    played = commands.add_parser(
        "scripted",
        help="thử với một mô hình ngôn ngữ làm theo kịch bản: hoàn hảo, nói dối, chết, …",
    )
    played.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    played.add_argument("--out", type=Path, required=True, help="thư mục kết quả")
    played.add_argument("--model", choices=KINDS, default=PERFECT, help="mặc định: perfect")
    played.add_argument("--sample", type=int, help="chỉ lấy mẫu đều N câu")
    two = commands.add_parser("compare", help="so sánh hai lần chạy")
    two.add_argument("first", type=Path, metavar="A")
    two.add_argument("second", type=Path, metavar="B")
    two.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    check = commands.add_parser("validate", help="kiểm tra bộ câu hỏi; nhiều bộ thì tìm rò rỉ")
    check.add_argument("sets", nargs="+", type=Path, metavar="TỆP")
    check.add_argument("--corpus", type=Path, help="thư mục văn bản (mặc định: TONGDAI_CORPUS)")
    many = commands.add_parser(
        "corpora", help="hỏi trên nhiều kho nhỏ rút từ một thư mục văn bản chưa từng thấy"
    )
    many.add_argument("--corpus", type=Path, required=True, help="thư mục có SOURCES.tsv")
    many.add_argument("--split", required=True, help="phần của thư mục: train, dev hoặc test")
    many.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    many.add_argument("--system", action="append", choices=sorted(SYSTEMS), help="mặc định: ours")
    many.add_argument("--seed", type=int, default=1, help="hạt giống khi rút (mặc định 1)")
    many.add_argument("--size", type=_range, default=(8, 15), help="số văn bản một kho, như 8..15")
    many.add_argument(
        "--large", type=int, default=0, metavar="N", help="một kho duy nhất, chừng N điều khoản"
    )
    many.add_argument("--out", type=Path, required=True, help="thư mục kết quả")
    said = commands.add_parser("answers", help="ghi mọi câu trả lời, hoặc so hai lần ghi")
    said.add_argument("--set", dest="sets", action="append", type=Path, default=[])
    said.add_argument("--talks", action="append", type=Path, default=[], help="bộ hội thoại")
    said.add_argument("--out", type=Path, help="tệp để ghi")
    said.add_argument("--compare", nargs=2, type=Path, metavar=("A", "B"), help="hai tệp đã ghi")
    cut = commands.add_parser("split", help="chia một bộ thành hai nửa không chung điều khoản")
    cut.add_argument("set", type=Path, metavar="TỆP")
    cut.add_argument("--dev", type=Path, required=True, help="tệp cho nửa làm việc")
    cut.add_argument("--test", type=Path, required=True, help="tệp cho nửa chỉ báo cáo")
    outside = commands.add_parser("external", help="chạy trên dữ liệu ngoài")
    outside.add_argument("benchmark", choices=sorted(BENCHMARKS))
    outside.add_argument("--data", type=Path, required=True, help="thư mục dữ liệu")
    reading = commands.add_parser("reading", help="chấm việc đọc văn bản theo dấu soạn tay")
    reading.add_argument(
        "--data", type=Path, action="append", default=[], help="thư mục văn bản (lặp lại được)"
    )
    reading.add_argument("--verbose", action="store_true", help="kể từng chỗ sai")
    paper = commands.add_parser(
        "paper", help="in văn bản đã biết ra PDF hay bản quét xấu, đọc lại, so cây điều khoản"
    )
    paper.add_argument("--corpus", type=Path, help="thư mục có SOURCES.tsv")
    paper.add_argument("--split", default="dev", help="phần của thư mục: train, dev hoặc test")
    paper.add_argument("--sample", type=int, default=40, help="số văn bản (mặc định 40)")
    paper.add_argument("--scans", action="store_true", help="quét: lệch, nhiễu, có dấu, 200 dpi")
    paper.add_argument("--seed", type=int, default=1, help="hạt giống khi làm xấu (mặc định 1)")
    paper.add_argument("--out", type=Path, help="giữ các tệp PDF ở thư mục này")
    paper.add_argument("--verbose", action="store_true", help="kể từng điều khoản thiếu, thừa")
    paper.add_argument(
        "--speed", nargs="+", type=Path, metavar="TỆP", help="chỉ đo tốc độ đọc các tệp PDF này"
    )
    ablation = commands.add_parser("ablation", help="tắt từng bước tìm để xem bước ấy đáng gì")
    ablation.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    fit_guard = commands.add_parser(
        "fit-guard", help="khớp lại trọng số nhận ra câu nhằm điều khiển trợ lý"
    )
    fit_guard.add_argument("--write", action="store_true", help="ghi trọng số vào bot/vocabulary")
    fit_likeness = commands.add_parser(
        "fit-likeness", help="khớp lại cách nhận ra hai câu hỏi cùng một việc"
    )
    fit_likeness.add_argument(
        "--train", action="append", type=Path, default=[], help="mặc định: các bộ dev"
    )
    fit_likeness.add_argument("--write", action="store_true", help="ghi vào bot/inquiry")
    fit_tokens = commands.add_parser(
        "fit-tokens", help="khớp lại phép chiếu véc-tơ của từng từ; chạy trước fit-reader"
    )
    fit_tokens.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    fit_tokens.add_argument("--train", action="append", type=Path, default=[], help=_TRAIN_HELP)
    fit_follow = commands.add_parser(
        "fit-follow", help="khớp lại việc chọn điều khoản cho tin nhắn nối tiếp"
    )
    fit_follow.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    fit_follow.add_argument(
        "--set", dest="sets", action="append", type=Path, required=True, metavar="TỆP"
    )
    fit_follow.add_argument("--write", action="store_true", help="ghi vào bot/converse")
    fit_marks = commands.add_parser(
        "fit-marks", help="học lại cách viết để khôi phục dấu tiếng Việt"
    )
    fit_marks.add_argument("--write", action="store_true", help="ghi vào corpus/language")
    fit_acts = commands.add_parser("fit-acts", help="khớp lại việc nhận ra tin nhắn làm gì")
    fit_acts.add_argument("--write", action="store_true", help="ghi vào bot/understand/acts")
    fit_words = commands.add_parser("fit-words", help="khớp lại việc chọn lời đáp trong điều khoản")
    fit_words.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    fit_words.add_argument("--train", action="append", type=Path, default=[], help=_TRAIN_HELP)
    fit_words.add_argument("--write", action="store_true", help="ghi mô hình vào bot/read/spans")
    fit_reader = commands.add_parser(
        "fit-reader",
        aliases=["fit"],
        help="khớp lại bộ đọc: thứ tự điều khoản và xác suất trả lời được",
    )
    fit_reader.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    fit_reader.add_argument(
        "--train",
        action="append",
        type=Path,
        default=[],
        help=_TRAIN_HELP,
    )
    fit_reader.add_argument(
        "--dev",
        action="append",
        type=Path,
        default=[],
        help="bộ câu hỏi để báo cáo (mặc định eval/sets/admin/dev*.jsonl)",
    )
    fit_reader.add_argument(
        "--own",
        action="append",
        type=Path,
        default=[],
        help="bộ câu hỏi trên các văn bản chỉ đạo đi kèm (mặc định eval/sets/dev*.jsonl)",
    )
    fit_reader.add_argument("--drawings", type=int, default=2, help="số lần chia kho (mặc định 2)")
    fit_reader.add_argument("--groups", action="store_true", help="thử bỏ từng nhóm đặc trưng")
    fit_reader.add_argument("--write", action="store_true", help="ghi mô hình vào bot/read/learned")
    faithful = commands.add_parser(
        "faithful", help="kiểm tra mọi câu trả lời: số, ngày, cơ quan và lời trích có căn cứ không"
    )
    faithful.add_argument(
        "--set",
        dest="sets",
        action="append",
        type=Path,
        default=[],
        help="bộ câu hỏi (lặp lại được)",
    )
    faithful.add_argument(
        "--generated", type=int, default=0, metavar="N", help="thêm N câu hỏi sinh từ kho văn bản"
    )
    faithful.add_argument(
        "--seed", type=int, default=2024, help="hạt giống của câu hỏi sinh (mặc định 2024)"
    )
    faithful.add_argument("--url", help="hỏi máy chủ đang chạy thay vì chạy trong tiến trình này")
    talk = commands.add_parser("talk", help="hỏi cả cuộc hội thoại, mỗi lượt kèm lịch sử")
    talk.add_argument("set", type=Path, metavar="TỆP")
    talk.add_argument("--verbose", action="store_true", help="kể từng lượt sai")
    talks = commands.add_parser("talks", help="hỏi các cuộc hội thoại về văn bản khác")
    talks.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    talks.add_argument("--set", dest="sets", type=Path, required=True, metavar="TỆP")
    talks.add_argument("--state", action="store_true", help="gửi lại trạng thái của mỗi lượt")
    talks.add_argument("--out", type=Path, help="tệp ghi từng lượt")
    claims = commands.add_parser("verifier", help="thử bộ kiểm chứng với câu đúng và câu sai")
    claims.add_argument("set", type=Path, metavar="TỆP")
    claims.add_argument("--corpus", type=Path, help="thư mục văn bản của bộ câu")
    claims.add_argument("--verbose", action="store_true", help="kể từng câu xét sai")
    fit_verifier = commands.add_parser("fit-verifier", help="khớp lại bộ kiểm chứng câu diễn đạt")
    fit_verifier.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    fit_verifier.add_argument("--train", action="append", type=Path, default=[], metavar="TỆP")
    fit_verifier.add_argument(
        "--questions", action="append", type=Path, default=[], metavar="TỆP",
        help="bộ câu hỏi có lời đáp mẫu (mặc định eval/sets/admin/train*.jsonl)",
    )  # fmt: skip
    fit_verifier.add_argument("--dev", action="append", type=Path, default=[], metavar="TỆP")
    fit_verifier.add_argument("--write", action="store_true", help="ghi vào bot/verify")
    owed = commands.add_parser("tasks", help="so việc được giao với danh sách soạn tay")
    owed.add_argument(
        "--set", type=Path, default=SETS / "tasks" / "test.jsonl", help="mặc định: test.jsonl"
    )
    owed.add_argument(
        "--corpus", type=Path, action="append", required=True, help="thư mục có các văn bản ấy"
    )
    owed.add_argument("--verbose", action="store_true", help="kể từng việc thừa, thiếu")
    hidden = commands.add_parser("personal", help="thử phần che dữ liệu cá nhân")
    hidden.add_argument("set", type=Path, metavar="TỆP")
    hidden.add_argument("--questions", type=Path, action="append", default=[], metavar="TỆP")
    hidden.add_argument("--verbose", action="store_true", help="kể từng chỗ sót và che nhầm")
    commands.add_parser("speed", help="đo tốc độ nhúng và từng phần của một câu hỏi")
    scale = commands.add_parser("scale", help="đo chỉ mục khi số điều khoản tăng")
    scale.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    scale.add_argument("--one", type=int, help=argparse.SUPPRESS)
    sealing = commands.add_parser("seal", help="đổi dấu soạn tay thành vị trí trong văn bản")
    sealing.add_argument("marks", type=Path, metavar="TỆP")
    sealing.add_argument("--data", type=Path, action="append", default=[])
    sealing.add_argument("--out", type=Path, required=True)
    return parser


def _reading(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    text, complete = report(options.data, options.verbose)
    write(text)
    return OK if complete else PARTIAL


def _paper(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    if options.speed:
        write("\n".join(speed_lines(options.speed)))
        return OK
    if options.corpus is None:
        complain("thiếu --corpus: thư mục có SOURCES.tsv, hoặc dùng --speed với các tệp PDF.")
        return FAILED
    plan = PaperPlan(
        options.corpus,
        options.split,
        options.sample,
        options.scans,
        options.seed,
        options.out,
        options.verbose,
    )
    try:
        write(run_paper(plan))
    except (SourcesError, ProgramError) as error:
        complain(str(error))
        return FAILED
    return OK


def _ablation(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = _questions(options.sets, library)
    write(run_ablation(assemble(settings, build=True, progress=True), questions))
    return OK


def _fit_guard(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    write(run_fit_guard(options.write))
    return OK


def _fit_likeness(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    names = ("dev", "dev-b", "dev-c", "dev-d")
    train = options.train or [SETS / f"{name}.jsonl" for name in names]
    held_out = [SETS / "test.jsonl"]
    write(run_fit_likeness(train, held_out, assemble(settings, build=True), options.write))
    return OK


def _fit_words(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    write(run_fit_words(options.corpus, train, options.write))
    return 0


def _fit_marks(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    write(run_fit_marks(options.write))
    return OK


def _fit_follow(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_fit_follow(options.corpus, options.sets, settings, options.write))
    return OK


def _fit_acts(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_fit_acts(settings, options.write))
    return OK


def _fit_tokens(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    from eval.fit_tokens import run_fit_tokens  # torch takes seconds

    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    write(run_fit_tokens(options.corpus, settings, train))
    return OK


def _fit_reader(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(
        run_fit_reader(
            options.corpus,
            settings,
            FitPlan(
                options.train or sorted(SETS.glob("admin/train*.jsonl")),
                options.dev or sorted(SETS.glob("admin/dev*.jsonl")),
                options.own or sorted(SETS.glob("dev*.jsonl")),
                options.drawings,
                options.groups,
                options.write,
            ),
        )
    )
    return OK


def _faithful(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = _questions(options.sets, library)
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


def _talks(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_talks(options.corpus, options.sets, settings, options.out, options.state))
    return OK


def _talk(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    assistant = assemble(settings, build=True, progress=True)
    write(run_talk(options.set, assistant.pipeline, options.verbose))
    return OK


def _verifier(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    verifier = Verifier(Judge.open())
    write(run_verifier(options.set, library, verifier, options.verbose, options.corpus))
    return OK


def _fit_verifier(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    claims = SETS / "claims"
    train = options.train or sorted(claims.glob("train*.jsonl"))
    dev = options.dev or sorted(claims.glob("dev*.jsonl"))
    questions = options.questions or sorted((SETS / "admin").glob("train*.jsonl"))
    write(run_fit_verifier(options.corpus, train, questions, dev, options.write))
    return OK


def _personal(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    write(run_personal(options.set, library, options.questions, options.verbose))
    return OK


def _tasks(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    write(run_tasks(options.set, options.corpus, options.verbose))
    return OK


def _speed(_options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_speed(settings))
    return OK


def _scale(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    if options.one:
        write(json.dumps(measure_one(options.one, settings)))
    else:
        write(run_scale(options.sizes))
    return OK


def _seal(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    rows = seal(read_rows(options.marks), Texts(options.data))
    write_rows(rows, options.out)
    write(f"{len(rows)} dấu: {options.out}")
    return OK


def _questions(paths: list[Path], library: Library) -> list[Question]:
    return [question for path in paths for question in read_questions(path, library)]


def sample(questions: list[Question], count: int | None) -> list[Question]:
    """``count`` questions, evenly spaced in the order of kinds; all where ``count`` is None."""
    if count is None or count >= len(questions):
        return questions
    ordered = sorted(questions, key=lambda q: (q.kind, q.id))
    return [ordered[i * len(ordered) // count] for i in range(count)]


def _run(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = sample(_questions(options.sets, library), options.sample)
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


def _with_llm(options: argparse.Namespace, settings: Settings, questions: list[Question]) -> int:
    if not settings.llm:
        raise LlmError("Chưa đặt TONGDAI_LLM nên không có mô hình nào để so.")
    assistant = assemble(settings, build=True, progress=True)
    write(compare_roles(assistant, questions, options.out))
    return OK


def _scripted(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = sample(_questions(options.sets, library), options.sample)
    write(run_scripted(options.model, settings, library, questions, options.out))
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


def _compare(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    questions = _questions(options.sets, library)
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


def _range(text: str) -> tuple[int, int]:
    """ "8..15" as its two numbers."""
    low, _, high = text.partition("..")
    found = int(low), int(high or low)
    if not 1 <= found[0] <= found[1]:
        raise ValueError(text)
    return found


def _validate(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    if options.corpus:
        # what is checked is the set: also against a text that the program refuses as broken
        library = load_named(options.corpus, named_documents(options.sets), refuse_broken=False)
    read: list[QuestionSet] = []
    faulty = False
    for path in options.sets:
        found = read_set(path, library)
        if found.foreign:
            write(f"{path}: bỏ qua, kho không có văn bản nào của bộ này; cho --corpus THƯ_MỤC.")
            continue
        read.append(found)
        if found.faults:
            faulty = True
            complain(str(DatasetError(path, found.faults)))
        else:
            write(f"{path}: {len(found.questions)} câu, hợp lệ.")
    for later, earlier, fault in leaks_among([found.questions for found in read]):
        faulty = True
        complain(f"{read[earlier].path.name} / {read[later].path.name}: {fault}")
    return PARTIAL if faulty else OK


def _corpora(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    plan = make_plan(
        options.corpus,
        options.split,
        options.sets,
        seed=options.seed,
        size=options.size,
        large=options.large,
    )
    for remark in plan.remarks:
        complain(remark)
    write(run_corpora(plan, options.system or ["ours"], settings, options.out))
    return OK


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
    questions = _questions(options.sets, library)
    assistant = assemble(settings, build=True, progress=True)
    count = record_answers(assistant.pipeline, questions, options.talks, options.out)
    write(f"{count} câu trả lời: {options.out}")
    return OK


def _split(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    halves = split_by_clause(read_questions(options.set, library))
    lines = options.set.read_text(encoding="utf-8").splitlines()
    rows = {json.loads(line)["id"]: line for line in lines if line.strip()}
    for path, half in zip((options.dev, options.test), halves, strict=True):
        path.write_text("".join(f"{rows[q.id]}\n" for q in half), encoding="utf-8")
        write(f"{path}: {len(half)} câu.")
    return OK


def _external(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(BENCHMARKS[options.benchmark](options.data, settings))
    return OK


if __name__ == "__main__":
    own = (DatasetError, SystemFailure, ExternalDataError, ReadingDataError, ClaimsError,
           AnswersError, SourcesError)  # fmt: skip
    main(run, (*ERRORS, *own, LlmError))
