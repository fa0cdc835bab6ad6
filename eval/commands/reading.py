"""How documents are read, against marks made by hand and against their own print."""

import argparse
from pathlib import Path

from corpus.cli import FAILED, OK, PARTIAL, complain, write
from corpus.library import Library
from corpus.loaders.office.programs import ProgramError
from corpus.settings import Settings
from eval.commands.command import Command
from eval.corpora.sources import SourcesError
from eval.paper.run import PaperPlan, run_paper
from eval.paper.speed import speed_lines
from eval.reading.report import report
from eval.reading.seal import read_rows, seal, write_rows
from eval.reading.texts import Texts


def _reading_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, action="append", default=[], help="thư mục văn bản (lặp lại được)"
    )
    parser.add_argument("--verbose", action="store_true", help="kể từng chỗ sai")


def _reading(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    text, complete = report(options.data, options.verbose)
    write(text)
    return OK if complete else PARTIAL


READING = Command(
    "reading", "chấm việc đọc văn bản theo dấu soạn tay", _reading, _reading_arguments
)


def _paper_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, help="thư mục có SOURCES.tsv")
    parser.add_argument("--split", default="dev", help="phần của thư mục: train, dev hoặc test")
    parser.add_argument("--sample", type=int, default=40, help="số văn bản (mặc định 40)")
    parser.add_argument("--scans", action="store_true", help="quét: lệch, nhiễu, có dấu, 200 dpi")
    parser.add_argument("--seed", type=int, default=1, help="hạt giống khi làm xấu (mặc định 1)")
    parser.add_argument("--out", type=Path, help="giữ các tệp PDF ở thư mục này")
    parser.add_argument("--verbose", action="store_true", help="kể từng điều khoản thiếu, thừa")
    parser.add_argument(
        "--speed", nargs="+", type=Path, metavar="TỆP", help="chỉ đo tốc độ đọc các tệp PDF này"
    )


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


PAPER = Command(
    "paper",
    "in văn bản đã biết ra PDF hay bản quét xấu, đọc lại, so cây điều khoản",
    _paper,
    _paper_arguments,
)


def _seal_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("marks", type=Path, metavar="TỆP")
    parser.add_argument("--data", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True)


def _seal(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    rows = seal(read_rows(options.marks), Texts(options.data))
    write_rows(rows, options.out)
    write(f"{len(rows)} dấu: {options.out}")
    return OK


SEAL = Command("seal", "đổi dấu soạn tay thành vị trí trong văn bản", _seal, _seal_arguments)
