"""What a clause gives of a sort that is asked for, a date, a figure, a document, and its sentence
that is nearest to a question; spans of the source.
"""

import re
from collections.abc import Callable, Sequence

import regex

from bot.evidence.direct import Direct
from bot.evidence.figures import find_figures, segments
from bot.question import Understood
from bot.vocabulary import folded_stopwords, stopwords
from corpus.document import Clause, Document
from corpus.language.normalize import View, view
from corpus.language.segment import folded_syllables, syllables

_DOCUMENT = re.compile(
    r"(?:Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Thông báo(?: Kết luận)?|Kế hoạch|Công văn"
    r"|Tờ trình|Công điện|Luật)\s+(?:số\s+)?\d+[^\s,;.]*(?:\s+ngày\s+\d{1,2}/\d{1,2}/\d{4})?"
    r"(?:\s+của\s+(?:Thủ tướng Chính phủ|Chính phủ|Bộ Chính trị|UBND tỉnh|Chủ tịch UBND tỉnh"
    r"|Ban Thường vụ Tỉnh ủy|Ban Chỉ đạo|(?:Bộ|Ủy ban)[^,;.()]{0,60}))?"
)
_BEFORE = r"(?:(?:trước|sau|từ|đến|kể từ|vào|hoàn thành (?:trong|trước)|trong|chậm nhất)\s+){0,4}"
DATE_WORDS = re.compile(
    _BEFORE + r"(?:ngày\s+(?:ký\b|\d{1,2}/\d{1,2}/\d{4})|\d{1,2}/\d{1,2}/\d{4}"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_MONTH = re.compile(
    _BEFORE + r"(?:tháng\s+\d{1,2}(?:/|\s+năm\s+)\d{4}"
    r"|[Qq]uý\s+[IVX]+(?:\s+và\s+[Qq]uý\s+[IVX]+)?(?:/\d{4}|\s+năm\s+\d{4})?"
    r"|Tháng\s+(?:Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười(?:\s+Một|\s+Hai)?))"
)
PERIOD = re.compile(
    r"định kỳ\s+\d+\s+tháng[^.;]{0,40}|(?:định kỳ\s+)?(?:hằng|hàng)\s+(?:năm|tháng|quý)"
    r"|theo (?:từng )?(?:tuần|tháng|[Qq]uý|năm)(?: trong năm)?(?!\s+\d)"
    r"|(?<!ngày, )(?:(?:thực hiện|theo|hằng|hàng)\s+)?(?:tuần|tháng|quý)"
    r"(?:, (?:tuần|tháng|quý|năm))+"
)
YEAR = re.compile(_BEFORE + r"(?:giai đoạn\s+\d{4}\s*-\s*\d{4}|(?:từ |đến |trong )?năm\s+\d{4})")
# an event that it waits for: "khi tình hình dịch bệnh được kiểm soát"
_CONDITION = re.compile(
    r"(?<!trước )(?<!sau )(?<!đến )\b(?:ngay )?(?:sau khi|khi)\s+(?!có\b|cần\b)(?:[\w-]+\s+){2,14}?"
    r"(?:được|có hiệu lực|hoàn thành|kết thúc|xong|ban hành|phê duyệt)\b(?:\s+(?!thì\b)\w+){0,4}"
)
_ABOUT = r"(?:(?:trên|tối thiểu|hơn|ít nhất|dưới|đạt|khoảng|tỷ lệ tối thiểu)\s+){0,4}"
SHARE = re.compile(_ABOUT + r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+\s?%", re.IGNORECASE)
_AMOUNT = re.compile(
    _ABOUT + r"(?:\(?(?<!\d)\d++/\d+\)?"
    r"|(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+\s++[^\W\d_]+(?:\s+[^\W\d_]+)?)",
    re.IGNORECASE,
)
_MOST = 4  # spans shown of one kind
_ISSUE_ASKED = re.compile(
    r"(?:ký|đề|ban hành|ra|phê duyệt|thành lập)\s+(?:vào\s+|từ\s+)?(?:ngày|khi|hôm|lúc|bao giờ|năm)"
)
PERSON = regex.compile(
    r"(?:Phó\s+)?(?:Chủ tịch|Bí thư|Giám đốc|Trưởng ban|Chánh Văn phòng)[^,.;:()]{0,40}?"
    r"\s(?P<name>(?:\p{Lu}\p{Ll}+\s){2,3}\p{Lu}\p{Ll}+)"
)
COUNTED = re.compile(r"(?:bao nhiêu|mấy)\s+([^\W\d_]+)", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;\n]+(?:\.(?=\d)[^.;\n]*)*[.;]?")


def best_sentence(question: Understood, document: Document, clause: Clause) -> tuple[int, int]:
    """The source span of the clause's sentence that shares most with the question."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    wanted = {s for s in folded_syllables(question.search_text) if s not in folded_stopwords()}
    best, best_score = (0, len(shown.text)), -1.0
    for match in _SENTENCE.finditer(shown.text):
        words = folded_syllables(match.group())
        if len(words) < 3:
            continue
        score = len(wanted & set(words)) / (len(words) ** 0.25)
        if score > best_score:
            best, best_score = (match.start(), match.end()), score
    start, end = best
    text = shown.text
    while start < end and text[start].isspace():
        start += 1
    return shown.source_span(start, end) if end > start else (clause.start, clause.end)


def _spans(
    patterns: Sequence[re.Pattern[str]], skip: Callable[[Understood, View, re.Match[str]], bool]
) -> Callable[[Understood, Document, Clause], list[Direct]]:
    """An extractor that takes the first of ``patterns`` (most exact first) that is there.

    Looked for in the sentence nearest to the question, then in the whole clause, then upwards in
    the headings.
    """

    def extract(question: Understood, document: Document, clause: Clause) -> list[Direct]:
        sentence = best_sentence(question, document, clause)
        places = [(*sentence, clause), (clause.start, clause.end, clause)]
        above = [
            (a.start, a.end, a)
            for a in reversed(document.ancestors(clause))
            if a.path[-1].level != "phu_luc"  # its date is that of the decision
        ]
        tries = [(p, place) for p in patterns for place in places]
        tries += [(p, place) for place in above for p in patterns]
        for pattern, (start, end, holder) in tries:
            shown = view(document.text, start, end)
            matches = [m for m in pattern.finditer(shown.text) if not skip(question, shown, m)]
            matches = _counting(question, matches) if pattern is _AMOUNT else matches
            matches = _meant(question, shown.text, matches) if pattern is SHARE else matches
            if matches:
                return [
                    Direct(document, holder, *shown.source_span(m.start(), m.end()))
                    for m in matches[:_MOST]
                ]
        return []

    return extract


def _meant(question: Understood, text: str, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Of several shares the one whose own words the question says most of; all where none is."""
    shares = [f for f in find_figures(text) if f.kind == "share"]
    if len(matches) < 2 or len(shares) != len(matches):
        return matches
    parts = segments(text, shares)
    own = [p - frozenset().union(*(o for o in parts if o is not p)) for p in parts]
    # what was said last counts most: "Còn cấp huyện?" after a question on cấp tỉnh
    before = set(syllables(question.standalone.replace(question.text, " ")))
    new = set(syllables(question.text)) - before - stopwords()
    last = [len(new & part) for part in parts]
    most = max(last)
    if before and most:
        kept = [m for m, score in zip(matches, last, strict=True) if score == most]
        if len(kept) < len(matches):
            return kept
    said = set(syllables(question.standalone))
    scores = [len(said & part) for part in own]
    best = max(scores)
    return [matches[scores.index(best)]] if best and scores.count(best) == 1 else matches


def _counting(question: Understood, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """The amounts of what "bao nhiêu …" counts, where there are such."""
    asked = COUNTED.search(question.text)
    if not asked:
        return matches
    unit = asked[1].lower()
    fitting = [m for m in matches if re.search(rf"\d\s+{unit}\b", m.group().lower())]
    return fitting or matches


def _date_of_document(question: Understood, shown: View, match: re.Match[str]) -> bool:
    """Whether a date only tells when a cited document was issued, and that is not asked."""
    if _ISSUE_ASKED.search(question.text.lower()):
        return False
    before = shown.text[max(0, match.start() - 45) : match.start()]
    return bool(re.search(r"[\d/-][\w/&-]{0,45}\s{0,45}$", before)) and "ngày" in match.group()


def _part_of_number(_question: Understood, shown: View, match: re.Match[str]) -> bool:
    """Whether an amount is a piece of a date, a document number or a place in the text."""
    before = shown.text[max(0, match.start() - 12) : match.start()].lower()
    after = shown.text[match.end() : match.end() + 2]
    if match.start() == 0 and "%" not in match.group():
        return True
    year, *unit = match.group().lower().split()[:2]
    if re.fullmatch(r"(?:19|20)\d\d", year) and (not unit or unit[0] in stopwords()):
        return True
    cited = re.search(r"(?:số|ngày|tháng|năm|điều|khoản|mục|điểm|quyết định|đề án)\s*$", before)
    level = re.search(r"(?:mức(?: độ)?|cấp độ|phiên bản|bậc)\s+(?:\d\s*(?:,|và)\s*)?$", before)
    level = level if match.group()[0].isdigit() and "%" not in match.group() else None
    return bool(cited or level or re.match(r"[/\d-]", after) or re.search(r"[\d/.-]$", before))


# by the ``answer`` of a question type
EXTRACTORS: dict[str, Callable[[Understood, Document, Clause], list[Direct]]] = {
    "document": _spans((_DOCUMENT,), lambda _question, _shown, _match: False),
    "day": _spans((DATE_WORDS, _MONTH, PERIOD, YEAR, _CONDITION), _date_of_document),
    "figure": _spans((SHARE, _AMOUNT), _part_of_number),
}
