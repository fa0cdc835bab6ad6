"""How an official cites a clause: "điểm c khoản 3 mục II Thông báo số … ngày … của …"."""

from collections.abc import Sequence

from corpus.document import Metadata, Part, Step
from corpus.vocabulary import read_table


def clause_label(path: Sequence[Step], part: Part, document: str) -> str:
    """The clause's place, innermost level first, then the document's name."""
    words = place_label(path, part)
    annex = next((step.value for step in path if step.level == "phu_luc"), "")
    if annex:
        document = str(read_table("levels")["sentence"]["annex"]).format(
            annex=annex, document=document
        )
    return f"{words} {document}".strip()


def place_label(path: Sequence[Step], part: Part) -> str:
    """The clause's place within its document, without the document's name."""
    levels = read_table("levels")
    words = []
    for step in reversed(path):
        if step.level == "phu_luc":
            continue
        if step.level == "the_thuc":
            words.append(levels["forms"].get(step.value, step.value))
        else:
            words.append(levels["labels"][step.level].format(value=step.value))
    own = [step for step in path if step.level != "phu_luc"]
    if len(own) == 1 and own[0].level == "doan" and part.value in levels["parts"]:
        words.append(levels["parts"][part.value])
    return " ".join(words)


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
