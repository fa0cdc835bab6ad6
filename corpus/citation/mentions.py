"""Mentions: the numbered documents named in a text, with kind, date, issuer and named clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.citation.document_number import NUMBER, DocumentNumber, is_number, read_number
from corpus.citation.named_clause import path_before
from corpus.citation.named_issuer import ISSUER_BEFORE, issuer_after
from corpus.citation.named_kind import kind_before, kind_by_symbol
from corpus.document import Step
from corpus.language.dates import iso

_DATE_AFTER = re.compile(
    r"\s*+(?:,\s*+)?(?:ký\s++)?ngày\s*+(?P<d>\d{1,2})\s*+(?:/|-|tháng)\s*+(?P<m>\d{1,2})\s*+"
    r"(?:/|-|năm)\s*+(?P<y>\d{4})"
)
WINDOW = 1000  # characters of a sentence looked at around a mention


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
        re.search(r"(?:TCVN|QCVN|ISO|IEC|dự án|mã số|điện thoại|fax)\s*+(?::\s*+)?$", before, re.I)
    )


def _mention(text: str, match: re.Match[str]) -> Mention:
    number = read_number(match)
    start, end = match.start(), match.end()
    # the symbol must not swallow a full stop at a sentence's end
    end = start + len(text[start:end].rstrip(".-/ "))
    kind, kind_start = kind_before(text, start)
    date = None
    said = _DATE_AFTER.match(text, end)
    if said:
        date = iso(int(said["y"]), int(said["m"]), int(said["d"]))
        end = said.end()
    issuer = None
    named = issuer_after(text, end)
    if named:
        issuer, end = named
    outer_start = kind_start
    path = path_before(text, kind_start)
    if path:
        outer_start = path[1]
    if issuer is None:
        before = ISSUER_BEFORE.search(text[max(0, outer_start - 220) : outer_start])
        issuer = before["issuer"].strip() if before else None
    return Mention(
        number,
        kind or kind_by_symbol(number.symbol),
        date,
        issuer,
        path[0] if path else (),
        kind_start,
        end,
        (outer_start, _title_end(text, end)),
    )


def _share_issuers(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """An issuer said once for a list of numbers belongs to each of them."""
    shared = list(mentions)
    for index in range(len(shared) - 1, 0, -1):
        first, second = shared[index - 1], shared[index]
        between = text[first.end : second.start]
        if re.fullmatch(r"\s*+(?:(?:,|và|;)\s*+)?", between) and first.date:
            if first.issuer is None and second.issuer:
                shared[index - 1] = replace(first, issuer=second.issuer)
            elif second.issuer is None and first.issuer:
                shared[index] = replace(second, issuer=first.issuer)
    return shared


def _title_end(text: str, end: int) -> int:
    """Where the cited document's title ends: at the next sign that closes a name."""
    after = re.match(r"\s+(?:về|phê duyệt|ban hành|quy định|sửa đổi|công bố|hướng dẫn|triển khai|"
                     r"Ban hành|Triển khai|tổ chức)\b", text[end:])  # fmt: skip
    if not after:
        return end
    stop = re.compile(r"[;()\n”]|\.(?:\s|$)|,\s(?=(?:hoàn thành|báo cáo|trước|trong|chậm nhất)\b)")
    found = stop.search(text, end, end + WINDOW)
    return found.start() if found else min(len(text), end + WINDOW)
