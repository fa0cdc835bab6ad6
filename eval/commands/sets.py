"""Question sets themselves: checked, divided."""

import argparse
import json
from pathlib import Path

from corpus.cli import OK, PARTIAL, complain, write
from corpus.library import Library
from corpus.settings import Settings
from eval.commands.command import Command
from eval.corpora.run import load_named, named_documents
from eval.dataset import (
    DatasetError,
    QuestionSet,
    leaks_among,
    read_questions,
    read_set,
    split_by_clause,
)


def _validate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sets", nargs="+", type=Path, metavar="TỆP")
    parser.add_argument("--corpus", type=Path, help="thư mục văn bản (mặc định: TONGDAI_CORPUS)")


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


VALIDATE = Command(
    "validate", "kiểm tra bộ câu hỏi; nhiều bộ thì tìm rò rỉ", _validate, _validate_arguments
)


def _split_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", type=Path, metavar="TỆP")
    parser.add_argument("--dev", type=Path, required=True, help="tệp cho nửa làm việc")
    parser.add_argument("--test", type=Path, required=True, help="tệp cho nửa chỉ báo cáo")


def _split(options: argparse.Namespace, _settings: Settings, library: Library) -> int:
    halves = split_by_clause(read_questions(options.set, library))
    lines = options.set.read_text(encoding="utf-8").splitlines()
    rows = {json.loads(line)["id"]: line for line in lines if line.strip()}
    for path, half in zip((options.dev, options.test), halves, strict=True):
        path.write_text("".join(f"{rows[q.id]}\n" for q in half), encoding="utf-8")
        write(f"{path}: {len(half)} câu.")
    return OK


SPLIT = Command(
    "split", "chia một bộ thành hai nửa không chung điều khoản", _split, _split_arguments
)
