"""What a message says it does not mean: "đâu phải tỉnh ấy", "chứ không phải ai thực hiện"."""

import re

from bot.understand.scope.scope import province_book

_NOT = r"(?:đâu phải|đâu có phải|không phải|khong phai|chứ không|chớ không|đừng|not|hổng phải)"
_TAIL = re.compile(rf"(?<=\w)\W++(?:chứ\s+|chớ\s+)?{_NOT}\s+[^?.!;]{{1,80}}", re.IGNORECASE)
# "không phải Điều 3 đó, …": the clause that is not meant
_PLACE = re.compile(
    rf"(?:\b(?:chứ|chớ)\s+)?\b{_NOT}\s+(?:là\s+)?(?:điều|khoản|điểm|mục|chương|phần)\s+[\w.]+"
    r"(?:\s+(?:đó|này|kia|ấy|đâu|nha))?\s*[,.;]?",
    re.IGNORECASE,
)
_FEWEST = 4  # words that are left of a message, without the clause that it does not mean
_OF = r"(?:(?:là|của|ở|tại|tỉnh|thành phố|hỏi)\s+){0,2}"
_LEFT = r"(?:(?:thôi\s+)?(?<!bãi\s)(?<!hủy\s)bỏ(?:\s+qua)?|(?:thôi\s+)?không hỏi(?:\s+về)?)"
_BEFORE = re.compile(rf"\b(?:{_NOT}|{_LEFT})\s+{_OF}$", re.IGNORECASE)


def without_ruled_out(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without what it says that is not meant, and the provinces ruled out.

    A province alone is cut out with the word that denies it; of what is set against something else
    ("… chứ không phải …") the denied half.
    """
    ruled_out: list[str] = []
    kept = text
    for match in reversed(province_book().find(text)):
        denied = _BEFORE.search(text[: match.start])
        if denied:
            ruled_out.append(match.name)
            kept = f"{kept[: denied.start()]}{kept[match.end :].lstrip(' ,')}"
    shorter = _TAIL.sub("", kept) if "chứ không" in kept or "chớ không" in kept else kept
    if len(shorter.split()) > 1:
        kept = shorter
    shorter = _PLACE.sub(" ", kept)
    if len(shorter.split()) >= _FEWEST:
        kept = shorter
    kept = " ".join(kept.split()).strip(" ,.;")
    return (kept, tuple(reversed(ruled_out))) if kept else (text, tuple(reversed(ruled_out)))
