"""Several things set side by side: the direct words of each first, under what tells it from the
others, then the clauses; which is the higher or the earlier right after them.

Names are ours, not the clauses': this stands behind the verifier, which saw the words alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answer import Citation, Role, Span, Statement
from bot.compose.lead import bare_words
from bot.decide.parts import answer_of
from bot.draft import Draft
from bot.evidence.pieces import piece_of
from bot.findings import Compared
from corpus.document import Document
from index.passage import clause_text

_LONGEST = 45  # words of a clause that stands whole beside the words of another
_NOT_BOLD = ((0, 0),)
_PAIR = 2
_MARK = re.compile(r"^(?:[-–+*•]|\(?[a-zđ0-9]{1,3}(?:\.\d{1,3})*[.)])\s+")


def with_sides(draft: Draft, parts: Sequence[Compared], asked: str = "") -> Draft:
    """The draft with the direct words of each of ``parts`` before all clauses, each under its
    name; as it is where one of them has neither such words nor a short clause."""
    by_clause = {c.clause.id: c for c in draft.citations}
    by_marker = {c.marker: c for c in draft.citations}
    sides: list[Statement] = []
    used: set[int] = set()
    told_of = [f.clause.id for part in parts for f in answer_of(part, parts)]
    shared = {name for name in told_of if told_of.count(name) > 1}
    for part in parts:
        for found in answer_of(part, parts):
            citation = by_clause.get(found.clause.id)
            if citation is None:
                continue
            own = [
                one
                for one in draft.of(Role.LEAD)
                if id(one) not in used and _is_of(one, citation, by_marker, alone=not part.thing)
            ]
            used.update(map(id, own))
            if part.thing and citation.clause.id in shared:
                own = [_plain(citation)]  # one clause tells of both
            told = own or [one for one in (_whole(citation),) if one]
            told = [_own_piece(one, part, parts, asked) for one in told]
            sides += [_under(_name(part, parts, found.document), one) for one in told]
    answers = {by_clause[name].marker for name in told_of if name in by_clause}
    listed = any(answers & set(one.citations) for one in draft.of(Role.ITEM))
    if not sides or (not used and (listed or len(sides) < _PAIR)):
        return draft
    left = [one for one in draft.of(Role.LEAD) if id(one) not in used]
    first = [one for one in draft.statements if one.role is Role.OPENING]
    ours = [one for one in draft.statements if one.role is Role.REMARK and len(one.citations) > 1]
    placed = {id(one) for one in (*first, *ours, *draft.of(Role.LEAD))}
    rest = [one for one in draft.statements if id(one) not in placed]
    return replace(draft, statements=(*first, *sides, *left, *ours, *rest))


def _is_of(
    one: Statement, citation: Citation, by_marker: Mapping[int, Citation], *, alone: bool
) -> bool:
    """Whether direct words are those of the clause cited, or, where each side has documents of its
    own, of another clause of its document (the day of signing)."""
    if citation.marker in one.citations:
        return True
    cited = [by_marker[marker].document for marker in one.citations if marker in by_marker]
    return alone and bool(cited) and all(document is citation.document for document in cited)


def _own_piece(one: Statement, part: Compared, parts: Sequence[Compared], asked: str) -> Statement:
    """A sentence or row told as it stands, cut to the piece that speaks of this side."""
    bold = one.strong and one.strong[0][0] != one.strong[-1][1]
    if bold or not part.thing or not one.text.startswith("“"):
        return one
    others = [p.name for p in parts if p is not part]
    piece = piece_of(one.text.strip("“”"), part.name, others, asked)
    return replace(one, text=f"“{piece}”") if piece else one


def _under(name: str, one: Statement) -> Statement:
    """The direct words after the name of whose they are."""
    text, strong = bare_words(one)
    lead = f"{name}: "
    shifted = tuple((start + len(lead), end + len(lead)) for start, end in strong)
    return replace(one, text=f"{lead}{text}", strong=shifted or _NOT_BOLD)


def _whole(citation: Citation) -> Statement | None:
    """A short clause as it stands, where no words of it could be told apart."""
    told = _plain(citation)
    leads_in = told.text.endswith(":”") and not any(c.isdigit() for c in told.text)
    return None if len(told.text.split()) > _LONGEST or leads_in else told


def _plain(citation: Citation) -> Statement:
    """The clause's words, not in bold."""
    said = _MARK.sub("", " ".join(clause_text(citation.document, citation.clause).split()))
    span = Span(citation.document.id, citation.clause.start, citation.clause.end)
    return Statement(f"“{said.rstrip(' ;')}”", Role.LEAD, (span,), (citation.marker,), _NOT_BOLD)


def _name(part: Compared, parts: Sequence[Compared], document: Document) -> str:
    """What tells the part from the others; with its document where it has several."""
    name = part.name[:1].upper() + part.name[1:]
    place = document.metadata.province
    if place and ", " in name and place in name:  # units merged since
        name = place
    same = [one for one in parts if one.name == part.name]
    return name if len(same) == 1 and name else document.name
