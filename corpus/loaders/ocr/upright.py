"""Bringing a page to stand upright: quarter turns and the skew of paper laid on a scanner."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from corpus.loaders.ocr.ink import ink_of

_STEEPEST = 4.0  # degrees of skew that are looked for
_STEP, _FINE = 0.5, 0.1
_LEAST = 0.4  # degrees from which a page is turned: below, recognition is no better for it
_BETTER = 1.02  # how much sharper the lines must be


@dataclass(frozen=True, slots=True)
class Upright:
    """A page that stands upright: ``turn`` in degrees clockwise (0, 90, 180, 270) from the
    picture as it came, then ``skew`` in degrees clockwise."""

    picture: Image.Image
    turn: int = 0
    skew: float = 0.0


def turned(picture: Image.Image, degrees: int) -> Image.Image:
    """The picture turned clockwise by a multiple of 90 degrees."""
    return picture.rotate(-degrees, expand=True) if degrees % 360 else picture


def straightened(picture: Image.Image) -> tuple[Image.Image, float]:
    """The picture with its lines level, in the same frame, and by how many degrees clockwise it
    was turned for it."""
    skew = skew_of(picture)
    if abs(skew) < _LEAST:
        return picture, 0.0
    level = picture.rotate(-skew, Image.Resampling.BICUBIC, fillcolor="white")
    return level, skew


def skew_of(picture: Image.Image) -> float:
    """By how many degrees clockwise the picture is to be turned for its lines to be level."""
    ink = Image.fromarray(ink_of(picture).astype(np.uint8) * 255)
    level = _sharpness(ink, 0.0)
    rough = max(np.arange(-_STEEPEST, _STEEPEST + _STEP, _STEP), key=lambda a: _sharpness(ink, a))
    near = np.arange(rough - _STEP, rough + _STEP, _FINE)
    best = max(near, key=lambda angle: _sharpness(ink, angle))
    return float(round(best, 1)) if _sharpness(ink, best) > _BETTER * level else 0.0


def _sharpness(ink: Image.Image, degrees: float) -> float:
    """How sharply rows of ink and of paper follow each other once turned clockwise."""
    rows = np.asarray(ink.rotate(-float(degrees))).sum(axis=1, dtype=np.float64) / 255
    return float((np.diff(rows) ** 2).sum()) + 1.0
