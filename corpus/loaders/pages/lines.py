"""Printed lines: words that stand on one height, from left to right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from corpus.language.normalize import fold
from corpus.language.syllables import is_syllable
from corpus.loaders.pages.page import Box, Page, Word

_SAME_HEIGHT = 0.5  # of the smaller height, by which middles of one line differ at most
_OPEN_LINES = 4  # lines that a word may still belong to
_APART = 4  # letters in a row from which on a word counts as printed letter by letter
_BETWEEN_WORDS = 1.6  # times the usual gap between letters


@dataclass(frozen=True)
class Line:
    """Words of one printed line; ``left``, ``top``, ``right``, ``bottom`` in points."""

    page: Page
    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        """In shares of the page."""
        boxes = [word.box for word in self.words]
        return (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )

    @property
    def left(self) -> float:
        """Its left edge, in points."""
        return self.box[0] * self.page.width

    @property
    def right(self) -> float:
        """Its right edge, in points."""
        return self.box[2] * self.page.width

    @property
    def top(self) -> float:
        """Its upper edge, in points."""
        return self.box[1] * self.page.height

    @cached_property
    def bottom(self) -> float:
        """The foot of most of its words: recognised words reach down differently."""
        return median(word.box[3] for word in self.words) * self.page.height

    @property
    def middle(self) -> float:
        """Across the page."""
        return (self.left + self.right) / 2

    @cached_property
    def size(self) -> float:
        """The font's size in points, or about that."""
        return median(font_size(word, self.page) for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether most of its words are bold."""
        return sum(word.bold for word in self.words) * 2 > len(self.words)

    @cached_property
    def text(self) -> str:
        """Its words with blanks between."""
        return " ".join(word.text for word in self.words if word.text)

    @cached_property
    def folded(self) -> str:
        """The text in lower case without diacritics, for comparisons that bear a bad scan."""
        return fold(self.text)


def font_size(word: Word, page: Page) -> float:
    """In points; that of a recognised word from its height."""
    return word.size or (word.box[3] - word.box[1]) * page.height / 1.1


def make_lines(words: Iterable[Word], page: Page) -> list[Line]:
    """The lines from top to bottom."""
    groups: list[tuple[float, float, list[Word]]] = []  # middle, height, words
    for word in sorted(words, key=lambda w: (w.box[1] + w.box[3]) / 2):
        middle, height = (word.box[1] + word.box[3]) / 2, word.box[3] - word.box[1]
        for index in range(len(groups) - 1, max(-1, len(groups) - 1 - _OPEN_LINES), -1):
            other, tall, inside = groups[index]
            if abs(middle - other) <= _SAME_HEIGHT * min(height, tall) and _fits(word, inside):
                inside.append(word)
                count = len(inside)
                groups[index] = (other + (middle - other) / count, max(height, tall), inside)
                break
        else:
            groups.append((middle, height, [word]))
    groups.sort(key=lambda group: group[0])
    return [Line(page, tuple(_joined(sorted(g[2], key=lambda w: w.box[0])))) for g in groups]


def _fits(word: Word, inside: Sequence[Word]) -> bool:
    """Whether the word covers none of the line's words."""
    left, right = word.box[0], word.box[2]
    slack = 0.3 * min(right - left, word.box[3] - word.box[1])
    return all(w.box[2] - slack <= left or right <= w.box[0] + slack for w in inside)


def segments(line: Line, gap: float) -> list[Line]:
    """The line's parts that are more than ``gap`` times the font's size apart."""
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if (word.box[0] - before.box[2]) * line.page.width > gap * line.size:
            parts.append([])
        parts[-1].append(word)
    return [Line(line.page, tuple(part)) for part in parts]


def _joined(words: list[Word]) -> list[Word]:
    """The words, with those printed letter by letter put together."""
    joined: list[Word] = []
    index = 0
    while index < len(words):
        end = index
        while end < len(words) and len(words[end].text) == 1 and words[end].text.isalpha():
            end += 1
        if end - index >= _APART:
            joined.extend(_without_gaps(words[index:end]))
        else:
            end = max(end, index + 1)
            joined.extend(words[index:end])
        index = end
    return joined


def _without_gaps(letters: list[Word]) -> list[Word]:
    """Words of letters that stand apart: parted where the gap is plainly wider, or, where all
    gaps are alike, into syllables."""
    gaps = [b.box[0] - a.box[2] for a, b in pairwise(letters)]
    usual = median(gaps)
    height = letters[0].box[3] - letters[0].box[1]
    wide = max(usual * _BETWEEN_WORDS, usual + 0.15 * height)
    groups: list[list[Word]] = [[letters[0]]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > wide:
            groups.append([])
        groups[-1].append(letter)
    found: list[Word] = []
    for group in groups:
        for count in _syllables("".join(w.text for w in group)):
            found.append(_merge(group[:count]))
            group = group[count:]
    return found


def _syllables(letters: str) -> list[int]:
    """How many letters each syllable has, the longest first; all in one where they are none."""
    counts: list[int] = []
    rest = letters.lower()
    while rest:
        size = next((n for n in range(min(7, len(rest)), 0, -1) if is_syllable(rest[:n])), 0)
        if not size:
            return [len(letters)]
        counts.append(size)
        rest = rest[size:]
    return counts


def _merge(words: Sequence[Word]) -> Word:
    boxes = [w.box for w in words]
    box = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
    return Word(
        "".join(w.text for w in words),
        box,
        all(w.sure for w in words),
        words[0].bold,
        words[0].size,
        words[-1].mark,
    )
