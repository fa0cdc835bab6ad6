"""Numbers about a yes-or-no question beside a clause: how it is asked, what force the words have
that it shares with the sentence that bears it, and which figures, days and bodies are met.
"""

import re
from dataclasses import dataclass

from bot.answer import Citation
from bot.read.claim import Judgement, Verdict, judge
from bot.read.verdict.asked import Asked, Form
from bot.read.verdict.words import (
    AGAINST,
    FORCES,
    find_forces,
    governed,
    kinds_of,
    nearest,
    spoken,
)
from bot.understand.intent.words import spell_out
from bot.understand.intent.yes_no import Claim
from bot.verify.contrasts import contrast_names, contrasts
from bot.verify.ground import Ground, Support, content
from bot.verify.signs import sign_names, signs
from corpus.document import Clause, Document

_ASKING = ("extreme", "still", "also", "only", "self", "at_once", "than")
_BOUNDS = ("condition", "exception")
_TARGETS = ("may", "must")
_PART = re.compile(r"[;\n]|(?<=[^\d\s])\.\s|\.$")
_EXCEPT = re.compile(r"\b(?:trừ|ngoại trừ|không bao gồm|không kể|chưa bao gồm)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Borne:
    """The sentence of a clause that is nearest to a question, and what stands above the clause."""

    sentence: str
    above: str
    text: str
    judgement: Judgement
    support: Support


def borne(asked: Asked, document: Document, clause: Clause) -> Borne:
    """What the clause has for the question."""
    ground = Ground(Citation(1, document, clause))
    wanted = set(content(spell_out(asked.said))) | set(content(asked.said))
    best, most = ground.text, -1.0
    for part in _parts(ground):
        words = content(part)
        score = len(wanted & set(words)) / max(6, len(words)) ** 0.25
        if score > most:
            best, most = part, score
    claim = Claim(asked.said, asked.form is Form.RIGHT)
    support = Support((best,), (ground,), ())
    return Borne(best, ground.heading, ground.text, judge(claim, document, clause), support)


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
        *(f"bound_{kind}" for kind in _BOUNDS),
        "judged_yes", "judged_no", "judged_absent", "instead",
        "share_sentence", "share_clause", "share_above", "share_nowhere", "words", "length",
        "length_clause", "parts",
        *(f"v_{name}" for name in sign_names()),
        *(f"c_{name}" for name in contrast_names()),
    ]  # fmt: skip


def signs_of(asked: Asked, there: Borne) -> list[float]:
    """The numbers of one question with what a clause has for it."""
    said = spoken(asked.said)
    wanted = set(content(asked.said)) | set(content(spell_out(asked.said)))
    own, other, above = spoken(asked.said), spoken(there.sentence), spoken(there.above)
    of_own, of_other, of_above = (find_forces(words) for words in (own, other, above))
    near = nearest(other, of_other, wanted)
    by_kind = governed(other, of_other, wanted)
    said_kinds = {f.kind for f in of_own}
    turned_said = sum(f.kind in AGAINST for f in of_own) % 2
    turned_there = near in AGAINST
    turned_above = any(f.kind in ("forbid", "except", "free") for f in of_above)
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
        *(float(kind in bounds) for kind in _BOUNDS),
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


def _excepted(sentence: str, wanted: set[str]) -> tuple[float, float]:
    """How much of ``wanted`` stands behind "trừ" and nowhere before it, and before it alone."""
    match = _EXCEPT.search(sentence)
    if match is None:
        return 0.0, 0.0
    before, behind = set(content(sentence[: match.start()])), set(content(sentence[match.end() :]))
    size = max(1, len(wanted))
    return len(wanted & (behind - before)) / size, len(wanted & (before - behind)) / size
