"""Documents and clauses as plain dictionaries, for JSON output of commands and the API."""

from typing import Any

from corpus.document import Clause, Document
from corpus.normalize import view


def path_json(clause: Clause) -> list[dict[str, str]]:
    """The path as the HTTP contract writes it."""
    return [{"level": step.level, "value": step.value} for step in clause.path]


def document_brief(document: Document) -> dict[str, Any]:
    """The document as a citation names it in the HTTP contract."""
    meta = document.metadata
    return {
        "id": document.id,
        "number": meta.number,
        "symbol": meta.symbol,
        "kind": meta.kind,
        "issuer": meta.issuer,
        "province": meta.province,
        "date": meta.date,
        "title": meta.title,
        "file": document.file,
        "name": document.name,
        "status": document.status,
    }


def document_json(document: Document) -> dict[str, Any]:
    """All of the document's metadata."""
    meta = document.metadata
    return {
        **document_brief(document),
        "superior": meta.superior,
        "signer": meta.signer,
        "signer_role": meta.signer_role,
        "bases": list(meta.bases),
        "recipients": list(meta.recipients),
        "digest": document.digest,
        "characters": len(document.text),
        "clauses": len(document.clauses),
    }


def clause_json(document: Document, clause: Clause) -> dict[str, Any]:
    """One clause: place, exact text with offsets, readable form, table cells."""
    return {
        "clause_id": clause.id,
        "document": document.id,
        "path": path_json(clause),
        "label": clause.label,
        "part": clause.part.value,
        "text": document.quote(clause),
        "display": view(document.text, clause.start, clause.end, document.paragraphs).text,
        "start": clause.start,
        "end": clause.end,
        "parent": clause.parent,
        "cells": [
            {
                "head": cell.head,
                "text": document.text[cell.start : cell.end],
                "start": cell.start,
                "end": cell.end,
            }
            for cell in clause.cells
        ],
    }
