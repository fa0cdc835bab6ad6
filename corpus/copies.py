"""Several files of one document: a copy is used once, another wording stands beside the first.

One document is one number, date and issuer: three provinces may give the same number on one day.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus.citation.document_number import find_number
from corpus.document import Document

_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file that is used, for whoever keeps the folder."""

    path: Path
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class Copies:
    """The documents read so far, by their words and by what they call themselves."""

    def __init__(self) -> None:
        self._by_words: dict[str, Path] = {}
        self._by_key: dict[_Key, Path] = {}

    def copy_of(self, document: Document) -> Path | None:
        """The file that holds the same words, white space aside, or None."""
        return self._by_words.get(words_of(document))

    def version_of(self, document: Document) -> Path | None:
        """The file that holds another wording of the same document, or None."""
        key = identity(document)
        return self._by_key.get(key) if key else None

    def add(self, document: Document, path: Path) -> None:
        """Note a document that is used."""
        self._by_words.setdefault(words_of(document), path)
        key = identity(document)
        if key:
            self._by_key.setdefault(key, path)


def words_of(document: Document) -> str:
    """A digest of its words, white space aside."""
    return hashlib.sha256(" ".join(document.text.split()).encode()).hexdigest()


def identity(document: Document) -> _Key | None:
    """Number, date, issuer and province; None for a document that leaves one of the first three
    out, which could be anybody's."""
    meta = document.metadata
    if not (meta.number and meta.date and meta.issuer):
        return None
    number = find_number(meta.number)
    spelled = number.key if number else meta.number.lower()
    return spelled, meta.date, meta.issuer.lower(), (meta.province or "").lower()
