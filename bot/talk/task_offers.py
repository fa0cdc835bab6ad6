"""What is offered behind a list of tasks: its next page, and those of its tasks that an official
would look for next, where there are such and others."""

from collections.abc import Sequence
from dataclasses import replace

from bot.talk.task_choice import Chosen, choose
from bot.talk.words import say
from bot.understand.intent.task_wish import DATED, JOIN, LEAD, When, Wish
from corpus.tasks.rows import Row

_MOST = 3


def offers(
    rows: Sequence[Row], chosen: Chosen, wish: Wish, shown: int, whose: str
) -> tuple[str, ...]:
    """Messages that narrow the list told, each of which names some of the tasks; ``rows``: all
    those of its documents, ``shown``: how many of the chosen were told so far."""
    found: list[str] = []
    if shown < len(chosen.rows):
        found.append(say("tasks_offer_next"))
    narrower: list[tuple[Wish, str]] = []
    if not wish.when:
        narrower.append((replace(wish, when=When(DATED)), say("tasks_offer_dated")))
    if len(wish.bodies) == 1 and not wish.role:
        narrower.append((replace(wish, role=LEAD), say("tasks_offer_lead", bodies=whose)))
        narrower.append((replace(wish, role=JOIN), say("tasks_offer_join", bodies=whose)))
    whole = {row.span for row in chosen.rows}
    for one, text in narrower:
        spans = {row.span for row in choose(rows, one).rows}
        if spans and spans != whole:
            found.append(text)
    return tuple(found[:_MOST])
