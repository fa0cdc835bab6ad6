"""Archives that unpack to far more than they are: refused before anything is unpacked."""

import zipfile
from io import BytesIO
from pathlib import Path

from corpus.loaders.base import LoadError
from corpus.loaders.limits import current_limits

_SMALL = 50_000_000  # bytes unpacked that no ratio is asked of
_MOST_PARTS = 20_000


def check_archive(path: Path, raw: bytes) -> None:
    """LoadError for a bomb, a password, or what is no whole archive.

    The sizes an archive declares bound what zipfile reads of it, so that they can be believed.
    """
    limits = current_limits()
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
    except Exception as error:  # zipfile raises many kinds for a damaged file
        reason = "tệp bị cắt ngắn hoặc hỏng; hãy sao chép lại, hoặc mở bằng Word rồi lưu lại."
        raise LoadError(path, reason) from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise LoadError(path, "tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại.")
    unpacked = sum(part.file_size for part in parts)
    bomb = unpacked > _SMALL and unpacked > limits.ratio * len(raw)
    if bomb or unpacked > limits.unpacked_mb * 1_000_000 or len(parts) > _MOST_PARTS:
        reason = (
            f"tệp nén bung ra {unpacked // 1_000_000} MB từ {len(raw) / 1e6:.1f} MB, quá mức cho "
            "phép (bom nén?); hãy mở bằng Word rồi lưu lại nếu tệp đáng tin."
        )
        raise LoadError(path, reason)
