"""The words of suggested questions (``suggest.toml``), and how a clause's task is spoken of."""

import re
from dataclasses import dataclass

from bot.render.names import short_reference
from bot.understand.scope.clause_reference import (
    find_named_clauses,
    read_clause_reference,
)
from bot.vocabulary import read_table, stopwords
from corpus.document import Clause, Document
from corpus.facts.wording import MARKER, column_head
from corpus.language.normalize import view
from corpus.organs import find_organs
from corpus.structure.label import place_label

LONGEST = 110  # characters of a question on a button
_LONG = 84  # characters of a task that is spoken of in its own words
_FEWEST = 4  # words of such a task, and of a heading
_ENDS = (".", ";", ":")  # of a line that is no heading
_ON = re.compile(r"về(?: việc)?\s+", re.IGNORECASE)
_STOP = re.compile(r"[.;:\n](?!\d)")
_REACHED = re.compile(r"\s(?:phải )?đạt$", re.IGNORECASE)
_QUOTES = re.compile(r"[“”\"*|]")
_UNNAMED = ("dong", "doan")  # levels that nobody cites by their place
_PAIRS = (("(", ")"), ("[", "]"))


@dataclass(frozen=True, slots=True)
class Task:
    """A clause's task as a question may speak of it: in its own ``words`` where these are short,
    else by its ``place`` (one is there at least); ``said`` is the better one in a sentence."""

    words: str
    place: str
    said: str
    organs: bool

    @property
    def by_place(self) -> bool:
        """Whether it has no short words of its own."""
        return not self.words


def sentence(kind: str, form: str, **parts: str) -> str:
    """The question of that kind and form, its parts also under their names with a capital."""
    capitals = {name.capitalize(): _capital(part) for name, part in parts.items()}
    return str(read_table("suggest")[kind][form]).format(**parts, **capitals)


def inside(organ: str) -> str:
    """An organ's name within a sentence: "các sở, ban, ngành"."""
    first, _, rest = organ.partition(" ")
    return f"{first.lower()} {rest}" if first.lower() in stopwords() else organ


def task_of(document: Document, clause: Clause) -> Task | None:
    """How a clause's task is spoken of; None where there is no short way."""
    level = clause.path[-1].level
    words = _row_words(document, clause) if clause.cells else _own_words(document, clause)
    place = ""
    if level not in _UNNAMED and not clause.cells and clause.path[0].level != "the_thuc":
        place = place_of(document, clause)
    if not words and not place:
        return None
    if words:
        said = sentence("task", "row" if clause.cells else "words", words=words)
    else:
        said = sentence("task", "place", place=place)
    return Task(words, place, said, bool(find_organs(words)))


def place_of(document: Document, clause: Clause) -> str:
    """The clause as one would cite it: an article without its chapter, where one number is one
    article."""
    path = clause.path
    start = next((at for at, step in enumerate(path) if step.level == "dieu"), 0)
    if start and find_named_clauses([document], path[start:]) == [(document, clause)]:
        return f"{place_label(path[start:], clause.part)} {short_reference(document)}"
    return short_reference(document, clause)


def heading_of(document: Document, clause: Clause) -> str:
    """What the clause is headed with, where it is a matter and no body that is charged."""
    if clause.cells:
        return ""
    text = _text(document, clause)
    line, _, rest = text.partition("\n")
    if not rest and not document.children(clause):
        line, colon, _ = text.partition(":")
        if not colon or not _ON.match(line):  # "Về phát triển kinh tế số: đẩy mạnh …"
            return ""
    elif line.rstrip().endswith(_ENDS if rest else ":") and not _ON.match(line):
        return ""  # a sentence of its own, a lead-in
    words = _short(_ON.sub("", line))
    no_matter = _STOP.search(words) or find_organs(words) or read_clause_reference(words)
    return "" if no_matter else words


def without_figure(words: str, figure: str) -> str:
    """What is measured, of a row's words that begin or end with the figure to be reached, or do
    without it; empty where the figure stands amid them."""
    figure = " ".join(figure.split())
    rest = words.removesuffix(figure).removeprefix(figure).strip(" ,")
    rest = _REACHED.sub("", rest)
    return rest if figure not in rest and len(rest.split()) >= _FEWEST else ""


def same_question(text: str) -> str:
    """What questions that differ by blanks, capitals and their mark have in common."""
    return " ".join(text.lower().split()).rstrip("?. ")


def _own_words(document: Document, clause: Clause) -> str:
    """The clause's first sentence, where it is short and whole."""
    text = _text(document, clause)
    stop = _STOP.search(text)
    if stop and stop.group() == ":":  # a lead-in is no task
        return ""
    return _short(text[: stop.start()] if stop else text)


def _text(document: Document, clause: Clause) -> str:
    """The clause's text without the mark before it."""
    text = view(document.text, clause.start, clause.end, document.paragraphs).text
    mark = MARKER.match(text)
    return text[mark.end() if mark else 0 :]


def _row_words(document: Document, row: Clause) -> str:
    """What a table's row is about: its first cell of words that names neither bodies nor times."""
    for cell in row.cells:
        if any(column_head(n).search(cell.head) for n in ("chu_tri", "phoi_hop", "thoi_gian")):
            continue
        if words := _short(view(document.text, cell.start, cell.end).text):
            return words
    return ""


def _short(text: str) -> str:
    words = " ".join(text.split()).strip(" .,;:-–")
    whole = all(words.count(opening) == words.count(closing) for opening, closing in _PAIRS)
    if not whole or _QUOTES.search(words) or _shouts(words) or len(words.split()) < _FEWEST:
        return ""
    return words if len(words) <= _LONG else ""


def _shouts(words: str) -> bool:
    """Whether half of the words are printed in capitals."""
    return 2 * sum(word.isupper() for word in words.split()) >= len(words.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
