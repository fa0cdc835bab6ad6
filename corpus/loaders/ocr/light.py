"""A page lit unevenly, photographed with a shadow on it: its paper made white all over.

The recognition parts ink from paper by one brightness for the whole page. Pages lit evenly, as
scanners do, are left as they are.
"""

import numpy as np
from PIL import Image, ImageFilter

_TILES = 8  # pixels of the page for one of its lighting
_REACH = 9  # of those, in which some paper shows between letters
_UNEVEN = 0.75  # brightness of the darkest paper to the brightest's, from which on a page is uneven
_DARKEST = 80  # of 255: what is darker is no paper
_EDGE = 0.02  # of the brightnesses at either end that are not looked at


def evenly_lit(page: Image.Image) -> Image.Image:
    """The grey page with the same brightness of paper everywhere."""
    size = (max(1, page.width // _TILES), max(1, page.height // _TILES))
    paper = page.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(_REACH))
    dark, bright = np.quantile(np.asarray(paper), (_EDGE, 1 - _EDGE))
    if dark >= _UNEVEN * bright or bright < _DARKEST:
        return page
    light = paper.filter(ImageFilter.GaussianBlur(_REACH / 2)).resize(page.size)
    ground = np.maximum(np.asarray(light, dtype=np.float32), _DARKEST)
    even = np.clip(np.asarray(page, dtype=np.float32) * (255.0 / ground), 0, 255)
    return Image.fromarray(even.astype(np.uint8))
