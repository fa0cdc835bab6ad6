"""The thread of a talk: what a message leaves out of what was shown, whether it opens a matter that
the documents talked about do not hold, and whether what was found strays from them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer import Citation
from bot.converse.correction import content
from bot.converse.follow_up import names_another, points_back
from bot.converse.section import twin
from bot.converse.taken_back import is_own_mistake, points_at_answer
from bot.evidence.intervals import find_ranges, find_sizes
from bot.evidence.weigh import read_content
from bot.findings import Findings, Found
from bot.parts import Parts
from bot.question import Understood
from bot.said import Said, Tried
from bot.understand.scope.clause_reference import read_clause_reference
from bot.vocabulary import folded_stopwords
from corpus.document import Clause, Document
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from corpus.memory import Memory
from index.passage import clause_text, headings

_HALF = 0.5
# acts of what is said about an answer
_HANGING = frozenset(("correct", "shorten", "simplify", "summarise", "itemise", "repeat", "doubt",
                      "show", "complain", "choose"))  # fmt: skip
_FEWEST_STRANGE = 2  # of them, which the documents talked about do not say
_FEWEST = 4  # content words of a message that can be understood alone
_texts: Memory[tuple[str, bool], str] = Memory(256)


def without_rejected(findings: Findings, said: Said) -> Findings:
    """The findings without the clauses that a correction rejects; all of them where it rejects all,
    or where they may come again."""
    if not rejects(said) or findings.listed or findings.compared:
        return findings
    kept = tuple(f for f in findings.found if not is_rejected(f.document, f.clause, said))
    return findings if len(kept) == len(findings.found) else _with(findings, kept)


def rejects(said: Said) -> bool:
    """Whether the message rejects what was shown; one who corrects himself, or names the clause or
    the answer to look at, does not."""
    corrects = "correct" in said.acts and not said.again
    kept = said.conversation.kept
    text = said.conversation.text
    again = is_own_mistake(text) or points_at_answer(text) or read_clause_reference(kept)
    return corrects and not again


def is_rejected(document: Document, clause: Clause, said: Said) -> bool:
    """Whether a correction rejects the clause: one that was shown and says what is denied, or not
    all that is meant; any that says what is denied and not what is meant."""
    meant = set(content(said.conversation.kept))
    denied = [set(content(one)) for one in said.conversation.denied]
    own = set(folded_syllables(clause_text(document, clause)))
    whole = own | set(folded_syllables(" ".join(headings(document, clause))))
    speaks = any(words <= whole for words in denied)
    if any(shown.clause == clause.id for shown in said.state.shown):
        return not _holds_size(document, clause, said) and (speaks or not meant <= own)
    return speaks and not meant <= whole


def _holds_size(document: Document, clause: Clause, said: Said) -> bool:
    """Whether the clause's range holds a size that the correction names: it is right after all."""
    sizes = find_sizes(said.conversation.kept)
    ranges = find_ranges(clause_text(document, clause))
    return any(ranges.holds(size) for size in sizes)


def opens_new(said: Said, question: Understood, documents: Sequence[str], parts: Parts) -> bool:
    """Whether a message that can be understood alone asks of a matter of which the ``documents``
    talked about hold less than half."""
    kept = said.conversation.kept
    if set(said.acts) & _HANGING or points_back(kept) or names_another(kept) or not documents:
        return False
    units = read_content(question, parts.rarity).units
    if len(units) < _FEWEST or held(question, documents, parts) >= _HALF:
        return False
    bare = question.undiacritized or question.restored  # they may be wrong
    texts = [_text(parts.library.document(name), bare) for name in documents]
    strange = {
        token
        for _, ((token, *_), *_) in units
        if "_" not in token and not any(_is_in(token, text, bare) for text in texts)
    }
    return len(strange) >= _FEWEST_STRANGE


def held(question: Understood, documents: Sequence[str], parts: Parts) -> float:
    """How much of what the question says any of the documents says, weighted by rarity."""
    content_of = read_content(question, parts.rarity)
    total = sum(weight for weight, _ in content_of.units)
    best = 0.0
    bare = question.undiacritized or question.restored  # they may be wrong
    for text in (_text(parts.library.document(name), bare) for name in documents):
        met = sum(
            weight
            for weight, options in content_of.units
            if any(all(_is_in(token, text, bare) for token in option) for option in options)
        )
        best = max(best, met / total if total else 0.0)
    return best


def strays(tried: Tried, inside: Tried | None, documents: Sequence[str]) -> bool:
    """Whether what was found elsewhere holds no more of the question than the best clause of the
    documents talked about, which holds what is asked for."""
    if inside is None or not tried.choice.clauses or not inside.findings.found:
        return False
    top, own = tried.choice.clauses[0], inside.findings.found[0]
    if top.document.id in documents or tried.question.named or tried.question.provinces:
        return False
    return own.meets and own.evidence.own >= top.evidence.own


def in_section(found: Found, said: Said, shown: Sequence[Citation], parts: Parts) -> Found:
    """``found``, or the clause that says the like in the section of the clause shown first."""
    first = next((c for c in shown if c.document.id == found.document.id), None)
    if first is None or first.clause.id == found.clause.id or found.named:
        return found
    words = set(folded_syllables(said.conversation.kept)) - folded_stopwords()
    other = twin(found.document, found.clause, first.clause, words)
    return parts.around.moved(found, other) if other else found


def _is_in(token: str, text: str, bare: bool) -> bool:
    words = (fold(token) if bare else token.lower()).replace("_", " ")
    return bool(re.search(rf"\b{re.escape(words)}\b", text))


def _text(document: Document | None, bare: bool) -> str:
    """The document's text as it is compared; ``bare``: without diacritics."""
    if document is None:
        return ""
    key = (document.digest, bare)
    written = fold if bare else str.lower
    return _texts.get_or(key, lambda: " ".join(written(document.text).split()))


def _with(findings: Findings, found: Iterable[Found]) -> Findings:
    return replace(findings, found=tuple(found))
