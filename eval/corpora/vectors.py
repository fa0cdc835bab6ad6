"""The embedding model with its passages' vectors kept on disk, so that runs repeat quickly."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed import Embedder, Vectors

_BLOCK = 256  # texts embedded before they are written: what a stopped run keeps


class CachedEmbedder(Embedder):
    """``Embedder`` that embeds a passage once for all runs; questions are embedded anew."""

    def __init__(self, model: str, models_dir: Path, folder: Path) -> None:
        super().__init__(model, models_dir)
        self._folder = folder
        self._database: sqlite3.Connection | None = None

    def encode_documents(self, texts: Sequence[str], progress: bool = False) -> Vectors:
        """Vectors of passages, those already known from the disk."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        database = self._open()
        known: dict[str, Vectors] = {}
        for key in dict.fromkeys(keys):
            row = database.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
            if row:
                known[key] = np.frombuffer(row[0], dtype=np.float32)
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in known}
        wanted = sorted(missing, key=lambda k: len(missing[k]))  # little padding in a block
        for first in range(0, len(wanted), _BLOCK):
            block = wanted[first : first + _BLOCK]
            rows = super().encode_documents([missing[k] for k in block], progress)
            known.update(zip(block, rows, strict=True))
            blobs = [np.asarray(row, dtype=np.float32).tobytes() for row in rows]
            database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)", zip(block, blobs, strict=True)
            )
            database.commit()
        if not keys:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([known[key] for key in keys])

    def _open(self) -> sqlite3.Connection:
        """The store of this model's vectors."""
        if self._database is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = hashlib.sha256(self.fingerprint.encode()).hexdigest()[:16]
            self._database = sqlite3.connect(self._folder / f"{name}.sqlite3", timeout=60)
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB)"
            )
        return self._database
