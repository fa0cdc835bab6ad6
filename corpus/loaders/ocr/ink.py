"""Where a page is dark: a small black-and-white copy from which its layout is seen."""

import numpy as np
from PIL import Image, ImageChops

WIDTH = 600  # pixels of the small copy
_PAPER = 80  # percentile of the grey levels that is paper
# how far a place is red, by its red over its other light: from 20 on a little, from 60 on wholly
_RED_SHARE = [min(max((level - 20) * 255 // 40, 0), 255) for level in range(256)]
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


def without_seals(picture: Image.Image) -> Image.Image:
    """The picture in grey, red ink as light as paper: a seal over words is red, the words are not.

    Seen through a red glass, which is the picture's red channel, red ink is hardly there and black
    print under it as dark as ever. Only red places are seen so, for blue ink would grow darker.
    """
    if picture.mode not in ("RGB", "RGBA"):
        return picture.convert("L")
    red, green, blue = picture.convert("RGB").split()
    colour = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    share = colour.point(_RED_SHARE)
    return Image.composite(red, picture.convert("L"), share)


def runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """The half-open stretches where ``flags`` holds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
