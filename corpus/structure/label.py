"""How an official cites a clause: "điểm c khoản 3 mục II Thông báo số … ngày … của …"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.document import Metadata, Part, Step
from corpus.vocabulary import read_table

_MOST_WORDS = 12  # of a title, in the name of a document that has no number
_NUMBERED = re.compile(r"[IVXL]{1,6}|\d{1,3}[a-z]?|[A-Z]")  # an annex known by its number alone
_YEAR = len("2022")


def clause_label(path: Sequence[Step], part: Part, document: str) -> str:
    """The clause's place, innermost level first, then the document's name."""
    if path[0].level == "phu_luc":
        document = _annex_name(path[0].value, document)
    return f"{place_label(path, part)} {document}".strip()


@lru_cache(maxsize=1024)
def _annex_name(annex: str, document: str) -> str:
    pattern = str(read_table("levels")["sentence"]["annex"])
    name = f"Phụ lục {annex}" if _NUMBERED.fullmatch(annex) else annex
    return pattern.format(annex=name, document=document)


def place_label(path: Sequence[Step], part: Part) -> str:
    """The clause's place within its document, without the document's name."""
    said = [step for step in path if _is_said(step)]
    words = [_step_label(step.level, step.value) for step in reversed(said)]
    rows = [at for at, step in enumerate(reversed(said)) if step.level == "dong"]
    if len(rows) > 1:
        words.insert(rows[0] + 1, str(read_table("levels")["sentence"]["row"]))
    if path[-1].level == "doan" and len(words) == 1:
        among = read_table("levels")["parts"].get(part.value)
        words.extend([among] if among else [])
    return " ".join(words)


def _is_said(step: Step) -> bool:
    return step.level != "phu_luc"


@lru_cache(maxsize=8192)
def _step_label(level: str, value: str) -> str:
    levels = read_table("levels")
    if level == "the_thuc":
        return str(levels["forms"].get(value, value))
    return str(levels["labels"][level]).format(value=value)


def document_name(metadata: Metadata, words: str = "", file: str = "") -> str:
    """The document as cited: kind, number (a blank one shown as "…"), date and issuer.

    One without number, and without date or issuer, is told from others by its title, else by its
    first ``words``, and by its ``file``.
    """
    said = [metadata.kind]
    if metadata.number:
        said.append(f"số {metadata.number}")
    elif metadata.symbol:
        said.append(f"số …/{metadata.symbol}")
    if metadata.date:
        year_only = len(metadata.date) == _YEAR
        said.append(f"năm {metadata.date}" if year_only else f"ngày {spell_date(metadata.date)}")
    if metadata.issuer:
        said.append(f"của {metadata.issuer}")
    if metadata.number or metadata.symbol or (metadata.date and metadata.issuer):
        return " ".join(said)
    title = _shortened(metadata.title or words)
    said.extend([f"“{title}”"] if title else [])
    said.extend([f"(tệp {file})"] if file else [])
    return " ".join(said)


def _shortened(words: str) -> str:
    """The first words of a title, in small letters where it is printed in capitals."""
    words = words.capitalize() if words.isupper() else words
    parts = words.split()
    return " ".join(parts[:_MOST_WORDS]).strip('“”"*.,;: ') + (
        "…" if len(parts) > _MOST_WORDS else ""
    )


def spell_date(date: str) -> str:
    """ISO date to the printed form, "…" for a missing day: "2022-01" -> "…/01/2022".

    Days below 10 and the months January and February carry a zero (Nghị định 30/2020/NĐ-CP,
    Phụ lục I, mục II.4.b).
    """
    if len(date) == _YEAR:
        return f"…/…/{date}"
    year, month, *day = date.split("-")
    number = int(month)
    spelled = f"{number:02d}" if number <= 2 else str(number)
    return f"{day[0] if day else '…'}/{spelled}/{year}"
