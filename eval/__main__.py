"""``python -m eval run|compare|faithful|…``: question sets, runs, comparisons."""

import argparse

from bot.generate.llm import LlmError
from corpus.cli import main
from corpus.library import load_library
from corpus.settings import read_settings
from eval.answers import AnswersError
from eval.commands.answers import FAITHFUL, PERSONAL, TALK, TALKS, TASKS, VERIFIER
from eval.commands.beyond import ABLATION, CORPORA, EXTERNAL, SCALE, SPEED
from eval.commands.fits import (
    FIT_ACTS,
    FIT_AGAIN,
    FIT_CROSS,
    FIT_FOLLOW,
    FIT_GUARD,
    FIT_LIKENESS,
    FIT_MARKS,
    FIT_READER,
    FIT_SENTENCE,
    FIT_TOKENS,
    FIT_VERDICT,
    FIT_VERIFIER,
    FIT_WORDS,
)
from eval.commands.reading import PAPER, READING, SEAL
from eval.commands.runs import ANSWERS, COMPARE, RUN, SCRIPTED
from eval.commands.sets import SPLIT, VALIDATE
from eval.corpora.sources import SourcesError
from eval.dataset import DatasetError
from eval.external import ExternalDataError
from eval.reading.texts import ReadingDataError
from eval.systems import SystemFailure
from eval.verifier import ClaimsError
from index.__main__ import ERRORS

# in the order of the help
COMMANDS = (
    RUN,
    SCRIPTED,
    COMPARE,
    VALIDATE,
    CORPORA,
    ANSWERS,
    SPLIT,
    EXTERNAL,
    READING,
    PAPER,
    ABLATION,
    FIT_GUARD,
    FIT_LIKENESS,
    FIT_TOKENS,
    FIT_FOLLOW,
    FIT_MARKS,
    FIT_ACTS,
    FIT_SENTENCE,
    FIT_VERDICT,
    FIT_WORDS,
    FIT_READER,
    FIT_CROSS,
    FIT_AGAIN,
    FAITHFUL,
    TALK,
    TALKS,
    VERIFIER,
    FIT_VERIFIER,
    TASKS,
    PERSONAL,
    SPEED,
    SCALE,
    SEAL,
)


def run(arguments: list[str]) -> int:
    """The exit code: 0 done, 1 the gate or the validator found faults, 2 not possible."""
    options = _parser().parse_args(arguments)
    # whatever an answer takes: results must not hang on how busy the machine is
    settings = read_settings().model_copy(update={"deadline": 0.0})
    library = load_library(settings.corpus_paths, reader=settings.file_reader)
    named = {name: one for one in COMMANDS for name in (one.name, *one.aliases)}
    return named[options.command].run(options, settings, library)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Đánh giá trên bộ câu hỏi.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    for one in COMMANDS:
        one.add_arguments(commands.add_parser(one.name, aliases=one.aliases, help=one.told))
    return parser


if __name__ == "__main__":
    own = (DatasetError, SystemFailure, ExternalDataError, ReadingDataError, ClaimsError,
           AnswersError, SourcesError)  # fmt: skip
    main(run, (*ERRORS, *own, LlmError))
