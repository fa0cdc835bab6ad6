"""A question's candidates to numbers that mean the same in any corpus.

Every feature of a candidate also stands as its distance from the best candidate's (``NAME:gap``)
and in standard deviations over the candidates (``NAME:z``); what is the same for all candidates of
a question (``q_NAME``) stands once. Nothing here decides: what a number is worth is fitted.

Longer than other files, because the table of names and what fills each are read side by side.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence, Set

import numpy as np
import numpy.typing as npt

from bot.evidence.brackets import fits, stated
from bot.evidence.candidates import asked_text, query_text
from bot.evidence.contradicted import SIGNS, contradictions
from bot.evidence.contrast import clash
from bot.evidence.weigh import Content, Rarity, read_content, weigh
from bot.question import Understood
from bot.read.checks import answers_what_is_asked
from bot.read.learned.candidate import Candidate
from bot.read.learned.covered import Covered
from bot.read.learned.words import Clauses, Split, Words, folded_name
from bot.read.spans.wanted import Wanted, wanted, ways
from bot.understand.scope.clause_reference import SAME
from bot.vocabulary import folded_stopwords, stopwords
from bot.vocabulary.types import question_types
from corpus.document import Clause, Part
from corpus.language.segment import folded_syllables, syllables
from corpus.organs import find_bodies
from index.late import NAMES as LATE
from index.passage import headings

Matrix = npt.NDArray[np.float64]
_RAREST = 3
_FORMS = {"gui": ("kinh_gui", "noi_nhan")}
_LEVELS = ("dieu", "khoan", "diem", "gach", "dong", "doan")
_HELD = ("date", "share", "money", "contact", "number", "figure", "person")
_YEAR = re.compile(r"(?:19|20)\d\d")

# by group, so that a group can be left out of a fit to see what it is worth
CANDIDATE: dict[str, tuple[str, ...]] = {
    "lexical": (
        "total", "words", "words_top", "folded", "folded_top", "cover", "cover_own",
        "syllables_own", "syllables_above", "syllables_title", "syllables_around",
        "syllables_any", "sentence", "pairs_own", "pairs_any", "run", "run_content",
        "rarest_own", "rarest_any", "missing_weight", "density",
    ),
    "dense": ("cosine", "cosine_top", "cosine_above"),
    "late": LATE,
    "cross": ("cross",),
    "shape": (
        "heads", "form", "row", "length", "depth", "place", "children",
        *(f"level_{level}" for level in _LEVELS),
    ),
    "company": ("same_document", "same_parent", "parent_in", "children_in", "document_total"),
    "knowledge": (
        "organ_leads", "organ_own", "organ_above", "organ_issuer", "organ_missing",
        "stranger_missing", "place_own", "place_above", "place_document", "place_other",
        "numbers_own", "numbers_missing", "numbers_other", "digits_own", "named",
        "other_named", "preferred", "cited", "form_fits", "form_other", "steps", "steps_last",
        "outdated",
    ),
    "asked": (
        "meets", "clash", "bodies", "new_bodies", "new_figures",
        *(f"holds_{name}" for name in _HELD),
    ),
    "wanted": ("wants_own", "wants_least", "wants_above", "wants_unit", "wants_new", "values"),
    "contradicted": SIGNS,
    "brackets": ("bracket_in", "bracket_out"),
}  # fmt: skip
QUESTION = (
    "undiacritized", "restored", "english", "follows", "words", "content", "candidates",
    "cosine_spread", "cosine_best", "cosine_mean", "total_spread", "unseen", "rarest",
    "has_organs", "has_strangers", "has_places", "has_numbers", "has_named", "has_preferred",
    "cites_absent", "has_form", "has_steps", "asks_nothing", "wanted",
    *(f"wants_{way}" for way in ways()),
)  # fmt: skip


def asked_names() -> tuple[str, ...]:
    """The question types as features of a question."""
    return tuple(f"asks_{name}" for name in question_types())


def base_names() -> tuple[str, ...]:
    """The names of a candidate's own features, in order."""
    return tuple(name for group in CANDIDATE.values() for name in group)


def names() -> tuple[str, ...]:
    """The names of all columns, in order."""
    base = base_names()
    return (
        *base,
        *(f"{name}:gap" for name in base),
        *(f"{name}:z" for name in base),
        *(f"q_{name}" for name in (*QUESTION, *asked_names())),
    )


def group_of(name: str) -> str:
    """The group that a column belongs to."""
    if name.startswith("q_"):
        return "question"
    own = name.split(":")[0]
    return next(group for group, members in CANDIDATE.items() if own in members)


def extract(
    question: Understood,
    candidates: Sequence[Candidate],
    rarity: Rarity,
    clauses: Clauses,
    nearness: float = 0.0,
) -> tuple[Matrix, Matrix, Covered]:
    """The candidates' own features, shape (candidates, own), the question's, shape (asked,), and
    which of the question's words and of the things that it wants each candidate holds.

    ``nearness`` is the mean cosine of ``query.embedded_text`` with all clauses.
    """
    asked = _Asked(question, rarity)
    words = [clauses.of(one.document, one.clause, one.profile) for one in candidates]
    rows = [asked.row(one, own) for one, own in zip(candidates, words, strict=True)]
    own = np.array([[row[name] for name in base_names() if name in row] for row in rows])
    company = _company(candidates)
    names_own = [name for name in base_names() if name not in _COMPANY]
    table = np.zeros((len(candidates), len(base_names())))
    at = {name: i for i, name in enumerate(base_names())}
    table[:, [at[name] for name in names_own]] = own
    table[:, [at[name] for name in _COMPANY]] = company
    for score in ("words", "folded"):
        best = max((one.scores.get(score, 0.0) for one in candidates), default=0.0) or 1.0
        table[:, at[f"{score}_top"]] = [one.scores.get(score, 0.0) / best for one in candidates]
    cosines = table[:, at["cosine"]]
    span = float(cosines.max(initial=nearness)) - nearness
    table[:, at["cosine_top"]] = (cosines - nearness) / span if span > 0 else 0.0
    told = asked.question(table[:, at["total"]], cosines, nearness)
    return table, told, asked.covers(words)


def spread(own: Matrix, asked: Matrix) -> Matrix:
    """All columns of ``names``: the own features, beside them what they are among the others."""
    deviation = own.std(axis=0)
    scaled = (own - own.mean(axis=0)) / np.where(deviation > 1e-9, deviation, 1.0)
    gaps = own - own.max(axis=0)
    shared = np.broadcast_to(asked, (len(own), len(asked)))
    return np.concatenate([own, gaps, scaled, shared], axis=1)


_COMPANY = CANDIDATE["company"]


def _company(candidates: Sequence[Candidate]) -> Matrix:
    """What else was found of the same document, under the same heading, above and below."""
    ids = {one.clause.id for one in candidates}
    documents = Counter(one.document.id for one in candidates)
    parents = Counter(one.clause.parent for one in candidates if one.clause.parent)
    totals: Counter[str] = Counter()
    for one in candidates:
        totals[one.document.id] += one.total  # type: ignore[assignment]
    whole = sum(totals.values()) or 1.0
    count = len(candidates)
    return np.array(
        [
            (
                documents[one.document.id] / count,
                (parents[one.clause.parent] - 1) / count if one.clause.parent else 0.0,
                float(one.clause.parent in ids),
                sum(c.id in ids for c in one.document.children(one.clause)) / count,
                totals[one.document.id] / whole,
            )
            for one in candidates
        ]
    ).reshape(count, len(_COMPANY))


class _Asked:
    """A question's words, weighed once for all its candidates."""

    def __init__(self, question: Understood, rarity: Rarity) -> None:
        self._q = question
        self._folded = question.undiacritized or question.restored
        self._content: Content = read_content(question, rarity)
        self._name = "folded" if self._folded else "words"
        cut = folded_syllables if self._folded else syllables
        stop = folded_stopwords() if self._folded else stopwords()
        text = query_text(question)
        self._said = tuple(cut(asked_text(question)))
        asked = [t for t in dict.fromkeys(self._said) if t not in stop]
        self._weights = {t: rarity(self._name, t) for t in asked}
        self._whole = sum(self._weights.values()) or 1.0
        self._rarest = sorted(self._weights, key=lambda t: (-self._weights[t], t))[:_RAREST]
        self._unseen = rarity(self._name, "\0")  # of a word that no clause has
        self._pairs = {
            pair: rarity(self._name, pair[0]) + rarity(self._name, pair[1])
            for pair in itertools.pairwise(self._said)
            if not (pair[0] in stop and pair[1] in stop)
        }
        self._pair_weight = sum(self._pairs.values()) or 1.0
        self._stop = stop
        self._digits = {t for t in self._said if t[0].isdigit()}
        self._most = {
            name: sum(rarity(name, t) for t in dict.fromkeys(split(text))) or 1.0
            for name, split in (("words", syllables), ("folded", folded_syllables))
        }
        self._bodies = {m.name for m in find_bodies(question.standalone)}
        self._strangers = [folded_name(name) for name in question.strangers]
        self._places = [(name, folded_name(name)) for name in question.provinces]
        self._wanted = wanted(question.text) or wanted(question.standalone)
        self._said_folded = folded_name_in(folded_syllables(question.standalone))
        self._stated = stated(question.standalone)

    def _covered(self, tokens: frozenset[str]) -> float:
        return sum(w for t, w in self._weights.items() if t in tokens) / self._whole

    def row(self, one: Candidate, words: Words) -> dict[str, float]:
        """A candidate's features but those that need the others."""
        split = words.folded if self._folded else words.plain
        return {
            **self._lexical(one, split),
            **_shape(one),
            **self._knowledge(one, words),
            **self._held(one, words),
        }

    def _lexical(self, one: Candidate, split: Split) -> dict[str, float]:
        profile = one.profile
        anywhere = split.own_set | split.above | split.title
        held = profile.folded_pairs if self._folded else profile.pairs
        run, content = self._run(split.own)
        missing = [w for t, w in self._weights.items() if t not in anywhere]
        inside = [t for t in split.own_set if t not in self._stop]
        return {
            "total": one.total,
            "words": one.scores.get("words", 0.0) / self._most["words"],
            "words_top": 0.0,
            "folded": one.scores.get("folded", 0.0) / self._most["folded"],
            "folded_top": 0.0,
            "cover": self._content.covered(profile.all[self._content.tokenizer]),
            "cover_own": self._content.covered(profile.own[self._content.tokenizer]),
            "syllables_own": self._covered(split.own_set),
            "syllables_above": self._covered(split.above),
            "syllables_title": self._covered(split.title),
            "syllables_around": self._covered(split.around),
            "syllables_any": self._covered(anywhere),
            "sentence": max((self._covered(s) for s in split.sentences), default=0.0),
            "pairs_own": sum(w for p, w in self._pairs.items() if p in split.own_pairs)
            / self._pair_weight,
            "pairs_any": sum(w for p, w in self._pairs.items() if p in held) / self._pair_weight,
            "run": run / (len(self._said) or 1),
            "run_content": content / self._whole,
            "rarest_own": _share(self._rarest, split.own_set),
            "rarest_any": _share(self._rarest, anywhere),
            "missing_weight": max(missing, default=0.0) / self._unseen,
            "density": sum(t in self._weights for t in inside) / (len(inside) or 1),
            "cosine": one.scores.get("dense", 0.0),
            "cosine_top": 0.0,
            "cosine_above": one.scores.get("above", 0.0),
            **{name: one.scores.get(name, 0.0) for name in LATE},
            "cross": one.scores.get("cross", 0.0),
        }

    def _run(self, own: Sequence[str]) -> tuple[int, float]:
        """The longest stretch of the question that stands in ``own`` word by word: its length, and
        the most content that one such stretch holds."""
        places: dict[str, list[int]] = {}
        wanted = set(self._said)
        for i, token in enumerate(own):
            if token in wanted:
                places.setdefault(token, []).append(i)
        best, weight = 0, 0.0
        ending: dict[int, tuple[int, float]] = {}
        for token in self._said:
            gain = self._weights.get(token, 0.0)
            now: dict[int, tuple[int, float]] = {}
            for i in places.get(token, ()):
                length, content = ending.get(i - 1, (0, 0.0))
                now[i] = (length + 1, content + gain)
                best = max(best, length + 1)
                weight = max(weight, content + gain)
            ending = now
        return best, weight

    def _knowledge(self, one: Candidate, words: Words) -> dict[str, float]:
        q, profile, document = self._q, one.profile, one.document
        organs = set(q.organs)
        evidence = weigh(q, self._content, profile, 0.0)
        signs = contradictions(q, document, profile, evidence)
        named = document.id in q.named
        preferred = document.id in q.preferred
        years = {n for n in q.numbers if _YEAR.fullmatch(n)}
        other = {n for n in profile.numbers if _YEAR.fullmatch(n)}
        own = words.folded
        text = folded_name_in(own.own)
        above = " ".join(own.above)
        province = document.metadata.province
        return {
            "organ_leads": float(bool(organs & set(profile.leaders))),
            "organ_own": _share(q.organs, words.organs),
            "organ_above": _share(q.organs, words.above_organs),
            "organ_issuer": _share(q.organs, profile.issuers),
            "organ_missing": float(bool(set(evidence.missing_organs) & organs)),
            "stranger_missing": _lacking(self._strangers, profile.folded),
            "place_own": _standing(self._places, text),
            "place_above": float(any(all(w in above for w in f.split()) for _, f in self._places)),
            "place_document": float(province in q.provinces) if province else 0.0,
            "place_other": float(bool(q.provinces) and bool(province))
            * float(province not in q.provinces),
            "numbers_own": _share(q.numbers, words.numbers | profile.years),
            "numbers_missing": len(evidence.missing_numbers) / (len(q.numbers) or 1),
            "numbers_other": float(bool(years) and bool(other) and not years & other),
            "digits_own": _share(self._digits, own.own_set),
            "named": float(named),
            "other_named": float(bool(q.named) and not named),
            "preferred": float(preferred),
            "cited": float(q.cites_absent and not evidence.missing_numbers),
            "form_fits": float(_is_form(one.clause, q.form)),
            "form_other": float(profile.form and not _is_form(one.clause, q.form)),
            **_steps(q, one.clause),
            "outdated": float(one.outdated),
            **{sign: float(held) for sign, held in signs.items()},
        }

    def _held(self, one: Candidate, words: Words) -> dict[str, float]:
        above = "\n".join(headings(one.document, one.clause))
        own = words.plain.own
        inside, outside = fits(self._stated, one.profile.text) if self._stated else (False, False)
        return {
            "bracket_in": float(inside),
            "bracket_out": float(outside),
            "meets": float(answers_what_is_asked(self._q, one.document, one.clause)),
            "clash": float(bool(clash(self._q, one.profile.text, above))),
            "bodies": float(bool(words.bodies)),
            "new_bodies": float(bool(words.bodies - self._bodies)),
            "new_figures": float(any(t[0].isdigit() and t not in self._digits for t in own)),
            **_met(self._wanted, words, self._said_folded),
            **{f"holds_{name}": float(name in words.holds) for name in _HELD},
        }

    def covers(self, words: Sequence[Words]) -> Covered:
        """What each of the clauses holds of the words and of the things wanted."""
        splits = [one.folded if self._folded else one.plain for one in words]
        tokens = np.array(
            [
                [t in s.own_set or t in s.above or t in s.title for t in self._weights]
                for s in splits
            ],
            dtype=np.bool_,
        ).reshape(len(words), len(self._weights))
        wants = np.array(
            [
                [_fit(want, _new_kinds(one, self._said_folded)) for want in self._wanted]
                for one in words
            ],
            dtype=np.float64,
        ).reshape(len(words), len(self._wanted))
        return Covered(tokens, np.array(list(self._weights.values()), dtype=np.float64), wants)

    def question(self, totals: Matrix, cosines: Matrix, nearness: float) -> Matrix:
        """What is the same for all candidates, in the order of ``QUESTION`` and the types."""
        q = self._q
        unseen = sum(w for w in self._weights.values() if w >= self._unseen) / self._whole
        best = float(cosines.max(initial=0.0))
        own = (
            q.undiacritized,
            q.restored,
            q.language == "en",
            q.standalone != q.text,
            len(self._said),
            len(self._weights),
            len(totals),
            best - float(cosines.mean()) if len(cosines) else 0.0,
            best,
            nearness,
            float(totals.max() - totals.mean()) if len(totals) else 0.0,
            unseen,
            max(self._weights.values(), default=0.0) / self._unseen,
            bool(q.organs),
            bool(q.strangers),
            bool(q.provinces),
            bool(q.numbers),
            bool(q.named),
            bool(q.preferred),
            q.cites_absent,
            bool(q.form),
            bool(q.clause_steps),
            not q.asks,
            len(self._wanted),
            *(any(one.way == way for one in self._wanted) for way in ways()),
        )
        return np.array([*own, *(name in q.asks for name in question_types())], dtype=np.float64)


def _met(asked: Sequence[Wanted], words: Words, said: str) -> dict[str, float]:
    """How well what the clause holds meets what is wanted: 1 where it holds a value of the kind
    that fits most, less for kinds that fit less; a value that the question itself says meets
    nothing."""
    new = [one for one in words.values if f" {one.words} " not in said]
    kinds = _new_kinds(words, said)
    fits = [_fit(one, kinds) for one in asked]
    with_unit = [one for one in asked if one.unit]
    counted = {one.unit for one in new if one.unit}
    return {
        "wants_own": sum(fits) / (len(fits) or 1),
        "wants_least": min(fits, default=0.0),
        "wants_above": sum(_fit(one, words.above_kinds) for one in asked) / (len(asked) or 1),
        "wants_unit": sum(_counts(one.unit, counted) for one in with_unit) / (len(with_unit) or 1),
        "wants_new": float(len(new)),
        "values": float(len(words.values)),
    }


def _new_kinds(words: Words, said: str) -> Set[str]:
    return {one.kind for one in words.values if f" {one.words} " not in said}


def _fit(one: Wanted, kinds: Set[str]) -> float:
    return max((1.0 / (1 + i) for i, kind in enumerate(one.kinds) if kind in kinds), default=0.0)


def _counts(unit: str, counted: Set[str]) -> float:
    """Whether what is counted stands among the units of figures: "ngày" among "ngày làm việc"."""
    return float(any(f" {unit} " in f" {one} " or f" {one} " in f" {unit} " for one in counted))


def folded_name_in(tokens: Sequence[str]) -> str:
    """Folded syllables as text in which names can be found whole."""
    return f" {' '.join(tokens)} "


def _share(wanted: Sequence[str] | set[str], held: frozenset[str]) -> float:
    return sum(one in held for one in wanted) / len(wanted) if wanted else 0.0


def _lacking(wanted: Sequence[str], text: str) -> float:
    return sum(one not in text for one in wanted) / len(wanted) if wanted else 0.0


def _standing(places: Sequence[tuple[str, str]], text: str) -> float:
    return float(any(f" {folded} " in text for _, folded in places))


def _is_form(clause: Clause, form: str | None) -> bool:
    return bool(form) and clause.value("the_thuc") in _FORMS.get(form or "", (form,))


def _steps(question: Understood, clause: Clause) -> dict[str, float]:
    """How many of the named steps the clause's path has; whether it ends with the last one."""
    wanted = question.clause_steps
    if not wanted:
        return {"steps": 0.0, "steps_last": 0.0}
    path = {(step.level, step.value.lower()) for step in clause.path}
    met = [
        any((level, step.value.lower()) in path for level in SAME[step.level]) for step in wanted
    ]
    last, end = wanted[-1], clause.path[-1]
    ends = end.level in SAME[last.level] and end.value.lower() == last.value.lower()
    return {"steps": sum(met) / len(wanted), "steps_last": float(ends)}


def _shape(one: Candidate) -> dict[str, float]:
    clause, document = one.clause, one.document
    level = clause.path[-1].level
    return {
        "heads": float(one.profile.heads_others),
        "form": float(clause.part is not Part.BODY),
        "row": float(bool(clause.cells)),
        "length": float(np.log1p(one.profile.length)),
        "depth": float(len(clause.path)),
        "place": clause.start / (len(document.text) or 1),
        "children": float(bool(document.children(clause))),
        **{f"level_{name}": float(level == name) for name in _LEVELS},
    }
