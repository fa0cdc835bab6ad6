"""How the indexes grow: real clauses multiplied and perturbed, up to a million.

Dense: Chroma as the program uses it; recall against exact search. Lexical: bm25s as the program
uses it, beside SQLite's FTS5. Every size in its own process, so that memory is its own. The last
columns are one embedding, that with both indexes, and how many times the first size's.
"""

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.language.segment import syllables
from corpus.library import DIRECTIVES, load_library
from corpus.settings import Settings
from index.embed import Embedder, Vectors
from index.passage import Passage, make_passages
from index.store import VectorStore

_QUERIES = 40
_NOISE = 0.35  # of a vector's length: neighbours of a copy stay its neighbours, none is equal
_BLOCK = 20_000
_TOP = 10


def run_scale(sizes: Sequence[int]) -> str:
    """The table for ``sizes``; each is measured in a process of its own."""
    lines = [_HEAD]
    first = 0.0
    for size in sizes:
        command = [sys.executable, "-m", "eval", "scale", "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603 (own command)
        if done.returncode:
            lines.append(f"{size:>9}  không đo được: {done.stderr.strip()[-200:]}")
            continue
        row = json.loads(done.stdout.splitlines()[-1])
        whole = row["embed_ms"] + row["dense_ms"] + row["bm25s_ms"]
        first = first or whole
        lines.append(
            f"{size:>9}  {row['dense_build']:>8.0f}  {row['dense_ms']:>7.1f}  {row['recall']:>6.3f}"
            f"  {row['bm25s_build']:>8.0f}  {row['bm25s_ms']:>7.1f}"
            f"  {row['fts5_build']:>8.0f}  {row['fts5_ms']:>7.1f}  {row['memory']:>8.0f}"
            f"  {row['embed_ms']:>7.1f}  {whole:>7.1f}  {whole / first:>5.2f}"
        )
    return "\n".join(lines)


_HEAD = (
    "điều khoản  Chroma s  p50 ms  recall   bm25s s  p50 ms    FTS5 s  p50 ms  bộ nhớ MB"
    "  nhúng ms   cả ba    lần"
)


def measure_one(size: int, settings: Settings) -> dict[str, float]:
    """Build and query everything at one size."""
    library = load_library([DIRECTIVES])
    passages = [p for document in library for p in make_passages(document)]
    embedder = Embedder(settings.embedding_model, settings.models_dir)
    base = embedder.encode_documents([p.text for p in passages])
    random = np.random.default_rng(1)
    row: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        row.update(_dense(Path(folder), size, passages, base))
        row.update(_bm25s(size, passages, random))
        row.update(_fts5(Path(folder) / "fts.db", size, passages, random))
    questions = iter(_questions(passages, random))
    row["embed_ms"] = _median(embedder.encode_query, [" ".join(q) for q in questions])
    row["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return row


def _copies(base: Vectors, first: int, count: int) -> Vectors:
    """Perturbed copies number ``first`` to ``first + count``; the same each time."""
    rows = np.arange(first, first + count) % len(base)
    noise = np.random.default_rng(first).standard_normal((count, base.shape[1]))
    scale = _NOISE / np.sqrt(base.shape[1])
    vectors = base[rows] + (noise * scale).astype(np.float32)
    found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found


def _dense(
    folder: Path,
    size: int,
    passages: Sequence[Passage],
    base: Vectors,
) -> dict[str, float]:
    store = VectorStore(folder / "chroma")
    queries = _copies(base, 10_000_019, _QUERIES)
    best = np.full((_QUERIES, _TOP), -1.0, dtype=np.float32)
    owners = np.zeros((_QUERIES, _TOP), dtype=np.int64)
    build = 0.0
    for first in range(0, size, _BLOCK):
        count = min(_BLOCK, size - first)
        vectors = _copies(base, first, count)
        part = [
            Passage(
                str(i),
                passages[i % len(passages)].document_id,
                passages[i % len(passages)].text,
                "",
            )
            for i in range(first, first + count)
        ]
        start = time.perf_counter()
        store.add(part, vectors)
        build += time.perf_counter() - start
        similarity = np.concatenate([best, queries @ vectors.T], axis=1)
        numbers = np.concatenate(
            [owners, np.broadcast_to(np.arange(first, first + count), (_QUERIES, count))], axis=1
        )
        order = np.argsort(-similarity, axis=1)[:, :_TOP]
        best = np.take_along_axis(similarity, order, axis=1)
        owners = np.take_along_axis(numbers, order, axis=1)
    times, hits = [], 0
    store.search(queries[0], _TOP)
    for query, exact in zip(queries, owners, strict=True):
        start = time.perf_counter()
        found = store.search(query, _TOP)
        times.append(time.perf_counter() - start)
        hits += len({int(name) for name, _ in found} & set(exact.tolist()))
    store.close()
    return {
        "dense_build": build,
        "dense_ms": float(np.median(times)) * 1000,
        "recall": hits / (_QUERIES * _TOP),
    }


def _texts(size: int, passages: Sequence[Passage]) -> list[list[str]]:
    """Syllables of the clauses, each copy with a number of its own."""
    rows = [syllables(p.full) for p in passages]
    return [[*rows[i % len(rows)], f"n{i // len(rows)}"] for i in range(size)]


def _questions(passages: Sequence[Passage], random: np.random.Generator) -> list[list[str]]:
    """Eight syllables of a clause each."""
    rows = [syllables(p.text) for p in passages if len(p.text) > 80]
    return [rows[int(i)][4:12] for i in random.integers(0, len(rows), _QUERIES)]


def _bm25s(size: int, passages: Sequence[Passage], random: np.random.Generator) -> dict[str, float]:
    import bm25s

    texts = _texts(size, passages)
    start = time.perf_counter()
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(texts, show_progress=False)
    build = time.perf_counter() - start
    del texts

    def ask(question: list[str]) -> None:
        scores = index.get_scores([t for t in question if t in index.vocab_dict])
        np.argpartition(-scores, min(200, size - 1))[:200]

    return {"bm25s_build": build, "bm25s_ms": _median(ask, _questions(passages, random))}


def _fts5(
    path: Path, size: int, passages: Sequence[Passage], random: np.random.Generator
) -> dict[str, float]:
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE c USING fts5(words, tokenize='unicode61')")
    start = time.perf_counter()
    texts = (" ".join(row) for row in _texts(size, passages))
    connection.executemany("INSERT INTO c(words) VALUES (?)", ((text,) for text in texts))
    connection.commit()
    build = time.perf_counter() - start

    def ask(question: list[str]) -> None:
        words = " OR ".join(f'"{t}"' for t in question)
        sql = "SELECT rowid, bm25(c) FROM c WHERE c MATCH ? ORDER BY bm25(c) LIMIT 200"
        connection.execute(sql, (words,)).fetchall()

    found = {"fts5_build": build, "fts5_ms": _median(ask, _questions(passages, random)[:10])}
    connection.close()
    return found


def _median(ask: Callable[[Any], Any], questions: Sequence[Any]) -> float:
    times = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        times.append(time.perf_counter() - start)
    return float(np.median(times)) * 1000
