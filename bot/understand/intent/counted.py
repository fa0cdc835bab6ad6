"""What is counted: "có mấy nhóm đối tượng được tặng quà" counts "nhóm đối tượng"."""

import re

from bot.vocabulary import stopwords
from corpus.language.normalize import nfc
from corpus.language.segment import syllables

_COUNTED = re.compile(
    # a bound that is asked for counts no list
    r"(?<!ít nhất )(?<!tối thiểu )(?<!tối đa )(?<!không quá )(?<!từ )(?<!đạt )(?<!đủ )"
    r"\b(?:mấy|bao nhiêu)\s+(?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,4})",
    re.IGNORECASE,
)
# measured or paid, not listed
_MEASURED = frozenset(
    ["ngày", "tháng", "năm", "tuần", "giờ", "phút", "lần", "đồng", "tiền", "phần", "điểm", "tuổi",
     "mét", "km", "ha", "người", "ký"]
)  # fmt: skip


def read_counted(text: str, every: bool = False) -> tuple[str, ...]:
    """The syllables of what is counted, to the next word of no weight; empty where nothing is, or
    what is measured. ``every``: of all that are."""
    found: list[str] = []
    for match in _COUNTED.finditer(nfc(text)):
        words: list[str] = []
        for syllable in syllables(match["words"]):
            if syllable in stopwords():
                break
            words.append(syllable)
        if words and words[0] not in _MEASURED:
            found += words
        if not every:
            break
    return tuple(found)


def counted_word(text: str) -> str:
    """What is counted, as it is written."""
    text = nfc(text)
    match = _COUNTED.search(text)
    return " ".join(match["words"].split()[: len(read_counted(text))]) if match else ""
