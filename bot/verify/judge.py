"""Whether a sentence says what its clauses say: a judgement over the alignment of tokens and the
signs of the words, learned from pairs (``python -m eval fit-verifier``).

It only ever stops a sentence that the exact checks let through.
"""

import json
import logging
from pathlib import Path
from typing import Any

import numpy as np

from bot.trees import read_trees
from bot.verify.aligned import alignment, alignment_names, read
from bot.verify.ground import Support
from bot.verify.signs import in_vietnamese, sign_names, signs
from index.embed import Embedder
from index.tokens import projection_digest

FOLDER = Path(__file__).parent / "fitted"
TREES, ABOUT = "verifier.txt", "verifier.json"
COMMAND = "python -m eval fit-verifier --corpus THƯ_MỤC --write"
_MOST = 24  # ground texts that are looked at
_LOG = logging.getLogger(__name__)


def feature_names() -> list[str]:
    """What the numbers of ``features`` are."""
    return [*sign_names(), *alignment_names()]


def features(sentence: str, support: Support, embedder: Embedder) -> list[float] | None:
    """The numbers of one sentence; None where the model gives no vectors of tokens."""
    vietnamese, english = in_vietnamese(sentence)
    texts = [
        *(s for g in support.cited for s in g.sentences),
        *(g.heading for g in support.cited if g.heading),
    ][:_MOST]
    found = read(embedder, [sentence, *(texts or [support.whole])])
    if found is None:
        return None
    return [
        *signs(vietnamese, support, english),
        *alignment(found.part(0, 1), found.part(1, len(found.texts))),
    ]


def identity(embedder: Embedder) -> str:
    """What tells the vectors that a judgement was fitted with."""
    return f"{embedder.name}:{projection_digest()}"


class Judge:
    """The fitted judgement; safe for threads."""

    def __init__(self, embedder: Embedder, trees: str, about: dict[str, Any]) -> None:
        self._embedder = embedder
        self._trees = read_trees(trees)
        self._columns = [feature_names().index(name) for name in about["columns"]]
        self.enough = float(about["enough"])

    @classmethod
    def open(cls, embedder: Embedder, folder: Path = FOLDER) -> "Judge | None":
        """The judgement in ``folder``; None, with a warning that says the remedy, where it is
        missing or was fitted with another embedding model or other numbers."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            trees = (folder / TREES).read_text(encoding="utf-8")
            if about["embedding"] != identity(embedder):
                _LOG.warning(
                    "Bộ kiểm chứng được khớp với mô hình nhúng “%s”: chạy `%s`. Trong lúc chờ, "
                    "mọi câu được xét theo từng từ.",
                    about["embedding"],
                    COMMAND,
                )
                return None
            return cls(embedder, trees, about)
        except (OSError, ValueError, KeyError) as error:
            _LOG.warning("Chưa có bộ kiểm chứng đã khớp (%s): chạy `%s`.", error, COMMAND)
            return None

    def holds(self, sentence: str, support: Support) -> bool:
        """Whether the ground bears the sentence out, as far as it can be told."""
        numbers = features(sentence, support, self._embedder)
        if numbers is None:
            return False
        row = np.array([[numbers[i] for i in self._columns]])
        return float(np.asarray(self._trees.predict(row, num_threads=1))[0]) >= self.enough
