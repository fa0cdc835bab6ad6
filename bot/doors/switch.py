"""The switch with which a person stops all answering, at every door, without a restart.

Luật Trí tuệ nhân tạo 134/2025/QH15, khoản 3 Điều 27: people must be able to step in.
"""

from collections.abc import Callable
from pathlib import Path

PAUSED = "Tổng đài ảo đang tạm dừng trả lời"


def pause(file: Path, reason: str, log: Callable[[str], object]) -> str:
    """Stop the answering; the notice that people see. ``log`` writes it into the audit log first:
    where it fails nothing is stopped."""
    reason = reason.strip().rstrip(".")
    notice = f"{PAUSED}: {reason}." if reason else f"{PAUSED}; vui lòng quay lại sau."
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    try:
        draft.write_text(notice + "\n", encoding="utf-8")  # before it is logged: it may fail too
        log(notice)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return notice


def resume(file: Path, log: Callable[[], object]) -> bool:
    """Answer again, once ``log`` has written it down; whether it was stopped."""
    if not file.is_file():
        return False
    log()
    file.unlink(missing_ok=True)
    return True


def notice_of(file: Path) -> str:
    """The notice, "" while answering is on. A switch that cannot be read is taken for off."""
    try:
        return file.read_text(encoding="utf-8").strip() or f"{PAUSED}."
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        return f"{PAUSED}."
