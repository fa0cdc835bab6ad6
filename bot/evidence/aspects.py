"""The cell of a row that a question asks for, told by the head of its column: the fee, the days,
where, who, what comes of it ("Phí, lệ phí: Không").

Which heads and which words of questions name the same aspect is data (``vocabulary/aspects.toml``).
No likelihood: where a row has no such column, or several that fit as well, no cell is told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.evidence.told import Told
from bot.question import only_ascii
from bot.vocabulary import folded_stopwords, read_table, stopwords
from corpus.document import Cell, Clause, Document
from corpus.language.normalize import fold, view
from corpus.language.phrases import PhraseBook
from corpus.language.segment import folded_syllables, syllables

# "- Đơn vị chủ trì: Công an Thành phố."
_LABEL = re.compile(
    r"(?:[-–+*•]\s+|\(?[a-zđ0-9]{1,3}(?:\.\d{1,3})*[.)]\s+)?"
    r"(?P<label>[^\n:.;|]{3,60}):\s+(?P<value>[^\n]{2,600})"
)
_VOWEL = re.compile(r"[aeiouy]")
_SURE = 1.0  # a column's head leaves no doubt
_COUNTED = "how_much"  # the way of asking for any figure
_ROW = "row"  # the section on what rows are about
_FEWEST = 3  # cells of a row of which one is told
_ENDS = re.compile(
    r"\b(?:thì|về|hỏi|biết|là|xem|thi|ve|hoi|biet|la)\s+(?=\S+(?:\s\S+){0,2}\s*$)", re.I
)
_JOINS = re.compile(r"[+&;,.?!]|\s/\s|\b(?:và|với|rồi|còn|thế|lẫn|cùng|va|voi|roi|con|the)\b", re.I)


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is asked of a row: the names that may be meant, the likeliest first, and where the
    question asks for it; ``named``: in words of its own, not only by the way of asking."""

    names: tuple[str, ...]
    start: int
    end: int
    named: bool = True


def read_aspects(text: str, ways: Sequence[tuple[str, int, int]] = ()) -> tuple[Aspect, ...]:
    """The aspects that ``text`` asks for, left to right; ``ways`` are those of asking for a value
    (``bot.read.spans.wanted``) with their places."""
    found = [Aspect(tuple(m.name.split()), m.start, m.end) for m in _asks().find(text)]
    for start, end in _alone(text):
        if last := _ENDS.search(text[start:end]):  # "mẫu AK thì phí + nộp ở đâu"
            start += last.end()
        names = _bare().get(_plain(text[start:end]))
        if names and not _overlaps(found, start, end):
            found.append(Aspect(names, start, end))
    if not found and any(way == _COUNTED for way, _, _ in ways):
        found += _opening(text)
    for way, start, end in ways:
        names = aspects_of_way(way)
        if names and not _overlaps(found, start, end) and not _known(found, names):
            found.append(Aspect(names, start, end, False))
    return tuple(sorted(found, key=lambda one: one.start))


def cells_asked(
    aspects: Sequence[Aspect], text: str, document: Document, row: Clause
) -> tuple[Told, ...]:
    """The cells of ``row`` that ``aspects`` of the question ``text`` ask for, in their order."""
    if len(row.cells) < _FEWEST:
        return ()
    told = [one for aspect in aspects if (one := _cell(aspect, text, document, row))]
    return tuple(dict.fromkeys(told))


def labelled(aspects: Sequence[Aspect], document: Document, clause: Clause) -> Told | None:
    """What a clause says of one of ``aspects`` behind a label of its own ("Thời gian thực hiện:
    trong năm 2025"); None where it has no such label."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    match = _LABEL.match(shown.text)
    if clause.cells or match is None:
        return None
    if not any(set(aspect.names) & aspects_of(match["label"]) for aspect in aspects):
        return None
    return Told(*shown.source_span(match.start("value"), match.end("value")), match["label"], _SURE)


def row_name(document: Document, row: Clause) -> str:
    """What a row is about: the cell of its task or procedure; "" where none is known."""
    for cell in row.cells:
        if _names().find(cell.head) and not aspects_of(cell.head) and _says(document, cell):
            return view(document.text, cell.start, cell.end).text
    return ""


def said_of_row(text: str, aspects: Sequence[Aspect]) -> tuple[list[str], list[str]]:
    """The folded words of ``text`` that would stand in a row's name, no words that ask: those of
    content, and the others ("cấp lại")."""
    kept = list(text)
    for aspect in aspects:
        kept[aspect.start : aspect.end] = " " * (aspect.end - aspect.start)
    rest = "".join(kept)
    bare = only_ascii(rest)
    plain, stop = (_bare_plain(), folded_stopwords()) if bare else (_no_name(), stopwords())
    words = [
        word
        for word in dict.fromkeys(syllables(rest))
        if word not in plain and _VOWEL.search(fold(word))  # "ct", "hs" stand for what is not known
    ]
    own = [fold(word) for word in words if word not in stop]
    return own, [fold(word) for word in words if word in stop]


def _cell(aspect: Aspect, text: str, document: Document, row: Clause) -> Told | None:
    for name in aspect.names:
        cells = [c for c in row.cells if name in aspects_of(c.head) and _says(document, c)]
        if len(cells) > 1:
            asked = set(folded_syllables(text)) - folded_stopwords()
            said = [len(asked & set(folded_syllables(cell.head))) for cell in cells]
            cells = [c for c, n in zip(cells, said, strict=True) if n == max(said)]
        if len(cells) == 1:
            return Told(cells[0].start, cells[0].end, cells[0].head, _SURE)
        if cells:
            return None
    return None


def _says(document: Document, cell: Cell) -> bool:
    return bool(view(document.text, cell.start, cell.end).text.strip(" -–|*"))


@cache
def aspects_of(head: str) -> frozenset[str]:
    """The aspects that a column's head names."""
    names = frozenset(match.name for match in _heads().find(head))
    table = read_table("aspects")
    return frozenset(n for n in names if not names & set(table[n].get("unless", ())))


def _overlaps(found: Sequence[Aspect], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in found)


def _known(found: Sequence[Aspect], names: Sequence[str]) -> bool:
    """Whether one of the aspects is asked for in words of its own."""
    return any(set(one.names) & set(names) for one in found)


def _alone(text: str) -> list[tuple[int, int]]:
    """The stretches between joins and points."""
    edges = [0, *(edge for match in _JOINS.finditer(text) for edge in match.span()), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def _opening(text: str) -> list[Aspect]:
    """An aspect that opens a stretch whose figure is asked for: "phí cấp lại thẻ là bao nhiêu"."""
    for start, end in _alone(text):
        words = list(re.finditer(r"\w+", text[start:end]))
        for size in (2, 1):
            if len(words) > size and (
                names := _bare().get(
                    _plain(text[start:end][words[0].start() : words[size - 1].end()])
                )
            ):
                return [Aspect(names, start + words[0].start(), start + words[size - 1].end())]
    return []


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", fold(words)))


@cache
def _asks() -> PhraseBook:
    """Phrases, each under the names of the aspects that it asks for."""
    names: dict[str, list[str]] = {}
    for name, row in _rows():
        for phrase in row["asks"]:
            names.setdefault(phrase, []).append(name)
    return PhraseBook((phrase, " ".join(of)) for phrase, of in names.items())


@cache
def _heads() -> PhraseBook:
    return PhraseBook((phrase, name) for name, row in _rows() for phrase in row["heads"])


@cache
def _bare() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for name, row in _rows():
        for phrase in row["bare"]:
            names[_plain(phrase)] = (*names.get(_plain(phrase), ()), name)
    return names


def _rows() -> list[tuple[str, dict[str, list[str]]]]:
    return [(name, row) for name, row in read_table("aspects").items() if name != _ROW]


@cache
def _names() -> PhraseBook:
    return PhraseBook((phrase, _ROW) for phrase in read_table("aspects")[_ROW]["names"])


@cache
def _no_name() -> frozenset[str]:
    return frozenset(read_table("aspects")[_ROW]["plain"].split())


@cache
def _bare_plain() -> frozenset[str]:
    return frozenset(map(fold, _no_name()))


@cache
def aspects_of_way(way: str) -> tuple[str, ...]:
    """The aspects that a way of asking for a value may be after."""
    return tuple(name for name, row in _rows() if way in row["ways"])
