"""A correction split into what is meant and what is not: "không phải ngày lễ, tôi hỏi ngày thường",
"hỏi giá vé chứ không phải giờ mở cửa".

What only corrects ("sai rồi", "ý tôi là", "cơ mà") is no part of the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.converse.follow_up import slots
from bot.converse.taken_back import (
    any_of,
    complains,
    corrects,
    opening_of,
    taken_back,
    without_complaint,
    without_denied,
)
from bot.evidence.figures import Figure, find_figures
from bot.question import joined, only_ascii
from bot.understand.intent.words import read_asks, read_form
from bot.understand.intent.yes_no import wants_yes_or_no
from bot.vocabulary import folded_stopwords, read_table
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables

_LOOSE = " ,.;:!?-–—"
_FEWEST = 2  # content syllables that a question of its own has
_FEW = 4  # content syllables up to which what is meant hangs on the question before
_SENTENCE = re.compile(r"\A\s*+(?P<said>(?:[^.!?…]|(?<=\d)[.](?=\d))++)[.!?…]++\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Corrected:
    """What is ``meant``, without the words that correct, and what is ``denied``, phrase by
    phrase."""

    meant: str
    denied: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether what is meant asks something itself, not only names what was meant."""
        asking = read_asks(self.meant) or read_form(self.meant) or wants_yes_or_no(self.meant)
        return bool(asking) and len(content(self.meant)) >= _FEWEST


def read_correction(text: str) -> Corrected | None:
    """``text`` split; None where it corrects nothing, or says nothing else."""
    if not (corrects(text) or taken_back(text) or _sets_aside(text) or _fault(text)):
        return None
    rest, denied = _without_denied(text)
    rest = rest if denied else without_denied(rest)  # what was taken for an act
    rest = _without_opening(rest)
    rest = _without_lead(_without_end(rest))
    if not content(rest):
        return None
    meant = set(content(rest))
    kept = tuple(d for d in denied if content(d) and not set(content(d)) <= meant)
    return Corrected(rest, kept)


def restated(corrected: Corrected, before: str) -> str:
    """The question that a correction puts after the question ``before``: its own, or that one with
    what is meant in place of what is not."""
    meant = corrected.meant
    if not before:
        return meant
    swapped = _swapped(corrected, before)
    own = len(content(meant))
    if corrected.asks and own > _FEW:
        return joined((meant.rstrip("?. "), slots(swapped or before, meant)))
    if swapped is None:
        return joined((f"{before.rstrip('?. ')}.", meant))
    return swapped if fold(meant) in fold(swapped) else joined((f"{swapped.rstrip('?. ')}.", meant))


def finds_fault(text: str) -> bool:
    """Whether a first sentence of ``text`` only says that the last answer was no good."""
    return bool(_fault(text))


def content(text: str) -> list[str]:
    """The folded syllables of ``text`` that say something, of "27/7" each part."""
    parts = (part for s in folded_syllables(text) for part in s.split("/"))
    return [part for part in parts if part and part not in folded_stopwords()]


def _swapped(corrected: Corrected, before: str) -> str | None:
    """``before`` without what is denied, the meant in its place where that names it alone; None
    where nothing of it stands there."""
    found = before
    for denied in corrected.denied:
        match = re.search(rf"\b{re.escape(fold(denied))}\b", fold(found))
        if match:
            alone = corrected.asks or len(content(corrected.meant)) > _FEW
            put = "" if alone else corrected.meant
            found = f"{found[: match.start()]}{put}{found[match.end() :]}"
    if found == before and (figures := _other_figures(before, corrected.meant)):
        old, new = figures
        found = f"{before[: old.at[0]]}{corrected.meant[slice(*new.at)]}{before[old.at[1] :]}"
    return " ".join(found.split()) if found != before else None


def _other_figures(before: str, meant: str) -> tuple[Figure, Figure] | None:
    """The one figure of each that counts or measures the same, where both have only one."""
    mine = find_figures(meant)
    for new in mine:
        kind = _sort(new)
        old = [f for f in find_figures(before) if _sort(f) == kind]
        alike = [f for f in mine if _sort(f) == kind]
        if kind and len(old) == len(alike) == 1 and old[0].value != new.value:
            return old[0], new
    return None


def _sort(figure: Figure) -> tuple[str, ...]:
    if figure.measure:
        return (figure.kind, figure.measure[0])
    if figure.kind == "share" or (figure.kind == "count" and figure.unit):
        return (figure.kind, figure.unit)
    return ()


def _without_denied(text: str) -> tuple[str, list[str]]:
    """``text`` without the parts that deny, and what they deny."""
    found: list[str] = []
    for pattern in _denying():
        while match := pattern.search(fold(text)):
            start, end = match.span("denied")
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            if not content(rest):
                break
            found.append(_without_end(text[start:end]))
            text = " ".join(rest.split()).strip(_LOOSE)
    return text, [one for one in found if one]


def _without_opening(text: str) -> str:
    """``text`` without first sentences that only find fault, and the words that open a
    correction."""
    while end := _fault(text):
        text = text[end:]
    while (end := opening_of(text)) and content(text[end:]):
        text = text[end:].lstrip(_LOOSE)
    return text


def _fault(text: str) -> int:
    """Where a first sentence ends that only finds fault; 0 where there is none before another."""
    match = _SENTENCE.match(text)
    if match is None or not content(text[match.end() :]) or read_form(match["said"]):
        return 0
    said = match["said"]
    opened = opening_of(match.group())
    rest = without_complaint(said[opened:] if opened < len(said) else "")
    only = not content(rest) and (bool(opened) or complains(said))
    return match.end() if only else 0


def _sets_aside(text: str) -> bool:
    """Whether ``text`` ends by saying what is not meant ("…, không phải thiết bị")."""
    return any(pattern.search(fold(text)) for pattern in _denying()[:2])


def _without_lead(text: str) -> str:
    match = _lead().match(fold(text))
    if match is None:
        return text
    rest = text[match.end() :]
    if not only_ascii(rest):  # "vé" is not "về"
        lead = _after().match(rest.lower())
        rest = rest[lead.end() if lead else 0 :]
    rest = rest.strip(_LOOSE)
    return rest if content(rest) else text


def _without_end(text: str) -> str:
    bare = only_ascii(text)
    match = _end(bare).search(text.lower())
    kept = text[: match.start()] if match else text
    return kept.strip(_LOOSE)


@cache
def _lead() -> re.Pattern[str]:
    """ "tôi đang hỏi về …", "ý em là …", "hỏi …"."""
    who = any_of(read_table("taken_back")["denied"]["who"])
    table = read_table("taken_back")["meant"]
    first, verbs = any_of(table["first"]), any_of(table["verbs"])
    return re.compile(
        rf"\W*(?:{any_of(table['softly'])}\s+)*"
        rf"(?:y\s+(?:cua\s+)?(?:{who}\s+)?(?:{first}\s+)*(?:{verbs}\s+)?(?:la|hoi)\b"
        rf"|(?:{who}\s+)?(?:{first}\s+)*{verbs}\b)[\s,:]*"
    )


@cache
def _after() -> re.Pattern[str]:
    """ "về", "là" after the words that lead in, as typed with diacritics."""
    after = any_of(read_table("taken_back")["meant"]["after"], folded=False)
    return re.compile(rf"(?:{after}\b[\s,:]*)*")


@cache
def _end(bare: bool) -> re.Pattern[str]:
    table = read_table("taken_back")
    words = [*table["corrects"]["bare" if bare else "insists"], *table["meant"]["ends"]]
    said = any_of(words, bare)
    return re.compile(rf"(?:\s+{said})+\W*$")


@cache
def _denying() -> Sequence[re.Pattern[str]]:
    table = read_table("taken_back")
    who, verbs = any_of(table["denied"]["who"]), any_of(["hỏi", "nói", "bảo", "cần", "ý"])
    no, never = any_of(table["meant"]["not"]), any_of(table["meant"]["never"])
    what = r"(?P<denied>[^\s,.;?!][^,.;?!]{1,69}?)"
    to = r"(?=\s*+(?:[,.;?!…]|$|\b(?:ma|chu)\s+(?:la|hoi)\b))"
    said = rf"(?:{who}\s++)?(?:co\s++)?(?:{verbs}\s++)?(?:la\s++)?"
    return (
        # "… chứ không phải giá vé", "…, không hỏi giá vé", "… chứ đâu tới 50 km"
        re.compile(
            rf"(?:[,;]\s*|\s)(?:chu|cho)\s+(?:{who}\s+)?(?:{no}|{never})\s++{said}{what}{to}"
        ),
        re.compile(rf"(?<=\w)[,;.]\s*(?:{who}\s+)?{no}\s++{said}{what}{to}"),
        # "không phải giá vé, tôi hỏi …", "đâu phải giá vé đâu, …"
        re.compile(rf"^\W*(?:(?:da|a|o|ua|u)\s+)*{no}\s++{said}{what}{to}(?=[\s,.;!]++\w)"),
        # "em có hỏi giá vé đâu"
        re.compile(rf"(?:\b{who}\s+)?\bco\s+(?:hoi|noi)\s++{what}\s+(?:dau|mo)\b\W*"),
        re.compile(rf"(?:^|\b{who}\s+){never}\s+(?:co\s+)?hoi\s++{what}{to}(?=[\s,.;!?]++\w)"),
    )
