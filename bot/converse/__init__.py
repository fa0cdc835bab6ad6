"""A message of a talk to a question that can be read alone."""

import re
from collections.abc import Sequence

from bot.converse.correction import read_correction, restated
from bot.converse.facts import read_facts, renewed
from bot.converse.follow_up import complete, topic_of, without_other_clause
from bot.converse.ruled_out import without_ruled_out
from bot.converse.state import NEW, State
from bot.converse.taken_back import without_denied, without_told
from bot.question import Ask, Conversation, Understood, joined
from bot.understand import understand
from bot.understand.guard.guard import read_guard
from bot.understand.typing.vietnamese import is_english, read_vietnamese
from corpus.document import Document
from corpus.language.diacritics import Restorer
from corpus.language.normalize import nfc
from corpus.names import NO_NAMES, Names, names_of

_IS = re.compile(r"\b(?:là|la)\b", re.IGNORECASE)


def converse(
    ask: Ask,
    restorer: Restorer | None = None,
    names: Names = NO_NAMES,
    state: State | None = None,
) -> Conversation:
    """The question made readable alone.

    ``restorer`` gives what was typed without diacritics its diacritics back; ``names`` are
    those of the loaded documents; ``state`` is the talk so far, read from the earlier questions
    alone where there is none.
    """
    text = one_line(ask.question)
    guarded = read_guard(text)
    typed = guarded.rest or text
    if state is None:
        state = _of_history(ask, restorer, names)
    english = is_english(typed, ("what is it",) if state.english else ())
    kept, restored = read_vietnamese(typed, restorer, names, english)
    told = renewed(state.facts, read_facts(kept))
    told_before, said = kept, without_told(kept) if state.asked else kept
    corrected = read_correction(said) if state.asked else None
    kept, ruled_out = without_ruled_out(without_denied(said))
    if corrected:
        kept = corrected.meant
        before = without_other_clause(state.last or state.topic, kept)
        standalone = restated(corrected, before)
    else:
        topic = state.last if state.last and not state.topic else state.topic
        standalone = complete(kept, topic, state.said, state.first)
    return Conversation(
        text=text,
        kept=kept,
        standalone=standalone,
        earlier=state.topics,
        guard=guarded.section,
        restored=restored,
        english=english,
        original=_original(typed, ask.earlier, standalone != kept) if english else "",
        aloud=ask.aloud,
        beside=guarded.steered and bool(guarded.rest),
        ruled_out=tuple(dict.fromkeys((*state.ruled_out, *ruled_out))),
        denied=(*(corrected.denied if corrected else ()), *_told_of(told_before, said)),
        told=told,
    )


def read_question(
    ask: Ask, documents: Sequence[Document], restorer: Restorer | None = None
) -> Understood:
    """What a question means after those before it, whose answers are not known."""
    return understand(converse(ask, restorer, names_of(documents)), documents)


def one_line(text: str) -> str:
    """``text`` composed, on one line."""
    return " ".join(nfc(text).split())


def _of_history(ask: Ask, restorer: Restorer | None, names: Names) -> State:
    """The talk as its questions alone tell it."""
    said = [rest for q in ask.earlier if (rest := read_guard(one_line(q)).rest)]
    if not said:
        return NEW
    topic = topic_of([read_vietnamese(text, restorer, names)[0] for text in said])
    return State(topics=(topic,), english=is_english(said[-1], ()))


def _told_of(text: str, rest: str) -> tuple[str, ...]:
    """What ``text`` says of the last answer before the ``rest`` ("đó là việc của huyện")."""
    if rest == text or not text.endswith(rest):
        return ()
    return (_IS.split(text.removesuffix(rest))[-1],)


def _original(text: str, earlier: Sequence[str], completed: bool) -> str:
    """The English question with the one before it, where that is needed to understand it."""
    return joined((f"{earlier[-1].rstrip('?. ')}.", text)) if completed and earlier else text
