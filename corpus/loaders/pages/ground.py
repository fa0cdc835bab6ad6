"""What words are printed on: white words are seen on a dark ground only."""

import ctypes
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.loaders.pages.page import Box
from corpus.loaders.pages.pdfium import on_page

_WHITE = 245  # of 255 in each colour
_RED, _NOT_RED = 140, 100  # at least, of red; at most, of the others
_MOST = 500  # shapes of a page that are looked at; with more of them all of it counts as dark


def colour(shape: object) -> tuple[int, int, int]:
    """The colour in which a shape or text is filled; black where it is not told."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not shape or not pdfium.FPDFPageObj_GetFillColor(shape, *parts):
        return (0, 0, 0)
    return (parts[0].value, parts[1].value, parts[2].value)


def is_white(ink: Sequence[int]) -> bool:
    """Whether an ink leaves nothing to be seen on paper."""
    return min(ink) >= _WHITE


def is_red(ink: Sequence[int]) -> bool:
    """Whether an ink is a stamp's."""
    return ink[0] >= _RED and max(ink[1:]) <= _NOT_RED


def dark_grounds(page: pypdfium2.PdfPage) -> list[Box]:
    """Where pictures and filled shapes that are not white stand, in shares of the page."""
    found: list[Box] = []
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    for number, shape in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if number > _MOST:
            return [(0.0, 0.0, 1.0, 1.0)]
        if shape.type == pdfium.FPDF_PAGEOBJ_PATH:
            mode, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(shape, mode, stroke)
            if not mode.value or is_white(colour(shape)):
                continue
        left, bottom, right, top = shape.get_bounds()
        corners = on_page(page, left, top), on_page(page, right, bottom)
        across, down = zip(*corners, strict=True)
        found.append((min(across), min(down), max(across), max(down)))
    return found
