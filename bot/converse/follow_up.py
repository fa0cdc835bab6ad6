"""A follow-up made readable on its own: "Thế còn Sở Y tế?" after a question on Sở Nội vụ.

Rules, no model: a short question that opens or points back is completed from the one before; an
organ or province that it names takes the place of the like in that one.
"""

import re
from collections.abc import Sequence

from bot.converse.openers import CLOSER, OPENER, OPENER_FOLDED, find_acting, find_names, own_words
from bot.converse.swap import MONTH, swap_document, swap_named, swap_size, swap_unknown, swap_value
from bot.converse.told import NOTHING, Told
from bot.evidence.aspects import read_aspects
from bot.question import joined, only_ascii
from bot.read.spans.wanted import wanted
from bot.understand.intent.window import read_month
from bot.understand.intent.words import read_asks, read_form
from bot.understand.scope.clause_reference import read_clause_reference
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import province_book
from bot.vocabulary import folded_stopwords
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_organs

_POINTER = re.compile(
    r"\b(?:đó|này|ấy|nó|họ|trên|kia|việc ấy|vừa nêu|vừa nói|it|that|they|this)\b"
    r"|\btiếp(?: theo)?\W*$",
    re.IGNORECASE,
)
_THIS = r"(?:này|đó|ấy|kia|trên|vừa nêu|vừa nói|nay|do|ay)"
_ORGAN_POINTER = re.compile(
    rf"\b(?:sở|cơ quan|đơn vị|huyện|ngành|ban|địa phương|so|co quan|don vi)\s+{_THIS}\b",
    re.IGNORECASE,
)
_DOCUMENT_POINTER = re.compile(
    r"\b(văn bản|công văn|thông báo|chỉ thị|quyết định|kế hoạch|van ban|cong van|thong bao"
    rf"|chi thi|quyet dinh|ke hoach)\s+(?:{_THIS}|đồ|độ)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:không phải|khong phai|chứ không phải)\s+", re.IGNORECASE)
_NEXT_MONTH = re.compile(
    r"\b(?:sang\s+)?(?:tháng|thang)\s+(?:(?:kế|ke)(?:\s+(?:tiếp|tiep))?|(?:tiếp|tiep)\s+theo"
    r"|sau)(?:\s+(?:đó|do|nữa|nua|sau đó))*\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:(?:à|ừ|ờ|ơ|ấy|không|khong|thôi|thoi)[\s,.]+)?(?:nhầm|nham|lộn|lon|sai|xin lỗi|xin loi)"
    r"(?:\s+(?:rồi|roi|mất|mat))?\s*[,.:;]\s*",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"^\W*(?:(?:thôi|thoi|rồi|roi|thế|the|vậy|vay)[\s,]+)?(?:quay lại|quay lai|trở lại|tro lai"
    r"|quay về|quay ve|back to)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:lúc đầu|ban đầu|đầu tiên|luc dau|ban dau|dau tien)\b", re.IGNORECASE)
_TASKS = re.compile(
    r"\b(?:phải làm|phai lam|làm|lam|được giao|duoc giao|có nhiệm vụ|co nhiem vu|lo|phụ trách"
    r"|có trách nhiệm|co trach nhiem|có quyền|co quyen|quyết|quyet|quyết định|quyet dinh|được|duoc)"
    r"(?:\s+(?:những|nhung|các|cac))?(?:\s+(?:việc|viec|nhiệm vụ|nhiem vu))?\s+(?:gì|gi)\b",
    re.IGNORECASE,
)
_ONLY_YEAR = re.compile(r"\((?:năm|nam) 20\d\d\)")
_YEAR = re.compile(r"\b20\d\d\b")
# a document as its label prints it, its number and day left blank
_BLANKS = ((re.compile(r"số …/\S+\s*"), ""), (re.compile(r"ngày …/"), "tháng "))
_CLAUSE = re.compile(
    r"\b(?:(?:ở|tại|o|tai)\s+)?(?:(?:điểm|diem)\s+\S{1,4}\s+)?(?:(?:khoản|khoan)\s+\d{1,3}\s+)?"
    r"(?:điều|dieu|khoản|khoan)\s+\d{1,3}\w?\b"
    r"(?:\s+(?:chương|mục|phần|chuong|muc|phan)\s+[IVXLivxl\d]{1,5}\b)?",
    re.IGNORECASE,
)
_FEW = 2  # content syllables, question words left out, that make no question of their own
_LONGEST_TOPIC = 500  # characters
_ANY_TOPIC = "Sở nào chủ trì việc này theo văn bản nào"
_MOST_NAMED = 5  # content syllables of what is named instead
_OWN_TOPIC = 3  # content syllables from which a follow-up has a topic of its own


def topic_of(earlier: Sequence[str]) -> str:
    """What a talk is about after the questions ``earlier``, oldest first, whose answers are not
    known; "" before any.

    It moves only with questions that bring something of their own: "Khi nào xong?", "Ai lo?" all
    complete the same question before them.
    """
    topic = ""
    for text in map(str.strip, earlier):
        whole = _completed(text, topic, NOTHING) if topic else text
        if not topic or whole == text or _brings_topic(text):
            # what has been added up from many turns is no question any more
            topic = whole if len(whole) <= _LONGEST_TOPIC else text
    return topic


def next_topic(question: str, standalone: str, topic: str) -> str:
    """What a talk is about after ``question``, ``standalone`` if read alone, was answered."""
    if not topic or standalone == question:
        return standalone if len(standalone) <= _LONGEST_TOPIC else question
    if not _brings_topic(question):
        return topic
    if standalone.endswith(question):  # what went before it stays out of what comes after
        return joined((question.rstrip("?. "), slots(topic, question)))
    return standalone if len(standalone) <= _LONGEST_TOPIC else question


def complete(question: str, topic: str, told: Told = NOTHING, first: str = "") -> str:
    """``question`` as it would be asked without the talk, which is about ``topic``, was ``told``
    the answer to it, and began with the question ``first``."""
    question = question.strip()
    if topic and _RETURN.match(question):
        back = first if _FIRST.search(question) else ""
        return joined((question.rstrip("?. "), slots(back, question))) if back else question
    return _completed(question, topic, told) if topic else question


def is_incomplete(text: str) -> bool:
    """Whether the text would be completed by what a talk is about, whatever that is."""
    return complete(text, _ANY_TOPIC) != text.strip()


def points_at_document(text: str) -> tuple[int, int] | None:
    """Where the text points at a document that was spoken of: "văn bản này"."""
    match = _DOCUMENT_POINTER.search(text)
    return match.span() if match else None


def points_back(text: str) -> bool:
    """Whether the text has words that point at what was said before ("việc ấy", "nó", "này")."""
    return bool(_POINTER.search(text))


def names_another(text: str) -> tuple[str, ...]:
    """The folded content syllables of a follow-up that only names another of what it was about
    ("thế cấp xã?", "còn đời 2022?"); none of one that asks or says more."""
    opener = OPENER.match(text) or OPENER_FOLDED.match(fold(text))
    if not (opener or CLOSER.search(text)) or read_form(text) or _POINTER.search(text):
        return ()
    rest = CLOSER.sub("", text[opener.end() :] if opener else text)
    if read_asks(rest):
        return ()
    found = [s for s in folded_syllables(rest) if s not in folded_stopwords()]
    return tuple(found) if len(found) <= _MOST_NAMED else ()


def is_named(text: str) -> bool:
    """Whether the text names a body or a province."""
    return bool(find_names(text))


def _brings_topic(text: str) -> bool:
    """Whether a follow-up names something, or says enough, to change what is talked about."""
    months = MONTH.search(text) or _NEXT_MONTH.search(text)
    return bool(find_names(text) or months) or len(own_words(text)) >= _OWN_TOPIC


def _complete_one(text: str, before: str, told: Told) -> str:
    text = _without_negated(text)
    corrected = _CORRECTION.sub("", text)
    corrects, text = corrected != text, corrected
    next_month = _next_month(text, before, told)
    if next_month != text:
        return joined((next_month.rstrip("?. "), slots(before, next_month)))
    pointed = _resolve_pointers(text, before, told)
    which = read_form(text) and "which_document" not in read_asks(before)
    if pointed == text and which and not _documents(text):
        document = _last_document(before, told)
        if document and len(own_words(text)) <= _OWN_TOPIC:
            return joined((text.rstrip("?. "), f"({document})"))
    if pointed != text:
        return joined((pointed.rstrip("?. "), slots(before, pointed)))
    closes = bool(CLOSER.search(text))
    bare = only_ascii(text)
    opens = bool(OPENER.match(text) or (bare and OPENER_FOLDED.match(fold(text))))
    opens = opens or closes or corrects
    points = bool(_POINTER.search(text))
    content = [s for s in folded_syllables(text) if s not in folded_stopwords()]
    names = find_names(text)
    named = sum(len(syllables(text[m.start : m.end])) for m in names)
    if not (opens or points or len(own_words(text)) - named <= _FEW):
        return text
    rest = len(content) - sum(len(folded_syllables(text[m.start : m.end])) for m in names)
    if names and (_TASKS.search(text) or (rest >= _OWN_TOPIC and not opens)):
        # "Còn Sở Y tế phải làm gì?", "Công an …, họ …" ask all of their own
        return joined((text.rstrip("?. "), slots(before, text)))
    if names and rest <= 2 and not _asks_otherwise(text, before):
        swapped = swap_named(before, text, names)
        if swapped:
            return swapped
    likewise = swap_value(before, text) if opens and rest <= _OWN_TOPIC else None
    if closes and not names and not likewise:
        likewise = swap_unknown(before, text)
    if likewise:
        return likewise
    left = slots(before, text)
    # a year alone does not say what it is about: "Thế tỷ lệ dùng thường xuyên là bao nhiêu?"
    if opens and rest >= _OWN_TOPIC and (names or not _ONLY_YEAR.fullmatch(left)):
        asking = "" if read_asks(text) or read_form(text) else _asking(before)
        return joined((text.rstrip("?. "), asking, left))
    return joined((before.rstrip("?. ") + ".", text))


def without_other_clause(before: str, text: str) -> str:
    """``before`` without the clause that it names, where ``text`` names one itself."""
    if not read_clause_reference(text):
        return before
    return " ".join(_CLAUSE.sub(" ", before).split()) or before


def _completed(text: str, before: str, told: Told) -> str:
    before = without_other_clause(before, text)
    swapped = swap_document(before, text) or swap_size(before, text)
    return swapped or _complete_one(text, before, told)


def _asking(before: str) -> str:
    """The words with which ``before`` asks for the fee, the days, the place and the like: "còn
    chứng thực chữ ký?" asks the same of another."""
    aspects = read_aspects(before, [(one.way, one.start, one.end) for one in wanted(before)])
    words = [before[a.start : a.end] for a in aspects]
    return ", ".join(w for w, a in zip(words, aspects, strict=True) if a.named or " " in w)


def _asks_otherwise(text: str, before: str) -> bool:
    """Whether the text asks for something that ``before`` does not ask for ("thế bên Huế bao giờ
    xong?" after "bao nhiêu hồ sơ")."""
    return bool(set(read_asks(text)) - set(read_asks(before)))


def _resolve_pointers(text: str, before: str, told: Told) -> str:
    """ "Sở này", "công văn đó" replaced by the organ or document last named in ``before``, else by
    that of the answer ``told``."""
    organs = find_organs(before)
    last = before[organs[-1].start : organs[-1].end] if organs else _direct_organ(told)
    if last:
        text = _ORGAN_POINTER.sub(last, text)
    pointer = _DOCUMENT_POINTER.search(text)
    if not pointer:
        return text
    kind = "" if fold(pointer[1]) == "van ban" else pointer[1]
    document = _last_document(before, told, kind)
    return _DOCUMENT_POINTER.sub(document, text) if document else text


def _documents(text: str) -> list[str]:
    """The words that name documents exactly."""
    mentions = read_mentions(text, province_book().find(text))
    return [text[m.start : m.end].strip() for m in mentions if m.exact]


def _last_document(before: str, told: Told, kind: str = "") -> str:
    """The document (of a kind) last named in the question before, else the first that the answer
    cites."""
    cited = told.source
    for pattern, put in _BLANKS:
        cited = pattern.sub(put, cited)
    for named in (_documents(before), _documents(cited), _documents(told.words) if kind else []):
        fitting = [name for name in named if fold(name).startswith(fold(kind))]
        if fitting:
            return fitting[-1]
    return ""


def _direct_organ(told: Told) -> str:
    """The organ that the answer gives as its direct answer."""
    organs = find_organs(told.lead)
    return told.lead[organs[0].start : organs[0].end] if organs else ""


def _without_negated(text: str) -> str:
    """ "Không phải Viettel, tôi hỏi VNPT" names VNPT alone."""
    for match in find_names(text):
        lead = _NEGATED.search(text[: match.start])
        if lead and lead.end() == match.start:
            return text[: lead.start()] + text[match.end :].lstrip(" ,")
    return text


def slots(before: str, text: str) -> str:
    """What ``before`` was about and ``text`` leaves unsaid: document, organ, province, year."""
    places = {match.name for match in province_book().find(text)}
    known = {match.name for match in province_book().find(before)}
    # another year, or another place, is another document's
    dated = bool(_YEAR.search(text))
    mentions = (
        []
        if dated or (places and not places & known)
        else read_mentions(before, province_book().find(before))
    )
    spans = [(m.start, m.end) for m in mentions if m.exact]
    if not find_acting(text):
        spans += [(m.start, m.end) for m in find_acting(before)]
    if not province_book().find(text):
        spans += [(m.start, m.end) for m in province_book().find(before)]
    if not dated:
        spans += [m.span() for m in re.finditer(r"năm 20\d\d|nam 20\d\d", before)]
    words = [before[a:b] for a, b in sorted(spans)]
    kept = [w for i, w in enumerate(words) if not any(w in o for o in words[:i] + words[i + 1 :])]
    return f"({', '.join(dict.fromkeys(kept))})" if kept else ""


def _next_month(text: str, before: str, told: Told) -> str:
    """ "Tháng sau" names the month after the one that ``before``, or its answer, is about."""
    months = list(MONTH.finditer(before)) or list(MONTH.finditer(told.words))[:1]
    number = read_month(months[-1].group()) if months else None
    if number is None or not _NEXT_MONTH.search(text):
        return text
    return _NEXT_MONTH.sub(f"tháng {number % 12 + 1}", text, count=1)
