"""All values in a clause's readable text that could answer: typed ones, bodies, persons, places."""

import re

from bot.read.spans.grammar import Value, find_values
from corpus.organs import find_bodies

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = rf"[{_UPPER}][^\W\d_]{{0,8}}(?:\s[{_UPPER}][^\W\d_]{{0,8}}){{1,4}}"
_RANKS = (
    r"(?:Phó\s|Quyền\s)?(?:Chủ tịch|Bí thư|Giám đốc|Trưởng ban|Trưởng phòng|Chánh Văn phòng"
    r"|Thủ tướng|Bộ trưởng|Thứ trưởng|Cục trưởng|Tổng cục trưởng|Chi cục trưởng"
    r"|Viện trưởng|Hiệu trưởng"
    r"|Tổng Giám đốc|Tổng Bí thư|Chánh án|Chánh Thanh tra)"
)
# what goes on from a body of one level: "UBND xã", then ", phường, thị trấn"
_LEVELS = re.compile(
    r"(?:(?:\s*[,–-]\s*|\s+và\s+)(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)\b"
    rf"(?!\s[{_UPPER}]))+"
)
_LEVEL = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thành phố")
_PERSON = re.compile(
    rf"(?:\b(?i:đồng chí|ông|bà)\s+(?P<name>{_NAME}))"
    rf"|{_RANKS}[^.,;:()\n]{{0,30}}?\s(?P<other>{_NAME})"
    r"(?=$|[\s.,;:)])"
)
# "Giám đốc Sở Nông nghiệp": an office, no name
_BODY_WORD = re.compile(
    r"(?:Sở|Bộ|Ban|Ủy|Uỷ|Hội|Cục|Chi|Tổng|Vụ|Viện|Trung|Công|Văn|Nhà|Tập|Đảng|Tỉnh|Thành|Quốc|Chính"
    r"|Phòng|Trường|Đài|Báo|Kho|Tòa|Toà|Mặt|Liên|Doanh|Ngân|Bảo|Thanh tra|Quỹ|Hợp)\b"
)
# the last line of a signature: a name, not the office above it
_SIGNED = re.compile(rf"[{_UPPER}][^\W\d_A-Z]{{1,8}}(?: [{_UPPER}][^\W\d_A-Z]{{1,8}}){{1,4}}\s?$")
_PLACE = re.compile(
    r"(?:(?i:số)\s+\d{1,5}[A-Za-z]?(?:/\d{1,4}){0,3},?\s+)?"
    r"(?i:đường|phố|thôn|xóm|bản|ấp|khóm|tổ|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh"
    r"|đặc khu|khu công nghiệp|khu kinh tế|cụm công nghiệp|đèo|cầu|sông|hồ|cảng|ga|sân bay"
    r"|phòng họp|hội trường|trụ sở|nhà văn hóa)"
    rf"\s+[{_UPPER}\d][\w-]{{0,12}}(?:\s(?:-\s)?[{_UPPER}\d][\w-]{{0,12}}){{0,4}}"
    r"(?:,\s(?:(?i:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|tp\.?)\s+)?"
    rf"[{_UPPER}][\w-]{{0,12}}"
    rf"(?:\s[{_UPPER}][\w-]{{0,12}}){{0,4}}){{0,3}}"
)


def whole_body(text: str, end: int) -> int:
    """Where a body ends that is found up to ``end``, with the other levels that it is told of:
    "UBND xã", then ", phường, thị trấn"."""
    more = _LEVELS.match(text, end) if text[:end].endswith(_LEVEL) else None
    return more.end() if more else end


def find_spans(text: str, signed: bool = False) -> list[Value]:
    """The values in ``text``, left to right, bodies, persons and places among them, which may lie
    in one another; ``signed``: the text is a signature, whose last line is a name."""
    found = find_values(text)
    taken = [(v.start, v.end) for v in found if v.kind in ("document", "contact")]
    for body in find_bodies(text):
        found.append(Value("body", body.start, whole_body(text, body.end), body.start))
    for match in _PERSON.finditer(text):
        if _BODY_WORD.match(match["name"] or match["other"]):
            continue
        start = match.start("name") if match["name"] else match.start("other")
        found.append(Value("person", match.start(), match.end(), start))
    for match in _PLACE.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            found.append(Value("place", match.start(), match.end(), match.start()))
    if signed and (name := _SIGNED.search(text)):
        found.append(Value("person", name.start(), name.end(), name.start()))
    return sorted(found, key=lambda v: (v.start, v.end))
