"""What a message asks of documents as such, not of a clause: which there are, what one is about or
what a part of it says, where to read it, whether it still holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answer import AnswerStatus, Citation, Role, Statement
from bot.converse.follow_up import names_another, points_at_document
from bot.converse.state import State
from bot.draft import Draft
from bot.question import Conversation, joined
from bot.refuse.mismatch import unknown_mention
from bot.refuse.refuse import Refusal
from bot.render.names import short_reference
from bot.retrieve.asked import things_asked
from bot.talk.compared import compared_documents
from bot.talk.each_begun import each_begun
from bot.talk.ends import asks_what_it_ends, what_it_ends, with_ends
from bot.talk.in_force import (
    asks_for_more,
    asks_of_beginning,
    asks_of_holding,
    asks_whether_in_force,
    ended_elsewhere,
    in_force,
    other_year,
)
from bot.talk.part import part_wanted, tell_part
from bot.talk.plan import Way
from bot.talk.summary import summarise_document
from bot.talk.whole import (
    asks_for_copy,
    asks_of_whole,
    asks_what_there_is,
    blanked,
    documents_about,
    says_only,
    titles_of,
    what_there_is,
    where_to_read,
)
from bot.talk.words import say
from bot.understand.intent.yes_no import puts_claim
from bot.understand.scope.mention import read_mentions
from bot.understand.scope.scope import read_scope
from bot.verify import verify
from corpus.citation.validity import effect_stated
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.library import Library
from corpus.organs import find_organs

_PAIR = 2  # documents that are compared
_OURS = (Role.OPENING, Role.MISSING, Role.REMARK, Role.OFFER, Role.ASIDE)


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of documents; ``topic``: what the talk is about from then on, "" where that
    stays as it was; ``tasks``: the list of tasks that is told, for the state of the talk;
    ``offers``: messages that go on from it."""

    said: Draft | Refusal
    way: Way = Way.SUMMARY
    topic: str = ""
    tasks: str = ""
    offers: tuple[str, ...] = ()


class OfDocuments:
    """Meets what is asked of the documents of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def force(self, conversation: Conversation, state: State, day: str | None) -> Told | None:
        """Whether a document still holds, where a message asks that and nothing else."""
        kept = conversation.kept
        document = self.meant(conversation, state)
        asked = next((t for t in (kept, conversation.text) if self._asks_of_force(t)), "")
        if not asked and self._asks_the_same(conversation):
            asked = conversation.standalone
        if not asked and document and names_another(kept) and other_year(kept, document):
            asked = kept
        if not asked:
            return None
        places = self._one_each(kept)
        draft = ended_elsewhere(kept, self._library) or self._each_begun(kept, state)
        if draft is None and places is not None and not asks_of_holding(asked):
            return None  # each is sought in the clauses
        told = document and (not asks_of_beginning(asked) or effect_stated(document))
        if draft is None and document and (told or asks_of_holding(asked)):
            draft = in_force(document, self._library, asked, day)
        draft = verified(draft) if draft else None
        if draft is None or not draft.citations:
            return None
        topic = self._topic(kept, document) if document and not state.topic else ""
        return Told(draft, Way.DOUBT, topic)

    def _asks_the_same(self, conversation: Conversation) -> bool:
        """Whether a message that only names a document asks of it whether it holds, as was asked of
        the one before."""
        return self._goes_on(conversation) and self._asks_of_force(conversation.standalone)

    def _goes_on(self, conversation: Conversation) -> bool:
        """Whether a message that only names a document asks of it what was asked before."""
        kept, standalone = conversation.kept, conversation.standalone
        named_at = read_scope(kept, self._library.documents).spans
        return (
            standalone != kept and says_only(kept, named_at) and not self._is_of_whole(standalone)
        )

    def _topic(self, kept: str, document: Document) -> str:
        """What is asked of the document, with its name."""
        named = read_scope(kept, self._library.documents).named
        return kept if named else joined((kept.rstrip("?. "), f"({short_reference(document)})"))

    def _each_begun(self, text: str, state: State) -> Draft | None:
        """From when on each of the documents holds that ``text`` names and compares in that, or
        speaks of together."""
        if not asks_of_beginning(text):
            return None
        scope = read_scope(text, self._library.documents)
        named, places = scope.named, scope.provinces
        found = [d for d in map(self._library.document, named) if d is not None]
        if len(places) >= _PAIR:  # "hai quyết định cuối 2025" of two provinces
            found = [d for d in found if d.metadata.province in places]
        if len(found) < _PAIR and (apart := self._one_each(text)) is not None:
            return each_begun(apart) if apart else None
        if not named:
            known = [d for d in map(self._library.document, state.focus) if d is not None]
            found = list(compared_documents(text, self.shown(state), known))
        return each_begun(found) if len(found) >= _PAIR else None

    def _one_each(self, text: str) -> list[Document] | None:
        """The document of each of several provinces that ``text`` names, of the kind that it names;
        empty where one of them has several, None where it names no two."""
        scope = read_scope(text, self._library.documents)
        if len(scope.provinces) < _PAIR:
            return None
        said = fold(text)
        found: list[Document] = []
        for place in scope.provinces:
            own = [d for d in self._library if d.metadata.province == place]
            of_kind = [d for d in own if fold(d.metadata.kind) in said]
            if len(of_kind or own) != 1:
                return []
            found += of_kind or own
        return found

    def _asks_of_force(self, text: str) -> bool:
        """Whether ``text`` asks whether a document holds, or from when on, and nothing else; a day
        that is put as a claim is judged by the clauses."""
        if puts_claim(text) and not asks_of_holding(text):
            return False
        if not all(self._asks_only_of_force(thing.own) for thing in things_asked(text)):
            return False
        return self._asks_only_of_force(text)

    def _asks_only_of_force(self, text: str) -> bool:
        named_at = read_scope(text, self._library.documents).spans
        return asks_whether_in_force(text, named_at) and not asks_for_more(text, named_at)

    def part(self, conversation: Conversation, state: State) -> Told | None:
        """One part of a document summed up or counted; None where something else is asked."""
        document = self.meant(conversation, state)
        if document is None or conversation.aloud:
            return None
        kept = conversation.kept
        named_at = read_scope(kept, self._library.documents).spans
        part = part_wanted(kept, [document], named_at)
        draft = verified(tell_part(part, kept)) if part else None
        if draft is None or not draft.citations:
            return None
        return Told(draft, topic=short_reference(document))

    def meant(self, conversation: Conversation, state: State) -> Document | None:
        """The one document that the message names or points at, else the first of those that were
        shown, else that which was named last; None where it names one that is not loaded."""
        named = read_scope(conversation.kept, self._library.documents)
        if named.named or named.numbers:
            return self.named(conversation)
        shown = self.shown(state)
        if pointed := points_at_document(conversation.kept):
            citations = state.citations(self._library)
            return _pointed_at(conversation.kept[slice(*pointed)], citations)
        known = map(self._library.document, state.focus[:1])
        return next(iter([*shown, *(d for d in known if d)]), None)

    def whole(self, conversation: Conversation, acts: tuple[str, ...], state: State) -> Told | None:
        """What a document is about, or which there are; None where something else is asked."""
        kept = conversation.kept
        if self._goes_on(conversation) and "correct" not in acts:
            return None
        if ended := self._ends(conversation, state):
            return ended
        if asks_what_there_is(kept):
            places = read_scope(conversation.standalone, self._library.documents).provinces
            return Told(what_there_is(self._library, places))
        document = self.named(conversation) or self._named_of_talk(conversation, state)
        of_one = document is not None or points_at_document(kept)
        if not of_one and (about := documents_about(kept, self._library)):
            return Told(verified(titles_of(about, self._library)))
        pointed = None if document else points_at_document(kept)
        if pointed:
            document = _pointed_at(kept[slice(*pointed)], state.citations(self._library))
        named_at = read_scope(kept, self._library.documents).spans
        if asks_for_copy(kept, [*named_at, *([pointed] if pointed else [])]):
            copied = document or next(iter(self.shown(state)), None)
            if copied:
                return Told(verified(where_to_read(copied, self._library)))
        if document is None:
            return self._unknown(kept)
        spans = [pointed] if pointed else named_at
        only = says_only(kept, spans) and ("correct" in acts or self._is_of_whole(state.topic))
        if not (asks_of_whole(kept, spans) or only):
            return None
        draft = verified(summarise_document(document, self._library))
        return Told(draft, topic=short_reference(document))

    def _may_be(self, text: str) -> bool:
        """Whether a document that prints no number may be the one of that number."""
        places = read_scope(text, self._library.documents).provinces
        kinds = {mention.kind for mention in read_mentions(text, ())}
        return any(
            not document.metadata.number and document.metadata.kind in kinds
            for document in self._library
            if not places or document.metadata.province in places
        )

    def _ends(self, conversation: Conversation, state: State) -> Told | None:
        """Which documents another one replaces, where a message asks that and nothing else but
        from when on it holds."""
        kept = conversation.kept
        document = self.meant(conversation, state)
        pointed = points_at_document(kept)
        spans = [*read_scope(kept, self._library.documents).spans, *([pointed] if pointed else [])]
        things = [thing.own for thing in things_asked(kept)] or [blanked(kept, spans)]
        begins = [one for one in things if self._asks_only_of_force(one)]
        ends = [one for one in things if asks_what_it_ends(one, ())]
        if document is None or not ends or len(begins) + len(ends) < len(things):
            return None
        told = what_it_ends(document, self._library)
        if told is None:
            return None
        if begins:
            told = with_ends(in_force(document, self._library, begins[0]), told)
        said = verified(told) if isinstance(told, Draft) else told
        return Told(said, Way.DOUBT) if said.statements else None

    def _is_of_whole(self, topic: str) -> bool:
        """Whether the talk is about a document as a whole."""
        spans = read_scope(topic, self._library.documents).spans
        return says_only(topic, spans) and not self._asks_of_force(topic)

    def _unknown(self, text: str) -> Told | None:
        """That the document is not among those at hand which ``text`` asks about as a whole."""
        unknown = unknown_mention(text, self._library)
        if unknown is None or not asks_of_whole(text, [unknown[1]]) or self._may_be(text):
            return None
        said = Statement(say("unknown_document", said=unknown[0]), Role.MISSING)
        return Told(Refusal(AnswerStatus.NO_EVIDENCE, (said,)))

    def named(self, conversation: Conversation) -> Document | None:
        """The one document that the message itself names."""
        named = read_scope(conversation.kept, self._library.documents).named
        return self._library.document(named[0]) if len(named) == 1 else None

    def _named_of_talk(self, conversation: Conversation, state: State) -> Document | None:
        """Of several documents that the words of the message fit, the one that is talked about."""
        named = read_scope(conversation.kept, self._library.documents).named
        known = [*(d.id for d in self.shown(state)), *state.focus]
        talked = [name for name in named if name in known]
        return self._library.document(talked[0]) if len(talked) == 1 else None

    def is_elsewhere(self, text: str, state: State) -> bool:
        """Whether ``text`` names a document, or a place with documents, that none of the last
        answer's is or is of."""
        shown = self.shown(state)
        if not shown:
            return False
        scope = read_scope(text, self._library.documents)
        bodies = _bodies(text)
        issued = [d for d in self._library if bodies & _bodies(d.metadata.issuer or "")]
        if issued and not any(d in shown for d in issued):
            return True
        others = [d for d in map(self._library.document, scope.named) if d and d not in shown]
        of_places = [d for d in self._library if d.metadata.province in scope.provinces]
        return bool(others) or (bool(of_places) and not any(d in shown for d in of_places))

    def shown(self, state: State) -> list[Document]:
        """The documents of the last answer, in its order."""
        shown = [citation.document for citation in state.citations(self._library)]
        return list({d.id: d for d in shown}.values())


def verified(draft: Draft) -> Draft:
    """The draft without statements that its clauses do not bear out; what we say of ourselves and
    of the message is not for the clauses to bear out."""
    theirs = tuple(one for one in draft.statements if one.role not in _OURS)
    checked, _ = verify(replace(draft, statements=theirs))
    if not checked.statements and theirs:
        return checked
    kept = set(map(id, checked.statements))
    said = tuple(one for one in draft.statements if one.role in _OURS or id(one) in kept)
    return replace(checked, statements=said)


@lru_cache(maxsize=4096)
def _bodies(text: str) -> frozenset[str]:
    return frozenset(match.name for match in find_organs(text))


def _pointed_at(words: str, citations: Sequence[Citation]) -> Document | None:
    """The first document shown of the kind that ``words`` name ("công văn đó"); the first of all
    for "văn bản đó"."""
    said = fold(words)
    shown = [citation.document for citation in citations]
    of_kind = [d for d in shown if said.startswith(fold(d.metadata.kind))]
    return next(iter(of_kind or (shown if said.startswith("van ban") else [])), None)
