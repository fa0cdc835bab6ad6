"""What an engine reads: words with places in pixels and how sure it is of them."""

from dataclasses import dataclass

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word as an engine read it: ``box`` (left, top, right, bottom) in pixels of the picture,
    ``confidence`` from 0 to 1 in the engine's own measure."""

    text: str
    box: Box
    confidence: float


Line = tuple[Token, ...]


def hull(tokens: Line) -> Box:
    """The smallest box around all of them."""
    boxes = [token.box for token in tokens]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
