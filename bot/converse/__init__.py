"""A conversation to one question that can be read alone."""

from collections.abc import Mapping, Sequence

from bot.converse.follow_up import complete, needs_answer
from bot.converse.told import NOTHING, Told
from bot.question import Ask, Conversation, Understood, joined
from bot.understand import understand
from bot.understand.guard.guard import STEERING, has_little_content, read_guard
from bot.understand.intent.words import read_asks
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import province_book
from bot.understand.typing.vietnamese import is_english, read_vietnamese
from corpus.document import Document
from corpus.language.diacritics import Restorer
from corpus.language.normalize import nfc
from corpus.names import NO_NAMES, Names, names_of
from corpus.organs import find_organs


def converse(
    ask: Ask,
    restorer: Restorer | None = None,
    names: Names = NO_NAMES,
    told: Mapping[int, Told] | None = None,
) -> Conversation:
    """The question made readable alone.

    ``restorer`` gives what was typed without diacritics its diacritics back; ``names`` are
    those of the loaded documents; ``told`` is what the answers said, by the earlier question's
    place.
    """
    text = _line(ask.question)
    guarded = read_guard(text)
    guard = guarded.section
    kept = typed = guarded.rest or text
    before = [read_guard(_line(q)) for q in ask.earlier]
    spoken = [past.rest for past in before if past.rest]
    english = is_english(typed, spoken)
    kept, restored = read_vietnamese(typed, restorer, names, english)
    earlier = [read_vietnamese(past.rest, restorer, names)[0] for past in before]
    refused = any(past.section in STEERING for past in before)
    steered = any(past.steered for past in before)
    if guard is None and (
        (refused and has_little_content(kept)) or (steered and _asks_nothing(kept))
    ):
        guard = "commands"  # "do as agreed" after an attempt to agree on something
    known = told or {}
    pairs = [(q, known.get(place, NOTHING)) for place, q in enumerate(earlier) if q]
    standalone = complete(kept, pairs)
    return Conversation(
        text=text,
        kept=kept,
        standalone=standalone,
        earlier=tuple(earlier),
        guard=guard,
        restored=restored,
        english=english,
        original=_original(typed, spoken, standalone != kept) if english else "",
    )


def read_question(
    ask: Ask, documents: Sequence[Document], restorer: Restorer | None = None
) -> Understood:
    """What a question means after those before it, whose answers are not known."""
    return understand(converse(ask, restorer, names_of(documents)), documents)


def unanswered(ask: Ask, known: Mapping[int, Told], restorer: Restorer | None, most: int) -> range:
    """The places of the earlier questions whose answers have to be found again, oldest first:
    the question points at the last, that one perhaps at the one before it; at most ``most``."""
    questions = [*ask.earlier, ask.question]
    last = first = len(questions) - 1
    while (
        first > max(0, last - most)
        and first - 1 not in known
        and needs_answer(read_vietnamese(questions[first], restorer)[0])
    ):
        first -= 1
    return range(first, last)


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def _original(text: str, earlier: Sequence[str], completed: bool) -> str:
    """The English question with the one before it, where that is needed to understand it."""
    return joined((f"{earlier[-1].rstrip('?. ')}.", text)) if completed and earlier else text


def _asks_nothing(text: str) -> bool:
    """Whether ``text`` is no question and names nothing that one could be about."""
    if "?" in text or read_asks(text) or find_organs(text) or province_book().find(text):
        return False
    return not read_mentions(text, ())
