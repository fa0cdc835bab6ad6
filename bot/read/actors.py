"""Who does what is asked, as a clause's sentence prints it: the words before the verb.

"Ủy ban nhân dân Thành phố trình Hội đồng nhân dân Thành phố quyết định mức học phí": who decides is
the council, who submits the committee. Names are taken whole and all of those that are joined
("cơ quan nhà nước, đơn vị sự nghiệp công lập và Chủ tịch Ủy ban nhân dân cấp xã"); nothing where
the words before the verb do not open as a name does.
"""

import re
from collections.abc import Sequence
from functools import cache

from bot.evidence.direct import Direct
from bot.question import Understood
from bot.read.spans.wanted import wanted
from bot.verify.checks import in_compound
from bot.vocabulary import folded_stopwords, read_table
from corpus.document import Clause, Document
from corpus.language.normalize import View, fold, view
from corpus.language.phrases import Match, PhraseBook
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_bodies

_POINTS = re.compile(r"[.;](?=\s|$)|\n")
_STOP = re.compile(r"[:;()“”\"]|\n")
_LONGEST = 60  # words of all names together
_MOST = 4  # clauses' sentences with an answer: of more it is not one that is asked for
_OF_DOCUMENT = re.compile(r"\s+(?:số\s|này\b|nêu trên|kèm theo|trên đây|của\s)")
_SAID_OF = re.compile(
    r"(?:\bđã|\bđược|\btheo|\bngày|\bkhi|\bcác|\bnhững|\bmột|\btừng)\s+$", re.IGNORECASE
)
_ONLY_LEADS = re.compile(r"chủ trì|có trách nhiệm|tổ chức|phối hợp", re.IGNORECASE)
_LONGEST_LINE = 14  # words of a line that is a name
_MOST_ABOVE = 2  # what leads in to a clause
_NOBODY = frozenset(("sở", "bộ", "ban", "phòng", "tổ", "hội", "đoàn", "cục", "viện", "quỹ"))
_AFTER = re.compile(r"\s?:\s?(?P<names>(?:(?!\s[-–—+]\s)[^\n.;:]){3,160})")
_GIVES = re.compile(
    r"(?<!theo )(?<!được )\b(?:phân cấp|ủy quyền|uỷ quyền|phân quyền)\b", re.IGNORECASE
)
_TO = re.compile(r"\bcho\s+(?P<names>[^(\n;.:]{3,200})")
_SEVERAL = re.compile(
    r"\b(?:nhung|cac|liet ke|ke ten|may)\b(?:\s\w+){0,4}?\s(?:nao|ai)\b|\bnhung ai\b"
)
_STOPS = re.compile(r"\.(?=\s|$)|\n")
_NEAR_WORD = 24  # characters
_JOIN = re.compile(r"\s?(?:,|;|\bvà\b|\bhoặc\b|\bhay\b|\bcùng\b)\s*+")
_ARTICLE = re.compile(r"^\s*(?:các|những)\s+", re.IGNORECASE)


def asks_who(question: Understood) -> bool:
    """Whether the question asks who does something."""
    return any(one.way == "who" for one in wanted(_text(question)))


def asks_several(question: Understood) -> bool:
    """Whether several are asked for: "những cơ quan nào", "các sở nào"."""
    return bool(_SEVERAL.search(fold(_text(question))))


def verbs_asked(question: Understood) -> tuple[tuple[str, ...], ...]:
    """For each thing of which the question asks who does it, the verb that it says and those that
    may stand for it; none where it names none."""
    text = _text(question)
    table = read_table("who")["verbs"]
    for said in (text, question.standalone):
        found = [m for m in _verbs().find(said) if not _in_word(said, m.start, m.end)]
        found = found or list(_implied().find(said))
        if not found:
            continue
        rows: dict[str, tuple[str, ...]] = {}
        for match in _after_who(found, said):
            own = [verb for verb in table[match.name] if fold(verb) in fold(said)]
            rows.setdefault(match.name, tuple(dict.fromkeys([*own, *table[match.name]])))
        return tuple(rows.values())
    return ()


def _after_who(found: Sequence[Match], text: str) -> list[Match]:
    """Of the verbs the one that follows each word that asks for somebody; the first where none
    does ("thẩm quyền quyết định thuộc về ai")."""
    asked = [one.start for one in wanted(text) if one.way == "who"]
    kept = []
    for at, after in zip(asked, [*asked[1:], len(text)], strict=False):
        first = next((match for match in found if at <= match.start < after), None)
        if first is not None:
            kept.append(first)
    return kept or list(found[:1])


def actors(
    question: Understood, document: Document, clause: Clause, *, apart: bool = True
) -> tuple[Direct, ...]:
    """The names of those who do it in the clause, else in what leads in to it ("… có thẩm quyền
    quyết định:"); empty where that is not asked or not told. Who is left out of the answer is left
    out where ``apart``."""
    rows = verbs_asked(question)
    if not rows or not asks_who(question):
        return ()
    above = [c for c in document.ancestors(clause)[-_MOST_ABOVE:] if _leads_in(document, c)]
    for holder in (clause, *reversed(above)):
        shown = view(document.text, holder.start, holder.end, document.paragraphs)
        led = holder is not clause
        best = (_best(question, shown.text, verbs, apart, led=led) for verbs in rows)
        found = [span for span in best if span]
        if found:
            spans = dict.fromkeys(found)
            return tuple(_direct(document, holder, shown, span) for span in spans)
    return ()


def _best(
    question: Understood, text: str, verbs: Sequence[str], apart: bool, *, led: bool
) -> tuple[int, int] | None:
    """The names before the first of ``verbs`` that has such, in the sentence that is nearest to the
    question; ``led``: the text only leads in to what is done."""
    for verb in verbs:
        spans = list(dict.fromkeys(_before(text, verb)))
        if led:
            spans = [span for span in spans if "\n" not in text[span[1] :]]
        if apart:
            spans = [span for span in spans if not _is_apart(text[slice(*span)], question)]
        if spans and len(spans) <= _MOST:
            return max(spans, key=lambda span: (_near(text, span, question), -span[0]))
    return None


def _leads_in(document: Document, clause: Clause) -> bool:
    return document.quote(clause).rstrip(" *").endswith(":")


def named(
    question: Understood, document: Document, clause: Clause, directs: tuple[Direct, ...]
) -> tuple[Direct, ...]:
    """The words of a clause that answer, where who does it is asked in the names before the verb,
    without what the question leaves out."""
    told = actors(question, document, clause)
    kept = directs
    if told:
        kept = tuple(one for one in directs if one.way != "who") + told
    if not question.apart:
        return kept
    kept = tuple(one for one in kept if not _is_apart(one.words, question))
    if kept or actors(question, document, clause, apart=False):
        return kept
    return _beside_apart(question, document, clause)


def _beside_apart(question: Understood, document: Document, clause: Clause) -> tuple[Direct, ...]:
    """The bodies that the sentence names beside who or what is left out of the answer."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    text = shown.text
    at = fold(text).find(fold(question.apart))
    if at < 0 or not asks_who(question):
        return ()
    start = max((m.end() for m in _POINTS.finditer(text, 0, at)), default=0)
    stop = _POINTS.search(text, at)
    end = stop.start() if stop else len(text)
    bodies = [m for m in find_bodies(text[start:end]) if start + m.start >= at]
    found = [(start + m.start, start + m.end) for m in bodies]
    found = [span for span in found if not _is_apart(text[slice(*span)], question)]
    return tuple(_direct(document, clause, shown, span) for span in found[:_MOST])


def _is_apart(words: str, question: Understood) -> bool:
    """Whether ``words`` name nobody but who is left out of the answer."""
    apart = set(syllables(question.apart.lower()))
    said = set(syllables(words.lower()))
    return bool(apart) and (apart <= said or said <= apart)


def _near(text: str, span: tuple[int, int], question: Understood) -> int:
    """How many words of the question the sentence around the names holds."""
    start = max((m.end() for m in _POINTS.finditer(text, 0, span[0])), default=0)
    stop = _POINTS.search(text, span[1])
    said = set(folded_syllables(text[start : stop.start() if stop else len(text)]))
    return len(said & (set(folded_syllables(question.standalone)) - folded_stopwords()))


def _text(question: Understood) -> str:
    return question.wording if wanted(question.wording) else question.standalone


def _before(text: str, verb: str) -> list[tuple[int, int]]:
    """The spans of the names before (or, after a colon, behind) the verb in ``text``."""
    found = []
    for match in re.finditer(rf"(?<!\w){re.escape(verb)}(?!\w)", text, re.IGNORECASE):
        if _is_noun(text, match) or _in_word(text, *match.span()):
            continue
        if _gives_away(text, match.start()):
            given = _delegated(text, match.end())
            found += [given] if given else []
            continue
        label = _AFTER.match(text, match.end())
        if label and _opens(label["names"]) and _is_label(text, match.start()):
            found.append(_trimmed(text, *label.span("names")))
            continue
        if span := _subject(text, match.start()):
            found.append(span)
    return [span for span in found if span[0] < span[1]]


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """Whether the words name a document or are said of one: "theo Quyết định số 15", "ban hành kèm
    theo", "đã được ban hành"."""
    before, after = text[: match.start()], text[match.end() :]
    opens = not before.strip() or before.rstrip()[-1] in ".:;-–)" or before.endswith("\n")
    return bool(
        (match.group()[:1].isupper() and not opens)
        or _OF_DOCUMENT.match(after)
        or _SAID_OF.search(before)
    )


def _in_word(text: str, start: int, end: int) -> bool:
    """Whether the verb is a syllable of another word: "quy trình", "trình độ"."""
    words = syllables(text[max(0, start - _NEAR_WORD) : end + _NEAR_WORD])
    said = syllables(text[start:end])
    if len(said) != 1:
        return False
    before = len(syllables(text[max(0, start - _NEAR_WORD) : start]))
    return in_compound(words, before)


def _gives_away(text: str, start: int) -> bool:
    """Whether the power to do it is given to another: "phân cấp thẩm quyền quyết định"."""
    begun = max((m.end() for m in _STOPS.finditer(text, 0, start)), default=0)
    gives = list(_GIVES.finditer(text, begun, start))
    return bool(gives) and not _TO.search(text, gives[-1].end(), start)


def _delegated(text: str, end: int) -> tuple[int, int] | None:
    """The names to whom the power is given: "… cho Sở A"."""
    stop = _STOPS.search(text, end)
    given = _TO.search(text, end, stop.start() if stop else len(text))
    return _checked(text, *given.span("names")) if given else None


def _is_label(text: str, at: int) -> bool:
    """Whether what stands before ``at`` only says who is named after the colon: "Cơ quan có thẩm
    quyền quyết định: UBND tỉnh"."""
    begun = max((m.end() for m in _SEGMENT.finditer(text, 0, at)), default=0)
    return len(text[begun:at].split()) <= _LABEL_WORDS


_SEGMENT = re.compile(r"\n|(?:^|\s)[-–—+](?=\s)|[.;](?=\s)")
_LABEL_WORDS = 8


def _subject(text: str, at: int) -> tuple[int, int] | None:
    """The names that end before the verb at ``at``, or stand alone on the line above it."""
    line = text.rfind("\n", 0, at) + 1
    if line and not _ONLY_LEADS.sub("", text[line:at]).strip(" ,-–"):
        above = text[:line].rstrip()
        start = above.rfind("\n") + 1
        alone = len(above[start:].split()) <= _LONGEST_LINE
        return _checked(text, start, len(above)) if alone else None
    begun = max((m.end() for m in _STOP.finditer(text, 0, at)), default=0)
    full = max((m.end() for m in re.finditer(r"\.\s", text[:at])), default=0)
    begun = max(begun, full)
    end = at
    while True:
        left = text[begun:end].rstrip(" ,")
        cut = next((w for w in _between() if _ends(left, w)), None)
        if cut is None:
            end = begun + len(left)
            break
        end = begun + len(left) - len(cut)
    lead = max((m.end for m in _leads().find(text[begun:end])), default=0)
    start = begun + lead
    return _checked(text, start, end)


def _checked(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The names in ``text[start:end]``, as many as are joined at its end, without what is said of
    them after ("theo phân cấp"); None where it ends with none."""
    start, end = _trimmed(text, start, end)
    cuts = [start, *(start + m.end() for m in _JOIN.finditer(text[start:end]))]
    for at in cuts:
        said = text[at:end]
        beside = next((m.start for m in _beside().find(said) if said[m.start].islower()), len(said))
        said = said[: beside or len(said)]
        parts = [part for part in _JOIN.split(said) if part.strip()]
        if not parts or not _opens(parts[0]) or "%" in said or _holds_verb(said):
            continue
        joined = all(_opens(part) or _goes_on(part) for part in parts)
        if joined and len(said.split()) <= _LONGEST:
            return _trimmed(text, at, at + len(said))
    return None


def _holds_verb(said: str) -> bool:
    """Whether something is already said to be done: "Ủy ban nhân dân tỉnh ban hành Quyết định"."""
    return any(re.search(rf"\b{verb}\b", said) for verb in _DONE)


_DONE = (
    "ban hành", "quyết định", "phê duyệt", "thẩm định", "giám sát", "chấp thuận", "có hiệu lực",
    "phân cấp", "ủy quyền", "uỷ quyền", "thẩm quyền",
)  # fmt: skip


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",-–+*•."):
        start += 1
    if match := re.match(r"(?:\d{1,2}|[a-zđ])[.)]\s+", text[start:end]):
        start += match.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:"):
        end -= 1
    return start, end


def _opens(text: str) -> bool:
    """Whether ``text`` opens as a name of somebody does; "Sở" alone is nobody's."""
    if text.strip().lower() in _NOBODY:
        return False
    bare = _ARTICLE.sub("", text.strip()).lower()
    return any(bare == head or bare.startswith(f"{head} ") for head in _heads())


def _goes_on(part: str) -> bool:
    """Whether a part after a join goes on with the name before: "Sở Văn hóa, Thể thao và Du lịch",
    "phường, xã", "ban, ngành"."""
    words = part.split()
    return len(words) <= 2 or (len(words) <= _SHORT and words[0][:1].isupper())


_SHORT = 5


def _ends(text: str, words: str) -> bool:
    return text.lower().endswith(f" {words}")


def _direct(document: Document, clause: Clause, shown: View, span: tuple[int, int]) -> Direct:
    start, end = shown.source_span(*span)
    return Direct(document, clause, start, end, "body", "who")


@cache
def _verbs() -> PhraseBook:
    rows = read_table("who")["verbs"]
    return PhraseBook([(verb, name) for name, verbs in rows.items() for verb in verbs])


@cache
def _implied() -> PhraseBook:
    rows = read_table("who")["implied"]
    return PhraseBook([(phrase, name) for name, phrases in rows.items() for phrase in phrases])


@cache
def _heads() -> tuple[str, ...]:
    words = read_table("who")["heads"]["words"]
    return tuple(word for word in words if word not in ("các", "những"))


@cache
def _between() -> tuple[str, ...]:
    return tuple(sorted(read_table("who")["between"]["words"], key=len, reverse=True))


@cache
def _leads() -> PhraseBook:
    return PhraseBook([(word, "lead") for word in read_table("who")["before"]["words"]])


@cache
def _beside() -> PhraseBook:
    return PhraseBook([(word, "beside") for word in read_table("who")["beside"]["words"]])
