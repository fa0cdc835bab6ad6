"""Characters of the file, not of the words: invisible ones go, look-alikes become the right one."""

import html
import re

from corpus.language.normalize import nfc
from corpus.language.syllables import is_syllable

# characters that print nothing: joiners, direction marks, byte order marks inside the text
_UNSEEN = re.compile(
    "[\u034f\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]"
)
_BREAKS = re.compile("[\u00ad\u200b]+")  # print nothing but allow a line to be broken
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_SYLLABLE = 8
_LINE_ENDS = re.compile("[\u000b\u000c\u0085\u2028]")
_LOOKALIKES = str.maketrans(
    {
        "\u00d0": "Đ",
        "\u0189": "Đ",
        "\u00f0": "đ",
        "\u0256": "đ",
        **dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63", "-"),
        **dict.fromkeys("\u2044\u2215\u29f8", "/"),
        "\u2024": ".",
        "\u2236": ":",
        **dict(
            zip("\ufb00\ufb01\ufb02\ufb03\ufb04", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)
        ),
    }
) | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full width: １２．
# letters that a program wrote by name or number: "C&#7845;p", "c&acirc;y", "\\u1ea5"
_NAMED = re.compile(r"&(?:[A-Za-z]{3,8}|#\d{3,5}|#[xX][0-9A-Fa-f]{2,4});")
_CODED = re.compile(r"\\u([01][0-9A-Fa-f]{3}|20[0-7][0-9A-Fa-f])")
# ư of TCVN3 is the byte of the soft hyphen, which some programs print as a minus: "Trung −ơng"
_MINUS = re.compile("[^\\W\\d_]{1,5}\u2212[^\\W\\d_]{0,5}|\u2212[^\\W\\d_]{1,5}")
_STROKED = re.compile("([Dd])[\u0335\u0336]")  # a D with a stroke laid over it
# Cyrillic letters that look like Latin ones; typed for them inside a Latin word
_CYRILLIC = str.maketrans("АВЕКМНОРСТУХІаеорсухіԁ", "ABEKMHOPCTYXIaeopcyxid")
_LATIN = "A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff"
_MIXED = re.compile(f"(?=[\u0400-\u0501]{{0,40}}[{_LATIN}])[{_LATIN}\u0400-\u0501]{{1,40}}")
_FOREIGN = re.compile("[\u0400-\u04ff\u0501]")


def clean(text: str) -> str:
    """``text`` in NFC as it is read by people, for a loader to keep.

    What prints nothing is left out; where only an invisible mark parts two syllables that make no
    syllable together, a blank stands for it. Line and paragraph separators become line ends. Ð
    (eth) typed for Đ becomes Đ, a Cyrillic letter inside a Latin word the Latin one that it looks
    like, the hyphens, slashes and dots of word processors those of the keyboard, signs of full
    width those of usual width, letters written by name or number ("&#7845;") those letters.

    >>> clean("8\\u200b50 thư\\u00ad viện, Văn\\u00adhóa"), clean("\\u00d0iều 1.\\u2028Điều 2.")
    ('850 thư viện, Văn hóa', 'Điều 1.\\nĐiều 2.')
    """
    if "&" in text:
        text = _NAMED.sub(_by_name, text)
    if "\\u" in text:
        text = _CODED.sub(_by_number, text)
    if text.isascii():
        return _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    if "\u2212" in text:
        text = _MINUS.sub(_with_horn, nfc(text))
    if _STROKED.search(text):
        text = _STROKED.sub(lambda match: "Đ" if match[1] == "D" else "đ", text)
    if _FOREIGN.search(text):
        text = _MIXED.sub(lambda match: match.group().translate(_CYRILLIC), text)
    text = _BREAKS.sub(_without_break, nfc(text))
    return nfc(_LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n").translate(_LOOKALIKES))


def _by_name(match: re.Match[str]) -> str:
    """The letter of an entity; what stands for signs of ASCII may be meant as it is."""
    letter = html.unescape(match.group())
    return match.group() if letter.isascii() else letter


def _with_horn(match: re.Match[str]) -> str:
    """A syllable whose ư became a minus; what makes none stays."""
    whole = match.group().replace("\u2212", "ư")
    return whole if is_syllable(whole.lower()) and whole.islower() else match.group()


def _by_number(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return match.group() if letter.isascii() or not letter.isprintable() else letter


def _without_break(match: re.Match[str]) -> str:
    """What stands for an invisible break: nothing, or the blank between two syllables."""
    start, end = match.span()
    before = _LETTERS.findall(match.string, max(0, start - _LONGEST_SYLLABLE), start)
    after = _LETTERS.match(match.string, end, end + _LONGEST_SYLLABLE)
    if not before or not after or not match.string[start - 1].isalpha():
        return ""
    first, second = before[-1].lower(), after.group().lower()
    parted = is_syllable(first) and is_syllable(second) and not is_syllable(first + second)
    return " " if parted else ""
