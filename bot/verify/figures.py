"""Whether the figures of a sentence stand in what it cites, with what they are said of."""

import itertools
import re
from collections.abc import Iterable
from functools import cache

from bot.evidence.figures import Figure, bound, counted_words, find_figures, segments
from bot.verify.ground import Support
from bot.vocabulary import read_table
from corpus.language.segment import syllables
from corpus.vocabulary import kinds

_LAWS = (
    "luật",
    "bộ luật",
    "pháp lệnh",
    "nghị định",
    "thông tư",
    "thông tư liên tịch",
    "nghị quyết",
)
_TITLED = frozenset(["date", "number_of_document", "year"])  # kinds that stand in headings too
_DATED = 60  # characters behind a number in which its year may stand
_FEWEST, _MOST_LISTED = 2, 15
_NAME = 45  # characters of one of several names in a row
_JOINTS = re.compile(r"[,;]| và | hoặc | cùng ")
_EACH = ("ngày", "mỗi", "hằng", "hàng", "từng", "một", "cả")


def check_figures(sentence: str, support: Support) -> list[str]:
    """Every figure stands in the ground with its unit, and not with something else."""
    sentence, reasons = _named_documents(sentence, support.whole)
    own = [figure for figure in find_figures(sentence) if not _misread(figure, sentence)]
    ground = find_figures(support.text)
    above = find_figures(support.context)
    whole = find_figures(support.whole) if support.cited else []
    for figure in own:
        same = [g for g in ground if _same(figure, g)]
        if not same:
            own_year = figure.kind == "year" and any(g.kind == "year" for g in ground)
            if figure.kind in _TITLED:
                elsewhere = [] if own_year else [*above, *whole]
            else:
                elsewhere = [g for g in whole if g.unit == figure.unit]
            listed = _counts(figure.value, figure.unit, support)
            if not listed and not any(_same(figure, g) for g in elsewhere):
                reasons.append(f"không có “{figure.text}”")
            continue
        if figure.kind == "count" and _other_unit(figure, same, ground):
            reasons.append(f"“{figure.text}” không phải của “{figure.unit}”")
        said = bound(sentence, figure)
        if said and all(b and b != said for b in (bound(support.text, g) for g in same)):
            reasons.append(f"khác mức hoặc mốc ở “{figure.text}”")
    there = set(syllables(support.text))
    values = {g.value for g in ground}
    rest = _blanked(sentence, own)
    reasons += [
        f"không có số “{word}”"
        for word, digits in counted_words(rest)
        if word not in there
        and digits not in values
        and not _counts(digits, _next(rest, word), support)
    ]
    return reasons


def check_places(sentence: str, support: Support) -> list[str]:
    """No figure is that of something else: of true sentences in other words this stops as many as
    of false ones, so it stands among the checks of words."""
    own = [figure for figure in find_figures(sentence) if not _misread(figure, sentence)]
    return _misplaced(sentence, own, support.text, find_figures(support.text))


def _blanked(text: str, figures: Iterable[Figure]) -> str:
    """The text without what has been read as a figure."""
    kept = list(text)
    for figure in figures:
        kept[slice(*figure.at)] = " " * (figure.at[1] - figure.at[0])
    return "".join(kept)


def _misread(figure: Figure, text: str) -> bool:
    """Whether the words are no figure: "ngày tháng năm ban hành", "mỗi tháng một lần", "mỗi năm
    tỉnh tổng kết"."""
    before = text[: figure.at[0]].rstrip(" ,").lower()
    said = figure.text.lower()
    if figure.kind == "date" and not any(c.isdigit() for c in said):
        return before.endswith(_EACH) or text[figure.at[1] :].lstrip().startswith("lần")
    return said == "năm" and before.endswith(_EACH)


def _named_documents(sentence: str, ground: str) -> tuple[str, list[str]]:
    """The sentence without the documents that it names in short ("Quyết định 79/2025"), and those
    of them that the ground does not name."""
    reasons = []
    kept = sentence
    for match in _short_number().finditer(sentence):
        serial, year = match["serial"].lstrip("0") or "0", match["year"]
        own = re.compile(rf"(?<![\d.,/])0*{serial}[a-z]?\s?(?:/\s?(?P<year>\d{{4}})\s?)?[/-]")
        found = [
            m for m in own.finditer(ground)
            if not year or year == m["year"] or year in ground[m.end() : m.end() + _DATED]
        ]  # fmt: skip
        if found:
            kept = kept.replace(match["number"], " ", 1)
        elif year:
            reasons.append(f"không có “{match[0]}”")
            kept = kept.replace(match["number"], " ", 1)
    return kept, reasons


@cache
def _short_number() -> re.Pattern[str]:
    """A kind of document and its number without the letters behind it."""
    names = "|".join(map(re.escape, sorted({*kinds(), *_LAWS}, key=len, reverse=True)))
    return re.compile(
        rf"\b(?:{names})\s+(?:số\s+)?(?P<number>(?P<serial>\d{{1,5}})(?:/(?P<year>(?:19|20)\d\d))?)"
        r"(?![\d/%]|[.,]\d|-[A-ZĐ])",
        re.IGNORECASE,
    )


def _next(sentence: str, word: str) -> str:
    """The syllable behind a word."""
    said = syllables(sentence)
    return next((b for a, b in itertools.pairwise(said) if a == word), "")


def _counts(value: str, unit: str, support: Support) -> bool:
    """Whether a small number is that of the things which the ground lists, where it does not say
    itself how many they are."""
    if not value.isdecimal() or not _FEWEST <= int(value) <= _MOST_LISTED:
        return False
    text = support.text or "\n".join(ground.text for ground in support.cited)
    said = syllables(text)
    counted = {word for word, _ in counted_words(text)}
    if any(b == unit and (a.isdecimal() or a in counted) for a, b in itertools.pairwise(said)):
        return False
    listed: set[int] = {len(support.cited), said.count(unit) if unit else 0, *_runs(text)}
    for ground in support.cited:
        document, clause = ground.citation.document, ground.citation.clause
        listed.add(len(document.children(clause)))
        listed |= {len(_JOINTS.findall(s)) + 1 for s in ground.sentences}
        listed.add(len(_JOINTS.findall(ground.text)) + 1)
        listed.add(ground.text.count(";") + 1)
    return int(value) in listed


def _runs(text: str) -> set[int]:
    """How many things each row of short names lists ("các xã A, B và C")."""
    found: set[int] = set()
    items, last = 1, None
    for joint in _JOINTS.finditer(text):
        near = (
            last is not None
            and joint.start() - last <= _NAME
            and "\n" not in text[last : joint.start()]
        )
        items = items + 1 if near else 2
        last = joint.end()
        found.add(items)
    return found


def _same(figure: Figure, other: Figure) -> bool:
    if figure.same_as(other):
        return True
    mine, theirs = figure.value.split("/"), other.value.split("/")
    if other.kind == "date" and len(mine) == 2:
        # "27/7" of "27/7/2022", "tháng 4/2025" of "16/4/2025"
        whole = len(theirs) == 3
        if figure.kind in ("date", "count") and mine in (theirs[:2], theirs[1:] if whole else []):
            return True
    if figure.kind == other.kind:
        if figure.value == other.value:
            return True
        # "tháng 9" of "tháng 9/2022", "năm 2022" of "15/02/2022"
        return figure.kind == "date" and other.value.split("/")[-2:][0] == figure.value
    if figure.kind == "year" and other.kind in ("date", "number_of_document"):
        return figure.value in other.value.split("/")
    return False


def _other_unit(figure: Figure, same: Iterable[Figure], ground: Iterable[Figure]) -> bool:
    """Whether the count is one of another measure ("10 ngày" of "10 tháng"), or the ground counts
    that very thing with another number ("12 xã" of "12 phường, 9 xã"); other words for what is
    counted are not told by this."""
    if not figure.unit:
        return False
    units = {g.unit for g in same}
    if figure.unit in units or not any(units):
        return False
    if figure.unit in _measured() and units & _measured():
        return True
    others = {g.unit for g in ground if g.kind == "count" and g.value != figure.value}
    return figure.unit in others


@cache
def _measured() -> frozenset[str]:
    """Units that are no other words for one another."""
    return frozenset(read_table("claims")["units"].split())


def _misplaced(sentence: str, own: list[Figure], text: str, ground: list[Figure]) -> list[str]:
    """Figures that the ground gives to something else than the sentence does."""
    reasons = []
    for kind in ("share", "date", "count"):
        mine = [f for f in own if f.kind == kind]
        theirs = [g for g in ground if g.kind == kind]
        if not mine or len({g.value for g in theirs}) < 2:
            continue
        parts = segments(text, theirs)
        for figure, said in zip(mine, segments(sentence, mine), strict=True):
            scores: dict[str, int] = {}
            for i, (g, part) in enumerate(zip(theirs, parts, strict=True)):
                others = frozenset().union(
                    *(p for j, p in enumerate(parts) if j != i and theirs[j].value != g.value)
                )
                scores[g.value] = max(scores.get(g.value, 0), len(said & (part - others)))
            mine_score = scores.get(figure.value)
            if mine_score is not None and max(scores.values()) > mine_score:
                reasons.append(f"“{figure.text}” là của nội dung khác")
    return reasons
