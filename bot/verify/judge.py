"""Whether a sentence says what its clauses say: a judgement over the signs of its words and what
each of them weighs, learned from pairs (``python -m eval fit-verifier``).

It only ever stops a sentence that the exact checks let through. The vectors of tokens told no more
(area under the curve .827 with them, .819 without, out of fold): it needs no embedding model.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.trees import read_trees
from bot.verify.contrasts import contrast_names, contrasts
from bot.verify.ground import Support
from bot.verify.signs import in_vietnamese, sign_names, signs
from bot.verify.wording import weighed, wording

FOLDER = Path(__file__).parent / "fitted"
TREES, ABOUT, WORDS = "verifier.txt", "verifier.json", "words.json"
WORDED = "wording"  # the column of what the words weigh
COMMAND = "python -m eval fit-verifier --corpus THƯ_MỤC --write"
_LOG = logging.getLogger(__name__)


def feature_names() -> list[str]:
    """What the numbers of ``features`` are."""
    return [*sign_names(), *contrast_names()]


def features(sentence: str, support: Support) -> list[float]:
    """The numbers of one sentence."""
    vietnamese, english = in_vietnamese(sentence)
    return [
        *signs(vietnamese, support, english),
        *contrasts(vietnamese, support.text, support.whole),
    ]


def words_of(sentence: str, support: Support) -> dict[str, float]:
    """What the sentence puts in and leaves out."""
    return wording(sentence, support.text, support.whole)


class Judge:
    """The fitted judgement; safe for threads."""

    def __init__(self, trees: str, words: Mapping[str, float], about: Mapping[str, Any]) -> None:
        self._trees = read_trees(trees)
        self._words = words
        if about["columns"] != [*feature_names(), WORDED]:
            raise ValueError("khớp với những số liệu khác")
        self.enough = float(about["enough"])

    @classmethod
    def open(cls, folder: Path = FOLDER) -> "Judge | None":
        """The judgement in ``folder``; None, with a warning that says the remedy, where it is
        missing or was fitted with other numbers."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            trees = (folder / TREES).read_text(encoding="utf-8")
            words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
            return cls(trees, words, about)
        except (OSError, ValueError, KeyError) as error:
            _LOG.warning(
                "Chưa có bộ kiểm chứng đã khớp (%s): chạy `%s`. Trong lúc chờ, mọi câu được xét "
                "theo từng từ.",
                error,
                COMMAND,
            )
            return None

    def holds(self, sentence: str, support: Support) -> bool:
        """Whether the ground bears the sentence out, as far as it can be told."""
        worded = weighed(words_of(sentence, support), self._words)
        row = np.array([[*features(sentence, support), worded]])
        return float(np.asarray(self._trees.predict(row, num_threads=1))[0]) >= self.enough
