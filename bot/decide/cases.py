"""All cases of a rule, where each of them is asked about: "theo mấy mức, mỗi mức cho ai", "mỗi nơi
giữ hồ sơ mấy ngày".
"""

import re

from bot.findings import Found
from bot.question import Understood
from bot.read.checks import answers_what_is_asked
from bot.surroundings import Surroundings
from corpus.language.segment import folded_syllables
from index.passage import clause_text

# of how often or how long something is: "mỗi năm mấy lần" asks one thing
OF_EACH = re.compile(
    r"\b(?:mỗi|từng)\s+(?!(?:năm|tháng|quý|tuần|ngày|giờ|lần|khi|người|hộ|trang|bản|bộ)\b)\w"
    r"|\blần lượt\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 3, 8
_BEGUN = 2  # words with which the cases begin
_LABEL = re.compile(r"[^:.;\n]{3,80}+:|\d{1,2}\. [^:.;\n]{3,80}+:")


def all_cases(question: Understood, first: Found, around: Surroundings) -> list[Found]:
    """What stands beside the ``first`` finding, or beside the clause above it, where each case is
    asked about and all are worded as cases of one rule: they begin alike, or have a label each and
    hold what is asked; empty elsewhere."""
    if first.named or not OF_EACH.search(question.standalone):
        return []
    case: Found | None = first
    for _ in range(2):
        head = around.parent(case) if case else None
        cases = around.with_children(head) if head else []
        if _FEWEST <= len(cases) <= _MOST and (_alike(cases) or _by_labels(question, cases)):
            return cases
        case = head
    return []


def _alike(cases: list[Found]) -> bool:
    """Whether all begin with the same words, but for their figures ("Giảm 90% …")."""
    begun = {
        tuple(w for w in folded_syllables(f.profile.text) if w.isalpha())[:_BEGUN] for f in cases
    }
    return len(begun) == 1


def _by_labels(question: Understood, cases: list[Found]) -> bool:
    """Whether each opens with a label of its own ("Cơ quan thuế: …") and holds what is asked,
    itself or under it."""
    labels = []
    for case in cases:
        label = _LABEL.match(clause_text(case.document, case.clause))
        within = [case.clause, *case.document.children(case.clause)]
        if not label or not any(answers_what_is_asked(question, case.document, c) for c in within):
            return False
        labels.append(label[0])
    return len(set(labels)) == len(labels)
