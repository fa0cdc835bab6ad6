"""Documents that say alike things of several matters, section by section (the steps of each of
several procedures, the projects of each of several funds): a follow-up is about the section of the
clause that was shown, where its own words do not lead to another.
"""

from collections.abc import Collection

from bot.converse.correction import content
from bot.evidence.cases import class_members
from corpus.document import Clause, Document
from index.passage import clause_text

_HALF = 0.5  # of the words of two clauses together, from which on they say alike


def twin(document: Document, found: Clause, shown: Clause, said: Collection[str]) -> Clause | None:
    """The clause that says in the section of ``shown`` what ``found`` says in another; None where
    there is none, or the message's folded syllables ``said`` name the other section."""
    mine, theirs = _branches(document, found, shown)
    if mine is None or theirs is None or found.id == mine.id:
        return None
    heads, others = _own_words(document, mine), _own_words(document, theirs)
    if set(said) & (heads - others):
        return None
    words = _content(clause_text(document, found))
    level = found.path[-1].level
    asked = set(said) & words
    best: tuple[float, Clause] | None = None
    for clause in document.clauses:
        if not clause.id.startswith(f"{theirs.id}.") or clause.path[-1].level != level:
            continue
        there = _content(clause_text(document, clause))
        alike = len(words & there) / (len(words | there) or 1)
        if alike >= _HALF and asked <= there | others and (best is None or alike > best[0]):
            best = (alike, clause)
    return best[1] if best else None


def twin_under(document: Document, shown: Clause, words: Collection[str]) -> Clause | None:
    """The clause that says of another matter what ``shown`` says of its own, where the folded
    syllables ``words`` name the other's heading ("còn bến phà?", "tôi hỏi ngày thường"); None where
    no heading beside those above it says most of them."""
    for above in reversed(document.ancestors(shown)):
        parent = document.clause(above.parent) if above.parent else None
        beside = [c for c in document.children(parent) if c.id != above.id] if parent else []
        own = _own_words(document, above)
        known = own.union(*(_own_words(document, c) for c in beside))
        wanted = set(words) & known  # "nguồn", "mục" may stand in no heading
        if len(wanted) <= len(set(words)) * _HALF:
            continue
        if wanted <= own:
            return None
        heads = [c for c in beside if wanted <= _own_words(document, c)]
        if len(heads) == 1:
            return _likest(document, shown, heads[0])
    return None


def other_case(text: str, document: Document, shown: Clause) -> Clause | None:
    """The one clause beside ``shown`` that is of the case which ``text`` names, where ``shown`` is
    of another case of the same class ("thế ở miền núi thì sao", after what holds for towns)."""
    own = class_members(clause_text(document, shown))
    parent = document.clause(shown.parent) if shown.parent else None
    for name, members in class_members(text).items():
        if len(members) != 1 or name not in own or members[0] in own[name]:
            continue
        beside = document.children(parent) if parent else ()
        found = [c for c in beside if class_members(clause_text(document, c)).get(name) == members]
        if len(found) == 1:
            return found[0]
    return None


def _likest(document: Document, shown: Clause, under: Clause) -> Clause | None:
    """The clause under ``under`` that says most of what ``shown`` says, at least half."""
    words = _content(clause_text(document, shown))
    best: tuple[float, Clause] | None = None
    for clause in document.clauses:
        if clause.id.startswith(f"{under.id}.") and clause.path[-1].level == shown.path[-1].level:
            there = _content(clause_text(document, clause))
            alike = len(words & there) / (len(words | there) or 1)
            if alike >= _HALF and (best is None or alike > best[0]):
                best = (alike, clause)
    return best[1] if best else None


def _branches(
    document: Document, one: Clause, other: Clause
) -> tuple[Clause | None, Clause | None]:
    """The clauses that stand beside each other and hold the one and the other."""
    mine = [*document.ancestors(one), one]
    theirs = [*document.ancestors(other), other]
    for a, b in zip(mine, theirs, strict=False):
        if a.id != b.id:
            return a, b
    return None, None


def _own_words(document: Document, clause: Clause) -> set[str]:
    """What the clause says itself, without what stands under it."""
    under = document.children(clause)
    end = under[0].start if under and under[0].start > clause.start else clause.end
    return _content(document.text[clause.start : end])


def _content(text: str) -> set[str]:
    return set(content(text))
