"""The kind of a cited document: the word before its number, or what its symbol says."""

import re
from functools import cache

from corpus.vocabulary import kinds

_KIND_GAP = re.compile(r"(?<!\s)\s*+(?:số\s*+(?::\s*+)?)?$", re.I)


def kind_before(text: str, start: int) -> tuple[str | None, int]:
    """The kind that stands before the number, and where it begins (or "số", or the number)."""
    window = max(0, start - 90)
    before = text[window:start]
    gap = _KIND_GAP.search(before)
    stop = gap.start() if gap else len(before)
    begin = start - (len(before) - stop)
    lead = len(text[begin:start]) - len(text[begin:start].lstrip())
    best: tuple[str, int] | None = None
    for match in _kind_names().finditer(before[:stop] + " "):
        tail = before[match.end() : stop]
        if best and best[0] == "Thông báo" and match.group().lower() == "kết luận":
            continue
        if not tail.strip() or re.fullmatch(r"\s+[Kk]ết luận\s*|\s+liên tịch\s*", tail):
            best = (match.group(), window + match.start())
        elif match.group().lower() in ("luật", "pháp lệnh", "bộ luật") and re.fullmatch(
            r"[\w ,-]{2,80}", tail
        ):
            best = best or (match.group(), window + match.start())
    if best is None:
        return None, begin + lead
    spelled = next(k for k in kinds() if k.lower() == best[0].lower())
    return spelled, best[1]


def kind_by_symbol(symbol: str) -> str | None:
    """The kind that a symbol stands for ("QĐ-UBND"), or None."""
    for part in re.split(r"[-/.]", symbol):
        for kind, data in kinds().items():
            if part in data["symbols"]:
                return kind
    if re.match(r"QH\d+", symbol):
        return "Luật"
    return "Công văn" if re.match(r"[A-ZĐ&]+-[A-ZĐ]", symbol) else None


@cache
def _kind_names() -> re.Pattern[str]:
    names = sorted(kinds(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.I)
