"""Documents and clauses as plain dictionaries, for JSON output of commands and the API."""

from typing import Any

from corpus.citation.references import Reference
from corpus.document import Clause, Document
from corpus.facts.fact import Assignment, Facts
from corpus.facts.roles import role_label
from corpus.health import Health
from corpus.language.dates import Period
from corpus.language.normalize import view
from corpus.library import Library
from corpus.vocabulary import read_table


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


def status_json(library: Library, document: Document, day: str | None = None) -> dict[str, Any]:
    """The document's status on ``day`` (ISO, default today), with the clauses that say so."""
    status = library.graph.status(document.id, day)
    return {
        "state": status.state,
        "label": status.label,
        "day": status.day,
        "clause_id": status.clause_id,
        "by": [
            {
                "document": edge.source,
                "relation": edge.relation,
                "relation_label": relation_label(edge.relation),
                "clause_id": edge.clause_id,
                "partial": edge.partial,
            }
            for edge in status.by
        ],
    }


def reference_json(document: Document, reference: Reference) -> dict[str, Any]:
    """One reference, with its words as printed and what it resolves to."""
    return {
        "clause_id": reference.clause_id,
        "start": reference.start,
        "end": reference.end,
        "text": " ".join(document.text[reference.start : reference.end].split()),
        "number": reference.number.printed if reference.number else None,
        "kind": reference.kind,
        "date": reference.date,
        "issuer": reference.issuer,
        "clause": [{"level": step.level, "value": step.value} for step in reference.clause],
        "relation": reference.relation,
        "relation_label": relation_label(reference.relation),
        "own": reference.own,
        "target": reference.target,
        "target_clause": reference.target_clause,
    }


def relation_label(name: str) -> str:
    """The relation in Vietnamese."""
    rows = read_table("relations")["relation"]
    return next((str(row["label"]) for row in rows if row["name"] == name), "dẫn chiếu")


def facts_json(document: Document, facts: Facts) -> dict[str, Any]:
    """The document's facts, each with the clause that states it."""
    return {
        "document": document.id,
        "assignments": [assignment_json(document, fact) for fact in facts.assignments],
        "deadlines": [
            {**_stated(document, fact.clause_id), "deadline": period_json(document, fact.period)}
            for fact in facts.deadlines
        ],
        "targets": [
            {
                **_stated(document, fact.clause_id),
                "value": fact.target.value,
                "unit": fact.target.unit,
                "comparison": fact.target.comparison,
                "of": fact.target.of,
                "start": fact.target.at[0],
                "end": fact.target.at[1],
            }
            for fact in facts.targets
        ],
    }


def assignment_json(document: Document, fact: Assignment) -> dict[str, Any]:
    """Who has which role in which task, by when, and the clauses that say so."""
    start, end = fact.task
    return {
        **_stated(document, fact.clause_id),
        "organ": fact.organ,
        "role": fact.role,
        "role_label": role_label(fact.role),
        "task": view(document.text, start, end).text,
        "task_start": start,
        "task_end": end,
        "named_in": fact.named_in,
        "start": fact.at[0],
        "end": fact.at[1],
        "deadlines": [period_json(document, period) for period in fact.periods],
    }


def period_json(document: Document, period: Period) -> dict[str, Any]:
    """A time for doing: an interval (open ends null) or a rhythm, with its words."""
    start, end = period.at
    return {
        "from": period.start,
        "to": period.end,
        "every": period.every,
        "text": view(document.text, start, end).text,
        "start": start,
        "end": end,
    }


def _stated(document: Document, clause_id: str) -> dict[str, Any]:
    clause = document.clause(clause_id)
    assert clause is not None
    return {"document": document.id, "clause_id": clause_id, "label": clause.label}


def health_json(document: Document, health: Health) -> dict[str, Any]:
    """The document's health report."""
    integrity = health.integrity
    return {
        "document": document.id,
        "file": document.file,
        "name": document.name,
        "clauses": health.clauses,
        "noise": health.noise,
        "doubts": health.doubts,
        "integrity": {
            "counted": integrity.counted,
            "valid": round(integrity.valid, 4),
            "bare": round(integrity.bare, 4),
            "broken": round(integrity.broken, 4),
            "words": round(integrity.words, 4),
            "problems": list(integrity.problems),
        },
        "findings": [
            {
                "kind": finding.kind,
                "message": finding.message,
                "start": finding.start,
                "end": finding.end,
                "clause_id": finding.clause_id,
            }
            for finding in health.findings
        ],
    }
