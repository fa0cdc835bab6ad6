"""Text in the encodings from before Unicode, to Unicode: TCVN3 (ABC), VNI, VISCII.

Such text is read off a file as the Western letters that stand on the same bytes: "Céng hoµ" in
TCVN3, "Coäng hoøa" in VNI. A word processor tells by the font's name which it is (``.VnTime``,
``VNI-Times``), run by run; where there are no fonts, ``legacy_guess`` tells it from the words.
The tables are ``vocabulary/legacy_encodings.toml``.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from corpus.vocabulary import read_table

TCVN3, VNI, VISCII = "tcvn3", "vni", "viscii"
ENCODINGS = (TCVN3, VNI, VISCII)
NAMES = {TCVN3: "TCVN3 (ABC)", VNI: "VNI", VISCII: "VISCII"}

_SUBSET = re.compile(r"^[A-Z]{6}\+")  # of a font embedded in a PDF
# what follows the family's name: styles, and the code page of Windows' copies of a font
_STYLE = re.compile(
    r"(?:[,\s-]{1,3}(?:bold|italic|regular|normal|ce|cyr|greek|tur|baltic){1,3}){1,4}$",
    re.IGNORECASE,
)
# letters that only Unicode has: text with them is no text in an old encoding
_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af"
                         "\u01b0\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")  # fmt: skip
# letters that are on no byte of Latin-1: of Unicode, or of another code page's bytes
_BEYOND = re.compile("[\u0100-\u0151\u0154-\u0177\u0179-\u024f\u0300-\u036f\u1e00-\u1eff]")
_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}  # letters of "symbol" fonts
# the bytes of ư and ã as PDF files name them: minus, dots; between figures they are what they are
_GLYPHS = {"\u2212": "\xad", "\x02": "\xad", "\u2219": "\xb7", "\u22c5": "\xb7", "\u03bc": "\xb5"}
_GLYPH = re.compile(rf"[{''.join(_GLYPHS)}](?=[^\W\d_])|(?<=[^\W\d_])[{''.join(_GLYPHS)}]")
_PAGES = ("cp1258", "cp1254", "cp1250")  # code pages that bytes of old fonts are mistaken for
_UNUSED = "·"


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """An old font's encoding; ``capitals``: its small letters are drawn as capitals."""

    encoding: str
    capitals: bool


@cache
def legacy_font(font: str | None) -> LegacyFont | None:
    """What is known of a font by its name, or None where that tells no old encoding.

    >>> legacy_font("ABCDEF+.VnTimeH,Bold"), legacy_font("Times New Roman")
    (LegacyFont(encoding='tcvn3', capitals=True), None)
    """
    if not font:
        return None
    family = _STYLE.sub("", _SUBSET.sub("", font.strip()))
    name = family.lower().replace(" ", "")
    for encoding, starts in read_table("legacy_encodings")["fonts"].items():
        if name.startswith(tuple(starts)):
            return LegacyFont(encoding, encoding == TCVN3 and name.endswith("h"))
    return None


def decode(text: str, font: str | None) -> str:
    """``text`` of one font as Unicode (NFC); as it is where the font is none of the old ones or
    the text is in Unicode already.

    >>> decode("Céng hoµ x· héi", ".VnTimeH"), decode("Ñoäc laäp", "VNI-Times")
    ('CỘNG HOÀ XÃ HỘI', 'Độc lập')
    """
    known = legacy_font(font)
    return text if known is None else decode_as(text, known)


def decode_as(text: str, known: LegacyFont) -> str:
    """``text`` set in such a font as Unicode (NFC), as it is printed."""
    plain = text.translate(_PRIVATE)
    if not _BEYOND.search(plain):
        told = convert(plain, known.encoding)
        return told.upper() if known.capitals else told
    from corpus.language.legacy_guess import soundness

    told = max(_ways(plain, known.encoding), key=lambda way: soundness(way).share)
    return told.upper() if known.capitals and told != plain else told


def decode_runs(runs: Iterable[tuple[str, str | None]]) -> str:
    """The words of one paragraph's runs (text, font): a letter and its mark may stand in two runs
    of one font."""
    return "".join(
        decode("".join(text for text, _ in same), font) for font, same in groupby(runs, _font_of)
    )


def convert(text: str, encoding: str) -> str:
    """``text``, read as Latin-1 or Windows-1252, from one of ``ENCODINGS`` to Unicode (NFC)."""
    return unicodedata.normalize("NFC", _CONVERTERS[encoding](text))


def has_unicode_letters(text: str) -> bool:
    """Whether the text has Vietnamese letters that no old encoding gives."""
    return _VIETNAMESE.search(text) is not None


def is_mark(char: str) -> bool:
    """Whether the character is a mark that VNI writes after its letter."""
    table = read_table("legacy_encodings")["vni"]
    return any(char.lower() in table[marks] for marks in ("tones", "hats", "breves"))


def _font_of(run: tuple[str, str | None]) -> str | None:
    return run[1]


def _ways(text: str, encoding: str) -> Iterator[str]:
    """How a text with letters of Unicode may be meant: as it is, or as bytes of the encoding that
    were taken for those of another code page."""
    yield text
    for page in _PAGES:
        try:
            yield convert(text.encode(page).decode("latin-1"), encoding)
        except UnicodeEncodeError:
            continue


def _of_bytes(encoding: str) -> Callable[[str], str]:
    def converted(text: str) -> str:
        if encoding == TCVN3:
            text = _GLYPH.sub(lambda match: _GLYPHS[match.group()], text)
        return text.translate(_byte_table(encoding))

    return converted


@cache
def _byte_table(encoding: str) -> dict[int, str]:
    table = read_table("legacy_encodings")
    letters: str = table["bytes"][encoding]
    found = {0x80 + i: letter for i, letter in enumerate(letters) if letter != _UNUSED}
    if encoding == VISCII:  # a charset of files; the fonts of TCVN3 have no letters below 0x20
        found |= {int(code, 16): letter for code, letter in table["controls"][encoding].items()}
    return found


def _from_vni(text: str) -> str:
    pattern, table = _vni()
    return pattern.sub(lambda match: table[match.group()], text)


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """The letters of VNI, those of two characters first."""
    table = read_table("legacy_encodings")["vni"]
    singles: dict[str, str] = table["singles"]
    found = dict(singles)
    for base in table["toned"]:
        found |= {base + mark: singles.get(base, base) + tone
                  for mark, tone in table["tones"].items()}  # fmt: skip
    for bases, marks in (("hatted", "hats"), ("breved", "breves")):
        for base, letter in table[bases].items():
            found |= {base + mark: letter + tone for mark, tone in table[marks].items()}
    cased: dict[str, str] = {}
    for keys, letter in found.items():
        for mark in {keys[1:], keys[1:].upper()}:
            cased[keys[0] + mark] = letter
            cased[keys[0].upper() + mark] = letter.upper()
    ordered = sorted(cased, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), cased


_CONVERTERS: dict[str, Callable[[str], str]] = {
    TCVN3: _of_bytes(TCVN3),
    VNI: _from_vni,
    VISCII: _of_bytes(VISCII),
}
