"""What a person settled about a scan: a file ``TÊN.sua.toml`` beside ``TÊN.pdf`` or ``TÊN.png``.

    so = "753/KH-DCT"      # the number, as it stands on the paper
    ngay = 2026-06-23      # the day of issue

    [[sua]]                # as many as needed
    trang = 4              # page from 1; all pages where it is left out
    doc = "thuê TNDN"      # what was read: one word or several
    dung = "thuế TNDN"     # what is right; the same words where the reading was right

What is set here is no longer doubted. Number and day are set in the letterhead of the first page.
What cannot be set is a note for the health report; a file that cannot be read is a LoadError.
"""

import datetime
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.language.cleaning import clean
from corpus.loaders.base import LoadError
from corpus.loaders.ocr.handwriting import day_span, label_of, number_span
from corpus.loaders.pages.page import Box, Page, Word

SUFFIX = ".sua.toml"
_MOST_BYTES = 1_000_000
_KEYS = frozenset(("so", "ngay", "sua"))
_EDIT_KEYS = frozenset(("trang", "doc", "dung"))


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that were read and the right ones; on every page where ``page`` is None."""

    page: int | None
    read: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that was settled about one file."""

    number: str | None = None
    day: datetime.date | None = None
    edits: tuple[Edit, ...] = ()


def corrections_path(path: Path) -> Path:
    """Where the corrections of the file stand, if there are any."""
    return path.with_name(path.stem + SUFFIX)


def read_corrections(path: Path) -> Corrections:
    """The corrections beside the file, none where there is no such file; LoadError."""
    beside = corrections_path(path)
    if not beside.is_file():
        return Corrections()
    try:
        if beside.stat().st_size > _MOST_BYTES:
            raise LoadError(beside, "tệp sửa quá lớn; mỗi tệp sửa không quá 1 MB.")
        return _read(beside, tomllib.loads(beside.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        reason = f"tệp sửa viết chưa đúng TOML ({error}); hãy sửa lại dòng đó."
        raise LoadError(beside, reason) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = "không đọc được tệp sửa; hãy lưu lại ở bảng mã UTF-8 và kiểm tra quyền đọc."
        raise LoadError(beside, reason) from error


def corrected(path: Path, pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The pages of the file with its corrections, and notes on those that could not be made."""
    settled = read_corrections(path)
    done, notes = list(pages), []
    if done and settled.number:
        done[0], found = _with_number(done[0], settled.number)
        if not found:
            notes.append("không tìm thấy dòng “Số: …” ở trang đầu để ghi số đã sửa")
    if done and settled.day:
        done[0], found = _with_day(done[0], settled.day)
        if not found:
            notes.append(
                "không tìm thấy dòng “ngày … tháng … năm …” ở trang đầu để ghi ngày đã sửa"
            )
    for edit in settled.edits:
        found = False
        for at, page in enumerate(done):
            if edit.page in (None, page.number):
                done[at], here = _edited(page, edit)
                found = found or here
        if not found:
            where = f" ở trang {edit.page}" if edit.page else ""
            notes.append(f"không tìm thấy “{' '.join(edit.read)}”{where} để sửa")
    return tuple(done), tuple(notes)


def _read(path: Path, table: dict[str, Any]) -> Corrections:
    number, day, rows = table.get("so"), table.get("ngay"), table.get("sua", [])
    if unknown := sorted(set(table) - _KEYS):
        raise LoadError(path, f"không có mục “{unknown[0]}”; các mục là so, ngay, [[sua]].")
    if number is not None and not (isinstance(number, str) and number.strip()):
        raise LoadError(path, 'mục so là chữ trong ngoặc kép, ví dụ so = "753/KH-UBND".')
    if day is not None and type(day) is not datetime.date:
        raise LoadError(path, "mục ngay là ngày năm-tháng-ngày, ví dụ ngay = 2026-06-23.")
    if not isinstance(rows, list):
        raise LoadError(path, "mỗi chỗ sửa bắt đầu bằng một dòng [[sua]].")
    return Corrections(number and clean(number.strip()), day, tuple(_edit(path, r) for r in rows))


def _edit(path: Path, row: Any) -> Edit:
    if not isinstance(row, dict) or not set(row) <= _EDIT_KEYS:
        raise LoadError(path, "mỗi mục [[sua]] chỉ gồm trang, doc, dung.")
    page, read, right = row.get("trang"), row.get("doc"), row.get("dung")
    if not (isinstance(read, str) and isinstance(right, str) and read.split() and right.split()):
        raise LoadError(path, "mỗi mục [[sua]] cần doc (chữ máy đọc) và dung (chữ đúng).")
    if page is not None and (isinstance(page, bool) or not isinstance(page, int) or page < 1):
        raise LoadError(path, "trang là số trang, đếm từ 1.")
    return Edit(page, tuple(clean(read).split()), tuple(clean(right).split()))


def _edited(page: Page, edit: Edit) -> tuple[Page, bool]:
    """The page with the words replaced wherever they stand, and whether they stand there."""
    words, found, at = list(page.words), False, 0
    count = len(edit.read)
    while at + count <= len(words):
        if tuple(word.text for word in words[at : at + count]) == edit.read:
            words[at : at + count] = _settled(words[at : at + count], edit.right)
            at, found = at + len(edit.right), True
        else:
            at += 1
    return replace(page, words=tuple(words)), found


def _settled(words: Sequence[Word], right: Sequence[str]) -> list[Word]:
    """``right`` at the place of the words: word for word, or side by side in their box."""
    if len(words) == len(right):
        return [replace(w, text=t, sure=True) for w, t in zip(words, right, strict=True)]
    left, top, end, bottom = _hull(words)
    total, at, found = sum(map(len, right)) or 1, left, []
    for text in right:
        wide = (end - left) * len(text) / total
        found.append(Word(text, (at, top, at + wide, bottom), True, words[0].bold))
        at += wide
    return found


def _with_number(page: Page, number: str) -> tuple[Page, bool]:
    for start, end in _lines(page.words):
        line = page.words[start:end]
        span = number_span(line, 1.0)
        blank = len(line) > 1 and line[1].text.startswith("/")  # "Số: /KH-UBND", nothing read
        if span is None and blank and label_of(line[0].text):
            span = (1, 2)
        if span is None:
            continue
        last = span[1]
        if "/" not in "".join(word.text for word in line[:last]) and last < len(line):
            last += 1  # the sign stands by itself
        return _with_words(page, start, start + last, _settled(line[:last], ["Số:", number]))
    return page, False


def _with_day(page: Page, day: datetime.date) -> tuple[Page, bool]:
    for start, end in _lines(page.words):
        line = page.words[start:end]
        words = [word.text.lower().strip(",.") for word in line]
        span = day_span(line)
        if span is None or "năm" not in words[span[1] :]:
            continue
        stop = words.index("năm", span[1]) + 1
        right = [f"{day.day:02d}", "tháng", f"{day.month:02d}", "năm", str(day.year)]
        if line[stop + 1 :] or stop == len(line):
            return page, False
        old = line[span[0] : stop + 1]
        return _with_words(page, start + span[0], start + stop + 1, _settled(old, right))
    return page, False


def _with_words(page: Page, start: int, end: int, new: Sequence[Word]) -> tuple[Page, bool]:
    return replace(page, words=(*page.words[:start], *new, *page.words[end:])), True


def _lines(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Half-open ranges of words that follow each other on one line, as they were recognised."""
    starts = [0] if words else []
    for at in range(1, len(words)):
        before, word = words[at - 1].box, words[at].box
        if word[0] < before[0] or word[1] > before[3] or word[3] < before[1]:
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _hull(words: Sequence[Word]) -> Box:
    return (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
