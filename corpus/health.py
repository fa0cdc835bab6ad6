"""A document's health: how sound its text is, and what the grammar could not make sense of."""

import re
from collections import defaultdict
from dataclasses import dataclass

from corpus.citation.validity import Graph
from corpus.document import Clause, Document, Part
from corpus.doubts import doubtful_figures, doubtful_names, page_of
from corpus.integrity import Integrity, measure
from corpus.structure.label import place_label
from corpus.structure.numbering import ordinal

_COUNTED = ("phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem")
_FEW = 20  # missing articles that are looked for
_LONG_NOISE = 150  # words that follow each other
_LONG_CLAUSE = 6000  # characters of one clause without any number or letter inside


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at: a kind (key of ``KINDS``), where, and what."""

    kind: str
    message: str
    start: int
    end: int
    clause_id: str | None = None


KINDS = {
    "integrity": "chữ bị hỏng",
    "metadata": "thiếu thông tin văn bản",
    "gap": "số thứ tự bị nhảy",
    "repeated": "số thứ tự lặp lại",
    "unparsed": "đoạn chưa tách được",
    "dangling": "viện dẫn điều khoản không có",
    "note": "ghi chú khi đọc tệp",
    "doubt": "chữ nhận dạng chưa chắc",
}


@dataclass(frozen=True, slots=True)
class Health:
    """The measures and findings of one document; ``noise`` counts characters left out of the
    clauses as page furniture, ``doubts`` the words that a recognition is not sure of."""

    document_id: str
    integrity: Integrity
    clauses: int
    noise: int
    findings: tuple[Finding, ...]
    doubts: int = 0


def inspect(document: Document, graph: Graph) -> Health:
    """The document's health; ``graph`` is that of the corpus it stands in."""
    integrity = measure(document.text)
    findings = [
        *(Finding("integrity", problem, 0, 0) for problem in integrity.problems),
        *(Finding("note", note, 0, 0) for note in document.notes),
        *_metadata(document),
        *_numbering(document),
        *_unparsed(document),
        *_dangling(document, graph),
        *_doubtful(document),
    ]
    noise = sum(end - start for start, end in document.noise)
    doubts = len(document.doubts)
    return Health(document.id, integrity, len(document.clauses), noise, tuple(findings), doubts)


def _metadata(document: Document) -> list[Finding]:
    meta = document.metadata
    missing = {
        "số": meta.number,
        "ngày ban hành": meta.date,
        "cơ quan ban hành": meta.issuer,
        "trích yếu": meta.title,
        "người ký": meta.signer,
    }
    found = [
        Finding("metadata", f"không tìm thấy {name}", 0, 0)
        for name, value in missing.items()
        if not value
    ]
    if meta.date and len(meta.date) < 10:
        found.append(Finding("metadata", f"ngày ban hành để trống một phần ({meta.date})", 0, 0))
    return found


def _numbering(document: Document) -> list[Finding]:
    """Runs of siblings whose numbers skip or repeat."""
    found: list[Finding] = []
    runs: dict[tuple[str | None, str, bool], list[Clause]] = defaultdict(list)
    for clause in document.clauses:
        step = clause.path[-1]
        if step.level in _COUNTED and clause.part is Part.BODY:
            # articles count through the whole document or annex, whatever chapter they stand in
            above = clause.value("phu_luc") if step.level == "dieu" else clause.parent
            runs[above, step.level, step.value[:1].isdecimal()].append(clause)
    for siblings in runs.values():
        before: int | None = None
        for clause in siblings:
            place = ordinal(clause.path[-1].value)
            if place is None:
                continue
            expected = 1 if before is None else before + 1
            if place == before:
                found.append(_at("repeated", _place(clause), clause))
            elif place != expected and place != 1 and not _are_printed(document, clause, before):
                message = f"{_place(clause)}: {_missing(before or 0, place)}"
                found.append(_at("gap", message, clause))
            before = place
    return found


def _are_printed(document: Document, clause: Clause, before: int | None) -> bool:
    """Whether the articles that seem to be missing stand in the text, as those of another document
    that a letter quotes."""
    number = ordinal(clause.path[-1].value)
    if clause.path[-1].level != "dieu" or number is None or number - (before or 0) > _FEW:
        return False
    text = document.text[: clause.start]
    return all(
        re.search(rf"(?:Điều|ĐIỀU)\s{{0,3}}{missing}\s?[.:]", text)
        for missing in range((before or 0) + 1, number)
    ) and number > (before or 0)


def _missing(before: int, place: int) -> str:
    if place > before + 1:
        count = place - before - 1
        return f"thiếu {count} số ở trước" if count < 20 else "thiếu nhiều số ở trước"
    return "không theo thứ tự tăng dần"


def _unparsed(document: Document) -> list[Finding]:
    """Words in no clause, long stretches taken for furniture, and very long clauses without inner
    numbers."""
    found: list[Finding] = []
    position = 0
    stretches: list[tuple[int, int]] = []
    for start, end in sorted([*((c.start, c.end) for c in document.clauses), *document.noise]):
        if position < start:
            stretches.append((position, start))
        position = max(position, end)
    stretches.append((position, len(document.text)))
    for start, end in stretches:
        words = document.text[start:end].strip()
        # table heads are furniture, a sentence is not
        if len(words.split()) > 40 and "\t" not in words and "|" not in words:
            found.append(
                Finding("unparsed", f"{len(words)} ký tự ngoài mọi điều khoản", start, end)
            )
    for start, end in _joined(document):
        words = document.text[start:end]
        if len(words.split()) > _LONG_NOISE and "\t" not in words and "|" not in words:
            message = f"{len(words)} ký tự bị coi là phần phụ của trang"
            found.append(Finding("unparsed", message, start, end))
    for clause in document.clauses:
        if clause.end - clause.start > _LONG_CLAUSE and clause.part is Part.BODY:
            size = clause.end - clause.start
            found.append(_at("unparsed", f"{_place(clause)} dài {size} ký tự", clause))
    return found


def _joined(document: Document) -> list[tuple[int, int]]:
    """The stretches of page furniture, those with only white space between as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(document.noise):
        if joined and not document.text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _dangling(document: Document, graph: Graph) -> list[Finding]:
    found = []
    for reference in graph.dangling(document.id):
        words = " ".join(document.text[reference.start : reference.end].split())
        message = f"“{words}”"
        found.append(
            Finding("dangling", message, reference.start, reference.end, reference.clause_id)
        )
    return found


def _doubtful(document: Document) -> list[Finding]:
    """The document's own number and day where they are doubtful, and all doubtful figures."""
    found = [
        Finding("doubt", f"{name} đọc từ chữ viết tay hoặc chữ mờ, chưa chắc: hãy kiểm tra", 0, 0)
        for name in doubtful_names(document)
    ]
    for start, end in doubtful_figures(document):
        clause = next((c for c in document.clauses if c.start <= start < c.end), None)
        page = page_of(document, start)
        said = [f"“{' '.join(document.text[start:end].split())}”"]
        said += [f"trang {page}"] if page else []
        said += [_place(clause)] if clause else []
        found.append(Finding("doubt", ", ".join(said), start, end, clause.id if clause else None))
    return found


def _place(clause: Clause) -> str:
    return place_label(clause.path, clause.part)


def _at(kind: str, message: str, clause: Clause) -> Finding:
    return Finding(kind, message, clause.start, clause.end, clause.id)
