"""Files that no loader reads, and what to do with them."""

from pathlib import Path

_WORD = "hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx"
_SCAN = "hãy nhận dạng chữ (OCR) rồi lưu thành .docx hoặc .txt"
_PACKED = "hãy giải nén rồi để các tệp bên trong vào thư mục"
_OTHER = "hãy chuyển sang .docx hoặc .txt, hoặc bỏ tệp khỏi thư mục nếu không phải văn bản"
REMEDIES = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".odt", ".rtf", ".wps"), _WORD),
    **dict.fromkeys((".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"), _SCAN),
    **dict.fromkeys((".7z", ".gz", ".rar", ".tar", ".zip"), _PACKED),
}


def unread_reason(path: Path) -> str:
    """Why a file is not read, with the remedy."""
    suffix = path.suffix.lower()
    what = f"tệp {suffix}" if suffix else "tệp không có đuôi"
    return f"chưa đọc được {what}: {REMEDIES.get(suffix, _OTHER)}."
