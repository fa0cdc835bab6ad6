"""Question sets: JSON Lines as DESIGN describes them, read, checked and split.

A set is data from outside: every fault is told with its line. ``read_questions`` refuses a faulty
set; ``read_set`` gives what can be asked of it, for sets over documents that one may not mend.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.library import Library
from eval.quotes import Place, holds, occurrences, places, squeeze

KINDS = (
    "fact",
    "abbrev",
    "nodiac",
    "colloq",
    "list",
    "cross",
    "two",
    "reverse",
    "yesno",
    "province",
    "meta",
    "follow",
    "english",
    "unans",
    "inject",
)
_REQUIRED = {"id": str, "kind": str, "question": str, "answerable": bool, "gold": list}
_OPTIONAL = {
    "history": list,
    "must": list,
    "reference": str,
    "expect": str,
    "answers": list,
    "near": bool,
    "why": str,
}


class DatasetError(Exception):
    """A question set cannot be used; ``faults`` lists what is wrong, line by line."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        shown = "\n  ".join(faults[:20])
        more = f"\n  … và {len(faults) - 20} lỗi khác" if len(faults) > 20 else ""
        super().__init__(f"Bộ câu hỏi {path} có {len(faults)} lỗi:\n  {shown}{more}")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Gold:
    """Words of a right clause, and every place where they stand; any of them is right.

    ``clause_id`` is the first clause that holds them.
    """

    document: str
    quote: str
    clause_id: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what a right answer cites and holds.

    ``expect``: of a yes-or-no question "yes", "no" or "unknown"; empty for all others.
    ``answers``: the answering words, verbatim, one for each thing asked. ``near``: an unanswerable
    question whose matter stands in the documents; ``why`` says what stands there instead.
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
    answers: tuple[str, ...] = ()
    near: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """What was read of a set: ``questions`` can be asked, even where ``faults`` name a gold quote.

    ``named`` are the documents that the set names, ``absent`` those that the library lacks.
    """

    path: Path
    questions: tuple[Question, ...]
    faults: tuple[str, ...]
    named: frozenset[str]
    absent: frozenset[str]

    @property
    def foreign(self) -> bool:
        """Whether the set is about other documents than the library's."""
        return bool(self.named) and self.named == self.absent


def read_rows(path: Path) -> list[tuple[int, Any]]:
    """The lines of a set with their numbers; None for a line that is no JSON."""
    rows: list[tuple[int, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                rows.append((number, json.loads(line)))
            except json.JSONDecodeError:
                rows.append((number, None))
    return rows


def documents_of(row: Any) -> list[str]:
    """The documents that a row's gold names, each once."""
    golds = row.get("gold", []) if isinstance(row, dict) else []
    names = [g["document"] for g in golds if isinstance(g, dict) and "document" in g]
    return list(dict.fromkeys(names))


def read_set(path: Path, library: Library) -> QuestionSet:
    """All that can be asked of a set, and its faults."""
    questions: list[Question] = []
    faults: list[str] = []
    seen: set[str] = set()
    named: set[str] = set()
    for number, row in read_rows(path):
        named.update(documents_of(row))
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
    absent = frozenset(name for name in named if library.document(name) is None)
    return QuestionSet(path, tuple(questions), tuple(faults), frozenset(named), absent)


def read_questions(path: Path, library: Library) -> list[Question]:
    """The questions of a set with their gold clauses; any fault is a DatasetError."""
    found = read_set(path, library)
    if found.faults:
        raise DatasetError(path, found.faults)
    return list(found.questions)


def _read_row(row: Any, library: Library) -> tuple[list[str], Question | None]:
    """The row's faults, and the question unless it cannot be asked or judged."""
    if row is None:
        return ["không phải JSON"], None
    if not isinstance(row, dict):
        return ["không phải đối tượng JSON"], None
    faults = _form_faults(row)
    if faults:
        return faults, None
    golds: list[Gold] = []
    for number, gold in enumerate(row["gold"]):
        found, fault = _resolve(gold, library, row["gold"][:number], row["gold"][number + 1 :])
        if fault:
            faults.append(fault)
        if found:
            golds.append(found)
    known = [d for name in documents_of(row) if (d := library.document(name))]
    if known and len(known) == len(documents_of(row)):
        faults.extend(
            f"answers “{words[:60]}” không có trong văn bản nào của gold"
            for words in row.get("answers", [])
            if not any(holds(document, words) for document in known)
        )
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
        tuple(row.get("answers", [])),
        row.get("near", False),
        row.get("why", ""),
    )
    return faults, question


def _form_faults(row: Mapping[str, Any]) -> list[str]:
    """Faults of the fields themselves, which no document can mend."""
    faults = [
        f"trường “{name}” thiếu hoặc sai kiểu"
        for name, kind in _REQUIRED.items()
        if not isinstance(row.get(name), kind)
    ]
    faults += [
        f"trường “{name}” sai kiểu"
        for name, kind in _OPTIONAL.items()
        if name in row and not isinstance(row[name], kind)
    ]
    faults += [
        f"trường “{name}” phải là danh sách chuỗi"
        for name in ("answers", "must", "history")
        if isinstance(row.get(name), list) and not all(isinstance(x, str) for x in row[name])
    ]
    if faults:
        return faults
    if row["kind"] not in KINDS:
        faults.append(f"loại “{row['kind']}” không có trong: {', '.join(KINDS)}")
    if not row["question"].strip():
        faults.append("câu hỏi để trống")
    if row["answerable"] and not row["gold"]:
        faults.append("câu trả lời được phải có gold")
    if row["answerable"] and row.get("near"):
        faults.append("near chỉ dành cho câu không trả lời được")
    if row.get("expect", "") not in ("", "yes", "no", "unknown"):
        faults.append(f"expect “{row['expect']}” phải là yes, no hoặc unknown")
    for pattern in row.get("must", []):
        try:
            re.compile(pattern)
        except re.error as error:
            faults.append(f"must “{pattern}” không phải biểu thức chính quy ({error})")
    return faults


def _resolve(
    gold: Any, library: Library, before: Sequence[Any], after: Sequence[Any]
) -> tuple[Gold | None, str]:
    """The gold with its places, and what is wrong with it.

    The same words listed again mean their next occurrence; the last of them, all that are left.
    """
    if not isinstance(gold, dict) or not {"document", "quote"} <= gold.keys():
        return None, "gold cần hai trường document và quote"
    document = library.document(gold["document"])
    if document is None:
        return None, f"không có văn bản “{gold['document']}”"
    left = occurrences(document, gold["quote"])[before.count(gold) :]
    if not left:
        return None, f"{gold['document']} không có đoạn “{gold['quote'][:60]}”"
    spans = left[:1] if gold in after else left
    found = tuple(place for start, end in spans for place in places(document, start, end))
    clause_id = next((place.clause_id for place in found if place.clause_id), "")
    fault = (
        ""
        if clause_id
        else f"{gold['document']}: đoạn “{gold['quote'][:60]}” không nằm trong điều khoản nào"
    )
    return Gold(document.id, gold["quote"], clause_id, found), fault


def leaks(first: Iterable[Question], second: Iterable[Question]) -> list[str]:
    """Faults that let one half tell of the other: a gold clause or a question in both."""
    return [fault for _, _, fault in leaks_among([list(first), list(second)])]


def leaks_among(sets: Sequence[Sequence[Question]]) -> list[tuple[int, int, str]]:
    """(set, earlier set, fault) for each gold clause or question that two sets share.

    One pass: what a set holds is looked up, never compared pair by pair.
    """
    clauses: dict[str, list[int]] = {}
    words: dict[str, dict[int, str]] = {}
    faults: list[tuple[int, int, str]] = []
    for number, questions in enumerate(sets):
        squeezed = [squeeze(q.question) if not q.history else "" for q in questions]
        for question, text in zip(questions, squeezed, strict=True):
            shared: dict[int, str] = {}
            for clause_id in sorted({g.clause_id for g in question.gold} - {""}):
                for other in clauses.get(clause_id, ()):
                    shared.setdefault(other, clause_id)
            faults += [
                (number, other, f"{question.id}: điều khoản {clause_id} cũng có trong nửa kia")
                for other, clause_id in shared.items()
            ]
            twins = words.get(text, {}) if text else {}
            faults += [
                (number, other, f"{question.id}: trùng câu hỏi với {twin}")
                for other, twin in twins.items()
            ]
        for clause_id in {g.clause_id for q in questions for g in q.gold} - {""}:
            clauses.setdefault(clause_id, []).append(number)
        for question, text in zip(questions, squeezed, strict=True):
            if text:
                words.setdefault(text, {})[number] = question.id
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
