"""The embedding model with its passages' vectors kept on disk, so that runs repeat quickly."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed import Embedder, Vectors
from index.tokens import WIDTH, Tokens, one_each

_BLOCK = 256  # texts embedded before they are written: what a stopped run keeps


class CachedEmbedder(Embedder):
    """``Embedder`` that embeds a passage once for all runs; questions are embedded anew."""

    def __init__(self, model: str, models_dir: Path, folder: Path) -> None:
        super().__init__(model, models_dir)
        self._folder = folder
        self._database: sqlite3.Connection | None = None

    def encode_documents(self, texts: Sequence[str], progress: bool = False) -> Vectors:
        """Vectors of passages, those already known from the disk."""
        return self.encode_with_tokens(texts, progress)[0]

    def encode_with_tokens(
        self, texts: Sequence[str], progress: bool = False
    ) -> tuple[Vectors, list[Tokens] | None]:
        """The same with the vectors of their tokens."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        if not keys:
            return np.zeros((0, self.dimension), dtype=np.float32), [] if self.has_tokens else None
        database = self._open()
        known: dict[str, tuple[Vectors, Tokens | None]] = {}
        for key in dict.fromkeys(keys):
            row = database.execute("SELECT * FROM vectors WHERE key = ?", (key,)).fetchone()
            if row:
                known[key] = _unpacked(*row[1:])
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in known}
        wanted = sorted(missing, key=lambda k: len(missing[k]))  # little padding in a block
        for first in range(0, len(wanted), _BLOCK):
            block = wanted[first : first + _BLOCK]
            rows, tokens = super().encode_with_tokens([missing[k] for k in block], progress)
            pairs = list(zip(rows, one_each(tokens, len(rows)), strict=True))
            known.update(zip(block, pairs, strict=True))
            database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                [(key, *_packed(*pair)) for key, pair in zip(block, pairs, strict=True)],
            )
            database.commit()
        each = [known[key][1] for key in keys]
        together = [one for one in each if one is not None]
        return np.stack([known[key][0] for key in keys]), together if self.has_tokens else None

    def _open(self) -> sqlite3.Connection:
        """The store of this model's vectors."""
        if self._database is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = hashlib.sha256(self.fingerprint.encode()).hexdigest()[:16]
            self._database = sqlite3.connect(self._folder / f"{name}.sqlite3", timeout=60)
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(key TEXT PRIMARY KEY, vector BLOB, ids BLOB, tokens BLOB)"
            )
        return self._database


def _packed(vector: Vectors, tokens: Tokens | None) -> tuple[bytes, bytes | None, bytes | None]:
    own = np.asarray(vector, dtype=np.float32).tobytes()
    if tokens is None:
        return own, None, None
    return own, tokens.ids.tobytes(), tokens.vectors.tobytes()


def _unpacked(
    vector: bytes, ids: bytes | None, tokens: bytes | None
) -> tuple[Vectors, Tokens | None]:
    own = np.frombuffer(vector, dtype=np.float32)
    if ids is None or tokens is None:
        return own, None
    each = np.frombuffer(tokens, dtype=np.int8).reshape(-1, WIDTH)
    return own, Tokens(np.frombuffer(ids, dtype=np.int32), each)
