"""The learned parts, fitted again."""

import argparse
from pathlib import Path

from bot.assemble import assemble
from corpus.cli import OK, write
from corpus.library import Library
from corpus.settings import Settings
from eval.commands.command import Command
from eval.fit_acts import run_fit_acts
from eval.fit_follow import run_fit_follow
from eval.fit_guard import run_fit_guard
from eval.fit_likeness import run_fit_likeness
from eval.fit_marks import run_fit_marks
from eval.fit_reader import SETS, FitPlan, run_fit_reader
from eval.fit_sentence import run_fit_sentence
from eval.fit_verdict import run_fit_verdict
from eval.fit_verifier import run_fit_verifier
from eval.fit_words import run_fit_words

_TRAIN_HELP = "bộ câu hỏi để khớp (mặc định eval/sets/admin/train*.jsonl)"


def _fit_guard_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="ghi trọng số vào bot/vocabulary")


def _fit_guard(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    write(run_fit_guard(options.write))
    return OK


FIT_GUARD = Command(
    "fit-guard",
    "khớp lại trọng số nhận ra câu nhằm điều khiển trợ lý",
    _fit_guard,
    _fit_guard_arguments,
)


def _fit_likeness_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--train", action="append", type=Path, default=[], help="mặc định: các bộ dev"
    )
    parser.add_argument("--write", action="store_true", help="ghi vào bot/inquiry")


def _fit_likeness(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    names = ("dev", "dev-b", "dev-c", "dev-d")
    train = options.train or [SETS / f"{name}.jsonl" for name in names]
    held_out = [SETS / "test.jsonl"]
    write(run_fit_likeness(train, held_out, assemble(settings, build=True), options.write))
    return OK


FIT_LIKENESS = Command(
    "fit-likeness",
    "khớp lại cách nhận ra hai câu hỏi cùng một việc",
    _fit_likeness,
    _fit_likeness_arguments,
)


def _fit_tokens_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    parser.add_argument("--train", action="append", type=Path, default=[], help=_TRAIN_HELP)


def _fit_tokens(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    from eval.fit_tokens import run_fit_tokens  # torch takes seconds

    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    write(run_fit_tokens(options.corpus, settings, train))
    return OK


FIT_TOKENS = Command(
    "fit-tokens",
    "khớp lại phép chiếu véc-tơ của từng từ; chạy trước fit-reader",
    _fit_tokens,
    _fit_tokens_arguments,
)


def _fit_cross(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    from eval.fit_cross import run_fit_cross  # torch takes seconds

    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    write(run_fit_cross(options.corpus, settings, train))
    return OK


FIT_CROSS = Command(
    "fit-cross",
    "tinh chỉnh mô hình đọc câu hỏi cùng điều khoản; chạy sau fit-reader",
    _fit_cross,
    _fit_tokens_arguments,
)


def _fit_again_arguments(parser: argparse.ArgumentParser) -> None:
    _fit_tokens_arguments(parser)
    parser.add_argument("--dev", action="append", type=Path, default=[], metavar="TỆP")
    parser.add_argument("--write", action="store_true", help="ghi vào bot/read/learned")


def _fit_again(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    from eval.fit_cross import run_fit_again  # torch takes seconds

    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    dev = options.dev or sorted(SETS.glob("admin/dev*.jsonl"))
    write(run_fit_again(options.corpus, settings, train, dev, options.write))
    return OK


FIT_AGAIN = Command(
    "fit-again",
    "cân lần đọc lại các điều khoản đầu với thứ tự trước đó; chạy sau fit-cross",
    _fit_again,
    _fit_again_arguments,
)


def _fit_follow_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    parser.add_argument(
        "--set", dest="sets", action="append", type=Path, required=True, metavar="TỆP"
    )
    parser.add_argument("--write", action="store_true", help="ghi vào bot/converse")


def _fit_follow(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_fit_follow(options.corpus, options.sets, settings, options.write))
    return OK


FIT_FOLLOW = Command(
    "fit-follow",
    "khớp lại việc chọn điều khoản cho tin nhắn nối tiếp",
    _fit_follow,
    _fit_follow_arguments,
)


def _fit_marks_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="ghi vào corpus/language")


def _fit_marks(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    write(run_fit_marks(options.write))
    return OK


FIT_MARKS = Command(
    "fit-marks", "học lại cách viết để khôi phục dấu tiếng Việt", _fit_marks, _fit_marks_arguments
)


def _fit_acts_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", action="store_true", help="ghi vào bot/understand/acts")


def _fit_acts(options: argparse.Namespace, settings: Settings, _library: Library) -> int:
    write(run_fit_acts(settings, options.write))
    return OK


FIT_ACTS = Command(
    "fit-acts", "khớp lại việc nhận ra tin nhắn làm gì", _fit_acts, _fit_acts_arguments
)


def _fit_words_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    parser.add_argument("--train", action="append", type=Path, default=[], help=_TRAIN_HELP)
    parser.add_argument("--write", action="store_true", help="ghi mô hình vào bot/read/spans")


def _fit_words(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    write(run_fit_words(options.corpus, train, options.write))
    return 0


FIT_WORDS = Command(
    "fit-words", "khớp lại việc chọn lời đáp trong điều khoản", _fit_words, _fit_words_arguments
)


def _fit_sentence(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    dev = sorted(SETS.glob("admin/dev*.jsonl"))
    write(run_fit_sentence(options.corpus, train, dev, options.write))
    return OK


FIT_SENTENCE = Command(
    "fit-sentence",
    "khớp lại việc chọn câu trả lời trong điều khoản",
    _fit_sentence,
    _fit_words_arguments,
)


def _fit_verdict(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    asked = SETS / "yesno"
    train = options.train or sorted(SETS.glob("admin/train*.jsonl"))
    train += [] if options.train else sorted(asked.glob("train*.jsonl"))
    claims = sorted(SETS.glob("claims/train*.jsonl"))
    dev = [*sorted(SETS.glob("admin/dev*.jsonl")), *sorted(asked.glob("dev*.jsonl"))]
    told = asked / "told.jsonl"
    write(run_fit_verdict(options.corpus, train, claims, dev, told, options.write))
    return OK


FIT_VERDICT = Command(
    "fit-verdict",
    "khớp lại việc đáp “có” hay “không” cho câu hỏi có hay không",
    _fit_verdict,
    _fit_words_arguments,
)


def _fit_reader_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    parser.add_argument(
        "--train",
        action="append",
        type=Path,
        default=[],
        help=_TRAIN_HELP,
    )
    parser.add_argument(
        "--dev",
        action="append",
        type=Path,
        default=[],
        help="bộ câu hỏi để báo cáo (mặc định eval/sets/admin/dev*.jsonl)",
    )
    parser.add_argument(
        "--own",
        action="append",
        type=Path,
        default=[],
        help="bộ câu hỏi trên các văn bản chỉ đạo đi kèm (mặc định eval/sets/dev*.jsonl)",
    )
    parser.add_argument("--drawings", type=int, default=2, help="số lần chia kho (mặc định 2)")
    parser.add_argument("--groups", action="store_true", help="thử bỏ từng nhóm đặc trưng")
    parser.add_argument("--write", action="store_true", help="ghi mô hình vào bot/read/learned")


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


FIT_READER = Command(
    "fit-reader",
    "khớp lại bộ đọc: thứ tự điều khoản và xác suất trả lời được",
    _fit_reader,
    _fit_reader_arguments,
    aliases=("fit",),
)


def _fit_verifier_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpus", type=Path, required=True, help="thư mục văn bản")
    parser.add_argument("--train", action="append", type=Path, default=[], metavar="TỆP")
    parser.add_argument(
        "--questions", action="append", type=Path, default=[], metavar="TỆP",
        help="bộ câu hỏi có lời đáp mẫu (mặc định eval/sets/admin/train*.jsonl)",
    )  # fmt: skip
    parser.add_argument("--dev", action="append", type=Path, default=[], metavar="TỆP")
    parser.add_argument("--write", action="store_true", help="ghi vào bot/verify")


def _fit_verifier(options: argparse.Namespace, _settings: Settings, _library: Library) -> int:
    claims = SETS / "claims"
    train = options.train or sorted(claims.glob("train*.jsonl"))
    dev = options.dev or sorted(claims.glob("dev*.jsonl"))
    questions = options.questions or sorted((SETS / "admin").glob("train*.jsonl"))
    write(run_fit_verifier(options.corpus, train, questions, dev, options.write))
    return OK


FIT_VERIFIER = Command(
    "fit-verifier", "khớp lại bộ kiểm chứng câu diễn đạt", _fit_verifier, _fit_verifier_arguments
)
