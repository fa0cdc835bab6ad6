"""What the index holds of one document: vectors, vectors of tokens, counts of tokens.

Made once and kept by what it was made from, so that an index can be put together in a moment when
a document comes or goes (``index.derive``).
"""

import contextlib
import hashlib
import os
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.document import Document
from index.counts import Counts
from index.embed import Embedder, Vectors
from index.lexical import count
from index.manifest import FORMAT
from index.passage import document_context, make_passages
from index.tokens import Tokens

_DAYS = 30  # after which a leaf that nobody asked for is dropped


@dataclass(frozen=True, slots=True)
class Leaf:
    """``vectors`` has a row for each clause; ``tokens`` one more, for the document's own line, or
    are None where the model gives none."""

    vectors: Vectors
    tokens: tuple[Tokens, ...] | None
    counts: dict[str, Counts]

    @property
    def size(self) -> int:
        """How many clauses."""
        return len(self.vectors)


@dataclass(frozen=True, slots=True)
class Leaves:
    """Leaves in a folder, each a file; what cannot be written or read is made anew."""

    folder: Path
    embedder: Embedder

    def of(self, document: Document) -> Leaf:
        """The document's leaf; made where it is not kept."""
        path = self._path(document)
        leaf = _read(path)
        if leaf is None or leaf.size != len(document.clauses):
            leaf = make_leaf(document, self.embedder)
            _write(path, leaf)
        return leaf

    def has(self, document: Document) -> bool:
        """Whether the leaf is kept."""
        return self._path(document).is_file()

    def drop_old(self) -> None:
        """Drop what nobody asked for in a month."""
        oldest = time.time() - _DAYS * 86_400
        for path in self.folder.glob("*.npz"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, document: Document) -> Path:
        return self.folder / f"{self._key(document)}.npz"

    def _key(self, document: Document) -> str:
        """Changes with the model, the file's form and any text that is indexed."""

        def draw() -> str:
            digest = hashlib.sha256(f"{FORMAT}\0{self.embedder.fingerprint}".encode())
            for passage in make_passages(document):
                digest.update(f"\0{passage.context}\0{passage.text}".encode())
            return digest.hexdigest()

        return document.drawn(f"leaf {self.embedder.name}", draw)


def make_leaf(document: Document, embedder: Embedder) -> Leaf:
    """Embed and count the document's clauses."""
    passages = make_passages(document)
    texts = [*(passage.text for passage in passages), document_context(document)]
    vectors, tokens = embedder.encode_with_tokens(texts)
    counts = count([passage.full for passage in passages])
    return Leaf(vectors[: len(passages)].copy(), tuple(tokens) if tokens else None, counts)


def _write(path: Path, leaf: Leaf) -> None:
    arrays: dict[str, npt.NDArray[Any]] = {"vectors": leaf.vectors}
    for name, counts in leaf.counts.items():
        arrays.update({f"{name}.{key}": value for key, value in counts.arrays().items()})
    if leaf.tokens is not None:
        arrays["tokens"] = np.concatenate([one.vectors for one in leaf.tokens])
        arrays["ids"] = np.concatenate([one.ids for one in leaf.tokens])
        arrays["lengths"] = np.array([len(one.ids) for one in leaf.tokens], dtype=np.int64)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        os.replace(name, path)
    except OSError:  # a full disk: made anew next time
        return


def _read(path: Path) -> Leaf | None:
    try:
        with np.load(path) as file:
            kept = {name: file[name] for name in file.files}
        os.utime(path)
        names = dict.fromkeys(n.split(".")[0] for n in kept if "." in n)
        counts = {
            name: Counts.of_arrays(
                {k.split(".", 1)[1]: v for k, v in kept.items() if k.startswith(f"{name}.")}
            )
            for name in names
        }
        tokens = None
        if "tokens" in kept:
            stops = np.cumsum(kept["lengths"])
            tokens = tuple(
                Tokens(kept["ids"][stop - n : stop], kept["tokens"][stop - n : stop])
                for n, stop in zip(kept["lengths"].tolist(), stops.tolist(), strict=True)
            )
        return Leaf(kept["vectors"], tokens, counts)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
