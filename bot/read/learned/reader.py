"""The learned reader: what it is given of each candidate becomes features, trees order them, and
further trees say how probable it is that the first one answers, and what answers beside it.

It judges what ``Searcher.candidates`` found for ``candidates_query``: the findings carry the raw
scores. Without a model for the embedding in use the order is that of the plain sum, and a clause
answers where it holds most of what the question says.
"""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.deadline import check, is_late
from bot.evidence.candidates import embedded_text
from bot.evidence.contrast import clash
from bot.evidence.direct import Direct
from bot.evidence.intervals import find_sizes
from bot.evidence.profile import Profiles
from bot.evidence.settled import Settled
from bot.evidence.told import Told
from bot.findings import Found
from bot.question import Understood
from bot.read.actors import named
from bot.read.beside import with_beside
from bot.read.cases import of_asker, told_members, told_sizes
from bot.read.checks import answers_what_is_asked
from bot.read.content_first import content_first
from bot.read.doers import doers, signer
from bot.read.learned.again import Again, best_places, swapped
from bot.read.learned.candidate import Candidate
from bot.read.learned.features import Matrix, base_names, extract
from bot.read.learned.model import Judged, Model
from bot.read.learned.words import Clauses
from bot.read.of_number import of_its_number
from bot.read.ranges import in_range
from bot.read.spans.candidates import Asked
from bot.read.spans.choose import Chooser
from bot.read.spans.find import whole_body
from bot.read.spans.sentence import Teller
from bot.read.totals import asks_for_sum, total_first
from bot.read.verdict.asked import read_asked
from bot.read.verdict.model import Settler
from bot.steps import ALL, Steps
from bot.vote import Votes, weighed
from corpus.document import Clause, Document
from corpus.language.normalize import view
from corpus.language.segment import folded_syllables
from corpus.library import Library
from index.passage import headings
from index.retrieve import Searcher

Flags = npt.NDArray[np.bool_]
TOTAL = "total"  # among a finding's scores: the plain sum
_MEETS = base_names().index("meets")
_CLASHES = base_names().index("clash")
_HOME = base_names().index("place_document")
_ELSEWHERE = base_names().index("place_other")
_SPOKEN_OF = [base_names().index(name) for name in ("place_own", "place_above")]
_HALF = 0.5  # of the question's content
_SURE = 0.5  # of a clause's being the right one: else neither yes nor no is said
_SHOWN = 3  # findings that may be shown
_PROFILES = 2_000  # kept of clauses that stand beside what was found
_ASSIGNS = re.compile(r"\b(?:phân công|giao cho|yêu cầu|đề nghị|chỉ đạo|trực tiếp)\b")
# bodies that nobody in particular is
_ANYONE = frozenset(("cac", "co", "quan", "don", "vi", "to", "chuc", "ca", "nhan", "dia", "phuong",
                     "lien", "khac", "va", "nganh", "cap"))  # fmt: skip
_OR = frozenset(("hay", "hoac"))


class LearnedReader:
    """``bot.interfaces.Reader`` by fitted trees."""

    def __init__(
        self,
        library: Library,
        searcher: Searcher,
        steps: Steps = ALL,
        clauses: Clauses | None = None,
    ) -> None:
        self._library = library
        self._searcher = searcher
        fitted = Model.open(searcher.model, reranker=searcher.reranker) if steps.read else None
        self._model = fitted
        self._again = Again.open() if fitted and steps.again else None
        self._chooser = Chooser.open()
        self._teller = Teller.open()
        self._settler = Settler.open()
        self._profiles = Profiles(_PROFILES)
        self._clauses = clauses or Clauses()

    def read(self, question: Understood, candidates: Sequence[Found]) -> list[Found]:
        """The candidates, best first; the first carries its ``probability``."""
        found = list(candidates)
        if not found:
            return found
        if self._model is None:
            return _by_sum(question, found)
        rows = [
            Candidate(f.document, f.clause, f.profile, f.scores[TOTAL], f.scores, f.outdated)
            for f in found
        ]
        check()
        nearness = self._searcher.nearness(embedded_text(question))
        rarity = self._searcher.rarity
        own, asked, covered = extract(question, rows, rarity, self._clauses, nearness)
        check()
        plain = self._model.scores(own, asked)
        home, elsewhere = of_home(own)
        # judged as if what speaks of elsewhere was not there; shown, it stands behind the best
        scores = np.where(elsewhere, plain - (plain.max() - plain.min() + 1), plain)
        ids = tuple(one.clause.id for one in rows)
        scores, weighed, judged_so = self._judged(question, ids, own, asked, scores)
        several = question.asks_for("list")
        beside = self._model.beside(own, asked, scores, ids, covered, several)
        best_there = np.nextafter(weighed[home].max(), -np.inf) if home.any() else np.inf
        ranks = np.where(elsewhere, np.minimum(plain, best_there), weighed)
        judged = [
            replace(
                f,
                rank=float(score),
                meets=bool(row[_MEETS]),
                clash=_clash(question, f) if row[_CLASHES] else "",
                beside=float(also),
            )
            for f, row, score, also in zip(found, own, ranks, beside, strict=True)
        ]
        judged.sort(key=lambda f: -f.rank)
        best = judged[0].rank
        told = [_told(question, f, judged_so, best) for f in judged]
        return self._placed(question, told, judged_so.enough)

    def _placed(self, question: Understood, told: Sequence[Found], enough: float) -> list[Found]:
        """The findings with steps and sums in the places that reckoning gives them, and what is of
        the number asked about before what is of another."""
        told = of_its_number(question, content_first(question, told))
        in_rows = any(f.clause.cells for f in told[:_SHOWN]) and asks_for_sum(question)
        before = told_sizes(question, told[0])
        sized = find_sizes(question.subject) or before or told_members(question)
        if not in_rows and not sized:
            return list(told)
        all_beside = with_beside(told, self._profiles)
        in_place = of_asker(question, in_range(question, all_beside, enough, before))
        return total_first(question, in_place)[: len(told)]

    def _judged(
        self,
        question: Understood,
        ids: Sequence[str],
        own: Matrix,
        asked: Matrix,
        scores: Matrix,
    ) -> tuple[Matrix, Matrix, "_Verdict"]:
        """The trees' scores in their last order, what the candidates rank by, and the verdict:
        where the trees are not sure of the first, the best few are read together with the
        question, if there is time; not without diacritics, where its words mean little."""
        assert self._model is not None
        plain = self._model.judge(own, asked, scores)
        faint = (plain.right, self._model.faint)
        before = _Verdict(plain, self._model.enough, (faint,))
        again = self._again
        if again is None or plain.right >= again.sure or question.undiacritized or is_late():
            return scores, scores, before
        places = best_places(scores)
        check()
        told = self._searcher.read_together(embedded_text(question), [ids[i] for i in places])
        if told is None:
            return scores, scores, before
        read = {place: one.score for place, one in zip(places, told, strict=True)}
        weighed = again.order(scores, read)
        moved = swapped(scores, weighed)
        first = int(np.argmax(weighed))
        readings = [read[first], *(read[i] for i in places if i != first)]
        judged = again.judge(*self._model.raw(own, asked, moved), readings)
        if plain.answered < _HALF:  # what no word speaks for is not answered by likeness alone
            judged = replace(judged, answered=min(judged.answered, plain.answered))
        return (
            moved,
            weighed,
            _Verdict(judged, self._model.enough, (faint, (judged.right, again.faint))),
        )

    def after_vote(self, found: Sequence[Found], votes: Votes) -> list[Found]:
        """The candidates that ``read`` ordered, weighed once more with the votes."""
        return weighed(found, votes, self._model.enough if self._model else _HALF)

    def answers(self, question: Understood, document: Document, clause: Clause) -> bool:
        """Whether the clause holds the sort of thing that is asked for."""
        return answers_what_is_asked(question, document, clause)

    def words(
        self, question: Understood, clauses: Sequence[Found], least: float | None = None
    ) -> Mapping[str, tuple[Direct, ...]]:
        """By clause id the words that answer; none where the whole clause does."""
        if self._chooser is None:
            return {}
        pairs = [(f.document, f.clause) for f in clauses]
        words = self._chooser.choose(question, pairs, self._searcher.rarity, least)
        if len(clauses) == 1 and not any(words.values()):
            ((document, clause),) = pairs
            facts = self._library.facts(document.id).assignments
            words = {clause.id: tuple(doers(question, document, clause, facts))}
        told = {
            clause.id: signer(question, document, clause)
            or named(question, document, clause, words.get(clause.id, ()))
            for document, clause in pairs
        }
        said = set(folded_syllables(question.standalone))
        return {
            name: tuple(_whole(d) for d in found if not (_is_bare(d) or _is_said(d, said)))
            for name, found in told.items()
        }

    def told(self, question: Understood, clause: Found, least: float | None = None) -> Told | None:
        """The sentence or cell that answers; None where it is not sure or there is but one."""
        if self._chooser is None or self._teller is None:
            return None
        asked = Asked(question, self._searcher.rarity)
        weighed = self._chooser.weighed(clause.document, clause.clause, asked)
        document, own = clause.document, clause.clause
        shown = view(document.text, own.start, own.end, document.paragraphs)
        return self._teller.tell(shown, weighed, asked, question.puts_claim, least)

    def settled(self, question: Understood, clause: Found) -> Settled | None:
        """What the clause says to a yes-or-no question; None where it is not sure."""
        asked = read_asked(question.standalone) if question.language == "vi" else None
        sure = not clause.profile.form and (clause.named or clause.probability >= _SURE)
        if self._settler is None or asked is None or not sure:
            return None
        return self._settler.settle(asked, clause.document, clause.clause)


def of_home(own: Matrix) -> tuple[Flags, Flags]:
    """Which candidates are of the province that is asked about, and which speak for another one
    alone; of the latter none where there is none of the former.

    A clause of another province that does not name the one asked about says nothing of it, however
    alike the words are; trees that weigh this beside a hundred other things overlook it.
    """
    home = own[:, _HOME] > 0
    elsewhere = (own[:, _ELSEWHERE] > 0) & ~own[:, _SPOKEN_OF].any(axis=1)
    return home, elsewhere & home.any()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is probable of the first candidate, from what probability on it is answered with
    (``enough``), and, by whoever judged it, below what probability of being right it is not even
    near."""

    judged: Judged
    enough: float
    faint: tuple[tuple[float, float], ...]

    def near(self, behind: float) -> bool:
        """Whether a candidate so far behind the first is near by any judgement."""
        return any(right * behind >= faint for right, faint in self.faint)


def _told(question: Understood, found: Found, verdict: _Verdict, best: float) -> Found:
    """The finding with how probable it is that it answers: of others than the first as much less
    as they rank behind the ``best``."""
    behind = math.exp(found.rank - best)
    told_of = bool(question.organs) and not found.evidence.missing_organs
    named = found.document.id in question.named or (told_of and found.evidence.coverage >= _HALF)
    answered, right = verdict.judged.answered * behind, verdict.judged.right * behind
    return replace(
        found,
        probability=right,
        answered=answered,
        answers=answered >= verdict.enough,
        near=verdict.near(behind) or named,
    )


def _whole(direct: Direct) -> Direct:
    """The words, of a body of several levels all of them."""
    end = whole_body(direct.document.text[: direct.clause.end], direct.end)
    return replace(direct, end=end)


def _is_said(direct: Direct, said: Collection[str]) -> bool:
    """Whether it is one word, of those that the question says itself; of a question that lets
    choose ("xã hay tỉnh") any of its words: which of them stands there is not the answer yet."""
    words = folded_syllables(direct.words)
    few = len(words) == 1 or bool(_OR & set(said))
    return few and all(word.isalpha() and word in said for word in words)


def _is_bare(direct: Direct) -> bool:
    """Whether a body is told by words that name none ("cấp", "các cơ quan"), or by half a
    sentence."""
    said = direct.words.split()
    bare = (len(said) == 1 and said[0].islower()) or set(folded_syllables(direct.words)) <= _ANYONE
    return direct.kind == "body" and (bare or bool(_ASSIGNS.search(direct.words)))


def _by_sum(question: Understood, found: Sequence[Found]) -> list[Found]:
    """The order of the plain sum; what answers is told by the share of the question that a clause
    holds, and by whether it lacks a number or body that the question names."""
    ordered = sorted(found, key=lambda f: -f.scores[TOTAL])
    return [
        replace(
            f,
            rank=f.scores[TOTAL],
            probability=f.evidence.coverage,
            answered=f.evidence.coverage,
            meets=answers_what_is_asked(question, f.document, f.clause),
            answers=f.evidence.coverage >= _HALF
            and not (f.evidence.missing_numbers or f.evidence.missing_organs),
            near=f.evidence.coverage > 0,
        )
        for f in ordered
    ]


def _clash(question: Understood, found: Found) -> str:
    above = "\n".join(headings(found.document, found.clause))
    return clash(question, found.profile.text, above)
