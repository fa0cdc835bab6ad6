"""What was talked about, for the person who takes the call over, and for an SMS to the caller."""

import unicodedata
from collections.abc import Sequence
from urllib.parse import quote

from bot.answer import Answer
from bot.doors.hotline.call import Asked
from bot.vocabulary import read_table

SMS = 160  # characters of one message in the GSM alphabet, which has no Vietnamese letters


def summary(asked: Sequence[Asked]) -> str:
    """The questions in turn, each with what it was answered with and where that stands."""
    texts = read_table("hotline")["summary"]
    if not asked:
        return str(texts["nothing"])
    lines = [texts["head"].format(count=len(asked))]
    for number, one in enumerate(asked, start=1):
        name = "refused" if not one.answered else "answered" if one.answer else "cited"
        lines.append(
            texts[name].format(
                number=number, question=one.question, answer=one.answer, source=one.source
            )
        )
    return "\n".join(lines)


def sms(answer: Answer, address: str, parts: int) -> str:
    """The best citation as text for an SMS of at most ``parts`` messages: its label, cut where
    there is no room, and its link where the server's public ``address`` is known."""
    if not answer.citations:
        return ""
    citation = answer.citations[0]
    room = SMS * parts
    link = f"{address}{quote(citation.url, safe='/#._~-')}" if address else ""
    if link and len(link) > room:
        link = ""
    label = _cut(_plain(citation.clause.label), room - len(link) - 1 if link else room)
    return f"{label} {link}".strip()


def _plain(text: str) -> str:
    """``text`` in letters of the GSM alphabet."""
    text = text.replace("đ", "d").replace("Đ", "D").replace("…", "...")
    text = text.replace("“", '"').replace("”", '"').replace("–", "-")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return text.encode("ascii", "replace").decode()


def _cut(text: str, room: int) -> str:
    """As many whole words as there is room for."""
    if len(text) <= room:
        return text
    kept = text[: max(room - 3, 0) + 1].rsplit(" ", 1)[0]
    return f"{kept[: max(room - 3, 0)]}..." if room > 3 else ""
