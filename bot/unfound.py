"""What is said where no clause answers a message of a talk: that a term is not explained, that the
document talked about does not state it, where to go, or the refusal that fits.
"""

from dataclasses import replace

from bot.answer import AnswerStatus, Role
from bot.draft import Draft
from bot.findings import Findings
from bot.of_documents import OfDocuments
from bot.parts import Parts
from bot.question import Understood
from bot.refuse.refuse import Refusal, refuse
from bot.said import Said, Tried
from bot.talk.nothing_new import adds_nothing, says_nothing_of_it
from bot.talk.plan import Way
from bot.talk.referral import refer, wanted_of
from bot.talk.shown import not_there
from bot.talk.terms import term_of, unexplained
from bot.talk.unstated import Unstated, unstated
from corpus.document import Document
from corpus.library import Library

_WANTED = {"how_to": "how_to", "contact": "contact", "complain": "complaint"}
_AGAIN = ("show", "repeat", "choose")  # what wants the same clauses once more
_FELT = ("complain", "contact")


class Unfound:
    """Tells what the documents of a library do not state."""

    def __init__(self, library: Library, parts: Parts, documents: OfDocuments) -> None:
        self._library = library
        self._parts = parts
        self._documents = documents

    def unstated(self, said: Said, question: Understood, tried: Tried) -> Unstated | None:
        """What is asked that the document talked about states nowhere; None where another document
        answers."""
        documents = self._meant(said)
        found = [f.document for f in tried.choice.clauses]
        elsewhere = found and not any(document in documents for document in found)
        if elsewhere or self._names_another(said, question):
            return None
        return unstated(said.conversation.kept, question, documents)

    def not_stated(self, missing: Unstated, question: Understood) -> Refusal:
        """That the document does not state it, and where to go."""
        to = refer(question, Findings((), ()), self._library, self._parts.contacts, "contact")
        offers = tuple(one for one in to.statements if one.role is Role.OFFER)
        statements = (missing.statement, *offers)
        return Refusal(AnswerStatus.NO_EVIDENCE, statements, contacts=to.contacts)

    def again(
        self, said: Said, question: Understood, findings: Findings, draft: Draft
    ) -> Refusal | None:
        """That what a follow-up asks was not found, where ``draft`` only shows the clauses again
        that do not hold it; None for all else."""
        plain = said.follows and not said.reading and "correct" not in said.acts
        if not plain or said.planned.act in _AGAIN or question.language == "en":
            return None
        kept = said.conversation.kept
        idle = adds_nothing(draft, question, kept, said.state)
        top = next(iter(findings.found), None)
        if not (idle or (top and says_nothing_of_it(draft, top, kept))):
            return None
        citations = said.state.citations(self._library)
        return not_there(self._meant(said), citations, findings)

    def told(self, said: Said, tried: Tried) -> tuple[Refusal, Way]:
        """The refusal, and how the message is met with it."""
        question, findings, kept = tried.question, tried.findings, said.conversation.kept
        citations = said.state.citations(self._library)
        if said.planned.way is Way.EXPLAIN and (term := term_of(kept)):
            told = unexplained(term, self._library, [c.clause for c in citations])
            if told.citations:
                return told, Way.SEARCH
        act = said.planned.act
        if act in _FELT and {"ask", "follow_up"} & set(said.acts):
            act = "ask"  # what is asked comes before how it is said
        if wanted := wanted_of(kept) or _WANTED.get(act):
            near = self._of_the_talk(findings, said, question)
            told_of = refer(question, near, self._library, self._parts.contacts, wanted)
            refusal = Refusal(
                AnswerStatus.NO_EVIDENCE, told_of.statements, told_of.citations, told_of.contacts
            )
            return refusal, Way.REFER
        meant = self._meant(said)
        if meant and not said.may_be_new and not self._names_another(said, question):
            return not_there(meant, citations, findings), Way.REFER
        return refuse(findings, self._library), Way.SEARCH

    def _names_another(self, said: Said, question: Understood) -> bool:
        """Whether the message names a place, or a document that was not shown."""
        shown = {c.document.id for c in said.state.citations(self._library)}
        return bool(question.provinces or set(question.named) - shown)

    def _of_the_talk(self, findings: Findings, said: Said, question: Understood) -> Findings:
        """The findings in the documents that a follow-up is about, where there are any."""
        if not said.follows or question.named or question.provinces:
            return findings
        meant = self._meant(said)
        found = tuple(f for f in findings.found if f.document in meant)
        return replace(findings, found=found) if found else findings

    def _meant(self, said: Said) -> list[Document]:
        """The documents that the talk is about: of the last answer, else named last."""
        known = map(self._library.document, said.state.focus[:1])
        return self._documents.shown(said.state) or [d for d in known if d is not None]
