"""Text to document: clause tree, labels, ids, metadata."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from corpus.document import Clause, Document, Step
from corpus.language.normalize import fold, nfc, plain
from corpus.structure.label import clause_label, document_name
from corpus.structure.metadata import read_metadata
from corpus.structure.outline import Node, outline
from corpus.vocabulary import FOLDER

# Raise this when a change in the grammar's code gives other clauses for the same text; changes
# of these data files are noticed by themselves.
RULES_VERSION = 9
_RULES = ("numbering", "formulas", "kinds", "levels", "page_furniture", "proper_names")
_LOOKED_AT = 200  # characters of a document's first clause


def parse(
    text: str,
    file: str,
    aliases: tuple[str, ...] = (),
    noise: Sequence[tuple[int, int]] = (),
    notes: tuple[str, ...] = (),
    document_id: str | None = None,
) -> Document:
    """The document that ``text`` is; ``file`` is its file name, from which its id is made where
    no ``document_id`` is given.

    ``noise`` are stretches of NFC ``text`` that the loader knows to be page furniture.
    """
    text = nfc(text)
    document_id = document_id or slug(file.rsplit(".", 1)[0])
    tree = outline(text, noise)
    metadata = read_metadata(tree.sections[0], text)
    name = document_name(metadata, _first_words(tree.nodes, text), file)
    ids = _clause_ids(document_id, tree.nodes)
    clauses = tuple(
        Clause(
            ids[id(node)],
            document_id,
            node.path,
            clause_label(node.path, node.part, name),
            node.part,
            node.start,
            node.end,
            ids[id(node.parent)] if node.parent else None,
            node.cells,
        )
        for node in tree.nodes
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=document_id,
        file=file,
        digest=digest,
        text=text,
        metadata=metadata,
        name=name,
        clauses=clauses,
        paragraphs=tree.paragraphs,
        noise=tree.noise,
        notes=notes,
        aliases=aliases,
    )


def _first_words(nodes: Sequence[Node], text: str) -> str:
    """The first words that are no part of the form; those of the form where there are no others."""
    said = next((n for n in nodes if n.path[0].level != "the_thuc"), nodes[0] if nodes else None)
    return plain(text[said.start : min(said.end, said.start + _LOOKED_AT)]) if said else ""


@cache
def rules_fingerprint() -> str:
    """What tells one state of the clause rules (code and data) from another."""
    data = hashlib.sha256()
    for name in _RULES:
        data.update((FOLDER / f"{name}.toml").read_bytes())
    return f"{RULES_VERSION}-{data.hexdigest()[:12]}"


def slug(text: str) -> str:
    """Lower-case ASCII with dashes, fit for a URL."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "van-ban"


def _clause_ids(document_id: str, nodes: tuple[Node, ...]) -> dict[int, str]:
    """Ids from paths; a path met again (numbering that restarts) gets "~2", "~3"."""
    seen: Counter[str] = Counter()
    paths: dict[tuple[Step, ...], str] = {(): document_id}
    ids: dict[int, str] = {}
    for node in nodes:
        own = paths.get(node.path)
        if own is None:
            above = paths.get(node.path[:-1])
            if above is None:
                above = ".".join([document_id, *(_step_slug(s) for s in node.path[:-1])])
            paths[node.path] = own = f"{above}.{_step_slug(node.path[-1])}"
        seen[own] += 1
        ids[id(node)] = own if seen[own] == 1 else f"{own}~{seen[own]}"
    return ids


@lru_cache(maxsize=65536)
def _step_slug(step: Step) -> str:
    value = {"đ": "dd"}.get(step.value, step.value)
    return f"{slug(step.level)}-{slug(value)}"
