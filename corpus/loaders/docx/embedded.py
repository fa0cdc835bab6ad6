"""Parts of other formats inside a Word file (``altChunk``), read in their place.

ECMA-376 part 1, 17.17.2. HTML, web archives (MHT), plain text and Word's own format are read, other
formats where there is a loader for them. Nothing outside the file is opened.
"""

import email
import email.policy
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from email.errors import MessageError
from pathlib import Path

from corpus.loaders.base import Loaded, LoadError
from corpus.loaders.docx.names import R
from corpus.loaders.docx.package import Package, PackageError, Relation
from corpus.loaders.docx.remarks import Remarks
from corpus.loaders.docx.xml import Element
from corpus.loaders.html import read_html

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "message/rfc822": ".mht",
    "multipart/related": ".mht",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/msword": ".doc",
}
_WORD = "wordprocessingml"
_KNOWN = frozenset({*_SUFFIXES.values(), ".htm", ".xhtml", ".mhtml", ".docx", ".docm", ".odt"})
_DEEPEST = 3  # Word files in Word files


@dataclass(frozen=True, slots=True)
class Chunks:
    """Reads what the ``altChunk`` elements of a document refer to; ``read_word`` reads a Word
    file inside this one, at its depth."""

    package: Package
    relations: dict[str, Relation]
    remarks: Remarks
    depth: int
    read_word: Callable[[bytes, int], Loaded]

    def read(self, element: Element) -> Loaded | None:
        """The part's text, or None with a remark."""
        relation = self.relations.get(element.get(R + "id", ""))
        name = relation.target if relation else ""
        suffix = self._suffix(name) if name else ""
        loaded = None
        try:
            raw = self.package.raw(name) if name else None
            loaded = None if raw is None else self._load(raw, suffix)
        except (LoadError, PackageError):
            loaded = None
        if loaded is None or not loaded.text.strip():
            said = relation.said if relation else ""
            self.remarks.add("chunk", suffix or said.rpartition("/")[2])
            return None
        self.remarks.add("chunk_read")
        return loaded

    def _suffix(self, name: str) -> str:
        kind = self.package.type_of(name).partition(";")[0].strip().lower()
        own = f".{name.rpartition('.')[2]}"
        if _WORD in kind or "ms-word" in kind:
            return ".docx"
        return _SUFFIXES.get(kind) or (own if own in _KNOWN else "")

    def _load(self, raw: bytes, suffix: str) -> Loaded | None:
        if suffix in (".docx", ".docm"):
            return self.read_word(raw, self.depth + 1) if self.depth < _DEEPEST else None
        if suffix in (".mht", ".mhtml"):
            page = _page_of(raw)
            return None if page is None else read_html(page, Path("chunk.html"))
        if suffix in (".html", ".htm", ".xhtml"):
            return read_html(raw, Path("chunk.html"))
        return _load_by_suffix(raw, suffix)


def _load_by_suffix(raw: bytes, suffix: str) -> Loaded | None:
    """Through the loader of that suffix, if there is one."""
    from corpus.loaders import LOADERS  # the table names this loader too

    loader = LOADERS.get(suffix)
    if loader is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"chunk{suffix}"
        path.write_bytes(raw)
        return loader(path)


def _page_of(raw: bytes) -> bytes | None:
    """The first HTML page of a web archive, as UTF-8."""
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                return str(part.get_content()).encode()
    except (MessageError, LookupError, ValueError, KeyError, AttributeError):
        return None
    return None
