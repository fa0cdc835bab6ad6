"""A question set kept as a table (XLSX, CSV), read into the form of ``eval.dataset``.

Columns are known by their Vietnamese heads in any spelling of case and diacritics; only the
question is needed. Cells with several values hold one a line.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from corpus.language.normalize import fold, nfc

COLUMNS = {
    "id": ("mã", "id", "stt"),
    "kind": ("loại", "kind"),
    "question": ("câu hỏi", "question"),
    "history": ("câu hỏi trước", "history"),
    "answerable": ("trả lời được", "answerable"),
    "document": ("văn bản", "document"),
    "quote": ("lời văn bản", "trích dẫn", "quote"),
    "must": ("phải có", "must"),
}
_NO = frozenset({"không", "khong", "no", "0", "false", "sai"})
_SUFFIXES = (".jsonl", ".csv", ".xlsx")
_MOST_ROWS = 20_000


class SheetError(Exception):
    """The file is no question set; the message says what to mend."""


def as_lines(path: Path) -> str:
    """The set as JSON Lines; SheetError where it cannot be read."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise SheetError("Tệp .jsonl phải ở bảng mã UTF-8.") from error
    if suffix not in _SUFFIXES:
        raise SheetError(f"Chỉ nhận tệp {', '.join(_SUFFIXES)}; tệp này là “{path.name}”.")
    rows = _xlsx(path) if suffix == ".xlsx" else _csv(path)
    made = [json.dumps(row, ensure_ascii=False) for row in _questions(rows)]
    if not made:
        raise SheetError("Bảng không có câu hỏi nào dưới dòng tên cột.")
    return "\n".join(made) + "\n"


def _csv(path: Path) -> Iterator[Sequence[str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError("Tệp CSV phải ở bảng mã UTF-8 (Excel: “CSV UTF-8”).") from error
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)  # Excel of a Vietnamese Windows writes semicolons
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def _xlsx(path: Path) -> Iterator[Sequence[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # a damaged archive fails in many ways
        raise SheetError("Không mở được tệp XLSX (tệp hỏng hoặc có mật khẩu).") from error
    with closing(book):
        for row in book.worksheets[0].iter_rows(max_row=_MOST_ROWS, values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]


def _questions(rows: Iterable[Sequence[str]]) -> Iterator[dict[str, Any]]:
    places: dict[str, int] = {}
    number = 0
    for row in rows:
        if not places:
            places = _places(row)
            continue
        cells = {name: nfc(row[i]).strip() if i < len(row) else "" for name, i in places.items()}
        if not cells["question"]:
            continue
        number += 1
        yield _question(cells, number)
    if not places:
        raise SheetError("Bảng thiếu cột “Câu hỏi” ở dòng đầu.")


def _places(row: Sequence[str]) -> dict[str, int]:
    heads = [fold(nfc(cell)).strip() for cell in row]
    found = {
        name: heads.index(fold(known))
        for name, spellings in COLUMNS.items()
        for known in reversed(spellings)
        if fold(known) in heads
    }
    if "question" not in found and any(heads):
        raise SheetError(
            "Bảng thiếu cột “Câu hỏi” ở dòng đầu; các cột nhận được: "
            + ", ".join(f"“{spellings[0].capitalize()}”" for spellings in COLUMNS.values())
            + "."
        )
    return found


def _question(cells: dict[str, str], number: int) -> dict[str, Any]:
    quotes, documents = _several(cells.get("quote", "")), _several(cells.get("document", ""))
    if len(documents) == 1:
        documents *= max(1, len(quotes))
    gold = [
        {"document": document, "quote": quote}
        for document, quote in zip(documents, quotes, strict=False)
    ]
    said = cells.get("answerable", "")
    answerable = said.lower() not in _NO if said else bool(gold)
    return {
        "id": cells.get("id") or f"c{number:04}",
        "kind": cells.get("kind") or ("fact" if answerable else "unans"),
        "question": cells["question"],
        "history": _several(cells.get("history", "")),
        "answerable": answerable,
        "gold": gold if answerable else [],
        "must": [re.escape(words) for words in _several(cells.get("must", ""))],
    }


def _several(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]
