"""Every sentence of an answer is borne out by the clauses that it cites, or it is not shown.

The same for the extractive and the generative composer: quotes are verbatim, figures, dates,
document numbers, organs and places stand in the cited clauses with what they are said of, and
negation and modality are kept. The verdicts go into the answer object for audit.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer import Citation, Role, Statement, Verdict
from bot.draft import Draft
from bot.verify.checks import EXACT_CHECKS, WORD_CHECKS, check_references
from bot.verify.ground import Ground, Support, find_support
from bot.verify.judge import Judge
from bot.verify.signs import in_vietnamese
from corpus.language.normalize import fold
from corpus.organs import find_organs
from index.passage import clause_text

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*%?")
_MARKER = re.compile(r"\[(\d+)\]")


def unsupported(text: str, citations: Iterable[Citation]) -> list[str]:
    """Figures and organs in ``text`` that no cited clause holds."""
    citations = list(citations)
    bare = _without_labels(_MARKER.sub(" ", text), citations)
    ground = "\n".join(
        "\n".join([clause_text(c.document, c.clause), c.quote, *c.context]) for c in citations
    )
    figures = set(_FIGURE.findall(ground))
    missing = [f for f in _FIGURE.findall(bare) if f not in figures]
    organs = {m.name for m in find_organs(ground)}
    folded = fold(ground)
    shown = [(m.name, bare[m.start : m.end]) for m in find_organs(bare)]
    strange = [w for name, w in shown if name not in organs and fold(w) not in folded]
    return missing + strange


def verify(draft: Draft) -> tuple[Draft, list[str]]:
    """The draft without the statements that fail, and what failed in them."""
    kept: list[Statement] = []
    failed: list[str] = []
    verdicts: list[Verdict] = []
    for statement in draft.statements:
        reasons = _reasons(statement, draft.citations)
        verdicts.append(Verdict(statement.text, statement.citations, tuple(reasons)))
        if reasons:
            failed.extend(reasons)
        else:
            kept.append(statement)
    short = draft.short_answer
    if missing := unsupported(short, draft.citations):
        failed.append(short)
        verdicts.append(Verdict(short, (), tuple(missing)))
        short = ""
    checked = replace(draft, verdicts=(*draft.verdicts, *verdicts))
    if not failed:
        return checked, []
    return replace(checked, statements=tuple(kept), short_answer=short), failed


class Verifier:
    """Judges sentences in someone's own words; without a ``judge`` every word of them has to stand
    in what they cite."""

    def __init__(self, judge: Judge | None = None) -> None:
        self._judge = judge

    def check(self, sentence: str, citations: Sequence[Citation]) -> Verdict:
        """The verdict on a sentence; its markers say what it cites."""
        known = {citation.marker: citation for citation in citations}
        markers = tuple(int(m) for m in _MARKER.findall(sentence))
        if not markers:
            return Verdict(sentence, (), ("không dẫn điều khoản nào",))
        if strange := [m for m in markers if m not in known]:
            return Verdict(sentence, markers, tuple(f"không có trích dẫn [{m}]" for m in strange))
        cited = [known[m] for m in dict.fromkeys(markers)]
        bare, support = ground_of(_MARKER.sub(" ", sentence), cited)
        reasons = exact_reasons(bare, support)
        if self._judge:
            if not reasons and not self._judge.holds(bare, support):
                reasons = ["điều khoản được dẫn không nói đúng như vậy"]
        elif not support.sentences:
            reasons = ["điều khoản được dẫn không nói điều này"]
        else:
            reasons += [reason for check in WORD_CHECKS for reason in check(bare, support)]
        return Verdict(sentence, markers, tuple(dict.fromkeys(reasons)))


def check_sentence(sentence: str, citations: Sequence[Citation]) -> Verdict:
    """The verdict of the exact and the word checks alone."""
    return Verifier().check(sentence, citations)


def ground_of(sentence: str, cited: Sequence[Citation]) -> tuple[str, Support]:
    """The sentence without its citations' labels, and what it rests on."""
    bare = " ".join(_without_labels(sentence, cited).split())
    vietnamese, _ = in_vietnamese(bare)
    return bare, find_support(vietnamese, [Ground(citation) for citation in cited])


def exact_reasons(sentence: str, support: Support) -> list[str]:
    """Why a sentence may not be shown whatever it means: figures, days, bodies, places, roles,
    named clauses that its ground lacks."""
    vietnamese, _ = in_vietnamese(sentence)
    reasons = [reason for check in EXACT_CHECKS for reason in check(vietnamese, support)]
    return [*reasons, *check_references(vietnamese, support.cited)]


def _reasons(statement: Statement, citations: Sequence[Citation]) -> list[str]:
    """Why a statement of the composer's own may not be shown."""
    strange = set(statement.citations) - {citation.marker for citation in citations}
    if strange:
        return [f"không có trích dẫn [{m}]" for m in sorted(strange)]
    # a statement that names its clauses must be borne out by those
    ground = [c for c in citations if c.marker in statement.citations] or list(citations)
    quoted = statement.role in (Role.QUOTE, Role.ITEM)
    clipped = quoted and not _is_verbatim(statement.text, ground)
    reasons = unsupported(statement.text, ground)
    return [*reasons, f"không nguyên văn: {statement.text}"] if clipped else reasons


def _is_verbatim(quote: str, citations: Iterable[Citation]) -> bool:
    wanted = " ".join(quote.split())
    return any(
        wanted in " ".join(text.split())
        for c in citations
        for text in (clause_text(c.document, c.clause), c.quote)
    )


def _without_labels(text: str, citations: Sequence[Citation]) -> str:
    """``text`` without its citations' labels and document names, longest first, so that none is
    cut out of another."""
    words: set[str] = set()
    for citation in citations:
        label, name = citation.clause.label, citation.document.name
        words |= {label, name, label.removesuffix(name).strip()}
    for known in sorted(words - {""}, key=len, reverse=True):
        text = re.sub(rf"{re.escape(known)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
