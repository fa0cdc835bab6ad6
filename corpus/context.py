"""What heads a clause, in the document's own words: "khoản 6" alone does not say whose it is."""

import re

from corpus.document import Clause, Document
from corpus.language.normalize import view
from corpus.locality import UPPER

_LEVELS = frozenset(["phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem", "gach"])
_LONGEST = 180  # characters of one heading; longer ones are paragraphs of their own
_MOST = 2
_SENTENCE = re.compile(rf"(?<=[.;])\s+(?=[{UPPER}])")
_FEW = 2  # words of a heading that was cut off from the rest of it ("II.", "I. DANH")


def context_of(document: Document, clause: Clause) -> tuple[str, ...]:
    """The nearest headings and lead-ins above the clause, outermost first, verbatim; of a long one
    that leads in with a colon its last sentence."""
    found: list[str] = []
    for above in reversed(document.ancestors(clause)):
        if above.path[-1].level not in _LEVELS or len(found) == _MOST:
            continue
        text = view(document.text, above.start, above.end).text.replace(" | ", " ")
        if len(text.split()) <= _FEW:
            text = f"{text} {_rest(document, above)}".rstrip()
        if len(text) > _LONGEST and text.endswith(":"):
            text = _SENTENCE.split(text)[-1]
        if text and len(text) <= _LONGEST:
            found.append(text)
    return tuple(reversed(found))


def _rest(document: Document, heading: Clause) -> str:
    """What goes on from a heading that was cut off: the paragraph in capitals right under it."""
    under = next(iter(document.children(heading)), None)
    if under is None or under.path[-1].level != "doan":
        return ""
    text = view(document.text, under.start, under.end).text
    return text if text.upper() == text else ""
