"""The state of a talk after a turn."""

from dataclasses import replace

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.converse.state import Lead, Shown, State, digest
from bot.converse.told import told_by
from bot.talk.words import address_of

_MOST_SETTLED = 8
_MOST_SHOWN = 40  # clauses
_MOST_WORDS = 4000  # characters kept of what was shown


def after(
    state: State,
    message: str,
    status: AnswerStatus,
    statements: tuple[Statement, ...],
    citations: tuple[Citation, ...],
    *,
    topic: str = "",
    ruled_out: tuple[str, ...] = (),
    pending: str = "",
    choices: tuple[str, ...] = (),
    english: bool = False,
) -> State:
    """``state`` after ``message`` was met so. What was not answered leaves what the talk is about
    and what was shown as they were."""
    settled = state.settled
    if pending:
        settled = (*settled, digest(pending))[-_MOST_SETTLED:]
    state = replace(
        state.after(message),
        outcome=status.value,
        ruled_out=ruled_out,
        pending=pending,
        choices=choices,
        settled=settled,
        address=address_of(message) or state.address,
        english=english,
        heard=1,
    )
    if status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL) or not citations:
        return state
    told = told_by(statements, citations)
    leads = tuple(
        Lead(one.text, one.citations, one.strong) for one in statements if one.role is Role.LEAD
    )
    return replace(
        state,
        topics=state.with_topic(topic) if topic else state.topics,
        said=replace(told, words=told.words[:_MOST_WORDS]),
        shown=tuple(Shown(c.clause.id, c.highlights) for c in citations[:_MOST_SHOWN]),
        leads=leads if max((m for x in leads for m in x.markers), default=0) <= _MOST_SHOWN else (),
        listed=any(one.role is Role.ITEM for one in statements),
    )
