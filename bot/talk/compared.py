"""Which documents of a talk a message speaks of together without naming them: "hai tỉnh khác nhau
thế nào", "ở mỗi tỉnh", "cả hai".
"""

from collections.abc import Sequence
from functools import cache

from bot.vocabulary import read_table
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.phrases import PhraseBook

_PAIR, _MOST = 2, 4


def compared_documents(
    text: str, shown: Sequence[Document], known: Sequence[Document]
) -> tuple[Document, ...]:
    """The documents that ``text`` means by speaking of several: of those ``shown`` by the last
    answer and then those ``known`` from the talk, newest first; empty where it speaks of one."""
    found = {match.name: text[match.start : match.end] for match in _book().find(text)}
    talked = list({d.id: d for d in (*shown, *known)}.values())
    words = " ".join(found.values())
    most = _PAIR if "hai" in fold(words).split() else _MOST
    if "pairs" in found:
        own = [d for d in shown if d.metadata.province]
        others = [d for d in talked if d.metadata.province]
        chosen = _one_each([*own, *others])
    elif "documents" in found:
        kind = fold(found["documents"])
        chosen = [d for d in talked if fold(d.metadata.kind) in kind] or talked
        chosen = chosen if len(chosen) > 1 else talked
    elif "both" in found and len(shown) > 1:
        chosen = list(shown)
    else:
        return ()
    return tuple(chosen[:most]) if len(chosen) > 1 else ()


def _one_each(documents: Sequence[Document]) -> list[Document]:
    """The first document of each province."""
    first: dict[str | None, Document] = {}
    for document in documents:
        first.setdefault(document.metadata.province, document)
    return list(first.values())


@cache
def _book() -> PhraseBook:
    table = read_table("compare")
    sections = ("pairs", "documents", "both")
    return PhraseBook([(p, section) for section in sections for p in table[section]["phrases"]])
