"""Blocks to zones: which block is letterhead, preamble, body, closing, recipients or signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block
from corpus.document import Part
from corpus.vocabulary import formulas, kinds

NUMBER_LINE = re.compile(r"(?:Số|SỐ)\s*:?\s*(?P<number>[^\s].*)$")
DATE_LINE = re.compile(
    r"(?P<place>[^,\d]{1,60}),\s*ngày\s*(?P<day>[\d.…]*)\s*tháng\s*(?P<month>\d{1,2})"
    r"\s*năm\s*(?P<year>\d{4})"
)
_ATTACHED = re.compile(r"\((?:ban hành )?kèm theo", re.IGNORECASE)


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


def assign_zones(blocks: Sequence[Block]) -> list[Section]:
    """The document's sections (itself, then each annex) with every block in a zone."""
    sections = [Section()]
    head: list[Block] = []
    state = "head"
    for block in blocks:
        if state in ("signature", "recipients") and (kind := _annex_kind(block)):
            sections.append(Section(kind))
            head = []
            state = "head"
        section = sections[-1]
        state = _next_state(state, block, head)
        if state == "head":
            head.append(block)
            section.items.append(Zoned(block, Part.LETTERHEAD, _form(block, section.items)))
        elif state == "recipients":
            section.items.append(Zoned(block, Part.RECIPIENTS, "noi_nhan"))
        elif state == "signature":
            section.items.append(Zoned(block, Part.SIGNATURE, "chu_ky"))
        else:
            part = Part.PREAMBLE if state == "preamble" else Part.BODY
            section.items.append(Zoned(block, part))
    for section in sections:
        _mark_closing(section)
    return sections


def _next_state(state: str, block: Block, head: Sequence[Block]) -> str:
    words = block.words.lower()
    if block.rule:
        return state
    if words.startswith(formulas("recipients")):
        return "recipients"
    if state == "head":
        return _leave_head(block, head)
    if state in ("preamble", "body"):
        if _is_signature(block) and state == "body":
            return "signature"
        if block.row or (block.marker and not (state == "preamble" and _is_dash(block))):
            return "body"
        if _is_order_line(block):
            return "preamble"
        return state
    if state == "recipients" and not _is_dash(block) and not block.words[:1].islower():
        return "signature"
    return state


def _leave_head(block: Block, head: Sequence[Block]) -> str:
    """Stay in the letterhead, or go to the preamble or body."""
    addressed = any(b.words.lower().startswith(formulas("addressees")) for b in head)
    titled = any(_kind_of(b) for b in head) or any(b.words.startswith("V/v") for b in head)
    if block.row or (block.marker and not (_is_dash(block) and addressed)):
        return "body"
    if _is_letterhead(block) or block.marker:
        return "head"
    words = block.words
    prose = len(words) > 60 and words.endswith((".", ":", ";", "…", "./."))
    opening = words.lower().startswith(formulas("preamble")) and len(words) > 60
    if (titled or addressed or len(head) >= 3) and (prose or opening):
        return "preamble"
    return "preamble" if not head and prose else "head"


def _is_letterhead(block: Block) -> bool:
    words = block.words
    lower = words.lower()
    return bool(
        NUMBER_LINE.match(words)
        or DATE_LINE.match(words)
        or lower.startswith((*formulas("motto"), *formulas("addressees"), "v/v"))
        or _ATTACHED.match(words)
        or words.isupper()
    )


def _form(block: Block, before: Sequence[Zoned]) -> str:
    """The form part of a letterhead block."""
    lower = block.words.lower()
    forms = [z.form for z in before]
    if NUMBER_LINE.match(block.words):
        return "so_ky_hieu"
    if DATE_LINE.match(block.words):
        return "ngay"
    if lower.startswith(formulas("motto")):
        return "co_quan"
    if lower.startswith(formulas("addressees")) or "kinh_gui" in forms:
        return "kinh_gui"
    if lower.startswith("v/v") or _kind_of(block):
        return "trich_yeu"
    if "trich_yeu" in forms and not (block.words.isupper() and block.heading):
        return "trich_yeu"
    return "co_quan"


def _kind_of(block: Block) -> str:
    """The kind of document that the block's line names, or ''."""
    words = block.words.rstrip(":").strip()
    return next((k for k in kinds() if words == k.upper()), "")


def _annex_kind(block: Block) -> str:
    words = block.words.rstrip(":").strip()
    for kind, data in kinds().items():
        if data.get("annex") and re.fullmatch(rf"{kind.upper()}(?:\s+(?:SỐ\s+)?[\dIVX]+)?", words):
            number = words[len(kind) :].replace("SỐ", "").strip()
            return number if kind == "Phụ lục" and number else f"{kind} {number}".strip()
    return ""


def _is_dash(block: Block) -> bool:
    return block.marker is not None and block.marker.level == "gach"


def _is_order_line(block: Block) -> bool:
    """ "QUYẾT ĐỊNH:" after the legal bases."""
    return block.words.endswith(":") and bool(_kind_of(block))


def _is_signature(block: Block) -> bool:
    if block.marker or block.row:
        return False
    lower = block.words.lower()
    return block.words.isupper() and lower.startswith(formulas("signature"))


def _mark_closing(section: Section) -> None:
    """Move the body's last unmarked paragraphs that open with a closing formula to the closing."""
    body = [z for z in section.items if z.part is Part.BODY and not z.block.rule]
    for zoned in reversed(body):
        block = zoned.block
        if block.marker or block.row or block.heading or not _is_closing(block.words):
            return
        zoned.part = Part.CLOSING


def _is_closing(words: str) -> bool:
    """A closing formula; the weak ones, common in the body too, only before the "./." mark."""
    lower = words.lower()
    strong = [
        formula.format(kind=kind.lower()) for formula in formulas("closing") for kind in kinds()
    ]
    weak = formulas("closing_weak") if lower.endswith("./.") else ()
    return lower.startswith((*strong, *weak))
