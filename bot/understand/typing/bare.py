"""Things asked for by their name alone, as officials write: "Lệ phí?", "Cơ quan chủ trì? Thời
gian?". They are put as the questions that they are (``bare.toml``).
"""

import re
from functools import cache

from bot.vocabulary import read_table
from corpus.language.normalize import fold

_PIECE = re.compile(r"[^?;:\n]+[?;:\n]*")
_OPENING = re.compile(
    r"^\s*(?:(?:và|còn|thế|vậy|thế còn|vậy còn|rồi|cho hỏi|va|con|the|vay)[\s,]+){0,2}",
    re.IGNORECASE,
)


def asked_by_name(text: str) -> str:
    """``text`` with every thing that stands alone before a question mark put as a question; all
    else as it is."""
    if "?" not in text and len(text.split()) > _longest():
        return text
    return "".join(_asked(match.group()) for match in _PIECE.finditer(text)) or text


def _asked(piece: str) -> str:
    words = piece.rstrip("?;:\n ")
    marks = piece[len(words) :]
    opening = _OPENING.match(words)
    said = words[opening.end() :] if opening else words
    question = _questions().get(fold(said.strip(" ,.")))
    if question is None or "?" not in (marks or "?"):
        return piece
    return f"{words[: len(words) - len(said)]}{question}{marks}"


def _longest() -> int:
    return 2 + max(len(name.split()) for name in _questions())


@cache
def _questions() -> dict[str, str]:
    return {fold(name): put for name, put in read_table("bare")["questions"].items()}
