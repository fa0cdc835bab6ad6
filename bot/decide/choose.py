"""Findings to a choice: which clauses answer, and whether they are a list."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.decide.cases import OF_EACH, all_cases
from bot.decide.contradicted import is_contradicted, speaks_of_another
from bot.decide.each import choose_each
from bot.decide.levels import all_of_level, is_of_body, of_level
from bot.decide.parts import answer_of, choose_parts
from bot.decide.row import row_asked
from bot.decide.sizes import choose_for_sizes
from bot.decide.together import completed, together
from bot.decide.under import under_heading, with_led_in
from bot.findings import Choice, Compared, Findings, Found
from bot.question import ANY, Understood
from bot.read.actors import actors, asks_who, verbs_asked
from bot.read.claim import Verdict, judge
from bot.surroundings import Surroundings
from bot.understand.intent.yes_no import Claim, read_claim
from bot.vocabulary import folded_stopwords, stopwords, task_words
from bot.vocabulary.types import types_with
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_organs
from index.passage import headings

_HALF = 0.5  # of the best one's probability: as good
_CLAIM_DEPTH = 4  # so many beside the best are read for the figures of a claim
_MAX_LIST = 40
_MOST_FORM_PARTS = 12
_EXCEPT = re.compile(r"\btrừ\s+(?P<what>[^)\n]{3,120})", re.IGNORECASE)
_MOST_CASES = 8
_BEGUN = 3  # words with which clauses of one list begin
_NAME = 14  # words of a heading that names a body
_FEW = 2  # so many clauses are shown one by one, more as a list


def decide(question: Understood, findings: Findings, around: Surroundings) -> Choice:
    """What is answered with; empty where nothing bears the question out."""
    choice = _decide(question, findings, around)
    if not choice.listed:
        return choice
    whole = with_led_in(choice.clauses, around)
    return replace(choice, clauses=whole) if len(whole) <= _MAX_LIST else choice


def _decide(question: Understood, findings: Findings, around: Surroundings) -> Choice:
    if not findings.compared and (row := row_asked(question, findings)):
        return Choice((row,))
    chosen = choose(question, findings)
    single = chosen and not findings.compared and not findings.listed
    if single and (cases := all_cases(question, chosen[0], around)):
        return Choice(tuple(cases), listed=True)
    if findings.several and (each := choose_each(findings, chosen)):
        return each
    if not chosen:
        return _of_named(question, findings, around)
    if findings.compared:
        return _of_parts(findings, around)
    if findings.listed > 1:
        return Choice(tuple(chosen), listed=True)
    if steps := choose_for_sizes(question, chosen[0], around):
        return steps
    if of_its := _of_level(question, chosen[0], around):
        return of_its
    chosen = _telling_who(question, findings, chosen, around)
    if under := under_heading(question, chosen[0], around):
        return Choice(tuple(under), listed=True)
    one = _asks_for_one(question) and not chosen[0].named
    if len(chosen) > 1 and not one and not chosen[0].named and (whole := completed(chosen, around)):
        whole = [f for f in whole if _tells_who(question, f)] or whole
        return Choice(tuple(whole), listed=len(whole) > _FEW)
    listed = _listed(question, findings, around, chosen)
    if not listed and not one and len(chosen) > _FEW:
        listed = chosen
    return Choice(tuple(listed or chosen), listed=bool(listed), single=one)


def _of_named(question: Understood, findings: Findings, around: Surroundings) -> Choice:
    """What a level of government, or a body, has to do by the document that is named, though the
    reader is sure of no clause: its steps begin with it."""
    top = next(iter(findings.found), None)
    if top is None or question.named != (top.document.id,) or findings.compared:
        return Choice()
    if is_of_body(question, top):
        return Choice((top,), single=True)
    return Choice(tuple(all_of_level(question, top, around)), listed=True)


def _of_level(question: Understood, top: Found, around: Surroundings) -> Choice | None:
    """What the level of government takes that the question asks about."""
    if steps := all_of_level(question, top, around):
        return Choice(tuple(steps), listed=True)
    step = of_level(question, top, around)
    return Choice((step,), single=True) if step else None


def _telling_who(
    question: Understood, findings: Findings, chosen: list[Found], around: Surroundings
) -> list[Found]:
    """Where it is asked who does something, those of the ``chosen`` that name somebody who does it;
    where none does, what is nearest to them and does."""
    if chosen[0].named or not (asks_who(question) and verbs_asked(question)):
        return chosen
    told = [f for f in chosen if _tells_who(question, f)]
    if told and not _is_excepted(question, told[0]):
        return told
    top = chosen[0]
    for found in findings.found[:_CLAIM_DEPTH]:
        near = found.probability >= _HALF * top.probability and found.evidence.own >= _HALF
        near = near and not _is_excepted(question, found)
        if near and not speaks_of_another(question, found) and _tells_who(question, found):
            return [found]
    head = around.parent(top) if question.apart else None
    beside = around.with_children(head) if head else []
    return [f for f in beside if _tells_who(question, f)][:_MOST_CASES] or chosen


def _is_excepted(question: Understood, found: Found) -> bool:
    """Whether a heading above the clause leaves out what is asked about: "(trừ lĩnh vực y tế)"."""
    asked = set(folded_syllables(question.subject)) - folded_stopwords()
    for head in headings(found.document, found.clause):
        match = _EXCEPT.search(head)
        if match is None:
            continue
        said = set(folded_syllables(head[: match.start()])) - folded_stopwords()
        left_out = set(folded_syllables(match["what"])) - folded_stopwords() - said
        if len(asked & left_out) >= _FEW:
            return True
    return False


def _tells_who(question: Understood, found: Found) -> bool:
    return bool(actors(question, found.document, found.clause))


def _of_parts(findings: Findings, around: Surroundings) -> Choice:
    """What answers each part: its best clause, or the list that it asks for, whole."""
    clauses: list[Found] = []
    items: set[str] = set()
    for part in findings.compared:
        answers = answer_of(part, findings.compared)
        listed = _listed_of(part, answers, around)
        if len(listed) > 1:
            items.update(f.clause.id for f in listed)
        clauses += listed or answers
    asked = {f.clause.id: part.question for part in findings.compared for f in part.found}
    chosen = {f.clause.id: f for f in clauses}
    return Choice(tuple(chosen.values()), asked=asked, items=frozenset(items))


def _listed_of(part: Compared, answers: Sequence[Found], around: Surroundings) -> Sequence[Found]:
    """The clauses of the list that one part asks for; empty where it asks for none."""
    if part.listed > 1:
        return answers
    asks = part.question.asks_for("list") or part.question.organs
    if not asks or part.organ or len(answers) != 1 or answers[0].named:
        return ()
    top = answers[0]
    head = _headed_by_body(part, top, around)
    if head is None and part.question.asks_for("list"):
        above = around.heading(part.question, top)
        # what answers may stand in the clause itself
        more = above and (above.evidence.own > top.evidence.own or _all_begin_alike(top, around))
        head = above if more else None
    if top.profile.heads_others and part.question.asks_for("list"):
        head = top
    children = around.with_children(head) if head else []
    return children if len(children) <= _MAX_LIST else ()


def _all_begin_alike(top: Found, around: Surroundings) -> bool:
    """Whether all that stands beside the clause begins as it does ("Bãi bỏ toàn bộ …")."""
    head = around.parent(top)
    beside = around.with_children(head) if head else []
    begun = {tuple(w for w in folded_syllables(f.profile.text) if not w.isdigit())[:_BEGUN]
             for f in beside}  # fmt: skip
    return len(beside) > 1 and len(begun) == 1


def _headed_by_body(part: Compared, top: Found, around: Surroundings) -> Found | None:
    """The heading above a clause that only names the body of which it is asked what it has to do
    ("4. Sở Nội vụ")."""
    organs = set(part.question.organs)
    if not organs or set(part.question.asks) - {"what", "list"}:
        return None
    head = around.parent(top)
    if head is None or len(head.profile.text.split()) > _NAME:
        return None
    named = {match.name for match in find_organs(head.profile.text)}
    return head if named and named <= organs else None


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
        same = _with_signer([f for f in sound if f.document is top.document and f.named])
        several = any(ANY in step.value for step in question.clause_steps)
        alone = question.clause_steps and not several
        return together(same) if alone else same[:_MOST_FORM_PARTS]
    if question.asks_for("any_document"):
        return _of_documents(sound)
    if claim := read_claim(question):
        return _settling(claim, sound)
    others = [f for f in findings.found if f is not top and not speaks_of_another(question, f)]
    return together([top, *others])


def _with_signer(found: list[Found]) -> list[Found]:
    """The parts of one document, of the lines of its signature those with the signer's name, where
    the name stands in one of them."""
    signer = found[0].document.metadata.signer
    signed = [f for f in found if f.clause.value("the_thuc") == "chu_ky"]
    holding = [f.clause.id for f in signed if signer and signer in f.profile.text][:1]
    return [f for f in found if not holding or f not in signed or f.clause.id in holding]


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
    if cases := _by_cases(question, around, top):
        return cases
    wants_list = question.asks_for("list")
    head = around.heading(question, top) if wants_list and not top.named else None
    head = top if top.profile.heads_others and (top.named or wants_list) else head
    if head:
        children = around.with_children(head)
        if len(children) <= _MAX_LIST:
            return [head, *children] if head.named else children
    return []


def _asks_for_one(question: Understood) -> bool:
    """Whether one thing is asked for, that the best clause says first; not all of a list, nor the
    same of several ("mỗi mức cho ai")."""
    if question.asks_for("list") or OF_EACH.search(question.standalone):
        return False
    return bool({*types_with("one_thing"), *types_with("single")} & set(question.asks))


def _by_cases(question: Understood, around: Surroundings, top: Found) -> list[Found]:
    """Who does it case by case, where what stands beside the best clause names others for other
    cases under a heading that is what is asked about; empty elsewhere."""
    if top.named or not question.asks_for("who") or not actors(question, top.document, top.clause):
        return []
    head = around.heading(question, top)
    children = around.with_children(head) if head and not _is_excepted(question, top) else []
    told = [f for f in children if actors(question, f.document, f.clause)]
    names = {actors(question, f.document, f.clause)[0].words for f in told}
    return told if _FEW <= len(told) <= _MOST_CASES and len(names) > 1 else []


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
