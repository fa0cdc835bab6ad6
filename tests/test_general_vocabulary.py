"""Code and vocabulary serve any province: nothing of the five directives' own world stands in them.

What is their own is read from the directives themselves: who signed and who is named, provinces,
districts, communes and villages, zones, local branches, names of projects, document numbers.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from corpus.language.normalize import fold, nfc, plain
from corpus.library import DIRECTIVES, Library, load_library
from corpus.locality import find_local

ROOT = Path(__file__).parent.parent
# the table of provinces holds all of them alike; the directives are what is read
LEFT_OUT = (
    ROOT / "corpus" / "vocabulary" / "provinces.toml",
    ROOT / "bot" / "generate" / "check.toml",  # questions over the directives, for trying a model
)

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
SYLLABLE = rf"[{UPPER}][^\W\d_{UPPER}]+"
PROPER = rf"{SYLLABLE}(?:\s{SYLLABLE}){{1,3}}"
# the usual family names
FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Trương|Đinh|Lâm|Mai|"
    "Trịnh|Đào|Đoàn|Hà|Tạ|Cao|Lương|Tô|Châu|Quách|Phùng|Thái|Tống"
)
PERSON = re.compile(rf"(?<![^\W_])(?:{FAMILY})\s{SYLLABLE}\s{SYLLABLE}(?:\s{SYLLABLE})?(?![^\W_])")
PLACE = re.compile(
    rf"\b(?:thôn|xã|phường|thị trấn|huyện|thị xã|KKT|KCN|Khu kinh tế)\s?:?\s(?P<first>{PROPER})"
)
LISTED = re.compile(r"\b(?:thôn|xã|phường|huyện)(?: [^\W\d_]+){0,3}:\s(?P<list>[^.\n]+)")
NAME = re.compile(PROPER)
# what a project of the province's own may be called: the words after its kind, to the next mark
PROJECT = re.compile(
    r"\b(?:[Dd]ự án|[Đđ]ề án|[Mm]ô hình|[Kk]ho|[Cc]hủ đề [^:\n]{3,12}:|[Cc]ơ sở dữ liệu)\s"
    r"[“\"*]{0,3}(?P<name>[^,.;:()“”\"*\n]{12,160})"
)
QUOTED = re.compile(r"[“\"]\*?(?P<name>[^“”\"*]{10,120})\*?[”\"]")
# what a name in capitals begins with that is no place
NO_PLACE = (
    "Ban ",
    "Khu ",
    "Ủy ban",
    "Công ",
    "Sở ",
    "Văn phòng",
    "Thị ",
    "Cơ quan",
    "Trung ",
    "Thông ",
)
FEWEST = 5  # syllables by which a project's name is told from common words

# names that the directives share with documents of the whole nation
NATIONAL = {
    # people and things named after them
    "Hồ Chí Minh": "Đoàn Thanh niên Cộng sản, thành phố mang tên Người",
    # programmes, schemes and slogans of the central government
    "chuyển đổi số quốc gia": "Quyết định 749/QĐ-TTg",
    "phát triển ứng dụng dữ liệu về dân cư": "Đề án 06, Quyết định 06/QĐ-TTg",
    "việc tìm người - người tìm việc": "Thông tư 11/2022/TT-BLĐTBXH",
    "Bác sĩ cho mọi nhà": "nền tảng của Bộ Y tế",
    "quốc gia về dân cư": "cơ sở dữ liệu quốc gia, Nghị quyết 175/NQ-CP",
    "cán bộ, công chức, viên chức": "cơ sở dữ liệu quốc gia, Quyết định 893/QĐ-TTg",
}


@cache
def library() -> Library:
    return load_library([DIRECTIVES])


def readable() -> Iterator[str]:
    """The text of each directive, without markup, blanks as one."""
    for document in library():
        yield " ".join(plain(document.text).split())


def provinces() -> set[str]:
    return {d.metadata.province for d in library() if d.metadata.province}


def people() -> set[str]:
    signers = {d.metadata.signer for d in library() if d.metadata.signer}
    return signers | {m.group() for text in readable() for m in PERSON.finditer(text)}


def places() -> set[str]:
    found: set[str] = set()
    for text in readable():
        found |= {m["first"] for m in PLACE.finditer(text)}
        for listed in LISTED.finditer(text):
            found |= {m.group() for m in NAME.finditer(listed["list"])}
        for body in find_local(text):
            found |= {m.group() for m in NAME.finditer(text[body.start : body.end])}
    bare = {re.sub(r"^(?:Huyện|Thị xã|Thành phố) ", "", name) for name in found}
    return {name for name in found | bare if not name.startswith(NO_PLACE)}


def projects() -> set[str]:
    found = chain.from_iterable((*PROJECT.finditer(t), *QUOTED.finditer(t)) for t in readable())
    names = {m["name"].strip(" *-") for m in found}
    return {name for name in names if len(name.split()) >= FEWEST}


def numbers() -> set[str]:
    return {d.metadata.number for d in library() if d.metadata.number}


def own_names() -> set[str]:
    """All of them but what the nation shares."""
    known = tuple(fold(name) for name in NATIONAL)
    names = provinces() | people() | places() | projects() | numbers()
    return {nfc(name) for name in names if not any(part in fold(name) for part in known)}


def files() -> list[Path]:
    found = chain.from_iterable(
        (ROOT / room).rglob(pattern) for room in ("bot", "corpus") for pattern in ("*.py", "*.toml")
    )
    return [f for f in sorted(found) if f not in LEFT_OUT and DIRECTIVES not in f.parents]


def standing(name: str, text: str) -> bool:
    """Whether the name stands in the text: in any case, or in capitals without its diacritics."""
    here = rf"(?<![^\W_]){re.escape(name)}(?![^\W_])"
    if re.search(here, text, re.IGNORECASE):
        return True
    bare = "".join(b.upper() if c.isupper() else b for c, b in zip(name, fold(name), strict=True))
    return bool(re.search(rf"(?<![^\W_]){re.escape(bare)}(?![^\W_])", text))


def test_the_directives_tell_their_own_names():
    """The mechanism finds what a reader would: a few of each sort, none of them the nation's."""
    assert provinces() == {"Quảng Ngãi", "Hải Dương"}
    assert {"Trần Phước Hiền", "Đặng Văn Minh", "Trương Văn Hôn", "Nguyễn Phước Bình"} <= people()
    assert {"Bình Sơn", "Nghĩa Hành", "Đức Phổ", "Trà Bồng", "Gò Tranh", "Dung Quất"} <= places()
    assert numbers() >= {"03/QĐ-BCĐ", "4685/UBND-KGVX", "19-CT/TU"}
    assert len(projects()) > 10
    assert "Hồ Chí Minh" not in own_names()


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_none_stands_in_code_or_vocabulary(path):
    text = nfc(path.read_text(encoding="utf-8"))
    assert [name for name in sorted(own_names()) if standing(name, text)] == []


def test_initials_of_a_province_are_not_listed():
    """Which province "QN" is depends on the documents that are loaded."""
    initials = {"".join(word[0] for word in name.split()) for name in provinces()}
    for path in files():
        if path.suffix == ".toml":
            assert not initials & set(_keys(tomllib.loads(path.read_text(encoding="utf-8")))), path


def _keys(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            yield key
            yield from _keys(value)
