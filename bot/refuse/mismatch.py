"""Which condition of a refused question fails: its province, agency, year, document, or the sort
of thing it asks for; and which clause bears the question out without that condition.

One condition is given up at a time: ``relaxed`` lists the questions without it, and what is chosen
for these comes back into ``mismatch_of``. What was refused stays refused, but the user is told what
does not fit and shown the nearest clause.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.findings import Findings, Found
from bot.question import Understood
from bot.read.around import around, is_held
from bot.read.checks import answers_what_is_asked
from bot.read.claim import judge
from bot.refuse.missing_clause import MissingClause, find_missing_clause
from bot.understand.intent.words import spell_out
from bot.understand.intent.yes_no import read_claim
from bot.understand.scope.mention import NUMBER, Mention, compact_number, fits, read_mentions
from bot.understand.scope.scope import province_book, without
from bot.vocabulary.types import missable
from corpus.language.normalize import fold
from corpus.library import Library
from corpus.organs import find_organs
from index.passage import clause_text

_MOST_SEARCHES = 3
_LOOKED_AT = 5  # findings, for the nearest
_GROUND = re.compile(r"\W*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình)\b")
_OWN = 0.5  # the share of what is asked that the nearest clause's own words must hold
_YEAR = re.compile(r"(?:(?:đến|tới|trong|den|toi)\s+)?(?:(?:năm|nam)\s+)?\b20\d\d\b", re.IGNORECASE)
# "khi nào được giao": in what case; what falls due is asked for otherwise
_IN_WHAT_CASE = re.compile(
    r"^(?!.*\b(?:ngày|tháng|năm|hạn|xong|hoàn thành|hiệu lực)\b).*\b(?:khi|lúc|trường hợp) nào\b",
    re.IGNORECASE | re.DOTALL,
)
_CASE = re.compile(r"\b(?:khi|trường hợp|nếu)\b", re.IGNORECASE)
_SHARE = re.compile(r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+\s?%")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The condition (``kind``) that no clause meets and the words that ``said`` it; ``found`` is
    the clause that bears out the rest of the question, None where none does.

    ``kind``: ``claim`` (figures of a yes-or-no question), ``contrast`` (``Found.clash``),
    ``province``, ``organ``, ``number``, ``document`` (one of the corpus, which does not say it),
    ``unknown_document`` (none of the corpus), ``near`` (nothing but
    near), or what is asked for, as in ``asks.toml``.
    ``mentioned``: the clause only cites the document that is unknown.
    """

    kind: str
    said: tuple[str, ...]
    found: Found | None
    mentioned: bool = False


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The question without the condition (``kind``) that ``said`` words put."""

    kind: str
    said: tuple[str, ...]
    question: Understood


def told_at_once(
    question: Understood, findings: Findings, library: Library
) -> Mismatch | MissingClause | None:
    """What does not fit the refused question, where that can be told from what was found."""
    if findings.absent:
        return find_missing_clause(question, findings, library)
    if not _may_relax(question, findings):
        return None
    if absent := _absent_of_claim(question, findings):
        return absent
    top = next(iter(findings.found), None)
    if top and top.clash and top.near:
        return Mismatch("contrast", (top.clash,), top)
    unknown = unknown_document(question, library)
    if unknown and (cited := _cited(question, findings)):
        return Mismatch("unknown_document", (unknown[0],), cited, mentioned=True)
    return None


def nearest_of(question: Understood, findings: Findings) -> Mismatch | None:
    """The clause that the reader found nearest, where nothing else can be told: of the document
    that is named, else one that holds half of what is asked, or rather answers than not. A ground
    of the document, or a part of its form, answers nothing."""
    fitting = (f for f in findings.found[:_LOOKED_AT] if not _says_nothing(f))
    top = next(fitting, None)
    meant = top is not None and question.named == (top.document.id,)
    if top is None or not top.near:
        return None
    if not meant and max(top.evidence.own, top.answered) < _OWN:
        return None
    return Mismatch("near", (), top)


def or_nearest(
    question: Understood, findings: Findings, mismatch: Mismatch | None
) -> Mismatch | None:
    """The ``mismatch``, or the nearest clause where that is none, or is of another document than
    the one that is named."""
    own = nearest_of(question, findings)
    if mismatch is None:
        return own
    if mismatch.kind == "document" or not question.named or mismatch.found is None:
        return mismatch
    strays = mismatch.found.document.id not in question.named
    inside = own and own.found and own.found.document.id in question.named
    return own if strays and inside else mismatch


def _says_nothing(found: Found) -> bool:
    """Whether the clause is a part of the document's form or one of its grounds ("Căn cứ …")."""
    return found.profile.form or bool(_GROUND.match(found.profile.text))


def relaxed(question: Understood, findings: Findings, library: Library) -> tuple[Relaxed, ...]:
    """The question without each of the conditions that may have failed, one at a time."""
    if findings.absent or not _may_relax(question, findings):
        return ()
    unknown = unknown_document(question, library)
    return tuple(itertools.islice(_relaxations(question, findings, unknown), _MOST_SEARCHES))


def mismatch_of(
    question: Understood,
    tried: Sequence[tuple[Relaxed, Sequence[Found]]],
    library: Library,
) -> Mismatch | None:
    """The condition that fails, by what was chosen for the relaxed questions; None where that
    cannot be told."""
    best: Mismatch | None = None
    best_own = 0.0
    for one, chosen in tried:
        found = _borne_out(one, question, chosen)
        if found and found.evidence.own > best_own:
            best, best_own = Mismatch(one.kind, one.said, found), found.evidence.own
    if best is None and tried and (unknown := unknown_document(question, library)):
        return Mismatch("unknown_document", (unknown[0],), None)
    if best and best.found and not _is_absent(best, question, best.found):
        return Mismatch("near", (), best.found)
    return best


def _is_absent(mismatch: Mismatch, question: Understood, found: Found) -> bool:
    """Whether what the clause lacks stands neither beside it nor above or under it: only then may
    it be said that it is not stated."""
    if mismatch.kind not in (*missable(), "number"):
        return True
    document, clause = found.document, found.clause
    if mismatch.kind == "number":
        texts = [clause_text(document, one) for one in around(document, clause)]
        return not any(number in text for number in mismatch.said for text in texts)
    return not is_held(question, mismatch.kind, document, clause)


def _may_relax(question: Understood, findings: Findings) -> bool:
    return not (question.clause_steps or question.form or findings.compared)


def _absent_of_claim(question: Understood, findings: Findings) -> Mismatch | None:
    """The figures of a yes-or-no question that the clause on the matter does not give."""
    claim = read_claim(question)
    top = next((f for f in findings.found if f.answers), None)
    if claim is None or top is None:
        return None
    judgement = judge(claim, top.document, top.clause)
    return Mismatch("claim", judgement.absent, top) if judgement.absent else None


def _relaxations(
    question: Understood, findings: Findings, unknown: tuple[str, tuple[int, int]] | None
) -> Iterator[Relaxed]:
    """The question without each of the conditions that may have failed, one at a time."""
    if unknown:
        words, span = unknown
        rest = without(question.standalone, [span])
        if question.provinces:
            rest = without(rest, [(m.start, m.end) for m in province_book().find(rest)])
        numbers = tuple(n for n in question.numbers if n in fold(rest).replace(" ", ""))
        yield Relaxed(
            "unknown_document", (words,), _about(replace(question, numbers=numbers), rest)
        )
        return
    if question.provinces:
        free = replace(question, provinces=(), named=(), preferred=())
        yield Relaxed("province", question.provinces, free)
    top = next(iter(findings.found), None)
    if top is None:
        return
    if top.evidence.missing_organs:
        spans = [(m.start, m.end) for m in find_organs(question.subject)]
        rest = without(question.subject, spans)
        said = tuple(o for o in question.organs if o in top.evidence.missing_organs)
        yield Relaxed("organ", said, _about(replace(question, organs=()), rest))
    if missing := top.evidence.missing_numbers:
        rest = _SHARE.sub(" ", _YEAR.sub(" ", question.subject))
        yield Relaxed("number", missing, _about(replace(question, numbers=()), rest))
    if question.named:
        yield Relaxed("document", question.named, replace(question, named=(), preferred=()))
    if thing := next((kind for kind in missable() if question.asks_for(kind)), None):
        yield Relaxed(thing, (), replace(question, asks=("what",)))


def _about(question: Understood, rest: str) -> Understood:
    """The question about the words ``rest`` alone."""
    return replace(question, subject=rest, search_text=spell_out(rest))


def _borne_out(relaxed: Relaxed, question: Understood, found_for: Sequence[Found]) -> Found | None:
    """The best clause that bears the relaxed question out and says enough of what is asked."""
    chosen = [
        found
        for found in found_for
        if _FAILS[relaxed.kind](question, found) and _says_enough(found)
    ]
    organs = set(relaxed.question.organs)
    led = (found for found in chosen if organs & set(found.profile.leaders))
    return next(led, next(iter(chosen), None))


def _says_enough(found: Found) -> bool:
    if found.profile.form or found.profile.heads_others:
        return False
    return found.evidence.own >= _OWN


def _lacks(kind: str) -> Callable[[Understood, Found], bool]:
    """Whether a clause does not hold the sort of thing ``kind``."""

    def lacks(question: Understood, found: Found) -> bool:
        if kind == "when" and _IN_WHAT_CASE.search(question.standalone):
            return not _CASE.search(found.profile.text)
        asked = replace(question, asks=(kind,))
        return not answers_what_is_asked(asked, found.document, found.clause)

    return lacks


# a clause that fits the condition after all is no ground to say that it fails
_FAILS: dict[str, Callable[[Understood, Found], bool]] = {
    **{kind: _lacks(kind) for kind in missable()},
    "province": lambda q, f: f.document.metadata.province not in q.provinces,
    "organ": lambda q, f: not set(q.organs) & f.profile.organs,
    "number": lambda q, f: not any(n in f.profile.text for n in q.numbers),
    "document": lambda q, f: f.document.id not in q.named,
    "unknown_document": lambda _q, _f: True,
}


def unknown_document(question: Understood, library: Library) -> tuple[str, tuple[int, int]] | None:
    """The words, and where they stand, that name a document which the corpus lacks."""
    if question.named:
        return None
    text = question.standalone
    if mentioned := unknown_mention(text, library):
        return mentioned
    own = {compact_number(d.metadata.number or "") for d in library}
    for number in NUMBER.finditer(fold(text)):
        if compact_number(number.group()) in question.numbers and number.group() not in own:
            return text[number.start() : number.end()], number.span()
    return None


def unknown_mention(text: str, library: Library) -> tuple[str, tuple[int, int]] | None:
    """The words of ``text``, and where they stand, that name a document by its kind and number, or
    whose it is, which the library lacks."""
    for mention in read_mentions(text, province_book().find(text)):
        if _is_telling(mention) and not any(fits(document, mention) for document in library):
            return _trimmed(text, mention)
    return None


def _is_telling(mention: Mention) -> bool:
    """Whether the mention can only mean one document: "quy định năm 2010" means what holds then."""
    serial = mention.number or mention.digits or mention.decimal
    return bool(serial) or (mention.exact and mention.kind != "Quy định")


def _trimmed(text: str, mention: Mention) -> tuple[str, tuple[int, int]]:
    words = text[mention.start : mention.end].rstrip(" ,(")
    return words, (mention.start, mention.start + len(words))


def _cited(question: Understood, findings: Findings) -> Found | None:
    """The clause that cites the document whose number the question names."""
    numbers = [n for n in question.numbers if "/" in n or "-" in n]
    if not numbers:
        return None
    return next(
        (
            f
            for f in findings.found[:10]
            if not set(numbers) & set(f.evidence.missing_numbers) and not f.profile.form
        ),
        None,
    )
