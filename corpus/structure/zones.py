"""Blocks to zones: which block is letterhead, preamble, body, closing, recipients or signature."""

import re
from collections.abc import Sequence

from corpus.document import Part
from corpus.structure.annexes import UNNAMED, annex_kind, opens_annex, unnamed_annex
from corpus.structure.block import Block
from corpus.structure.closing import mark_closing
from corpus.structure.furniture import is_area, mark_furniture
from corpus.structure.letterhead import form_of, is_addressing, is_letterhead, is_old_title, kind_of
from corpus.structure.section import Section, Zoned
from corpus.structure.signers import is_signing, person_name
from corpus.vocabulary import formulas

# a recipient, or where the document is kept; nothing else opens so
_RECIPIENT = re.compile(
    r"[-–•] (?:Như (?:trên|điều|kính gửi)|Lưu ?: ?(?:VT|văn thư))", re.IGNORECASE
)
_KEPT = re.compile(r"[;,.] ?[-–] ?Lưu ?: ?VT\b")
_NOTE_MARK = re.compile(r"\[\d{1,3}\]|\(?[*\d]{1,3}\)\s|Ghi chú")
_ATTACHED = ("phan", "chuong", "dieu")
_UNITS = ("phan", "chuong", "muc", "dieu", "khoan")  # of a text; a web page has none
_LONGEST_LINE = 80  # characters of a signature's line
_LONGEST_HEAD = 60  # blocks; what goes on longer is no letterhead


def assign_zones(blocks: Sequence[Block]) -> list[Section]:
    """The document's sections (itself, then each annex) with every block in a zone.

    Page furniture is marked on the blocks themselves (``Block.noise``).
    """
    mark_furniture(blocks)
    sections = [Section()]
    head: list[Block] = []
    state = "head"
    before: Block | None = None
    signed = noted = False  # whether the signer's name, and notes behind it, were met
    trailing: list[Block] = []
    for index, block in enumerate(blocks):
        if block.noise:
            sections[-1].items.append(Zoned(block, Part.BODY))
            continue
        behind = signed and not noted and state == "signature"
        if kind := _annex(blocks, index, state, sections[-1]) or _unit_behind(block, behind):
            sections.append(Section(kind))
            head, state, before, trailing = [], "head", None, []
            signed = noted = False
        section = sections[-1]
        if signed and not block.rule:
            trailing.append(block)
        state = _next_state(state, block, head, before)
        if state == "head":
            head.extend([] if block.rule else [block])
            section.items.append(Zoned(block, Part.LETTERHEAD, form_of(block, section.items)))
        elif state == "recipients":
            section.items.append(Zoned(block, Part.RECIPIENTS, "noi_nhan"))
        elif state == "signature":
            noted = signed and (noted or _is_note(block))
            section.items.append(Zoned(block, Part.SIGNATURE, "ghi_chu" if noted else "chu_ky"))
            signed = signed or _is_signed(block)
            if trailing and is_area(block.words):
                numbered = any(b.marker and b.marker.level in _UNITS for b in trailing)
                for late in trailing:
                    late.noise = late.noise or not numbered or _is_short(late)
        else:
            part = Part.PREAMBLE if state == "preamble" else Part.BODY
            section.items.append(Zoned(block, part))
        if not block.rule:
            before = block
    for section in sections:
        _without_units(section)
        mark_closing(section)
    return sections


def _without_units(section: Section) -> None:
    """A text without numbered units has no introduction but its legal bases: what stands in it
    is its body."""
    if any(z.part is Part.BODY and not (z.block.noise or z.block.rule) for z in section.items):
        return
    for zoned in section.items:
        words = zoned.block.body.lower()
        if zoned.part is Part.PREAMBLE and not words.startswith("căn cứ"):
            zoned.part = Part.BODY


def _annex(blocks: Sequence[Block], index: int, state: str, section: Section) -> str:
    """What the annex is called that the block opens; '' where it opens none."""
    block = blocks[index]
    if block.marker or block.row or block.rule:
        return ""
    kind = annex_kind(block)
    if kind and opens_annex(blocks, index, state, section):
        return kind
    return unnamed_annex(blocks, index, state)


def _unit_behind(block: Block, behind: bool) -> str:
    """What an annex without a title is called, where a part, chapter or article of it begins
    behind the signature."""
    marker = block.marker
    opens = behind and marker and not block.quoted and marker.level in _ATTACHED
    return UNNAMED if opens else ""


def _is_short(block: Block) -> bool:
    """Whether a block behind the signature may be a web page's: what is longer is a text's."""
    return len(block.words) <= _LONGEST_LINE and not block.marker and not block.row


def _next_state(state: str, block: Block, head: Sequence[Block], before: Block | None) -> str:
    if block.rule:
        return state
    words = block.words.lower().lstrip("_*| ")
    if words.startswith(formulas("recipients")) and _lists_them(words):
        return "recipients"
    if state == "head":
        return _leave_head(block, head)
    if state in ("preamble", "body"):
        if _is_signature(block) and state == "body":
            return "signature"
        if state == "body" and _is_dash(block) and _is_recipient(block):
            return "recipients"
        if block.row or (block.marker and not (state == "preamble" and _is_basis(block))):
            return "body"
        if _is_order_line(block):
            return "preamble"
        return state
    if state == "recipients" and not _is_dash(block) and _is_office(block, before):
        return "signature"
    if state == "recipients" and not _is_dash(block) and not block.words[:1].islower():
        listing = before is not None and before.last_line.endswith((",", " và", ";", ":"))
        return state if listing and not block.words.isupper() else "signature"
    if state == "signature" and _is_dash(block) and block.body.lower().startswith("lưu"):
        return "recipients"  # a recipient before it was taken for the signer's office
    return state


def _leave_head(block: Block, head: Sequence[Block]) -> str:
    """Stay in the letterhead, or go to the preamble or body."""
    if len(head) > _LONGEST_HEAD:
        return "body"
    addressed = any(is_addressing(b) for b in head)
    titled = any(kind_of(b) or is_old_title(b) or b.words[:3].lower() == "v/v" for b in head)
    if block.row or (block.marker and not (_is_dash(block) and addressed)):
        return "body"
    if addressed and head and _is_dash(head[-1]) and head[-1].words.endswith(":"):
        return "head"  # "- Bộ trưởng các Bộ:", and on the next line which
    if is_letterhead(block) or block.marker:
        return "head"
    words = block.words
    prose = len(words) > 60 and words.endswith((".", ":", ";", "…", "./."))
    opening = words.lower().startswith(formulas("preamble")) and len(words) > 60
    if titled and words.lower().startswith("căn cứ"):
        return "preamble"
    if (titled or addressed or len(head) >= 3) and (prose or opening):
        return "preamble"
    return "preamble" if not head and prose else "head"


def _lists_them(words: str) -> bool:
    """Whether the words head the recipients, rather than name a column or a field of a form."""
    said = words.removeprefix(next(w for w in formulas("recipients") if words.startswith(w)))
    return not said.strip("_*| ") or not said[:1].isspace() or said.lstrip()[:1] in ":-–(|/"


def _is_recipient(block: Block) -> bool:
    return bool(_RECIPIENT.match(block.words) or _KEPT.search(block.words))


def _is_dash(block: Block) -> bool:
    return block.marker is not None and block.marker.level == "gach"


def _is_basis(block: Block) -> bool:
    """A legal basis printed with a dash ("- Căn cứ Nghị định số …")."""
    return _is_dash(block) and block.body.lower().startswith(formulas("bases"))


def _is_order_line(block: Block) -> bool:
    """ "QUYẾT ĐỊNH:" after the legal bases."""
    return block.words.endswith(":") and bool(kind_of(block))


def _is_signature(block: Block) -> bool:
    return not block.marker and not block.row and is_signing(block.words)


def _is_office(block: Block, before: Block | None) -> bool:
    """The signer's office, in whatever letters, after the last recipient's full stop."""
    ended = before is not None and before.last_line.endswith(".")
    return ended and len(block.words) < 60 and block.words.lower().startswith(formulas("signature"))


def _is_note(block: Block) -> bool:
    """A note behind the signature: with its mark ("[1] …"), or a sentence."""
    words = block.words
    return _NOTE_MARK.match(words) is not None or (
        len(words) > _LONGEST_LINE and not words.isupper() and not block.row
    )


def _is_signed(block: Block) -> bool:
    """Whether the line is the signer's name, or ends with it behind the office."""
    words = block.words
    return bool(person_name(words)) or (not words.isupper() and is_signing(words))
