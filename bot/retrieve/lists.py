"""Whole lists that a question asks for: an organ's tasks, what stands under a heading, what falls
due, what concerns a topic."""

from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence, Rarity
from bot.findings import Found
from bot.question import Understood
from bot.retrieve.listing import (
    list_about,
    list_due,
    list_tasks,
    list_under,
    names_heading,
    names_lead_in,
    with_groups,
)
from bot.retrieve.titles import nearest_titles
from bot.vocabulary.types import types_with
from corpus.document import Clause, Document
from corpus.library import Library

_HEADINGS = 30  # so many of the best are looked at for the heading that is meant


class Lists:
    """Gathers the clauses of a list."""

    def __init__(self, library: Library, profiles: Profiles, rarity: Rarity) -> None:
        self._library = library
        self._profiles = profiles
        self._rarity = rarity

    def find(self, question: Understood, scope: list[Document], ranked: list[Found]) -> list[Found]:
        """The clauses of the list asked for, in document order; empty where none is."""
        if cites_other(question):
            return self._headed(question, ranked)
        listed = self.tasks(question, scope, ranked) or self._headed(question, ranked)
        if listed or question.clause_steps:
            return listed
        grouped = with_groups(question)
        listed = self._due(question, scope)
        if not listed and grouped is not question:
            listed = self.tasks(grouped, scope, ranked, whole=True)
        return listed or self._about(question, ranked)

    def look_up(self, question: Understood, scope: list[Document]) -> list[Found]:
        """The list of the tasks of an organ or group, or of what falls due, without a search."""
        listed = self.of_organs(question, scope) or self._due(question, scope)
        grouped = with_groups(question)
        if not listed and grouped is not question:
            listed = self.of_organs(grouped, scope, whole=True)
        return listed

    def tasks(
        self, question: Understood, scope: list[Document], ranked: list[Found], whole: bool = False
    ) -> list[Found]:
        """``of_organs`` where a search finds anything at all."""
        return self.of_organs(question, scope, whole) if ranked else []

    def of_organs(
        self, question: Understood, scope: list[Document], whole: bool = False
    ) -> list[Found]:
        """All tasks of the organs asked about, where the question asks for a list of them."""
        if question.clause_steps:
            return []
        scopes = [scope]
        if not question.named:
            preferred = [d for d in scope if d.id in question.preferred]
            scopes = [preferred or nearest_titles(question, scope), scope]
        for documents in scopes:
            pairs = list_tasks(
                question, documents, self._library, self._profiles, self._rarity, whole
            )
            if pairs:
                return [self._listed(d, c) for d, c in pairs]
        return []

    def _headed(self, question: Understood, ranked: list[Found]) -> list[Found]:
        """What stands under a heading that the question names, where it asks for a list."""
        if question.organs or question.clause_steps or not question.asks_for("list"):
            return []
        if question.asks_for(*types_with("apart")):
            return []
        if led_in := self._led_in(question, ranked):
            return led_in
        seen: set[str] = set()
        for found in ranked[:_HEADINGS]:
            for clause in (found.clause, *reversed(found.document.ancestors(found.clause))):
                if clause.id in seen:
                    continue
                seen.add(clause.id)
                profile = self._profiles.of(found.document, clause)
                if profile.heads_others and names_heading(question, profile.text):
                    pairs = list_under(
                        question, found.document, clause, self._profiles, self._rarity
                    )
                    listed = [self._listed(d, c) for d, c in pairs]
                    return listed if _about(listed, ranked) else []
        return []

    def _led_in(self, question: Understood, ranked: list[Found]) -> list[Found]:
        """All that stands beside the best clause, or under it, where what is asked leads in to it:
        "Hồ sơ bao gồm:"."""
        if not ranked:
            return []
        document, best = ranked[0].document, ranked[0].clause
        above = document.ancestors(best)
        for head in (best, *above[-1:]):
            text = self._profiles.of(document, head).text
            under = document.children(head)
            if len(under) > 1 and names_lead_in(question, text):
                return [self._listed(document, clause) for clause in under]
        return []

    def _due(self, question: Understood, scope: list[Document]) -> list[Found]:
        """What falls due in the time that a list question names."""
        documents = scope
        if not question.named:
            preferred = [d for d in scope if d.id in question.preferred]
            documents = preferred or nearest_titles(question, scope)
        pairs = list_due(question, documents, self._library, self._profiles, self._rarity)
        return [self._listed(d, c) for d, c in pairs]

    def _about(self, question: Understood, ranked: list[Found]) -> list[Found]:
        """The clauses on the topic of a list question, of the document that knows it best."""
        if not ranked:
            return []
        document = ranked[0].document
        pairs = list_about(question, document, self._profiles, self._rarity)
        if all(clause is not ranked[0].clause for _, clause in pairs):
            return []
        return [self._listed(d, c) for d, c in pairs]

    def _listed(self, document: Document, clause: Clause) -> Found:
        profile = self._profiles.of(document, clause)
        return Found(document, clause, 1.0, Evidence(1.0, 1.0), profile, True)


def _about(listed: list[Found], ranked: list[Found]) -> bool:
    """Whether a list is what the reader found too: where it is sure of a clause, that one stands in
    the list, above or under one of its clauses."""
    if not ranked or not ranked[0].answers:
        return True
    top = ranked[0].clause.id
    return any(_within(top, f.clause.id) or _within(f.clause.id, top) for f in listed)


def _within(clause_id: str, other: str) -> bool:
    return clause_id == other or clause_id.startswith(f"{other}.")


def cites_other(question: Understood) -> bool:
    """Whether the question is about a document that the clauses cite and the corpus lacks."""
    return question.cites_absent and not question.named
