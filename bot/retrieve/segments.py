"""A question cut at the words that join its parts: what is asked of each anchor.

Words stand before their anchor ("trình Quy chế ở A hay trình Kế hoạch ở B") or after it ("A trình
Quy chế, còn B trình Kế hoạch"); what stands before the first or after the last anchor, where no
other part has words in that place, is asked of all ("Ở A và B, …", "X: A …, B …").
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.understand.scope.anchors import Anchor
from bot.understand.scope.scope import province_book, without
from bot.vocabulary import folded_stopwords, phrase_book, read_table
from corpus.language.phrases import PhraseBook
from corpus.language.segment import folded_syllables
from corpus.organs import find_organs

_OWN = 2  # content syllables from which words are something of their own
_POINTS = re.compile(r"[;.?!](?=\s)|,(?=\s)")
_STRENGTH = {";": 3, ".": 3, "?": 3, "!": 3, ",": 1, "strong": 3, "weak": 1}
_QUOTED = re.compile(r"“[^”]{0,400}+”|\"[^\"]{0,400}+\"|\([^()]{0,400}+\)")
_LAST_WORD = re.compile(r"(?<![^\W_])([^\W_]++)[\s(]*+$")
_YEAR_BEFORE = re.compile(
    r"(?:(?:cuối|đầu|giữa|cuoi|dau|giua)\s+)?(?:(?:năm|nam)\s+)?(?<![\d/.-])20\d\d[\s,]*$", re.I
)
_BRACKET = re.compile(r"\([^()]*\)")
# what stands before the last comma is then said of all
_TOPIC = re.compile(r"^\s*(?:về|đối với|riêng|chuyện|nói về|liên quan|với)\s", re.IGNORECASE)
_OPENING = re.compile(r"^[\s,;:.?!]*(?:(?:và|còn|với|hay|hoặc|va|con|voi)\s+)*", re.IGNORECASE)
# all parts share what follows these
_TAIL = re.compile(r"[:?.!](?=\s)")
# a bracket that only dates what stands before it
_DATED = re.compile(
    r"\(\s*+(?:(?:ngày|tháng|năm|ngay|thang|nam|hồi|cuối|đầu|giữa)\s*+)?"
    r"\d{1,4}(?:\s*+[/.-]\s*+\d{1,4})*+\s*+\)"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """What is asked of one anchor: its own words and those that all share, in their order.

    ``own`` is all that stands around the anchor, shared or not.
    """

    anchor: Anchor
    words: str
    own: str


def cut(text: str, anchors: Sequence[Anchor], names: Sequence[tuple[int, int]]) -> list[Segment]:
    """The segments of ``text``, one an anchor; ``names`` are spans that are no content."""
    spans = list(dict.fromkeys((a.start, a.end) for a in anchors))
    blank = [*names, *((leading(text, s), e) for s, e in (*spans, *scope_words(text)))]
    blank += [m.span() for m in _DATED.finditer(text)]
    blank += [m.span() for m in _BRACKET.finditer(text) if _holds_anchor(m, spans)]
    cuts = [0]
    for one, other in itertools.pairwise(spans):
        cuts.append(_cut_between(text, one[1], other[0], blank))
    cuts.append(len(text))
    plain = _blanked(text, blank)
    before = [plain[c:s] for c, (s, _) in zip(cuts, spans, strict=False)]
    after = [plain[e:c] for c, (_, e) in zip(cuts[1:], spans, strict=True)]
    around = {span: f"{b} {a}" for span, b, a in zip(spans, before, after, strict=True)}
    lead, before[0] = _lead(before)
    tail, after[-1] = _tail(after)
    own = {span: f"{b} {a}" for span, b, a in zip(spans, before, after, strict=True)}
    several = any(has_content(words) for words in own.values())
    segments = []
    for anchor in anchors:
        said = own[anchor.start, anchor.end]
        words = tidy(f"{lead} {_OPENING.sub('', said)} {tail}")
        if not has_content(words) or (several and not has_content(said)):
            words = tidy(plain)
        segments.append(Segment(anchor, words, around[anchor.start, anchor.end]))
    return segments


def tidy(words: str) -> str:
    """``words`` without brackets and points that enclose nothing, nor what joined them."""
    kept = re.sub(r"[()]", " ", words)
    kept = re.sub(r"(?:(?<!\s)\s*+[,;:])+(?=\s*(?:[,;:?.]|$))", "", " ".join(kept.split()))
    return re.sub(r"(?<!\s)\s++(?=[,;:?.])", "", _OPENING.sub("", kept)).strip()


def _holds_anchor(bracket: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the bracket only says where to look: it names a document and asks nothing."""
    inside = any(bracket.start() < start < bracket.end() for start, _ in spans)
    return inside and not phrase_book("asks").find(bracket.group())


def leading(text: str, start: int) -> int:
    """Where the words that lead to the name at ``start`` begin ("trong", "và của", "năm 2022")."""
    if year := _YEAR_BEFORE.search(text, 0, start):
        start = year.start()
    while (word := _LAST_WORD.search(text, 0, start)) and word[1].lower() in _before():
        start = word.start(1)
    return start


@cache
def _before() -> frozenset[str]:
    return frozenset(read_table("compare")["before"]["words"].split())


def _lead(before: Sequence[str]) -> tuple[str, str]:
    """What stands before the first anchor for all, and for it alone."""
    if not any(has_content(words) for words in before[1:]):
        return before[0], ""
    topic, colon, rest = before[0].rpartition(":")
    if not colon and _TOPIC.match(before[0]):
        topic, colon, rest = before[0].rpartition(",")
    return (topic, rest) if colon else ("", before[0])


def _tail(after: Sequence[str]) -> tuple[str, str]:
    """What stands after the last anchor for all, and for it alone."""
    if not any(has_content(w) or phrase_book("asks").find(w) for w in after[:-1]):
        return after[-1], ""
    mark = next((m for m in _TAIL.finditer(after[-1]) if after[-1][m.end() :].strip()), None)
    return (after[-1][mark.end() :], after[-1][: mark.start()]) if mark else ("", after[-1])


def has_content(text: str) -> bool:
    """Whether ``text`` says something beside question words and words that join; a word will do
    with a question word."""
    asked = phrase_book("asks").find(text)
    kept = without(text, [(m.start, m.end) for m in asked])
    said = [s for s in folded_syllables(kept) if s not in folded_stopwords() and not s.isdigit()]
    return len(said) >= (1 if asked else _OWN)


def _cut_between(text: str, start: int, end: int, blank: Sequence[tuple[int, int]]) -> int:
    """Where the part of the anchor that ends at ``start`` gives way to that of the next."""
    joins = find_joins(text, start, end)
    if not joins:
        return end
    plain = _blanked(text, blank)
    first, last = joins[0], joins[-1]
    if not has_word(plain[last[1] : end]):
        return last[0]
    if not has_word(plain[start : first[0]]):
        return first[0]
    return max(joins, key=lambda join: (join[2], join[0]))[0]


def has_word(text: str) -> bool:
    """Whether any word but stop words stands in ``text``."""
    return any(s not in folded_stopwords() for s in folded_syllables(text))


def closed_spans(text: str) -> list[tuple[int, int]]:
    """Names of organs, quotations and brackets: nothing is cut in them."""
    names = [(o.start, o.end) for o in find_organs(text)]
    return names + [m.span() for m in _QUOTED.finditer(text)]


def find_joins(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """(start, end, strength) of the words and points that join parts between two anchors."""
    closed = closed_spans(text)
    found = [(m.start(), m.end(), _STRENGTH[m.group()]) for m in _POINTS.finditer(text, start, end)]
    found += [
        (start + m.start, start + m.end, _STRENGTH[m.name]) for m in _book().find(text[start:end])
    ]
    free = [j for j in found if not any(s <= j[0] < e for s, e in closed)]
    return sorted(free)


@cache
def _book() -> PhraseBook:
    table = read_table("compare")["joins"]
    return PhraseBook([(phrase, name) for name in table for phrase in table[name]])


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def scope_words(text: str) -> list[tuple[int, int]]:
    """Province names that belong to no organ's own name."""
    organs = find_organs(text)
    return [
        (m.start, m.end)
        for m in province_book().find(text)
        if not any(o.start <= m.start < m.end <= o.end for o in organs)
    ]
