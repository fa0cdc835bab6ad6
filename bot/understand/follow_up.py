"""A follow-up made readable on its own: "Thế còn Sở Y tế?" after a question on Sở Nội vụ.

Rules, no model: a short question that opens or points back is completed from the one before; an
organ or province that it names takes the place of the like in that one.
"""

import re
from collections.abc import Sequence

from bot.question import joined
from bot.understand.mention import read_mentions
from bot.understand.scope import province_book
from bot.vocabulary import folded_stopwords
from corpus.normalize import fold
from corpus.organs import find_organs
from corpus.phrases import Match
from corpus.segment import folded_syllables

_OPENER = re.compile(
    r"^\W*(?:(?:thế|vậy|thì|ủa|ừ|ok|à|ờ|rồi|dạ|vâng|không|ko|hông|nhầm|sai rồi|còn)[\s,.]+)*"
    r"(?:ý (?:tôi|mình|em|tui) (?:là|muốn hỏi(?: là)?)|còn|thế|vậy|thì|nếu|rồi|riêng"
    r"|what about|how about|and)\b",
    re.IGNORECASE,
)
_OPENER_FOLDED = re.compile(fold(_OPENER.pattern), re.IGNORECASE)
_POINTER = re.compile(
    r"\b(?:đó|này|ấy|nó|họ|trên|kia|việc ấy|vừa nêu|vừa nói|it|that|they|this)\b", re.IGNORECASE
)
_NEGATED = re.compile(r"\b(?:không phải|khong phai|chứ không phải)\s+", re.IGNORECASE)
_DATE = re.compile(
    r"\s*\b(?:tháng|ngày|thang|ngay)\s+\d[\d/.-]*(?:\s+năm\s+20\d\d)?", re.IGNORECASE
)
_FEW = 4  # content syllables that do not make a question of their own
_OWN_TOPIC = 3  # content syllables from which a follow-up has a topic of its own


def complete(question: str, earlier: Sequence[str]) -> str:
    """``question`` as it would be asked without the conversation."""
    standalone = ""
    for text in [*earlier, question]:
        standalone = _complete_one(text.strip(), standalone) if standalone else text.strip()
    return standalone


def _complete_one(text: str, before: str) -> str:
    text = _without_negated(text)
    opens = bool(_OPENER.match(text) or _OPENER_FOLDED.match(fold(text)))
    points = bool(_POINTER.search(text))
    content = [s for s in folded_syllables(text) if s not in folded_stopwords()]
    if not (opens or points or len(content) <= _FEW):
        return text
    names = _names(text)
    rest = len(content) - sum(len(folded_syllables(text[m.start : m.end])) for m in names)
    if names and rest <= 2:
        swapped = _swap(before, text, names)
        if swapped:
            return swapped
    if opens and rest >= _OWN_TOPIC:
        return joined((text.rstrip("?. "), _slots(before, text)))
    return joined((before.rstrip("?. ") + ".", text))


def _without_negated(text: str) -> str:
    """ "Không phải Viettel, tôi hỏi VNPT" names VNPT alone."""
    for match in _names(text):
        lead = _NEGATED.search(text[: match.start])
        if lead and lead.end() == match.start:
            return text[: lead.start()] + text[match.end :].lstrip(" ,")
    return text


def _slots(before: str, text: str) -> str:
    """What ``before`` was about and ``text`` leaves unsaid: document, organ, province, year."""
    spans = [
        (m.start, m.end) for m in read_mentions(before, province_book().find(before)) if m.exact
    ]
    if not find_organs(text):
        spans += [(m.start, m.end) for m in find_organs(before)]
    if not province_book().find(text):
        spans += [(m.start, m.end) for m in province_book().find(before)]
    spans += [m.span() for m in re.finditer(r"năm 20\d\d|nam 20\d\d", before)]
    words = [before[a:b] for a, b in sorted(spans)]
    kept = [w for i, w in enumerate(words) if not any(w in o for o in words[:i] + words[i + 1 :])]
    return f"({', '.join(dict.fromkeys(kept))})" if kept else ""


def _names(text: str) -> list[Match]:
    return [*find_organs(text), *province_book().find(text)]


def _swap(before: str, text: str, names: list[Match]) -> str | None:
    """``before`` with its organ or province replaced by the one in ``text``."""
    result = before
    if province_book().find(text):  # another province's document has another date
        result = _DATE.sub("", result)
    for find in (find_organs, province_book().find):
        new = [m for m in find(text) if m in names]
        old = list(find(result))
        if not new:
            continue
        words = text[new[0].start : new[0].end]
        if not old:
            return None
        first, last = old[0], old[-1] if find is find_organs and len(old) == 1 else old[0]
        result = result[: first.start] + words + result[last.end :]
    return result
