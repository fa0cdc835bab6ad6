"""Characters of a PDF page as PDFium gives them, put together to words with boxes."""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.language.cleaning import clean
from corpus.loaders.pages.doubles import is_raised, marked, without_doubles
from corpus.loaders.pages.ground import colour, dark_grounds, is_red, is_white
from corpus.loaders.pages.page import Word
from corpus.loaders.pages.pdfium import on_page

Decode = Callable[[str, str], str]

_MIDDLE = 0.3  # of the font's size, over the line that letters stand on
_UP, _DOWN = 0.86, 0.24  # of the font's size, over and under the line that letters stand on
_STRAIGHT = 3.0  # degrees by which a text may lean and still count as straight
_WIDE, _NO_BLANK, _JUMP = 0.9, 0.08, 0.5  # of the font's size
_BOLD = 600
_STROKED, _UNSEEN = (1, 2, 5, 6), 3  # text render modes
_HYPHENS = "\u0002\ufffe\u00ad"
_SYMBOLS = ("wingdings", "webdings", "zapfdingbats", "symbol")
_SIGNS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf02b": "+",
          "\uf076": "❖", "\uf06f": "□", "\uf0a8": "□", "\uf0e0": "→", "\uf0b0": "°", "\uf0b3": "≥",
          "\uf0a3": "≤", "\uf0b4": "×", "\uf02a": "*"}  # fmt: skip
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one text object have in common; ``size`` in points."""

    size: float
    angle: int
    font: str
    bold: bool
    unseen: bool
    white: bool
    red: bool


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character on the page held upright: ``left``, ``right`` and ``base`` in points."""

    char: str
    left: float
    right: float
    base: float
    style: _Style
    blank: str  # what parts it from the character before: "", "made" (by PDFium) or "typed"


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a page and what is to be known of them: ``aside`` are words not printed in the
    direction of the others, ``turned`` as in ``Page``, ``unseen`` the share of characters that
    are not drawn (laid under a scan by a recognition), ``unknown`` of those without a meaning."""

    words: tuple[Word, ...]
    aside: tuple[Word, ...]
    turned: int
    unseen: float
    unknown: float


def read_words(page: pypdfium2.PdfPage, decode: Decode) -> Printed:
    """The words that the page prints; ``decode(text, font)`` gives Unicode for old fonts."""
    size = (page.get_width(), page.get_height())
    textpage = page.get_textpage()
    try:
        glyphs = list(_Reader(page, textpage, size).glyphs())
    finally:
        textpage.close()
    if not glyphs:
        return Printed((), (), 0, 0.0, 0.0)
    unseen = sum(g.style.unseen for g in glyphs) / len(glyphs)
    if 0 < unseen <= 0.5 and _without_unseen(page):  # PDFium takes two signs on one place for one
        textpage = page.get_textpage()
        try:
            glyphs = list(_Reader(page, textpage, size).glyphs()) or glyphs
        finally:
            textpage.close()
    glyphs = _seen(page, glyphs, size, unseen)
    angles = Counter(g.style.angle for g in glyphs)
    turned = max((0, 90, 180, 270), key=lambda angle: angles[angle])
    straight = [_upright(g, turned, size) for g in glyphs if g.style.angle == turned]
    upright = (size[1], size[0]) if turned in (90, 270) else size
    words = [_word(run, upright, decode) for run in _runs(straight)]
    leaning = [g for g in glyphs if g.style.angle != turned]
    return Printed(
        tuple(without_doubles(marked(w for w in words if w.text or w.mark))),
        tuple(_leaning(leaning, size, decode)),
        turned,
        unseen,
        sum(g.char == _UNKNOWN for g in glyphs) / len(glyphs),
    )


def _without_unseen(page: pypdfium2.PdfPage) -> bool:
    """Take the text that is printed with no ink off the page; whether there was some."""
    shapes = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1)
    unseen = [s for s in shapes if pdfium.FPDFTextObj_GetTextRenderMode(s) == _UNSEEN]
    for shape in unseen:
        page.remove_obj(shape)
    return bool(unseen)


def _seen(
    page: pypdfium2.PdfPage, glyphs: list[_Glyph], size: tuple[float, float], unseen: float
) -> list[_Glyph]:
    """The characters that a reader of the page sees, without those printed with no ink among
    others (``unseen`` of all; most where a recognition laid them under a scan), white on white,
    and beside the page."""
    along = {angle: size[angle in (90, 270)] for angle in (0, 90, 180, 270)}
    across = {angle: size[angle not in (90, 270)] for angle in (0, 90, 180, 270)}
    seen = [
        g
        for g in glyphs
        if not (g.style.unseen and unseen <= 0.5)
        and g.right > 0
        and g.left < along.get(g.style.angle, max(size))
        and 0 < g.base < across.get(g.style.angle, max(size)) + g.style.size
    ]
    if any(g.style.white for g in seen):
        grounds = [(x * size[0], y * size[1], x2 * size[0], y2 * size[1])
                   for x, y, x2, y2 in dark_grounds(page)]  # fmt: skip
        seen = [g for g in seen if not g.style.white or g.style.angle or _stands_on(g, grounds)]
    return seen or glyphs


def _stands_on(glyph: _Glyph, grounds: list[tuple[float, float, float, float]]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.base - glyph.style.size * _MIDDLE
    return any(g[0] <= x <= g[2] and g[1] <= y <= g[3] for g in grounds)


class _Reader:
    """Goes through a page's characters; places come out in points from the upper left of the page
    as it is shown."""

    def __init__(
        self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, size: tuple[float, float]
    ) -> None:
        self.text = textpage
        self.styles: dict[int, _Style] = {}
        origin, across, up = (on_page(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
        width, height = size
        self.origin = (origin[0] * width, origin[1] * height)
        self.x = ((across[0] - origin[0]) * width / 1000, (up[0] - origin[0]) * width / 1000)
        self.y = ((across[1] - origin[1]) * height / 1000, (up[1] - origin[1]) * height / 1000)

    def glyphs(self) -> Iterator[_Glyph]:
        text = self.text
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        blank = ""
        for index in range(pdfium.FPDFText_CountChars(text)):
            code = pdfium.FPDFText_GetUnicode(text, index)
            char = chr(code) if code < 0x110000 else _UNKNOWN
            if char.isspace() or code == 0:
                made = pdfium.FPDFText_IsGenerated(text, index) == 1
                blank = "typed" if blank == "typed" or not made else "made"
                continue
            style = self._style(index)
            if char in _HYPHENS:
                char = "-"
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            ends = (self._at(box.left, box.bottom), self._at(box.right, box.top))
            base = self._at(x.value, y.value)
            across = 1 if style.angle in (90, 270) else 0
            low, high = sorted((ends[0][across], ends[1][across]))
            char = self._meaning(index, char, style.font)
            yield _Glyph(char, low, high, base[1 - across], style, blank)
            blank = ""

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.origin[0] + x * self.x[0] + y * self.x[1],
            self.origin[1] + x * self.y[0] + y * self.y[1],
        )

    def _style(self, index: int) -> _Style:
        shape = pdfium.FPDFText_GetTextObject(self.text, index)
        key = ctypes.cast(shape, ctypes.c_void_p).value or -index - 1
        if key not in self.styles:
            self.styles[key] = self._read_style(index, shape)
        return self.styles[key]

    def _read_style(self, index: int, shape: object) -> _Style:
        matrix = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
        pdfium.FPDFText_GetMatrix(self.text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text, index)
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        right = self.x[0] * matrix.a + self.x[1] * matrix.b
        down = self.y[0] * matrix.a + self.y[1] * matrix.b
        leaning = math.degrees(math.atan2(down, right)) % 360
        angle = round(leaning / 90) * 90
        if abs(leaning - angle) > _STRAIGHT:
            angle = round(leaning) or 1
        name = ctypes.create_string_buffer(256)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self.text, index, name, 256, flags)
        font = name.value.decode("utf-8", "replace").rpartition("+")[2]
        mode = pdfium.FPDFTextObj_GetTextRenderMode(shape) if shape else 0
        weight = pdfium.FPDFText_GetFontWeight(self.text, index)
        bold = weight >= _BOLD or "bold" in font.lower() or mode in _STROKED
        ink = colour(shape) if mode not in _STROKED else (0, 0, 0)
        seen = (mode == _UNSEEN, is_white(ink), is_red(ink))
        return _Style(size, angle % 360, font, bold, *seen)

    def _meaning(self, index: int, char: str, font: str) -> str:
        """The character, or what stands for one of a font of signs or without a meaning."""
        if char in _SIGNS:
            return _SIGNS[char]
        if "\ue000" <= char <= "\uf8ff":
            return "•" if font.lower().startswith(_SYMBOLS) else _UNKNOWN
        if char.isascii() and font.lower().startswith(_SYMBOLS[:-1]):
            return "•"
        if pdfium.FPDFText_HasUnicodeMapError(self.text, index) == 1 or not char.isprintable():
            return _UNKNOWN
        return char


def _upright(glyph: _Glyph, turned: int, size: tuple[float, float]) -> _Glyph:
    """The glyph on the page held so that text turned by ``turned`` degrees is upright."""
    width, height = size
    left, right, base = glyph.left, glyph.right, glyph.base
    if turned == 90:
        return replace(glyph, base=width - base)
    if turned == 180:
        return replace(glyph, left=width - right, right=width - left, base=height - base)
    if turned == 270:
        return replace(glyph, left=height - right, right=height - left)
    return glyph


def _runs(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    """The characters of each word."""
    run: list[_Glyph] = []
    for glyph in glyphs:
        if run and _parts(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _parts(before: _Glyph, glyph: _Glyph) -> bool:
    size = max(before.style.size, glyph.style.size)
    gap = glyph.left - before.right
    if glyph.blank == "typed" or abs(glyph.base - before.base) > _JUMP * size or gap < -size:
        return True
    return gap > (_NO_BLANK if glyph.blank else _WIDE) * size


def _word(run: list[_Glyph], size: tuple[float, float], decode: Decode) -> Word:
    first = run[0]
    body = [g for g in run if not _is_raised(g, first)]
    text = ""
    start = 0
    for index, glyph in enumerate(body):  # each stretch of one font by itself
        if index + 1 == len(body) or body[index + 1].style.font != glyph.style.font:
            piece = "".join(g.char for g in body[start : index + 1])
            text += decode(piece, glyph.style.font)
            start = index + 1
    text = clean(text).replace("\n", "")
    mark = "".join(g.char for g in run if _is_raised(g, first))
    tail = text[len(text.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")) :]
    text, mark = text[: len(text) - len(tail)], tail.translate(_POWERS) + mark
    font = max(g.style.size for g in body)
    box = (
        min(g.left for g in run) / size[0],
        (first.base - _UP * font) / size[1],
        max(g.right for g in run) / size[0],
        (first.base + _DOWN * font) / size[1],
    )
    bold = sum(g.style.bold for g in body) * 2 > len(body)
    red = all(g.style.red for g in run)
    return Word(text, box, bold=bold, size=round(font, 2), mark=mark, red=red)


def _is_raised(glyph: _Glyph, first: _Glyph) -> bool:
    return is_raised(glyph.style.size, first.style.size, first.base - glyph.base)


def _leaning(glyphs: list[_Glyph], size: tuple[float, float], decode: Decode) -> Iterator[Word]:
    """One word with blanks for each stretch of characters in another direction."""
    run: list[_Glyph] = []
    for glyph in [*glyphs, None]:
        if run and (glyph is None or glyph.style is not run[-1].style):
            words = "".join((" " if g.blank else "") + g.char for g in run).strip()
            lines = [g.base for g in run]
            along = (min(g.left for g in run), max(g.right for g in run))
            across = (min(lines), max(lines))
            upright = run[0].style.angle in (90, 270)
            (left, right), (top, bottom) = (across, along) if upright else (along, across)
            box = (left / size[0], top / size[1], right / size[0], bottom / size[1])
            yield Word(clean(decode(words, run[0].style.font)).replace("\n", " "), box)
            run = []
        if glyph is not None:
            run.append(glyph)
