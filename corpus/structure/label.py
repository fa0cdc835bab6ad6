"""How an official cites a clause: "điểm c khoản 3 mục II Thông báo số … ngày … của …"."""

from collections.abc import Sequence
from functools import lru_cache

from corpus.document import Metadata, Part, Step
from corpus.vocabulary import read_table


def clause_label(path: Sequence[Step], part: Part, document: str) -> str:
    """The clause's place, innermost level first, then the document's name."""
    if path[0].level == "phu_luc":
        document = _annex_name(path[0].value, document)
    return f"{place_label(path, part)} {document}".strip()


@lru_cache(maxsize=1024)
def _annex_name(annex: str, document: str) -> str:
    pattern = str(read_table("levels")["sentence"]["annex"])
    return pattern.format(annex=annex, document=document)


def place_label(path: Sequence[Step], part: Part) -> str:
    """The clause's place within its document, without the document's name."""
    words = [_step_label(step.level, step.value) for step in reversed(path) if _is_said(step)]
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


def document_name(metadata: Metadata) -> str:
    """The document as cited: kind, number (a blank one shown as "…"), date and issuer."""
    words = [metadata.kind]
    if metadata.number:
        words.append(f"số {metadata.number}")
    elif metadata.symbol:
        words.append(f"số …/{metadata.symbol}")
    if metadata.date:
        words.append(f"ngày {spell_date(metadata.date)}")
    if metadata.issuer:
        words.append(f"của {metadata.issuer}")
    return " ".join(words)


def spell_date(date: str) -> str:
    """ISO date to the printed form, "…" for a missing day: "2022-01" -> "…/01/2022".

    Days below 10 and the months January and February carry a zero (Nghị định 30/2020/NĐ-CP,
    Phụ lục I, mục II.4.b).
    """
    year, month, *day = date.split("-")
    number = int(month)
    spelled = f"{number:02d}" if number <= 2 else str(number)
    return f"{day[0] if day else '…'}/{spelled}/{year}"
