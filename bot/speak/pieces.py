"""Spoken text in pieces that a caller can follow: cut at sentences, else at the next lesser border.

All lengths are words of spoken text, which has no figures, abbreviations or marks left.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.vocabulary import read_table

LONGEST = 80  # words that a caller follows in one hearing
AT_ONCE = 45  # words with which nothing more is begun
ENDS = (".", "?", ";")
_SENTENCE, _PHRASE, _PART, _AND = ".?", ";", ",", "và"
_FEWEST = 5  # words on both sides of a lesser border: fewer are members of a list

_CLAUSE = 12  # words of a main clause that stands for itself
_LISTED = 3  # words of a member of a list


def length(text: str) -> int:
    """How many words are heard."""
    return len(text.split())


def closed(text: str) -> str:
    """The text as a sentence of its own."""
    text = text.strip()
    text = text if text.endswith("?") else f"{text.rstrip('.,; ')}."
    return text[:1].upper() + text[1:]


def whole_sentences(text: str, longest: int, marks: str = _SENTENCE) -> tuple[str, str]:
    """As many whole sentences as ``longest`` words hold, maybe none, and the rest."""
    ends = [end for end, words, mark in _ends(text) if mark in marks and words <= longest]
    return _parted(text, ends[-1]) if ends else ("", text)


def begun(text: str, enough: int, longest: int) -> tuple[str, str]:
    """What is said of ``text`` first, and the rest: whole sentences up to ``enough`` words, else
    the first sentence, or its main clause; of one longer than ``longest`` what ends at the last
    border within, and has no stop."""
    if length(text) <= enough:
        return text, ""
    within = [whole_sentences(text, enough, marks) for marks in (_SENTENCE, _PHRASE)]
    for said, rest in within:
        if length(said) >= _FEWEST:
            return said, rest
    main = _main_clause(text, longest)
    if main is not None:
        said, rest = _parted(text, main)
        return closed(said), rest
    first = next((end for end, _, mark in _ends(text) if mark in _SENTENCE + _PHRASE), None)
    if first is not None and length(text[:first]) <= longest:
        return _parted(text, first)
    return _parted(text, _last_border(text, longest))


def packed(texts: Iterable[str]) -> Iterator[str]:
    """The texts one after another in pieces that are each heard at once; each but the last ends
    with the offer to read on."""
    room = LONGEST - length(offer())
    piece: list[str] = []
    for text in texts:
        rest = text
        while rest:
            held = sum(map(length, piece))
            said, rest = whole_sentences(closed(rest), room - held)
            if not said and held < _CLAUSE:
                said, rest = begun(rest, room - held, room - held)
            if said:
                piece.append(closed(said))
            if rest:
                yield " ".join([*piece, offer()])
                piece = []
    if piece:
        yield " ".join(piece)


def within(text: str, taken: int = 0) -> str:
    """The text, cut at a border where ``taken`` words leave no room for all of it."""
    room = LONGEST - taken
    if length(text) <= room:
        return text
    said, _ = whole_sentences(text, room)
    return closed(said or begun(text, room, room)[0])


def offer() -> str:
    """The sentence that offers to read on."""
    return str(read_table("spoken")["offers"]["more"])


def _ends(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a border is, how many words stand before it, and its mark."""
    for match in _borders().finditer(text):
        end = match.start() if match.group()[0].isspace() else match.end()
        mark = match.group().strip()
        if mark in (_PART, _PHRASE, _AND) and _goes_on(text, match.end()):
            continue
        if mark not in ENDS and _is_bound(text[:end]):
            continue
        yield end, length(text[:end]), mark


def _goes_on(text: str, end: int) -> bool:
    """Whether a list goes on with the word that it had before: "mức độ ba, mức độ bốn"."""
    before = text[:end].lower().removesuffix(_AND).split()[-_LISTED:]
    after = text[end:].lower().split()[:1]
    return bool(after) and after[0] in before


def _main_clause(text: str, longest: int) -> int | None:
    """Where the first sentence's main clause ends, if it is followed by what it is for or how."""
    for end, words, mark in _ends(text):
        if mark in _SENTENCE + _PHRASE or words > longest:
            break
        opens = mark == _PART and _words("adjuncts").match(text, end)
        opens = opens or _words("purposes").match(text, end)
        if words >= _CLAUSE and opens and _words("verbs").search(f" {text[:end].lower()} "):
            return end
    return None


def _last_border(text: str, longest: int) -> int:
    """The end of the last part of the sentence that fits; where it has no parts, of the last words
    that belong together."""
    borders = list(_ends(text))
    words = [0, *(count for _, count, _ in borders), length(text)]
    fitting = [
        (end, mark, min(words[at + 1] - words[at], words[at + 2] - words[at + 1]) >= _FEWEST)
        for at, (end, count, mark) in enumerate(borders)
        if count <= longest
    ]
    far = [one for one in fitting if 2 * length(text[: one[0]]) >= longest]
    lesser = [match.end() for match in re.finditer(r"\S+", text)][:longest]
    choices = (
        [end for end, _, parts in far if parts and _opens(text, end)],
        [end for end, mark, parts in far if parts and mark == _PART],
        [end for end, _, parts in far if parts],
        [end for end, _, _ in far],
        [end for end, _, _ in fitting],
        [end for end in lesser if _words("prepositions").match(text, end)],
        [end for end in lesser if text[end - 1] == _PART],
        [end for end in lesser if not _in_figure(text, end)],
        lesser,
    )
    return next(ends[-1] for ends in choices if ends)


@cache
def _borders() -> re.Pattern[str]:
    """Marks, "và" and words that join a clause on; a document's number and its day go on after
    their commas."""
    joints = "|".join(read_table("spoken")["borders"]["joints"])
    return re.compile(
        rf"[.?;](?=\s|$)|,(?=\s|$)(?!\s(?:ký hiệu|ngày|tháng|năm)\s)|\s(?:và|{joints})(?=\s)"
    )


def _in_figure(text: str, end: int) -> bool:
    """Whether a figure or a day goes on there."""
    figures = read_table("spoken")["borders"]["figures"]
    return bool(set(text[:end].split()[-1:] + text[end:].split()[:1]) & set(figures))


def _is_bound(before: str) -> bool:
    """Whether the last word belongs to what follows it: "không | để xảy ra"."""
    return before.split()[-1:] != [] and before.split()[-1].lower() in _bound()


@cache
def _bound() -> frozenset[str]:
    return frozenset(read_table("spoken")["borders"]["bound"])


def _opens(text: str, end: int) -> bool:
    """Whether a new clause begins there."""
    return any(_words(name).match(text, end) for name in ("verbs", "partners", "adjuncts", "links"))


@cache
def _words(name: str) -> re.Pattern[str]:
    """A word of that list, after a blank or "và"."""
    words = "|".join(read_table("spoken")["borders"][name])
    return re.compile(rf"(?:\svà)?\s(?:{words})(?=\s)")


def _parted(text: str, end: int) -> tuple[str, str]:
    rest = text[end:].lstrip(".?;, ")
    return text[:end], closed(rest) if rest else ""
