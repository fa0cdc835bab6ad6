"""Words of a page put right among each other: raised figures as marks, bold ones told once."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.loaders.pages.page import Word

# size, and height over the line, of a raised sign in sizes of what it stands behind: a small one,
# or one that is hardly smaller and stands high
_RAISED = ((0.8, 0.1), (0.92, 0.2))
_MARK = frozenset("0123456789*()[]")


def is_raised(size: float, usual: float, up: float) -> bool:
    """Whether a sign of that size that stands ``up`` over the line is raised behind one of the
    ``usual`` size."""
    return any(size < share * usual and up > least * usual for share, least in _RAISED)


def marked(words: Iterator[Word]) -> list[Word]:
    """The words, with a raised figure that stands as a word of its own as a mark: of the word
    before it where that ends there, or of none (a footnote's own)."""
    listed = list(words)
    found: list[Word] = []
    for index, word in enumerate(listed):
        after = listed[index + 1] if index + 1 < len(listed) else None
        before = found[-1] if found else None
        small = word.text and len(word.text) <= 5 and _MARK.issuperset(word.text)
        if small and before and _stands_above(word, before) and _touches(before, word):
            found[-1] = replace(before, mark=before.mark + word.text)
        elif small and after and _stands_above(word, after) and word.box[2] <= after.box[2]:
            found.append(replace(word, text="", mark=word.text))
        else:
            found.append(word)
    return found


def _stands_above(small: Word, large: Word) -> bool:
    height = large.box[3] - large.box[1]
    up = large.box[3] - small.box[3]
    return up < height and is_raised(small.size, large.size, up / height * large.size)


def _touches(before: Word, word: Word) -> bool:
    """Whether the word begins where the one before it ends (boxes are in shares)."""
    height = before.box[3] - before.box[1]
    return abs(word.box[0] - before.box[2]) < 0.3 * height


def without_doubles(words: list[Word]) -> Iterator[Word]:
    """The words without those printed twice on one place to look bold."""
    seen: set[tuple[str, int, int]] = set()
    for word in words:
        place = (word.text + word.mark, round(word.box[0] * 400), round(word.box[3] * 400))
        if place not in seen:
            seen.add(place)
            yield word
