"""A yes-or-no question against the clause found for it: borne out, contradicted, or not settled.

The checks are those of the verifier: what it would not let through as a statement is not affirmed.
A claim is only called wrong where the clause gives another figure of the same sort for the same
thing, or names another body for the task; where the clause gives none, it does not settle it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from bot.answer import Citation
from bot.evidence.direct import Direct
from bot.evidence.figures import Figure, bound, find_figures, find_periods
from bot.evidence.intervals import Ranged, Size, find_ranges, find_sizes, size_of
from bot.understand.intent.words import spell_out
from bot.understand.intent.yes_no import Claim
from bot.verify.checks import ALL_CHECKS, check_roles
from bot.verify.ground import Ground, Support, content, find_support
from corpus.document import Clause, Document
from corpus.language.normalize import fold, view
from corpus.organs import find_bodies, includes, leading_organs

_KINDS = ("share", "count", "date", "time")  # figures that a clause can contradict
_MOST = 3
_ORDERED = 0.85
_STRANGE = 0.2  # of a claim's words, that may stand nowhere
_OWN = 0.4  # of them, that the clause itself holds
_PART = re.compile(r"[;\n]|\.\s")


class Verdict(StrEnum):
    """What a clause says of a claim; ``ABSENT``: it lacks what the claim says of it."""

    YES = "yes"
    NO = "no"
    OPEN = "open"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict; the words of the clause that stand against the claim (``instead``); the claim's
    figures that the clause gives none for (``absent``)."""

    verdict: Verdict
    instead: tuple[Direct, ...] = ()
    absent: tuple[str, ...] = ()


def judge(claim: Claim, document: Document, clause: Clause) -> Judgement:
    """What the clause says of the claim."""
    ground = Ground(Citation(1, document, clause))
    support = replace(find_support(claim.statement, [ground]), cited=())  # its own words alone
    if not support.sentences:
        return Judgement(Verdict.OPEN)
    wrong, absent, unsure = _figures(claim.statement, support, ground, document)
    wrong += _other_periods(claim.statement, ground.text)
    if wrong and (instead := _spans(wrong, document, clause)):
        return Judgement(Verdict.NO, instead)
    if absent:
        return Judgement(Verdict.ABSENT, absent=tuple(absent))
    if leaders := _other_leaders(claim.statement, support, document, clause):
        return Judgement(Verdict.NO, leaders)
    reasons = [reason for check in ALL_CHECKS for reason in check(claim.statement, support)]
    same = _in_order(claim.statement, support) and _bound_alike(claim.statement, support.text)
    same = same and _in_one_part(claim.statement, support)
    return Judgement(Verdict.YES if same and not reasons and not unsure else Verdict.OPEN)


def _in_order(statement: str, support: Support) -> bool:
    """Whether what the claim says stands in the ground in the same order, but for a few words:
    the same words in another order may say something else ("A hướng dẫn B", "B hướng dẫn A")."""
    ground = content(spell_out(support.text))
    said = [word for word in content(statement) if word in set(ground)]
    matcher = SequenceMatcher(None, said, ground, autojunk=False)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    return bool(said) and kept / len(said) >= _ORDERED


def _in_one_part(statement: str, support: Support) -> bool:
    """Whether one part of the ground holds all that the ground has of the claim, and hardly
    anything stands nowhere: of "A là B; C là D" none affirms "A là D", and a bare item of a list
    ("cơ quan nhà nước;") affirms nothing."""
    said = content(statement)
    near, whole = (set(content(spell_out(text))) for text in (support.text, support.whole))
    wanted = set(said) & near
    if sum(word not in whole for word in said) > _STRANGE * len(said):
        return False
    if len(wanted) < _OWN * len(set(said)):
        return False
    parts = _PART.split(support.text)
    return any(wanted <= set(content(spell_out(part))) for part in parts)


def _bound_alike(statement: str, text: str) -> bool:
    """Whether every figure is bounded ("trước", "tối thiểu") as it is in the ground."""
    ground = find_figures(text)
    for figure in find_figures(statement):
        said = bound(statement, figure)
        if said and not any(_agrees(figure, g) and bound(text, g) == said for g in ground):
            return False
    return True


def _figures(
    statement: str, support: Support, ground: Ground, document: Document
) -> tuple[list[str], list[str], bool]:
    """(the clause's figures that stand against the claim's, the claim's figures without any,
    whether one is met only by what stands elsewhere in the clause or in its document's name)."""
    near, whole = find_figures(support.text), find_figures(ground.text)
    ranges = find_ranges(support.text)
    sizes = find_sizes(statement)
    several = len(sizes) > 1  # one of them says which case is meant
    if _is_other_case(sizes, ranges):
        return [], [], True
    stated = [g for g in near if not _is_limit(g, ranges, several)]
    above = [
        f for f in find_figures(f"{support.context}\n{_issued(document)}") if f.kind != "count"
    ]
    wrong: list[str] = []
    absent: list[str] = []
    unsure = False
    for figure in find_figures(statement):
        if any(_agrees(figure, other) for other in near) or _in_range(figure, ranges):
            continue
        if any(_agrees(figure, other) for other in (*whole, *above)):
            unsure = unsure or figure.kind not in ("year", "number_of_document")
            continue
        same = [g for g in stated if g.kind == figure.kind and _same_unit(figure, g)]
        alone = [g for g in whole if g.kind == figure.kind and _same_unit(figure, g)]
        if not same and len({g.value for g in alone}) == 1:
            same = alone
        one = len({g.value for g in same}) == 1 or _one_range(same, ranges)
        if figure.kind in _KINDS and same and one:
            wrong += [f"{g.text} {g.unit}".rstrip() for g in same]
        else:
            absent.append(figure.text)
    return wrong, absent, unsure


def _in_range(figure: Figure, ranges: Ranged) -> bool:
    """Whether a range with two ends holds the figure: "45%" where 41% to 60% are spoken of."""
    size = size_of(figure)
    return size is not None and any(one.closed and one.holds(size) for one in ranges.intervals)


def _is_limit(figure: Figure, ranges: Ranged, half: bool) -> bool:
    """Whether the figure is an end of a range with two ends, or with one (``half``)."""
    size = size_of(figure)
    if size is not None and _is_alone(size.quantity, ranges):
        return False
    return size is not None and any(
        (half or one.closed) and one.quantity == size.quantity and size.value in (one.low, one.high)
        for one in ranges.intervals
    )


def _is_other_case(sizes: Sequence[Size], ranges: Ranged) -> bool:
    """Whether the clause is of another case than the claim: its range excludes one of the claim's
    sizes, and what it gives for its own case is not what another one of them says."""
    for size in sizes:
        if not ranges.speaks_of(size) or ranges.meets(size):
            continue
        alike = any(point.quantity == size.quantity for point in ranges.points)
        if (
            len(sizes) > 1
            and alike
            and any(one.closed and one.quantity == size.quantity for one in ranges.intervals)
        ):
            return True
        others = [other for other in sizes if other.quantity != size.quantity]
        given = {point.quantity for point in ranges.points}
        if any(other.quantity in given and not ranges.meets(other) for other in others):
            return True
    return False


def _is_alone(quantity: str, ranges: Ranged) -> bool:
    """Whether the clause says nothing of the quantity but one range."""
    own = [one for one in ranges.intervals if one.quantity == quantity]
    return len(own) == 1 and all(point.quantity != quantity for point in ranges.points)


def _one_range(figures: Sequence[Figure], ranges: Ranged) -> bool:
    """Whether the figures are the ends of the one range that the clause sets."""
    sizes = [size for figure in figures if (size := size_of(figure))]
    return bool(sizes) and all(_is_alone(size.quantity, ranges) for size in sizes)


def _issued(document: Document) -> str:
    """The document's date as people write it: "01/2022", "19/9/2022"."""
    return "/".join((document.metadata.date or "").split("-")[::-1])


def _agrees(figure: Figure, other: Figure) -> bool:
    if figure.same_as(other):
        return True
    if figure.measure and other.measure:
        return False
    if (figure.measure or other.measure) and "" != figure.unit != other.unit != "":
        return False  # "2 năm" and "hai lần"
    own, there = figure.value.split("/"), other.value.split("/")
    if figure.kind == other.kind == "date":  # "tháng 10/2023" and "Tháng Mười"
        return own == there[-len(own) :] or own == there[: len(own)] or there == own[: len(there)]
    if figure.kind == other.kind:
        return own == there or (figure.kind == "count" and len(own) == 1 and own[0] in there)
    return figure.kind == "year" and figure.value in there


def _same_unit(figure: Figure, other: Figure) -> bool:
    if figure.kind != "count":
        return True
    if figure.measure and other.measure:
        return figure.measure[0] == other.measure[0]
    return bool(figure.unit) and figure.unit == other.unit


def _other_periods(statement: str, text: str) -> list[str]:
    """How often the clause has it done, where the claim says another period."""
    said, there = find_periods(statement), find_periods(text)
    if not said or not there or {p.value for p in said} & {p.value for p in there}:
        return []
    return [period.text for period in there]


def _spans(words: list[str], document: Document, clause: Clause) -> tuple[Direct, ...]:
    """Where the words stand in the clause; of a figure whose unit stands elsewhere it alone."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    found = sorted(
        (match.start(), match.end())
        for text in dict.fromkeys(words)
        for match in _places(text, shown.text) or _places(text.rsplit(" ", 1)[0], shown.text)
    )
    return tuple(Direct(document, clause, *shown.source_span(*at)) for at in found[:_MOST])


def _places(words: str, text: str) -> list[re.Match[str]]:
    wanted = r"\s+".join(map(re.escape, words.split()))
    return list(re.finditer(rf"(?<![\w/]){wanted}(?![\w/])", text, re.IGNORECASE))


def _other_leaders(
    statement: str, support: Support, document: Document, clause: Clause
) -> tuple[Direct, ...]:
    """Who leads the clause's task, where the claim gives it to another body."""
    leaders = leading_organs(document, clause)
    names = {match.name for match, _ in leaders}
    there = names | {m.name for m in find_bodies(support.text)}
    folded = fold(f"{support.text}\n{support.context}")
    strange = [
        m
        for m in find_bodies(statement)
        if m.name not in there
        and fold(statement[m.start : m.end]) not in folded
        and not includes(support.text, m.name)
    ]
    role = check_roles(statement, support)
    if not leaders or not (strange or role):
        return ()
    if strange and names & {m.name for m in find_bodies(statement)}:
        return ()  # it names the right one too
    return tuple(Direct(document, holder, m.start, m.end) for m, holder in leaders)
