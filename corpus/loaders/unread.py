"""Files that no loader reads, and what to do with them."""

from pathlib import Path

_WORD = "hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx"
_PICTURE = "hãy lưu lại thành .png hoặc .jpg"
_PACKED = "hãy giải nén rồi để các tệp bên trong vào thư mục"
_MAIL = "hãy mở thư rồi lưu các tệp đính kèm vào thư mục"
_SHEET = "hãy chép bảng sang Word rồi lưu thành .docx"
_OTHER = "hãy chuyển sang .docx hoặc .txt, hoặc bỏ tệp khỏi thư mục nếu không phải văn bản"
REMEDIES = {
    ".pages": _WORD,
    **dict.fromkeys((".eml", ".msg"), _MAIL),
    **dict.fromkeys((".xlsx", ".xls", ".ods", ".csv"), _SHEET),
    **dict.fromkeys((".bmp", ".gif", ".heic", ".webp"), _PICTURE),
    **dict.fromkeys((".7z", ".gz", ".rar", ".tar", ".zip"), _PACKED),
}


def unread_reason(path: Path) -> str:
    """Why a file is not read, with the remedy."""
    suffix = path.suffix.lower()
    what = f"tệp {suffix}" if suffix else "tệp không có đuôi"
    return f"chưa đọc được {what}: {unread_remedy(suffix)}."


def unread_remedy(suffix: str) -> str:
    """What to do with a file of a format that is not read."""
    return REMEDIES.get(suffix, _OTHER)
