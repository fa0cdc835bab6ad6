"""What the zones of a document are made of: blocks with their parts, in sections."""

from dataclasses import dataclass, field

from corpus.document import Part
from corpus.structure.block import Block


@dataclass(slots=True)
class Zoned:
    """A block and the part it belongs to; ``form`` names the form part of ``the_thuc``."""

    block: Block
    part: Part
    form: str = ""


@dataclass(slots=True)
class Section:
    """The main document or one attached plan; ``annex`` is the attached kind as printed."""

    annex: str = ""
    items: list[Zoned] = field(default_factory=list)
