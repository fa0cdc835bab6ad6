"""Blocks to zones: which block is letterhead, preamble, body, closing, recipients or signature."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from corpus.document import Part
from corpus.structure.blocks import Block
from corpus.vocabulary import formulas, kinds, read_table

NUMBER_LINE = re.compile(
    r"(?:(?:Luật|LUẬT|Pháp lệnh|Nghị quyết|NGHỊ QUYẾT)\s+)?(?:Số|SỐ|số)\s*:?\s*(?P<number>[^\s].*)$"
)
DATE_LINE = re.compile(
    r"(?P<place>[^,\d]{1,60}),\s*ngày\s*(?P<day>[\d.…]*)\s*tháng\s*(?P<month>\d{1,2}|[.…]+)"
    r"\s*năm\s*(?P<year>\d{4})"
)
_ATTACHED = re.compile(r"\((?:được )?(?:ban hành )?kèm theo", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?P<kind>PHỤ LỤC|Phụ lục|MẪU|Mẫu)(?:\s+(?:SỐ|Số|số)\s*:?)?(?:\s+(?P<number>[\dIVXLC]+|"
    r"[A-Z]))?"
    r"\s*(?:[.:–-]\s*(?P<title>.*))?"
)
# "Cục Thuế trả lời để … được biết", "Văn phòng Chính phủ trân trọng thông báo"
_ANSWERING = re.compile(
    r"(?!\W*\d)[^.;:]{0,90}\b(?:trả lời|(?:xin |trân trọng )?(?:thông báo|báo cáo|kiến nghị|"
    r"đề nghị)) "
    r"(?:để |tới |đến |quý )[^;]{0,200}\b(?:biết|thực hiện|xem xét|chỉ đạo)\b"
)
_NAME = re.compile(r"[\w.]+(?: [\w.]+){1,5}")
_LONGEST_HEAD = 60  # blocks; what goes on longer is no letterhead
_LOOK_AHEAD = 6  # blocks between an annex's kind and its "(Ban hành kèm theo …)"


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
    """The document's sections (itself, then each annex) with every block in a zone.

    Page furniture is marked on the blocks themselves (``Block.noise``).
    """
    _mark_furniture(blocks)
    sections = [Section()]
    head: list[Block] = []
    state = "head"
    before: Block | None = None
    signed = False
    trailing: list[Block] = []
    for index, block in enumerate(blocks):
        if block.noise:
            sections[-1].items.append(Zoned(block, Part.BODY))
            continue
        kind = "" if block.marker or block.row or block.rule else _annex_kind(block)
        if kind and _opens_annex(blocks, index, state, sections[-1]):
            sections.append(Section(kind))
            head, state, before, signed, trailing = [], "head", None, False, []
        section = sections[-1]
        if signed and not block.rule:
            trailing.append(block)
        state = _next_state(state, block, head, before)
        if state == "head":
            head.append(block)
            section.items.append(Zoned(block, Part.LETTERHEAD, _form(block, section.items)))
        elif state == "recipients":
            section.items.append(Zoned(block, Part.RECIPIENTS, "noi_nhan"))
        elif state == "signature":
            section.items.append(Zoned(block, Part.SIGNATURE, "chu_ky"))
            signed = signed or _is_name(block)
            if trailing and _is_area(block.words):
                for late in trailing:
                    late.noise = True
        else:
            part = Part.PREAMBLE if state == "preamble" else Part.BODY
            section.items.append(Zoned(block, part))
        if not block.rule:
            before = block
    for section in sections:
        _mark_closing(section)
    return sections


# Page furniture


@cache
def _areas() -> re.Pattern[str]:
    return re.compile("|".join(read_table("page_furniture")["areas"]))


def _is_area(words: str) -> bool:
    return _areas().match(words.lower()) is not None


def _mark_furniture(blocks: Sequence[Block]) -> None:
    """Mark a web page's own head before the letterhead."""
    mottos = formulas("motto")
    initials = {motto[:1] for motto in mottos} | {motto[:1].upper() for motto in mottos}
    motto = next(
        (
            index
            for index, block in enumerate(blocks)
            if block.words[:1] in initials and block.words.lower().startswith(mottos)
        ),
        None,
    )
    if motto is None:
        return
    start = motto
    while start > 0 and _above_motto(blocks[start - 1]):
        start -= 1
    if any(_is_area(block.words) for block in blocks[:start]):
        for block in blocks[:start]:
            block.noise = True


def _above_motto(block: Block) -> bool:
    return block.rule or block.words.isupper() or _is_letterhead(block)


# States


def _next_state(state: str, block: Block, head: Sequence[Block], before: Block | None) -> str:
    if block.rule:
        return state
    words = block.words.lower()
    if words.startswith(formulas("recipients")):
        return "recipients"
    if state == "head":
        return _leave_head(block, head)
    if state in ("preamble", "body"):
        if _is_signature(block) and state == "body":
            return "signature"
        if block.row or (block.marker and not (state == "preamble" and _is_basis(block))):
            return "body"
        if _is_order_line(block):
            return "preamble"
        return state
    if state == "recipients" and not _is_dash(block) and _is_office(block, before):
        return "signature"
    if state == "recipients" and not _is_dash(block) and not block.words[:1].islower():
        listing = before is not None and before.last_line.endswith((",", " và"))
        return state if listing and not block.words.isupper() else "signature"
    return state


def _leave_head(block: Block, head: Sequence[Block]) -> str:
    """Stay in the letterhead, or go to the preamble or body."""
    if len(head) > _LONGEST_HEAD:
        return "body"
    addressed = any(_is_addressing(b) for b in head)
    titled = any(_kind_of(b) or _is_old_title(b) or b.words[:3].lower() == "v/v" for b in head)
    if block.row or (block.marker and not (_is_dash(block) and addressed)):
        return "body"
    if _is_letterhead(block) or block.marker:
        return "head"
    words = block.words
    prose = len(words) > 60 and words.endswith((".", ":", ";", "…", "./."))
    opening = words.lower().startswith(formulas("preamble")) and len(words) > 60
    if titled and words.lower().startswith("căn cứ"):
        return "preamble"
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


def _is_addressing(block: Block) -> bool:
    lower = block.words.lower()
    called = lower.endswith(formulas("addressees_end")) and block.words[:8].isupper()
    return lower.startswith(formulas("addressees")) or called


def _form(block: Block, before: Sequence[Zoned]) -> str:
    """The form part of a letterhead block."""
    lower = block.words.lower()
    forms = [z.form for z in before]
    if block.rule and forms:
        return forms[-1]
    if NUMBER_LINE.match(block.words):
        return "so_ky_hieu"
    if DATE_LINE.match(block.words):
        return "ngay"
    if lower.startswith(formulas("motto")):
        return "co_quan"
    if _is_addressing(block) or "kinh_gui" in forms:
        return "kinh_gui"
    if lower.startswith("v/v") or _kind_of(block) or _is_old_title(block):
        return "trich_yeu"
    if "trich_yeu" in forms and not _is_authority(block, before):
        return "trich_yeu"
    return "co_quan"


def _is_authority(block: Block, before: Sequence[Zoned]) -> bool:
    """The line of the issuing authority between the title and the legal bases."""
    if not block.words.isupper():
        return False
    titles = [z.block for z in before if z.form == "trich_yeu" and not z.block.rule]
    named = titles and not _kind_of(titles[-1])
    return block.heading or bool(named and block.words.lower().startswith(formulas("authorities")))


def _is_old_title(block: Block) -> bool:
    """ "Nghị định của Chính phủ số 94/1998/NĐ-CP ngày …": kind, number and date in one title."""
    words = block.words
    if block.marker or words[:1] not in _first_letters() or len(words) > 600:
        return False
    return words.lower().startswith(tuple(_kinds_lower())) and words.isupper() is False


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(kind[0] for kind in kinds())


def _kind_of(block: Block) -> str:
    """The kind of document that the block's line names, or ''."""
    if len(block.words) > 40 or block.marker:
        return ""
    return _kinds_lower().get(block.words.rstrip(":").strip().lower(), "")


@cache
def _kinds_lower() -> dict[str, str]:
    return {kind.lower(): kind for kind in kinds()}


def _annex_kind(block: Block) -> str:
    """What an annex that the block opens is called ("Kế hoạch", "I", "Mẫu số 01"), or ''."""
    words = block.words.rstrip(":").strip()
    if len(words) > 200:
        return ""
    if words[:1] in "PM" and (match := _ANNEX.fullmatch(words)):
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


def _opens_annex(blocks: Sequence[Block], index: int, state: str, section: Section) -> bool:
    if state in ("signature", "recipients"):
        return True
    numbered = blocks[index].words.upper().startswith(("PHỤ LỤC", "MẪU"))
    if section.annex and numbered and state in ("body", "preamble"):
        return True
    if not any(z.part is Part.BODY for z in section.items):
        return False
    return any(_ATTACHED.match(b.words) for b in blocks[index + 1 : index + 1 + _LOOK_AHEAD])


def _is_dash(block: Block) -> bool:
    return block.marker is not None and block.marker.level == "gach"


def _is_basis(block: Block) -> bool:
    """A legal basis printed with a dash ("- Căn cứ Nghị định số …")."""
    return _is_dash(block) and block.body.lower().startswith(formulas("bases"))


def _is_order_line(block: Block) -> bool:
    """ "QUYẾT ĐỊNH:" after the legal bases."""
    return block.words.endswith(":") and bool(_kind_of(block))


def _is_signature(block: Block) -> bool:
    if block.marker or block.row or not block.words.isupper():
        return False
    return block.words.lower().startswith(formulas("signature"))


def _is_office(block: Block, before: Block | None) -> bool:
    """The signer's office, in whatever letters, after the last recipient's full stop."""
    ended = before is not None and before.last_line.endswith(".")
    return ended and len(block.words) < 60 and block.words.lower().startswith(formulas("signature"))


def _is_name(block: Block) -> bool:
    words = block.words
    return not words.isupper() and words.istitle() and _NAME.fullmatch(words) is not None


def _mark_closing(section: Section) -> None:
    """Move the body's last unmarked paragraphs that open with a closing formula to the closing.

    The only words of an article stay with it.
    """
    body = [
        z for z in section.items if z.part is Part.BODY and not z.block.rule and not z.block.noise
    ]
    for index in reversed(range(len(body))):
        block = body[index].block
        if block.marker or block.row or block.heading or block.quoted:
            return
        before = body[index - 1].block if index else None
        bare = before is not None and before.marker is not None and before.marker.level == "dieu"
        if bare or not _is_closing(block.words):
            return
        body[index].part = Part.CLOSING


@cache
def _closing_formulas() -> tuple[str, ...]:
    return tuple(
        formula.format(kind=kind.lower()) for formula in formulas("closing") for kind in kinds()
    )


def _is_closing(words: str) -> bool:
    """A closing formula; the weak ones, common in the body too, only before the "./." mark."""
    lower = words.lower()
    if lower.startswith(_closing_formulas()):
        return True
    if not lower.endswith("./."):
        return _ANSWERING.match(lower) is not None
    return lower.startswith(formulas("closing_weak")) or _ANSWERING.match(lower) is not None
