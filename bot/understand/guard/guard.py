"""Messages that try to steer the assistant, insults, errands, greetings, told from questions.

Two witnesses: the phrases of ``guards.toml`` and the learned suspicion. A phrase alone is not
enough ("Who signs on behalf of the chairman?"), suspicion alone has to be strong, and stronger
still for what is worded as a question. Each sentence is heard for itself, so that an order is cut
out and the honest question beside it is answered.
"""

import re
from dataclasses import dataclass

from bot.understand.guard.suspicion import suspicion, unmasked
from bot.understand.intent.words import read_asks
from bot.vocabulary import folded_stopwords, phrase_book
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables

# "điểm 2.6" is one word: a stop between digits ends no sentence
_SENTENCE = re.compile(r"(?:[^.!?\n;:。！？；：]|(?<=\d)[.:](?=\d))+[.!?\n;:。！？；：]*")
_ROLE = r"(?:system|hệ thống|he thong|developer|admin|quản trị viên|im_start\|>\s*system)"
# a pretended message of the system, from its opening to its end
_PRETENDED = re.compile(
    r"<!--.*?(?:-->|$)"
    rf"|<\s*(?:{_ROLE}|instructions?|prompt)\b[^>]{{0,200}}>.{{0,1000}}?</\s*(?:{_ROLE}|instructions?|prompt)\s*>"
    rf"|\[\s*{_ROLE}\s*\].{{0,1000}}?\[/\s*{_ROLE}\s*\]"
    r"|<\|im_start\|>\s*system\b.{0,1000}?<\|im_end\|>"
    r"|\{[^{}]*\"role\"\s*:\s*\"(?:system|developer)\"[^{}]*\}",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?\s*(?:system|context|user|assistant|instructions?|prompt)\b[^>]{0,200}>"
    r"|\[/?(?:INST|SYS)\]|<\|[^|]{0,200}\|>"
    rf"|\[/?\s*(?:{_ROLE}|end|override)\b[^\]]{{0,200}}\]",
    re.IGNORECASE,
)
STEERING = ("commands", "commitments")
_BLOCKED = (*STEERING, "insults")
_SMALL_TALK = ("abilities", "greetings", "thanks")
# the least suspicion beside a phrase; alone; of what asks, without and with its mark
_SECOND, _ALONE, _ASKING, _MARKED = 0.4, 0.6, 0.7, 0.75
_BESIDE = 0.55  # of the question that is left beside an order
_LITTLE = 4
_FRAGMENT = 4  # syllables; a shorter piece is judged by phrases only
_FINAL = re.compile(  # particles that end a question, folded
    r"\b(?:khong|ko|hong|hok|hem|hon|chua|ha|vay|nhi|ta|he|hen|rua)\W*$"
)
_IDEOGRAPHS = "\u2e80"
_LOOSE = " ,.;:!-–—"


@dataclass(frozen=True, slots=True)
class Guarded:
    """``section`` of guards.toml that the message is refused for, or None; ``rest``: what of it
    is to be answered; ``steered``: whether it tried to steer, be it beside an honest question."""

    section: str | None
    rest: str
    steered: bool = False


def read_guard(text: str) -> Guarded:
    """What of ``text`` is a question, and what it is refused for where nothing is."""
    named = _sections(text)
    blocked = [section for section in _BLOCKED if section in named]
    talk = next((section for section in _SMALL_TALK if section in named), None)
    said = _without_small_talk(text) if talk else text
    if talk and not blocked and has_little_content(said):
        return Guarded(talk, "")
    bare = _TAG.sub(" ", _PRETENDED.sub(" ", said))
    sentences = [m.group().strip() for m in _SENTENCE.finditer(bare) if m.group().strip()]
    marked = "?" in bare  # then what lacks the mark asks nothing
    clean = [s for s in sentences if not _steers(s, "?" in s if marked else asks(s))]
    whole = bare != said or _steers(said, asks(said))
    if whole or len(clean) < len(sentences):
        rest = " ".join(clean)
        if asks(rest) and not has_little_content(rest) and suspicion(rest) < _BESIDE:
            return Guarded(None, rest, True)
        if whole or blocked:
            errand = "errands" in named and not blocked and bare == said
            section = "errands" if errand else (*blocked, "commands")[0]
            return Guarded(section, "", section in STEERING)
    if "errands" in named and suspicion(said) >= _SECOND:  # "soạn giúp danh sách các chỉ tiêu"
        rest = " ".join(s for s in sentences if "errands" not in _sections(s))
        useful = asks(rest) and not has_little_content(rest)
        return Guarded(None, rest) if useful else Guarded("errands", "")
    if talk == "abilities" and not asks(said):
        return Guarded(talk, "")
    return Guarded(None, said)


def _steers(text: str, asks: bool) -> bool:
    """Whether ``text``, which asks or does not, is an attempt to steer or an insult."""
    topic = text.endswith(":")  # or an order, with what it is about after the colon
    doubt = suspicion(text.rstrip(" :"))
    if doubt >= _SECOND and any(section in _BLOCKED for section in _sections(text)):
        return True
    if len(folded_syllables(text)) < _FRAGMENT and text[:1] < _IDEOGRAPHS:
        return False
    if topic or "?" in text:
        return doubt >= _MARKED
    return doubt >= (_ASKING if asks else _ALONE)


def _sections(text: str) -> set[str]:
    return {match.name for match in phrase_book("guards").find(unmasked(text))}


def asks(text: str) -> bool:
    """Whether ``text`` is worded as a question; "mọi" and "từng" alone ask for no list."""
    if "?" in text or "requests" in _sections(text) or _FINAL.search(fold(text)):
        return True
    return any(kind != "list" for kind in read_asks(text))


def _without_small_talk(text: str) -> str:
    """``text`` without the words of greetings, thanks and questions about the assistant."""
    for match in reversed(phrase_book("guards").find(text)):
        if match.name in _SMALL_TALK:
            text = f"{text[: match.start].rstrip(_LOOSE)} {text[match.end :].lstrip(_LOOSE)}"
    return text.strip()


def has_little_content(text: str) -> bool:
    """Whether ``text`` hardly asks for anything of its own."""
    return sum(s not in folded_stopwords() for s in folded_syllables(text)) < _LITTLE
