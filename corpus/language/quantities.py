"""Numeric targets: how much of what is to be reached, with unit and comparison."""

import re
from dataclasses import dataclass

_COMPARISONS = {
    "trên": ">", "hơn": ">", "vượt": ">", "cao hơn": ">", "lớn hơn": ">", "đạt trên": ">",
    "tối thiểu": ">=", "ít nhất": ">=", "không dưới": ">=", "đạt tối thiểu": ">=",
    "không thấp hơn": ">=", "đạt ít nhất": ">=",
    "dưới": "<", "nhỏ hơn": "<", "thấp hơn": "<",
    "tối đa": "<=", "không quá": "<=", "không vượt quá": "<=", "nhiều nhất": "<=",
}  # fmt: skip
_CUES = "|".join(sorted(_COMPARISONS, key=len, reverse=True))
_PERCENT = re.compile(
    rf"(?P<cue>\b(?:{_CUES}))?(?<!\s)\s*+(?<![\d.,/])(?P<value>\d{{1,3}}(?:[.,]\d{{1,3}})?)\s?%"
    r"(?P<up>\s+trở lên)?(?P<down>\s+trở xuống)?",
    re.I,
)
# a count that a verb of doing sets: "tổ chức 02 hội thảo", "đào tạo ít nhất 500 học viên"
_VERBS = (
    "tổ chức|xây dựng|hoàn thành|thành lập|đào tạo|bồi dưỡng|tập huấn|ban hành|hoàn thiện|phủ sóng|"
    "hỗ trợ|lắp đặt|phát triển|cung cấp|số hóa|giải quyết|bố trí|đầu tư|nâng cấp|trồng|tuyển chọn"
)
_COUNT = re.compile(
    rf"\b(?:{_VERBS})\s+(?:được\s+)?(?P<cue>(?:{_CUES})\s+)?(?<![\d/])(?P<value>\d{{1,3}}(?:\.\d{{3}})*|0\d)"
    r"\s+(?P<of>(?!tháng|năm|ngày|tuần|quý|giờ|/)[^\W\d_][\w ]{1,60})",
    re.I,
)
_SEGMENT = re.compile(r"[;:()\n]|[.](?=\s|$)|,(?=\s)")
# "tỷ lệ chi tối thiểu … là 0,5%"
_FLOOR = re.compile(r"\btối thiểu\b[^;.,%]{0,60}\b(?:là|đạt)\s*$", re.I)
_PER = re.compile(r"\s*đối với\s+", re.I)
_LEAD = re.compile(
    r"^\W*(?:(?:và|đạt|là|cho|của|các|những|đối với|số|tỷ lệ|có|phải|được|trong|đến|đạt tỷ lệ|"
    r"triển khai|phấn đấu|đảm bảo|bảo đảm)\s+)+",
    re.I,
)
_SOURCE = re.compile(r"^\s*(?:theo|tại|vào)\s.*", re.S)
_WORDS = 14  # at most, of what a target is said of
# numbers that say what was or what others have, not what is to be reached
_PAST = re.compile(
    r"(?:tăng|giảm|ước đạt|đã đạt|bình quân|tăng trưởng|chiếm|so với|cùng kỳ|hiện có|hiện đạt)"
    r"[^;.,]{0,30}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Target:
    """``value`` (decimal point) of ``unit``; ``of`` says of what, as printed; ``at`` its span."""

    value: str
    unit: str
    comparison: str
    of: str
    at: tuple[int, int]


def find_targets(text: str) -> list[Target]:
    """The targets in ``text`` (readable form), left to right."""
    targets: list[Target] = []
    carried = "="
    last = 0
    for match in _PERCENT.finditer(text):
        if _PAST.search(text[max(0, match.start() - 45) : match.start()]):
            continue
        if re.search(r"[.;\n]", text[max(last, match.start() - 400) : match.start()]):
            carried = "="
        own = _comparison(match["cue"], match["up"], match["down"])
        # "tối thiểu 30% đối với A, 20% đối với B": the first cue holds for the list
        listed = own == "=" and _PER.match(text, match.end())
        comparison = carried if listed else own
        if own == "=" and _FLOOR.search(text[max(0, match.start() - 90) : match.start()]):
            comparison = ">="
        if _PER.match(text, match.end()):
            carried = comparison
        last = match.end()
        targets.append(
            Target(
                _decimal(match["value"]), "%", comparison, _of_percent(text, match), match.span()
            )
        )
    for match in _COUNT.finditer(text):
        value = match["value"].replace(".", "").lstrip("0") or "0"
        of = _clip(match["of"])
        unit = " ".join(of.split()[:2])
        comparison = _comparison((match["cue"] or "").strip() or None, None, None)
        targets.append(Target(value, unit, comparison, of, match.span("value")))
    return sorted(targets, key=lambda target: target.at)


def _comparison(cue: str | None, up: str | None, down: str | None) -> str:
    if up:
        return ">="
    if down:
        return "<="
    return _COMPARISONS[re.sub(r"\s+", " ", cue.lower())] if cue else "="


def _decimal(value: str) -> str:
    value = value.replace(",", ".")
    return value.rstrip("0").rstrip(".") if "." in value else str(int(value))


def _of_percent(text: str, match: re.Match[str]) -> str:
    """What the share is of: the words after it in its segment, else those before it."""
    first = max(0, match.start() - 400)
    starts = [first, *(m.end() for m in _SEGMENT.finditer(text, first, match.start()))]
    before = text[starts[-1] : match.start()]
    if len(before.split()) < 2 and len(starts) > 1:
        before = text[starts[-2] : match.start()]
    before = " ".join(_LEAD.sub("", before).split()[-_WORDS * 2 :]).strip(" ,;:(")
    if re.search(r"\b(?:là|chiếm|đạt)$", before) and len(before.split()) > 3:
        return before.rsplit(" ", 1)[0]
    words = ""
    end = match.end()
    while len(words.split()) < 3:
        stop = _SEGMENT.search(text, end, match.end() + 400)
        words = _clip(
            _SOURCE.sub("", text[match.end() : stop.start() if stop else match.end() + 400])
        )
        if stop is None or stop.group() in (";", "\n", ".", "(", ")") or not words:
            break
        end = stop.end()
    return words if len(words.split()) >= 2 else before


def _clip(words: str) -> str:
    words = _LEAD.sub("", f" {words}").strip()
    return " ".join(words.split()[:_WORDS]).strip(" ,;:(")
