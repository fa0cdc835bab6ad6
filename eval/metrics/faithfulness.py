"""The share of figures, dates, document numbers and organs in an answer that its citations hold."""

import re

from corpus.language.normalize import fold, plain
from corpus.organs import find_organs

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*%?(?:[-/]\w[\w/&-]*)?")
_MARKER = re.compile(r"\[\d+\]")


def faithfulness(answer: str, cited: str, labels: list[str]) -> float | None:
    """Between 0 and 1; None where the answer shows nothing of the kind.

    ``labels`` say where a citation stands; they are the citation's own and are left out.
    """
    bare = _MARKER.sub(" ", answer)
    for label in sorted(labels, key=len, reverse=True):
        bare = re.sub(re.escape(label), " ", bare, flags=re.IGNORECASE) if label else bare
    ground = plain(cited)
    squeezed = re.sub(r"\s+", "", ground).lower()
    organs = {match.name for match in find_organs(ground)}
    folded = fold(ground)
    checks = [re.sub(r"\s+", "", f).lower() in squeezed for f in _FIGURE.findall(plain(bare))]
    for match in find_organs(bare):
        words = fold(bare[match.start : match.end])
        checks.append(match.name in organs or words in folded)
    return sum(checks) / len(checks) if checks else None
