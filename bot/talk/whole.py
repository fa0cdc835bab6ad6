"""Questions about a document as a whole ("quyết định 31 nói về gì?") and about which documents
there are ("có văn bản nào của tỉnh ấy?")."""

import re
from collections.abc import Sequence

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.draft import Draft
from bot.refuse.refuse import Refusal
from bot.talk.summary import summarise_document
from bot.talk.words import say
from bot.understand.intent.words import read_asks
from bot.understand.scope.scope import province_book
from bot.vocabulary import folded_stopwords, read_table
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook
from corpus.language.segment import folded_syllables
from corpus.library import Library
from corpus.organs import find_organs

# who speaks of himself or greets tells what is no part of his question
_TELLING = re.compile(
    r"\b(?:tôi|tui|em|mình|cháu|con|bác|chú|cô|nghe|chào|dạ|alo|a lô)\b", re.IGNORECASE
)
_ISSUED = re.compile(
    r"(?:[\s,]++(?:cua|do|ben|ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|chu tich|thu tuong"
    r"|chinh phu|quoc hoi|tinh|thanh pho|tp|minh|ta|nha|nay|moi|vua|ra|ban hanh|nam (?:19|20)\d\d)"
    r"(?!\w))+"
)
_ENDING = re.compile(r"\b(?:het hieu luc|thay the|thay cho|bai bo|sua doi|dinh chinh|can cu)\b")
_PAUSE = re.compile(r"[,.;!?:]\s")
_MOST = 8  # documents that are told by name


def asks_of_whole(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``text``, the words at ``spans`` (which name the document) left out, asks what the
    document is about and nothing more."""
    first = max((start for start, _ in spans), default=0)
    spans = [(start, _with_issuer(text, end)) for start, end in spans]
    places = [(m.start, m.end) for m in province_book().find(text)]
    rest = blanked(text, [*spans, *places])
    asked = _book("whole").find(rest)
    rest = blanked(rest, [(match.start, match.end) for match in asked])
    # what is told before the part of a sentence that names the document is no part of the question
    begun = max((m.end() for m in _PAUSE.finditer(text, 0, first)), default=0)
    begun = begun if _TELLING.search(text[:begun]) and not read_asks(text[:begun]) else 0
    return bool(asked) and not _content(rest[begun:])


def _with_issuer(text: str, end: int) -> int:
    """Where the words end that follow a document's name and only say whose it is, or that it is
    new ("của UBND tỉnh mình mới ra")."""
    said, organs = fold(text), {organ.start: organ.end for organ in find_organs(text)}
    while True:
        match = _ISSUED.match(said, end)
        end = match.end() if match else end
        gap = end + len(text[end:]) - len(text[end:].lstrip(" ,"))
        if gap not in organs:
            return end
        end = organs[gap]


def content_beside(text: str, spans: Sequence[tuple[int, int]], section: str) -> list[str]:
    """The words of ``text`` that say something, beside those at ``spans``, what asks for the whole
    of something, and the phrases of that section of ``replies.toml``."""
    rest = blanked(text, spans)
    for book in ("whole", section):
        for match in reversed(_book(book).find(rest)):
            rest = f"{rest[: match.start]} {rest[match.end :]}"
    return _content(rest)


def says_only(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``text`` says nothing but the words at ``spans``."""
    return bool(spans) and not _content(_without(text, spans))


def asks_what_there_is(text: str) -> bool:
    """Whether ``text`` asks which documents there are, at most of which place."""
    rest = text
    asked = _book("inventory").find(rest)
    for match in reversed([*asked]):
        rest = f"{rest[: match.start]} {rest[match.end :]}"
    spans = [(m.start, m.end) for m in province_book().find(rest)]
    ends = _ENDING.search(fold(text))  # asks what a document ends or changes
    return bool(asked) and not ends and not _content(_without(rest, spans))


def what_there_is(library: Library, provinces: Sequence[str]) -> Draft | Refusal:
    """The documents there are, of the provinces where any is named: by name with their titles, many
    by where they are from."""
    found = [d for d in library if not provinces or d.metadata.province in provinces]
    places = sorted({d.metadata.province for d in library if d.metadata.province})
    if not found:
        text = say("no_document", said=", ".join(provinces), places=", ".join(places))
        return Refusal(AnswerStatus.NO_EVIDENCE, (Statement(text, Role.MISSING),))
    if len(found) > _MOST:
        places = sorted({d.metadata.province for d in found if d.metadata.province})
        told = "documents_of" if places else "documents_count"
        text = say(told, count=len(found), places=", ".join(places))
        return Refusal(AnswerStatus.OUT_OF_SCOPE, (Statement(text, Role.MISSING),))
    text = say("documents", count=len(found))
    return _titles(found, library, Statement(text, Role.OPENING))


def documents_about(text: str, library: Library) -> list[Document]:
    """The documents that ``text`` asks for by what they are about ("có văn bản nào nói về chuyển
    đổi số không"): those whose titles hold all that it says of it; none where it asks otherwise."""
    asked = _book("inventory").find(text)
    places = [(m.start, m.end) for m in province_book().find(text)]
    if not asked or _ENDING.search(fold(text)):
        return []
    begun = max((m.end() for m in _PAUSE.finditer(text, 0, asked[0].start)), default=0)
    spans = [*places, *((m.start, m.end) for m in asked)]
    saying = {fold(word) for word in read_table("replies")["inventory"]["saying"]}
    wanted = [s for s in _content(blanked(text, spans)[begun:]) if s not in saying]
    named = {m.name for m in province_book().find(text)}
    found = [
        d
        for d in library
        if wanted
        and (not named or d.metadata.province in named)
        and set(wanted) <= set(folded_syllables(d.metadata.title))
    ]
    return sorted(found, key=lambda d: d.metadata.date or "", reverse=True)[:_MOST]


def titles_of(documents: Sequence[Document], library: Library) -> Draft:
    """The documents by name with their titles."""
    text = say("documents", count=len(documents))
    return _titles(documents, library, Statement(text, Role.OPENING))


def asks_for_copy(text: str, spans: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether ``text`` asks for a link to a document's whole text, or for a copy of it, and for
    nothing more; the document is named at ``spans``."""
    asked = [(m.start, m.end) for m in _book("copy").find(text)]
    places = [(m.start, m.end) for m in province_book().find(text)]
    return bool(asked) and not content_beside(text, [*asked, *spans, *places], "placed")


def where_to_read(document: Document, library: Library) -> Draft:
    """What the document is, and how to open its whole text."""
    return _titles([document], library, Statement(say("open_document"), Role.OPENING))


def _titles(found: Sequence[Document], library: Library, opening: Statement) -> Draft:
    """What each document is, with the clauses that say so."""
    statements: list[Statement] = [opening]
    citations: list[Citation] = []
    for document in sorted(found, key=lambda d: d.metadata.date or "", reverse=True):
        draft = summarise_document(document, library, 1)
        shift = len(citations)
        lead = draft.statements[0]
        markers = tuple(marker + shift for marker in lead.citations)
        statements.append(Statement(lead.text, Role.POINT, lead.spans, markers))
        citations += [
            Citation(c.marker + shift, c.document, c.clause, c.highlights)
            for c in draft.citations
            if c.marker in lead.citations
        ]
    return Draft(AnswerStatus.ANSWERED, tuple(statements), "", tuple(citations))


def _book(name: str) -> PhraseBook:
    words = read_table("replies")[name]["phrases"]
    return PhraseBook((phrase, phrase) for phrase in words)


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` with blanks at the spans, letter for letter."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _content(text: str) -> list[str]:
    courtesies = {fold(word) for word in read_table("replies")["whole"]["courtesies"]}
    skipped = folded_stopwords() | courtesies
    return [s for s in folded_syllables(text) if s not in skipped]
