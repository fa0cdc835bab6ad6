"""Printed lines to reading order: a letterhead's two columns, recipients beside the signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.language.normalize import fold
from corpus.loaders.pages.flat import prose_columns
from corpus.loaders.pages.lines import Line, make_lines, segments
from corpus.loaders.pages.page import Word
from corpus.structure.letterhead import DATE_LINE, NUMBER_LINE
from corpus.vocabulary import formulas

_MOTTOS = tuple(m.split() for m in ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam"))
_FEWEST = 4  # words of a motto on its first line
_ALIKE = 0.6  # of the motto's words that a bad scan leaves as they are
_RIGHT_FROM, _RIGHT_TO = 0.28, 0.75  # of the page's width, where columns part
_REACH = 0.14  # of the page's width, by which a long date begins left of the motto
_NARROW, _GUTTER, _APART = 0.6, 0.8, 1.5  # gaps in times the font's size
_ABOVE, _ROWS = 3, 16  # lines above an anchor, lines of a letterhead
_NUMBER = re.compile(r"s[o6ó0]\s{0,3}[:.]|s[o6]\s{1,3}\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Laid:
    """A line in reading order; ``form`` where it is one of a letterhead's or a closing's column,
    whose lines are no running text."""

    line: Line
    form: bool = False


def arrange(lines: Sequence[Line]) -> list[Laid]:
    """The lines of one page, top to bottom, in reading order."""
    laid: list[Laid] = []
    index = tried = 0  # up to which line columns of running text were looked for
    while index < len(lines):
        zone = _letterhead(lines, index) or _closing(lines, index) or _signatures(lines, index)
        prose: list[Line] = []
        if not zone and index >= tried:
            tried, prose = prose_columns(lines, index)
        if zone:
            index, read = zone
            laid.extend(Laid(line, form=True) for line in read)
        elif prose:
            index = tried
            laid.extend(map(Laid, prose))
        else:
            laid.append(Laid(lines[index]))
            index += 1
    return laid


def _letterhead(lines: Sequence[Line], first: int) -> tuple[int, list[Line]] | None:
    """The line behind the letterhead that begins at ``first`` and its lines in reading order."""
    page = lines[first].page
    for at in range(first, min(first + _ABOVE, len(lines))):
        start = _motto(lines[at])
        if start is None:
            if not lines[at].text.isupper():
                return None
            continue
        motto = Line(page, lines[at].words[start:])
        gutter = motto.left
        if gutter < _RIGHT_FROM * page.width or any(
            line.right > gutter for line in lines[first:at]
        ):
            return None
        return _read_letterhead(lines, first, at, motto)
    return None


def _read_letterhead(
    lines: Sequence[Line], first: int, at: int, motto: Line
) -> tuple[int, list[Line]] | None:
    page = motto.page
    centre = _centre(lines)
    left = [word for line in lines[first:at] for word in line.words]
    left += lines[at].words[: len(lines[at].words) - len(motto.words)]
    right = list(motto.words)
    dated = False
    end = at + 1
    while end < min(len(lines), at + _ROWS):
        line = lines[end]
        parted = _part(line, motto.left)
        if parted is None or (dated and parted[1]):
            break
        alone = not parted[0] or not parted[1]
        if alone and (_is_central(line, centre, motto.middle, left) or _opens_text(line)):
            break
        left += parted[0]
        right += parted[1]
        dated = dated or DATE_LINE.search(" ".join(w.text for w in parted[1])) is not None
        end += 1
    if not left:
        return None
    issuers = make_lines(left, page)
    mottos = _whole_date(_whole_motto(make_lines(right, page)))
    number = next((i for i, line in enumerate(issuers) if _is_number(line)), len(issuers))
    date = next((i for i, line in enumerate(mottos) if DATE_LINE.search(line.text)), len(mottos))
    return end, [*issuers[:number], *mottos[:date], *issuers[number:], *mottos[date:]]


def _is_number(line: Line) -> bool:
    return bool(NUMBER_LINE.match(line.text) or _NUMBER.match(line.text))


def _motto(line: Line) -> int | None:
    """The word with which the country's or the party's motto begins on the line, or None."""
    words = [fold(w.text).strip(".,-–") for w in line.words]
    for motto in _MOTTOS:
        for start in range(len(words) - _FEWEST + 1):
            told = motto[: len(words) - start]  # a narrow column breaks it
            same = sum(a == b for a, b in zip(words[start:], told, strict=False))
            if same >= _ALIKE * len(told) and words[start][:1] == motto[0][:1]:
                shown = " ".join(w.text for w in line.words[start : start + len(told)])
                return start if shown.isupper() else None
    return None


def _whole_motto(lines: list[Line]) -> list[Line]:
    """The right column's lines, with a motto that is broken over two of them on one."""
    if len(lines) > 1:
        first = len(lines[0].words)
        for motto in _MOTTOS:
            told = [fold(w.text) for w in (*lines[0].words, *lines[1].words)]
            if first < len(motto) == len(told) and told[first:] == motto[first:]:
                whole = Line(lines[0].page, (*lines[0].words, *lines[1].words))
                return [whole, *lines[2:]]
    return lines


def _whole_date(lines: list[Line]) -> list[Line]:
    """The right column's lines, with a place and day that are broken over two of them on one."""
    for at, (first, second) in enumerate(pairwise(lines)):
        whole = Line(first.page, (*first.words, *second.words))
        if DATE_LINE.match(whole.text) and not DATE_LINE.search(first.text):
            if DATE_LINE.search(second.text):
                continue
            return [*lines[:at], whole, *lines[at + 2 :]]
    return lines


def _centre(lines: Sequence[Line]) -> float:
    return (min(line.left for line in lines) + max(line.right for line in lines)) / 2


def _part(line: Line, gutter: float) -> tuple[list[Word], list[Word]] | None:
    """The line's words in the left and in the right column, or None where it crosses both."""
    width = line.page.width
    words = line.words
    best = None
    for index in range(1, len(words)):
        before, after = words[index - 1].box[2] * width, words[index].box[0] * width
        if after - before < _GUTTER * line.size:
            continue
        if before <= gutter + line.size and after >= gutter - _REACH * width:
            distance = abs((before + after) / 2 - gutter)
            if best is None or distance < best[0]:
                best = (distance, index)
    if best is not None:
        return list(words[: best[1]]), list(words[best[1] :])
    if line.right <= gutter + line.size:
        return list(words), []
    if line.middle > gutter and line.left >= gutter - _REACH * width:
        return [], list(words)
    return None


def _is_central(line: Line, centre: float, right: float, left: Sequence[Word]) -> bool:
    """Whether a line that stands alone is set in the middle of the page, not of a column."""
    columns = [right]
    boxes = [w.box for w in left]
    if boxes:
        edges = (min(b[0] for b in boxes), max(b[2] for b in boxes))
        columns.append(sum(edges) / 2 * line.page.width)
    return abs(line.middle - centre) < min(abs(line.middle - column) for column in columns)


def _opens_text(line: Line) -> bool:
    return line.text.lower().startswith(formulas("addressees"))


def _closing(lines: Sequence[Line], first: int) -> tuple[int, list[Line]] | None:
    """The recipients at the left, then the signature at the right of them."""
    page = lines[first].page
    for at in range(first, min(first + _ABOVE + 1, len(lines))):
        opening = segments(lines[at], _APART)[0]
        if opening.folded.startswith("noi nhan") and opening.left < page.width / 2:
            return _columns(lines, first)
        if lines[at].left < 0.4 * page.width or not lines[at].text.isupper():
            return None
    return None


def _signatures(lines: Sequence[Line], first: int) -> tuple[int, list[Line]] | None:
    """Two signatures side by side, the left one first."""
    parts = segments(lines[first], _APART)
    signing = formulas("signature")
    if len(parts) != 2 or not all(p.text.isupper() for p in parts):
        return None
    return (
        _columns(lines, first) if all(p.text.lower().startswith(signing) for p in parts) else None
    )


def _columns(lines: Sequence[Line], first: int) -> tuple[int, list[Line]] | None:
    """The lines from ``first`` on that leave one gap free between them, column by column."""
    page = lines[first].page
    centre = _centre(lines)
    free = [(_RIGHT_FROM * page.width, _RIGHT_TO * page.width)]
    lefts: list[Line] = []
    rights: list[Line] = []
    end = first
    while end < len(lines):
        line = lines[end]
        pieces = segments(line, _NARROW)
        left = _without(free, [(p.left, p.right) for p in pieces], 0.5 * line.size)
        gutter = max(left, key=lambda gap: gap[1] - gap[0], default=None)
        if gutter is None:
            break
        if len(pieces) == 1 and rights and _is_between(line, centre, lefts, rights):
            break
        free = left
        rights += [p for p in pieces if p.left >= gutter[1]]
        lefts += [p for p in pieces if p.right <= gutter[0]]
        end += 1
    if not rights:
        return None
    gutter = max(free, key=lambda gap: gap[1] - gap[0])
    middle = (gutter[0] + gutter[1]) / 2 / page.width
    words = [word for line in lines[first:end] for word in line.words]
    columns = (
        [w for w in words if w.box[0] < middle],
        [w for w in words if w.box[0] >= middle],
    )
    return end, [line for column in columns for line in make_lines(column, page)]


def _is_between(line: Line, centre: float, lefts: Sequence[Line], rights: Sequence[Line]) -> bool:
    """Whether a line is set in the middle of the page: an annex's title under the signature."""
    column = sum(r.middle for r in rights) / len(rights)
    if abs(line.middle - centre) >= abs(line.middle - column):
        return False
    return all(line.left > other.left + 2 * line.size for other in lefts)


def _without(
    free: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    """What is left of the free intervals, those narrower than ``least`` left out."""
    left = list(free)
    for start, end in taken:
        cut: list[tuple[float, float]] = []
        for low, high in left:
            cut += [(low, min(high, start)), (max(low, end), high)]
        left = [(low, high) for low, high in cut if high - low >= least]
    return left
