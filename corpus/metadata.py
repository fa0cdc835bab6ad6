"""What a document says of itself: số, kind, issuer, province, date, title, signer, bases."""

import re
from collections import Counter
from collections.abc import Iterable

from corpus.document import Metadata, Part
from corpus.normalize import plain
from corpus.vocabulary import formulas, kinds, provinces
from corpus.zones import DATE_LINE, NUMBER_LINE, Section

_NUMBER = re.compile(r"(?P<number>\d+(?:/\d{4})?)?(?P<symbol>[/-][^\s]*)?$")
_ABBREVIATED = re.compile(r"^ỦY BAN NHÂN DÂN|^UỶ BAN NHÂN DÂN")


def read_metadata(section: Section, text: str) -> Metadata:
    """The metadata in the main section's letterhead, preamble and signature."""
    head = [
        (z.form, z.block.words)
        for z in section.items
        if z.part is Part.LETTERHEAD and not z.block.rule
    ]
    number, symbol = _number(words for form, words in head if form == "so_ky_hieu")
    place, date = _date(words for form, words in head if form == "ngay")
    titles = [words for form, words in head if form == "trich_yeu"]
    kind, title = _kind_and_title(titles, symbol)
    agencies = [
        w for f, w in head if f == "co_quan" and not w.lower().startswith(formulas("motto"))
    ]
    province = _province((place, *agencies, title))
    issuer = _issuer(agencies, titles, symbol, province, text)
    signer, role = _signer([z.block.words for z in section.items if z.part is Part.SIGNATURE])
    bases = tuple(
        z.block.words.rstrip(";.")
        for z in section.items
        if z.part is Part.PREAMBLE and z.block.body.lower().startswith("căn cứ")
    )
    recipients = tuple(
        z.block.body.rstrip(";,. ")
        for z in section.items
        if z.part is Part.RECIPIENTS and z.block.marker
    )
    return Metadata(
        kind, number, symbol, issuer, province, date, title, signer, role, bases, recipients
    )


def _number(lines: Iterable[str]) -> tuple[str | None, str | None]:
    """("4685/UBND-KGVX", "UBND-KGVX"); (None, "TB-UBND") where the source leaves it blank."""
    for line in lines:
        match = NUMBER_LINE.match(line)
        found = _NUMBER.match(re.sub(r"\s+", "", match["number"])) if match else None
        if found and (found["number"] or found["symbol"]):
            symbol = (found["symbol"] or "").strip("/-") or None
            return (found.group() if found["number"] else None), symbol
    return None, None


def _date(lines: Iterable[str]) -> tuple[str, str | None]:
    for line in lines:
        if match := DATE_LINE.search(line):
            day = match["day"].strip(". …")
            date = f"{match['year']}-{int(match['month']):02d}"
            return match["place"].strip(), f"{date}-{int(day):02d}" if day else date
    return "", None


def _kind_and_title(titles: list[str], symbol: str | None) -> tuple[str, str]:
    named = next((k for line in titles for k in kinds() if line.rstrip(":") == k.upper()), None)
    rest = [
        t for t in titles if t.rstrip(":") != (named or "").upper() and not t.startswith("CỦA ")
    ]
    title = plain(" ".join(rest))
    if named:
        return named, title
    first = re.split(r"[-/]", symbol or "")[0]
    kind = next((k for k, data in kinds().items() if first in data["symbols"]), None)
    if kind is None:
        kind = "Công văn" if title.lower().startswith("v/v") or symbol else "Văn bản"
    return kind, re.sub(r"^[Vv]/v\s*:?\s*", "", title)


def _province(texts: Iterable[str]) -> str | None:
    for text in texts:
        lower = text.lower()
        found = [name for name in provinces() if name.lower() in lower]
        if found:
            return max(found, key=len)
    return None


def _issuer(
    agencies: list[str], titles: list[str], symbol: str | None, province: str | None, text: str
) -> str | None:
    """The issuing body: the "CỦA …" line, a decision's authority line, or the letterhead."""
    by_title = next((t[4:] for t in titles if t.startswith("CỦA ")), None)
    authority = agencies[-1] if agencies and titles and len(agencies) > 0 else None
    named = by_title or (authority if authority and not _ABBREVIATED.match(authority) else None)
    if by_title is None and agencies and _ABBREVIATED.match(agencies[0]):
        named = " ".join(agencies[:2]) if len(agencies) > 1 else agencies[0]
    if named is None:
        return _issuer_by_symbol(symbol, province)
    spelled = _spell(named, text)
    if province and province.lower() not in spelled.lower():
        spelled = f"{spelled} {province}"
    return spelled


def _issuer_by_symbol(symbol: str | None, province: str | None) -> str | None:
    if symbol and "UBND" in symbol and province:
        cities = {"Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"}
        word = "thành phố" if province in cities else "tỉnh"
        return f"UBND {province if province.startswith('Thành phố') else f'{word} {province}'}"
    return None


def _spell(words: str, text: str) -> str:
    """Capitals to the spelling that the document itself uses, else a plain capitalisation."""
    phrase = re.sub(r"^(?:ỦY|UỶ) BAN NHÂN DÂN", "UBND", words)
    if not phrase.isupper():
        return phrase
    pattern = r"\s+".join(re.escape(w) for w in phrase.split())
    found = Counter(
        plain(m.group())
        for m in re.finditer(pattern, text, re.IGNORECASE)
        if not m.group().isupper()
    )
    if found:
        return found.most_common(1)[0][0]
    spelled = phrase.capitalize() if not phrase.startswith("UBND") else "UBND" + phrase[4:].lower()
    for name in provinces():
        spelled = re.sub(re.escape(name), name, spelled, flags=re.IGNORECASE)
    return spelled


def _signer(lines: list[str]) -> tuple[str | None, str | None]:
    """The signer's name (the first line in name spelling) and the capitals above it."""
    roles = [w for w in lines if w.isupper()]
    names = [w for w in lines if not w.isupper() and w.istitle() and 2 <= len(w.split()) <= 6]
    role = " ".join(roles) or None
    return (names[0] if names else None), role
