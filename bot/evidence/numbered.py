"""One of several that are numbered, in questions and clauses: "nhóm đối tượng số 2", "vùng III"."""

import re
from collections.abc import Mapping
from functools import lru_cache

from corpus.language.normalize import fold

_LABEL = re.compile(
    r"\b(?:(?P<before>[^\W\d_]+)\s)?(?P<word>[^\W\d_]{2,})\s(?P<value>\d{1,2}|[IVX]{1,4})\b"
    r"(?![./%,:-]?\d|\s*(?:%|năm\b|tháng\b|ngày\b|người\b|đồng\b|triệu\b|tỷ\b|lần\b|lan\b))"
)
# of a day, of a place in a document, of nothing that is numbered
_OTHER = frozenset(
    ("ngay", "thang", "nam", "quy", "tuan", "gio", "phut", "dieu", "khoan", "diem", "muc", "chuong",
     "phan", "luc", "trang", "den", "tu", "va", "hoac", "con", "duoi", "tren", "hon", "la", "co",
     "trong", "gom", "du", "it", "nhat", "da", "toi", "thieu", "khoang", "ca")
)  # fmt: skip
_ANY = "so"  # says nothing without the word before it
_ROMAN = {"I": 1, "V": 5, "X": 10}


@lru_cache(4096)
def numbered(text: str) -> Mapping[str, frozenset[int]]:
    """The numbers of what is numbered in ``text``, by its folded name ("nhom", "tuong so")."""
    found: dict[str, frozenset[int]] = {}
    for match in _LABEL.finditer(text):
        name = fold(match["word"])
        if name in _OTHER:
            continue
        if name == _ANY:
            if not match["before"]:
                continue
            name = f"{fold(match['before'])} {name}"
        found[name] = found.get(name, frozenset()) | {_value(match["value"])}
    return found


def is_numbered_otherwise(asked: str, text: str) -> bool:
    """Whether ``text`` is of one of several that are numbered, and ``asked`` of another."""
    meant, own = numbered(asked), numbered(text)
    return any(own[name].isdisjoint(meant[name]) for name in own.keys() & meant.keys())


def is_numbered_so(asked: str, text: str) -> bool:
    """Whether ``text`` is of the very one of several that ``asked`` is of."""
    meant, own = numbered(asked), numbered(text)
    return any(own[name] & meant[name] for name in own.keys() & meant.keys())


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    values = [_ROMAN[letter] for letter in written]
    behind = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, behind, strict=True))
