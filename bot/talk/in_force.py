"""Whether a document still holds: "quyết định này còn hiệu lực không", "năm nay còn áp dụng không",
"áp dụng từ bao giờ".

What is known is what the loaded documents say: the clause that sets the first day, one that ends
or changes the document, for which years its title says it was made. That nothing ends it holds of
the loaded documents only, which is always said.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from bot.answer import AnswerStatus, Role, Span, Statement
from bot.draft import Cites, Draft
from bot.render.names import short_reference
from bot.talk.words import say
from bot.understand.intent.words import read_asks
from bot.understand.intent.yes_no import wants_yes_or_no
from bot.understand.scope.mention import Mention, compact_number, read_mentions
from bot.understand.scope.scope import province_book
from bot.vocabulary import folded_stopwords, read_table
from corpus.citation.references import Reference
from corpus.citation.validity import (
    ENDING,
    HOLDS,
    STATES,
    Status,
    effect_stated,
    effective_of,
    sets_day_itself,
)
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from corpus.language.phrases import Match, PhraseBook
from corpus.language.segment import folded_syllables
from corpus.library import Library
from index.passage import clause_text

_PART = re.compile(r"(?:[^,;.?!]|(?<=\d)[.,](?=\d)|(?<=\w)[.](?=\w))+[,;.?!]*")
# "mức phí này", "quy định đó": what was shown
_POINTED = re.compile(r"\b(?:\w+\s+){1,3}?(?:nay|do|ay|kia|day|tren|nao|ni|no)\b")
_YEAR = re.compile(r"\b(?:năm\s+)?(?P<year>20\d\d)\b(?!\s?/)", re.IGNORECASE)
_FOR_YEARS = re.compile(
    r"\b(?P<said>(?:năm(?: học)?|giai đoạn|nhiệm kỳ)\s+20\d\d(?:\s*[-–]\s*(?P<last>20\d\d))?)",
    re.IGNORECASE,
)
_MOST_CHANGING = 3
_MOST_BESIDE = 2  # words of content beside what points at something shown


def asks_whether_in_force(text: str, documents: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether a part of ``text`` asks whether a document (named at the spans ``documents``, pointed
    at, or left unsaid) still holds or from when on it does; not of a permit or a contract."""
    return any(_is_asked(text, span, documents) for span in _parts(text))


def asks_for_more(text: str, documents: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether ``text`` asks for something else beside that."""
    for part in _parts(text):
        said = text[slice(*part)]
        if not _is_asked(text, part, documents):
            if read_asks(said) or (wants_yes_or_no(said) and len(_content(said)) > 1):
                return True
        elif _names(part, documents):
            begins = bool(_book("begins").find(said))
            asked = set(read_asks(_blanked(said, _asked(said))))
            if asked - ({"when"} if begins else set()):
                return True
    return False


def asks_of_beginning(text: str) -> bool:
    """Whether ``text`` asks from when on something holds."""
    return bool(_book("begins").find(text))


def asks_of_holding(text: str) -> bool:
    """Whether ``text`` asks whether something still holds, not only from when on."""
    return bool(_book("holding").find(text))


def in_force(document: Document, library: Library, text: str = "", day: str | None = None) -> Draft:
    """What is known of it on ``day`` (ISO, default today), as ``text`` asks it."""
    status = library.graph.status(document.id, day or _day_asked(text))
    cites = Cites()
    statements = [
        *_ended(document, library, status, cites),
        *begun(document, cites, text),
        *_for_years(document, status, text),
    ]
    known = Statement(say("only_known", issuer=_issuer(document)), Role.REMARK)
    quotes = tuple(
        Statement(
            clause_text(c.document, c.clause),
            Role.QUOTE,
            (Span(c.document.id, c.clause.start, c.clause.end),),
            (c.marker,),
        )
        for c in cites.all()
        if not c.clause.value("the_thuc")
    )
    leads = [one for one in statements if one.role is Role.LEAD]
    others = [one for one in statements if one.role is not Role.LEAD]
    if len(leads) > 1 and status.state in HOLDS and not asks_of_holding(text):
        leads, known = leads[1:], Statement(say("unended", document=short_reference(document)),
                                            Role.REMARK)  # fmt: skip
    short = STATES[status.state] if leads and asks_of_holding(text) else ""
    told = (*leads, *quotes, *others, known)
    return Draft(AnswerStatus.ANSWERED, told, short, cites.all())


def with_in_force(draft: Draft, document: Document, library: Library, day: str | None) -> Draft:
    """The draft with a remark on whether the document that it cites still holds."""
    status = library.graph.status(document.id, day)
    if status.state not in HOLDS:  # the draft's own remarks say so
        return draft
    said = say("unended", document=short_reference(document))
    known = say("only_known", issuer=_issuer(document))
    remark = Statement(f"{said} {known}", Role.REMARK)
    return replace(draft, statements=(*draft.statements, remark))


def ended_elsewhere(text: str, library: Library) -> Draft | None:
    """The clauses that end a document which is named but not loaded; None where it is loaded, or
    nothing ends it."""
    for mention in read_mentions(text, province_book().find(text)):
        if not (mention.number or (mention.digits and mention.year)):
            continue
        ending = [
            (document, reference)
            for document in library
            for reference in library.graph.references[document.id]
            if reference.relation in ENDING and _is_meant(reference, mention)
        ]
        if ending and all(reference.target is None for _, reference in ending):
            return _ending(ending[:_MOST_CHANGING], library)
    return None


def other_year(text: str, document: Document) -> int | None:
    """The year that ``text`` names and neither the document's text nor its day has; None where
    there is none."""
    for year in _years(text):
        issued = (document.metadata.date or "").startswith(str(year))
        if not issued and str(year) not in document.text:
            return year
    return None


def _parts(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PART.finditer(text)]


def _asked(said: str) -> list[Match]:
    return [*_book("holding").find(said), *_book("begins").find(said)]


def _is_asked(text: str, part: tuple[int, int], documents: Sequence[tuple[int, int]]) -> bool:
    said = text[slice(*part)]
    asked = _asked(said)
    if not asked or _book("of_others").find(said):
        return False
    if _names(part, documents):
        return True
    found = [*asked, *_book("subjects").find(said)]
    pointed = [m.span() for m in _POINTED.finditer(fold(said))]
    left = _content(_without(said, [*((m.start, m.end) for m in found), *pointed]))
    return len(left) <= (_MOST_BESIDE if pointed else 0)


def _names(part: tuple[int, int], documents: Sequence[tuple[int, int]]) -> bool:
    return any(part[0] <= first < part[1] for first, _ in documents)


def _content(text: str) -> list[str]:
    return [s for s in folded_syllables(text) if s not in _idle() and not s.isdigit()]


def _blanked(text: str, matches: Sequence[Match]) -> str:
    return _without(text, [(m.start, m.end) for m in matches])


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept = list(text)
    for first, last in spans:
        kept[first:last] = " " * (last - first)
    return "".join(kept)


def _ended(document: Document, library: Library, status: Status, cites: Cites) -> list[Statement]:
    """That it holds, or what ended or changed it."""
    markers: list[int] = []
    for edge in status.by[:_MOST_CHANGING]:
        by, clause = library.document(edge.said_in), library.clause(edge.clause_id)
        if by and clause:
            markers.append(cites.mark(by, clause))
    if not markers and status.clause_id and (clause := document.clause(status.clause_id)):
        markers.append(cites.mark(document, clause))
    if not markers:
        markers = [cites.mark(document, clause) for clause in _forms(document)[:1]]
    name = {"in_force": "holds", "amended": "holds_changed"}.get(status.state, "holds_not")
    text = say(name, state=STATES[status.state])
    return [Statement(text, Role.LEAD, (), tuple(markers))] if markers else []


def begun(document: Document, cites: Cites, text: str) -> list[Statement]:
    """From when on it holds: the day, where its own words do not print one."""
    stated = effect_stated(document)
    if stated is None:
        if not document.metadata.date or not _forms(document):
            return []
        marker = cites.mark(document, _forms(document)[0])
        return [Statement(say("no_first_day"), Role.REMARK, citations=(marker,))]
    clause, span = stated
    marker = cites.mark(document, clause, span)
    words = " ".join(document.text[slice(*span)].split())
    found = []
    if _book("begins").find(text):
        lead = words[:1].upper() + words[1:]
        found.append(Statement(lead, Role.LEAD, (Span(document.id, *span),), (marker,)))
    first, _ = effective_of(document)
    if first and sets_day_itself(words) and not re.search(r"\d{4}", words):
        found.append(Statement(say("first_day", day=written(first)), Role.REMARK))
    return found


def _for_years(document: Document, status: Status, text: str) -> list[Statement]:
    """For which years it was made, where these are over or another year is asked about."""
    asked = other_year(text, document)
    found = []
    if asked:
        found.append(Statement(say("year_not_named", year=asked), Role.REMARK))
    match = _FOR_YEARS.search(document.metadata.title or "")
    if match:
        last = int(match["last"] or re.findall(r"20\d\d", match["said"])[-1])
        if last < int(status.day[:4]) or asked:
            text = say("for_years", period=" ".join(match["said"].split()))
            found.append(Statement(text, Role.REMARK))
    return found


def _ending(ending: Sequence[tuple[Document, Reference]], library: Library) -> Draft | None:
    cites = Cites()
    statements: list[Statement] = []
    relation = ending[0][1].relation
    for document, reference in ending:
        clause = library.clause(reference.clause_id)
        if clause is None or any(c.clause.id == clause.id for c in cites.all()):
            continue
        marker = cites.mark(document, clause, (reference.start, reference.end))
        span = Span(document.id, clause.start, clause.end)
        statements.append(Statement(clause_text(document, clause), Role.QUOTE, (span,), (marker,)))
        statements += _from_then_on(document, cites)
    if not statements:
        return None
    state = STATES["replaced" if relation == "thay_the" else "repealed"]
    lead = Statement(say("holds_not", state=state), Role.LEAD, (), (1,))
    return Draft(AnswerStatus.ANSWERED, (lead, *statements), state, cites.all())


def _from_then_on(document: Document, cites: Cites) -> list[Statement]:
    """From when on what ends another document does so."""
    first, _ = effective_of(document)
    stated = effect_stated(document)
    if not first or stated is None:
        return []
    text = say("ended_from", document=short_reference(document), day=written(first))
    return [Statement(text, Role.REMARK, citations=(cites.mark(document, *stated),))]


def _is_meant(reference: Reference, mention: Mention) -> bool:
    number = reference.number
    if number is None:
        return False
    if mention.number:
        return compact_number(number.printed) == mention.number
    kind = not reference.kind or fold(reference.kind) == fold(mention.kind)
    year = number.year or (reference.date or "")[:4]
    return kind and number.serial.lstrip("0") == str(mention.digits) and year == str(mention.year)


def _forms(document: Document) -> list[Clause]:
    """Its day, number and title, as printed."""
    order = ("ngay", "so_ky_hieu", "trich_yeu")
    found = [
        c for c in document.clauses if c.value("the_thuc") in order and c.path[0].level != "phu_luc"
    ]
    return sorted(found, key=lambda c: order.index(c.value("the_thuc") or "trich_yeu"))


def _years(text: str) -> list[int]:
    found = [int(match["year"]) for match in _YEAR.finditer(text)]
    if _book("this_year").find(text):
        found.append(date.today().year)
    return found


def _day_asked(text: str) -> str | None:
    """The last day of the year that ``text`` asks about, where that is over; else None."""
    past = [year for year in _years(text) if year < date.today().year]
    return f"{past[0]}-12-31" if past else None


def written(day: str) -> str:
    """An ISO day as it is printed: "5/3/2024"."""
    return "/".join(str(int(part)) for part in reversed(day.split("-")))


def _issuer(document: Document) -> str:
    return document.metadata.issuer or say("issuing_body")


@cache
def _book(name: str) -> PhraseBook:
    words = read_table("replies")["in_force"][name]
    return PhraseBook((phrase, phrase) for phrase in words)


@cache
def _idle() -> frozenset[str]:
    table = read_table("replies")
    words = [*table["in_force"]["courtesies"], *table["whole"]["courtesies"]]
    return folded_stopwords() | {fold(word) for word in words}
