"""How people write when they ask: how often syllables follow each other in questions and messages
written for training, in ``spoken.tsv.gz`` (``python -m eval fit-marks``).

Documents alone do not know "tôi", "cháu", "ở đâu".
"""

import gzip
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

FILE = Path(__file__).parent / "spoken.tsv.gz"
PAUSE = "\n"  # stands between sentences
_PAUSE_WRITTEN = "¶"
_FEWEST = 2  # times that three syllables follow each other, to be kept

Row = tuple[str, ...]


@cache
def spoken_counts(file: Path = FILE) -> dict[Row, int]:
    """One, two and three syllables in a row with how often they occur; empty without the file."""
    if not file.exists():
        return {}
    lines = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    rows = (line.rsplit("\t", 1) for line in lines)
    return {
        tuple(PAUSE if s == _PAUSE_WRITTEN else s for s in said.split(" ")): int(count)
        for said, count in rows
    }


def count_rows(sentences: Iterable[list[str]]) -> dict[Row, int]:
    """The rows of the sentences' syllables, of three only those that recur."""
    singles: Counter[Row] = Counter()
    pairs: Counter[Row] = Counter()
    triples: Counter[Row] = Counter()
    for tokens in sentences:
        row = [PAUSE, PAUSE, *tokens, PAUSE]
        singles.update((token,) for token in tokens)
        pairs.update(pairwise(row[1:]))
        triples.update(zip(row, row[1:], row[2:], strict=False))
    kept = {row: count for row, count in triples.items() if count >= _FEWEST}
    return {**singles, **pairs, **kept}


def write_counts(rows: dict[Row, int], file: Path = FILE) -> None:
    """The rows as lines of text, packed; the same rows give the same bytes."""
    said = (" ".join(_PAUSE_WRITTEN if s == PAUSE else s for s in row) for row in rows)
    lines = sorted(f"{one}\t{count}" for one, count in zip(said, rows.values(), strict=True))
    file.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), 9, mtime=0))
