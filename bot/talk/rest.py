"""What else there is beside the clauses shown: "còn gì nữa không", "ngoài việc ấy ra xã còn phải
làm gì", "sao thiếu vậy, liệt kê đầy đủ".

What is meant stands under the same heading. A message that brings a matter of its own is searched.
"""

import re
from collections.abc import Sequence
from functools import cache

from bot.answer import AnswerStatus, Citation, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.render.markdown import item_text
from bot.talk.words import say
from bot.vocabulary import folded_stopwords, read_table
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from index.passage import clause_text, headings

_MOST = 24
_HALF = 0.5
_STRAY = 1  # words that neither the heading nor what stands under it has
_MORE = re.compile(
    r"\bcon\b[^.?!]{0,45}\b(?:gi|nao|ai|dau)\b[^.?!]{0,12}\b(?:nua|khac)\b"
    r"|\bngoai\b[^.?!]{1,60}\bra\b[^.?!]*\bcon\b|\bngoai ra\b[^.?!]*\bcon\b"
    r"|\bcon (?:nua|gi nua|gi khac|nhung gi nua)\b"
    r"|\bcon (?:may|bao nhieu|nhung|cac)\b[^.?!]{0,25}\bnua\b"
)
_ALL = re.compile(
    r"\b(?:liet ke|ke|neu|doc|noi)\s+(?:\w+\s+){0,2}?(?:day du|het|cho du|du ca|tat ca|toan bo)\b"
    r"|\b(?:con thieu|chua du|thieu roi|sao thieu|du chua|het chua)\b"
    r"|\bchi co (?:vay|the|mot|bay nhieu)\b"
)


def rest_of(message: str, citations: Sequence[Citation]) -> Draft | None:
    """What stands beside the clauses that were shown and was not, or all of it where it is asked
    for whole; None where the message asks for something else, or nothing is left."""
    folded = fold(message)
    whole = bool(_ALL.search(folded))
    if not citations or not (whole or _MORE.search(folded)):
        return None
    document = citations[0].document
    shown = [c.clause for c in citations if c.document is document]
    group = _beside(document, shown)
    if not group or not _is_about(folded, document, group):
        return None
    ids = {clause.id for clause in shown}
    left = [c for c in group if c.id not in ids]
    if not left or len(group) > _MOST:
        return None
    listed = group if whole else left
    cites = Cites()
    for clause in listed:
        cites.mark(document, clause)
    items = tuple(
        Statement(item_text(c), Role.ITEM, (_span(c.clause),), (c.marker,)) for c in cites.all()
    )
    opening = Statement(say("whole_list" if whole else "rest_list"), Role.OPENING)
    return Draft(AnswerStatus.ANSWERED, (opening, *items), "", cites.all())


def _beside(document: Document, shown: Sequence[Clause]) -> list[Clause]:
    """All that stands under the heading of the clauses shown: of one that heads others, what it
    heads, where that was not shown."""
    ids = {clause.id for clause in shown}
    under = list(document.children(shown[0]))
    if len(under) > 1 and not all(c.id in ids for c in under):
        return under
    above = document.ancestors(shown[0])
    return list(document.children(above[-1])) if above else []


def _is_about(folded: str, document: Document, group: Sequence[Clause]) -> bool:
    """Whether the message says nothing but what the heading, or what stands under it, is about."""
    own = set(folded_syllables(folded)) - folded_stopwords() - _words()
    own = {s for s in own if not s.isdigit()}
    texts = [*headings(document, group[0]), *(clause_text(document, c) for c in group)]
    said = set(folded_syllables(fold(" ".join((document.metadata.title or "", *texts)))))
    return len(own - said) <= _STRAY and len(own - said) <= len(own) * _HALF


def _span(clause: Clause) -> Span:
    return Span(clause.document_id, clause.start, clause.end)


@cache
def _words() -> frozenset[str]:
    """The words that only ask for the rest."""
    return frozenset(fold(read_table("replies")["rest"]["words"]).split())
