"""What else answers beside the clause that was put first: features of a further clause against the
first. A question that asks for a list, for two things or of two documents is answered by several.
"""

from collections.abc import Sequence

import numpy as np

from bot.read.learned.covered import Covered
from bot.read.learned.features import QUESTION, Matrix, asked_names, base_names

_CARRIED = ("cosine", "sentence", "late_own", "late_any", "heads", "form", "row", "named", "meets",
            "wants_own", "clash", "organ_leads", "length", "place_document")  # fmt: skip
_OF_QUESTION = ("follows", "words", "has_organs", "has_places", "has_named", "has_form", "wanted")
_AGAINST = (
    "gap", "share", "position", "same_parent", "parent_of", "child_of", "same_document",
    "siblings", "cover", "cover_first", "cover_new", "cover_lost", "wants_new", "wants_both",
    "family", "family_share",
)  # fmt: skip
_AHEAD = 10  # so many of the best count as company


def beside_names() -> tuple[str, ...]:
    """The names of the columns, in order."""
    asked = (f"q_{name}" for name in (*_OF_QUESTION, *asked_names()))
    return (*_AGAINST, *_CARRIED, *asked)


def against_first(
    own: Matrix, asked: Matrix, scores: Matrix, ids: Sequence[str], covered: Covered
) -> Matrix:
    """A row for each candidate, shape (candidates, columns): what it adds to the best one."""
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    position = np.empty(len(order))
    position[order] = np.arange(len(order))
    powers = np.exp(scores - scores.max())
    shares = powers / powers.sum()
    parents = [name.rpartition(".")[0] for name in ids]
    documents = [name.split(".", 1)[0] for name in ids]
    ahead = set(order[:_AHEAD].tolist())
    whole = covered.weights.sum() or 1.0
    first = covered.tokens[best]
    base = {name: i for i, name in enumerate(base_names())}
    question = {name: i for i, name in enumerate((*QUESTION, *asked_names()))}
    shared = [asked[question[name]] for name in (*_OF_QUESTION, *asked_names())]
    rows = []
    for i, name in enumerate(ids):
        siblings = [j for j in ahead if parents[j] == parents[i] and documents[j] == documents[i]]
        family = sum(shares[j] for j in siblings)
        new = covered.tokens[i] & ~first
        gained = (covered.wants[i] > covered.wants[best]).sum() if covered.wants.size else 0
        both = min(
            (max(a, b) for a, b in zip(covered.wants[i], covered.wants[best], strict=True)),
            default=0.0,
        )
        rows.append(
            (
                scores[best] - scores[i],
                shares[i] / shares[best],
                position[i],
                float(parents[i] == parents[best] and documents[i] == documents[best]),
                float(ids[best].startswith(f"{name}.")),
                float(name.startswith(f"{ids[best]}.")),
                float(documents[i] == documents[best]),
                len(siblings),
                covered.weights[covered.tokens[i]].sum() / whole,
                covered.weights[first].sum() / whole,
                covered.weights[new].sum() / whole,
                covered.weights[first & ~covered.tokens[i]].sum() / whole,
                gained,
                both,
                family,
                family / max(shares[best], 1e-9),
                *(own[i, base[carried]] for carried in _CARRIED),
                *shared,
            )
        )
    return np.array(rows, dtype=np.float64)
