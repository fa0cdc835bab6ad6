"""Where quoted words stand in a document, however its lines, cells and marks were printed.

Quotes are compared without markup, white space and letter case; where that finds nothing, by
letters and digits alone, since a quote over neighbouring cells may leave out the bars between them.
"""

from array import array
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Document
from corpus.language.normalize import MARKUP, nfc

_Squeezed = tuple[str, "array[int]"]


@dataclass(frozen=True, slots=True)
class Place:
    """Quoted words within one clause, as an interval of the document's text.

    ``clause_id`` is empty where the words stand in no clause.
    """

    clause_id: str
    start: int
    end: int


def squeeze(text: str) -> str:
    """Without markup, white space and letter case: the form in which quotes are compared."""
    return squeezed_text(text)[0]


def letters(text: str) -> str:
    """The letters and digits of the squeezed text."""
    return "".join(c for c in squeeze(text) if c.isalnum())


def occurrences(document: Document, quote: str) -> list[tuple[int, int]]:
    """The source intervals of ``quote``, in order; none where the document lacks it."""
    exact = _find(_squeezed(document.text), squeeze(quote))
    return exact or _find(_bare(document.text), letters(quote))


def places(document: Document, start: int, end: int) -> tuple[Place, ...]:
    """The interval cut by clauses: words that run over two neighbours stand in both."""
    found = []
    for clause in document.clauses:
        first, last = max(start, clause.start), min(end, clause.end)
        if first < last and letters(document.text[first:last]):
            found.append(Place(clause.id, first, last))
    return tuple(found) or (Place("", start, end),)


def holds(document: Document, words: str) -> bool:
    """Whether the words stand in the document, compared as quotes are."""
    return letters(words) in _bare(document.text)[0]


def _find(squeezed: _Squeezed, wanted: str) -> list[tuple[int, int]]:
    text, offsets = squeezed
    found = []
    position = text.find(wanted) if wanted else -1
    while position >= 0:
        found.append((offsets[position], offsets[position + len(wanted) - 1] + 1))
        position = text.find(wanted, position + 1)
    return found


def squeezed_text(text: str) -> _Squeezed:
    """The squeezed text and, for each of its characters, the offset it came from."""
    text = nfc(text)
    markup = {i for m in MARKUP.finditer(text) for i in range(m.start(), m.end())}
    kept = [(c.lower()[0], i) for i, c in enumerate(text) if i not in markup and not c.isspace()]
    return "".join(c for c, _ in kept), array("l", (i for _, i in kept))


@lru_cache(maxsize=512)
def _squeezed(text: str) -> _Squeezed:
    """``squeezed_text`` of a document: kept, because many quotes of it are looked up."""
    return squeezed_text(text)


@lru_cache(maxsize=512)
def _bare(text: str) -> _Squeezed:
    """Letters and digits of the squeezed text, with their offsets."""
    squeezed, offsets = _squeezed(text)
    kept = [(c, i) for c, i in zip(squeezed, offsets, strict=True) if c.isalnum()]
    return "".join(c for c, _ in kept), array("l", (i for _, i in kept))
