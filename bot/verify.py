"""Every number, date, document number and organ that an answer shows stands in a cited clause.

Labels are the citations' own and checked to be so; what remains of the answer must be borne out.
A line that fails is dropped.
"""

import re
from collections.abc import Iterable

from bot.answer import Citation
from bot.compose import Draft
from corpus.normalize import fold
from corpus.organs import find_organs
from index.passage import clause_text

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*%?")
_MARKER = re.compile(r"\[(\d+)\]")


def unsupported(text: str, citations: Iterable[Citation]) -> list[str]:
    """Figures and organs in ``text`` that no cited clause holds."""
    citations = list(citations)
    bare = _MARKER.sub(" ", text)
    for known in _known_words(citations):
        bare = re.sub(re.escape(known), " ", bare, flags=re.IGNORECASE)
    ground = "\n".join(f"{clause_text(c.document, c.clause)}\n{c.quote}" for c in citations)
    figures = set(_FIGURE.findall(ground))
    missing = [f for f in _FIGURE.findall(bare) if f not in figures]
    organs = {m.name for m in find_organs(ground)}
    folded = fold(ground)
    shown = [(m.name, bare[m.start : m.end]) for m in find_organs(bare)]
    strange = [w for name, w in shown if name not in organs and fold(w) not in folded]
    return missing + strange


def _known_words(citations: list[Citation]) -> list[str]:
    """Labels and document names, longest first, so that none is cut out of another."""
    words = set()
    for citation in citations:
        label, name = citation.clause.label, citation.document.name
        words |= {label, name, label.removesuffix(name).strip()}
    return sorted(words - {""}, key=len, reverse=True)


def verify(draft: Draft) -> tuple[Draft, list[str]]:
    """The draft without the lines that fail, and what failed in them."""
    known = {citation.marker for citation in draft.citations}
    kept: list[str] = []
    failed: list[str] = []
    for line in draft.answer.split("\n"):
        markers = {int(m) for m in _MARKER.findall(line)}
        # a line that names its clauses must be borne out by those
        ground = [c for c in draft.citations if c.marker in markers] or draft.citations
        missing = unsupported(line, ground)
        if missing or not markers <= known:
            failed.extend(missing or [line])
            continue
        kept.append(line)
    short = draft.short_answer
    if unsupported(short, draft.citations):
        failed.append(short)
        short = ""
    if not failed:
        return draft, []
    answer = "\n".join(kept).strip()
    return Draft(draft.status, answer, short, draft.citations), failed
