"""What a term means by the documents: their own words for it, or that they do not explain it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import AnswerStatus, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.refuse.refuse import Refusal
from bot.render.markdown import item_text
from bot.talk.asked_term import term_of
from bot.talk.excerpt import excerpt, sentences
from bot.talk.sought import Sought, place_in, places_in, text_of
from bot.verify import verify
from bot.vocabulary import read_table
from bot.vocabulary.added import NO_WORDS, Added
from corpus.document import Clause, Document, Part
from corpus.language.normalize import fold, nfc, plain, view
from corpus.library import Library
from corpus.names import names_of
from corpus.shortened import Short, find_short_forms
from corpus.vocabulary import read_table as read_corpus_table

__all__ = ["explain_term", "term_of", "unexplained"]

_MOST_USES = 2  # clauses in which a word is shown in use
_MOST_PARTS = 8  # clauses under a definition that belong to it
_LONG_NOTE = 80  # characters of a bracket between a term and what it is
_NOTE = re.compile(rf"\s*+\([^()]{{1,{_LONG_NOTE}}}\)")
# what may stand between a term and the words that say what it is, and how these begin
_DEFINING_SOON = re.compile(
    rf"[\s*”\"'’]{{0,4}}(?:\([^()]{{1,{_LONG_NOTE}}}\)[\s*]{{0,4}})?[,:]?[\s*]{{0,4}}"
    r"(?:được|duoc|là|la|bao|gồm|gom)\b|\s?:"
)
_FORMS = ("co_quan", "so_ky_hieu")
_COLUMN = "viết tắt"


def explain_term(
    term: str,
    library: Library,
    shown: Sequence[Clause],
    named: Sequence[str] = (),
    added: Added = NO_WORDS,
) -> Draft | None:
    """What ``term`` means: what the documents say that it stands for and is, else what it commonly
    stands for, else the sentence of the ``shown`` clauses that has it; None for none of these.

    The clauses of the last answer go first, then the ``named`` documents.
    """
    sought = Sought.of(nfc(term))
    first = dict.fromkeys((*(clause.document_id for clause in shown), *named))
    order = [d for d in map(library.document, first) if d is not None]
    order += [d for d in library if d.id not in first]
    cites = Cites()
    written = _written_out(sought, library, order, shown, tuple(first))
    statements: list[Statement] = []
    meaning = sought
    if written:
        statements += _say_written(written, cites)
        meaning = Sought.of(written.short.long)
    elif common := _commonly(sought, added):
        text = _text("common", term=common.short, long=common.long)
        statements.append(Statement(text, Role.REMARK))
        meaning = Sought.of(common.long)
    definition = _defined(meaning, order, shown) or (
        _defined(sought, order, shown) if meaning != sought else None
    )
    if definition:
        statements += _say_defined(*definition, cites)
    if statements:
        return _checked(Draft(AnswerStatus.ANSWERED, tuple(statements), "", cites.all()))
    return _in_use(sought, library, shown)


def unexplained(term: str, library: Library, shown: Sequence[Clause]) -> Refusal:
    """That the documents do not explain ``term``, and where they use it."""
    sought = Sought.of(nfc(term))
    cites = Cites()
    uses: list[tuple[Document, Clause, tuple[int, int]]] = []
    for document, clause in _clauses_with(sought, library, shown):
        place = place_in(sought, document, clause)
        if place and all(clause.id != known.id for _, known, _ in uses):
            uses.append((document, clause, place))
        if len(uses) == _MOST_USES:
            break
    said = [Statement(_text("unexplained", term=sought.term), Role.MISSING)]
    if uses:
        markers = tuple(cites.mark(*use) for use in uses)
        labels = " và ".join(clause.label for _, clause, _ in uses)
        spans = tuple(Span(document.id, *place) for document, _, place in uses)
        text = _text("occurs", term=sought.term, labels=labels)
        said.append(Statement(text, Role.MISSING, spans, markers))
    # the term is the asker's word; what is said of the clauses is checked
    blank = [replace(one, text=one.text.replace(sought.term, "…")) for one in said]
    draft = Draft(AnswerStatus.NO_EVIDENCE, tuple(blank), "", cites.all())
    if verify(draft)[1]:
        return Refusal(AnswerStatus.NO_EVIDENCE, tuple(said[:1]))
    return Refusal(AnswerStatus.NO_EVIDENCE, tuple(said), cites.all())


@dataclass(frozen=True, slots=True)
class _Written:
    """What a short form stands for and the clauses that say so; ``at`` is the span of both in the
    first of them."""

    short: Short
    document: Document
    clauses: tuple[Clause, ...]
    at: tuple[int, int] | None


def _written_out(
    sought: Sought,
    library: Library,
    order: Sequence[Document],
    shown: Sequence[Clause],
    first: Sequence[str],
) -> _Written | None:
    """The document's own words for a short form."""
    names = names_of(library.documents)
    known = dict.fromkeys(s.short for s, _ in names.short_forms if sought.is_written(s.short))
    for short in known:
        longs = {fold(" ".join(long.split())) for long in names.stands_for(short, first)}
        if not longs:
            continue
        ids = set().union(*(ids for one, ids in names.short_forms if one.short == short))
        holders = [document for document in order if document.id in ids]
        for document in holders:
            ahead = [clause for clause in shown if clause.document_id == document.id]
            for clause in (*ahead, *document.clauses):
                for own in _short_forms(document, clause):
                    if own.short == short and fold(own.long) in longs:
                        at = _both_in(own, document, clause)
                        return _Written(own, document, (clause,), at)
        for document in holders:
            forms = _letterhead(document)
            own_name = next(
                (s for s, ids in names.short_forms if s.short == short and document.id in ids), None
            )
            if forms and own_name:
                return _Written(own_name, document, forms, None)
    return None


def _short_forms(document: Document, clause: Clause) -> Iterator[Short]:
    """The short forms that a clause explains, in its words or as a row of abbreviations."""
    yield from find_short_forms(plain(document.quote(clause)))
    for place, cell in enumerate(clause.cells[:-1]):
        if _COLUMN in cell.head.lower():
            following = clause.cells[place + 1]
            words = [" ".join(document.text[c.start : c.end].split()) for c in (cell, following)]
            if all(words):
                yield Short(*words)


def _letterhead(document: Document) -> tuple[Clause, ...]:
    """The clauses that name the issuer and its sign."""
    return tuple(
        clause
        for clause in document.clauses
        if clause.part is Part.LETTERHEAD and clause.value("the_thuc") in _FORMS
    )


def _both_in(short: Short, document: Document, clause: Clause) -> tuple[int, int] | None:
    """Where the clause has the long form with the short one."""
    places = [place_in(Sought.of(words), document, clause) for words in (short.long, short.short)]
    found = [place for place in places if place]
    if not found:
        return None
    return min(start for start, _ in found), max(end for _, end in found)


def _say_written(written: _Written, cites: Cites) -> list[Statement]:
    document, clauses = written.document, written.clauses
    markers = tuple(cites.mark(document, clause, written.at) for clause in clauses)
    name = "stands_for" if written.short.short.isupper() else "called"
    text = _text(name, term=written.short.short, long=written.short.long)
    spans = (Span(document.id, *written.at),) if written.at else ()
    said = [Statement(text, Role.LEAD, spans, markers)]
    words = excerpt(document, clauses[0], written.at) if written.at else None
    if words:
        span = Span(document.id, words.start, words.end)
        said.append(Statement(words.text, Role.QUOTE, (span,), markers[:1]))
    return said


def _commonly(sought: Sought, added: Added) -> Short | None:
    """What a short form stands for by the officials' own words, else in administrative writing
    everywhere."""
    if own := added.stands_for(sought.term):
        return Short(sought.term, own)
    for short, long in read_corpus_table("abbreviations")["abbreviations"].items():
        if sought.is_written(short):
            return Short(short, long)
    for row in read_corpus_table("organs")["organ"]:
        for form in row.get("forms", ()):
            if form != row["name"] and sought.is_written(form) and _abbreviates(form):
                return Short(form, row["name"])
    return None


def _abbreviates(form: str) -> bool:
    """Whether a form of a name is made of initials: "Sở TT&TT", not "Sở Giáo dục"."""
    return form.split()[-1].isupper()


def _defined(
    sought: Sought, order: Sequence[Document], shown: Sequence[Clause]
) -> tuple[Document, Clause, tuple[int, int]] | None:
    """The clause that says what the term is: one under a heading of definitions before one that
    opens with it, the surer wording first; the clauses shown, then the documents in order."""
    found: list[tuple[tuple[bool, int, bool], Document, Clause, tuple[int, int]]] = []
    ids = {clause.id for clause in shown}
    ranked = {document.id: place for place, document in enumerate(order)}
    for document in order:
        text = text_of(sought, document)
        for clause, (_, end) in places_in(sought, document):
            if clause.part not in (Part.BODY, Part.PREAMBLE) or clause.cells:
                continue
            if not _DEFINING_SOON.match(text, end):
                continue
            if (wording := _wording_of(sought, document, clause)) is None:
                continue
            place, span = wording
            rank = (not _among_definitions(document, clause), place, clause.id not in ids)
            found.append((rank, document, clause, span))
    if not found:
        return None
    best = min(found, key=lambda one: (one[0], ranked[one[1].id], one[2].start))
    return best[1:]


def _wording_of(
    sought: Sought, document: Document, clause: Clause
) -> tuple[int, tuple[int, int]] | None:
    """How sure the wording is in which the clause says what the term is, and the sentence's span;
    "X là …" counts only where it opens the clause."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    phrases = read_table("terms")["defining"]["phrases"]
    opening = True  # also after a line that heads the others
    for start, end in sentences(shown):
        sentence = shown.text[start:end]
        opens, opening = opening, opening and sentence[-1] not in ".;?!"
        after = sought.opens(sentence)
        if after is None:
            continue
        rest = sentence[after:].lstrip("”\"'")
        if note := _NOTE.match(rest):
            rest = rest[note.end() :]
        bare = rest.lstrip(" ,:").lower()
        ranks = [n for n, words in enumerate(phrases) if bare.startswith(f"{words} ")]
        ranks += [n for n, words in enumerate(phrases) if bare.rstrip(".: ") == words]
        if rest.startswith(":") and _among_definitions(document, clause):
            ranks.append(0)
        if ranks and (opens or phrases[min(ranks)] != "là"):
            return min(ranks), shown.source_span(start, end)
    return None


def _among_definitions(document: Document, clause: Clause) -> bool:
    """Whether the clause stands under a heading of definitions."""
    headings = read_table("terms")["defining"]["headings"]
    lines = (*document.ancestors(clause), clause)
    above = (plain(document.quote(one))[:_LONG_NOTE].lower() for one in lines)
    return any(words in text for text in above for words in headings)


def _say_defined(
    document: Document, clause: Clause, span: tuple[int, int], cites: Cites
) -> list[Statement]:
    """The clause whole; with what follows under it where it ends with a colon."""
    marker = cites.mark(document, clause, span)
    text = view(document.text, clause.start, clause.end, document.paragraphs).text
    said = [Statement(text, Role.QUOTE, (Span(document.id, clause.start, clause.end),), (marker,))]
    children = document.children(clause)
    if text.rstrip().endswith(":") and len(children) <= _MOST_PARTS:
        for child in children:
            number = cites.mark(document, child)
            own = Span(document.id, child.start, child.end)
            words = item_text(cites.all()[number - 1])
            said.append(Statement(words, Role.ITEM, (own,), (number,)))
    return said


def _in_use(sought: Sought, library: Library, shown: Sequence[Clause]) -> Draft | None:
    """The sentences of the clauses shown that have the term: what a figure is of; of a word it is
    said that it is not explained."""
    cites = Cites()
    quotes: list[Statement] = []
    for clause in shown:
        document = library.document(clause.document_id)
        place = place_in(sought, document, clause) if document else None
        words = excerpt(document, clause, place) if document and place else None
        if document and words and place and len(quotes) < _MOST_USES:
            marker = cites.mark(document, clause, words.at)
            span = Span(document.id, words.start, words.end)
            quotes.append(Statement(words.text, Role.QUOTE, (span,), (marker,)))
    if not quotes:
        return None
    figure = any(char.isdigit() for char in sought.term)
    text = _text("figure" if figure else "used", term=sought.term)
    role = Role.LEAD if figure else Role.MISSING
    lead = Statement(text, role, citations=quotes[0].citations)
    status = AnswerStatus.ANSWERED if figure else AnswerStatus.PARTIAL
    return _checked(Draft(status, (lead, *quotes), "", cites.all()))


def _checked(draft: Draft) -> Draft | None:
    """The draft as far as its clauses bear it out. What an abbreviation commonly stands for is no
    clause's and says so itself."""
    own = [one for one in draft.statements if one.role is Role.REMARK]
    cited = tuple(one for one in draft.statements if one.role is not Role.REMARK)
    checked, _ = verify(replace(draft, statements=cited))
    statements = (*own, *checked.statements)
    return replace(checked, statements=statements) if statements else None


def _clauses_with(
    sought: Sought, library: Library, shown: Sequence[Clause]
) -> Iterator[tuple[Document, Clause]]:
    """The clauses shown, then the first clause of each document that has the term, then others."""
    for clause in shown:
        if document := library.document(clause.document_id):
            yield document, clause
    later: list[tuple[Document, Clause]] = []
    for document in library:
        own = [c for c, _ in places_in(sought, document) if c.part is Part.BODY]
        if own:
            yield document, own[0]
            later += [(document, clause) for clause in own[1:]]
    yield from later


def _text(name: str, **given: str) -> str:
    return str(read_table("terms")["answers"][name]).format(**given)
