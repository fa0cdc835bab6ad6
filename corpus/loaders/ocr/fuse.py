"""Two engines' readings of one line as one, by aligning their words.

Where both read the same letters, the word is taken as it is; where they differ, the one that
looks more like a word among its neighbours is taken and doubted (cf. Fiscus 1997, "ROVER", a vote
of recognisers after alignment; two voters need a judge, which is the language here).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.loaders.ocr.doubt import are_unsure, is_doubtful, is_doubtful_form
from corpus.loaders.ocr.lexicon import company, core, soundness, wants_number
from corpus.loaders.ocr.marks import is_dash, is_dirt, with_better_marks
from corpus.loaders.ocr.tokens import Box, Line, Token, hull

# weights of what speaks for a reading, fitted on drawn pages: see docs/measurements.md
_SOUND, _COMPANY, _CONFIDENT, _NUMBER = 4.0, 0.5, 2.0, 2.0
_SURELY_THERE = 0.9  # confidence from which a word that only the second engine reads is taken


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as it is to be read; ``box`` as in ``Token``."""

    text: str
    box: Box
    sure: bool


def read_alone(line: Line) -> list[Reading]:
    """The words of tesseract alone, doubted by its own confidence."""
    found: list[Reading] = []
    for token in line:
        if not is_dirt(token.text):
            sure = not is_doubtful(token, _last(found))
            found.append(Reading(with_better_marks(token.text, ""), token.box, sure))
    return found


def fuse(strips: Sequence[tuple[Line, Line]]) -> list[Reading]:
    """The words of a line from its strips: tesseract's words in each and the second engine's."""
    found: list[Reading] = []
    for first, second in strips:
        mine, theirs = ([_key(token.text) for token in tokens] for tokens in (first, second))
        matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            for at in range(a, b) if kind == "equal" else ():
                one, other = first[at], second[at - a + c]
                after = first[at + 1].text if at + 1 < len(first) else ""
                found.extend(_agreed(one, other, _last(found), after))
            if kind != "equal":
                after = first[b].text if b < len(first) else ""
                found.extend(_settled(first[a:b], second[c:d], _last(found), after))
    return found


def _last(found: Sequence[Reading]) -> str:
    return found[-1].text if found else ""


def _key(text: str) -> str:
    """What two readings of one word have in common."""
    return core(text).lower() or ("-" if is_dash(text) else ".")


def _agreed(one: Token, other: Token, before: str, after: str) -> list[Reading]:
    """The word that both read, perhaps in other case or with other signs."""
    mine, theirs = one.text, other.text
    if core(mine) != core(theirs) and soundness(theirs) > soundness(mine):
        mine = theirs
    text = with_better_marks(mine, theirs, after)
    if is_dirt(text):
        return []
    sure = not are_unsure(one, other) and not is_doubtful_form(text, before)
    return [Reading(text, one.box, sure)]


def _settled(mine: Line, theirs: Line, before: str, after: str) -> list[Reading]:
    """One reading of a stretch that the engines read differently."""
    if not theirs:
        return [
            Reading(with_better_marks(one.text, ""), one.box, not core(one.text))
            for one in mine
            if not is_dirt(one.text)
        ]
    if not mine:
        return [
            Reading(other.text, other.box, sure=False)
            for other in theirs
            if other.confidence >= _SURELY_THERE and len(core(other.text)) > 1
        ]
    if _joined(mine) == _joined(theirs):  # only the blanks differ
        best = max(mine, theirs, key=lambda line: min(soundness(token.text) for token in line))
        return [Reading(with_better_marks(t.text, ""), t.box, sure=True) for t in best]
    if len(mine) != len(theirs):
        return _better_group(mine, theirs, before, after)
    found: list[Reading] = []
    for at, (one, other) in enumerate(zip(mine, theirs, strict=True)):
        following = mine[at + 1].text if at + 1 < len(mine) else after
        found.extend(_better(one, other, found[-1].text if found else before, following))
    return found


def _joined(line: Line) -> str:
    return "".join(core(token.text) for token in line)


def _better(one: Token, other: Token, before: str, after: str) -> list[Reading]:
    """The likelier of two readings of one word, doubted."""
    mine, theirs = _score(one, before, after), _score(other, before, after)
    text = one.text if mine >= theirs else other.text
    if is_dirt(text):
        return []
    marks = other.text if mine >= theirs else one.text
    same = core(one.text) == core(other.text)
    return [Reading(with_better_marks(text, marks if same else "", after), one.box, sure=same)]


def _better_group(mine: Line, theirs: Line, before: str, after: str) -> list[Reading]:
    """The likelier of two stretches of words, doubted."""
    best = max(mine, theirs, key=lambda line: _mean_score(line, before, after))
    box = hull(mine)
    tokens = best if best is mine else [Token(t.text, _inside(t.box, box), 0.0) for t in best]
    return [
        Reading(with_better_marks(t.text, ""), t.box, sure=False)
        for t in tokens
        if not is_dirt(t.text)
    ]


def _inside(box: Box, outer: Box) -> Box:
    """The second engine's boxes are as high as the line's strip."""
    left = min(max(box[0], outer[0]), outer[2] - 1)
    return left, outer[1], max(min(box[2], outer[2]), left + 1), outer[3]


def _mean_score(line: Line, before: str, after: str) -> float:
    total = 0.0
    for at, token in enumerate(line):
        following = line[at + 1].text if at + 1 < len(line) else after
        total += _score(token, line[at - 1].text if at else before, following)
    return total / len(line)


def _score(token: Token, before: str, after: str) -> float:
    """What speaks for a reading."""
    text = token.text
    figure = core(text)[:1].isdigit()
    return (
        _SOUND * soundness(text)
        + _COMPANY * company(before, text, after)
        + _CONFIDENT * token.confidence
        + (_NUMBER if figure and wants_number(before) else 0.0)
    )
