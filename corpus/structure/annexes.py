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
UNNAMED = "Phụ lục"  # what an annex is called that only its title in capitals opens
_LONGEST_TITLE = 600  # characters
_SHORTEST_TITLE = 10
_SMALL = 3  # lines of a title in small letters
_LOOK_AHEAD = 6  # blocks between an annex's kind and its "(Ban hành kèm theo …)"


def annex_kind(block: Block) -> str:
    """What an annex that the block opens is called ("Kế hoạch", "I", "Mẫu số 01"), or ''."""
    words, _ = _title(block)
    if len(words) > _LONGEST_TITLE:
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


def _title(block: Block) -> tuple[str, bool]:
    """The block's words up to "(Ban hành kèm theo …)", and whether that stands in it."""
    attached = ATTACHED.search(block.words)
    words = block.words[: attached.start()] if attached else block.words
    return words.rstrip(" :").strip(), bool(attached)


def unnamed_annex(blocks: Sequence[Block], index: int, state: str) -> str:
    """What an annex is called that has no kind of its own, only a title in capitals behind the
    signature and the words that it is attached, which may follow a line or two of the title in
    small letters; '' where the block opens none."""
    words, attached = _title(blocks[index])
    if state not in ("signature", "recipients") or not words.isupper():
        return ""
    if words.lower().startswith(formulas("signature")):
        return ""
    if attached:
        return _kind_in(words)
    if len(words) < _SHORTEST_TITLE:
        return ""
    small = 0
    for block in blocks[index + 1 : index + 1 + _LOOK_AHEAD]:
        if annex_kind(block):
            return ""
        if ATTACHED.search(block.words) and not block.row:
            return _kind_in(words)
        small += not (block.rule or block.noise or block.words.isupper())
        if block.marker or block.row or small > _SMALL:
            return ""
    return ""


def _kind_in(title: str) -> str:
    """The kind of text that a title in capitals opens with ("KẾ HOẠCH TRIỂN KHAI …")."""
    named = (kind for kind, data in kinds().items() if data.get("annex"))
    return next((k for k in named if title.startswith(f"{k.upper()} ")), UNNAMED)


def opens_annex(blocks: Sequence[Block], index: int, state: str, section: Section) -> bool:
    """Whether the annex kind on that block opens one, rather than being named in the text."""
    if state in ("signature", "recipients"):
        return True
    numbered = blocks[index].words.upper().startswith(("PHỤ LỤC", "MẪU"))
    if section.annex and numbered and state in ("body", "preamble"):
        return True
    if not any(z.part is Part.BODY for z in section.items):
        return False
    if _title(blocks[index])[1]:
        return True
    return any(ATTACHED.match(b.words) for b in blocks[index + 1 : index + 1 + _LOOK_AHEAD])
