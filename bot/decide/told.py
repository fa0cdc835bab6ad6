"""What of the chosen clauses is told first: the words that answer, the sentence or the cell.

Each thing that is asked for gets its own, from the clause chosen or from one around it; what is
told nowhere is said to be missing, where nothing of its sort stands there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.decide.row import aspects_in
from bot.evidence.aspects import Aspect, aspects_of, aspects_of_way, cells_asked, labelled
from bot.evidence.direct import Direct
from bot.evidence.options import decided, read_options
from bot.evidence.told import Told
from bot.findings import Answered, Choice, Findings, Found
from bot.interfaces import Reader
from bot.question import Understood
from bot.read.around import around
from bot.read.spans.find import find_spans
from bot.read.spans.wanted import Wanted, wanted
from bot.retrieve.asked import Thing, things_asked
from bot.understand.intent.words import read_asks
from bot.understand.intent.yes_no import read_claim
from corpus.document import Clause
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from index.passage import clause_text

_HALF = 0.5  # more likely than not: enough for one of two things that are asked
_ANY = 0.0  # the likeliest will do, where few words are wanted
# ways of asking for what is told by its form: a body may be "thư ký", a place "tại nhà"
_TOLD_BY_FORM = frozenset(("how_much", "money", "share", "contact", "when", "how_long"))
_SHORT = 45  # words of a clause that is read at a glance
_MOST_AROUND = 30


def with_words(
    reader: Reader, question: Understood, findings: Findings, choice: Choice, brief: bool = False
) -> Choice:
    """The choice with what is told first of it, which lists do without; ``brief``: of every
    clause something is, however unsure, and only the first of those that say the same is kept."""
    choice = _by_labels(question, _by_options(question, choice))
    if choice.listed:
        return choice
    if brief and not (choice.asked or findings.compared):
        choice = replace(choice, clauses=choice.clauses[:1])
    whole = [f for f in choice.clauses if f.clause.id not in choice.asked]
    words = dict(reader.words(question, whole)) if whole else {}
    for found in choice.clauses:
        if asked := choice.asked.get(found.clause.id):
            words |= reader.words(asked, [found])
    cells: dict[str, tuple[Told, ...]] = {}
    told: dict[str, Told] = {}
    for found in choice.clauses:
        name, one = found.clause.id, choice.asked.get(found.clause.id, question)
        if kept := _cells(one, found):
            cells[name] = tuple(_marked(cell, words.get(name, ())) for cell in kept)
            words[name] = _beside(one, words.get(name, ()), kept)
        elif piece := _deciding(one, found):
            told[name], words[name] = piece, ()
        elif not words.get(name) and (piece := reader.told(one, found, _ANY if brief else None)):
            told[name] = piece
    choice = replace(choice, words=words, told=told, cells=cells, brief=brief)
    return replace(choice, things=_things(reader, question, findings, choice))


def _by_options(question: Understood, choice: Choice) -> Choice:
    """The choice with the clause alone that decides between two which the question names; unchanged
    where several clauses decide differently and say as much of what is asked."""
    options = None if choice.asked else read_options(question.text)
    if options is None or read_claim(question):
        return choice
    said: list[tuple[int, str, Found]] = []
    for found in choice.clauses:
        told = decided(options, found.document, found.clause)
        if told is None or found.profile.form:
            continue
        words = found.document.text[slice(*told.strong[0])]
        above = [clause_text(found.document, c) for c in found.document.ancestors(found.clause)]
        there = set(folded_syllables(" ".join([*above, clause_text(found.document, found.clause)])))
        said.append((len(options.others & there), fold(words), found))
    best = max((count for count, _, _ in said), default=0)
    first = [one for one in said if one[0] == best]
    if not first or len({words for _, words, _ in first}) > 1:
        return choice
    return replace(choice, clauses=(first[0][2],), listed=False)


def _by_labels(question: Understood, choice: Choice) -> Choice:
    """The choice, in which what is asked of one matter is told under the labels of that matter
    ("Thời gian thực hiện: …"), and not of another."""
    if not choice.clauses:
        return choice
    if not choice.asked:
        return _by_label(question, choice)
    first, *others = choice.clauses
    beside = _around(first)
    clauses, asked = [first], dict(choice.asked)
    for found in others:
        one = asked.get(found.clause.id)
        aspects = aspects_in(one.text) if one else ()
        label = next((c for c in beside if labelled(aspects, first.document, c)), None)
        if label is None or found.clause.id in {c.id for c in beside} or one is None:
            clauses.append(found)
            continue
        clauses.append(replace(first, clause=label))
        asked[label.id] = one
    return replace(choice, clauses=tuple(clauses), asked=asked)


def _by_label(question: Understood, choice: Choice) -> Choice:
    """The clause whose label is asked for, in place of a list of what stands beside it."""
    first = choice.clauses[0]
    _, aspects = _aspects(question)
    if not choice.listed or not aspects or question.asks_for("list"):
        return choice
    if any(labelled(aspects, f.document, f.clause) for f in choice.clauses):
        return choice
    labels = [c for c in _around(first) if labelled(aspects, first.document, c)]
    if len(labels) != 1:
        return choice
    return replace(choice, clauses=(replace(first, clause=labels[0]),), listed=False)


def _cells(question: Understood, found: Found) -> tuple[Told, ...]:
    """The cells of a row that the question asks for by their columns, or what stands behind such a
    label in a clause."""
    text, aspects = _aspects(question)
    if found.clause.cells:
        return cells_asked(aspects, text, found.document, found.clause)
    label = labelled(aspects, found.document, found.clause)
    return (label,) if label else ()


def _aspects(question: Understood) -> tuple[str, tuple[Aspect, ...]]:
    """What is asked of a row: by the message, else by what it completes."""
    for text in dict.fromkeys((question.text, question.standalone)):
        if aspects := aspects_in(text):
            return text, aspects
    return question.text, ()


def _around(found: Found) -> list[Clause]:
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


def _beside(
    question: Understood, words: Sequence[Direct], cells: Sequence[Told]
) -> tuple[Direct, ...]:
    """The words that tell something else than the cells do, where several things are asked."""
    if not _asks_several(question):
        return ()
    known = {name for cell in cells for name in aspects_of(cell.head)}
    words = _counted(wanted(question.text), words)
    return tuple(
        w for w in words if not _inside(w, cells) and not known & set(aspects_of_way(w.way))
    )


def _asks_several(question: Understood) -> bool:
    return len(things_asked(question.text)) > 1


def _deciding(question: Understood, found: Found) -> Told | None:
    """The sentence that decides between two that the question names."""
    options = read_options(question.text)
    if options is None or read_claim(question) or found.profile.form:
        return None
    return decided(options, found.document, found.clause)


def _inside(word: Direct, cells: Iterable[Told]) -> bool:
    return any(cell.start <= word.start and word.end <= cell.end for cell in cells)


def _marked(cell: Told, words: Sequence[Direct]) -> Told:
    """The cell with the words that answer in it."""
    own = tuple((w.start, w.end) for w in words if _inside(w, (cell,)))
    return replace(cell, strong=own)


def _things(
    reader: Reader, question: Understood, findings: Findings, choice: Choice
) -> tuple[Answered, ...]:
    """What is asked beside what the chosen clauses are told to say, thing by thing."""
    things = things_asked(question.text)
    if not things or not choice.clauses or findings.compared:
        return _missing_cells(question, choice)
    left = _Left(choice)
    found: list[Answered] = []
    parts = {part.question.text: part.found for part in findings.several}
    for thing in things:
        if left.takes(thing):
            continue
        own = parts.get(thing.whole, ())
        one = _told_of(reader, _question_of(question, thing), thing, choice, own)
        if one is not None and not _is_told(one, choice, found):
            found.append(one)
    return tuple(found) if len(found) < len(things) or any(f.found for f in found) else ()


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
    near = [replace(chosen[0], clause=c) for c in _around(chosen[0])]
    aspects = aspects_in(thing.own)
    for found in near:
        if label := labelled(aspects, found.document, found.clause):
            return Answered(thing.own, found, told=label)
    for found in chosen:
        if words := _counted(wants, reader.words(asked, [found]).get(found.clause.id, ())):
            return Answered(thing.own, found, words)
    for found in chosen:
        piece = reader.told(asked, found, _HALF)
        if piece and _fits(piece, found, wants):
            return Answered(thing.own, found, told=piece)
    sure = [f for f in own[:1] if f.answers and all(f.clause.id != c.clause.id for c in chosen)]
    for found in sure:
        words = reader.words(asked, [found]).get(found.clause.id, ())
        return Answered(thing.own, found, words, None if words else reader.told(asked, found))
    if wants:
        told = reader.words(asked, near)
        for found in near:
            if words := _counted(wants, told.get(found.clause.id, ())):
                return Answered(thing.own, found, words)
    if _is_missing(wants, [*chosen, *near]):
        return Answered(thing.own)
    return None


def _question_of(question: Understood, thing: Thing) -> Understood:
    """The thing as a question of its own."""
    asks = read_asks(thing.own)
    return replace(question, text=thing.own, standalone=thing.whole, search_text=thing.whole,
                   asks=asks)  # fmt: skip


def _counted(wants: Sequence[Wanted], words: Sequence[Direct]) -> tuple[Direct, ...]:
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
    text, aspects = _aspects(question)
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
