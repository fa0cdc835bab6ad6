"""Whether the figures of a sentence stand in what it cites, with what they are said of."""

from collections.abc import Iterable

from bot.evidence.figures import Figure, bound, counted_words, find_figures, segments
from bot.verify.ground import Support
from corpus.language.segment import syllables


def check_figures(sentence: str, support: Support) -> list[str]:
    """Every figure stands in the ground with its unit, and not with something else."""
    reasons: list[str] = []
    own = find_figures(sentence)
    ground = find_figures(support.text)
    above = find_figures(support.context)
    for figure in own:
        same = [g for g in ground if _same(figure, g)]
        if not same:
            titled = figure.kind in ("date", "number_of_document", "year")
            own_year = figure.kind == "year" and any(g.kind == "year" for g in ground)
            if own_year or not (titled and any(_same(figure, g) for g in above)):
                reasons.append(f"không có “{figure.text}”")
            continue
        if figure.kind == "count" and figure.unit and not _unit_fits(figure, same):
            reasons.append(f"“{figure.text}” không phải của “{figure.unit}”")
        said = bound(sentence, figure)
        if said and all(b and b != said for b in (bound(support.text, g) for g in same)):
            reasons.append(f"khác mức hoặc mốc ở “{figure.text}”")
    reasons += _misplaced(sentence, own, support.text, ground)
    there = set(syllables(support.text))
    values = {g.value for g in ground}
    reasons += [
        f"không có số “{word}”"
        for word, digits in counted_words(sentence)
        if word not in there and digits not in values
    ]
    return reasons


def _same(figure: Figure, other: Figure) -> bool:
    if figure.same_as(other):
        return True
    if figure.kind == other.kind:
        if figure.value == other.value:
            return True
        # "tháng 9" of "tháng 9/2022", "năm 2022" of "15/02/2022"
        return figure.kind == "date" and other.value.split("/")[-2:][0] == figure.value
    if figure.kind == "count" == other.kind:  # "47 trên 63" of "47/63"
        return "/" in other.value and figure.value in other.value.split("/")
    if figure.kind == "year" and other.kind in ("date", "number_of_document"):
        return figure.value in other.value.split("/")
    return False


def _unit_fits(figure: Figure, same: Iterable[Figure]) -> bool:
    units = {g.unit for g in same}
    return figure.unit in units or not any(units)


def _misplaced(sentence: str, own: list[Figure], text: str, ground: list[Figure]) -> list[str]:
    """Figures that the ground gives to something else than the sentence does."""
    reasons = []
    for kind in ("share", "date", "count"):
        mine = [f for f in own if f.kind == kind]
        theirs = [g for g in ground if g.kind == kind]
        if not mine or len({g.value for g in theirs}) < 2:
            continue
        parts = segments(text, theirs)
        for figure, said in zip(mine, segments(sentence, mine), strict=True):
            scores: dict[str, int] = {}
            for i, (g, part) in enumerate(zip(theirs, parts, strict=True)):
                others = frozenset().union(
                    *(p for j, p in enumerate(parts) if j != i and theirs[j].value != g.value)
                )
                scores[g.value] = max(scores.get(g.value, 0), len(said & (part - others)))
            mine_score = scores.get(figure.value)
            if mine_score is not None and max(scores.values()) > mine_score:
                reasons.append(f"“{figure.text}” là của nội dung khác")
    return reasons
