"""Vectors of texts, kept on disk by the texts' digests: a second fit embeds nothing again."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed import Embedder, Vectors

_BATCH = 2000  # texts embedded between two savings


class KnownVectors:
    """Vectors of passages by one model, in ``folder``."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        name = hashlib.sha256(embedder.fingerprint.encode()).hexdigest()[:12]
        self._file = folder / f"vectors-{name}.npz"
        self._known: dict[str, Vectors] = {}
        if self._file.is_file():
            with np.load(self._file) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))

    def of(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors, shape (texts, dimension); those that are not known are embedded."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        names = list(missing)
        for first in range(0, len(names), _BATCH):
            part = names[first : first + _BATCH]
            rows = self._embedder.encode_documents([missing[k] for k in part])
            self._known.update(zip(part, rows, strict=True))
            self._save()
        return np.stack([self._known[key] for key in keys])

    def _save(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".draft.npz")
        np.savez(draft, keys=np.array(list(self._known)), vectors=np.stack([*self._known.values()]))
        draft.replace(self._file)
