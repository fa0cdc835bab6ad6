"""Question sets: JSON Lines as DESIGN describes them, read, checked and split.

A set is data from outside: every fault is told with its line, and nothing is run on a faulty set.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.document import Clause, Document
from corpus.language.normalize import MARKUP, nfc
from corpus.library import Library

KINDS = (
    "fact",
    "abbrev",
    "nodiac",
    "colloq",
    "list",
    "cross",
    "province",
    "meta",
    "follow",
    "english",
    "unans",
    "inject",
)
_REQUIRED = {"id": str, "kind": str, "question": str, "answerable": bool, "gold": list}


class DatasetError(Exception):
    """A question set cannot be used; ``faults`` lists what is wrong, line by line."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n  ".join(faults[:20])
        more = f"\n  … và {len(faults) - 20} lỗi khác" if len(faults) > 20 else ""
        super().__init__(f"Bộ câu hỏi {path} có {len(faults)} lỗi:\n  {shown}{more}")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Gold:
    """Words of a right clause, and the clause that holds them."""

    document: str
    quote: str
    clause_id: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what a right answer cites and holds.

    ``expect``: of a yes-or-no question "yes", "no" or "unknown"; empty for all others.
    """

    id: str
    kind: str
    question: str
    history: tuple[str, ...]
    answerable: bool
    gold: tuple[Gold, ...]
    must: tuple[str, ...]
    reference: str = ""
    expect: str = ""


def read_questions(path: Path, library: Library) -> list[Question]:
    """The questions of a set with their gold clauses; any fault is a DatasetError."""
    questions: list[Question] = []
    faults: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            faults.append(f"dòng {number}: không phải JSON ({error.msg})")
            continue
        own, question = _read_row(row, library)
        faults.extend(f"dòng {number}: {fault}" for fault in own)
        if question is None:
            continue
        if question.id in seen:
            faults.append(f"dòng {number}: trùng mã “{question.id}”")
        seen.add(question.id)
        questions.append(question)
    if not questions and not faults:
        faults.append("không có câu hỏi nào")
    if faults:
        raise DatasetError(path, faults)
    return questions


def _read_row(row: Any, library: Library) -> tuple[list[str], Question | None]:
    if not isinstance(row, dict):
        return ["không phải đối tượng JSON"], None
    faults = [
        f"trường “{name}” thiếu hoặc sai kiểu"
        for name, kind in _REQUIRED.items()
        if not isinstance(row.get(name), kind)
    ]
    if faults:
        return faults, None
    if row["kind"] not in KINDS:
        faults.append(f"loại “{row['kind']}” không có trong: {', '.join(KINDS)}")
    if not row["question"].strip():
        faults.append("câu hỏi để trống")
    if row["answerable"] and not row["gold"]:
        faults.append("câu trả lời được phải có gold")
    if row.get("expect", "") not in ("", "yes", "no", "unknown"):
        faults.append(f"expect “{row['expect']}” phải là yes, no hoặc unknown")
    for pattern in row.get("must", []):
        try:
            re.compile(pattern)
        except re.error as error:
            faults.append(f"must “{pattern}” không phải biểu thức chính quy ({error})")
    golds: list[Gold] = []
    for gold in row["gold"]:
        # the same words of the same document listed again mean their next occurrence
        names = [(g.document, g.quote) for g in golds]
        found, fault = _resolve(gold, library, names)
        if fault:
            faults.append(fault)
        elif found:
            golds.append(found)
    question = Question(
        row["id"],
        row["kind"],
        row["question"],
        tuple(row.get("history", [])),
        row["answerable"],
        tuple(golds),
        tuple(row.get("must", [])),
        row.get("reference", ""),
        row.get("expect", ""),
    )
    return faults, question


def _resolve(
    gold: Any, library: Library, before: Sequence[tuple[str, str]]
) -> tuple[Gold | None, str]:
    if not isinstance(gold, dict) or not {"document", "quote"} <= gold.keys():
        return None, "gold cần hai trường document và quote"
    document = library.document(gold["document"])
    if document is None:
        return None, f"không có văn bản “{gold['document']}”"
    clause = clause_of(document, gold["quote"], before.count((document.id, gold["quote"])))
    if clause is None:
        return None, f"{gold['document']} không có đoạn “{gold['quote'][:60]}”"
    return Gold(document.id, gold["quote"], clause.id), ""


def squeeze(text: str) -> str:
    """Without markup, white space and letter case: the form in which quotes are compared."""
    return squeezed_text(text)[0]


@lru_cache(maxsize=256)
def squeezed_text(text: str) -> tuple[str, list[int]]:
    """The squeezed text and, for each of its characters, the offset it came from."""
    text = nfc(text)
    markup = {i for m in MARKUP.finditer(text) for i in range(m.start(), m.end())}
    kept = [(c.lower()[0], i) for i, c in enumerate(text) if i not in markup and not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def clause_of(document: Document, quote: str, skip: int = 0) -> Clause | None:
    """The clause in which ``quote`` begins, or None where the document lacks it.

    ``skip`` passes over that many earlier occurrences of the same words.
    """
    squeezed = squeeze(quote)
    text, offsets = squeezed_text(document.text)
    position = text.find(squeezed) if squeezed else -1
    for _ in range(skip):
        position = text.find(squeezed, position + 1) if position >= 0 else -1
    if position < 0:
        return None
    start = offsets[position]
    return next((c for c in document.clauses if c.start <= start < c.end), None)


def locate(document: Document, quote: str, clause: Clause) -> tuple[int, int]:
    """The source interval of the quote's first occurrence that begins in ``clause``."""
    squeezed = squeeze(quote)
    text, offsets = squeezed_text(document.text)
    position = text.find(squeezed)
    while position >= 0 and not clause.start <= offsets[position] < clause.end:
        position = text.find(squeezed, position + 1)
    if position < 0:
        raise ValueError(f"{clause.id} does not hold {quote!r}")
    start, end = offsets[position], offsets[position + len(squeezed) - 1] + 1
    return start, min(end, clause.end)


def leaks(first: Iterable[Question], second: Iterable[Question]) -> list[str]:
    """Faults that let one half tell of the other: a gold clause or a question in both."""
    first, second = list(first), list(second)
    clauses = {g.clause_id for q in first for g in q.gold}
    words = {squeeze(q.question): q.id for q in first if not q.history}
    faults = []
    for question in second:
        shared = sorted({g.clause_id for g in question.gold} & clauses)
        if shared:
            faults.append(f"{question.id}: điều khoản {shared[0]} cũng có trong nửa kia")
        twin = words.get(squeeze(question.question)) if not question.history else None
        if twin:
            faults.append(f"{question.id}: trùng câu hỏi với {twin}")
    return faults


def split_by_clause(questions: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    """Two halves (dev, test) that share no gold clause and no question.

    Questions linked by a clause or by equal words stay together; the groups, largest first and
    then by digest, go to the smaller half of their kinds.
    """
    parent = {q.id: q.id for q in questions}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    owner: dict[str, str] = {}
    for question in questions:
        keys = [g.clause_id for g in question.gold] + [squeeze(question.question)]
        for key in keys:
            if key in owner:
                parent[root(question.id)] = root(owner[key])
            else:
                owner[key] = question.id
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(root(question.id), []).append(question)

    def order(group: list[Question]) -> tuple[int, str]:
        digest = hashlib.sha256(min(q.id for q in group).encode()).hexdigest()
        return (-len(group), digest)

    halves: tuple[list[Question], list[Question]] = ([], [])
    counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for group in sorted(groups.values(), key=order):
        weights = [
            sum(counts[i].get(q.kind, 0) for q in group) + 0.25 * len(halves[i]) * len(group)
            for i in (0, 1)
        ]
        side = 0 if weights[0] <= weights[1] else 1
        halves[side].extend(group)
        for question in group:
            counts[side][question.kind] = counts[side].get(question.kind, 0) + 1
    return halves
