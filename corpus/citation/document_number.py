"""Số ký hiệu: the numbers by which documents are named, in their many forms.

"749/QĐ-TTg", "47/2020/NĐ-CP", "52-NQ/TW", "134/2025/QH15", "3158/UBND-TTHC", "94 /1998/NĐ-CP";
also printed with gaps ("03... /QĐ-BCĐ") or over a line break.
"""

import re
from dataclasses import dataclass

from corpus.language.normalize import fold

_SYMBOL = r"[A-ZĐ][\wČčŠš&]*(?:\s?[-–./]\s?[A-ZĐ][\wČčŠš&]*)*"
NUMBER = re.compile(
    rf"(?<![\d/.,])(?P<serial>\d{{1,5}}(?:\.\d{{1,2}})?[a-z]?)(?:\s?[.…]+)?"
    rf"\s?(?:/\s?(?P<year>(?:19|20)\d{{2}})\s?/\s?|/\s?|-\s?)"
    rf"(?P<symbol>{_SYMBOL})"
)
# the number left blank for the clerk: "Số: /TB-UBND", "Số: ... -CT/TU"
BLANK_NUMBER = re.compile(rf"^[\s.…_]*+[/-]\s?(?:(?:19|20)\d{{2}}\s?/\s?)?(?P<symbol>{_SYMBOL})")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number taken apart; ``printed`` without white space and stray dots."""

    printed: str
    serial: str
    year: str | None
    symbol: str

    @property
    def key(self) -> str:
        """What two spellings of one number have in common."""
        serial = self.serial.lstrip("0") or "0"
        return f"{serial}/{self.year or ''}/{fold(self.symbol)}"


def read_number(match: re.Match[str]) -> DocumentNumber:
    """The number that ``NUMBER`` matched."""
    symbol = re.sub(r"\s", "", match["symbol"]).rstrip(".-/")
    year = match["year"]
    joint = f"/{year}/" if year else ("-" if _dashed(match) else "/")
    return DocumentNumber(f"{match['serial']}{joint}{symbol}", match["serial"], year, symbol)


def find_number(text: str) -> DocumentNumber | None:
    """The first number in ``text``, or None."""
    for match in NUMBER.finditer(text):
        if is_number(match):
            return read_number(match)
    return None


def is_number(match: re.Match[str]) -> bool:
    """Whether the match is a document's number rather than a code of another kind.

    A party number has its dash before the kind and a slash after it ("20-CT/TU"); "24/7",
    "Covid-19" and standards ("TCVN 14423:2025") are none.
    """
    symbol = match["symbol"]
    letters = sum(c.isalpha() for c in symbol)
    if _dashed(match) and "/" not in symbol:
        return False
    return (letters >= 2 and symbol[:2].isupper()) or (letters >= 2 and symbol.startswith("TTr"))


def _dashed(match: re.Match[str]) -> bool:
    return match.string[match.start("symbol") - 1 : match.start("symbol")] == "-" or (
        match.string[: match.start("symbol")].rstrip().endswith("-")
    )
