"""MHTML: a web page with its pictures in one file, as Word and browsers save it."""

import tempfile
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.html import load_html

_MOST_PARTS = 2000


def load_web_archive(path: Path) -> Loaded:
    """The words of the archive's first page; LoadError where it has none."""
    page = _page(read_bytes(path))
    if page is None:
        reason = "không tìm thấy trang nào trong tệp; hãy mở bằng Word rồi lưu thành .docx."
        raise LoadError(path, reason)
    with tempfile.TemporaryDirectory(prefix="page-") as folder:
        copy = Path(folder) / "page.html"
        copy.write_bytes(page)
        try:
            return load_html(copy)
        except LoadError as error:
            raise LoadError(path, error.reason) from error


def _page(raw: bytes) -> bytes | None:
    """The bytes of the first HTML part, its encoding as the part's head declares it."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
        for count, part in enumerate(message.walk()):
            if count > _MOST_PARTS:
                return None
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                charset = part.get_content_charset()
                if not isinstance(content, bytes):
                    return None
                return content.decode(charset, "replace").encode() if charset else content
    except Exception:  # the parser raises many kinds for damaged heads
        return None
    return None
