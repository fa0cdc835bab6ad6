"""Sound at another rate: a windowed sinc at the lower rate's limit, one filter for each phase.

J. O. Smith, "Digital Audio Resampling" (CCRMA): each sample out is a sum over the samples in around
it, weighted by a sinc that lets nothing above half the lower rate through; the ratio of two rates
is rational, so there are only as many filters as its numerator says.
"""

from functools import cache
from math import gcd

import numpy as np
from numpy.typing import NDArray

from bot.doors.hotline.sound.wav import Sound

_ZEROS = 16  # crossings of the sinc on each side
_BLOCK = 8192  # samples out at a time
_PASSED = 0.94  # of the lower rate's half band; the rest is for the filter's slope


def resampled(sound: Sound, rate: int) -> Sound:
    """The same sound with ``rate`` samples a second."""
    if sound.rate == rate or not sound.samples:
        return Sound(rate, sound.samples)
    filters, up, down, half = _filters(sound.rate, rate)
    given = np.frombuffer(sound.samples, "<i2").astype(np.float32)
    padded = np.pad(given, (half, half + 1))
    count = len(given) * up // down
    taps = np.arange(2 * half)
    out = np.empty(count, np.int16)
    for first in range(0, count, _BLOCK):
        places = np.arange(first, min(first + _BLOCK, count), dtype=np.int64) * down
        around = padded[(places // up)[:, None] + 1 + taps]
        mixed = np.einsum("ij,ij->i", around, filters[places % up])
        out[first : first + _BLOCK] = np.clip(np.rint(mixed), -32768, 32767)
    return Sound(rate, out.astype("<i2").tobytes())


@cache
def _filters(source: int, target: int) -> tuple[NDArray[np.float32], int, int, int]:
    """The filter of each phase (rows), the ratio's two numbers, and half a filter's length."""
    shared = gcd(source, target)
    up, down = target // shared, source // shared
    band = min(1.0, target / source) * _PASSED
    half = int(np.ceil(_ZEROS / band))
    offsets = np.arange(2 * half) - (half - 1)
    distance = offsets[None, :] - (np.arange(up) / up)[:, None]
    window = np.where(np.abs(distance) < half, np.cos(np.pi * distance / (2 * half)) ** 2, 0.0)
    weights = np.sinc(band * distance) * window
    weights /= weights.sum(axis=1, keepdims=True)
    return weights.astype(np.float32), up, down, half
