"""What was found for a question: clauses with their scores and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.evidence.direct import Direct
from bot.evidence.profile import Profile
from bot.evidence.settled import Settled
from bot.evidence.told import Told
from bot.evidence.weigh import Evidence
from bot.question import Understood
from corpus.document import Clause, Document


@dataclass(frozen=True, slots=True)
class Found:
    """A clause with its score, its evidence and what it holds; ``rank`` orders findings.

    ``clash``: what the question names and the clause speaks of another of; ``outdated``: its
    document does not hold on the day asked about. ``scores`` are the search's own, as they came;
    ``probability``: that it is the right one; ``answered``: that it answers; ``answers``: sure
    enough to be shown as the answer (None where no reader judged it, as of a clause that is named);
    ``near``: near enough to be shown beside a refusal; ``beside``: how probable it is that it
    answers as well, if the first one does.
    """

    document: Document
    clause: Clause
    score: float
    evidence: Evidence
    profile: Profile
    named: bool = False
    meets: bool = True
    rank: float = 0.0
    clash: str = ""
    outdated: bool = False
    scores: Mapping[str, float] = field(default_factory=dict)
    probability: float = 0.0
    answered: float = 0.0
    beside: float = 0.0
    answers: bool | None = None
    near: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings for one of several provinces, documents or organs, best first, to ``question``,
    which asks the part alone; ``listed`` counts those of a list. ``thing``: it is one of two things
    within one document."""

    name: str
    found: tuple[Found, ...]
    question: Understood
    listed: int = 0
    organ: str = ""
    thing: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """The clauses, best first; ``absent``: a clause was named that is not there.

    ``foreign`` provinces have no document; ``inside`` is the named clause within which the question
    looks; ``compared`` are the findings of each province or document that
    the question compares; ``listed`` counts the clauses of a list, which come first; ``several``
    are the findings for each of several things that are asked of one matter.
    """

    found: tuple[Found, ...]
    scope: tuple[str, ...]
    absent: bool = False
    foreign: tuple[str, ...] = ()
    inside: str = ""
    compared: tuple[Compared, ...] = ()
    listed: int = 0
    several: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """One of several things that are asked (``own`` words): the clause that tells it, with the
    words or the sentence or cell that do; ``found`` is None for what was not found; ``sure``: the
    words are as probable as those that are shown in bold."""

    own: str
    found: Found | None = None
    words: tuple[Direct, ...] = ()
    told: Told | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """The clauses to answer with, best first or, of a list, in document order; none: a refusal.

    ``asked`` is what is asked of a clause, by its id, where that is not the whole question;
    ``words`` are the words of a clause that answer directly, by its id; ``told`` its sentence or
    cell that does; ``items``: the ids of those that a part of a comparison lists. ``cells`` those
    of a row that the question names by their column. ``things``: what is asked beside that and told
    elsewhere, or nowhere; ``brief``: only what answers is wanted. ``settled`` what a clause says to
    a yes-or-no question. ``single``: one thing is asked for, which one clause of a document tells.
    """

    clauses: tuple[Found, ...] = ()
    listed: bool = False
    asked: Mapping[str, Understood] = field(default_factory=dict)
    words: Mapping[str, tuple[Direct, ...]] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    items: frozenset[str] = frozenset()
    cells: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
    things: tuple[Answered, ...] = ()
    brief: bool = False
    settled: Mapping[str, Settled] = field(default_factory=dict)
    single: bool = False
