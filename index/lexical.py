"""BM25 over clauses (Robertson and Zaragoza 2009) with bm25s, on two kinds of tokens.

``words``: syllables with diacritics plus underthesea's compounds; ``folded``: syllables without
diacritics, for questions typed without them. Chroma's local engine has no sparse vectors, so the
lexical index stands beside it.
"""

import json
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from corpus.language.segment import folded_syllables, word_tokens
from index.counts import Counts

logging.getLogger("bm25s").setLevel(logging.WARNING)

TOKENIZERS: dict[str, Callable[[str], list[str]]] = {
    "words": word_tokens,
    "folded": folded_syllables,
}
_FREQUENCIES = "frequencies.json"
Scores = npt.NDArray[np.float32]


def count(texts: Sequence[str]) -> dict[str, Counts]:
    """The texts' tokens, counted for each tokenizer."""
    return {
        name: Counts.of([tokenize(text) or [""] for text in texts])
        for name, tokenize in TOKENIZERS.items()
    }


class LexicalIndex:
    """One BM25 index for each tokenizer, over the same clauses in the same order."""

    def __init__(
        self, indexes: dict[str, bm25s.BM25], frequencies: dict[str, dict[str, int]], size: int
    ) -> None:
        self._indexes = indexes
        self._frequencies = frequencies
        self.size = size

    @classmethod
    def build(cls, texts: Sequence[str]) -> "LexicalIndex":
        """Index ``texts``; a clause's row number is its place in the sequence."""
        return cls.of_counts(count(texts))

    @classmethod
    def of_counts(cls, counts: Mapping[str, Counts]) -> "LexicalIndex":
        """The index of texts whose tokens were counted."""
        indexes = {name: one.bm25() for name, one in counts.items()}
        frequencies = {name: one.frequencies() for name, one in counts.items()}
        return cls(indexes, frequencies, next(iter(counts.values())).size)

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """Open an index written by ``save``."""
        indexes = {name: bm25s.BM25.load(str(folder / name)) for name in TOKENIZERS}
        frequencies = json.loads((folder / _FREQUENCIES).read_text(encoding="utf-8"))
        size = int(next(iter(indexes.values())).scores["num_docs"])
        return cls(indexes, frequencies, size)

    def save(self, folder: Path) -> None:
        """Write every index under ``folder``."""
        for name, index in self._indexes.items():
            index.save(str(folder / name), show_progress=False)
        text = json.dumps(self._frequencies, ensure_ascii=False)
        (folder / _FREQUENCIES).write_text(text, encoding="utf-8")

    def rarity(self, name: str, token: str) -> float:
        """Inverse document frequency of a token, at least 0, largest for unseen ones."""
        seen = self._frequencies[name].get(token, 0)
        return math.log(1.0 + (self.size - seen + 0.5) / (seen + 0.5))

    def scores(self, name: str, query: str) -> Scores:
        """The BM25 score of every clause for ``query``, shape (size,)."""
        index = self._indexes[name]
        known = [t for t in TOKENIZERS[name](query) if t in index.vocab_dict]
        if not known:
            return np.zeros(self.size, dtype=np.float32)
        scores: Scores = index.get_scores(known)
        return scores
