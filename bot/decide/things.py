"""Several things that are asked in one message: what of the chosen clauses, or of what stands
around them, tells each; what is told nowhere, where nothing of its sort stands there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.decide.row import aspects_in
from bot.evidence.aspects import Aspect, aspects_of, cells_asked, labelled
from bot.evidence.direct import Direct
from bot.evidence.told import Told
from bot.findings import Answered, Choice, Findings, Found
from bot.interfaces import Reader
from bot.question import Understood
from bot.read.around import around
from bot.read.spans.find import find_spans
from bot.read.spans.wanted import Wanted, wanted
from bot.retrieve.asked import Thing, things_asked
from bot.understand.intent.words import read_asks
from bot.vocabulary import folded_stopwords
from corpus.document import Clause
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from index.passage import clause_text

_HALF = 0.5  # more likely than not: enough for one of two things that are asked
# ways of asking for what is told by its form: a body may be "thư ký", a place "tại nhà"
_TOLD_BY_FORM = frozenset(("how_much", "money", "share", "contact", "when", "how_long"))
_SHORT = 45  # words of a clause that is read at a glance
_MOST_AROUND = 30


def aspects_of_question(question: Understood) -> tuple[str, tuple[Aspect, ...]]:
    """What is asked of a row: by the message, else by what it completes."""
    for text in dict.fromkeys((question.text, question.standalone)):
        if aspects := aspects_in(text):
            return text, aspects
    return question.text, ()


def around_of(found: Found) -> list[Clause]:
    """What stands around the clause: beside it, under what stands beside it, and, where it stands
    under a mere label ("b) Cơ quan thực hiện:"), beside that."""
    document, clause = found.document, found.clause
    near = around(document, clause)
    above = document.ancestors(clause)
    heads = above[-1:]
    if len(above) > 1 and clause_text(document, above[-1]).rstrip().endswith(":"):
        heads = above[-2:]
    for head in heads:
        for child in document.children(head):
            near += [child, *document.children(child)]
    unique = {c.id: c for c in near if c.id != clause.id}
    return list(unique.values())[:_MOST_AROUND]


def things_of(
    reader: Reader, question: Understood, findings: Findings, choice: Choice
) -> tuple[Answered, ...]:
    """What is asked beside what the chosen clauses are told to say, thing by thing."""
    things = things_asked(question.text)
    if not things or not choice.clauses or findings.compared:
        return _missing_cells(question, choice)
    left = _Left(choice)
    found: list[Answered] = []
    parts = {part.question.text: part.found for part in findings.several}
    nearest = sorted(things, key=lambda thing: -_shared(thing, choice.clauses[0]))
    taken = [thing for thing in nearest if left.takes(thing)]
    for thing in things:
        if thing in taken:
            continue
        own = parts.get(thing.whole, ())
        one = _told_of(reader, _question_of(question, thing), thing, choice, own)
        if one is not None and not _is_told(one, choice, found):
            found.append(one)
    return tuple(found) if len(found) < len(things) or any(f.found for f in found) else ()


def _shared(thing: Thing, found: Found) -> int:
    """How many words of the thing stand in the clause."""
    said = set(folded_syllables(thing.own)) - folded_stopwords()
    return len(said & set(folded_syllables(clause_text(found.document, found.clause))))


class _Left:
    """The words and cells told so far that no thing has been given yet."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._words = [word for words in choice.words.values() for word in words]
        self._cells = [cell for cells in choice.cells.values() for cell in cells]

    def takes(self, thing: Thing) -> bool:
        """Whether something is told of the thing already; it is used up by it."""
        ways = {one.way for one in wanted(thing.own)}
        names = {name for aspect in aspects_in(thing.own) for name in aspect.names}
        for cell in self._cells:
            if names & aspects_of(cell.head):
                self._cells.remove(cell)
                return True
        for word in self._words:
            if word.way in ways:
                self._words.remove(word)
                return True
        return any(
            (one := self._choice.asked.get(f.clause.id)) and one.text == thing.whole
            and (f.clause.id in self._choice.told or _is_short(f))
            for f in self._choice.clauses
        )  # fmt: skip


def _told_of(
    reader: Reader, asked: Understood, thing: Thing, choice: Choice, own: Sequence[Found]
) -> Answered | None:
    """What tells the thing; that it is not found; None where the clauses may tell it as they
    stand."""
    chosen = list(choice.clauses)
    wants = wanted(thing.own)
    near = [replace(chosen[0], clause=c) for c in around_of(chosen[0])]
    told = (
        _behind_label(thing, near)
        or _in_chosen(reader, asked, thing, chosen)
        or _beside_chosen(reader, asked, thing, chosen, own)
    )
    if told is None and wants:
        words = reader.words(asked, near)
        kept = ((f, counted(wants, words.get(f.clause.id, ()))) for f in near)
        told = next((Answered(thing.own, f, said) for f, said in kept if said), None)
    if told is None and _is_missing(wants, [*chosen, *near]):
        return Answered(thing.own)
    return told


def _behind_label(thing: Thing, near: Sequence[Found]) -> Answered | None:
    """What stands behind the label that the thing asks for."""
    aspects = aspects_in(thing.own)
    for found in near:
        if label := labelled(aspects, found.document, found.clause):
            return Answered(thing.own, found, told=label)
    return None


def _in_chosen(
    reader: Reader, asked: Understood, thing: Thing, chosen: Sequence[Found]
) -> Answered | None:
    """The words or the sentence of a chosen clause that tell the thing, the surest first."""
    wants = wanted(thing.own)
    for least in (None, _HALF):
        for found in chosen:
            words = counted(wants, reader.words(asked, [found], least).get(found.clause.id, ()))
            if words and (least is None or _is_alone(words, found)):
                return Answered(thing.own, found, words, sure=least is None)
        if least is not None:
            continue
        for found in chosen:
            piece = reader.told(asked, found, _HALF if wants else None)
            if piece and _fits(piece, found, wants):
                return Answered(thing.own, found, told=piece)
    return None


def _is_alone(words: Sequence[Direct], found: Found) -> bool:
    """Whether the clause holds nothing else of the words' sort, which they could be taken for."""
    kinds = [value.kind for value in find_spans(clause_text(found.document, found.clause))]
    return all(kinds.count(word.kind) == 1 for word in words)


def _beside_chosen(
    reader: Reader, asked: Understood, thing: Thing, chosen: Sequence[Found], own: Sequence[Found]
) -> Answered | None:
    """What was found for the thing alone, where that is another clause that answers."""
    known = {found.clause.id for found in chosen}
    for found in own[:1]:
        if found.answers and found.clause.id not in known:
            words = reader.words(asked, [found]).get(found.clause.id, ())
            told = None if words else reader.told(asked, found)
            return Answered(thing.own, found, words, told)
    return None


def _question_of(question: Understood, thing: Thing) -> Understood:
    """The thing as a question of its own."""
    asks = read_asks(thing.own)
    return replace(question, text=thing.own, standalone=thing.whole, search_text=thing.whole,
                   asks=asks)  # fmt: skip


def counted(wants: Sequence[Wanted], words: Sequence[Direct]) -> tuple[Direct, ...]:
    """The words, without figures of something else than what is counted: no "03 ngày" for "mấy
    bộ"."""
    units = {want.unit.split()[0] for want in wants if want.unit and want.way == "how_much"}
    if not units:
        return tuple(words)
    return tuple(w for w in words if w.way != "how_much" or units & set(fold(w.words).split()))


def _fits(piece: Told, found: Found, wants: Sequence[Wanted]) -> bool:
    """Whether something of a sort that is wanted stands in the piece, where a sort is."""
    if not wants:
        return True
    text = found.document.text[piece.start : piece.end]
    units = {want.unit.split()[0] for want in wants if want.unit and want.way == "how_much"}
    if units and not units & set(fold(text).split()):
        return False
    kinds = {value.kind for value in find_spans(text)}
    return any(kinds & set(want.kinds) for want in wants)


def _is_missing(wants: Sequence[Wanted], founds: Sequence[Found]) -> bool:
    """Whether nothing of the sort that is wanted stands in the clauses; of what is counted, no
    figure with its unit."""
    if not wants or any(f.profile.form for f in founds[:1]):
        return False
    if any(want.way not in _TOLD_BY_FORM for want in wants):
        return False
    texts = [clause_text(f.document, f.clause) for f in founds]
    return all(not _holds(want, texts) for want in wants)


def _holds(want: Wanted, texts: Sequence[str]) -> bool:
    unit = want.unit.split()[:1] if want.way in ("how_much", "how_often") else []
    if unit:
        counted = re.compile(rf"\d+\s*(?:\([^)]{{0,40}}\)\s*)?{re.escape(unit[0])}\b")
        return any(counted.search(fold(text)) for text in texts)
    return any(value.kind in want.kinds for text in texts for value in find_spans(text))


def _is_told(one: Answered, choice: Choice, found: Sequence[Answered]) -> bool:
    """Whether what tells the thing is told already."""
    if one.found is None:
        return False
    told = [*choice.told.values(), *(f.told for f in found if f.told)]
    told += [cell for cells in choice.cells.values() for cell in cells]
    if one.told:
        return any(t.start == one.told.start for t in told)
    words = [w for ws in choice.words.values() for w in ws]
    words += [w for f in found for w in f.words]
    return all(any(w.start == o.start for o in words) for w in one.words)


def _missing_cells(question: Understood, choice: Choice) -> tuple[Answered, ...]:
    """Of several columns that are asked for those that the row lacks."""
    if not choice.cells or len(choice.clauses) != 1:
        return ()
    found = choice.clauses[0]
    text, aspects = aspects_of_question(question)
    lacking = [
        aspect
        for aspect in aspects
        if not cells_asked([aspect], text, found.document, found.clause)
    ]
    if len(lacking) == len(aspects):
        return ()
    return tuple(Answered(text[a.start : a.end]) for a in lacking if a.named)


def _is_short(found: Found) -> bool:
    return len(clause_text(found.document, found.clause).split()) <= _SHORT
