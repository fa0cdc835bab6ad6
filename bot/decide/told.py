"""What of the chosen clauses is told first: the words that answer, the sentence or the cell.

Each thing that is asked for gets its own, from the clause chosen or from one around it; what is
told nowhere is said to be missing, where nothing of its sort stands there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.decide.row import aspects_in
from bot.decide.things import around_of, aspects_of_question, counted, things_of
from bot.evidence.aspects import aspects_of, aspects_of_way, cells_asked, labelled
from bot.evidence.direct import Direct
from bot.evidence.options import decided, read_options
from bot.evidence.told import Told
from bot.findings import Choice, Findings, Found
from bot.interfaces import Reader
from bot.question import Understood
from bot.read.spans.wanted import wanted
from bot.retrieve.asked import things_asked
from bot.understand.intent.yes_no import read_claim
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from index.passage import clause_text

_HALF = 0.5  # more likely than not: enough where few words are wanted


def with_words(
    reader: Reader, question: Understood, findings: Findings, choice: Choice, brief: bool = False
) -> Choice:
    """The choice with what is told first of it, which lists do without; ``brief``: what is
    more likely than not will do, and only the first of those that say the same is kept."""
    if choice.asked or not _asks_several(question):
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
        elif not words.get(name) and (piece := reader.told(one, found, _HALF if brief else None)):
            told[name] = piece
    for name in _told_again(choice, words, told, cells) if choice.single else ():
        words[name], cells[name] = (), ()
        told.pop(name, None)
    settled = {
        f.clause.id: said
        for f in choice.clauses[:1]
        if not choice.asked and (said := reader.settled(question, f))
    }
    choice = replace(choice, words=words, told=told, cells=cells, brief=brief, settled=settled)
    return replace(choice, things=things_of(reader, question, findings, choice))


def _told_again(choice: Choice, *told: Mapping[str, object]) -> list[str]:
    """The ids of the clauses before which another of their document tells something already."""
    telling = [f for f in choice.clauses if any(one.get(f.clause.id) for one in told)]
    first = {f.document.id: f.clause.id for f in reversed(telling)}
    return [f.clause.id for f in telling if first[f.document.id] != f.clause.id]


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
    beside = around_of(first)
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
    _, aspects = aspects_of_question(question)
    if not choice.listed or not aspects or question.asks_for("list"):
        return choice
    if any(labelled(aspects, f.document, f.clause) for f in choice.clauses):
        return choice
    labels = [c for c in around_of(first) if labelled(aspects, first.document, c)]
    if len(labels) != 1:
        return choice
    return replace(choice, clauses=(replace(first, clause=labels[0]),), listed=False)


def _cells(question: Understood, found: Found) -> tuple[Told, ...]:
    """The cells of a row that the question asks for by their columns, or what stands behind such a
    label in a clause."""
    text, aspects = aspects_of_question(question)
    if found.clause.cells:
        return cells_asked(aspects, text, found.document, found.clause)
    label = labelled(aspects, found.document, found.clause)
    return (label,) if label else ()


def _beside(
    question: Understood, words: Sequence[Direct], cells: Sequence[Told]
) -> tuple[Direct, ...]:
    """The words that tell something else than the cells do, where several things are asked."""
    if not _asks_several(question):
        return ()
    known = {name for cell in cells for name in aspects_of(cell.head)}
    words = counted(wanted(question.text), words)
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
