"""Findings to a choice: which clauses answer, and whether they are a list."""

from bot.decide.contradicted import is_contradicted, speaks_of_another
from bot.decide.each import choose_each
from bot.decide.parts import choose_parts
from bot.decide.together import completed, together
from bot.findings import Choice, Findings, Found
from bot.question import ANY, Understood
from bot.read.claim import Verdict, judge
from bot.surroundings import Surroundings
from bot.understand.intent.yes_no import Claim, read_claim
from bot.vocabulary import folded_stopwords, stopwords, task_words
from bot.vocabulary.types import types_with
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_organs

_HALF = 0.5  # of the best one's probability: as good
_CLAIM_DEPTH = 4  # so many beside the best are read for the figures of a claim
_MAX_LIST = 40
_MOST_FORM_PARTS = 12
_FEW = 2  # so many clauses are shown one by one, more as a list


def decide(question: Understood, findings: Findings, around: Surroundings) -> Choice:
    """What is answered with; empty where nothing bears the question out."""
    chosen = choose(question, findings)
    if findings.several and (each := choose_each(findings, chosen)):
        return each
    if not chosen:
        return Choice()
    if findings.compared:
        asked = {f.clause.id: part.question for part in findings.compared for f in part.found}
        return Choice(tuple(chosen), asked=asked)
    if findings.listed > 1:
        return Choice(tuple(chosen), listed=True)
    if len(chosen) > 1 and not chosen[0].named and (whole := completed(chosen, around)):
        return Choice(tuple(whole), listed=len(whole) > _FEW)
    listed = _listed(question, findings, around, chosen)
    if not listed and len(chosen) > 2:
        listed = chosen
    return Choice(tuple(listed or chosen), listed=bool(listed))


def choose(question: Understood, findings: Findings) -> list[Found]:
    """The findings that bear the question out, best first; empty where none does."""
    if findings.listed:
        return list(findings.found[: findings.listed])
    if findings.compared:
        return choose_parts(findings.compared)
    sound = [f for f in findings.found if _is_sound(question, f)]
    if not sound:
        return []
    top = sound[0]
    if top.named:
        same = [f for f in sound if f.document is top.document and f.named]
        several = any(ANY in step.value for step in question.clause_steps)
        alone = question.clause_steps and not several
        return together(same) if alone else same[:_MOST_FORM_PARTS]
    if question.asks_for("any_document"):
        return _of_documents(sound)
    if claim := read_claim(question):
        return _settling(claim, sound)
    others = [f for f in findings.found if f is not top and not speaks_of_another(question, f)]
    return together([top, *others])


def _is_sound(question: Understood, found: Found) -> bool:
    if found.named and found.meets:
        return True
    return bool(found.answers) and not is_contradicted(question, found)


def _settling(claim: Claim, sound: list[Found]) -> list[Found]:
    """The best finding where it says something of the claim's figures, else a near one that holds
    them, else the best alone where the reader is sure of it."""
    top, *others = sound
    if judge(claim, top.document, top.clause).verdict is not Verdict.ABSENT:
        return [top]
    for found in others[:_CLAIM_DEPTH]:
        held = judge(claim, found.document, found.clause).verdict in (Verdict.YES, Verdict.OPEN)
        if held and found.probability >= _HALF * top.probability:
            return [found]
    return [top] if top.answers else []  # shown without a verdict


def _of_documents(sound: list[Found]) -> list[Found]:
    """The best finding and those of other documents that bear the question out as well."""
    best = {f.document.id: f for f in reversed(sound)}
    top = sound[0]
    as_good = [
        f
        for f in best.values()
        if f is top or (f.beside >= _HALF and (top.outdated or not f.outdated))
    ]
    return sorted(as_good, key=lambda f: -f.rank)


def _listed(
    question: Understood, findings: Findings, around: Surroundings, chosen: list[Found]
) -> list[Found]:
    """The clauses of a list question: an organ's tasks, or the children of a heading clause."""
    top = chosen[0]
    if _asks_for_tasks(question) and not top.named:
        scope = findings.scope
        if not question.named:
            scope = tuple(d for d in scope if d in question.preferred) or scope
            if question.numbers or findings.inside:
                scope = (top.document.id,)
        return around.led_by(question.organs, scope, findings.inside)[:_MAX_LIST]
    wants_list = question.asks_for("list")
    head = around.heading(question, top) if wants_list and not top.named else None
    head = top if top.profile.heads_others and (top.named or wants_list) else head
    if head:
        children = around.with_children(head)
        if len(children) <= _MAX_LIST:
            return [head, *children] if head.named else children
    return []


def _asks_for_tasks(question: Understood) -> bool:
    """Whether all of one organ's tasks are asked for: nothing else is said of them."""
    if not question.organs or question.asks_for(*types_with("one_thing")):
        return False
    bare = question.undiacritized
    split, stop = (folded_syllables, folded_stopwords()) if bare else (syllables, stopwords())
    words = {s for s in split(question.subject) if not s.isdigit()}
    for match in find_organs(question.subject):
        words -= set(split(question.subject[match.start : match.end]))
    words -= stop | task_words()
    return len(words) <= 1
