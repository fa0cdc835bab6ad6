"""Unicode to the encodings from before it, for tests: what old programs wrote."""

import unicodedata

from corpus.language.legacy_encodings import TCVN3, VISCII, VNI
from corpus.vocabulary import read_table

TONES = "\u0300\u0301\u0303\u0309\u0323"
_VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_VNI_HATS = dict(zip(("", *"\u0301\u0300\u0309\u0303\u0323"), "âáàåãä", strict=True))
_VNI_BREVES = dict(zip(("", *"\u0301\u0300\u0309\u0303\u0323"), "êéèúüë", strict=True))
_VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def parts(char: str) -> tuple[str, str]:
    """A letter without its tone, and the tone."""
    kept, tone = [], ""
    for part in unicodedata.normalize("NFD", char):
        if part in TONES:
            tone = part
        else:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def _vni(char: str) -> str:
    base, tone = parts(char)
    low = base.lower()
    if low == "đ":
        told = "ñ"
    elif low == "i" and tone:
        told = _VNI_I[tone]
    elif low == "y" and tone == "\u0323":
        told = "î"
    elif low in "âêô":
        told = unicodedata.normalize("NFD", low)[0] + _VNI_HATS[tone]
    elif low == "ă":
        told = "a" + _VNI_BREVES[tone]
    else:
        told = {"ơ": "ô", "ư": "ö"}.get(low, low) + (_VNI_TONES[tone] if tone else "")
    return told.upper() if base.isupper() else told


def surface(text: str, encoding: str) -> str:
    """The text as its bytes look in Latin-1."""
    text = unicodedata.normalize("NFC", text)
    if encoding == VNI:
        return "".join(char if char.isascii() else _vni(char) for char in text)
    table = read_table("legacy_encodings")
    codes = {letter: 0x80 + i for i, letter in enumerate(table["bytes"][encoding])}
    if encoding == VISCII:
        codes |= {letter: int(code, 16) for code, letter in table["controls"][VISCII].items()}
    return "".join(chr(codes.get(char, ord(char))) for char in text)


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text file in ``encoding``, cp1258 too."""
    if encoding == "cp1258":
        marked = ("".join(parts(c)) for c in unicodedata.normalize("NFC", text))
        return "".join(marked).encode("cp1258")
    if encoding in (TCVN3, VNI):
        return surface(text, encoding).encode("latin-1", "replace")
    return surface(text, encoding).encode("latin-1", "replace")
