"""A caller's "tiếp", "lặp lại", "nguồn", "đọc nguyên văn": the last answer, said on or again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answer import Citation
from bot.converse.state import State
from bot.speak.spoken import spoken_source, spoken_verbatim, utterances
from bot.talk.shown import shown_again
from bot.vocabulary import read_table
from corpus.language.normalize import fold

_FEW = 5  # words of such a wish


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is said, and how many utterances of the answer the caller has heard then."""

    words: str
    heard: int


def hear(
    act: str, message: str, state: State, citations: Sequence[Citation], known: Collection[str]
) -> Utterance | None:
    """What a caller hears for ``act``; None where that is for the answer's text to tell: nothing
    is left, or something else is wanted. ``known`` are the provinces that need not be said."""
    if not citations:
        return None
    wished = _wish(message)
    if wished == "source":
        return Utterance(spoken_source(citations), state.heard)
    if wished == "on":  # "tiếp" may also be taken for the next clause
        act = "continue"
    if wished == "verbatim" or act == "show":
        return Utterance(spoken_verbatim(citations)[0], state.heard)
    short = "; ".join(lead.text for lead in state.leads)
    pieces = utterances(shown_again(state, citations), citations, short, known)
    if act == "repeat":
        at = max(1, min(state.heard, len(pieces)))
        return Utterance(pieces[at - 1], at)
    if act == "continue" and state.heard < len(pieces):
        return Utterance(pieces[state.heard], state.heard + 1)
    return None


def _wish(message: str) -> str:
    """ "source", "verbatim" or "on", where a few words ask for it."""
    if fold(message).strip(" .?!") in map(fold, read_table("replies")["voice_on"]["phrases"]):
        return "on"
    bare = f" {' '.join(fold(message).split())} ".replace("?", " ").replace(".", " ")
    if len(bare.split()) > _FEW:
        return ""
    table = read_table("replies")["voice"]
    return next((n for n, words in table.items() if any(f" {fold(w)} " in bare for w in words)), "")
