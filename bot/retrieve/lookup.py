"""Direct look-up: the clause that a question names, a part of a document's form, what stands under
or above a clause."""

from bot.evidence.profile import Profiles
from bot.evidence.weigh import Content, Evidence, Rarity, read_content, weigh
from bot.findings import Found
from bot.question import Understood
from bot.read.extract import answers_what_is_asked
from bot.retrieve.listing import beside_titles
from bot.understand.scope.clause_reference import find_named_clauses
from corpus.document import Clause, Document
from corpus.facts.fact import Assignment
from corpus.library import Library

_HEADING_OWN = 0.6  # own coverage from which a heading is what a list question is about
_FORM_WORDS = 3  # content words beside those that name the part and the document
# "gửi cho ai": to whom it is addressed, and who gets a copy
_FORMS = {"gui": ("kinh_gui", "noi_nhan")}
_NAMED_PART = 0.4  # own coverage from which one line of a list is meant


class Lookup:
    """Finds clauses by where they stand."""

    def __init__(self, library: Library, profiles: Profiles, rarity: Rarity) -> None:
        self._library = library
        self._profiles = profiles
        self._rarity = rarity

    def named(
        self,
        question: Understood,
        content: Content,
        scope: list[Document],
        ranked: list[Found],
    ) -> list[Found]:
        """The clauses that the question names; where it also says what of them, those inside."""
        documents = scope
        if not question.named and question.preferred:
            documents = [d for d in scope if d.id in question.preferred] or scope
        pairs = find_named_clauses(documents, question.clause_steps, question.undiacritized)
        scores = {f.clause.id: f.score for f in ranked}
        best = {d.id: max((f.score for f in ranked if f.document is d), default=0.0) for d in scope}
        found = [
            self._found(question, content, d, c, scores.get(c.id, 0.0) + best[d.id])
            for d, c in pairs
        ]
        found.sort(key=lambda f: -f.score)
        if found and question.organs and found[0].document.children(found[0].clause):
            inside = f"{found[0].clause.id}."
            within = [f for f in ranked if f.clause.id.startswith(inside)]
            led = [f for f in within if set(question.organs) & set(f.profile.leaders)]
            if led:
                return led
        return found

    def form_parts(
        self, question: Understood, content: Content, scope: list[Document]
    ) -> list[Found]:
        """Letterhead, recipients or signature of the document that is meant; best match first."""
        wanted = [d for d in scope if d.id in question.named or len(scope) == 1]
        wanted = wanted or [d for d in scope if d.id in question.preferred]
        found = [
            self._found(question, content, document, clause, 0.0)
            for document in wanted
            for clause in document.clauses
            if clause.value("the_thuc") in _FORMS.get(question.form or "", (question.form,))
            and clause.value("phu_luc") is None
        ]
        organs = set(question.organs)
        found.sort(key=lambda f: (-len(organs & f.profile.organs), -f.evidence.own))
        if found and (organs & found[0].profile.organs or found[0].evidence.own >= _NAMED_PART):
            return found[:1]
        # "ký ngày nào" said of something else than the document is no question about a form part
        beside = beside_titles(content, wanted)
        about_document = question.named or len(beside) <= _FORM_WORDS
        return [f for f in found if not f.document.children(f.clause)] if about_document else []

    def _found(
        self,
        question: Understood,
        content: Content,
        document: Document,
        clause: Clause,
        score: float,
    ) -> Found:
        profile = self._profiles.of(document, clause)
        evidence = weigh(question, content, profile, 0.0)
        # a clause that is named is the answer, but not to a question it holds no such thing for
        meets = not question.asks_for("person", "contact", "money") or answers_what_is_asked(
            question, document, clause
        )
        return Found(document, clause, score, evidence, profile, named=True, meets=meets)

    def assignments(self, document: Document) -> tuple[Assignment, ...]:
        """Who is given what in the document."""
        return self._library.facts(document.id).assignments

    def led_by(
        self, organs: tuple[str, ...], scope: tuple[str, ...], inside: str = ""
    ) -> list[Found]:
        """Every clause whose task one of ``organs`` leads, in document order.

        ``inside`` is a clause id that limits them to what stands under it. Clauses that only head
        others are left out.
        """
        found = []
        for document in self._library:
            if document.id not in scope:
                continue
            for clause in document.clauses:
                if inside and not clause.id.startswith(f"{inside}."):
                    continue
                profile = self._profiles.of(document, clause)
                led = set(organs) & set(profile.leaders)
                if led and not profile.heads_others and not profile.form:
                    found.append(Found(document, clause, 1.0, Evidence(1.0, 1.0), profile, True))
        return found

    def heading(self, question: Understood, found: Found) -> Found | None:
        """The heading above a finding, where the question is rather about all that it heads."""
        above = found.document.ancestors(found.clause)
        if not above:
            return None
        content = read_content(question, self._rarity)
        profile = self._profiles.of(found.document, above[-1])
        evidence = weigh(question, content, profile, 0.0)
        if profile.heads_others and evidence.own >= _HEADING_OWN >= found.evidence.own - 0.2:
            return Found(found.document, above[-1], found.score, evidence, profile)
        return None

    def with_children(self, found: Found) -> list[Found]:
        """The clause's children, in source order."""
        return [
            Found(
                found.document, child, found.score, found.evidence,
                self._profiles.of(found.document, child), found.named,
            )
            for child in found.document.children(found.clause)
        ]  # fmt: skip


def common_parent(found: list[Found]) -> str:
    """The id of the clause that heads the first finding, where it was found inside a named one."""
    if not found or found[0].named:
        return ""
    above = found[0].document.ancestors(found[0].clause)
    headings = [c for c in above if c.path[-1].level in ("phan", "chuong", "muc")]
    return headings[-1].id if headings else ""
