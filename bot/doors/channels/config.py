"""The channels' file (TOML): a name, a secret and where replies go, for each."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.settings import SettingsError

_KEYS = ("name", "secret", "reply_url")
_FEWEST = 32  # characters of a secret


@dataclass(frozen=True, slots=True)
class Entry:
    """One channel; ``reply_url`` "": replies are the answers to the requests."""

    name: str
    secret: str
    reply_url: str = ""


def read_channels(path: str) -> dict[str, Entry]:
    """The channels by name, none for ""; SettingsError names the entry and the remedy."""
    if not path.strip():
        return {}
    try:
        table = tomllib.loads(Path(path.strip()).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _wrong(path, "không mở được; hãy kiểm tra đường dẫn và quyền đọc tệp.") from error
    except UnicodeDecodeError as error:
        raise _wrong(path, "không phải chữ UTF-8; hãy lưu lại tệp bằng UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, f"sai cách viết TOML ({error}).") from error
    rows = table.get("channel", [])
    if set(table) - {"channel"} or not isinstance(rows, list):
        raise _wrong(path, "chỉ gồm các mục [[channel]].")
    found: dict[str, Entry] = {}
    for place, row in enumerate(rows, start=1):
        entry = _entry(path, f"mục [[channel]] thứ {place}", row)
        if entry.name in found:
            raise _wrong(path, f"có hai kênh tên “{entry.name}”.")
        found[entry.name] = entry
    return found


def _entry(path: str, place: str, row: Any) -> Entry:
    if not isinstance(row, dict) or set(row) - set(_KEYS):
        raise _wrong(path, f"{place}: chỉ dùng các khóa {', '.join(_KEYS)}.")
    if not all(isinstance(value, str) for value in row.values()):
        raise _wrong(path, f"{place}: mọi giá trị là chữ trong ngoặc kép.")
    entry = Entry(**{"name": "", "secret": "", **row})
    if not re.fullmatch(r"[a-z0-9-]{1,50}", entry.name):
        raise _wrong(path, f"{place}: “name” chỉ gồm chữ thường không dấu, chữ số và “-”.")
    if "<" in entry.secret or len(entry.secret) < _FEWEST:
        raise _wrong(
            path,
            f"{place}: “secret” cần ít nhất {_FEWEST} ký tự ngẫu nhiên, ví dụ của lệnh "
            "`openssl rand -hex 32`.",
        )
    if entry.reply_url and not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", entry.reply_url):
        raise _wrong(path, f"{place}: “reply_url” phải bắt đầu bằng https:// hoặc http://.")
    return entry


def _wrong(path: str, reason: str) -> SettingsError:
    return SettingsError(f"Biến môi trường TONGDAI_CHANNELS: tệp “{path}” {reason}")
