"""How often each token stands in each text: what BM25 is reckoned from, and can be anew when texts
come and go, without reading the others again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

K1, B = 1.2, 0.75
_ROWS, _IDS, _TIMES, _SIZE = "rows", "ids", "times", "size"
_END = "\n"
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Counts:
    """Token ``vocabulary[ids[i]]`` stands ``times[i]`` times in text ``rows[i]`` of ``size``;
    ascending by row."""

    vocabulary: tuple[str, ...]
    rows: Ints
    ids: Ints
    times: Ints
    size: int

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> "Counts":
        """Of texts split into tokens."""
        known: dict[str, int] = {}
        rows: list[int] = []
        ids: list[int] = []
        times: list[int] = []
        for row, tokens in enumerate(texts):
            for token, count in Counter(tokens).items():
                rows.append(row)
                ids.append(known.setdefault(token, len(known)))
                times.append(count)
        at, of, each = (np.array(values, dtype=np.int32) for values in (rows, ids, times))
        return cls(tuple(known), at, of, each, len(texts))

    def only(self, rows: npt.NDArray[np.int64]) -> "Counts":
        """Of these texts (ascending), in their order."""
        place = np.full(self.size, -1, dtype=np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        at = place[self.rows]
        kept = at >= 0
        return Counts(self.vocabulary, at[kept], self.ids[kept], self.times[kept], len(rows))

    @classmethod
    def joined(cls, parts: Sequence["Counts"]) -> "Counts":
        """The texts of all parts, one part after the other."""
        known: dict[str, int] = {}
        rows, ids, times, size = [], [], [], 0
        for part in parts:
            own = np.array([known.setdefault(t, len(known)) for t in part.vocabulary], np.int32)
            rows.append(part.rows + np.int32(size))
            ids.append(own[part.ids] if len(own) else part.ids)
            times.append(part.times)
            size += part.size
        at, of, each = (np.concatenate(v).astype(np.int32) for v in (rows, ids, times))
        return cls(tuple(known), at, of, each, size)

    def frequencies(self) -> dict[str, int]:
        """In how many texts each token stands, for those that any has."""
        found = np.bincount(self.ids, minlength=len(self.vocabulary)).tolist()
        return {token: count for token, count in zip(self.vocabulary, found, strict=True) if count}

    def bm25(self) -> bm25s.BM25:
        """The same index as ``bm25s`` makes of the texts themselves (its method "lucene")."""
        width = len(self.vocabulary)
        lengths = np.bincount(self.rows, weights=self.times, minlength=self.size)
        documents = np.bincount(self.ids, minlength=width)
        inverse = np.log1p((self.size - documents + 0.5) / (documents + 0.5)).astype(np.float32)
        spread = K1 * (1 - B + B * lengths / lengths.mean())
        order = np.argsort(self.ids, kind="stable")  # rows stay ascending
        times = self.times[order]
        rows = self.rows[order]
        data = inverse[self.ids[order]] * (times / (spread[rows] + times)).astype(np.float32)
        starts = np.zeros(width + 1, dtype=np.int64)
        np.cumsum(documents, out=starts[1:])
        index = bm25s.BM25(k1=K1, b=B)
        index.nonoccurrence_array = None  # of other methods
        index.scores = {"data": data, "indices": rows, "indptr": starts, "num_docs": self.size}
        index.vocab_dict = {token: place for place, token in enumerate(self.vocabulary)}
        index.unique_token_ids_set = set(range(width))
        return index

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """For ``np.savez``; what ``of_arrays`` reads."""
        words = _END.join(self.vocabulary).encode("utf-8")
        return {
            "vocabulary": np.frombuffer(words, dtype=np.uint8),
            _ROWS: self.rows,
            _IDS: self.ids,
            _TIMES: self.times,
            _SIZE: np.array([self.size, len(self.vocabulary)], dtype=np.int64),
        }

    @classmethod
    def of_arrays(cls, kept: dict[str, npt.NDArray[np.generic]]) -> "Counts":
        """ValueError, KeyError where they are not those of ``arrays``."""
        size, width = (int(n) for n in kept[_SIZE])
        words = kept["vocabulary"].tobytes().decode("utf-8")
        vocabulary = tuple(words.split(_END)) if width else ()
        rows, ids, times = (np.asarray(kept[n], dtype=np.int32) for n in (_ROWS, _IDS, _TIMES))
        if len(vocabulary) != width or not len(rows) == len(ids) == len(times):
            raise ValueError("counts do not fit together")
        return cls(vocabulary, rows, ids, times, size)

    def save(self, path: Path) -> None:
        """Write the file."""
        np.savez(path, allow_pickle=False, **self.arrays())

    @classmethod
    def open(cls, path: Path) -> "Counts":
        """What ``save`` wrote; OSError, ValueError, KeyError where it is damaged."""
        with np.load(path) as kept:
            return cls.of_arrays({name: kept[name] for name in kept.files})
