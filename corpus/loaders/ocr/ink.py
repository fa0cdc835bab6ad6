"""Where a page is dark: a small black-and-white copy from which its layout is seen."""

import numpy as np
from PIL import Image

WIDTH = 600  # pixels of the small copy
_PAPER = 80  # percentile of the grey levels that is paper
_DARKER = 40  # grey levels below the paper that are ink


def ink_of(picture: Image.Image, width: int = WIDTH) -> np.ndarray:
    """True where the page, made ``width`` pixels wide, is darker than its paper."""
    grey = picture.convert("L")
    if grey.width > width:
        height = max(1, round(grey.height * width / grey.width))
        grey = grey.resize((width, height), Image.Resampling.BOX)
    values = np.asarray(grey, dtype=np.int16)
    dark: np.ndarray = values < np.percentile(values, _PAPER) - _DARKER
    return dark


def runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """The half-open stretches where ``flags`` holds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
