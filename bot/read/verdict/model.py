"""What a clause says to a yes-or-no question, where that can be told.

Fitted trees weigh the signs of the question beside the sentence of the clause that is nearest to it
(``bot.read.verdict.signs``). ``fitted/verdict.txt`` is LightGBM's own text; ``verdict.json`` says
from what chance of yes on "có" is said, and up to what chance "không": there, of questions over
documents that the trees did not see, at least the wanted share was right, of subtle lies too where
it is asked whether something is right. Made by ``python -m eval fit-verdict``.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.evidence.settled import Settled
from bot.read.claim import Verdict
from bot.read.verdict.asked import Asked, Form
from bot.read.verdict.bounds import is_bound
from bot.read.verdict.signs import Borne, borne, names, signs_of
from bot.read.verdict.strange import strange_words
from bot.trees import read_trees
from corpus.document import Clause, Document
from corpus.language.normalize import view

FOLDER = Path(__file__).parent / "fitted"
TREES, ABOUT = "verdict.txt", "verdict.json"
COMMAND = "python -m eval fit-verdict --corpus THƯ_MỤC --write"
WORDS = {
    Form.HAVE: ("Có", "Không"),
    Form.RIGHT: ("Đúng", "Không đúng"),
    Form.MAY: ("Được", "Không được"),
    Form.DONE: ("Rồi", "Chưa"),
}
RIGHT, OTHER, JUDGED = "right", "other", "judged"
CUTS = (RIGHT, OTHER, JUDGED)
# words of the question that the clause may lack: by folds those with more were, of 43 verdicts for
# yes, 11 right, 4 wrong and 15 to clauses on something else; of 272 for no 11, none and 19
_STRANGE = {True: 0, False: 2}
_LOG = logging.getLogger(__name__)


class Settler:
    """Tells yes from no, or nothing; safe for threads."""

    def __init__(self, trees: str, about: Mapping[str, Any]) -> None:
        self._trees = read_trees(trees)
        self._cuts = {
            name: (float(at["no"]), float(at["yes"])) for name, at in about["cuts"].items()
        }
        if list(about["columns"]) != names() or set(self._cuts) != set(CUTS):
            raise ValueError("other columns")

    @classmethod
    def open(cls, folder: Path = FOLDER) -> "Settler | None":
        """The fitted one; None, with a warning that says the remedy, where it is missing or was
        fitted with other signs."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            return cls((folder / TREES).read_text(encoding="utf-8"), about)
        except (OSError, ValueError, KeyError):
            _LOG.warning("Không đáp “có” hay “không”: chưa khớp, chạy `%s`.", COMMAND)
            return None

    def settle(self, asked: Asked, document: Document, clause: Clause) -> Settled | None:
        """What the clause says; None where it is not sure."""
        there = borne(asked, document, clause)
        signs = np.array([signs_of(asked, there)])
        chance = float(np.asarray(self._trees.predict(signs, num_threads=1))[0])
        yes = self._told(asked, there, chance)
        if yes is None or len(strange_words(asked.said, document, clause)) > _STRANGE[yes]:
            return None
        return Settled(
            yes,
            WORDS[asked.form][0 if yes else 1],
            *_place(there, document, clause),
            is_bound(there.sentence, asked.text),
            chance if yes else 1 - chance,
        )

    def _told(self, asked: Asked, there: Borne, chance: float) -> bool | None:
        """Yes or no, where the chance of yes is high or low enough: for how it is asked, or for
        what the exact checks say already."""
        no, yes = self._cuts[cut_of(asked)]
        judged_no, judged_yes = self._cuts[JUDGED]
        judged = there.judgement.verdict
        if chance >= yes or (judged is Verdict.YES and chance >= judged_yes):
            return True
        if chance <= no or (judged is Verdict.NO and chance <= judged_no):
            return False
        return None


def cut_of(asked: Asked) -> str:
    """Which cut a question is held against: what is put to be confirmed may be all but right."""
    return RIGHT if asked.form is Form.RIGHT else OTHER


def _place(there: Borne, document: Document, clause: Clause) -> tuple[int, int]:
    """Where the sentence stands in the document; the whole clause where it was put together."""
    shown = view(document.text, clause.start, clause.end, document.paragraphs)
    at = shown.text.find(there.sentence)
    if at < 0 or not there.sentence:
        return clause.start, clause.end
    return shown.source_span(at, at + len(there.sentence))
