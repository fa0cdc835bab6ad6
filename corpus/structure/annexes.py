"""Where an annex begins, and what it is called."""

import re
from collections.abc import Sequence

from corpus.document import Part
from corpus.structure.block import Block
from corpus.structure.letterhead import ATTACHED
from corpus.structure.section import Section
from corpus.vocabulary import formulas, kinds

_ANNEX = re.compile(
    r"(?P<kind>PHỤ LỤC|Phụ lục|MẪU|Mẫu)(?:\s++(?:SỐ|Số|số)(?:\s*+:)?)?(?:\s++(?P<number>[\dIVXLC]+|"
    r"[A-Z]))?"
    r"(?:\s*+[.:–-]\s*+(?P<title>.*)|\s++(?P<capitals>[^(]+)(?:\(.*)?)?"
)
_UNNAMED = "Phụ lục"  # what an annex is called that only its title in capitals opens
_LOOK_AHEAD = 6  # blocks between an annex's kind and its "(Ban hành kèm theo …)"


def annex_kind(block: Block) -> str:
    """What an annex that the block opens is called ("Kế hoạch", "I", "Mẫu số 01"), or ''."""
    words = block.words.rstrip(":").strip()
    if len(words) > 200:
        return ""
    match = _ANNEX.fullmatch(words) if words[:1] in "PM" else None
    if match and (match["capitals"] or "A").isupper():
        kind = match["kind"].capitalize()
        if kind == "Mẫu":
            return f"Mẫu số {match['number']}" if match["number"] else ""
        return match["number"] or kind
    if not words.isupper():
        return ""
    for kind, data in kinds().items():
        upper = kind.upper()
        if data.get("annex") and words.startswith(upper):
            number = words[len(upper) :].replace("SỐ", "").strip()
            if re.fullmatch(r"[\dIVX]*", number):
                return f"{kind} {number}".strip()
    return ""


def unnamed_annex(blocks: Sequence[Block], index: int, state: str) -> str:
    """What an annex is called that has no kind of its own, only a title in capitals behind the
    signature and the words that it is attached; '' where the block opens none."""
    words = blocks[index].words
    if state not in ("signature", "recipients") or not words.isupper():
        return ""
    if words.lower().startswith(formulas("signature")):
        return ""
    for block in blocks[index + 1 : index + 1 + _LOOK_AHEAD]:
        if annex_kind(block):
            return ""
        if ATTACHED.match(block.words):
            return _UNNAMED
        if block.marker or block.row or not (block.rule or block.noise or block.words.isupper()):
            return ""
    return ""


def opens_annex(blocks: Sequence[Block], index: int, state: str, section: Section) -> bool:
    """Whether the annex kind on that block opens one, rather than being named in the text."""
    if state in ("signature", "recipients"):
        return True
    numbered = blocks[index].words.upper().startswith(("PHỤ LỤC", "MẪU"))
    if section.annex and numbered and state in ("body", "preamble"):
        return True
    if not any(z.part is Part.BODY for z in section.items):
        return False
    return any(ATTACHED.match(b.words) for b in blocks[index + 1 : index + 1 + _LOOK_AHEAD])
