"""How a message of a talk opens and closes, what it says of its own, and whom it names."""

import re

from bot.question import only_ascii
from bot.understand.scope.levels import find_levels
from bot.understand.scope.scope import province_book
from bot.vocabulary import folded_stopwords, phrase_book, stopwords
from corpus.language.normalize import fold
from corpus.language.phrases import Match
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_organs

OPENER = re.compile(
    r"^\W*(?:(?:thế|vậy|thì|ủa|ừ|ok|à|ờ|rồi|dạ|vâng|không|ko|hông|nhầm|sai rồi|còn)[\s,.]+)*"
    r"(?:ý (?:tôi|mình|em|tui) (?:là|muốn hỏi(?: là)?)|còn|thế|vậy|thì|nếu|rồi|riêng"
    r"|(?:sang|qua|tới|đến)\s+(?=tháng|quý|năm|tuần)"
    r"|what about|how about|and)\b",
    re.IGNORECASE,
)
OPENER_FOLDED = re.compile(fold(OPENER.pattern), re.IGNORECASE)
CLOSER = re.compile(
    r"(?:(?<!\s)\s++)?\b(?:thì|thi)\s+(?:sao|thế nào|ra sao|the nao)\W*+$", re.IGNORECASE
)


def own_words(text: str) -> list[str]:
    """The content syllables, words that ask left out; "đô" is no stop word though "do" is."""
    kept = list(text)
    for match in phrase_book("asks").find(text):
        kept[match.start : match.end] = " " * (match.end - match.start)
    rest = "".join(kept)
    if only_ascii(text):
        return [s for s in folded_syllables(rest) if s not in folded_stopwords()]
    return [s for s in syllables(rest) if s not in stopwords()]


def find_names(text: str) -> list[Match]:
    """The bodies, levels and provinces that the text names."""
    return [*find_acting(text), *province_book().find(text)]


def find_acting(text: str) -> list[Match]:
    """The bodies that the text names, and the levels of government of which it speaks as such."""
    organs = find_organs(text)
    apart = [
        m for m in find_levels(text) if not any(o.start < m.end and m.start < o.end for o in organs)
    ]
    return sorted([*organs, *apart], key=lambda match: match.start)
