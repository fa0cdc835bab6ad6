"""The lines of a letterhead: number, date, addressees, kind and title."""

import re
from collections.abc import Sequence
from functools import cache

from corpus.structure.block import Block
from corpus.structure.section import Zoned
from corpus.vocabulary import formulas, kinds

# a bar of the table that lays out the letterhead may stand before it
NUMBER_LINE = re.compile(
    r"[|_\s]{0,4}+(?:(?:Luật|LUẬT|Pháp lệnh|Nghị quyết|NGHỊ QUYẾT)\s++)?(?:Số|SỐ|số)"
    r"(?:\s*+:\s*+|\s*+(?=[\d.…/_–-]))(?P<number>[^\s].*)$"
)
DATE_LINE = re.compile(
    r"(?P<place>[^,\d]{1,60}),\s*+ngày\s*+(?P<day>[\d.…]*+)\s*+tháng\s*+(?P<month>\d{1,2}|[.…]++)"
    r"\s*+năm\s*+(?P<year>\d{4})"
)
# a telegram's own opening; the colon may be missing where the words are all in capitals
_TELEGRAPHING = re.compile(r"(?P<who>[^\d.;:]{6,120}?),?\s(?:điện\s?:|ĐIỆN\s?(?::|$))")
ATTACHED = re.compile(r"\(\s*(?:được )?(?:(?:ban hành )?kèm theo\b|ban hành theo\b)", re.IGNORECASE)


def is_letterhead(block: Block) -> bool:
    """Whether the line belongs to a letterhead by its own look."""
    words = block.words
    lower = words.lower()
    return bool(
        NUMBER_LINE.match(words)
        or DATE_LINE.match(words)
        or lower.startswith((*formulas("motto"), *formulas("addressees"), "v/v"))
        or ATTACHED.match(words)
        or words.isupper()
    )


def is_addressing(block: Block) -> bool:
    """Whether the line says to whom the document goes ("Kính gửi: …")."""
    lower = block.words.lower()
    return lower.startswith(formulas("addressees")) or bool(telegraphing(block.words))


def telegraphing(words: str) -> str:
    """Who telegraphs ("THỦ TƯỚNG CHÍNH PHỦ điện:"), or ''; addressees may stand behind it."""
    match = _TELEGRAPHING.match(words)
    return match["who"].strip() if match and match["who"].isupper() else ""


def form_of(block: Block, before: Sequence[Zoned]) -> str:
    """The form part of a letterhead block."""
    lower = block.words.lower()
    forms = [z.form for z in before]
    if block.rule and forms:
        return forms[-1]
    if NUMBER_LINE.match(block.words) and not _names_another(block, forms):
        return "so_ky_hieu"
    if DATE_LINE.match(block.words):
        return "ngay"
    if lower.startswith(formulas("motto")):
        return "co_quan"
    if is_addressing(block) or "kinh_gui" in forms:
        return "kinh_gui"
    if lower.startswith("v/v") or kind_of(block) or is_old_title(block) or _is_title(block):
        return "trich_yeu"
    if "trich_yeu" in forms and not _is_authority(block, before):
        return "trich_yeu"
    return "co_quan"


def _names_another(block: Block, forms: Sequence[str]) -> bool:
    """Whether a line with a number goes on with a title in capitals ("… CỦA LUẬT THUẾ" / "SỐ
    4/1998/QH10 NGÀY 20 THÁNG 5 NĂM 1998")."""
    words = block.words
    return "trich_yeu" in forms[-1:] and words.isupper() and " NGÀY " in words and ":" not in words


def _is_authority(block: Block, before: Sequence[Zoned]) -> bool:
    """The line of the issuing authority between the title and the legal bases."""
    if not block.words.isupper():
        return False
    titles = [z.block for z in before if z.form == "trich_yeu" and not z.block.rule]
    named = titles and not kind_of(titles[-1])
    return block.heading or bool(named and block.words.lower().startswith(formulas("authorities")))


def _is_title(block: Block) -> bool:
    """A title in capitals that begins with its kind ("PHÁP LỆNH SỬA ĐỔI …")."""
    words = block.words
    if block.marker or not words.isupper() or words[:1] not in _first_letters():
        return False
    return words.lower().startswith(tuple(f"{kind} " for kind in _kinds_lower()))


def is_old_title(block: Block) -> bool:
    """ "Nghị định của Chính phủ số 94/1998/NĐ-CP ngày …": kind, number and date in one title."""
    words = block.words
    if block.marker or words[:1] not in _first_letters() or len(words) > 600:
        return False
    return words.lower().startswith(tuple(_kinds_lower())) and words.isupper() is False


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(kind[0] for kind in kinds())


def kind_of(block: Block) -> str:
    """The kind of document that the block's line names, or ''."""
    if len(block.words) > 40 or block.marker:
        return ""
    return _kinds_lower().get(block.words.rstrip(":").strip().lower(), "")


@cache
def _kinds_lower() -> dict[str, str]:
    return {kind.lower(): kind for kind in kinds()}
