"""Document numbers, abbreviations and letters in words."""

import re
from functools import cache

from bot.speak.numbers import code, cue, roman, whole
from bot.speak.own import own_meaning
from bot.vocabulary import read_table
from corpus.citation.document_number import NUMBER, is_number, read_number
from corpus.language.syllables import has_mark, is_syllable
from corpus.vocabulary import kinds
from corpus.vocabulary import read_table as read_corpus_table

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_CAPITALS = re.compile(rf"(?<![^\W\d_])[{_UPPER}]{{2,}}(?![^\W\d_])")
_RUN = re.compile(rf"(?<![\w&])[{_UPPER}]{{2,}}(?:[\s,]+[{_UPPER}]+)+(?![\w&])")
_SINGLE = re.compile(r"(?<![\w&])(?:[A-XZĐ]|[b-dđf-hj-np-tv-xz])(?![\w&])")
_BLANK_NUMBER = re.compile(
    rf"(?:(?<!\s)\s++)?\b[Ss]ố\s*+(?::\s*+)?(?:(?:…|\.{{2,}}+|_{{2,}}+)\s*+)?[/-]\s?"
    rf"(?P<symbol>[{_UPPER}][\w&]*(?:[-/][{_UPPER}][\w&]*)*)"
)
_LETTERED = r"[a-eghiklmnopqrstuvxyđA-DĐ]"
_PREFIX = "Sở "


def read_document_numbers(text: str) -> str:
    """ "20-CT/TU" as "số hai mươi, ký hiệu chỉ thị Tỉnh ủy,"; a blank number is left out."""
    text = re.sub(r"\b([Ss]ố)\s*:\s*(?=[\d…./])", r"\1 ", text)
    return NUMBER.sub(_document_number, _BLANK_NUMBER.sub(_blank_number, text))


def _blank_number(match: re.Match[str]) -> str:
    if match.string[: match.start()].strip():
        return ""
    blank = read_table("spoken")["sentences"]["blank"]
    return str(blank.format(symbol=read_symbol(match["symbol"])))


def _document_number(match: re.Match[str]) -> str:
    if not is_number(match):
        return match.group()
    found = read_number(match)
    serial = code(re.sub(r"\D", "", found.serial))
    if found.year:
        serial = f"{serial} năm {whole(found.year)}"
    before = match.string[: match.start()].rstrip().lower()
    lead = "" if re.search(r"\bsố:?$", before) else "số "
    form = str(read_table("spoken")["sentences"]["symbol"])
    return lead + form.format(serial=serial, symbol=read_symbol(found.symbol))


def read_symbol(symbol: str) -> str:
    """A document's symbol in words, part by part: "UBND-KGVX", "NĐ-CP", "QH15"."""
    words = []
    for part in re.split(r"[-–./]", symbol):
        assembly = re.fullmatch(r"(UBTVQH|QH)(\d+)", part)
        if assembly:
            words.append(f"{_codes()[assembly[1]]} khóa {whole(assembly[2])}")
        elif part in _codes():
            words.append(_codes()[part])
        elif part in _table():
            words.append(_table()[part])
        elif means := own_meaning(part):
            words.append(means)
        else:
            words.append(spell(part) if re.search(rf"[{_UPPER}]{{2}}|^.$", part) else part)
    return " ".join(words)


def read_phrases(text: str) -> str:
    """Fixed phrases that are said otherwise than they are written."""
    return _phrases().sub(lambda m: str(read_table("spoken")["whole"][m.group()]), text)


def read_letters(text: str) -> str:
    """Letters of clauses by their names: "điểm đ", "các điểm a, b và c"."""
    return _lettered().sub(_letter_names, text)


def _letter_names(match: re.Match[str]) -> str:
    named = re.sub(rf"\b{_LETTERED}\b", lambda m: _letter(m.group()), match["list"])
    return f"{match['cue']} {named}"


def read_abbreviations(text: str) -> str:
    """Abbreviations in full; words set in capitals in small letters; what is left, spelled."""
    text = _abbreviations().sub(lambda m: _table()[m.group()], text)
    text = _RUN.sub(_lower_words, text)
    text = _CAPITALS.sub(_capitals, text)
    return _SINGLE.sub(lambda m: _letter(m.group()), text)


def spell(text: str) -> str:
    """Letter by letter; digits in words."""
    names = [_letter(c, "letters_in_codes") for c in re.sub(r"\d+", "", text) if c.isalpha()]
    return " ".join([*names, *(whole(digits) for digits in re.findall(r"\d+", text))])


def _letter(char: str, first: str = "letters") -> str:
    table = read_table("spoken")
    low = char.lower()
    return str(table[first].get(low) or table["letters"].get(low) or low)


def _lower_words(match: re.Match[str]) -> str:
    """A heading in capitals: its syllables in small letters, its abbreviations left."""
    return re.sub(
        r"\w+",
        lambda m: m.group().lower() if is_syllable(m.group().lower()) else m.group(),
        match.group(),
    )


def _capitals(match: re.Match[str]) -> str:
    word = match.group()
    if word in _table():
        return _table()[word]
    if len(word) >= 3 and word in _codes():  # "TT", "HD" mean other things in running text
        return _codes()[word]
    if re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", word):
        return whole(str(roman(word)))
    low = word.lower()
    return low if has_mark(low.replace("đ", "d")) and is_syllable(low) else spell(word)


@cache
def _table() -> dict[str, str]:
    """Abbreviations in running text; names of departments also without the word "Sở"."""
    own = read_table("spoken")
    table: dict[str, str] = {}
    for row in read_corpus_table("organs")["organ"]:
        name = str(row["name"])
        for form in row.get("forms", ()):
            if not name.startswith(_PREFIX) or not re.fullmatch(
                rf"(?:{_PREFIX})?[{_UPPER}&, -]{{2,}}|[{_UPPER}&-]{{3,}}", form
            ):
                continue
            table[form] = name
            short = form.removeprefix(_PREFIX)
            if short != form and (len(short) >= 4 or "&" in short):
                table[short] = name.removeprefix(_PREFIX)
    table |= read_corpus_table("abbreviations")["abbreviations"] | own["abbreviations"]
    return table | {word: spell(word) for word in own["by_letter"]["words"]}


@cache
def _codes() -> dict[str, str]:
    """Parts of document symbols: kinds of document, organs, offices."""
    named = {str(s): name.lower() for name, row in kinds().items() for s in row["symbols"]}
    named.update(read_table("spoken")["codes"])
    return named


@cache
def _abbreviations() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_table(), key=len, reverse=True))
    return re.compile(rf"(?<![\w&])(?:{forms})(?![\w&])")


@cache
def _phrases() -> re.Pattern[str]:
    forms = []
    for form in sorted(read_table("spoken")["whole"], key=len, reverse=True):
        # a shortened title stands before the name or the post that it belongs to
        title = form.endswith(".") and form[0].isupper()
        forms.append(re.escape(form) + (rf"(?=\s*[{_UPPER}])" if title else r"(?!\w)"))
    return re.compile(rf"(?<![\w&])(?:{'|'.join(forms)})")


@cache
def _lettered() -> re.Pattern[str]:
    one = rf"{_LETTERED}(?![\w)])"
    return re.compile(
        rf"(?P<cue>{cue('letter')})\s+(?P<list>{one}(?:(?:\s*[,;]\s*|\s+(?:và|hoặc)\s+){one})*)"
    )
