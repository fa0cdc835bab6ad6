"""Pictures of the corpus's pages, drawn when asked for and kept for the next who asks."""

import re
import threading

from cachetools import LRUCache

from corpus.document import Document
from corpus.loaders.base import LoadError
from corpus.loaders.pages.picture import page_picture

_NAME = re.compile(r"([1-9]\d{0,4})\.png", re.ASCII)
_KEPT = 32_000_000  # bytes


class Pictures:
    """Draws pages of documents' own files, and keeps the last ones."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept: LRUCache[tuple[str, str, int], bytes] = LRUCache(kept, getsizeof=len)
        self._lock = threading.Lock()

    def picture(self, document: Document, name: str) -> bytes | None:
        """The page called "3.png" of the document's file; None where there is none."""
        match = _NAME.fullmatch(name)
        if match is None or document.source is None or not document.places:
            return None
        key = (document.id, document.digest, int(match[1]))
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            try:
                found = page_picture(document.source, key[2])
            except LoadError:
                return None
            if found is not None and len(found) <= self._kept.maxsize:
                with self._lock:
                    self._kept[key] = found
        return found
