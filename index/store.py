"""Vectors in Chroma, embedded and persistent: the one door to chromadb."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.types import Metadata
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError

from index.embed import Vectors
from index.passage import Passage
from index.rebuild import RebuildError

_COLLECTION = "clauses"
_BATCH = 1000
# wide, since a filter on documents is applied while the graph is walked
_SEARCH_WIDTH = 500
# at each adding: Chroma would else keep up to 1,000 vectors in its queue only, and build and write
# the graph anew at every opening
_SYNC = 2


class StoreError(RebuildError):
    """Chroma's files cannot be opened or read; the remedy is to build the index again."""


class VectorStore:
    """One collection of clause vectors with cosine distance."""

    def __init__(self, folder: Path) -> None:
        settings = ChromaSettings(anonymized_telemetry=False, allow_reset=False)
        try:
            self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
            self._collection = self._client.get_or_create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration={
                    "hnsw": {
                        "space": "cosine",
                        "ef_search": _SEARCH_WIDTH,
                        "batch_size": _SYNC,
                        "sync_threshold": _SYNC,
                    }
                },
            )
        except Exception as error:  # broken files raise Chroma's, sqlite's and attribute errors
            raise StoreError("Không mở được kho véc-tơ") from error

    def add(self, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add passages with their vectors, shape (passages, dimension)."""
        for first in range(0, len(passages), _BATCH):
            part = passages[first : first + _BATCH]
            metadatas: list[Metadata] = [{"document": p.document_id} for p in part]
            self._collection.add(
                ids=[p.clause_id for p in part],
                embeddings=vectors[first : first + _BATCH],
                documents=[p.text for p in part],
                metadatas=metadatas,
            )

    def count(self) -> int:
        """How many clauses are stored."""
        try:
            return self._collection.count()
        except ChromaError as error:
            raise StoreError("Kho véc-tơ bị hỏng") from error

    def search(
        self, vector: Vectors, k: int, documents: Sequence[str] = (), without: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """The ``k`` nearest clauses and their cosines, best first, in ``documents`` if given, in
        none of ``without``."""
        limit = {"$in": list(documents)} if documents else {"$nin": list(without)}
        where = cast(chromadb.Where, {"document": limit}) if documents or without else None
        try:
            found = self._collection.query(
                query_embeddings=vector[np.newaxis], n_results=k, where=where, include=["distances"]
            )
        except ChromaError as error:
            raise StoreError("Kho véc-tơ bị hỏng") from error
        distances = (found["distances"] or [[]])[0]
        return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]

    def cosines(self, vector: Vectors, clause_ids: Sequence[str]) -> dict[str, float]:
        """The cosines of ``vector`` with the vectors of these clauses."""
        if not clause_ids:
            return {}
        try:
            found = self._collection.get(ids=list(clause_ids), include=["embeddings"])
        except ChromaError as error:
            raise StoreError("Kho véc-tơ bị hỏng: chạy `python -m index build`.") from error
        rows = np.asarray(found["embeddings"], dtype=np.float32)
        return dict(zip(found["ids"], (rows @ vector).tolist(), strict=True))

    def close(self) -> None:
        """Release the files."""
        getattr(self._client, "close", lambda: None)()
