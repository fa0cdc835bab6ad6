"""The second engine: AsterOCR's network (MIT, weights inside the wheel ``asterocr``) on one line.

Its file is run directly: the package's own class opens the network with all threads and may ask
a hub for weights. Optional: without the wheel or ONNX Runtime only tesseract reads.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from corpus.language.cleaning import clean
from corpus.loaders.ocr.tokens import Line, Token, hull

_HEIGHT = 32  # pixels of a strip, as the network was trained
_LONGEST = 8  # a strip's width by its height; longer ones are cut between words
_STEP = 4  # pixels of a strip for one step of the network's output
_ABOVE, _BELOW = 0.12, 0.08  # shares of a line's height left around it
_BLANK = 0


def available() -> bool:
    """Whether the engine is installed."""
    return find_spec("asterocr") is not None and find_spec("onnxruntime") is not None


@cache
def _engine() -> tuple[Any, list[str]]:
    import onnxruntime

    spec = find_spec("asterocr")
    assert spec is not None
    assert spec.origin is not None
    assets = Path(spec.origin).parent / "assets"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(assets / "asternet.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return session, json.loads((assets / "vocab.json").read_text(encoding="utf-8"))["chars"]


def read_line(picture: Image.Image, line: Line) -> list[tuple[Line, Line]]:
    """The strips of a line that tesseract found: its words in each, and what this engine reads
    there."""
    _, top, _, bottom = hull(line)
    height = bottom - top
    top = max(0, round(top - _ABOVE * height))
    bottom = min(picture.height, round(bottom + _BELOW * height))
    return [
        (words, _read_strip(picture, (hull(words)[0], top, hull(words)[2], bottom)))
        for words in _strips(line, (bottom - top) * _LONGEST)
    ]


def _strips(line: Line, most: int) -> list[Line]:
    """The line cut between words into pieces of at most ``most`` pixels where words allow."""
    strips: list[list[Token]] = []
    for token in line:
        if strips and token.box[2] - strips[-1][0].box[0] <= most:
            strips[-1].append(token)
        else:
            strips.append([token])
    return [tuple(strip) for strip in strips]


def _read_strip(picture: Image.Image, box: tuple[int, int, int, int]) -> Line:
    """The words that the engine reads in the box."""
    margin = (box[3] - box[1]) // 8
    left, top = max(0, box[0] - margin), box[1]
    right, bottom = min(picture.width, box[2] + margin), box[3]
    if right - left < 2 or bottom - top < 2:
        return ()
    scale = _HEIGHT / (bottom - top)
    width = min(max(_HEIGHT, round((right - left) * scale)), _HEIGHT * _LONGEST * 4)
    width = (width + _STEP - 1) // _STEP * _STEP
    strip = picture.crop((left, top, right, bottom)).convert("RGB")
    strip = strip.resize((width, _HEIGHT), Image.Resampling.BILINEAR)
    values = (np.asarray(strip, dtype=np.float32) / 255 - 0.5) / 0.5
    session, characters = _engine()
    name = session.get_inputs()[0].name
    found = session.run(None, {name: values.transpose(2, 0, 1)[np.newaxis]})[0][:, 0, :]
    return _decoded(found, characters, (left, top, right, bottom))


def _decoded(found: np.ndarray, characters: list[str], box: tuple[int, int, int, int]) -> Line:
    """Greedy CTC: repeated steps are one character, blanks part them. A word's confidence is the
    lowest likelihood of its characters."""
    best = found.argmax(axis=1)
    likely = np.exp(found.max(axis=1))
    pixels = (box[2] - box[0]) / len(best)
    tokens: list[Token] = []
    letters: list[tuple[str, int, float]] = []
    before = _BLANK
    for step, index in enumerate([*best.tolist(), characters.index(" ")]):
        if index not in (_BLANK, before):
            if characters[index] != " ":
                letters.append((characters[index], step, float(likely[step])))
            elif letters:
                tokens.append(_word(letters, pixels, box))
                letters = []
        elif index == before != _BLANK and letters and step < len(best):
            letter, start, least = letters[-1]
            letters[-1] = letter, start, max(least, float(likely[step]))
        before = index
    if letters:
        tokens.append(_word(letters, pixels, box))
    return tuple(tokens)


def _word(
    letters: list[tuple[str, int, float]], pixels: float, box: tuple[int, int, int, int]
) -> Token:
    left = box[0] + round(letters[0][1] * pixels)
    right = box[0] + round((letters[-1][1] + 1) * pixels)
    text = clean("".join(letter for letter, _, _ in letters))
    return Token(text, (left, box[1], right, box[3]), min(likely for _, _, likely in letters))
