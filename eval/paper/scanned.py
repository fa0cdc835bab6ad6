"""A printed page as a bad scan: 200 dots an inch, askew, noisy, with a round red stamp."""

import math
import random
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

DPI = 200
_SKEW = (1.0, 2.0)  # degrees, to either side
_NOISE = 14.0  # of 255, standard deviation
_BLUR = 0.7  # pixels
_QUALITY = 65  # of JPEG
_RED = (205, 40, 55)
_RADIUS = 0.09  # of the page's width: a seal of 36 mm


def scan(printed: bytes, target: Path, seed: str) -> int:
    """Write the PDF of pictures; how many pages it has."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    pdf = pypdfium2.PdfDocument(printed)
    pages = []
    for index in range(len(pdf)):
        picture = pdf[index].render(scale=DPI / 72).to_pil().convert("RGB")
        if index == len(pdf) - 1:
            picture = _stamped(picture, chance)
        pages.append(_spoilt(picture, chance))
    pages[0].save(target, "PDF", resolution=DPI, save_all=True, append_images=pages[1:],
                  quality=_QUALITY)  # fmt: skip
    return len(pages)


def _stamped(picture: Image.Image, chance: random.Random) -> Image.Image:
    """With a seal over the last lines, as one stands over a signature."""
    box = ImageChops.invert(picture.convert("L")).point(lambda v: 255 * (v > 128)).getbbox()
    bottom = box[3] if box else picture.height // 2
    radius = round(_RADIUS * picture.width)
    middle = (
        round(picture.width * chance.uniform(0.5, 0.7)),
        min(max(bottom - radius // 2, radius), picture.height - radius),
    )
    seal = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(seal)
    for share, width in ((1.0, 7), (0.72, 3)):
        r = radius * share
        draw.ellipse((middle[0] - r, middle[1] - r, middle[0] + r, middle[1] + r),
                     outline=_RED, width=width)  # fmt: skip
    points = [
        (middle[0] + radius * (0.42 if i % 2 else 0.18) * math.sin(math.pi * i / 5),
         middle[1] + radius * (0.42 if i % 2 else 0.18) * math.cos(math.pi * i / 5))
        for i in range(10)
    ]  # fmt: skip
    draw.line([*points, points[0]], fill=_RED, width=4)
    return ImageChops.multiply(picture, seal)


def _spoilt(picture: Image.Image, chance: random.Random) -> Image.Image:
    angle = chance.choice((-1, 1)) * chance.uniform(*_SKEW)
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    soft = turned.filter(ImageFilter.GaussianBlur(_BLUR))
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, _NOISE, (*soft.size[::-1], 1))
    grey = np.clip(np.asarray(soft, dtype=np.float32) * 0.94 + 8 + noise, 0, 255)
    raw = BytesIO()
    Image.fromarray(grey.astype(np.uint8)).save(raw, "JPEG", quality=_QUALITY)
    return Image.open(raw)
