"""Whole lists that a question asks for: an organ's tasks, what stands under a heading, what falls
due, what concerns a topic."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.evidence.numbered import is_numbered_so
from bot.evidence.profile import Profiles
from bot.evidence.weigh import Evidence, Rarity
from bot.findings import Compared, Found
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
from bot.vocabulary import folded_stopwords
from bot.vocabulary.types import types_with
from corpus.document import Clause, Document
from corpus.language.segment import folded_syllables
from corpus.library import Library

_MOST_UNDER, _TITLE, _LIKE = 24, 16, 0.5  # clauses, words; share of words that headings have both
_LEVEL = re.compile(r"^\W*(?:Điều|Chương|Mục|Phần|Khoản)\s+\w+\W*", re.IGNORECASE)
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
        tasks = self.tasks(question, scope, ranked)
        if len(tasks) == 1 and not _about(tasks, ranked):  # a body is named, of which more is asked
            tasks = []
        listed = tasks or self._headed(question, ranked)
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
                return [self.listed(d, c) for d, c in pairs]
        return []

    def under(self, question: Understood, scope: Sequence[Document]) -> list[Found]:
        """What stands under the heading that one side of a comparison names, where nothing more is
        asked of it than what it says ("hình thức phối hợp khác nhau thế nào")."""
        if set(question.asks) - {"what", "list"} or question.organs:
            return []
        heads = [
            (document, clause)
            for document, clause, text in self._titles(scope)
            if _is_named(question, text)
        ]
        if not heads:
            return []
        document, clause = max(heads, key=lambda head: head[1].end - head[1].start)
        return [self.listed(document, child) for child in document.children(clause)]

    def under_alike(
        self, parts: Sequence[Compared], scopes: Sequence[Sequence[Document]]
    ) -> list[Compared]:
        """The sides of a comparison; where one is answered by what stands under a heading, another
        by what stands under the heading that is most like it ("Phương thức phối hợp")."""
        listed = [part for part in parts if part.listed > 1]
        if not listed or len(listed) == len(parts):
            return list(parts)
        first = listed[0].found[0]
        above = first.document.ancestors(first.clause)[-1:]
        wanted = _telling(self._profiles.of(first.document, above[0]).text) if above else set()
        told: list[Compared] = []
        for part, scope in zip(parts, scopes, strict=True):
            if part.listed or not wanted:
                told.append(part)
                continue
            near = [
                (len(wanted & _telling(text)) / len(wanted | _telling(text)), document, clause)
                for document, clause, text in self._titles(scope)
            ]
            share, document, clause = max(near, key=lambda one: one[0], default=(0.0, None, None))
            if document is None or clause is None or share < _LIKE:
                told.append(part)
                continue
            children = [self.listed(document, child) for child in document.children(clause)]
            told.append(replace(part, found=tuple(children), listed=len(children)))
        return told

    def _titles(self, scope: Sequence[Document]) -> Iterator[tuple[Document, Clause, str]]:
        """The short headings with several clauses under them, and their texts."""
        for document in scope:
            for clause in document.clauses:
                profile = self._profiles.of(document, clause)
                under = len(document.children(clause))
                short = len(profile.text.split()) <= _TITLE and not profile.form
                if short and profile.heads_others and 1 < under <= _MOST_UNDER:
                    yield document, clause, profile.text

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
                    listed = [self.listed(d, c) for d, c in pairs]
                    sure = is_numbered_so(question.standalone, profile.text)
                    return listed if sure or _about(listed, ranked) else []
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
                return [self.listed(document, clause) for clause in under]
        return []

    def _due(self, question: Understood, scope: list[Document]) -> list[Found]:
        """What falls due in the time that a list question names."""
        documents = scope
        if not question.named:
            preferred = [d for d in scope if d.id in question.preferred]
            documents = preferred or nearest_titles(question, scope)
        pairs = list_due(question, documents, self._library, self._profiles, self._rarity)
        return [self.listed(d, c) for d, c in pairs]

    def _about(self, question: Understood, ranked: list[Found]) -> list[Found]:
        """The clauses on the topic of a list question, of the document that knows it best."""
        if not ranked:
            return []
        document = ranked[0].document
        pairs = list_about(question, document, self._profiles, self._rarity)
        if all(clause is not ranked[0].clause for _, clause in pairs):
            return []
        return [self.listed(d, c) for d, c in pairs]

    def listed(self, document: Document, clause: Clause) -> Found:
        """A clause as an item of a list."""
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


def _is_named(question: Understood, text: str) -> bool:
    """Whether the question says the heading, whatever its level is called ("Điều 4.")."""
    return names_heading(question, _LEVEL.sub("", text))


def _telling(text: str) -> set[str]:
    """The folded content syllables of a heading, numbers left out."""
    words = {w for w in folded_syllables(_LEVEL.sub("", text)) if not w.isdigit() and len(w) > 1}
    return words - folded_stopwords()


def cites_other(question: Understood) -> bool:
    """Whether the question is about a document that the clauses cite and the corpus lacks."""
    return question.cites_absent and not question.named
