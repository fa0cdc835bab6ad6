"""A parsed document as bytes and back: JSON, compressed. Nothing in it can run.

With it goes what is drawn from a document alone and takes long: its references, the names that it
teaches, the days that its clauses set.
"""

import json
import zlib
from dataclasses import asdict, fields
from typing import Any

from corpus.citation.document_number import DocumentNumber
from corpus.citation.references import REFERENCES, Reference, references_of
from corpus.citation.validity import EFFECTIVE, EXPIRY, effective_of, expiry_of
from corpus.document import Cell, Clause, Document, Metadata, Part, Place, Step
from corpus.names import NAMES, taught_by
from corpus.shortened import Short

_MOST = 1 << 30  # bytes that an entry may unpack to
_METADATA = tuple(field.name for field in fields(Metadata))


class DamagedError(ValueError):
    """The bytes are no entry of this version."""


def encode(document: Document) -> bytes:
    """The bytes that ``decode`` makes the same document of."""
    steps: dict[Step, int] = {}
    labels: dict[str, int] = {}
    bodies, shorts = taught_by(document)

    def path(of: tuple[Step, ...]) -> list[int]:
        return [steps.setdefault(step, len(steps)) for step in of]

    clauses = [
        [c.id, path(c.path), labels.setdefault(c.label, len(labels)), c.part.value, c.start, c.end,
         c.parent, [[cell.head, cell.start, cell.end] for cell in c.cells]]
        for c in document.clauses
    ]  # fmt: skip
    references = [
        [r.clause_id, r.start, r.end, list(asdict(r.number).values()) if r.number else None,
         r.kind, r.date, r.issuer, path(r.clause), r.relation, r.own]
        for r in references_of(document)
    ]  # fmt: skip
    kept = {
        "id": document.id,
        "file": document.file,
        "digest": document.digest,
        "text": document.text,
        "metadata": asdict(document.metadata),
        "name": document.name,
        "clauses": clauses,
        "paragraphs": document.paragraphs,
        "noise": document.noise,
        "notes": document.notes,
        "aliases": document.aliases,
        "doubts": document.doubts,
        "places": [[p.start, p.end, p.page, p.box] for p in document.places],
        "references": references,
        "bodies": bodies,
        "shorts": [[one.short, one.long] for one in shorts],
        "effective": effective_of(document),
        "expiry": expiry_of(document),
        "steps": [[step.level, step.value] for step in steps],
        "labels": list(labels),
    }
    return zlib.compress(json.dumps(kept, ensure_ascii=False).encode("utf-8"), 1)


def decode(raw: bytes) -> Document:
    """The document; DamagedError where the bytes are cut, changed or of another version."""
    try:
        unpacker = zlib.decompressobj()
        packed = unpacker.decompress(raw, _MOST)
        if not unpacker.eof:
            raise ValueError("cut short")
        return _document(json.loads(packed.decode("utf-8")))
    except (zlib.error, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise DamagedError(f"damaged: {error}") from error


def _document(kept: dict[str, Any]) -> Document:
    steps = [Step(level, value) for level, value in kept["steps"]]
    labels, parts = kept["labels"], {part.value: part for part in Part}
    paths: dict[tuple[int, ...], tuple[Step, ...]] = {}

    def path(numbers: list[int]) -> tuple[Step, ...]:
        key = tuple(numbers)
        if key not in paths:
            paths[key] = tuple(steps[number] for number in numbers)
        return paths[key]

    own = kept["id"]
    clauses = tuple(
        Clause(name, own, path(numbers), labels[label], parts[part], start, end, parent,
               tuple(Cell(*cell) for cell in cells))
        for name, numbers, label, part, start, end, parent, cells in kept["clauses"]
    )  # fmt: skip
    document = Document(
        id=own,
        file=kept["file"],
        digest=kept["digest"],
        text=kept["text"],
        metadata=_metadata(kept["metadata"]),
        name=kept["name"],
        clauses=clauses,
        paragraphs=tuple(kept["paragraphs"]),
        noise=_pairs(kept["noise"]),
        notes=tuple(kept["notes"]),
        aliases=tuple(kept["aliases"]),
        doubts=_pairs(kept["doubts"]),
        places=tuple(Place(s, e, page, tuple(box)) for s, e, page, box in kept["places"]),
    )
    references = tuple(
        Reference(own, clause, start, end, DocumentNumber(*number) if number else None,
                  kind, date, issuer, path(named), relation, said_of_itself)
        for clause, start, end, number, kind, date, issuer, named, relation, said_of_itself
        in kept["references"]
    )  # fmt: skip
    document.put_drawn(REFERENCES, references)
    shorts = tuple(Short(*pair) for pair in kept["shorts"])
    document.put_drawn(NAMES, (tuple(kept["bodies"]), shorts))
    document.put_drawn(EFFECTIVE, tuple(kept["effective"]))
    document.put_drawn(EXPIRY, tuple(kept["expiry"]))
    return document


def _metadata(kept: dict[str, Any]) -> Metadata:
    if set(kept) != set(_METADATA):
        raise ValueError("other fields")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()}
    return Metadata(**values)


def _pairs(kept: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in kept)
