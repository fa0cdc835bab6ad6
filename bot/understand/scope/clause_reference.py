"""A clause named outright: "điểm b khoản 2 mục II", "Điều 4", "mục 1.3", "gạch đầu dòng thứ 2"."""

import re
from collections.abc import Iterator, Sequence

from bot.question import ANY
from corpus.document import Clause, Document, Step
from corpus.language.normalize import fold

_ORDINALS = {
    "nhat": "1", "mot": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5", "sau": "6",
    "bay": "7", "tam": "8", "chin": "9", "muoi": "10", "cuoi": "last", "cuoi cung": "last",
    "dau": "1", "dau tien": "1",
}  # fmt: skip
_NUMBER = r"(?P<value>\d{1,3}(?:\.\d{1,2})*|[ivx]{1,6})"
# "khoản 1.500 tỷ đồng", "khoản 2%" name no place
_END = r"\b(?![.,]\d)(?!\s*(?:%|(?:ty|ti|trieu|nghin|ngan|dong|usd)\b))"
_ORDINAL = rf"(?:thu\s+)?(?P<value>\d{{1,2}}|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "gach",
        re.compile(
            rf"(?<!theo )(?<!bang )(?<!dang )\bgach(?:\s+dau\s+dong)?\s+{_ORDINAL}\b(?!\s+dong)"
        ),
    ),
    ("dieu", re.compile(rf"\bdieu\s+(?P<value>\d{{1,3}}){_END}")),
    ("khoan", re.compile(rf"\bkhoan\s+{_NUMBER}{_END}")),
    (
        "diem",
        re.compile(
            r"(?<!quan )(?<!thi )(?<!trong )\bdiem\s+(?P<value>[a-z]|\d{1,2}(?:\.\d{1,2})*)" + _END
        ),
    ),
    ("muc", re.compile(rf"\bmuc\s+{_NUMBER}{_END}")),
    ("chuong", re.compile(rf"\bchuong\s+(?:thu\s+)?{_NUMBER}{_END}")),
    ("dong", re.compile(r"(?<!dau )\bdong\s+(?:thu\s+|so\s+)?(?P<value>\d{1,3})" + _END)),
    ("phan", re.compile(rf"\bphan\s+(?:thu\s+)?{_NUMBER}{_END}")),
    ("doan", re.compile(rf"\bdoan\s+(?:van\s+)?{_ORDINAL}\b")),
)
# "II.2.e", "mục II.2", "V.3": a mục in Roman figures, its khoản, its điểm
_JOINED = re.compile(
    r"(?<![\w.])(?P<muc>[ivx]{1,5})\s?[.\-/]\s?(?P<khoan>\d{1,2})(?:\s?[.\-/]?\s?(?P<diem>[a-z]))?(?![\w/-])"
)
# further values of the level just named, letters as they were typed; "khoản 3, 5 ngày" is none
_AND = r"\s{0,3}+(?:,|;|và|va|and)\s{0,3}+"
_COUNTED = (
    r"(?!\s{0,2}(?:%|[a-z]{0,6}\s?đồng|ngày|tháng|năm|tỷ|triệu|nghìn|người|hộ|giờ|lần|km|ha|mét|bộ|cấp|tỉnh"
    r"|xã|huyện|sở|ngay|thang|nam|ty|trieu|nghin|nguoi|ho|gio|lan)\b)"
)
_FURTHER = {
    "khoan": re.compile(
        rf"{_AND}(?P<value>\d{{1,2}})(?![\w.,%/-]{{0,6}}\d){_COUNTED}", re.IGNORECASE
    ),
    "diem": re.compile(rf"{_AND}(?P<value>[a-eghiklm-qs-vxyđ])(?=\W|$)", re.IGNORECASE),
}
_FURTHER["dieu"] = _FURTHER["khoan"]
_ORDER = ("phan", "chuong", "muc", "dieu", "khoan", "diem", "gach", "dong", "doan")
_WORDS = {
    "phan": "phần", "muc": "mục", "dieu": "điều", "khoan": "khoản", "diem": "điểm",
    "gach": "gạch", "doan": "đoạn", "chuong": "chương", "dong": "dòng",
}  # fmt: skip
# a place written with one word may be another level in the text: "mục 3" is khoản 3 where there
# are no numbered mục, "phần IV" is mục IV
SAME: dict[str, tuple[str, ...]] = {
    "phan": ("phan", "muc", "chuong"),
    "muc": ("muc", "khoan", "diem", "dieu"),
    "khoan": ("khoan", "diem"),
    "dieu": ("dieu",),
    "diem": ("diem",),
    "gach": ("gach",),
    "chuong": ("chuong", "phan"),
    "dong": ("dong", "khoan"),
    "doan": ("doan",),
}


def read_clause_reference(text: str) -> tuple[Step, ...]:
    """The steps named in ``text``, outermost first; empty where none is."""
    folded = fold(text)
    steps: list[Step] = []
    if joined := _JOINED.search(folded):
        return _read_joined(joined, text)
    for level, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if not _is_typed(level, text[match.start() : match.end()]):
                continue
            # "đ" folds to "d": look at what was typed
            typed = text[match.start("value") : match.end("value")].lower()
            value = _ORDINALS.get(match["value"], match["value"])
            if level == "diem" and len(typed) == 1:
                if not (typed.isascii() or typed == "đ"):
                    continue  # "được mấy điểm ở Cần Thơ"
                value = typed
            if level in ("phan", "muc", "chuong") and not value[0].isdigit():
                value = value.upper()
            if level in ("khoan", "chuong") and value.isalpha() and value.islower():
                continue
            steps.append(Step(level, value))
            steps.extend(Step(level, more) for more in _listed_after(level, match.end(), text))
    if any(step.level == "doan" for step in steps) and len(steps) == 1:
        return ()
    return _each_once(steps)


def _each_once(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps outermost first; of several values of one level ("khoản 2, khoản 5 và khoản 6") any
    is meant."""
    values: dict[str, dict[str, None]] = {}
    for step in steps:
        values.setdefault(step.level, {})[step.value] = None
    levels = sorted(values, key=_ORDER.index)
    return tuple(Step(level, ANY.join(values[level])) for level in levels)


def _listed_after(level: str, end: int, text: str) -> Iterator[str]:
    """The further values of "khoản 1, 2 và 5", "điểm a, b, c"."""
    pattern = _FURTHER.get(level)
    while pattern and (more := pattern.match(text, end)):
        yield more["value"].lower()
        end = more.end()


def _read_joined(match: re.Match[str], text: str) -> tuple[Step, ...]:
    steps = [Step("muc", match["muc"].upper()), Step("khoan", match["khoan"])]
    if match["diem"]:
        typed = text[match.start("diem") : match.end("diem")].lower()
        steps.append(Step("diem", typed))
    return tuple(steps)


def _is_typed(level: str, typed: str) -> bool:
    """Whether the place's word was typed, or typed without diacritics: "mức 3" is no mục."""
    word = typed.split()[0].lower()
    if level == "dong":  # "dong" is mostly money
        return word == _WORDS[level]
    return word.isascii() or word == _WORDS[level]


def find_named_clauses(
    documents: list[Document], steps: tuple[Step, ...], forgiving: bool = False
) -> list[tuple[Document, Clause]]:
    """The clauses whose path ends with ``steps`` (levels between may be left out).

    ``forgiving`` also lets "d" stand for "đ", for text typed without diacritics.
    """
    found = _matching(documents, steps, forgiving)
    if not found and len(steps) > 1 and steps[-1].level == "doan":
        return _matching(documents, steps[:-1], forgiving)  # a numbered unit owns its paragraphs
    return found


def _matching(
    documents: list[Document], steps: tuple[Step, ...], forgiving: bool
) -> list[tuple[Document, Clause]]:
    found: list[tuple[Document, Clause]] = []
    for document in documents:
        matches = [c for c in document.clauses if _fits(c, steps, forgiving)]
        if matches:
            depth = min(len(c.path) for c in matches)
            shallow = [c for c in matches if len(c.path) == depth]
            if steps[-1].value == "last":
                shallow = shallow[-1:]
            found.extend((document, clause) for clause in shallow)
    return found


def _fits(clause: Clause, steps: tuple[Step, ...], forgiving: bool) -> bool:
    path = [s for s in clause.path if s.level != "phu_luc"]
    if not path or not _same_step(path[-1], steps[-1], forgiving):
        return False
    remaining = list(steps[:-1])
    for step in reversed(path[:-1]):
        if remaining and _same_step(step, remaining[-1], forgiving):
            remaining.pop()
    return not remaining


def _same_step(step: Step, wanted: Step, forgiving: bool) -> bool:
    if step.level not in SAME[wanted.level]:
        return False
    if wanted.value == "last":
        return True
    value = step.value.lower()
    if forgiving:
        value = fold(value)
    return value in wanted.value.lower().split(ANY)
