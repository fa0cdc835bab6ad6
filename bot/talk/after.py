"""The state of a talk after a turn."""

from dataclasses import dataclass, replace

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.converse.state import Lead, Shown, State, digest
from bot.converse.told import told_by
from bot.question import Fact
from bot.talk.words import address_of

_MOST_SETTLED = 8
_MOST_SHOWN = 40  # clauses
_MOST_FOCUS = 4  # documents
_MOST_WORDS = 4000  # characters kept of what was shown


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a message: as ``bot.answer.Answer`` has it; ``topic``: what the talk is about
    from now on, "" where that stays; ``pending``: the question that is asked back about;
    ``heard``: how many utterances of the last answer a caller has heard, 0 for a new answer;
    ``last``: the question searched for; ``named``: the documents that the message names; ``facts``:
    what the person told of himself until now; ``tasks``: the list of tasks that was told."""

    status: AnswerStatus
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    topic: str = ""
    ruled_out: tuple[str, ...] = ()
    pending: str = ""
    choices: tuple[str, ...] = ()
    english: bool = False
    heard: int = 0
    last: str = ""
    named: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    tasks: str = ""


def after(state: State, message: str, came: Came) -> State:
    """``state`` after ``message``. What was not answered leaves what the talk is about and what was
    shown as they were."""
    settled = state.settled
    if came.pending:
        settled = (*settled, digest(came.pending))[-_MOST_SETTLED:]
    state = replace(
        state.after(message),
        outcome=came.status.value,
        ruled_out=came.ruled_out,
        pending=came.pending,
        choices=came.choices,
        settled=settled,
        address=address_of(message) or state.address,
        english=came.english,
        heard=came.heard or 1,
        last=came.last or state.last,
        focus=_focus(state, came),
        facts=came.facts,
        tasks=came.tasks,
    )
    if (
        came.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
        or not came.citations
        or came.heard
    ):
        return state
    told = told_by(came.statements, came.citations)
    leads = tuple(
        Lead(one.text, one.citations, one.strong)
        for one in came.statements
        if one.role is Role.LEAD
    )
    return replace(
        state,
        topics=state.with_topic(came.topic) if came.topic else state.topics,
        said=replace(told, words=told.words[:_MOST_WORDS]),
        shown=tuple(Shown(c.clause.id, c.highlights) for c in came.citations[:_MOST_SHOWN]),
        leads=leads if max((m for x in leads for m in x.markers), default=0) <= _MOST_SHOWN else (),
        listed=any(one.role is Role.ITEM for one in came.statements),
    )


def _focus(state: State, came: Came) -> tuple[str, ...]:
    """The documents that the talk is about from now on, the newest first."""
    met = came.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
    cited = [c.document.id for c in came.citations]
    newest = [*cited, *came.named] if met else [*came.named, *cited]
    return tuple(dict.fromkeys([*newest, *state.focus]))[:_MOST_FOCUS]
