"""Other corpora, other benchmarks, what a step is worth, what it costs."""

import argparse
import json
from pathlib import Path

from bot.assemble import assemble
from corpus.cli import OK, complain, write
from corpus.library import Library
from corpus.settings import Settings
from eval.ablation import run_ablation
from eval.commands.command import Command
from eval.commands.questions import questions_of
from eval.corpora.run import make_plan, run_corpora
from eval.external import BENCHMARKS
from eval.scale import measure_one, run_scale
from eval.speed import run_speed
from eval.systems import SYSTEMS


def _range(text: str) -> tuple[int, int]:
    """ "8..15" as its two numbers."""
    low, _, high = text.partition("..")
    found = int(low), int(high or low)
    if not 1 <= found[0] <= found[1]:
        raise ValueError(text)
    return found


def _corpora_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="thư mục có SOURCES.tsv")
    parser.add_argument("--split", required=True, help="phần của thư mục: train, dev hoặc test")
    parser.add_argument("--set", dest="sets", action="append", type=Path, required=True)
    parser.add_argument("--system", action="append", choices=sorted(SYSTEMS), help="mặc định: ours")
    parser.add_argument("--seed", type=int, default=1, help="hạt giống khi rút (mặc định 1)")
    parser.add_argument(
        "--size", type=_range, default=(8, 15), help="số văn bản một kho, như 8..15"
    )
    parser.add_argument(
        "--large", type=int, default=0, metavar="N", help="một kho duy nhất, chừng N điều khoản"
    )
    parser.add_argument("--out", type=Path, required=True, help="thư mục kết quả")


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


CORPORA = Command(
    "corpora",
    "hỏi trên nhiều kho nhỏ rút từ một thư mục văn bản chưa từng thấy",
    _corpora,
    _corpora_arguments,
)


def _external_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("benchmark", choices=sorted(BENCHMARKS))
    parser.add_argument("--data", type=Path, required=True, help="thư mục dữ liệu")


def _external(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(BENCHMARKS[options.benchmark](options.data, settings))
    return OK


EXTERNAL = Command("external", "chạy trên dữ liệu ngoài", _external, _external_arguments)


def _ablation_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", dest="sets", action="append", type=Path, required=True)


def _ablation(options: argparse.Namespace, settings: Settings, library: Library) -> int:
    questions = questions_of(options.sets, library)
    write(run_ablation(assemble(settings, build=True, progress=True), questions))
    return OK


ABLATION = Command(
    "ablation", "tắt từng bước tìm để xem bước ấy đáng gì", _ablation, _ablation_arguments
)


def _scale_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)


def _scale(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    if options.one:
        write(json.dumps(measure_one(options.one, settings)))
    else:
        write(run_scale(options.sizes))
    return OK


SCALE = Command("scale", "đo chỉ mục khi số điều khoản tăng", _scale, _scale_arguments)


def _speed(_options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_speed(settings))
    return OK


SPEED = Command("speed", "đo tốc độ nhúng và từng phần của một câu hỏi", _speed)
