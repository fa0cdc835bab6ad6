"""What heads a clause, in the document's own words: "khoản 6" alone does not say whose it is."""

import re

from corpus.document import Clause, Document
from corpus.language.normalize import view

_LEVELS = frozenset(["phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem", "gach"])
_LONGEST = 180  # characters of one heading; longer ones are paragraphs of their own
_MOST = 2
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])")


def context_of(document: Document, clause: Clause) -> tuple[str, ...]:
    """The nearest headings and lead-ins above the clause, outermost first, verbatim; of a long one
    that leads in with a colon its last sentence."""
    found: list[str] = []
    for above in reversed(document.ancestors(clause)):
        if above.path[-1].level not in _LEVELS or len(found) == _MOST:
            continue
        text = view(document.text, above.start, above.end).text.replace(" | ", " ")
        if len(text) > _LONGEST and text.endswith(":"):
            text = _SENTENCE.split(text)[-1]
        if text and len(text) <= _LONGEST:
            found.append(text)
    return tuple(reversed(found))
