"""References: the documents and clauses that a text names, and what it says of them.

A reference is one mention: its number, kind, date and issuer, the clause of it that is named, and
the relation in which the citing clause puts it (``relations.toml``).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from corpus.citation.document_number import NUMBER, DocumentNumber, is_number, read_number
from corpus.document import Clause, Document, Part, Step
from corpus.language.dates import iso
from corpus.language.normalize import View, view
from corpus.organs import find_bodies
from corpus.vocabulary import kinds, provinces, read_table

# Levels of a named clause, as written in a citation
_LEVEL_WORDS = {
    "phụ lục": "phu_luc", "phần": "phan", "chương": "chuong", "tiểu mục": "tieu_muc",
    "mục": "muc", "điều": "dieu", "khoản": "khoan", "điểm": "diem",
}  # fmt: skip
_LEVEL = (
    r"(?:phụ lục|phần|chương|tiểu mục|mục|điều|khoản|điểm)"
    r"(?:\s(?:số\s)?(?:thứ\s)?(?:[IVXLC]+|\d+(?:\.\d+)*[a-zđ]?|[a-zđA-H]|nhất|hai|ba|tư|năm)\b)?"
)
_PATH = re.compile(rf"\b(?P<steps>{_LEVEL}(?:\s*,?\s*(?:của\s+)?{_LEVEL})*)", re.I)
_STEP = re.compile(
    r"(?P<word>phụ lục|phần|chương|tiểu mục|mục|điều|khoản|điểm)"
    r"(?:\s(?:số\s)?(?:thứ\s)?(?P<value>[IVXLC]+\b|\d+(?:\.\d+)*[a-zđ]?\b|[a-zđA-H]\b|nhất|hai|ba|tư|năm))?",
    re.I,
)
_DATE_AFTER = re.compile(
    r"\s*,?\s*(?:ký\s+)?ngày\s*(?P<d>\d{1,2})\s*(?:/|-|\s*tháng\s*)\s*(?P<m>\d{1,2})\s*(?:/|-|\s*năm\s*)"
    r"\s*(?P<y>\d{4})"
)
_OF = re.compile(
    r"\s*,?\s*(?:của|do)\s+(?=\S)(?P<office>(?:(?:Phó )?Chủ tịch |Bộ [Tt]rưởng |(?:Phó )?Trưởng |"
    r"Ban Thường vụ |Thường trực |Thống đốc |Chủ nhiệm )*)"
)
_PLACE = re.compile(r"\s(?:tỉnh |thành phố )?(?P<name>[\w ]{3,20})")
# a body that the data does not list, up to the words with which the title begins
_UNLISTED = re.compile(
    r"(?:Ban |Bộ |Ủy ban |Uỷ ban |UBND |HĐND |Hội đồng |Thủ tướng |Chính phủ|Quốc hội|Tỉnh ủy|"
    r"Thành ủy|"
    r"Văn phòng |Sở |Cục |Tổng cục |Ngân hàng |Trung ương|Thanh tra |Viện |Tòa án |"
    r"Trưởng )[^,;:().]*?"
    r"(?=\s*(?:[,;:().]|$)|\s+(?i:về|phê|ban hành|quy|hướng|công bố|sửa|thực|thành lập|triển|"
    r"tổ chức|"
    r"thúc đẩy|cho|trên|và|do|nhằm|để|đối với|theo|tại|giai đoạn|thi hành|ngày|số|là|đạt|có|được|"
    r"yêu cầu|giao|chỉ đạo|kết luận)\b)"
)
_ISSUER_BEFORE = re.compile(
    r"(?:theo|về)?\s*(?:yêu cầu|chỉ đạo|hướng dẫn|đề nghị|ý kiến|kết luận|các Kế hoạch|"
    r"Kế hoạch)(?: chỉ đạo)? của "
    r"(?P<issuer>(?:(?!\bcủa\b)[^,;.():]){3,60}?)(?:,[^;.():]{3,120})?\s*(?:\btại|:|\bvề)\s*"
    r"(?:[^;.:()]{0,40}|Số \d[^;.()]{0,60},\s*)$"
)
_THIS = re.compile(r"\s+(?:của\s+)?(?P<what>[\w ]{3,25}?)\s+này\b", re.I)
_SENTENCE = re.compile(r"\.\s|\n")
_WINDOW = 1000  # characters of a sentence looked at around a mention
_LISTED_ON = re.compile(r"\s*[;,]?\s*(?:và\s+)?")
_KIND_GAP = re.compile(r"\s*(?:số\s*:?\s*)?$", re.I)


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention; ``start``/``end`` are offsets into the citing document's text.

    ``number`` is None for a mention of a clause of the citing document itself (``own``).
    ``clause`` is the named clause's path in the cited document, outermost first, ``()`` for none.
    ``target`` and ``target_clause`` are ids where the cited document is in the corpus.
    """

    document_id: str
    clause_id: str
    start: int
    end: int
    number: DocumentNumber | None
    kind: str | None
    date: str | None
    issuer: str | None
    clause: tuple[Step, ...]
    relation: str
    own: bool = False
    target: str | None = None
    target_clause: str | None = None

    @property
    def name(self) -> str:
        """The cited document as it would be named."""
        words = [self.kind or "Văn bản", f"số {self.number.printed}" if self.number else ""]
        return " ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Mention:
    """A numbered document named in a text; offsets into that text.

    ``outer`` spans also the clause named before it, date, issuer and title after it.
    """

    number: DocumentNumber
    kind: str | None
    date: str | None
    issuer: str | None
    clause: tuple[Step, ...]
    start: int
    end: int
    outer: tuple[int, int]


def find_references(document: Document) -> list[Reference]:
    """All references of the document, in the order of its text."""
    found: list[Reference] = []
    for clause in document.clauses:
        if clause.part in (Part.RECIPIENTS, Part.SIGNATURE):
            form = [s.value for s in clause.path if s.level == "the_thuc"]
            if form != ["noi_nhan"]:
                continue
        if clause.path[0].value in ("so_ky_hieu", "ngay", "co_quan"):
            continue
        quote = document.quote(clause)
        if not any(c.isdigit() for c in quote) and "này" not in quote:
            continue
        shown = view(document.text, clause.start, clause.end, document.paragraphs)
        found.extend(_in_clause(document, clause, shown))
    return found


def find_mentions(text: str) -> list[Mention]:
    """The numbered documents named in readable ``text``, left to right."""
    mentions: list[Mention] = []
    for match in NUMBER.finditer(text):
        if not is_number(match) or _is_own_form(text, match):
            continue
        mentions.append(_mention(text, match))
    return _share_issuers(text, mentions)


def _is_own_form(text: str, match: re.Match[str]) -> bool:
    """A standard or a file's code rather than a document's number."""
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(
        re.search(r"(?:TCVN|QCVN|ISO|IEC|dự án|mã số|điện thoại|fax)\s*:?\s*$", before, re.I)
    )


def _mention(text: str, match: re.Match[str]) -> Mention:
    number = read_number(match)
    start, end = match.start(), match.end()
    # the symbol must not swallow a full stop at a sentence's end
    end = start + len(text[start:end].rstrip(".-/ "))
    kind, kind_start = _kind_before(text, start)
    date = None
    said = _DATE_AFTER.match(text, end)
    if said:
        date = iso(int(said["y"]), int(said["m"]), int(said["d"]))
        end = said.end()
    issuer = None
    named = _issuer_after(text, end)
    if named:
        issuer, end = named
    outer_start = kind_start
    path = _path_before(text, kind_start)
    if path:
        outer_start = path[1]
    if issuer is None:
        before = _ISSUER_BEFORE.search(text[max(0, outer_start - 220) : outer_start])
        issuer = before["issuer"].strip() if before else None
    return Mention(
        number,
        kind or _kind_by_symbol(number.symbol),
        date,
        issuer,
        path[0] if path else (),
        kind_start,
        end,
        (outer_start, _title_end(text, end)),
    )


def _issuer_after(text: str, position: int) -> tuple[str, int] | None:
    """ "của UBND tỉnh Hải Dương": the issuer as printed, and where it ends."""
    of = _OF.match(text, position)
    if of is None:
        return None
    listed = next((m for m in find_bodies(text[of.end() : of.end() + 120]) if m.start == 0), None)
    if listed:
        end = of.end() + listed.end
        place = _PLACE.match(text, end)
        names = [n for n in provinces() if place and place["name"].startswith(n)]
        if place and names:
            end = place.start("name") + len(max(names, key=len))
    else:
        unlisted = _UNLISTED.match(text, of.end())
        if unlisted is None:
            return None
        end = unlisted.end()
    return text[of.start("office") : end].strip(), end


def _share_issuers(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """An issuer said once for a list of numbers belongs to each of them."""
    shared = list(mentions)
    for index in range(len(shared) - 1, 0, -1):
        first, second = shared[index - 1], shared[index]
        between = text[first.end : second.start]
        if re.fullmatch(r"\s*(?:,|và|;)?\s*", between) and first.date:
            if first.issuer is None and second.issuer:
                shared[index - 1] = replace(first, issuer=second.issuer)
            elif second.issuer is None and first.issuer:
                shared[index] = replace(second, issuer=first.issuer)
    return shared


@cache
def _kind_names() -> re.Pattern[str]:
    names = sorted(kinds(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b", re.I)


def _kind_before(text: str, start: int) -> tuple[str | None, int]:
    """The kind that stands before the number, and where it begins (or "số", or the number)."""
    window = max(0, start - 90)
    before = text[window:start]
    gap = _KIND_GAP.search(before)
    stop = gap.start() if gap else len(before)
    begin = start - (len(before) - stop)
    lead = len(text[begin:start]) - len(text[begin:start].lstrip())
    best: tuple[str, int] | None = None
    for match in _kind_names().finditer(before[:stop] + " "):
        tail = before[match.end() : stop]
        if best and best[0] == "Thông báo" and match.group().lower() == "kết luận":
            continue
        if not tail.strip() or re.fullmatch(r"\s+[Kk]ết luận\s*|\s+liên tịch\s*", tail):
            best = (match.group(), window + match.start())
        elif match.group().lower() in ("luật", "pháp lệnh", "bộ luật") and re.fullmatch(
            r"[\w ,-]{2,80}", tail
        ):
            best = best or (match.group(), window + match.start())
    if best is None:
        return None, begin + lead
    spelled = next(k for k in kinds() if k.lower() == best[0].lower())
    return spelled, best[1]


def _kind_by_symbol(symbol: str) -> str | None:
    for part in re.split(r"[-/.]", symbol):
        for kind, data in kinds().items():
            if part in data["symbols"]:
                return kind
    if re.match(r"QH\d+", symbol):
        return "Luật"
    return "Công văn" if re.match(r"[A-ZĐ&]+-[A-ZĐ]", symbol) else None


def _path_before(text: str, stop: int) -> tuple[tuple[Step, ...], int] | None:
    """The clause named right before a document, outermost step first, and where it begins."""
    window = max(0, stop - 90)
    for match in _PATH.finditer(text, window, stop):
        if re.fullmatch(r"\s*,?\s*(?:của\s+)?", text[match.end() : stop]):
            steps = read_path(match["steps"])
            return (steps, match.start()) if steps else None
    return None


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
        level = _LEVEL_WORDS[match["word"].lower()]
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


_INWARD = ("phu_luc", "phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem")


def _goes_inward(before: str, level: str) -> bool:
    """Whether a list goes on with a new, inner place; articles may hold parts and sections."""
    if level == "dieu" and before in ("phan", "chuong", "muc"):
        return False
    return _INWARD.index(level) >= _INWARD.index(before)


def _encloses(step: Step, inner: Step) -> bool:
    return step.level == "dieu" or _INWARD.index(step.level) < _INWARD.index(inner.level)


def _title_end(text: str, end: int) -> int:
    """Where the cited document's title ends: at the next sign that closes a name."""
    after = re.match(r"\s+(?:về|phê duyệt|ban hành|quy định|sửa đổi|công bố|hướng dẫn|triển khai|"
                     r"Ban hành|Triển khai|tổ chức)\b", text[end:])  # fmt: skip
    if not after:
        return end
    stop = re.compile(r"[;()\n”]|\.(?:\s|$)|,\s(?=(?:hoàn thành|báo cáo|trước|trong|chậm nhất)\b)")
    found = stop.search(text, end, end + _WINDOW)
    return found.start() if found else min(len(text), end + _WINDOW)


def _in_clause(document: Document, clause: Clause, shown: View) -> list[Reference]:
    found: list[Reference] = []
    text = shown.text
    mentions = find_mentions(text)
    before: Mention | None = None
    relation = ""
    for mention in mentions:
        start, end = shown.source_span(mention.outer[0], mention.end)
        gap = text[before.outer[1] : mention.outer[0]] if before else "x"
        if not (before and _LISTED_ON.fullmatch(gap)):
            relation = _relation(text, mention, clause)
        before = mention
        found.append(
            Reference(
                document.id,
                clause.id,
                start,
                end,
                mention.number,
                mention.kind,
                mention.date,
                mention.issuer,
                mention.clause,
                relation,
            )
        )
    found.extend(_own_clauses(document, clause, shown, mentions))
    return sorted(found, key=lambda r: r.start)


def _own_clauses(
    document: Document, clause: Clause, shown: View, mentions: Sequence[Mention]
) -> list[Reference]:
    """Clauses of this very document: "khoản 2 Điều này", "Như Điều 4", "mục 7 Phần III Điều 1"."""
    text = shown.text
    found: list[Reference] = []
    for match in _PATH.finditer(text):
        if match.start() < 3 or _inside(match.start(), mentions):
            continue
        paths = read_paths(match["steps"])
        steps = paths[-1] if paths else ()
        first = max(0, match.start() - 3 * _WINDOW)
        quoted = text.count("“", first, match.start()) > text.count("”", first, match.start())
        if not steps or quoted:
            continue
        if len(steps) == 1 and steps[0].level in ("diem", "muc", "phan", "phu_luc"):
            continue
        after = text[match.end() : match.end() + 40]
        this = _THIS.match(after)
        bare = re.match(r"\s*(?:[.;,)]|$|và\b|của Kế hoạch này)", after)
        capital = re.match(r"\s+(?:của\s+)?(?:[A-ZĐ]|\d)", after)
        if this is None and (capital or not bare):
            continue
        if this is None and not text[
            max(0, match.start() - 40) : match.start()
        ].rstrip().lower().endswith(("như", "tại", "theo", "quy định tại", "nêu tại")):
            continue
        start, end = shown.source_span(match.start(), match.end())
        for path in paths:
            full = _complete(path, clause, this["what"] if this else "")
            found.append(_own(document, clause, (start, end), full))
    return found


def _own(
    document: Document, clause: Clause, at: tuple[int, int], path: tuple[Step, ...]
) -> Reference:
    return Reference(
        document_id=document.id,
        clause_id=clause.id,
        start=at[0],
        end=at[1],
        number=None,
        kind=None,
        date=None,
        issuer=None,
        clause=path,
        relation="dan_chieu",
        own=True,
    )


def _inside(position: int, mentions: Sequence[Mention]) -> bool:
    """Whether a mention (they stand in order) spans the position."""
    index = bisect_right(mentions, position, key=lambda m: m.outer[0]) - 1
    return index >= 0 and position < mentions[index].outer[1]


def _complete(steps: tuple[Step, ...], clause: Clause, this: str) -> tuple[Step, ...]:
    """ "khoản 2 Điều này" within Điều 5: Điều 5, khoản 2."""
    if not re.match(r"(?:điều|khoản|chương|mục)", this, re.I):
        return steps
    level = _LEVEL_WORDS.get(this.split()[0].lower(), "")
    above: list[Step] = []
    for step in clause.path:
        above.append(step)
        if step.level == level:
            return (*above, *steps)
    return steps


def _relation(text: str, mention: Mention, clause: Clause) -> str:
    """What the words around a mention say of it; names are those of ``relations.toml``."""
    first = max(0, mention.outer[0] - _WINDOW)
    starts = [m.end() for m in _SENTENCE.finditer(text, first, mention.outer[0])]
    before = text[starts[-1] if starts else first : mention.outer[0]]
    limit = mention.end + _WINDOW
    stop = _SENTENCE.search(text, mention.end, limit)
    after = text[mention.end : stop.start() if stop else limit]
    for row in read_table("relations")["relation"]:
        if "part" in row and clause.part.value not in row["part"]:
            continue
        if "before" in row and not re.search(row["before"], before, re.I):
            continue
        if "after" in row and not re.search(row["after"], after, re.I):
            continue
        return str(row["name"])
    return "nhac_den"
