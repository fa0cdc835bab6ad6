"""Abbreviations spelled out, and what the question asks for."""

import re
from collections.abc import Sequence
from functools import cache

from bot.vocabulary import phrase_book
from bot.vocabulary import read_table as read_question_table
from bot.vocabulary.types import question_types
from corpus.language.amounts import find_amounts, same_writings
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.names import NO_NAMES, Names
from corpus.vocabulary import read_table

# "những việc gì": the longest phrase wins in the table, the plural counts all the same
_PLURAL = re.compile(
    r"\b(?:những|nhung|liệt kê|liet ke|kể hết|ke het|tất cả|tat ca"
    r"|(?:các|cac)(?: \w+){1,5} (?:nào|nao|gì|gi)|lần lượt|lan luot"
    # "ba tiêu chí gì", "bốn ngân hàng nào"
    r"|(?:hai|ba|bốn|bon|sáu|sau|bảy|bay|tám|chín|mười)(?: (?!phần|phan|tháng|thang)\w+){1,3}"
    r" (?:nào|gì))\b",
    re.IGNORECASE,
)
_NO_FORM = "khong"
_DAY_TOO = re.compile(
    r"\b(?:ký|kí|ban hành)\b(?:[^.?!]{0,12}(?:,|\bvà\b|\bvào\b))?\s*(?:vào\s+)?"
    r"(?:ngày|hôm|bữa)\s+(?:nào|mấy)\b|\bký\b[^.?!]{0,12}\b(?:khi nào|bao giờ)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"\b(?:ai|người|ông nào|bà nào|vị nào|đồng chí nào|lãnh đạo nào"
    r"|(?:thủ tướng|chủ tịch|bộ trưởng|thứ trưởng|giám đốc|bí thư) nào)\b[^?.,;]{0,25}"
    r"\b(?:ký|xác thực)\b(?!\s+(?:kết|hợp đồng|thỏa thuận))",
    re.IGNORECASE,
)
# "gửi cho chủ tịch những tỉnh nào"; what is sent in is asked of the clauses
_SENT = re.compile(
    r"(?<!báo cáo )(?<!hồ sơ )(?<!văn bản )(?<!đơn )\bgửi (?:cho|đến|tới)\s+(?:\w+\s+){1,5}nào\b",
    re.IGNORECASE,
)
# "giám đốc Sở Y tế tên là gì"
_NAME = re.compile(
    r"\b(?:giám đốc|chủ tịch|bí thư|trưởng ban|trưởng phòng|chánh văn phòng|đồng chí|người)\b"
    r"[^?.,;]{0,60}\btên\s+(?:là\s+)?gì\b",
    re.IGNORECASE,
)
# "mấy ngành nào" asks which ones, not how many
_SEVERAL = re.compile(
    r"\b(?:mấy|may)((?: (?!phần|phan|tháng|thang)\w+){1,3}) (?:nào|nao|gì|gi)\b", re.IGNORECASE
)
# "chín nhiệm vụ", "bốn nội dung": so many are to be listed
_NUMBERED = re.compile(
    r"\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d{1,2})\s+(?:nhóm\s+)?(?:nhiệm vụ|nội dung|yêu cầu"
    r"|giải pháp|định hướng|quan điểm|chỉ tiêu|mục tiêu|việc|hạn chế|tồn tại|nguyên nhân"
    r"|phương châm|chủ đề|lĩnh vực|cơ quan|đơn vị|xã|thôn)\b",
    re.IGNORECASE,
)
# "không ai trả lời tôi" asks for nobody
_NOBODY = re.compile(
    r"\b(?:không|chẳng|chả|hổng|chưa|đâu có)\s+(?:có\s+|thấy\s+)?ai\b|\bai\s+(?:cũng|đó|chả|mà)\b"
    r"|\bbất (?:kỳ|cứ) ai\b",
    re.IGNORECASE,
)
# "mấy ông", "mấy hôm nay": several, nothing is asked
SEVERAL_OF = re.compile(
    r"\b(?:mấy|may)\s+(?:(?:anh|chị|ông|bà|bác|cô|chú|em|cháu|thầy|sếp|ổng|bả|đứa|vị|ong|ba|bac"
    r"|chi|chau)\b(?!\s+(?:nào|nao|gì|gi)\b)"
    r"|(?:hôm|bữa|ngày|tháng|năm|tuần|lần)\s+(?:nay|rồi|liền|qua|trước)\b)",
    re.IGNORECASE,
)
# "Tỷ lệ dân số có hồ sơ sức khỏe của tỉnh?": a quantity named as a question
_QUANTITY = re.compile(
    r"^\s*(?:cho (?:tôi|em|mình) (?:hỏi|biết) )?(?P<share>tỷ lệ|tỉ lệ|tỷ trọng|số lượng)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?:bao nhiêu|bao nhieu|mấy|may|what)\s*%", re.IGNORECASE)
_SUM = re.compile(
    r"(?<![\d.,])\d[\d.,]*+\s*+(?:(?:nghìn|triệu|tỷ|tỉ)\s*+)?đồng\b(?!\s(?:chí|bào|bộ|thời))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][\w&-]*", re.UNICODE)
# a year inside a document number ("47/2020/NĐ-CP") is none of the question's
_NUMBERS = re.compile(r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+\s?%|\b(?:19|20)\d{2}\b(?!/[A-ZĐa-zđ])")


@cache
def _abbreviations() -> dict[str, str]:
    table = read_table("abbreviations")["abbreviations"]
    spelled: dict[str, str] = {}
    for short, long in table.items():
        spelled.setdefault(short.lower(), long)
        spelled.setdefault(fold(short), long)
    return spelled


def spell_out(text: str, names: Names = NO_NAMES, named: Sequence[str] = ()) -> str:
    """``text`` followed by what its abbreviations and everyday words mean in official wording, and
    by the short forms of what it says in full.

    ``names`` are those of the loaded documents: what these explain goes before what the lists say,
    what the ``named`` ones do before that.
    """
    said = text.lower()
    learned = meanings(text, names, named)
    explained = {word.lower() for word, _ in learned}
    known = (
        _abbreviations().get(w.lower()) for w in _short_words(text) if w.lower() not in explained
    )
    others = (*(other for _, other in learned), *(long for long in known if long))
    added = [other for other in dict.fromkeys(others) if other.lower() not in said]
    added.extend(long for long in formal_words(text) if long not in added)
    written = (form for one in find_amounts(text) for form in same_writings(one.value))
    added.extend(form for form in dict.fromkeys(written) if form not in text)
    return f"{text} ({', '.join(added)})" if added else text


def meanings(text: str, names: Names, named: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """What the loaded documents explain of ``text``'s words: (as said, what else it is called), for
    short forms what they stand for and for what is said in full its short forms."""
    found = [
        (word, long)
        for word in _short_words(text)
        for long in names.stands_for(word.upper(), named)
    ]
    return (*dict.fromkeys(found), *((s.long, s.short) for s in names.short_for(text)))


def _short_words(text: str) -> list[str]:
    """The words that may be short forms: these also are words, so that of two letters only capitals
    count ("TP", not "tp")."""
    return [w for w in _WORD.findall(text) if len(w) > 2 or w.isupper()]


def formal_words(text: str) -> list[str]:
    """The official wording of everyday words in ``text``."""
    found = dict.fromkeys(match.name for match in _colloquial_book().find(text))
    return [official for official in found if official.lower() not in text.lower()]


@cache
def _colloquial_book() -> PhraseBook:
    words = read_question_table("colloquial")["words"]
    return PhraseBook([(spoken, official) for spoken, official in words.items()])


def read_asks(text: str) -> tuple[str, ...]:
    """What is asked for, in the order of ``asks.toml``."""
    text = SEVERAL_OF.sub(" ", _NOBODY.sub(" ", text))
    found = {match.name for match in phrase_book("asks").find(text)}
    if _SEVERAL.search(text):
        text = _SEVERAL.sub(r"những\1", text)
        found = {match.name for match in phrase_book("asks").find(text)} | {"list"}
    if _SHARE.search(text):
        found.add("share")
    if _SUM.search(text):  # a sum said of something is a sum asked for
        found.add("money")
    if _PLURAL.search(text):
        found.add("list")
    if _NUMBERED.search(text) and "how_much" not in found:
        found.add("list")
    quantity = _QUANTITY.match(text)
    if quantity and not found - {"list"}:
        found.add("how_much")
        if quantity["share"].lower() != "số lượng":
            found.add("share")
    if _NAME.search(text):
        found.add("person")
    types = question_types()
    found |= {implied for name in found for implied in types[name].implies}
    return tuple(name for name in types if name in found)


def read_form(text: str) -> str | None:
    """The form part of a document (``the_thuc``) that the question is about, or None."""
    return next(iter(read_forms(text)), None)


def read_forms(text: str) -> tuple[str, ...]:
    """All form parts that the question is about, as they are named."""
    names = [match.name for match in form_book().find(text) if match.name != _NO_FORM]
    if not names and _SIGNS.search(text):
        return ("chu_ky",)
    if not names and _SENT.search(text):
        return ("gui",)
    if "chu_ky" in names and _DAY_TOO.search(text):
        names.append("ngay")  # "do ai ký, ngày nào"
    return tuple(dict.fromkeys(names))


@cache
def form_book() -> PhraseBook:
    """Phrases that ask about a form part, each under the part's name."""
    rows = read_question_table("parts")["part"]
    return PhraseBook([(phrase, row["form"]) for row in rows for phrase in row["phrases"]])


def read_numbers(text: str) -> tuple[str, ...]:
    """Years and shares in ``text``, as written without spaces: ("2023", "30%")."""
    return tuple(dict.fromkeys(m.group().replace(" ", "") for m in _NUMBERS.finditer(text)))
