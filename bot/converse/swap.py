"""What takes the place of what: a follow-up that only names another body, document, size, month or
numbered thing asks of it what was asked before.
"""

import re

from bot.converse.openers import CLOSER, OPENER, find_acting, own_words
from bot.evidence.figures import find_figures
from bot.evidence.intervals import size_of
from bot.question import joined
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import lone_numbers, province_book
from corpus.language.phrases import Match
from corpus.organs import find_organs

_DATE = re.compile(
    r"(?:(?<!\s)\s++)?\b(?:tháng|ngày|thang|ngay)\s+\d[\d/.-]*(?:\s+năm\s+20\d\d)?", re.IGNORECASE
)
MONTH = re.compile(
    r"\b(?:tháng|thang)\s+(?:\d{1,2}\b|giêng|chạp|mười(?:\s+(?:một|hai))?|một|hai|ba|tư|năm|sáu|bảy|tám"
    r"|chín)(?:[/-]20\d\d|\s+năm\s+20\d\d)?(?!\w)",
    re.IGNORECASE,
)
# "nhóm II", "mức 4": one of several that are numbered
_NUMBERED = re.compile(r"\b(?P<head>[^\W\d_]+)\s+(?P<value>\d{1,2}|[IVX]{1,4})\b(?![./])")
_TIMES = frozenset(("ngày", "tháng", "năm", "quý", "ngay", "thang", "nam", "quy", "số", "so"))
_IF = re.compile(
    r"^\W*(?:(?:thế|vậy|còn|the|vay|con)\s+)?(?:nếu|lỡ|nhỡ|neu|lo|nho)\b", re.IGNORECASE
)
_FIGURE = re.compile(r"\d+(?:\s?/\s?\d{4})?(?:\s?[/-]\s?[A-ZĐa-zđ&-]+)*")
_UNIT = re.compile(
    r"\s?(?:cây số|km|ki ?lô ?mét|mét|m2|m²|m|ha|héc ta|kg|ký|tấn|tạ|đồng|người|hộ|%)(?!\w)",
    re.IGNORECASE,
)
_POLITE = frozenset(("ạ", "vậy", "nhỉ", "hả", "thế", "a", "vay", "ha", "nhi", "cơ", "co"))


def swap_named(before: str, text: str, names: list[Match]) -> str | None:
    """``before`` with its organ or province replaced by the one in ``text``."""
    result = before
    if province_book().find(text):  # another province's document has another date
        result = _DATE.sub("", result)
    for find in (find_acting, province_book().find):
        new = [m for m in find(text) if m in names]
        old = list(find(result))
        if not new:
            continue
        words = text[new[0].start : new[0].end]
        if not old:
            return None
        for match in reversed([m for m in old if m.name == old[0].name]):
            result = result[: match.start] + words + result[match.end :]
    return result


def swap_document(before: str, text: str) -> str | None:
    """ "Còn 2776 thì sao?" asks of another document what ``before`` asks of the one that it names;
    None where the text says more than which one."""
    spans = _document_spans(text)
    alone = spans or lone_numbers(text)
    if len(alone) != 1:
        return None
    start, end = alone[0]
    opener = OPENER.match(text)
    if not (opener or CLOSER.search(text)):
        return None
    beside = f"{text[opener.end() if opener else 0 : start]} {CLOSER.sub('', text[end:])}"
    if [s for s in own_words(beside) if s not in _POLITE]:
        return None
    old = _document_spans(before) or lone_numbers(before)
    said = text[start:end].strip()
    if not old:
        return joined((before.rstrip("?. "), f"({said})"))
    first, last = old[-1]
    if not spans and (figure := _FIGURE.search(before, first, last)):
        first = figure.start()  # of the same kind, and maybe of another place
    return f"{before[:first]}{said} {before[last:].lstrip()}".strip()


def swap_size(before: str, text: str) -> str | None:
    """ "Thế 8 km?" asks of another size what ``before`` asks of one of its quantity; None where the
    text says more than the size."""
    new, old = _sizes(text), _sizes(before)
    if len(new) != 1:
        return None
    quantity, start, end = new[0]
    same = [one for one in old if one[0] == quantity]
    opener = OPENER.match(text)
    beside = f"{text[opener.end() if opener else 0 : start]} {CLOSER.sub('', text[end:])}"
    if len(same) != 1 or [s for s in own_words(beside) if s not in _POLITE]:
        return None
    _, first, last = same[0]
    return f"{before[:first]}{text[start:end]}{before[last:]}"


def _sizes(text: str) -> list[tuple[str, int, int]]:
    """The quantities of the sizes in ``text``, and where each stands with its unit."""
    found = []
    for figure in find_figures(text):
        if size := size_of(figure):
            unit = _UNIT.match(text, figure.at[1])
            found.append((size.quantity, figure.at[0], unit.end() if unit else figure.at[1]))
    return found


def _document_spans(text: str) -> list[tuple[int, int]]:
    mentions = read_mentions(text, province_book().find(text))
    return [(m.start, m.end) for m in mentions if m.exact]


def _swap_month(before: str, text: str) -> str | None:
    """ "Thế tháng chín?" asks of another month what ``before`` asks of one."""
    old, new = list(MONTH.finditer(before)), list(MONTH.finditer(text))
    if len(old) != 1 or len(new) != 1:
        return None
    return before[: old[0].start()] + new[0].group() + before[old[0].end() :]


def swap_value(before: str, text: str) -> str | None:
    """ "Thế tháng chín?", "còn nhóm II?": ``before`` with another of its month or number."""
    return _swap_month(before, text) or _swap_numbered(before, text)


def _swap_numbered(before: str, text: str) -> str | None:
    """ "Còn nhóm II?" asks of another what ``before`` asks of "nhóm III"."""
    old, new = list(_NUMBERED.finditer(before)), list(_NUMBERED.finditer(text))
    if len({m.group().lower() for m in new}) != 1:
        return None
    head, value = new[0]["head"].lower(), new[0]["value"]
    same = [m for m in old if m["head"].lower() == head]
    if head in _TIMES or len({m["value"] for m in same}) != 1 or same[0]["value"] == value:
        return None
    result = before
    for match in reversed(same):
        result = result[: match.start("value")] + value + result[match.end("value") :]
    return result


def swap_unknown(before: str, text: str) -> str | None:
    """ "Hội người cao tuổi thì sao?": whatever stands before "thì sao" takes the organ's place."""
    organs = find_organs(before)
    words = CLOSER.sub("", text)
    opener = OPENER.match(words)
    words = words[opener.end() :].strip(" ,") if opener else words.strip()
    if not organs or not words or _IF.match(text):  # "nếu làm sai thì sao" names nobody
        return None
    return before[: organs[0].start] + words + before[organs[0].end :]
