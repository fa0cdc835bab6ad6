"""Benchmarks that nobody here wrote: ALQAC 2022 (retrieval) and ViQuAD 2.0 (abstention).

Their data is read where it lies and never copied into the project.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from bot.converse import read_question
from bot.evidence.weigh import read_content
from bot.question import Ask
from bot.understand.typing.normal import restore
from corpus.language.diacritics import Restorer
from corpus.language.segment import syllables
from corpus.settings import Settings
from eval.metrics.abstention import area_under_risk, auroc
from eval.metrics.ranking import ndcg_at, recall_at, reciprocal_rank
from index.embed import Embedder, Vectors
from index.fuse import convex_combination
from index.lexical import TOKENIZERS, LexicalIndex
from index.retrieve import WEIGHTS

_DEPTH = 100
Scores = npt.NDArray[np.float32]


class ExternalDataError(Exception):
    """The benchmark's files are not where they were said to be."""


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise ExternalDataError(f"Không đọc được {path}: kiểm tra --data.") from error


def run_alqac(folder: Path, settings: Settings) -> str:
    """Retrieval on ALQAC 2022 (BEIR form), with and without diacritics, as a table."""
    corpus = read_rows(folder / "corpus.jsonl")
    ids = [row["_id"] for row in corpus]
    texts = [row["text"] for row in corpus]
    qrels = _read_qrels(folder / "qrels.tsv")
    embedder = Embedder(settings.embedding_model, settings.models_dir)
    searches = _searches(texts, embedder)
    lines = ["ALQAC 2022: 1 − câu hỏi có dấu, 2 − cùng câu hỏi bỏ dấu", _head()]
    for number, name in ((1, "queries.jsonl"), (2, "queries_khongdau.jsonl")):
        queries = read_rows(folder / name)
        for system, search in searches.items():
            rows = []
            for query in tqdm(queries, desc=system, unit="câu", leave=False):
                order = search(query["text"])
                golds = sorted(qrels[query["_id"]])
                found = [
                    frozenset([golds.index(ids[i])]) if ids[i] in golds else frozenset()
                    for i in order
                ]
                rows.append(_row(found, len(golds)))
            lines.append(_line(f"{number} {system}", rows))
    return "\n".join(lines)


def _read_qrels(path: Path) -> dict[str, set[str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
    except OSError as error:
        raise ExternalDataError(f"Không đọc được {path}: kiểm tra --data.") from error
    qrels: dict[str, set[str]] = {}
    for line in lines:
        query, document, score = line.split("\t")
        if int(score) > 0:
            qrels.setdefault(query, set()).add(document)
    return qrels


def _searches(texts: list[str], embedder: Embedder) -> dict[str, Callable[[str], list[int]]]:
    import bm25s

    plain = bm25s.BM25(k1=1.2, b=0.75)
    plain.index([syllables(text) for text in texts], show_progress=False)
    lexical = LexicalIndex.build(texts)
    vectors = embedder.encode_documents(texts, progress=True)

    def bm25(query: str) -> list[int]:
        known = [t for t in syllables(query) if t in plain.vocab_dict]
        return _order(plain.get_scores(known) if known else np.zeros(len(texts), np.float32))

    def folded(query: str) -> list[int]:
        return _order(lexical.scores("folded", query))

    def dense(query: str) -> list[int]:
        return _order(vectors @ embedder.encode_query(query))

    restorer = Restorer(texts)

    def fused(query: str) -> list[int]:
        return _fuse(restore(query, restorer)[0], lexical, vectors, embedder, WEIGHTS)

    return {"bm25": bm25, "folded": folded, "dense": dense, "ours": fused}


def _fuse(
    query: str,
    lexical: LexicalIndex,
    vectors: Vectors,
    embedder: Embedder,
    weights: Mapping[str, float],
) -> list[int]:
    """The searcher's fusion over rows."""
    by_name: dict[str, Scores] = {name: lexical.scores(name, query) for name in TOKENIZERS}
    by_name["dense"] = vectors @ embedder.encode_query(query)
    scores = {
        name: {str(i): float(values[i]) for i in _order(values)} for name, values in by_name.items()
    }
    return [int(item) for item, _ in convex_combination(scores, weights)]


def _order(scores: Scores) -> list[int]:
    return [int(i) for i in np.argsort(-scores, kind="stable")[:_DEPTH]]


def _row(found: Sequence[frozenset[int]], golds: int) -> list[float]:
    hits = [recall_at(found, golds, k, needs_all=True) for k in (1, 5, 10, 100)]
    return [*hits, reciprocal_rank(found), ndcg_at(found, golds, 10)]


def _head() -> str:
    return "hệ thống".ljust(12) + "".join(
        name.rjust(9) for name in ("R@1", "R@5", "R@10", "R@100", "MRR", "nDCG@10")
    )


def _line(name: str, rows: Sequence[Sequence[float]]) -> str:
    means = np.mean(np.asarray(rows), axis=0)
    return name.ljust(12) + "".join(f"{value:9.3f}" for value in means)


def run_viquad(folder: Path, settings: Settings) -> str:
    """How well evidence tells answerable from unanswerable questions on their own context."""
    rows = [row for path in sorted(folder.glob("*.jsonl")) for row in read_rows(path)]
    if not rows:
        raise ExternalDataError(f"Không có tệp .jsonl nào trong {folder}: kiểm tra --data.")
    contexts = list(dict.fromkeys(row["context"] for row in rows))
    lexical = LexicalIndex.build(contexts)
    embedder = Embedder(settings.embedding_model, settings.models_dir)
    vectors = embedder.encode_documents(contexts, progress=True)
    tokens = [
        {name: frozenset(tokenize(text)) for name, tokenize in TOKENIZERS.items()}
        for text in contexts
    ]
    answerable = [not row["is_impossible"] for row in rows]
    features: dict[str, list[float]] = {"bm25": [], "coverage": [], "cosine": []}
    for row in tqdm(rows, desc="viquad", unit="câu", leave=False):
        place = contexts.index(row["context"])
        question = read_question(Ask(row["question"]), [])
        content = read_content(question, lexical.rarity)
        features["bm25"].append(float(lexical.scores("words", row["question"])[place]))
        features["coverage"].append(content.covered(tokens[place][content.tokenizer]))
        features["cosine"].append(float(vectors[place] @ embedder.encode_query(row["question"])))
    lines = [f"ViQuAD: {len(rows)} câu, {answerable.count(False)} câu không trả lời được"]
    for name, values in features.items():
        area = area_under_risk(values, answerable)
        lines.append(f"  {name:10s} AUROC {auroc(values, answerable):.3f}  AURC {area:.3f}")
    return "\n".join(lines)


BENCHMARKS: dict[str, Callable[[Path, Settings], str]] = {
    "alqac": run_alqac,
    "viquad": run_viquad,
}
