"""What is taken of a clause to be said: all of it, with or without its number, or what tells."""

import re

from bot.answer import Citation
from bot.vocabulary import read_table
from corpus.document import Clause, Document
from corpus.language.normalize import view
from corpus.organs import find_bodies
from corpus.structure.cells import is_mark
from corpus.structure.numbering import read_marker

_SENTENCE_WORDS = 8  # fewer highlighted words are no sentence
_STOP = re.compile(r"[.;:](?=\s)")
_HEAD = re.compile(r"(?P<words>[^:.;\n]{3,100})(?::\s|\n)")
_HEADING_WORDS = 20  # a longer first line is a paragraph


def clause_words(citation: Citation) -> str:
    """The clause without its number; of a table row the cells, the later ones with their heads."""
    document, clause = citation.document, citation.clause
    if clause.cells:
        return _row_words(document, clause)
    text = _view(document, clause.start, clause.end)
    if clause.path[-1].level == "the_thuc":  # lines of a letterhead or signature
        return text.replace("\n", ", ")
    return _headed(_unmarked(text))


def _row_words(document: Document, clause: Clause) -> str:
    texts = read_table("spoken")["sentences"]
    words: list[str] = []
    for cell in clause.cells:
        text = _view(document, cell.start, cell.end).rstrip(" .;")
        if not text or cell.head in texts["counting_columns"]:
            continue
        head = cell.head.lower() if cell.head.isupper() else cell.head[:1].lower() + cell.head[1:]
        if is_mark(text):  # what it says stands in its head
            said = texts["ticked"].format(head=head) if head else ""
        else:
            said = texts["cell"].format(head=head, text=text) if words and head else text
        if not said:
            continue
        words.append(said)
    return "; ".join(words)


def telling_words(citation: Citation) -> str:
    """The highlighted sentence, or the one around highlighted words; after the body that heads the
    clause, where one does."""
    quote = citation.quote
    start, end = citation.highlights[0]
    if len(quote[start:end].split()) < _SENTENCE_WORDS:
        end = citation.highlights[-1][1]
        start = max((m.end() for m in _STOP.finditer(quote, 0, start)), default=0)
        stop = _STOP.search(quote, end)
        end = stop.start() if stop else len(quote)
    offset = citation.clause.start
    telling = _headed(_unmarked(_view(citation.document, offset + start, offset + end)))
    subject = "" if citation.clause.cells else _subject(citation)
    return f"{subject}, {small(telling)}" if subject and subject not in telling else telling


def _subject(citation: Citation) -> str:
    """The body that stands at the head of the clause, before a colon or on a line of its own."""
    text = _unmarked(_view(citation.document, citation.clause.start, citation.clause.end))
    head = _HEAD.match(text)
    return head["words"].strip() if head and find_bodies(head["words"]) else ""


def verbatim_words(citation: Citation) -> str:
    """All of the clause with its number; of a table row the cells with their heads."""
    document, clause = citation.document, citation.clause
    if clause.cells:
        return _row_words(document, clause)
    text = _view(document, clause.start, clause.end)
    marker = read_marker(text)
    if not marker:
        return text
    return f"{text[: marker.length].rstrip(' .')}, {text[marker.length :]}"


def small(text: str) -> str:
    """The text as it goes on within a sentence: names keep their capital."""
    bodies = [b for b in find_bodies(text) if b.start == 0 and b.name[:4].lower() != "các "]
    name = bodies or text[:2].isupper() or all(word[:1].isupper() for word in text.split()[:2])
    return text if name else text[:1].lower() + text[1:]


def _unmarked(text: str) -> str:
    marker = read_marker(text)
    return text[marker.length :] if marker else text


def _headed(text: str) -> str:
    """A heading line joined to the sentence that follows it."""
    heading, _, body = text.partition("\n")
    if not body or heading.rstrip().endswith((".", ";")) or len(heading.split()) > _HEADING_WORDS:
        return text
    return f"{heading.rstrip(' ,:')}, {small(body)}"


def _view(document: Document, start: int, end: int) -> str:
    return view(document.text, start, end, document.paragraphs).text
