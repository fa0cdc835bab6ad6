"""A clause's spans against a question, as numbers: which of them are the words that answer.

A span stands in the clause itself or in a heading above it (a row's group, a lead-in that names who
is in charge). Features mean the same in any document; what they are worth is fitted
(``eval fit-words``).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.evidence.direct import Direct
from bot.question import Understood
from bot.read.spans.find import find_spans
from bot.read.spans.grammar import Value, sentences
from bot.read.spans.wanted import Wanted, wanted, ways
from bot.vocabulary import folded_stopwords
from corpus.document import Clause, Document, Part
from corpus.language.normalize import View, fold, view
from corpus.language.phrases import Match
from corpus.organs import leading_organs

Matrix = npt.NDArray[np.float64]
KINDS = (
    "contact", "document", "standard", "code", "clause", "money", "share", "recurring", "date",
    "time", "month", "year", "duration", "event", "count", "number", "body", "person", "place",
)  # fmt: skip
NAMES = (
    "kind", "way", "fit", "position_of_kind", "unit", "said", "above", "form",
    "sentence", "sentence_best", "before", "after", "nearest", "nearest_rare", "rarest_before",
    "column", "index", "index_of_kind", "of_kind", "all", "length", "dates", "leads", "opens",
    "wanted", "left", "asked_before", "asked_after", "leader",
)  # fmt: skip
_NEAR = 8  # words on either side
_FAR = 40  # tokens
_TOKEN = re.compile(r"[^\W_]+")
_DATES = re.compile(r"[\d/-][\w/&-]{0,30}\s{0,5},?\s*(?:ngày\s*)?$")
_LEADS = re.compile(r"(?:chủ trì|giao|đầu mối|do|bởi|gửi|về|cho|trình|đến|:)\s*(?:các\s*)?$", re.I)
_MOST_ABOVE = 3  # headings read
# what is left of a word or of a figure; what follows a dash at the end of a line
_REST = re.compile(r"(?:(?<=\w)\w+)?(?:(?<=\d)[.,]\d+)*")
_GOES_ON = re.compile(r"\s{1,3}(?=[^\W\d_a-zà-ỹ]{2}|\d)[\w&/-]+")
Rarity = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class SpanIn:
    """A span of a clause or of a heading above it: offsets into the document's text, its kind, and
    which of the things wanted it is weighed for."""

    holder: Clause
    start: int
    end: int
    kind: str
    words: str
    want: int


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


class Asked:
    """A question's content words with their weights, and what it wants."""

    def __init__(self, question: Understood, rarity: Rarity) -> None:
        said = question.wording
        self.wants: tuple[Wanted, ...] = wanted(said) or wanted(question.standalone)
        text = said if wanted(said) else question.standalone
        self._words = [(m.group(), m.start()) for m in _TOKEN.finditer(fold(text))]
        whole = f"{question.standalone} {question.search_text}"
        stop = folded_stopwords()
        tokens = [m.group() for m in _TOKEN.finditer(fold(whole))]
        self.weights = {w: rarity("folded", w) for w in dict.fromkeys(tokens) if w not in stop}
        self.said = f" {' '.join(tokens)} "
        ranked = sorted(self.weights.values(), reverse=True)
        self.rare = ranked[: max(1, len(ranked) // 3)][-1] if ranked else 0.0

    def around(self, want: Wanted) -> tuple[frozenset[str], frozenset[str]]:
        """The content words near before and near after what is asked."""
        before = [w for w, at in self._words if at < want.start and w in self.weights][-4:]
        after = [w for w, at in self._words if at >= want.end and w in self.weights][:4]
        return frozenset(before), frozenset(after)


def read_spans(document: Document, clause: Clause, asked: Asked) -> tuple[list[SpanIn], Matrix]:
    """The spans that could answer, once for each thing wanted, and their features, shape
    (spans, len(NAMES)); empty where nothing is wanted."""
    spans: list[SpanIn] = []
    rows: list[list[float]] = []
    if not asked.wants:
        return spans, np.zeros((0, len(NAMES)))
    above = document.ancestors(clause)[-_MOST_ABOVE:]
    leaders = leading_organs(document, clause)
    for depth, holder in enumerate([clause, *reversed(above)]):
        shown = view(document.text, holder.start, holder.end, document.paragraphs)
        leading = _leading(holder, shown, leaders)
        own, table = _read_holder(_Held(holder, shown, depth, leading), asked)
        spans += own
        rows += table
    return spans, np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


def _leading(
    holder: Clause, shown: View, leaders: Sequence[tuple[Match, Clause]]
) -> frozenset[tuple[str, int]]:
    """Where the bodies in charge stand in the holder's readable text."""
    starts = {match.start for match, clause in leaders if clause.id == holder.id}
    return frozenset((holder.id, i) for i, at in enumerate(shown.offsets) if at in starts)


@dataclass(frozen=True, slots=True)
class _Held:
    """A clause's readable text; ``depth`` counts the steps above the one that is read, ``leading``
    are the places (clause, offset in its readable text) of who leads the task."""

    clause: Clause
    shown: View
    depth: int
    leading: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _Said:
    """What of the question stands in a text: its ``tokens``, at which places of them the question's
    words stand (``told``), and its sentences with the share of the question that each holds."""

    tokens: tuple[_Token, ...]
    told: tuple[int, ...]
    stretches: tuple[tuple[int, int, float], ...]
    best: float


def _read_holder(held: _Held, asked: Asked) -> tuple[list[SpanIn], list[list[float]]]:
    holder, shown = held.clause, held.shown
    text = shown.text
    values = find_spans(text, holder.part is Part.SIGNATURE)
    spans: list[SpanIn] = []
    rows: list[list[float]] = []
    if not values:
        return spans, rows
    tokens = tuple(_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(fold(text)))
    told = tuple(i for i, t in enumerate(tokens) if t.word in asked.weights)
    stretches = tuple((a, b, _share(asked, tokens, a, b)) for a, b in sentences(text))
    of_question = _Said(tokens, told, stretches, max((s for *_, s in stretches), default=0.0))
    heads = _columns(holder, shown, asked)
    counts = {kind: sum(v.kind == kind for v in values) for kind in {v.kind for v in values}}
    seen: dict[str, int] = {}
    for index, value in enumerate(values):
        order = seen.get(value.kind, 0)
        seen[value.kind] = order + 1
        shared = _context(value, of_question, asked)
        words = " ".join(t.word for t in tokens if value.core <= t.start < value.end)
        said = float(bool(words) and f" {words} " in asked.said)
        for number, want in enumerate(asked.wants):
            if value.kind not in want.kinds:
                continue
            near_before, near_after = asked.around(want)
            window = {t.word for t in _window(tokens, value)}
            rows.append(
                [
                    float(KINDS.index(value.kind)),
                    float(ways().index(want.way)),
                    1.0 / (1 + want.kinds.index(value.kind)),
                    float(want.kinds.index(value.kind)),
                    _unit(want, value, text),
                    said,
                    float(held.depth),
                    float(holder.part is not Part.BODY),
                    *shared,
                    _column(heads, value),
                    float(index),
                    float(order),
                    float(counts[value.kind]),
                    float(len(values)),
                    float(value.end - value.start),
                    float(bool(_DATES.search(text[max(0, value.core - 40) : value.core]))),
                    float(bool(_LEADS.search(text[max(0, value.start - 14) : value.start]))),
                    float(value.start <= 4),
                    float(len(asked.wants)),
                    value.start / (len(text) or 1),
                    len(near_before & window) / (len(near_before) or 1),
                    len(near_after & window) / (len(near_after) or 1),
                    float((holder.id, value.start) in held.leading),
                ]
            )
            start, end = shown.source_span(value.start, value.end)
            printed = text[value.start : value.end]
            spans.append(SpanIn(holder, start, end, value.kind, printed, number))
    return spans, rows


def _window(tokens: Sequence[_Token], value: Value) -> list[_Token]:
    before = [t for t in tokens if t.end <= value.core][-_NEAR:]
    after = [t for t in tokens if t.start >= value.end][:_NEAR]
    return before + after


def _context(value: Value, said: _Said, asked: Asked) -> list[float]:
    """How much of the question stands in the value's sentence and around it."""
    tokens = said.tokens
    mine = next((s for a, b, s in said.stretches if a <= value.core < b), 0.0)
    before = [t for t in tokens if t.end <= value.core]
    after = [t for t in tokens if t.start >= value.end]
    first = len(before)
    last = len(tokens) - len(after)
    whole = sum(asked.weights.values()) or 1.0
    near_before = {t.word for t in before[-_NEAR:]} & asked.weights.keys()
    near_after = {t.word for t in after[:_NEAR]} & asked.weights.keys()

    def away(i: int) -> int:
        return first - i if i < first else max(0, i - last + 1)

    distances = [float(away(i)) for i in said.told]
    rare = [away(i) for i in said.told if asked.weights[tokens[i].word] >= asked.rare]
    return [
        mine,
        float(mine >= said.best),
        sum(asked.weights[w] for w in near_before) / whole,
        sum(asked.weights[w] for w in near_after) / whole,
        float(min(distances, default=_FAR)),
        float(min(rare, default=_FAR)),
        max((asked.weights[w] for w in near_before), default=0.0),
    ]


def _share(asked: Asked, tokens: Sequence[_Token], start: int, end: int) -> float:
    whole = sum(asked.weights.values()) or 1.0
    words = {t.word for t in tokens if start <= t.start < end}
    return sum(asked.weights[w] for w in words & asked.weights.keys()) / whole


def _unit(want: Wanted, value: Value, text: str) -> float:
    if not want.unit:
        return 0.0
    near = fold(text[value.core : value.end + 24])
    counted = fold(value.unit) if value.unit else ""
    if counted == want.unit or counted.startswith(f"{want.unit} "):
        return 1.0
    return 0.5 if f" {want.unit} " in f" {' '.join(_TOKEN.findall(near))} " else -1.0


def _columns(holder: Clause, shown: View, asked: Asked) -> list[tuple[int, int, float]]:
    """The cells' spans in the readable text, with how much of the question their heads say."""
    whole = sum(asked.weights.values()) or 1.0
    found = []
    for cell in holder.cells:
        inside = [i for i, at in enumerate(shown.offsets) if cell.start <= at < cell.end]
        if not inside:
            continue
        words = set(_TOKEN.findall(fold(cell.head))) & asked.weights.keys()
        found.append((inside[0], inside[-1] + 1, sum(asked.weights[w] for w in words) / whole))
    return found


def _column(heads: Sequence[tuple[int, int, float]], value: Value) -> float:
    return next((share for a, b, share in heads if a <= value.core < b), -1.0)


def as_direct(document: Document, span: SpanIn, way: str) -> Direct:
    """The span as words that answer what is asked in this ``way``, whole: never cut in the middle
    of a word, a figure or a name that goes on behind a dash or stroke."""
    end = _end_of_word(document.text, span.end, span.holder.end)
    return Direct(document, span.holder, span.start, end, span.kind, way)


def _end_of_word(text: str, end: int, last: int) -> int:
    """Where the word ends in which ``end`` lies; on the next line, where it is broken there."""
    if match := _REST.match(text, end, last):
        end = match.end()
    while end and text[end - 1] in "-/–" and (match := _GOES_ON.match(text, end, last)):
        end = match.end()
    return end
