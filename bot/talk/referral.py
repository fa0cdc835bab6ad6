"""Where to go for what directives do not state: how to do it, fees, papers, telephone numbers,
names of officials, results achieved, a person to talk to, a complaint.

Said is what the nearest clause does state, with its words; what it does not, only where neither it
nor one around it may; and the unit that it makes responsible, with the operator's contact of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bot.answer import Citation, Role, Statement
from bot.findings import Findings, Found
from bot.question import Understood
from bot.read.around import around
from bot.read.checks import CHECKS
from bot.read.extract import best_sentence
from bot.read.spans.grammar import kinds_of
from bot.refuse.charged import Charged, charged_with, in_sentence
from bot.refuse.notice import Notice, Words, with_quote
from bot.vocabulary import read_table
from corpus.contacts import Contact, ContactBook
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.library import Library
from corpus.locality import is_of_a_place
from corpus.organs import successor
from corpus.structure.label import place_label
from index.passage import clause_text

_LOOKED_AT = 10  # of what was found
# how probable the nearest clause must be, or else the share of what is asked that it must hold: the
# words that ask for what directives do not state count as well
_LIKELY = 0.5
_MOST_AROUND = 40  # clauses around that are read


@dataclass(frozen=True, slots=True)
class Referral:
    """What is said, the clauses that bear it out, and the units to turn to."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of the table (``referral.toml``); its fields are explained there."""

    name: str
    phrases: PhraseBook
    both: tuple[PhraseBook, ...]
    unless: PhraseBook
    thing: str
    states: PhraseBook
    check: str
    values: frozenset[str]
    by_words: bool = False
    only_unstated: bool = False
    narrows: str = ""

    def is_in(self, text: str) -> bool:
        """Whether the message asks for it."""
        if self.unless.find(text):
            return False
        together = bool(self.both) and all(book.find(text) for book in self.both)
        return together or bool(self.phrases.find(text))

    def may_be_in(self, question: Understood, document: Document, clause: Clause) -> bool:
        """Whether the clause states it, or may."""
        text = clause_text(document, clause)
        if self.states.find(text) or self.values & kinds_of(text):
            return True
        return bool(self.check and CHECKS[self.check](question, document, clause))


def wanted_of(text: str) -> str | None:
    """Which of the things that directives mostly do not state a message wants; None for none."""
    rows = (row for row in _table().values() if not row.only_unstated)
    return next((row.name for row in rows if row.is_in(text)), None)


def told_by_words(text: str) -> list[Wanted]:
    """The things that ``text`` asks for of which it can be told by words alone whether a document
    states them."""
    rows = [row for row in _table().values() if row.by_words and row.is_in(text)]
    narrowed = {row.narrows for row in rows}
    return [row for row in rows if row.name not in narrowed]


def refer(
    question: Understood,
    findings: Findings,
    library: Library,
    book: ContactBook,
    wanted: str,
) -> Referral:
    """What the directives state and do not state of it, and where to go; KeyError for what
    ``wanted`` is not in the table."""
    row = _table()[wanted]
    if wanted == "person":
        return _to_a_person(question, book)
    if question.organs and wanted in ("contact", "name"):  # no clause is asked for
        return _of_named(question, book, row)
    nearest = _nearest(question, findings, library, row)
    if nearest and (referral := _from_clause(question, nearest, book, row)):
        return referral
    return _without_clause(question, book, row)


@cache
def _table() -> dict[str, Wanted]:
    rows = read_table("referral")["wanted"]
    return {
        name: Wanted(
            name,
            _book(row.get("phrases", ())),
            tuple(_book(phrases) for phrases in row.get("both", ())),
            _book(row.get("unless", ())),
            row.get("thing", ""),
            _book(row.get("states", ())),
            row.get("check", ""),
            frozenset(row.get("values", ())),
            bool(row.get("told_by_words", False)),
            bool(row.get("only_unstated", False)),
            row.get("narrows", ""),
        )
        for name, row in rows.items()
    }


def _book(phrases: Iterable[str]) -> PhraseBook:
    return PhraseBook((phrase, phrase) for phrase in phrases)


@dataclass(frozen=True, slots=True)
class _Nearest:
    """The clause shown, who is charged with it, and whether what is wanted may stand there."""

    found: Found
    charged: Charged | None
    stated: bool

    @property
    def sure(self) -> bool:
        """Whether it is on the very matter, not only near."""
        return bool(self.found.answers) and self.found.evidence.own >= _LIKELY

    @property
    def province(self) -> str | None:
        """Whose document it is."""
        return self.found.document.metadata.province


def _nearest(
    question: Understood, findings: Findings, library: Library, row: Wanted
) -> _Nearest | None:
    """The clause nearest to the matter: one that may state what is wanted, else the first whose
    task is not that of a place which is not asked about; None where none is near."""
    near = [
        found
        for found in findings.found[:_LOOKED_AT]
        if found.near
        and (found.answers or max(found.probability, found.evidence.own) >= _LIKELY)
        and not (found.profile.form or found.profile.heads_others)
    ]
    if not near:
        return None
    for found in near:
        if row.thing and row.may_be_in(question, found.document, found.clause):
            return _Nearest(found, _meant(question, found, library), True)
    charged = [(found, _meant(question, found, library)) for found in near]
    found, holder = next((pair for pair in charged if pair[1]), charged[0])
    beside = around(found.document, found.clause)[:_MOST_AROUND]
    stated = any(row.may_be_in(question, found.document, one) for one in beside)
    return _Nearest(found, holder, stated)


def _meant(question: Understood, found: Found, library: Library) -> Charged | None:
    """Who is charged; not a local body that the question does not name, as of many alike."""
    charged = charged_with(found.document, found.clause, library)
    if charged and any(is_of_a_place(o) and o not in question.organs for o in charged.organs):
        return None
    return charged


def _from_clause(
    question: Understood, nearest: _Nearest, book: ContactBook, row: Wanted
) -> Referral | None:
    """The referral with the nearest clause; None where that does not bear it out, or where a
    complaint has nobody who is charged."""
    document, clause, charged = nearest.found.document, nearest.found.clause, nearest.charged
    words = _words()
    mark = words.cites.mark(document, clause, best_sentence(question, document, clause))
    shown, marks = {"label": clause.label}, [mark]
    if charged and charged.clause is not clause:
        marks.append(words.cites.mark(document, charged.clause))
    if row.name == "complaint":
        if charged is None:
            return None
        words.add("complaint", {}, {})
        shown = {"label": charged.clause.label, "leaders": charged.words}
        words.add("complaint_charged", {}, shown, marks[-1])
    elif nearest.stated:
        words.add("stated", {}, shown, mark)
    else:
        name = _absence(nearest)
        if charged:
            holder = place_label(charged.clause.path, charged.clause.part)
            shown |= {"leaders": charged.words, "place": holder}
        words.add(name, {"thing": row.thing}, shown, *marks)
    place = _place(question) or nearest.province
    organs = charged.organs if charged else ()
    contacts = _offer(words, organs, place, book, row, sure=nearest.sure)
    notice = words.notice()
    return _referral(with_quote(notice, document, clause, mark), contacts) if notice else None


def _absence(nearest: _Nearest) -> str:
    """The name of the text that says what the clause does not state."""
    charged = nearest.charged
    above = "_above" if charged and charged.clause is not nearest.found.clause else ""
    name = f"charged{above}" if charged else "uncharged"
    return name if nearest.sure else f"near_{name}"


def _without_clause(question: Understood, book: ContactBook, row: Wanted) -> Referral:
    """The referral where no clause is near."""
    words = _words()
    if row.name == "complaint":
        words.add("complaint", {}, {})
    else:
        words.add("nothing", {"thing": row.thing}, {})
    contacts = _offer(words, question.organs, _place(question), book, row)
    return _referral(words.notice(), contacts)


def _of_named(question: Understood, book: ContactBook, row: Wanted) -> Referral:
    """The contact or the people of the organs that the question names."""
    words, place = _words(), _place(question)
    if row.name != "contact" or not any(book.of(organ, place) for organ in question.organs):
        units = " và ".join(in_sentence(organ) for organ in question.organs)
        words.add("nothing_of", {"thing": row.thing, "unit": units}, {})
    contacts = _offer(words, question.organs, place, book, row)
    return _referral(words.notice(), contacts)


def _to_a_person(question: Understood, book: ContactBook) -> Referral:
    """Who takes over where a person is asked for."""
    words = _words()
    if not book.handover:
        words.add("person", {}, {})
    contact = book.switchboard(_place(question))
    if contact:
        words.add("call", {"unit": contact.unit, "ways": _ways(contact)}, {})
    elif not book.handover:
        words.add("one_stop", {}, {})
    referral = _referral(words.notice(), (contact,) if contact else ())
    if not book.handover:
        return referral
    own = Statement(book.handover, Role.OFFER)
    return Referral((own, *referral.statements), contacts=referral.contacts)


def _offer(
    words: Words,
    organs: Iterable[str],
    place: str | None,
    book: ContactBook,
    row: Wanted,
    *,
    sure: bool = True,
) -> tuple[Contact, ...]:
    """Say where to go: to each of the organs, which is the right one if that is ``sure``, else to
    the switchboard or the one-stop desk."""
    near = "" if sure else "near_"
    listed: dict[Contact, str] = {}
    for organ in organs:
        if contact := book.of(organ, place):
            listed.setdefault(contact, organ)
    for contact, organ in listed.items():
        given = {"unit": _unit(organ, contact), "ways": _ways(contact)}
        words.add(f"{near}call", given, {})
    if listed:
        return tuple(listed)
    units = " và ".join(dict.fromkeys(_unit(organ) for organ in organs))
    complains = row.name == "complaint"
    if units:
        words.add("complain_to" if complains else f"{near}directly", {"unit": units}, {})
    board = book.switchboard(place)
    if board:
        name = "switchboard" if units else "call"
        words.add(name, {"unit": board.unit, "ways": _ways(board)}, {})
    elif not units:
        words.add("complain" if complains else "one_stop", {}, {})
    return (board,) if board else ()


def _unit(organ: str, contact: Contact | None = None) -> str:
    """The organ to turn to, as the document or the question calls it; where the operator's book has
    it by another name, by that, with what it was called."""
    if contact and successor(organ) != organ and fold(organ) not in fold(contact.unit):
        form = str(read_table("referral")["unit"]["today"])
        return form.format(new=contact.unit, old=organ)
    return in_sentence(contact.unit if contact else organ)


def _ways(contact: Contact) -> str:
    """How the unit is reached: by telephone, else by page and address."""
    return "".join(form.format(value=value) for form, value in _said_ways(contact) if value)


def _said_ways(contact: Contact) -> Iterator[tuple[str, str]]:
    forms = read_table("referral")["way"]
    if contact.telephone:
        yield forms["telephone"], contact.telephone
        yield forms["hours"], contact.hours
        return
    yield forms["address"], contact.address
    yield forms["page"], contact.page


def _place(question: Understood) -> str | None:
    """The province that the question is about, where it is one."""
    return question.provinces[0] if len(question.provinces) == 1 else None


def _words() -> Words:
    table = read_table("referral")
    return Words(table["text"] | table["offer"], table["offer"])


def _referral(notice: Notice | None, contacts: tuple[Contact, ...]) -> Referral:
    assert notice is not None  # without citations nothing is checked
    return Referral(notice.statements, notice.citations, contacts)
