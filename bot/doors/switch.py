"""The switch with which a person stops all answering, at every door, without a restart.

Luật Trí tuệ nhân tạo 134/2025/QH15, khoản 3 Điều 27: people must be able to step in.
"""

from pathlib import Path

PAUSED = "Tổng đài ảo đang tạm dừng trả lời"


def pause(file: Path, reason: str) -> str:
    """Stop the answering; the notice that people see."""
    reason = reason.strip().rstrip(".")
    notice = f"{PAUSED}: {reason}." if reason else f"{PAUSED}; vui lòng quay lại sau."
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.write_text(notice + "\n", encoding="utf-8")
    draft.replace(file)
    return notice


def resume(file: Path) -> bool:
    """Answer again; whether it was stopped."""
    was = file.is_file()
    file.unlink(missing_ok=True)
    return was


def notice_of(file: Path) -> str:
    """The notice, "" while answering is on. A switch that cannot be read is taken for off."""
    try:
        return file.read_text(encoding="utf-8").strip() or f"{PAUSED}."
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        return f"{PAUSED}."
