"""Numbers about a yes-or-no question beside a clause: how it is asked, what force the words have
that it shares with the sentence that bears it, and which figures, days and bodies are met.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Citation
from bot.evidence.figures import Figure, find_figures
from bot.read.claim import Judgement, Verdict, judge
from bot.read.verdict.asked import Asked, Form
from bot.read.verdict.words import (
    AGAINST,
    FORCES,
    Force,
    find_forces,
    governed,
    kinds_of,
    nearest,
    predicate_from,
    spoken,
    turned,
)
from bot.understand.intent.words import spell_out
from bot.understand.intent.yes_no import Claim
from bot.verify.checks import check_bodies, check_roles
from bot.verify.contrasts import contrast_names, contrasts
from bot.verify.figures import check_figures
from bot.verify.ground import Ground, Support, content
from bot.verify.signs import sign_names, signs
from corpus.document import Clause, Document
from index.passage import clause_text

_ASKING = ("extreme", "still", "also", "only", "self", "at_once", "than")
_BOUNDS = ("condition", "exception")
_TARGETS = ("may", "must")
_FEWEST = 3  # words of a question that stands by itself
_PART = re.compile(r"[;\n]|(?<=[^\d\s])\.\s|\.$")
_LAST = re.compile(r"(?<=[.;])\s+|\n")
_ITEMS = ("khoan", "diem", "gach", "doan")
_EXCEPT = re.compile(r"\b(?:trừ|ngoại trừ|không bao gồm|không kể|chưa bao gồm)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Borne:
    """The sentence of a clause that is nearest to a question, and what stands above the clause."""

    sentence: str
    above: str
    lead: str
    text: str
    judgement: Judgement
    support: Support


def borne(asked: Asked, document: Document, clause: Clause) -> Borne:
    """What the clause has for the question."""
    ground = Ground(Citation(1, document, clause))
    wanted = _wanted(asked)
    best, most = ground.text, -1.0
    for part in _parts(ground):
        words = content(part)
        score = len(wanted & set(words)) / max(6, len(words)) ** 0.25
        if score > most:
            best, most = part, score
    claim = Claim(asked.said, asked.form is Form.RIGHT)
    support = Support((best,), (ground,), ())
    return Borne(
        best,
        ground.heading,
        _lead(document, clause),
        ground.text,
        judge(claim, document, clause),
        support,
    )


def _wanted(asked: Asked) -> set[str]:
    """The words that say something, of the talk before too where the question has hardly any."""
    found = set(content(asked.said)) | set(content(spell_out(asked.said)))
    return found if len(found) >= _FEWEST else found | set(content(asked.text))


def _parts(ground: Ground) -> list[str]:
    if ground.citation.clause.cells:
        return [ground.text]
    found = [part.strip() for sentence in ground.sentences for part in _PART.split(sentence)]
    return [part for part in found if len(part) > 2] or [ground.text]


def names() -> list[str]:
    """What the numbers of ``signs_of`` are."""
    return [
        *(f"form_{form}" for form in Form),
        *(f"asked_{kind}" for kind in _ASKING),
        *(f"said_{kind}" for kind in FORCES),
        *(f"there_{kind}" for kind in FORCES),
        *(f"above_{kind}" for kind in FORCES),
        *(f"governs_{kind}" for kind in FORCES),
        *(f"nearest_{kind}" for kind in FORCES),
        "turned_said", "turned_there", "turned_above", "turned_both", "excepted", "spared",
        "same_force", "other_force",
        "agree", "clash", "agree_said", "clash_said", "clash_there", "clash_either",
        *(f"lead_{kind}" for kind in FORCES), "lead", "share_lead", "turned_lead", "turned_all",
        *(f"bound_{kind}" for kind in _BOUNDS),
        "share_subject", "share_predicate", "strange_bodies", "strange_figures", "figures_said",
        "figures_near", "figures_whole", "figures_rivals", "roles",
        "judged_yes", "judged_no", "judged_absent", "instead",
        "share_sentence", "share_clause", "share_above", "share_nowhere", "words", "length",
        "length_clause", "parts",
        *(f"v_{name}" for name in sign_names()),
        *(f"c_{name}" for name in contrast_names()),
    ]  # fmt: skip


def signs_of(asked: Asked, there: Borne) -> list[float]:
    """The numbers of one question with what a clause has for it."""
    wanted = _wanted(asked)
    own, other, above = spoken(asked.said), spoken(there.sentence), spoken(there.above)
    of_own, of_other, of_above = (find_forces(words) for words in (own, other, above))
    near = nearest(other, of_other, wanted)
    by_kind = governed(other, of_other, wanted)
    said_kinds = {f.kind for f in of_own}
    turned_said = sum(f.kind in AGAINST for f in of_own) % 2
    turned_there = near in AGAINST
    turned_above = any(f.kind in ("forbid", "except", "free") for f in of_above)
    lead = spoken(there.lead)
    of_lead = find_forces(lead)
    turned_lead = any(f.kind in ("forbid", "except", "free") for f in of_lead)
    excepted, spared = _excepted(there.sentence, wanted)
    bounds = kinds_of(other, "bounds")
    asking = kinds_of(own, "asking")
    near_words, whole_words = set(content(there.sentence)), set(content(there.text))
    above_words = set(content(there.above))
    size = max(1, len(wanted))
    judged = there.judgement
    return [
        *(float(asked.form is form) for form in Form),
        *(float(kind in asking) for kind in _ASKING),
        *(float(any(f.kind == kind for f in of_own)) for kind in FORCES),
        *(float(any(f.kind == kind for f in of_other)) for kind in FORCES),
        *(float(any(f.kind == kind for f in of_above)) for kind in FORCES),
        *(by_kind[kind] for kind in FORCES),
        *(float(near == kind) for kind in FORCES),
        float(turned_said),
        float(turned_there),
        float(turned_above),
        float((turned_said + turned_there + turned_above) % 2),
        excepted,
        spared,
        float(bool(near) and near in said_kinds),
        float(bool(near) and bool(said_kinds) and near not in said_kinds),
        *_polarity(own, of_own, other, of_other, wanted),
        *(float(any(f.kind == kind for f in of_lead)) for kind in FORCES),
        float(bool(lead)),
        len(wanted & set(lead)) / size,
        float(turned_lead),
        float((turned_said + turned_there + turned_lead) % 2),
        *(float(kind in bounds) for kind in _BOUNDS),
        *_zones(own, of_own, near_words | set(lead), wanted),
        *_met(asked.said, there),
        float(judged.verdict is Verdict.YES),
        float(judged.verdict is Verdict.NO),
        float(judged.verdict is Verdict.ABSENT),
        float(len(judged.instead)),
        len(wanted & near_words) / size,
        len(wanted & whole_words) / size,
        len(wanted & above_words) / size,
        len(wanted - whole_words - above_words) / size,
        float(size),
        float(len(other)),
        float(len(whole_words)),
        float(there.text.count(".") + there.text.count(";")),
        *signs(asked.said, there.support, False),
        *contrasts(asked.said, there.sentence, f"{there.text}\n{there.above}"),
    ]


def _lead(document: Document, clause: Clause) -> str:
    """What leads in to the clause as one of several: the last sentence of what stands above."""
    above = document.ancestors(clause)
    if not above:
        return ""
    text = clause_text(document, above[-1]).strip()
    return _LAST.split(text)[-1] if text.endswith(":") or clause.path[-1].level in _ITEMS else ""


def _polarity(
    own: Sequence[str],
    of_own: Sequence[Force],
    other: Sequence[str],
    of_other: Sequence[Force],
    wanted: set[str],
) -> list[float]:
    """How much of what both say is affirmed or denied alike, and how much is not: as shares, over
    all and over what the question says of its subject; the words that the sentence denies alone."""
    said, there = turned(own, of_own), turned(other, of_other)
    begins = predicate_from(own, of_own)
    denied: dict[str, set[bool]] = {}
    for word, against in zip(other, there, strict=True):
        if word in wanted:
            denied.setdefault(word, set()).add(against)
    agree = clash = agree_said = clash_said = alone = 0.0
    for place, (word, against) in enumerate(zip(own, said, strict=True)):
        if word not in denied:
            continue
        same = against in denied[word]
        agree, clash = agree + same, clash + (not same)
        if place >= begins:
            agree_said, clash_said = agree_said + same, clash_said + (not same)
        alone += not against and denied[word] == {True}
    size = max(1.0, agree + clash)
    part = max(1.0, agree_said + clash_said)
    return [
        agree / size,
        clash / size,
        agree_said / part,
        clash_said / part,
        alone / size,
        float(clash_said > agree_said or clash >= 2),
    ]


def _zones(
    own: Sequence[str], of_own: Sequence[Force], there: set[str], wanted: set[str]
) -> list[float]:
    """How much stands in the sentence of what the question speaks of, and of what it says of it."""
    begins = predicate_from(own, of_own)
    shares = []
    for part in (own[:begins], own[begins:]):
        words = [word for word in part if word in wanted]
        shares.append(sum(word in there for word in words) / max(1, len(words)))
    return shares


def _met(said: str, there: Borne) -> list[float]:
    """Bodies and figures of the question that the clause lacks or has, and figures of the sentence
    of the same sort that it could be mistaken for."""
    (ground,) = there.support.grounds
    cited = Support(there.support.sentences, there.support.grounds, (ground,))
    figures = find_figures(said)
    near, whole = find_figures(there.sentence), find_figures(there.text)
    met = [any(_alike(figure, other) for other in near) for figure in figures]
    rivals = sum(
        not held and any(other.kind == figure.kind for other in near)
        for figure, held in zip(figures, met, strict=True)
    )
    return [
        float(len(check_bodies(said, cited))),
        float(len(check_figures(said, cited))),
        float(len(figures)),
        float(sum(met)),
        float(sum(any(_alike(figure, other) for other in whole) for figure in figures)),
        float(rivals),
        float(len(check_roles(said, there.support))),
    ]


def _alike(figure: Figure, other: Figure) -> bool:
    return figure.same_as(other) or (figure.kind == other.kind and figure.value == other.value)


def _excepted(sentence: str, wanted: set[str]) -> tuple[float, float]:
    """How much of ``wanted`` stands behind "trừ" and nowhere before it, and before it alone."""
    match = _EXCEPT.search(sentence)
    if match is None:
        return 0.0, 0.0
    before, behind = set(content(sentence[: match.start()])), set(content(sentence[match.end() :]))
    size = max(1, len(wanted))
    return len(wanted & (behind - before)) / size, len(wanted & (before - behind)) / size
