"""The one door to tesseract: a picture in, its words line by line out.

Tesseract runs as a process of its own, with a limit of time and one thread: with its own threads
a page takes an order of magnitude longer on a small machine.
"""

import csv
import os
import shutil
import subprocess
from functools import cache
from io import BytesIO, StringIO

from PIL import Image

from corpus.language.cleaning import clean
from corpus.loaders.ocr.tokens import Line, Token

PROGRAM = "tesseract"
LANGUAGE = "vie"
_REMEDY = "cần OCR: chạy `make ocr`"
_SECONDS = 300  # for one picture; a page takes five on an idle machine
_AUTO = "3"  # page segmentation: fully automatic, without orientation
_BLOCK = "6"  # one block of lines
_ORIENTATION = "0"
_WORD = "5"  # level of a word's row
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1"}


class RecognitionError(Exception):
    """A picture could not be read; the text is Vietnamese."""


def available() -> str | None:
    """None where tesseract can read Vietnamese here, else the reason with the remedy."""
    program = shutil.which(PROGRAM)
    if program is None:
        return f"chưa có chương trình nhận dạng chữ tesseract ({_REMEDY})"
    if LANGUAGE not in _languages(program):
        return f"tesseract chưa có dữ liệu tiếng Việt ({_REMEDY})"
    return None


@cache
def _languages(program: str) -> frozenset[str]:
    """The languages that the program has data for; none where it does not run."""
    try:
        done = subprocess.run(  # noqa: S603 (own command)
            [program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.decode("utf-8", "replace").split())


def read_lines(picture: Image.Image, block: bool = False) -> list[Line]:
    """The words of the picture, line by line, as tesseract orders them; ``block`` where it is known
    to be one column. RecognitionError."""
    if not all(picture.size):
        return []
    table = _run(picture, "-l", LANGUAGE, "--psm", _BLOCK if block else _AUTO, "tsv")
    lines: dict[tuple[str, ...], list[Token]] = {}
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = clean(row["text"] or "").strip()
        if row["level"] != _WORD or not text:
            continue
        left, top = int(row["left"]), int(row["top"])
        box = (left, top, left + int(row["width"]), top + int(row["height"]))
        place = (row["block_num"], row["par_num"], row["line_num"])
        confidence = min(max(float(row["conf"]) / 100, 0.0), 1.0)
        lines.setdefault(place, []).append(Token(text, box, confidence))
    return [tuple(tokens) for tokens in lines.values()]


def turn_of(picture: Image.Image) -> int:
    """By how many degrees (0, 90, 180, 270) the picture is to be turned clockwise to stand
    upright; 0 where there are too few letters to tell."""
    try:
        said = _run(picture, "--psm", _ORIENTATION, "-l", "osd")
    except RecognitionError:
        return 0
    for line in said.splitlines():
        name, _, value = line.partition(":")
        if name == "Rotate" and value.strip().isdecimal():
            return int(value) % 360
    return 0


def _run(picture: Image.Image, *options: str) -> str:
    """What tesseract writes; the picture goes in uncompressed, which is faster than PNG."""
    raw = BytesIO()
    picture.save(raw, "PPM")
    command = [PROGRAM, "stdin", "stdout", *options]
    try:
        done = subprocess.run(  # noqa: S603 (own command)
            command,
            input=raw.getvalue(),
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, **_ENVIRONMENT},
            check=True,
        )
    except FileNotFoundError as error:
        raise RecognitionError(available() or _REMEDY) from error
    except subprocess.TimeoutExpired as error:
        reason = f"nhận dạng chữ quá {_SECONDS} giây một trang; hãy quét lại rõ hơn hoặc tách trang"
        raise RecognitionError(reason) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise RecognitionError("tesseract không đọc được ảnh trang này") from error
    return done.stdout.decode("utf-8", "replace")
