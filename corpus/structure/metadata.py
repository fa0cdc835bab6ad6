"""What a document says of itself: số, kind, issuer, province, date, title, signer, bases."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import regex

from corpus.citation.document_number import BLANK_NUMBER, NUMBER, is_number, read_number
from corpus.document import Metadata, Part
from corpus.language.normalize import plain
from corpus.provinces import with_rank
from corpus.structure.letterhead import DATE_LINE, NUMBER_LINE, telegraphing
from corpus.structure.section import Section, Zoned
from corpus.structure.signers import person_name
from corpus.structure.spelled import school_spelling, spell_name
from corpus.vocabulary import formulas, kinds, provinces, read_table

_COUNCILS = re.compile(r"^(?:ỦY|UỶ) BAN NHÂN DÂN|^HỘI ĐỒNG NHÂN DÂN|^ỦY BAN$")
# what a place on the next line belongs to
_TAKES_PLACE = re.compile(
    r"^(?:(?:CHỦ TỊCH|VĂN PHÒNG|THƯỜNG TRỰC|ĐẢNG ỦY) )?(?:(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|HĐND|"
    r"HỘI ĐỒNG NHÂN DÂN|NHÂN DÂN|(?:ỦY|UỶ) BAN)$"
)
_PLACES = ("TỈNH ", "THÀNH PHỐ ", "TP", "HUYỆN ", "QUẬN ", "THỊ XÃ ", "XÃ ", "PHƯỜNG ", "ĐẶC KHU ")
# "Nghị định của Chính phủ số 94/1998/NĐ-CP …", a title of the time before letterheads were kept
_OF_ISSUER = re.compile(
    r"[\w ]{3,30}? của (?P<issuer>\w[\w ]{3,60}?) (?:số|về|quy định|hướng dẫn|phê duyệt) ?",
    re.IGNORECASE,
)
# "Nghị định của Chính phủ số ", "Quyết định "
_KIND_AND_BODY = re.compile(
    r"[^\W\d]+(?: [^\W\d]+){1,3}?(?: (?:của|CỦA) [\w ]{3,60})?(?: (?:số|SỐ):?)? ?"
)
_BEHIND_BODY = re.compile(
    r"\s(?:SỐ|NGÀY|VỀ|QUY ĐỊNH|BAN HÀNH)\b"
)  # "CỦA CHÍNH PHỦ SỐ 94/1998/NĐ-CP"
_CONSOLIDATED = "Văn bản hợp nhất"
_UNKNOWN = "Văn bản"
_HYPHEN = re.compile(r"\s{0,3}[-–]\s{0,3}")
_CAPITAL = "Hà Nội"  # central bodies date their documents there too
_LOCAL_SYMBOL = re.compile(r"UBND|HĐND|TU\b|\bS[A-ZĐ]{2,}")
_MOTTO = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt|độc lập\s{0,3}[-–]\s{0,3}tự do|đảng cộng sản việt nam",
    re.IGNORECASE,
)
_SESSIONS = ("KHÓA ", "KHOÁ ", "KỲ HỌP ")  # of a council, under its name
_V_V = re.compile(r"^(?:V/v|v/v|V/V)\s*:?\s*")
# forms of the letterhead behind whose words the date may stand
_DATED = ("so_ky_hieu", "co_quan", "kinh_gui")
_PLACED = regex.compile(
    r"(?:(?:TP|Tp)\.? ?)?\p{Lu}\p{Ll}+(?: (?:- )?\p{Lu}\p{Ll}+){0,4} ?, "
    r"ngày [\d.… ]{0,9}tháng [\d.… ]{1,9}năm \d{4}"
)
_NUMBERED = re.compile(r"(?<![^\W_])(?:Số|SỐ)\s?:\s?[\d.…]*\s?[/-]")
_LAST_WORDS = 400  # characters at a paragraph's end
_PASSED = re.compile(
    r" này [^.;]{0,200}?thông qua\b[^;]{0,160}?"
    r"\bngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})"
)
_SPOKEN_DATE = re.compile(
    r"ngày\s*(?P<day>\d{1,2})\s*(?:tháng|/)\s*(?P<month>\d{1,2})\s*(?:năm|/)\s*(?P<year>\d{4})",
    re.IGNORECASE,
)


def read_metadata(section: Section, text: str) -> Metadata:
    """The metadata in the main section's letterhead, preamble and signature."""
    items = [z for z in section.items if not z.block.rule and not z.block.noise]
    head = [(z.form, z.block.words) for z in items if z.part is Part.LETTERHEAD]
    titles = [words for form, words in head if form == "trich_yeu"]
    number, symbol = _number(words for form, words in head if form == "so_ky_hieu")
    place, date = _date(words for form, words in head if form == "ngay")
    if date is None:
        place, date = _date_behind(words for form, words in head if form in _DATED)
    if number is None and symbol is None:
        number, symbol = _number_behind(words for form, words in head if form == "co_quan")
    if number is None and symbol is None and titles:
        number, symbol, date = _number_in_title(" ".join(titles), date)
    kind, title = _kind_and_title(titles, symbol)
    if not any(_is_kind(line) for line in titles):
        kind = _kind_before_number(words for form, words in head if form == "so_ky_hieu") or kind
    if kind == _UNKNOWN and any(form == "kinh_gui" for form, _ in head):
        kind = "Công văn"  # only a letter is addressed
    mottos = formulas("motto")
    agencies = [w for f, w in head if f == "co_quan" and not w.lower().startswith(mottos)]
    senders = (telegraphing(words) for form, words in head if form == "kinh_gui")
    sender = next((words for words in senders if words), "")
    issuer, superior = _issuer(agencies, titles, sender, text)
    issuer = issuer or _issuer_by_sign(symbol)
    date = date or _date_of_signing(items)
    central = (issuer or "").lower().startswith(formulas("central"))
    local = _LOCAL_SYMBOL.search(symbol or "") is not None
    dated_at = "" if place.strip() == _CAPITAL and not local else place
    province = None if central else _province((issuer or "", *agencies, dated_at, title))
    if issuer is None:
        if symbol and "UBND" in symbol and province:
            issuer = f"UBND {with_rank(province)}"
    elif province and _tight(province) not in _tight(issuer) and not central:
        issuer = f"{issuer} {province}"
    signer, role = _signer([z.block.words for z in items if z.part is Part.SIGNATURE])
    bases = tuple(
        z.block.words.rstrip(";.,")
        for z in items
        if z.part is Part.PREAMBLE and z.block.body.lower().startswith("căn cứ")
    )
    recipients = tuple(
        z.block.body.rstrip(";,. ") for z in items if z.part is Part.RECIPIENTS and z.block.marker
    )
    return Metadata(
        kind=kind,
        number=number,
        symbol=symbol,
        issuer=issuer,
        superior=superior,
        province=province,
        date=date,
        title=title,
        signer=signer,
        signer_role=role,
        bases=bases,
        recipients=recipients,
    )


def _number(lines: Iterable[str]) -> tuple[str | None, str | None]:
    """("123/UBND-KGVX", "UBND-KGVX"); (None, "TB-UBND") where the source leaves it blank."""
    for line in lines:
        match = NUMBER_LINE.match(line)
        words = match["number"] if match else line
        found = NUMBER.search(words)
        if found and is_number(found):
            number = read_number(found)
            return number.printed, number.symbol
        blank = BLANK_NUMBER.match(words)
        if blank:
            return None, re.sub(r"\s", "", blank["symbol"])
    return None, None


def _number_behind(lines: Iterable[str]) -> tuple[str | None, str | None]:
    """The number where it stands behind the name of the issuing body, on one line."""
    for line in lines:
        if found := _NUMBERED.search(line):
            return _number([line[found.start() :]])
    return None, None


def _number_in_title(title: str, date: str | None) -> tuple[str | None, str | None, str | None]:
    """Number and date of a document that says them in its title ("Nghị định … số … ngày …")."""
    lower = title.lower()
    if not any(lower.startswith(kind.lower()) for kind in kinds()):
        return None, None, date
    found = next((m for m in NUMBER.finditer(title) if is_number(m)), None)
    if found is None or not _is_own(title[: found.start()]):
        return None, None, date  # "NGHỊ QUYẾT SỬA ĐỔI … NGHỊ QUYẾT SỐ 2/2014/NQ-HĐND"
    number = read_number(found)
    said = _SPOKEN_DATE.match(title, found.end() + 1) or _SPOKEN_DATE.search(
        title, found.end(), found.end() + 40
    )
    if said and date is None:
        date = f"{said['year']}-{int(said['month']):02d}-{int(said['day']):02d}"
    return number.printed, number.symbol, date


def _is_own(before: str) -> bool:
    """Whether nothing but the kind and its issuer stands before a number in the title."""
    match = _KIND_AND_BODY.fullmatch(before)
    if match is None:
        return False
    words = f" {before.lower()}"
    named = [kind for kind in _kinds_lower() if f" {kind} " in words]
    return (
        sum(words.count(f" {k} ") for k in named if not any(k in o and k != o for o in named)) < 2
    )


def _date(lines: Iterable[str]) -> tuple[str, str | None]:
    for line in lines:
        if match := DATE_LINE.search(line):
            day, month = match["day"].strip(". …"), match["month"].strip(". …")
            date = match["year"]
            if month:
                date += f"-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
            return match["place"].strip(), date
    return "", None


def _date_behind(lines: Iterable[str]) -> tuple[str, str | None]:
    """Place and date where they stand behind other words of the letterhead, on one line."""
    for line in lines:
        if match := _PLACED.search(line):
            return _date([match.group()])
    return "", None


def _date_of_signing(items: Sequence[Zoned]) -> str | None:
    """The day in the signature's own line, or that on which a council passed its resolution."""
    for zoned in reversed(items):
        if zoned.part in (Part.SIGNATURE, Part.RECIPIENTS):
            _, date = _date([zoned.block.words])
            if date:
                return date
        passed = _PASSED.search(zoned.block.words[-_LAST_WORDS:])
        if passed and zoned.part in (Part.BODY, Part.CLOSING):
            return f"{passed['year']}-{int(passed['month']):02d}-{int(passed['day']):02d}"
    return None


def _kind_and_title(titles: Sequence[str], symbol: str | None) -> tuple[str, str]:
    named = next((k for line in titles for k in [_is_kind(line)] if k), None)
    signed = _kinds_of(symbol)
    if signed[:1] == [_CONSOLIDATED]:
        named = _CONSOLIDATED  # its title names the kind of what it consolidates
    rest = [t for t in titles if not _is_kind(t) and not t.startswith(("CỦA ", *_SESSIONS))]
    title = _V_V.sub("", plain(" ".join(rest)))
    if named:
        return named, title
    if any(_V_V.match(t) for t in titles):
        return "Công văn", title  # only a letter says "V/v" (Nghị định 30/2020/NĐ-CP)
    if signed:
        return signed[0], title  # "Quy định chế độ …" may be the title of a circular
    for kind in kinds():
        if title.lower().startswith(f"{kind.lower()} "):
            return kind, title
    return ("Công văn" if symbol else _UNKNOWN), title


def _kinds_of(symbol: str | None) -> list[str]:
    """The kinds whose signs stand in a number's symbol, in its order."""
    signs = {sign: kind for kind, data in kinds().items() for sign in data["symbols"]}
    return [signs[part] for part in re.split(r"[-/.]", symbol or "") if part in signs]


def _kind_before_number(lines: Iterable[str]) -> str:
    """The kind in "Pháp lệnh số: 09/2025/UBTVQH15", or ''."""
    return next(
        (
            kind
            for line in lines
            for kind in kinds()
            if line.lower().startswith(f"{kind.lower()} s")
        ),
        "",
    )


def _is_kind(line: str) -> str | None:
    return _kinds_lower().get(line.rstrip(":").strip().lower())


@cache
def _kinds_lower() -> dict[str, str]:
    return {kind.lower(): kind for kind in kinds()}


def _province(texts: Iterable[str]) -> str | None:
    for text in texts:
        found = _province_names().findall(_tight(text))
        if found:
            names = {_tight(name): name for name in provinces()}
            return names[max(found, key=len)]
    return None


def _tight(text: str) -> str:
    """Small letters in school spelling, without blanks around a hyphen ("bà rịa-vũng tàu")."""
    return _HYPHEN.sub("-", school_spelling(text.lower()))


@cache
def _province_names() -> re.Pattern[str]:
    names = sorted((_tight(name) for name in provinces()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in names)})\b")


def _issuer(
    agencies: Sequence[str], titles: Sequence[str], sender: str, text: str
) -> tuple[str | None, str | None]:
    """The issuing body and the one above it in the letterhead.

    The ``sender`` of a telegram, a "CỦA …" line under the kind and the authority's own line before
    the legal bases are nearer to the decision than the letterhead, whose last line is the issuing
    body.
    """
    by_title = next((body for t in titles if (body := _body_in_title(t))), sender or None)
    said = _OF_ISSUER.match(" ".join(titles)) if not agencies else None
    if said and not by_title:
        return spell_name(plain(said["issuer"]), text), None
    letterhead = _letterhead_bodies(agencies)
    if by_title and by_title in (letterhead[-1:] or [""])[0]:
        by_title = None
    if by_title:
        return spell_name(by_title, text), None
    if not letterhead:
        return None, None
    superior = spell_name(letterhead[-2], text) if len(letterhead) > 1 else None
    issuer = spell_name(letterhead[-1], text)
    if superior and _same_body(superior, issuer):
        superior = None
    return issuer, superior


def _body_in_title(title: str) -> str:
    """The body in a "CỦA BAN THƯỜNG VỤ TỈNH ỦY" line; '' where it goes on with a document."""
    if not title.startswith("CỦA ") or is_kind_opening(title[4:]):
        return ""
    return _BEHIND_BODY.split(title[4:], maxsplit=1)[0].removeprefix("ĐỒNG CHÍ ")


def is_kind_opening(words: str) -> bool:
    """Whether the words begin with a kind of document ("Thông tư số …")."""
    return words.lower().startswith(tuple(_kinds_lower()))


def _letterhead_bodies(agencies: Sequence[str]) -> list[str]:
    """Letterhead lines to bodies: a place under "ỦY BAN NHÂN DÂN" belongs to it."""
    bodies: list[str] = []
    for line in agencies:
        words = _MOTTO.split(plain(line), maxsplit=1)[0].strip(" |*-–_.").removeprefix("ĐỒNG CHÍ ")
        if bodies and bodies[-1] == "CHỦ TỊCH" and words.upper() == "NƯỚC":
            bodies[-1] = "CHỦ TỊCH NƯỚC"
            continue
        if words.startswith("QUỐC HỘI"):
            words = words.removesuffix(" NƯỚC")
        if not _may_be_body(words):
            continue
        if bodies and _TAKES_PLACE.match(bodies[-1]) and words.upper().startswith(_PLACES):
            bodies[-1] = f"{bodies[-1]} {words}"
        elif not words.isupper() and bodies:
            continue
        else:
            bodies.append(words)
    if len(bodies) > 1 and _COUNCILS.match(bodies[-1]) and _COUNCILS.match(bodies[0]):
        return bodies[:1]  # the authority's line repeats the letterhead without the place
    if len(bodies) > 1 and bodies[-1] == "CHỦ TỊCH" and bodies[0].startswith("CHỦ TỊCH"):
        return bodies[:1]
    return bodies


def _may_be_body(words: str) -> bool:
    """Whether a line of the letterhead may name a body: no title, no session of a council."""
    if (
        not any(c.isalpha() for c in words)
        or ":" in words
        or is_kind_opening(words)
        or " VỀ VIỆC " in words
    ):
        return False
    return not f"{words.lower()} ".startswith(tuple(read_table("proper_names")["no_body"]))


def _same_body(first: str, second: str) -> bool:
    return first.lower() in second.lower() or second.lower() in first.lower()


def _issuer_by_sign(symbol: str | None) -> str | None:
    """The body whose sign stands in the number, where no line names it."""
    parts = re.split(r"[-/]", symbol or "")
    for sign, body in read_table("proper_names")["signs"].items():
        if any(part.rstrip("0123456789") == sign for part in parts):
            return str(body)
    return None


def _signer(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The signer's name (the first line in name spelling) and the capitals above it."""
    start = next((i for i, w in enumerate(lines) if w.lower().startswith(formulas("signature"))), 0)
    roles: list[str] = []
    for words in lines[start:]:
        if words.isupper():
            roles.append(words)
        elif name := person_name(words):
            return name, " ".join(roles) or None
    return None, " ".join(roles) or None
