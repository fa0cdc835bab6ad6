"""Numbers, dates, quarters, ranges and Roman numerals in words, as they are read in Vietnamese."""

import re
from collections.abc import Callable
from functools import cache

from vn_numberwords import number_to_words

from bot.vocabulary import read_table

_ROMAN = {"I": 1, "V": 5, "X": 10}
_WHOLE = r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+"
_NUMBER = rf"(?:{_WHOLE})(?:,\d+)?"
_BILLION, _LONGEST = 10**9, 10**15
_DASH = r"\s*[-–—]\s*"
_NOT_WITHIN = r"(?<![\w./,])"  # where a number may begin
_ENDED = r"(?![\w/]|[.,]\d)"
_BLANK = r"(?:…|(?<!\.)\.{2,}+|(?<!_)_{2,}+)"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:1[89]|20|21)\d{2}"

Step = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def whole(digits: str) -> str:
    """A whole number in words; dots between thousands are read over.

    vn_numberwords 0.2.0 says "tám mươi năm" for 85 and "một nghìn tỷ năm trăm tỷ" for 1,500
    billion: the first is mended, the second said in billions.
    """
    value = int(digits.replace(".", ""))
    if value >= _LONGEST:
        return by_digit(digits)
    billions, rest = divmod(value, _BILLION)
    if billions:
        after = str(number_to_words(_BILLION + rest)).removeprefix("một tỷ")
        return f"{whole(str(billions))} tỷ{after.replace('mươi năm', 'mươi lăm')}"
    return str(number_to_words(value)).replace("mươi năm", "mươi lăm")


def by_digit(digits: str) -> str:
    """Each digit for itself, as telephone numbers and decimals are read."""
    return " ".join(whole(digit) for digit in digits if digit.isdigit())


def called(digits: str) -> str:
    """A year or a long number as it is called out over the telephone: "2021" is "hai không hai
    mốt", "2014" "hai không mười bốn", "4685" "bốn sáu tám lăm"."""
    words = by_digit(digits).split()
    before, last = digits[-2:-1], digits[-1:]
    if before == "1":
        words[-2:] = [whole(digits[-2:])]
    elif before not in ("", "0") and last in ("1", "5"):
        words[-1] = "mốt" if last == "1" else "lăm"
    return " ".join(words)


def code(digits: str) -> str:
    """A number that names something: a leading zero is read ("Đề án 06": "không sáu")."""
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = digits[zeros:]
    return " ".join(["không"] * zeros + ([whole(rest)] if rest else []))


def number(text: str) -> str:
    """A number with its decimals in words: "3,05" is "ba phẩy không năm"."""
    before, comma, after = text.partition(",")
    if after == "000":  # thousands written the English way
        return whole(before + after)
    return f"{whole(before)} phẩy {by_digit(after)}" if comma else whole(before)


def month(digits: str) -> str:
    """A month's name without the word "tháng"; April is "tư"."""
    return "tư" if int(digits) == 4 else whole(digits)


def ordinal(value: int) -> str:
    """What follows "thứ": "nhất", "hai", "ba", "tư", "năm" …."""
    return {1: "nhất", 4: "tư"}.get(value) or whole(str(value))


def roman(numeral: str) -> int:
    """The value of a Roman numeral up to XXXIX."""
    values = [_ROMAN[char] for char in numeral.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def cue(name: str) -> str:
    """The words of a list of cues as one pattern, longest first, in either case."""
    words = sorted(read_table("spoken")["cues"][name], key=len, reverse=True)
    return rf"\b(?i:{'|'.join(map(re.escape, words))})\b"


def read_numbers(text: str) -> str:
    """``text`` with all digits and Roman numerals in words."""
    for pattern, spoken in _steps():
        text = pattern.sub(spoken, text)
    return text


def _full_date(match: re.Match[str]) -> str:
    day, which, year = match["d"], match["m"], match["y"]
    return f"ngày {whole(day)} tháng {month(which)} năm {whole(year)}"


def _month_of_year(match: re.Match[str]) -> str:
    return f"tháng {month(match['m'])} năm {whole(match['y'])}"


def _numerals(match: re.Match[str]) -> str:
    say = ordinal if match["cue"].endswith("thứ") else lambda value: whole(str(value))
    spoken = re.sub(r"\b[IVX]+\b", lambda m: say(roman(m.group())), match["list"])
    return f"{match['cue']} {re.sub(_DASH, ' đến ', spoken)}"


def _zero(match: re.Match[str]) -> str:
    return f"{match['cue']} {code(match['n'])}"


def _unit(match: re.Match[str]) -> str:
    return f"{match['n']} {read_table('spoken')['units'][match['unit']]}"


def _dotted(match: re.Match[str]) -> str:
    return " chấm ".join(whole(part) for part in match.group().split("."))


@cache
def _steps() -> tuple[Step, ...]:
    """Rewritings in the order in which they are tried: what holds more of the text comes first."""
    units = "|".join(sorted(read_table("spoken")["units"], key=len, reverse=True))
    numerals = r"(?=[IVX]+\b)X{0,3}(?:IX|IV|V?I{0,3})\b"
    rows: list[tuple[str, Callable[[re.Match[str]], str]]] = [
        (rf"{cue('digits')}\s*+(?::\s*+)?(?P<n>\d[\d .-]*\d)", _phone),
        (rf"(?:\b(?i:ngày)\s+)?{_NOT_WITHIN}(?P<d>{_DAY})[/.-](?P<m>{_MONTH})[/.-](?P<y>{_YEAR})\b",
         _full_date),
        (rf"(?:\b[Nn]gày\s*)?{_BLANK}\s*/\s*(?P<m>{_MONTH})\s*/\s*(?P<y>{_YEAR})\b",
         _month_of_year),
        (rf"\b[Nn]gày\s*+(?:{_BLANK}\s*+)?tháng\s+(?P<m>{_MONTH})\s+năm\s+(?P<y>{_YEAR})\b",
         _month_of_year),
        (rf"(?:\b[Nn]gày\s*)?{_BLANK}\s*/\s*{_BLANK}\s*/\s*(?P<y>{_YEAR})\b",
         lambda m: f"năm {whole(m['y'])}"),
        (r"(?<![\d.,/])(?P<h>[01]?\d|2[0-3])(?:h|g|(?<=\d\d):)(?P<min>[0-5]\d)(?![\d:])",
         lambda m: f"{whole(m['h'])} giờ {whole(m['min'])}"),
        (rf"(?P<cue>\b[Qq]uý)\s+(?P<q>[1-4])\s*/\s*(?P<y>{_YEAR})\b",
         lambda m: f"{m['cue']} {whole(m['q'])} năm {whole(m['y'])}"),
        (rf"(?P<cue>\bsố)\s+(?P<n>\d+)/(?P<y>{_YEAR}){_ENDED}",
         lambda m: f"{m['cue']} {code(m['n'])} năm {whole(m['y'])}"),
        (rf"(?:\b[Tt]háng\s+)?{_NOT_WITHIN}(?P<m>{_MONTH})/(?P<y>{_YEAR}){_ENDED}", _month_of_year),
        (rf"(?P<cue>\b[Nn]gày)\s+(?P<d>{_DAY})/(?P<m>{_MONTH}){_ENDED}",
         lambda m: f"{m['cue']} {whole(m['d'])} tháng {month(m['m'])}"),
        (rf"(?P<cue>{cue('roman')})\s+(?P<list>{numerals}(?:(?:\s*[,;–-]\s*|\s+(?:và|đến)\s+)"
         rf"{numerals})*)", _numerals),
        (rf"(?<![\w&])(?=[IVX]{{2,}}\b){numerals}(?![\w&-])",
         lambda m: whole(str(roman(m.group())))),
        (rf"(?P<cue>\b[Qq]uý\s+\w+)\s*/\s*(?P<y>{_YEAR})\b", lambda m: f"{m['cue']} năm {m['y']}"),
        (rf"(?P<cue>\bthứ)\s+(?P<n>\d+){_ENDED}", lambda m: f"{m['cue']} {ordinal(int(m['n']))}"),
        (rf"(?P<cue>\b[Tt]háng)\s+(?P<m>{_MONTH}){_ENDED}",
         lambda m: f"{m['cue']} {month(m['m'])}"),
        (rf"(?P<cue>{cue('zero')})\s+(?P<n>0\d+){_ENDED}", _zero),
        (rf"(?P<cue>{cue('series')}\s+\d+),(?=\d)", lambda m: f"{m['cue']}, "),
        (rf"{_NOT_WITHIN}(?P<a>{_NUMBER})(?P<p>\s?%)?{_DASH}(?P<b>{_NUMBER})(?![\d/])",
         lambda m: f"{m['a']}{m['p'] or ''} đến {m['b']}"),
        (rf"{_NOT_WITHIN}(?P<a>{_WHOLE})\s?/\s?(?P<b>{_WHOLE})(?![\d/])",
         lambda m: f"{whole(m['a'])} trên {whole(m['b'])}"),
        (rf"(?P<n>\d)\s?(?P<unit>{units})(?!\w)", _unit),
        (r"(?<![\d.,])\d{1,2}(?:\.\d{1,2})+(?![\d]|[.,]\d)", _dotted),
        (r"(?<![\d.,])0\d{2,}(?![.,]?\d)", lambda m: by_digit(m.group())),
        (_NUMBER, lambda m: f" {number(m.group())} "),
    ]  # fmt: skip
    return tuple((re.compile(pattern), spoken) for pattern, spoken in rows)


def _phone(match: re.Match[str]) -> str:
    return match.group().replace(match["n"], by_digit(match["n"]))
