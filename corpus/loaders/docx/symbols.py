"""Characters of symbol fonts (Symbol, Wingdings, Wingdings 2) as those of Unicode.

The fonts' own code tables; a character may stand at its code or, as Word stores it, in the private
area at U+F000 and above.
"""

_PRIVATE = 0xF000
_GREEK = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | dict(
    zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)
)
_SYMBOL = {
    **_GREEK,
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    0x7E: "∼", 0xA0: "€", 0xA1: "ϒ", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA6: "ƒ",
    0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC0: "ℵ", 0xC4: "⊗",
    0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCA: "⊇", 0xCB: "⊄", 0xCC: "⊂",
    0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅",
    0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓",
    0xE0: "◊", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x80: "⓪", **{0x81 + i: chr(0x2460 + i) for i in range(10)},
    0x8B: "⓿", **{0x8C + i: chr(0x2776 + i) for i in range(10)},
    0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "☐",
    0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●",
                0x98: "●", 0xA3: "☐"}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_UNKNOWN_TABLES = frozenset({"wingdings 3", "webdings", "marlett", "zapf dingbats"})
_SAME = frozenset(range(0x20, 0x7F))  # of Symbol: digits and signs are those of every font
UNREAD = "\ufffd"


def is_symbol_font(font: str) -> bool:
    """Whether the font's letters are pictures."""
    return font.lower() in _FONTS or font.lower() in _UNKNOWN_TABLES


def symbol(code: int, font: str) -> str:
    """The character that the font prints for a code; ``UNREAD`` where that is not known.

    >>> symbol(0xF0FC, "Wingdings"), symbol(0xB3, "Symbol"), symbol(0x35, "Symbol")
    ('✓', '≥', '5')
    """
    bare = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    name = font.lower()
    if name in _FONTS:
        table = _FONTS[name]
        if bare in table:
            return table[bare]
        return chr(bare) if bare == 0x20 or (name == "symbol" and bare in _SAME) else UNREAD
    if bare == code and name not in _UNKNOWN_TABLES:
        return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else UNREAD
    return UNREAD if bare != 0x20 else " "


def readable(words: str, font: str) -> str:
    """The words with the characters of symbol fonts as Unicode has them."""
    if is_symbol_font(font):
        return "".join(
            symbol(ord(c), font) if ord(c) < 0x100 or _is_private(c) else c for c in words
        )
    if any(_is_private(c) for c in words):
        return "".join(symbol(ord(c), "Symbol") if _is_private(c) else c for c in words)
    return words


def _is_private(character: str) -> bool:
    return _PRIVATE + 0x20 <= ord(character) <= _PRIVATE + 0xFF
