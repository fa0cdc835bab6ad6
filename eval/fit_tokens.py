"""``eval fit-tokens``: fit the projection of tokens on the questions of the training sets.

The reader's trees must not be fitted on nearness that saw their own questions, so two more
projections are kept beside, each fitted without one half of the documents.
"""

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.document import Document
from corpus.settings import Settings
from eval.reader.projection import Asked, fit_projection
from eval.reader.rows import Row
from eval.reader.states import StateReader, find_reduction, read_states
from eval.reader.workshop import HALVES, Workshop, half_projection, rows_of_sets
from index.passage import clause_text, document_context
from index.tokens import PROJECTION, Floats


def run_fit_tokens(folder: Path, settings: Settings, train: Sequence[Path]) -> str:
    """Fit and write the projections; what was fitted on, as text."""
    shop = Workshop(folder, settings)
    rows, _ = rows_of_sets(shop, train)
    documents = shop.read_documents
    asked = [_asked(row, documents) for row in rows]
    reader = StateReader(Path(shop.embedder.path))
    texts = sorted({t for one in asked for t in (*one.own, *(x for a in one.above for x in a))})
    reduction = find_reduction(reader, texts)
    passages = read_states(reader, reduction, texts, "passage: ")
    questions = read_states(reader, reduction, (one.text for one in asked), "query: ")
    counted = Counter(token for ids in passages.ids.values() for token in set(ids))
    rarity = {token: _rarity(count, len(texts)) for token, count in counted.items()}
    unseen = _rarity(0, len(texts))
    rarity |= {t: unseen for ids in questions.ids.values() for t in ids if t not in rarity}
    for half in (None, *HALVES):
        mine = [a for a, row in zip(asked, rows, strict=True) if row.half != half]
        weights = fit_projection(mine, questions, passages, rarity)
        path = PROJECTION if half is None else half_projection(settings, half)
        _save(path, *reduction.folded(weights))
    return (
        f"Phép chiếu khớp trên {len(asked)} câu hỏi, {len(texts)} đoạn: {PROJECTION}. "
        "Chạy tiếp `python -m eval fit-reader` với cùng thư mục."
    )


def _rarity(count: int, size: int) -> float:
    return math.log1p((size - count + 0.5) / (count + 0.5))


def _asked(row: Row, documents: dict[str, Document]) -> Asked:
    own, above = [], []
    for name in row.clauses:
        document = documents[name.split(".", 1)[0]]
        clause = document.clause(name)
        assert clause is not None
        heads = [clause_text(document, one) for one in document.ancestors(clause)]
        own.append(clause_text(document, clause))
        above.append((document_context(document), *heads))
    return Asked(row.text, tuple(own), tuple(above), row.total.astype(np.float32), row.right)


def _save(path: Path, weights: Floats, bias: Floats) -> None:
    """Half precision: 150 KB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, weights=weights.astype(np.float16), bias=bias.astype(np.float32))
