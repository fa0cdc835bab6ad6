"""Footnotes and endnotes: their words, in the order in which the document refers to them."""

from collections.abc import Callable

from corpus.loaders.docx.names import PARAGRAPH, W
from corpus.loaders.docx.xml import Element

_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}


def note_words(
    body: Element, parts: dict[str, Element], words: Callable[[Element], str]
) -> list[str]:
    """The notes that the body refers to; ``parts`` are roots by kind ("footnotes")."""
    found: list[str] = []
    for kind, root in parts.items():
        name = _PARTS[kind]
        notes = {
            note.get(W + "id", ""): note
            for note in root.iterchildren(W + name)
            if note.get(W + "type", "normal") == "normal"
        }
        referred = [r.get(W + "id", "") for r in body.iter(f"{W}{name}Reference")]
        for note_id in dict.fromkeys(referred):
            note = notes.get(note_id)
            if note is not None:
                said = " ".join(words(p) for p in note.iter(PARAGRAPH))
                found.append(" ".join(said.split()))
    return [said for said in found if said]
