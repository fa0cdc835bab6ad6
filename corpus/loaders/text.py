"""Plain text and Markdown: the text as it stands."""

import codecs
from pathlib import Path

from corpus.language.cleaning import clean
from corpus.loaders.base import Loaded, LoadError, read_bytes
from corpus.loaders.escapes import is_escaped, unescape


def load_text(path: Path) -> Loaded:
    """The file's text, NFC, without the characters that print nothing; line ends as they stand.

    Markdown's escapes and struck words are left out, also where the file's suffix is another.
    """
    raw = read_bytes(path)
    encoding = (
        "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    )
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        reason = (
            f"không phải văn bản UTF-8 (byte thứ {error.start}); hãy lưu lại tệp ở bảng mã UTF-8."
        )
        raise LoadError(path, reason) from error
    if "\x00" in text:
        raise LoadError(path, "tệp nhị phân, không phải văn bản; hãy xuất ra TXT hoặc MD (UTF-8).")
    if path.suffix.lower() == ".md" or is_escaped(text):
        text = unescape(text)
    return Loaded(clean(text))
