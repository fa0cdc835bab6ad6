"""The clause that a citation names: "khoản 9 mục A, Phụ lục" to its steps, outermost first."""

import re

from corpus.document import Step

# Levels of a named clause, as written in a citation
LEVEL_WORDS = {
    "phụ lục": "phu_luc", "phần": "phan", "chương": "chuong", "tiểu mục": "tieu_muc",
    "mục": "muc", "điều": "dieu", "khoản": "khoan", "điểm": "diem",
}  # fmt: skip
_LEVEL = (
    r"(?:phụ lục|phần|chương|tiểu mục|mục|điều|khoản|điểm)"
    r"(?:\s(?:số\s)?(?:thứ\s)?(?:[IVXLC]+|\d+(?:\.\d+)*[a-zđ]?|[a-zđA-H]|nhất|hai|ba|tư|năm)\b)?"
)
PATH = re.compile(rf"\b(?P<steps>{_LEVEL}(?:\s*+(?:,\s*+)?(?:của\s++)?{_LEVEL})*)", re.I)
_STEP = re.compile(
    r"(?P<word>phụ lục|phần|chương|tiểu mục|mục|điều|khoản|điểm)"
    r"(?:\s(?:số\s)?(?:thứ\s)?(?P<value>[IVXLC]+\b|\d+(?:\.\d+)*[a-zđ]?\b|[a-zđA-H]\b|nhất|hai|ba|tư|năm))?",
    re.I,
)
_INWARD = ("phu_luc", "phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem")


def read_path(words: str) -> tuple[Step, ...]:
    """ "khoản 9 mục A, Phụ lục" to its steps, outermost first; of a list the last."""
    paths = read_paths(words)
    return paths[-1] if paths else ()


def read_paths(words: str) -> list[tuple[Step, ...]]:
    """ "mục 1, điểm d mục 3 Phần III" to its paths, each outermost first.

    A list says the outer levels once, at its end.
    """
    groups: list[list[Step]] = []
    for match in _STEP.finditer(words):
        level = LEVEL_WORDS[match["word"].lower()]
        value = match["value"]
        if value is None and level != "phu_luc":
            continue
        step = Step(level, value or "Phụ lục")
        if not groups or _goes_inward(groups[-1][-1].level, level):
            groups.append([])
        groups[-1].append(step)
    paths = []
    for group in groups:
        shared = [s for s in groups[-1] if group is not groups[-1] and _encloses(s, group[-1])]
        paths.append(tuple(reversed([*group, *shared])))
    return paths


def path_before(text: str, stop: int) -> tuple[tuple[Step, ...], int] | None:
    """The clause named right before a document, outermost step first, and where it begins."""
    window = max(0, stop - 90)
    for match in PATH.finditer(text, window, stop):
        if re.fullmatch(r"\s*+(?:,\s*+)?(?:của\s++)?", text[match.end() : stop]):
            steps = read_path(match["steps"])
            return (steps, match.start()) if steps else None
    return None


def _goes_inward(before: str, level: str) -> bool:
    """Whether a list goes on with a new, inner place; articles may hold parts and sections."""
    if level == "dieu" and before in ("phan", "chuong", "muc"):
        return False
    return _INWARD.index(level) >= _INWARD.index(before)


def _encloses(step: Step, inner: Step) -> bool:
    return step.level == "dieu" or _INWARD.index(step.level) < _INWARD.index(inner.level)
