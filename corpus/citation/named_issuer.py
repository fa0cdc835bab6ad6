"""The issuer of a cited document: "… của UBND tỉnh Lào Cai", "theo yêu cầu của … tại …"."""

import re

from corpus.organs import find_bodies
from corpus.vocabulary import provinces

_OF = re.compile(
    r"\s*+(?:,\s*+)?(?:của|do)\s++(?=\S)(?P<office>(?:(?:Phó )?Chủ tịch |Bộ [Tt]rưởng |"
    r"(?:Phó )?Trưởng |Ban Thường vụ |Thường trực |Thống đốc |Chủ nhiệm )*)"
)
_PLACE = re.compile(r"\s(?:tỉnh |thành phố )?(?P<name>[\w ]{3,20})")
# a body that the data does not list, up to the words with which the title begins
_UNLISTED = re.compile(
    r"(?:Ban |Bộ |Ủy ban |Uỷ ban |UBND |HĐND |Hội đồng |Thủ tướng |Chính phủ|Quốc hội|Tỉnh ủy|"
    r"Thành ủy|"
    r"Văn phòng |Sở |Cục |Tổng cục |Ngân hàng |Trung ương|Thanh tra |Viện |Tòa án |"
    r"Trưởng )[^,;:().]{0,400}?"
    r"(?=\s{0,9}(?:[,;:().]|$)|\s{1,9}(?i:về|phê|ban hành|quy|hướng|công bố|sửa|thực|thành lập|"
    r"triển|tổ chức|"
    r"thúc đẩy|cho|trên|và|do|nhằm|để|đối với|theo|tại|giai đoạn|thi hành|ngày|số|là|đạt|có|được|"
    r"yêu cầu|giao|chỉ đạo|kết luận)\b)"
)
ISSUER_BEFORE = re.compile(
    r"(?:yêu cầu|chỉ đạo|hướng dẫn|đề nghị|ý kiến|kết luận|các Kế hoạch|"
    r"Kế hoạch)(?: chỉ đạo)? của "
    r"(?P<issuer>(?:(?!\bcủa\b)[^,;.():]){3,60}?)(?:,[^;.():]{3,120})?\s{0,9}(?:\btại|:|\bvề)\s*+"
    r"(?:[^;.:()]{0,40}+|Số \d[^;.()]{0,60},\s*+)$"
)


def issuer_after(text: str, position: int) -> tuple[str, int] | None:
    """ "của UBND tỉnh Lào Cai": the issuer as printed, and where it ends."""
    of = _OF.match(text, position)
    if of is None:
        return None
    listed = next((m for m in find_bodies(text[of.end() : of.end() + 120]) if m.start == 0), None)
    if listed:
        end = of.end() + listed.end
        place = _PLACE.match(text, end)
        names = [n for n in provinces() if place and place["name"].startswith(n)]
        if place and names:
            end = place.start("name") + len(max(names, key=len))
    else:
        unlisted = _UNLISTED.match(text, of.end())
        if unlisted is None:
            return None
        end = unlisted.end()
    return text[of.start("office") : end].strip(), end
