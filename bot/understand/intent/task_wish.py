"""What a message wants of a list of tasks: whose, in which role, due when, with what product."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.understand.intent.window import read_window
from bot.vocabulary import folded_stopwords, read_table, stopwords
from corpus.language.normalize import fold
from corpus.language.segment import syllables
from corpus.organs import find_groups, find_organs

Span = tuple[int, int]
LEAD, JOIN, OWN = "chu_tri", "phoi_hop", "chinh"  # ``OWN``: all but taking part
REST = "con_lai "  # before a role: what a list of that role leaves out
BY, WITHIN, SINCE, ONGOING, RECURRING, DATED, NONE = (
    "by", "within", "since", "ongoing", "recurring", "dated", "none",
)  # fmt: skip
_EVERY = {"nam": "năm", "quy": "quý", "thang": "tháng", "tuan": "tuần", "ngay": "ngày"}
_BEFORE_ROLE = 30  # characters
_YEAR = re.compile(
    r"\b(?P<cue>trong|het|xong|hoan thanh|truoc|den het|den|cuoi|han|lam|sau|tu)\s+"
    r"(?:trong\s+|het\s+|cuoi\s+)?(?:nam\s+)?(?P<year>20\d\d)\b(?!\s*-)"
)
_LOOSE = ("trong", "den", "tu", "lam")  # a year so named may be the plan's own
_ENDS = re.compile(r"\b(?:xong|hoan thanh|han|ket thuc|den han)\b")
_CUE = re.compile(r"^(?:hạn|xong|hoàn thành|làm|han|hoan thanh|lam)\s+", re.I)
_DAY = re.compile(
    r"\b(?P<cue>truoc|sau|tu|den|het|cham nhat|han)\s+(?:ngay\s+|het ngay\s+|la ngay\s+)?"
    r"(?P<d>\d{1,2})\s?(?:/|-|thang )\s?(?P<m>\d{1,2})(?:\s?(?:/|-|nam )\s?(?P<y>20\d\d))?(?![\d/])"
)


@dataclass(frozen=True, slots=True)
class When:
    """``kind``: by a day, within a stretch, since a day, at all times, every so often, any time
    that is set, or none at all; ISO days; ``words``: as the message has it."""

    kind: str
    start: str | None = None
    end: str | None = None
    every: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """``bodies`` as the data names them; ``role``: one of LEAD, JOIN, OWN or ""; ``product``:
    folded words of it. ``lists``: it asks for a list, ``tasks``: it speaks of tasks; ``left``: the
    folded syllables that say anything beside."""

    bodies: tuple[str, ...] = ()
    role: str = ""
    when: When | None = None
    product: str = ""
    lists: bool = False
    tasks: bool = False
    left: tuple[str, ...] = ()

    @property
    def filters(self) -> bool:
        """Whether it says which tasks are wanted."""
        return bool(self.bodies or self.role or self.when or self.product)


def read_wish(
    text: str, named_at: Iterable[Span], year: int | None, named: Sequence[str] = ()
) -> Wish:
    """The wish of ``text``; ``named_at`` are the spans that only name documents and places,
    ``year`` completes days without one, ``named`` are bodies beyond those that the data lists."""
    named_at = list(named_at)
    found = [
        m
        for m in (*find_organs(text), *find_groups(text))
        if not any(start <= m.start and m.end <= end for start, end in named_at)
    ]
    inside = [(m.start, m.end) for m in found]
    outside = [(a, b) for a, b in named_at if not any(c <= a and b <= d for c, d in inside)]
    blanked = _blank(text, outside)
    folded = fold(blanked)
    kept = [m for m in found if not _is_denied(folded, m.start)]
    places = [(name, fold(text).find(fold(name))) for name in named]
    bodies = [m.name for m in kept] + [name for name, at in places if at >= 0]
    spans = [(m.start, m.end) for m in found]
    spans += [(at, at + len(name)) for name, at in places if at >= 0]
    role = _role(blanked, folded, spans)
    when = _when(blanked, folded, year)
    product = _product(folded)
    if when:
        spans += [m.span() for m in re.finditer(re.escape(fold(when.words)), folded)]
    left = _left(_blank(blanked, spans), product)
    asks = not any(p.search(folded) for p in _patterns("not_lists"))
    return Wish(
        tuple(dict.fromkeys(bodies)),
        role,
        when,
        product,
        asks and any(p.search(folded) for p in _patterns("lists")),
        any(p.search(folded) for p in _patterns("tasks")),
        tuple(dict.fromkeys(left)),
    )


def wants_next(text: str) -> bool:
    """Whether ``text`` only asks to go on with a list."""
    return bool(_follow("next").search(fold(text)))


def says_missing(text: str) -> bool:
    """Whether ``text`` says that a list is not whole, or asks for what else there is."""
    return bool(_follow("missing").search(fold(text)))


def points_at_list(text: str) -> bool:
    """Whether ``text`` speaks of the tasks that were listed."""
    return bool(_follow("among").search(fold(text)))


def _left(text: str, product: str) -> list[str]:
    """The folded syllables of ``text`` that say more than which list is wanted."""
    bare = text.isascii()
    own = _own() if not bare else frozenset(map(fold, _own()))
    empty = stopwords() if not bare else folded_stopwords()
    return [
        fold(s)
        for s in syllables(text)
        if s.lower() not in empty
        and s.lower() not in own
        and not any(c.isdigit() for c in s)
        and fold(s) not in product.split()
    ]


def _role(text: str, folded: str, bodies: Sequence[Span]) -> str:
    """The role that is asked for; a role that only heads a column of the answer is none."""
    table = read_table("task_lists")["role"]
    wanted: set[str] = set()
    unwanted: set[str] = set()
    for name, pattern in ((LEAD, table["lead"]), (JOIN, table["join"])):
        for match in re.finditer(rf"\b(?:{pattern})\b", folded):
            before = folded[max(0, match.start() - _BEFORE_ROLE) : match.start()]
            after = folded[match.end() : match.end() + 10]
            own = text[max(0, match.start() - _BEFORE_ROLE) : match.start()].lower()
            if re.search(table["without"], own):
                unwanted.add(name)
                continue
            beside = any(0 <= match.start() - end <= 2 for _, end in bodies)
            heads = re.search(table["column"], before) or re.search(table["column_after"], after)
            if beside or not heads:
                wanted.add(name)
    wanted -= unwanted
    if not wanted and re.search(table["own"], folded):
        return OWN
    if len(wanted) == 1:
        return wanted.pop()
    if JOIN in unwanted:
        return OWN
    return JOIN if LEAD in unwanted else ""


def _when(text: str, folded: str, year: int | None) -> When | None:
    table = read_table("task_lists")["time"]
    if match := re.search(table["none"], folded):
        return When(NONE, words=text[slice(*match.span())])
    if (day := _DAY.search(folded)) and (found := _of_day(day, text, year)):
        return found
    window = read_window(text, year)
    if window:
        words = _CUE.sub("", " ".join(text[slice(*window.at)].split()))
        kind = BY if window.start is None else SINCE if window.end is None else WITHIN
        return When(kind, window.start, window.end, words=words)
    if (match := _YEAR.search(folded)) and (match["cue"] not in _LOOSE or _ENDS.search(folded)):
        return _of_year(match, text)
    if match := re.search(table["ongoing"], folded):
        return When(ONGOING, words=text[slice(*match.span())])
    if match := re.search(table["recurring"], folded):
        every = _EVERY.get(match["every"] or "", "")
        return When(RECURRING, every=every, words=text[slice(*match.span())])
    if match := re.search(table["dated"], folded):
        return When(DATED, words=" ".join(text[slice(*match.span())].split()))
    return None


def _of_day(match: re.Match[str], text: str, year: int | None) -> When | None:
    own = int(match["y"]) if match["y"] else year
    if own is None:
        return None
    try:
        day = date(own, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    words = " ".join(text[slice(*match.span())].split())
    cue, one = match["cue"], timedelta(days=1)
    if cue == "truoc":
        return When(BY, end=(day - one).isoformat(), words=words)
    if cue in ("sau", "tu"):
        start = day + one if cue == "sau" else day
        return When(SINCE, start=start.isoformat(), words=words)
    return When(BY, end=day.isoformat(), words=words)


def _of_year(match: re.Match[str], text: str) -> When:
    year = int(match["year"])
    words = _CUE.sub("", " ".join(text[slice(*match.span())].split()))
    if match["cue"] == "truoc":
        return When(BY, end=f"{year - 1}-12-31", words=words)
    if match["cue"] == "sau":
        return When(SINCE, start=f"{year + 1}-01-01", words=words)
    if match["cue"] == "tu":
        return When(SINCE, start=f"{year}-01-01", words=words)
    return When(WITHIN, f"{year}-01-01", f"{year}-12-31", words=words)


def _product(folded: str) -> str:
    table = read_table("task_lists")["product"]
    match = re.search(table["is"], folded)
    if match is None:
        return ""
    words = re.sub(table["stops"], "", match["words"]).split()
    return "" if set(words) & {"gi", "nao", "j", "sao"} else " ".join(words)


def _is_denied(folded: str, start: int) -> bool:
    before = folded[max(0, start - 16) : start].rstrip()
    return bool(re.search(r"\b(?:khong phai|chu khong|tru|ngoai)(?: cua)?$", before))


def _blank(text: str, spans: Iterable[Span]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    table = read_table("task_lists")["ask"]
    noun = f"(?:{table['noun']})"
    return tuple(re.compile(rf"\b{one.replace('NOUN', noun)}") for one in table[name])


@cache
def _follow(name: str) -> re.Pattern[str]:
    table = read_table("task_lists")
    return re.compile(str(table["follow"][name]).replace("NOUN", f"(?:{table['ask']['noun']})"))


@cache
def _own() -> frozenset[str]:
    return frozenset(str(read_table("task_lists")["words"]["own"]).split())
