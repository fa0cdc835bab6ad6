"""A document under another id, or with metadata that a person has mended: the text stays as it is,
what is called after it (clause ids, names, labels) is made anew."""

from dataclasses import replace

from corpus.document import Document, Metadata
from corpus.language.normalize import plain
from corpus.structure.label import clause_label, document_name

_LOOKED_AT = 200  # characters of a document's first clause


def renamed(document: Document, document_id: str) -> Document:
    """The same document with another id, its clauses' ids with it."""
    if document_id == document.id:
        return document
    size = len(document.id)
    clauses = tuple(
        replace(
            clause,
            id=document_id + clause.id[size:],
            document_id=document_id,
            parent=document_id + clause.parent[size:] if clause.parent else None,
        )
        for clause in document.clauses
    )
    return replace(document, id=document_id, clauses=clauses)


def amended(document: Document, metadata: Metadata) -> Document:
    """The same document with that metadata: its name and its clauses' labels follow."""
    if metadata == document.metadata:
        return document
    name = document_name(metadata, _first_words(document), document.file)
    clauses = tuple(
        replace(clause, label=clause_label(clause.path, clause.part, name))
        for clause in document.clauses
    )
    return replace(document, metadata=metadata, name=name, clauses=clauses)


def _first_words(document: Document) -> str:
    clauses = document.clauses
    said = next((c for c in clauses if c.path[0].level != "the_thuc"), clauses[0])
    return plain(document.text[said.start : min(said.end, said.start + _LOOKED_AT)])
