"""A page's picture to its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_high, median_low

from PIL import Image, ImageDraw

from corpus.loaders.ocr import second, tesseract
from corpus.loaders.ocr.columns import find_splits
from corpus.loaders.ocr.fuse import Reading, fuse, read_alone
from corpus.loaders.ocr.handwriting import doubted
from corpus.loaders.ocr.ink import without_seals
from corpus.loaders.ocr.lexicon import core, soundness
from corpus.loaders.ocr.light import evenly_lit
from corpus.loaders.ocr.ruled import Table, find_tables
from corpus.loaders.ocr.tokens import Box, Line, Token
from corpus.loaders.ocr.upright import straightened, turned
from corpus.loaders.pages.page import Box as ShareBox
from corpus.loaders.pages.page import Word

_LONGEST, _SHORTEST = 3600, 1600  # pixels of a page's longer side
_MOST_GROWN = 3.0  # a stamp-sized picture is no page
_MOST_LINES = 300  # of a page that the second engine reads
_READABLE = 0.5  # share of sound words below which a page may stand on its side or head
_FEW = 5  # words


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page's words, in shares of the page after it was turned clockwise by ``turn`` degrees
    (0, 90, 180, 270) and its lines were made level by ``skew`` degrees; ``tables`` as in ``Page``.
    """

    words: tuple[Word, ...]
    turn: int = 0
    skew: float = 0.0
    tables: tuple[tuple[tuple[ShareBox, ...], ...], ...] = ()


def recognise(picture: Image.Image) -> list[Word]:
    """The words of a page's picture, line by line, columns of its head and closing apart.

    Boxes are shares of the page as it stands upright: where the picture lies on its side, see
    ``recognise_page``. RecognitionError where tesseract is missing or fails.
    """
    return list(recognise_page(picture).words)


def recognise_page(picture: Image.Image, both: bool = True) -> Recognised:
    """The words and how the page was turned; ``both``: with the second engine, if installed."""
    page = _sized(picture)
    level, skew = straightened(page)
    lines, tables = _lines(level)
    turn = 0
    if not _is_readable(lines):
        turn = tesseract.turn_of(page)
        if turn:
            level, skew = straightened(turned(page, turn))
            lines, tables = _lines(level)
    reads = both and second.available()
    words: list[Word] = []
    for count, line in enumerate(lines):
        with_second = reads and count < _MOST_LINES
        found = fuse(second.read_line(level, line)) if with_second else read_alone(line)
        words += _words(doubted(found, level.height), level)
    shares = tuple(
        tuple(tuple(_shares(cell, level) for cell in row) for row in table.rows) for table in tables
    )
    return Recognised(tuple(words), turn, skew, shares)


def _sized(picture: Image.Image) -> Image.Image:
    """The picture in grey, at a size that the engines were trained on."""
    grey = evenly_lit(without_seals(picture))
    longest = max(grey.size)
    scale = min(_LONGEST / longest, max(1.0, min(_SHORTEST / longest, _MOST_GROWN)))
    if scale == 1:
        return grey
    size = max(1, round(grey.width * scale)), max(1, round(grey.height * scale))
    return grey.resize(size, Image.Resampling.LANCZOS)


def _lines(page: Image.Image) -> tuple[list[Line], list[Table]]:
    """Tesseract's lines, those of two columns and of tables column by column, and the tables."""
    tables, bare = find_tables(page)
    rest = _blank(bare, [table.box for table in tables])
    splits = find_splits(rest)
    head = [split for split in splits if split.left[1] < page.height / 2]
    foot = [split for split in splits if split not in head]
    lines = [line for split in head for line in _inside(rest, split.left, split.right)]
    lines += tesseract.read_lines(_blank(rest, [b for s in splits for b in (s.left, s.right)]))
    for table in tables:
        lines += _inside(bare, *table.columns, block=True)
    lines += [line for split in foot for line in _inside(rest, split.left, split.right)]
    return lines, tables


def _inside(page: Image.Image, *boxes: Box, block: bool = False) -> list[Line]:
    """The lines in each of the boxes."""
    return [
        tuple(Token(t.text, _moved(t.box, box), t.confidence) for t in line)
        for box in boxes
        for line in tesseract.read_lines(page.crop(box), block)
    ]


def _blank(page: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """A copy of the page in which the boxes are white."""
    copy = page.copy()
    draw = ImageDraw.Draw(copy)
    for box in boxes:
        draw.rectangle(box, fill="white")
    return copy


def _moved(box: Box, outer: Box) -> Box:
    left, top = outer[:2]
    return box[0] + left, box[1] + top, box[2] + left, box[3] + top


def _is_readable(lines: list[Line]) -> bool:
    """Whether enough of the words are words; a page with hardly any may be blank."""
    words = [core(token.text) for line in lines for token in line]
    sound = [soundness(word) == 1 for word in words if len(word) > 1]
    return len(sound) >= _FEW and sum(sound) >= _READABLE * len(sound)


def _words(line: Sequence[Reading], page: Image.Image) -> list[Word]:
    """The words of one line, as high as most of it: tesseract's boxes are as high as the letters,
    so that a dash and a word with a tail would seem to stand on lines of their own."""
    if not line:
        return []
    top = median_low(reading.box[1] for reading in line)
    bottom = median_high(reading.box[3] for reading in line)
    return [
        Word(one.text, _shares((one.box[0], top, one.box[2], bottom), page), one.sure)
        for one in line
    ]


def _shares(box: Box, page: Image.Image) -> ShareBox:
    width, height = page.size
    return box[0] / width, box[1] / height, box[2] / width, box[3] / height
