"""Typed values in readable text: days, periods, sums, shares, counts, documents, places of contact.

Question-independent: what a clause holds is read once. Spans are offsets into the text given, and a
value takes in the words that bound it ("không quá 05 ngày làm việc"), so that it stands by itself.
Every pattern runs in time linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.language.segment import dictionary_words

_NUMBER = r"(?<![\d.,/-])\d{1,15}(?:[.,]\d{1,15}){0,5}"
_SPELT = r"(?:\s?\((?:[^\W\d_]{1,7}\s){0,6}[^\W\d_]{1,12}\))?"  # "15 (mười lăm)"
# what bounds a value and belongs to it; at most two words: others are the sentence's
_BOUND = re.compile(
    r"(?<!\w)(?:không quá|tối đa|tối thiểu|ít nhất|nhiều nhất|chậm nhất|muộn nhất|trong vòng"
    r"|không dưới|trên|dưới|khoảng|gần|đạt|từ|bằng|gấp|tăng|giảm|hơn|sau|trước|≥|≤|>|<)\s?\s?$"
    r"|[≥≤<>]\s?\s?$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?<!\w)(?:trước|sau|từ|đến|hết|vào)\s\s?$",
    re.IGNORECASE,
)
_BOUNDED = {
    **dict.fromkeys(("money", "share", "duration", "count", "number"), _BOUND),
    **dict.fromkeys(("date", "recurring", "time", "month", "year"), _WHEN),
}
_LOOKED_BACK = 16  # characters
_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}"
_LONG_DAY = (
    r"(?:ngày\s\s?)?\d{1,2}\s\s?tháng\s\s?\d{1,2}(?:\s?\s?,?\s?\s?năm\s\s?(?:19|20)\d{2})?"
    r"|ngày\s\s?\d{1,2}\s?/\s?\d{1,2}\b(?!\s?[/.]\s?\d)"
)
_FULL_DAY = (
    rf"(?:ngày\s\s?)?{_DAY}"
    rf"|(?:ngày\s\s?)?\d{{1,2}}\s\s?tháng\s\s?\d{{1,2}}\s?\s?,?\s?\s?năm\s\s?(?:19|20)\d{{2}}"
)
_EVERY = r"(?:\s\s?(?:của\s\s?)?(?:hằng|hàng|mỗi)\s\s?(?:năm|tháng|quý|tuần))?"
_AFTER_DAY = (
    r"(?:\s\s?(?:của\s\s?)?(?:năm|tháng|quý)\s\s?(?:sau|kế tiếp|tiếp theo|trước|liền kề)){0,2}"
)
_UNIT_OF_TIME = r"(?:ngày\s\s?làm\s\s?việc|giờ\s\s?làm\s\s?việc|ngày|giờ|phút|tuần|tháng|quý|năm)"
_SPELT_COUNT = r"(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười)"
_SCALE = r"(?:nghìn|ngàn|trăm|triệu|tỷ|tỉ)"
_PER = r"(?:\s?/\s?(?:\d{1,3}\s)?[^\W\d_]{1,12}(?:\s(?!và\b|hoặc\b)[^\W\d_]{1,12})?){0,3}"


@dataclass(frozen=True, slots=True)
class Value:
    """``text[start:end]`` of some ``kind``; ``core`` is where the figure itself begins, ``unit``
    the noun that is counted, folded to lower case."""

    kind: str
    start: int
    end: int
    core: int
    unit: str = ""


def _compile(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(pattern, flags)


# first come, first served: what an earlier kind took no later one cuts
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "contact",
        _compile(
            r"\S{1,64}@[\w-]{1,63}(?:\.[\w-]{1,20}){1,4}|https?://\S{3,200}|\bwww\.\S{3,200}"
            r"|(?<![\d.])(?:\+84|0)[1-9]\d{0,2}[ .-]?\d{3,4}[ .-]?\d{3,4}(?![.\d])"
            r"|(?<!\d)1[89]00[ .]?\d{4}\b"
        ),
    ),
    (
        "document",
        _compile(
            r"(?:(?:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư"
            r"(?: liên tịch)?|Thông báo(?: kết luận)?|Kế hoạch|Công văn|Tờ trình|Công điện|Văn bản"
            r"|Hướng dẫn|Báo cáo|Quy định|Kết luận|Đề án|Chương trình)\s\s?(?:số\s?\s?:?\s?\s?)?"
            r"|số\s?\s?:?\s?\s?)?\d{1,6}\s?(?:/\s?\d{4}\s?)?(?:[/-]|\s[-–])\s?"
            r"(?=[^\s]{0,12}[A-ZĐ]{2})[A-ZĐƯƠ][\w&]{0,15}"
            r"(?:(?:[/-]|\s?[/-]\s?(?=[A-ZĐ]{2}))[A-ZĐ][\w&]{0,15}){0,5})",
            0,
        ),
    ),
    ("standard", _compile(r"\b(?:TCVN|QCVN|ISO|TCXDVN)(?:/[A-Z]{1,8})?\s?\d[\w.:/-]{0,20}", 0)),
    (
        "code",
        _compile(
            r"\b\d\.\d{6}(?:\.[0-9A-Z.]{2,16})?\b|\b[A-Z]{1,4}\d{1,6}(?:[.-][A-Z0-9]{1,6})*\b", 0
        ),
    ),
    (
        "clause",
        _compile(
            r"(?:điểm\s\s?[a-zđ0-9.]{1,5},?\s\s?)?(?:khoản\s\s?\d{1,3},?\s\s?)?Điều\s\s?\d{1,3}[a-z]?\b"
            r"|khoản\s\s?\d{1,3}\b|(?:Mẫu|Phụ lục|Biểu)(?:\s\s?số)?\s\s?(?:\d{1,3}"
            r"|[IVX]{1,6})[a-z]?\b"
        ),
    ),
    (
        "money",
        _compile(
            rf"(?:{_NUMBER}){_SPELT}\s?\s?(?:{_SCALE}\s?\s?){{0,2}}"
            rf"(?:đồng|VNĐ|VND|USD|đ\b|Đ\b|(?:triệu|tỷ|tỉ)\b){_SPELT}{_PER}"
        ),
    ),
    (
        "share",
        _compile(
            rf"(?:{_NUMBER}\s?(?:[-–]\s?{_NUMBER}\s?)?(?:%|phần trăm))"
            rf"|(?:(?:\d{{1,2}}/\d{{1,2}}(?=\s\s?(?:tổng|số|thời|mức|diện|phần|lần|mệnh"
            r"|thành viên|đại biểu|giá|nhu cầu|chi phí))"
            r"|một phần (?:hai|ba|tư|bốn|năm)|một nửa|(?:hai|ba) phần (?:ba|tư|năm)))"
        ),
    ),
    ("date", _compile(rf"(?:{_FULL_DAY})")),
    (
        "recurring",
        _compile(
            r"(?:ngày\s\s?\d{1,2}(?:\s?/\s?\d{1,2})?(?:\s\s?tháng\s\s?\d{1,2})?"
            r"\s\s?(?:của\s\s?)?(?:(?:hằng|hàng|mỗi)\s\s?(?:năm|tháng|quý)"
            r"|tháng\s\s?(?:sau|kế tiếp|tiếp theo|cuối|đầu|liền kề)(?:\s\s?(?:của\s\s?)?quý)?))"
            r"|(?:(?:ngày\s\s?)?\d{1,2}/\d{1,2}(?:,?\s\s?(?:và\s\s?)?(?:trước\s\s?)?(?:ngày"
            r"\s\s?)?\d{1,2}/\d{1,2}){0,3}\s\s?(?:hằng|hàng|mỗi)\s\s?(?:năm|quý))"
            r"|(?:(?:định kỳ\s\s?)?(?:hằng|hàng|mỗi)\s\s?(?:ngày|tuần|tháng|quý|năm))"
            r"(?!\s\s?(?:\d|làm))|định kỳ\s\s?(?:\d{1,2}\s\s?)?(?:tuần|tháng|quý|năm)"
            r"(?:\s\s?(?:một|1|01) lần)?|theo (?:từng )?(?:tuần|tháng|quý|năm)\b(?!\s\s?\d)"
            r"|(?:\d{1,2}\s\s?)?(?:ngày|tuần|tháng|quý|năm)(?:/|\s\s?)(?:một|1|01)\s\s?lần"
        ),
    ),
    (
        "date",
        _compile(
            rf"(?:{_LONG_DAY}){_EVERY}{_AFTER_DAY}"
            rf"|(?:ngày\s\s?\d{{1,2}}(?!\s?[/.-]\s?\d)\b(?!\s\s?(?:ngày|lần|người)))"
        ),
    ),
    (
        "time",
        _compile(
            r"(?:\d{1,2}\s?(?:h|giờ|g)\s?(?:\d{2}(?:\s?phút)?)?(?:\s?[-–]\s?\d{1,2}"
            r"\s?(?:h|giờ)\s?\d{0,2})?)(?!\s?\s?(?:làm việc|kể từ))"
            r"(?:\s\s?(?:đến|tới)\s\s?\d{1,2}\s?(?:h|giờ)\s?\d{0,2})?"
            r"(?:\s\s?(?:sáng|chiều|tối|trưa))?(?![^\W\d_])"
        ),
    ),
    (
        "month",
        _compile(
            r"(?:(?:đầu |giữa |cuối )?tháng\s\s?\d{1,2}(?:\s?[/-]\s?(?:19|20)\d{2}"
            r"|\s\s?năm\s\s?(?:19|20)\d{2})?(?:\s\s?(?:hằng|hàng)\s\s?năm)?)"
            r"|(?:(?<![\d/])(?:0?[1-9]|1[0-2])/(?:19|20)\d{2})(?!\s?[/-]\s?[A-ZĐ])"
            r"|(?:qu[ýí]\s\s?(?:[IVX]{1,3}|[1-4])\b(?:\s?\s?(?:,|và|-)\s?\s?(?:qu[ýí]\s\s?)?"
            r"[IVX]{1,3}\b){0,3}(?:\s?\s?[/-]\s?\s?(?:19|20)\d{2}|(?:\s\s?năm)?\s\s?(?:19|20)\d{2})?)"
            r"|(?:\d{1,2}\s\s?)?tháng\s\s?(?:đầu|cuối)\s\s?năm(?:\s\s?(?:19|20)\d{2})?"
        ),
    ),
    (
        "year",
        _compile(
            r"(?:(?:giai đoạn|năm học|nhiệm kỳ|các năm|niên độ)\s\s?(?:19|20)\d{2}\s?\s?[-–]"
            r"\s?\s?(?:19|20)?\d{2,4})"
            r"|(?:(?:đầu |giữa |cuối |hết )?năm\s\s?(?:19|20)\d{2}\b)"
            r"|(?<![\d/.,-])(?:19|20)\d{2}\s?\s?[-–]\s?\s?(?:19|20)\d{2}\b"
        ),
    ),
    (
        "duration",
        _compile(
            rf"(?:{_NUMBER}{_SPELT}\s?\s?(?:[-–]\s?\d{{1,3}}\s?\s?)?{_UNIT_OF_TIME}\b)"
            r"(?!\s\s?(?:tuổi|\d))"
            rf"|(?:{_SPELT_COUNT}\s\s?(?:ngày|giờ|tuần|tháng|năm)\b)(?!\s\s?\d)"
        ),
    ),
    (
        "event",
        _compile(
            r"(?:kể|tính) từ (?:ngày|khi|lúc|thời điểm)(?:\s\s?(?!thì\b)[^\s.,;:|()]{1,20}){1,14}"
            r"|(?:ngay )?(?:sau khi|trước khi|cho đến khi|đến khi|ngay khi)"
            r"(?:\s\s?(?!thì\b)[^\s.,;:|()]{1,20}){1,14}"
            r"|ngay sau ngày(?:\s\s?[^\s.,;:|()]{1,20}){1,8}"
            r"|(?:từ|kể từ|vào)\s\s?ngày\s\s?(?:ký|ban hành|thông qua|công bố|đăng)"
            r"(?:\s\s?ban hành)?"
            r"|(?:dịp|nhân dịp)(?:\s\s?[^\s.,;:|()]{1,20}){1,8}"
        ),
    ),
    (
        "count",
        _compile(
            rf"(?:{_NUMBER}{_SPELT}(?:\s?[-–]\s?\d{{1,9}}(?:[.,]\d{{1,9}})?)?)\s?"
            r"(?P<unit>(?!đến\b|tới\b|và\b|hoặc\b|được\b)[^\W\d_]{1,12}\d?(?:\s(?!và\b|hoặc\b|là\b|của\b|theo\b|được\b|tại\b|trên\b|cho"
            r"\b|từ\b|đến\b|trong\b|với\b|thuộc\b|để\b)[^\W\d_]{1,12}){0,2})"
            rf"{_PER}"
        ),
    ),
    (
        "count",
        _compile(
            rf"(?:\b{_SPELT_COUNT})\s(?P<unit>[^\W\d_]{{1,12}}(?:\s[^\W\d_]{{1,12}})?)"
        ),
    ),
    ("number", _compile(rf"(?:{_NUMBER})(?![\w/-]|[.,]\d)")),
)  # fmt: skip
_NO_UNIT = frozenset(
    ["tháng", "ngày", "năm", "khoản", "điểm", "mục", "điều", "phần", "chương", "số", "mức"]
)
_RANGE = re.compile(r"\s+(?:đến hết|đến|tới)\s+|\s?[-–]\s?")
_OPENS = frozenset(
    [("number", "count"), ("number", "duration"), ("number", "money"), ("number", "share")]
)
_LISTED = re.compile(r"(?:^|\n|\|\s)\s?\s?$")
_CITES = re.compile(
    r"(?:số|điều|khoản|mục|điểm|chương|phần|mẫu|phụ lục|quyển|hình|biểu|mức độ|cấp độ|phiên bản|bậc"
    r"|thứ|năm|tháng|ngày|đề án)\s?\s?$",
    re.IGNORECASE,
)


def find_values(text: str) -> list[Value]:
    """The values in ``text``, left to right; none overlaps another."""
    taken = bytearray(len(text))
    found: list[Value] = []
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            start, end = match.span()
            end = start + len(text[start:end].rstrip(" ,;.:"))
            if end <= start:
                continue
            if any(taken[start:end]):
                continue
            core = start
            if bound := _BOUNDED.get(kind):
                before = text[max(0, core - _LOOKED_BACK) : core]
                if (said := bound.search(before)) and not any(taken[core - len(said[0]) : core]):
                    start = core - len(said[0])
            if kind in ("count", "number", "duration") and _no_value(text, start, core, match):
                continue
            unit = match.groupdict().get("unit") or ""
            if unit and (own := _noun(unit)) != unit:
                end = match.start("unit") + len(own)
                unit = own
            taken[start:end] = b"\x01" * (end - start)
            found.append(Value(kind, start, end, core, unit.lower()))
    return _joined(text, sorted(found, key=lambda v: v.start))


def _joined(text: str, found: list[Value]) -> list[Value]:
    """Ranges as one value: "từ 03 đến 05 tiêu chí"."""
    joined: list[Value] = []
    for value in found:
        last = joined[-1] if joined else None
        if last and _RANGE.fullmatch(text[last.end : value.core]) and _pair(last, value):
            joined[-1] = Value(value.kind, last.start, value.end, last.core, value.unit)
        else:
            joined.append(value)
    return joined


def _pair(first: Value, second: Value) -> bool:
    return first.kind == second.kind or (first.kind, second.kind) in _OPENS


def _noun(unit: str) -> str:
    """The first word of what is counted: "thủ tục" of "thủ tục hành chính"."""
    words = unit.split()
    size = 2 if len(words) > 1 and tuple(w.lower() for w in words[:2]) in dictionary_words() else 1
    return " ".join(words[:size])


def _no_value(text: str, start: int, core: int, match: re.Match[str]) -> bool:
    """Whether a number is that of a paragraph, of a cited clause or of a piece of a date."""
    before = text[max(0, core - 16) : core]
    if _CITES.search(before):
        return True
    after = text[match.end() : match.end() + 1]
    if core == start and after and after in ".)" and _LISTED.search(text[max(0, core - 6) : core]):
        return True
    unit = (match.groupdict().get("unit") or "").lower().split()
    return bool(unit) and unit[0] in _NO_UNIT


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of values in ``text``."""
    return frozenset(value.kind for value in find_values(text))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of stretches that end with a full stop, a semicolon, a colon or a line's end."""
    start = 0
    for match in re.finditer(r"[.;:](?=\s|$)|\n|\s\|\s", text):
        if match.end() > start:
            yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
