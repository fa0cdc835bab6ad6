"""What is taken of a clause to be said: its words, its telling sentence, its beginning."""

import re

from bot.answer import Citation
from bot.vocabulary import read_table
from corpus.document import Clause, Document
from corpus.language.normalize import view
from corpus.organs import find_bodies
from corpus.structure.numbering import read_marker

_SENTENCE_WORDS = 8  # fewer highlighted words are no sentence
_SENTENCE = re.compile(r"(?<=[.;?])\s+")
_STOP = re.compile(r"[.;:](?=\s)")
_BORDER = re.compile(r"[.,;?](?=\s|$)")


def clause_words(citation: Citation) -> str:
    """The clause without its number; of a table row the cells, the later ones with their heads."""
    document, clause = citation.document, citation.clause
    if clause.cells:
        return _row_words(document, clause)
    text = _view(document, clause.start, clause.end)
    if clause.path[-1].level == "the_thuc":  # lines of a letterhead or signature
        return text.replace("\n", ", ")
    marker = read_marker(text)
    return text[marker.length :] if marker else text


def _row_words(document: Document, clause: Clause) -> str:
    texts = read_table("spoken")["sentences"]
    words: list[str] = []
    for cell in clause.cells:
        text = _view(document, cell.start, cell.end).rstrip(" .;")
        if not text or cell.head in texts["counting_columns"]:
            continue
        head = cell.head.lower() if cell.head.isupper() else cell.head[:1].lower() + cell.head[1:]
        said = texts["cell"].format(head=head, text=text) if words and head else text
        words.append(said)
    return "; ".join(words)


def telling_words(citation: Citation) -> str:
    """The highlighted sentence, or the one around highlighted words."""
    quote = citation.quote
    start, end = citation.highlights[0]
    if len(quote[start:end].split()) < _SENTENCE_WORDS:
        end = citation.highlights[-1][1]
        start = max((m.end() for m in _STOP.finditer(quote, 0, start)), default=0)
        stop = _STOP.search(quote, end)
        end = stop.start() if stop else len(quote)
    offset = citation.clause.start
    return _view(citation.document, offset + start, offset + end)


def first_sentence(text: str) -> str:
    """Up to the first sentence's end; a heading line is joined to what follows it."""
    heading, _, body = text.partition("\n")
    line = f"{heading.rstrip(' .:;')}, {small(body)}" if body else heading
    return _SENTENCE.split(line.replace("\n", " "), maxsplit=1)[0]


def cut(text: str, longest: int) -> str:
    """The text up to a sentence's or clause's end near ``longest`` words, else whole."""
    if len(text.split()) <= longest:
        return text
    ends = [(len(text[: m.start()].split()), m.start()) for m in _BORDER.finditer(text)]
    within = [end for end in ends if longest / 2 <= end[0] <= longest]
    beyond = [end for end in ends if longest < end[0] <= longest + longest // 2]
    chosen = within[-1:] or beyond[:1] or [end for end in ends if end[0] <= longest][-1:]
    return text[: chosen[0][1]] if chosen else text


def small(text: str) -> str:
    """The text as it goes on within a sentence: names keep their capital."""
    bodies = [b for b in find_bodies(text) if b.start == 0 and b.name[:4].lower() != "các "]
    return text if bodies or text[:2].isupper() else text[:1].lower() + text[1:]


def _view(document: Document, start: int, end: int) -> str:
    return view(document.text, start, end, document.paragraphs).text
