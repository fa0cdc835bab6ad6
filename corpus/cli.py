"""Vietnamese command lines: argparse in Vietnamese, errors on one line, exit codes for scripts.

0 done, 1 done but some input failed, 2 wrong use or nothing could be done.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from gettext import gettext
from pathlib import Path
from typing import NoReturn

OK, PARTIAL, FAILED = 0, 1, 2
_FEW = 3  # files for which no progress bar is shown

_VIETNAMESE = {
    "usage: ": "cách dùng: ",
    "options": "tùy chọn",
    "positional arguments": "tham số",
    "show this help message and exit": "hiện hướng dẫn này rồi thoát",
    "the following arguments are required: %s": "thiếu tham số: %s",
    "unrecognized arguments: %s": "không hiểu tham số: %s",
    "expected one argument": "cần đúng một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "invalid %(type)s value: %(value)r": "giá trị không hợp lệ: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "không có lựa chọn %(value)r (chọn một trong: %(choices)s)"
    ),
    "argument %(argument_name)s: %(message)s": "tham số %(argument_name)s: %(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: lỗi: %(message)s\n",
}


def vietnamese_argparse() -> None:
    """Make argparse speak Vietnamese in this process."""
    argparse._ = lambda text: _VIETNAMESE.get(text, gettext(text))  # type: ignore[attr-defined]


def write(line: str) -> None:
    """One line on standard output."""
    sys.stdout.write(line + "\n")


def complain(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(line + "\n")


def progress(files: Sequence[Path]) -> Iterable[Path]:
    """The files, with a bar on a terminal where there are more than a few."""
    if len(files) <= _FEW or not sys.stderr.isatty():
        return files
    from tqdm import tqdm

    bar: Iterable[Path] = tqdm(files, desc="Đọc văn bản", unit="tệp", file=sys.stderr)
    return bar


def _explain(error: Exception) -> str:
    """The error's text; the system's own English ones in Vietnamese, with the file."""
    if isinstance(error, OSError) and error.filename:
        return f"không mở được {error.filename}: kiểm tra đường dẫn và quyền truy cập."
    return str(error)


def main(run: Callable[[list[str]], int], errors: tuple[type[Exception], ...]) -> NoReturn:
    """Run a command; expected ``errors`` become one line and exit code 2."""
    vietnamese_argparse()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        code = run(sys.argv[1:])
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = OK
    except errors as error:
        complain(f"Lỗi: {_explain(error)}")
        code = FAILED
    except KeyboardInterrupt:
        complain("Đã dừng theo yêu cầu.")
        code = 130
    sys.exit(code)
