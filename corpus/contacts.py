"""The contact book: whom to call about what the directives do not state, as the operator wrote it.

Nothing in it is guessed: an entry that is not filled in is refused, and what is not listed has no
contact.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from corpus.language.normalize import fold, nfc
from corpus.locality import is_of_a_place
from corpus.organs import canonical, find_bodies, renamed_from, successor
from corpus.provinces import today
from corpus.vocabulary import provinces

_TEXTS = ("unit", "telephone", "hours", "page", "address", "province", "note")
_WAYS = ("telephone", "page", "address")
_TABLE, _MARK = "contact", "handover"
_PLACEHOLDER = re.compile(r"<[^<>]*>")
_BETWEEN = re.compile(r"[,;/]")  # several numbers of one entry
_NUMBER = re.compile(r"\+?[\d ().-]+")
_FEWEST, _MOST = 3, 15  # digits of a number: 113; E.164
_LINE = re.compile(r"line (\d+)")
_RANKS = ("tỉnh", "thành phố", "TP.", "TP")
_CITY = "Thành phố "


class ContactsError(Exception):
    """The contact book cannot be used; the message names file, entry and remedy."""

    def __init__(self, path: Path, reason: str, entry: str = "") -> None:
        place = f", {entry}" if entry else ""
        super().__init__(f"Danh bạ “{path}”{place}: {reason}")


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a unit can be reached, each part as the operator wrote it, "" where it is left out;
    ``province`` None: of no certain province."""

    unit: str
    telephone: str = ""
    hours: str = ""
    page: str = ""
    address: str = ""
    province: str | None = None
    note: str = ""

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The telephone numbers, each as written and as it is dialled."""
        written = (part.strip() for part in _BETWEEN.split(self.telephone))
        return tuple((part, re.sub(r"[^\d+]", "", part)) for part in written if part)

    def as_json(self) -> dict[str, Any]:
        """The contact as the HTTP contract writes it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ContactBook:
    """Contacts by unit; ``switchboards`` take over where a person is asked for, which
    ``handover`` says in the operator's words ("" for the usual ones)."""

    contacts: tuple[Contact, ...] = ()
    switchboards: tuple[Contact, ...] = ()
    handover: str = ""

    def of(self, organ: str, province: str | None) -> Contact | None:
        """The contact of the organ, by any name it is or was known by; of several provinces' the
        one of ``province``; None where none is listed or it cannot be told which is meant."""
        name, own = _read_unit(organ)
        for known in _names(name):
            same = [one for one in self.contacts if _key(_read_unit(one.unit)[0]) == _key(known)]
            if found := _of_province(same, own or province):
                return found
        return None

    def switchboard(self, province: str | None) -> Contact | None:
        """Where people answer the telephone for that province."""
        return _of_province(self.switchboards, province)


NO_CONTACTS = ContactBook()


def read_contacts(path: Path) -> ContactBook:
    """The contact book in a TOML file; ContactsError says what is wrong with it."""
    table = _read_table(path)
    rows = table.pop(_TABLE, [])
    if table:
        raise ContactsError(
            path,
            f"không hiểu “{next(iter(table))}”; mỗi đơn vị là một mục viết dưới dòng [[{_TABLE}]].",
        )
    if not isinstance(rows, list) or not rows:
        raise ContactsError(path, f"chưa có mục [[{_TABLE}]] nào; hãy thêm ít nhất một đơn vị.")
    contacts: list[Contact] = []
    switchboards: list[Contact] = []
    for number, row in enumerate(rows, start=1):
        entry = f"mục {number}"
        if not isinstance(row, dict):
            raise ContactsError(path, f"hãy viết dưới dòng [[{_TABLE}]].", entry)
        if isinstance(unit := row.get("unit"), str) and unit.strip():
            entry += f" ({unit.strip()})"
        try:
            contact, takes_over = _read_entry(row)
            _refuse_double(contact, contacts)
        except ValueError as error:
            raise ContactsError(path, str(error), entry) from error
        contacts.append(contact)
        if takes_over:
            switchboards.append(contact)
    return ContactBook(tuple(contacts), tuple(switchboards))


def _read_table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ContactsError(path, "không có tệp này; hãy kiểm tra lại đường dẫn.") from error
    except OSError as error:
        reason = "không mở được; hãy kiểm tra đường dẫn và quyền đọc tệp."
        raise ContactsError(path, reason) from error
    except UnicodeDecodeError as error:
        raise ContactsError(path, "không phải chữ UTF-8; hãy lưu lại tệp bằng UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        place = f" ở dòng {line[1]}" if line else ""
        reason = f"sai cách viết TOML{place}; giá trị viết trong ngoặc kép, mỗi khóa một lần."
        raise ContactsError(path, reason) from error


def _read_entry(row: Mapping[str, Any]) -> tuple[Contact, bool]:
    """The entry and whether it takes over; ValueError says what is wrong and what to do."""
    unknown = [key for key in row if key not in (*_TEXTS, _MARK)]
    if unknown:
        known = ", ".join((*_TEXTS, _MARK))
        raise ValueError(f"không có khóa “{unknown[0]}”; các khóa dùng được: {known}.")
    takes_over = row.get(_MARK, False)
    if not isinstance(takes_over, bool):
        raise ValueError(f"“{_MARK}” phải là true hoặc false, không có ngoặc kép.")
    texts: dict[str, str] = {}
    for key in _TEXTS:
        value = row.get(key, "")
        if not isinstance(value, str):
            raise ValueError(f"“{key}” phải là chữ; hãy viết trong ngoặc kép.")
        texts[key] = " ".join(nfc(value).split())
        if _PLACEHOLDER.search(value):
            raise ValueError(
                f"chưa điền “{key}” (còn là “{texts[key]}”); hãy thay bằng thông tin thật hoặc bỏ "
                "dòng này."
            )
    if not texts["unit"]:
        raise ValueError('thiếu tên đơn vị; hãy thêm dòng unit = "…".')
    if not any(texts[key] for key in _WAYS):
        raise ValueError(f"chưa có cách liên hệ nào; hãy điền một trong: {', '.join(_WAYS)}.")
    contact = Contact(**texts)
    contact = replace(contact, province=_province(contact.province, contact.unit))
    _refuse_wrong(contact)
    return contact, takes_over


def _refuse_wrong(contact: Contact) -> None:
    for written, dialled in contact.numbers:
        if not _NUMBER.fullmatch(written) or not _FEWEST <= len(dialled.lstrip("+")) <= _MOST:
            raise ValueError(
                f"số điện thoại “{written}” không đúng; chỉ viết chữ số, dấu cách, chấm, gạch nối, "
                "ngoặc đơn và dấu + ở đầu (nhiều số cách nhau bằng dấu phẩy), điều khác ghi ở note."
            )
    if contact.page and not _is_page(contact.page):
        raise ValueError(
            f"trang “{contact.page}” không phải địa chỉ mạng; hãy viết đủ, bắt đầu bằng https:// "
            "hoặc http://."
        )


def _is_page(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text


def _refuse_double(contact: Contact, before: Sequence[Contact]) -> None:
    key = _key(_read_unit(contact.unit)[0])
    for place, other in enumerate(before, start=1):
        if other.province == contact.province and _key(_read_unit(other.unit)[0]) == key:
            raise ValueError(f"trùng đơn vị với mục {place} ({other.unit}); hãy gộp thành một mục.")


def _province(written: str | None, unit: str) -> str | None:
    """The province as the data spells it: the one written, else the one in the unit's name."""
    if not written:
        return _read_unit(unit)[1]
    for known in provinces():
        name = known.removeprefix(_CITY)
        forms = (known, name, *(f"{rank} {name}" for rank in _RANKS))
        if fold(written) in map(fold, forms):
            return known
    raise ValueError(
        f"không có tỉnh, thành phố “{written}”; hãy viết đúng tên, ví dụ “Quảng Ninh”, hoặc bỏ "
        "dòng province."
    )


@lru_cache(maxsize=4096)
def _read_unit(written: str) -> tuple[str, str | None]:
    """The unit's name, as the data has it where it is listed, and the province that it ends with
    ("Sở Y tế tỉnh Quảng Ninh")."""
    unit = " ".join(nfc(written).split())
    name, found = canonical(unit), None
    if is_of_a_place(name):
        return name, None
    for form, province in _without_province(unit):
        name, found = canonical(form), province
        if any(match.name == name for match in find_bodies(form)):
            break
    return name, found


def _key(name: str) -> str:
    """The name as it is compared."""
    return fold(name).removesuffix(" tinh")


def _without_province(unit: str) -> Iterator[tuple[str, str]]:
    """The unit without the province at its end, with the word for its rank and without it."""
    folded = fold(unit)
    for province in sorted(provinces(), key=len, reverse=True):
        name = province.removeprefix(_CITY)
        if not folded.endswith(f" {fold(name)}"):
            continue
        rest = unit[: -len(name)].rstrip(" ,-–")
        bare = next((r for rank in _RANKS if (r := _cut(rest, rank)) is not None), None)
        if name == province:
            yield rest, province
        if bare is not None:  # "Hồ Chí Minh" alone is no city
            yield bare, province
        return


def _cut(text: str, end: str) -> str | None:
    """``text`` without the word ``end``; None where it does not end with it."""
    return text[: -len(end)].rstrip() if fold(text).endswith(f" {fold(end)}") else None


def _names(name: str) -> Iterator[str]:
    """What the unit is called, is called today, and was called before it was renamed."""
    yield name
    later = successor(name)
    if later != name:
        yield later
    if before := renamed_from(name):
        yield before


def _of_province(found: Sequence[Contact], province: str | None) -> Contact | None:
    """The one of the province or of the unit that it is part of today; else one of no certain
    province; where no province is meant the only one."""
    for place in (province, today(province)) if province else ():
        if own := next((one for one in found if one.province == place), None):
            return own
    anywhere = next((one for one in found if one.province is None), None)
    if anywhere or province:
        return anywhere
    return found[0] if len(found) == 1 else None
