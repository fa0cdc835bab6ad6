"""A clause asked for by its place alone, within the documents that are talked about: "khoản 12 gồm
những gì, đọc hết cho tôi nghe", "tôi cần toàn bộ Điều 11", "khoản 12 chứ không phải khoản 8"."""

import re
from collections.abc import Sequence

from bot.render.names import short_reference, step_name
from bot.talk.whole import content_beside
from bot.understand.scope.clause_reference import find_named_clauses, read_clause_reference
from corpus.document import Clause, Document
from corpus.language.normalize import fold

_SENTENCE = re.compile(r"[^.?!]+(?:[.](?=\S)[^.?!]+)*")
_UNIT = r"(?:dieu|khoan|diem|muc|chuong|phan|gach(?:\s+dau\s+dong)?)"
_PLACE = re.compile(rf"\b{_UNIT}\s+(?:thu\s+)?(?:[\divx.]{{1,6}}|[a-z])\b")
_DENIED = re.compile(
    rf"(?:\b(?:chu|cho)\s+)?\b(?:khong|dau|hong|khong co|dau co) phai\s+(?:la\s+)?{_UNIT}\s+\S+"
)
_LETTER = re.compile(r"(?<!\w)[a-zđ](?!\w)", re.IGNORECASE)


def clause_wanted(text: str, documents: Sequence[Document], shown: Sequence[Clause] = ()) -> str:
    """The clause as one would name it alone ("khoản 12 Chỉ thị số 09/CT-UBND"), in the first of
    ``documents`` that has it, where ``text`` asks for its words and nothing more; else ''. Of
    several of that name those are meant that stand beside or under what was ``shown``."""
    sentences = [m.group() for m in _SENTENCE.finditer(_without_denied(text))]
    if any(_says_more(sentence) for sentence in sentences):
        return ""
    named = [steps for one in sentences if (steps := read_clause_reference(one))]
    if not named:
        return ""
    steps = named[-1]
    for document in documents:
        found = find_named_clauses([document], steps)
        if len({clause.id for _, clause in found}) == 1:
            return short_reference(document, found[0][1])
        near = _near([clause for _, clause in found], shown)
        if len(near) == 1:
            return short_reference(document, near[0])
        if near and len({clause.parent for clause in near}) == 1:  # "khoản 2, 5 và 6"
            above = [s for s in reversed(near[0].path[:-1]) if s.level != "phu_luc"]
            place = " ".join(map(step_name, (steps[-1], *above)))
            return f"{place} {short_reference(document)}"
    return ""


def _near(found: Sequence[Clause], shown: Sequence[Clause]) -> list[Clause]:
    """Those beside a clause that was shown; where there is none, those under one."""
    beside = {clause.parent for clause in shown}
    under = {clause.id for clause in shown}
    return [c for c in found if c.parent in beside] or [c for c in found if c.parent in under]


def _says_more(sentence: str) -> bool:
    spans = [m.span() for m in _PLACE.finditer(fold(sentence))]
    spans += [m.span() for m in _LETTER.finditer(sentence) if not _inside(m.span(), spans)]
    return bool(content_beside(sentence, spans, "placed"))


def _without_denied(text: str) -> str:
    for match in reversed(list(_DENIED.finditer(fold(text)))):
        text = f"{text[: match.start()]}{text[match.end() :]}"
    return text


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
