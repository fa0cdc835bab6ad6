"""One turn of a talk: what a message does, and what it is met with.

An answer from the documents: converse, understand, retrieve, decide, read the answering words,
compose, verify, remark. The last answer in another form, the clause beside it, a document's
summary, a term explained, a few words, or a question back.
"""

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace

from bot.answer import AnswerStatus, Role, Statement
from bot.clock import Clock
from bot.compose.english import with_english
from bot.compose.higher import with_higher
from bot.compose.remarks import unanswered, with_missing, with_remarks
from bot.compose.sides import with_sides
from bot.converse import one_line
from bot.converse.follow_up import (
    is_incomplete,
    names_another,
    next_topic,
)
from bot.converse.last_asked import last_asked
from bot.converse.state import NEW, State
from bot.converse.taken_back import without_denied
from bot.deadline import OutOfTime
from bot.decide.choose import decide
from bot.decide.told import with_words
from bot.draft import Draft
from bot.findings import Choice, Findings
from bot.generate.generate import READ, UNDERSTAND, Writing
from bot.generate.understanding import Reading
from bot.of_documents import OfDocuments, Told, verified
from bot.of_tasks import OfTasks
from bot.parts import Parts
from bot.question import Ask, Conversation, Understood
from bot.read.spans.grammar import kinds_of
from bot.refuse.refuse import Refusal, refuse_guard, refuse_unverified
from bot.render.names import short_reference
from bot.retrieve.parts import compares
from bot.said import Said, Tried
from bot.seek import Seeker, is_voted_upon
from bot.speak.own import saying
from bot.speak.source import known_provinces
from bot.talk.anew import anew, checked_again, item, item_wanted
from bot.talk.clarify import ask_back, chosen, divided
from bot.talk.grievance import grieved, is_grievance
from bot.talk.hear import hear
from bot.talk.heeded import IDLE, heeded
from bot.talk.in_force import (
    asks_of_holding,
    asks_whether_in_force,
    with_in_force,
)
from bot.talk.opening import opened
from bot.talk.part import with_count
from bot.talk.placed import clause_wanted
from bot.talk.plan import Message, Plan, Way, plan
from bot.talk.referral import refer
from bot.talk.rest import rest_of
from bot.talk.shown import shown_again
from bot.talk.social import nothing_before, social, talk_so_far
from bot.talk.summary import points_wanted, summarise_document
from bot.talk.terms import explain_term, term_of
from bot.talk.walk import walk
from bot.talk.words import say
from bot.understand.guard.guard import asks, has_little_content
from bot.understand.intent.brief import asked_beside, wants_brevity
from bot.understand.intent.words import read_asks, read_form
from bot.understand.intent.yes_no import wants_yes_or_no
from bot.understand.scope.clause_reference import read_clause_reference
from bot.understand.scope.mention import read_mentions, without_mentions
from bot.understand.scope.scope import province_book
from bot.understand.typing.bare import asked_by_name
from bot.unfound import Unfound
from bot.verify import verify
from bot.vocabulary.types import types_with
from bot.vote import Votes
from corpus.language.normalize import fold
from corpus.library import Library
from corpus.organs import find_organs

_CUT = "Câu trả lời chưa đầy đủ vì đã hết thời gian xử lý; anh/chị có thể hỏi ngắn gọn hơn."
_TURNS = 3  # earlier messages that a language model is shown
_GUARDED = {"greetings": "greet", "thanks": "thank", "abilities": "about_assistant",
            "insults": "insult"}  # fmt: skip
_PICKING = frozenset(("choose", "show", "follow_up", "ask"))
# "ngân sách nào"; "xem nào" and "năm nào cũng" ask nothing
_WHICH = re.compile(r"\b(?!xem\b|coi\b|doc\b|noi\b|the\b|nhu\b)\w+ nao\b(?! cung\b)")
_LABELS = frozenset(("document",))  # values that only say where something stands
# acts of what asks for something in the documents; of what hardly does
_CONTENT = ("ask", "follow_up", "how_to", "contact", "correct", "choose", "show", "explain_term",
            "summarise", "attack")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Met:
    """A message with what was found for it and what became of it.

    ``topic``: what the talk is about afterwards ("" where that does not change); ``pending``: the
    question that is asked back about, between ``choices``; ``spoken``: what a caller hears, where
    that is not made from the result, and how many utterances of the answer are ``heard`` then;
    ``last``: the question that was searched for; ``writing``: a language model's sentences that
    are still to come; ``tasks``: the list of tasks that is told; ``offers``: what goes on from it.
    """

    question: Understood
    findings: Findings | None
    result: Draft | Refusal
    acts: tuple[str, ...] = ()
    way: Way = Way.SEARCH
    topic: str = ""
    pending: str = ""
    choices: tuple[str, ...] = ()
    spoken: str = ""
    heard: int = 0
    last: str = ""
    writing: Writing | None = None
    tasks: str = ""
    offers: tuple[str, ...] = ()


class Meeting:
    """Meets the messages of talks over a library."""

    def __init__(
        self, library: Library, parts: Parts, province: str = "", seeker: Seeker | None = None
    ) -> None:
        self._library = library
        self._parts = parts
        self._province = province
        self._seeker = seeker or Seeker(library, parts)
        self._documents = OfDocuments(library)
        self._unfound = Unfound(library, parts, self._documents)
        self._tasks = OfTasks(library, parts, self._documents, parts.tasks)

    def with_parts(self, parts: Parts) -> "Meeting":
        """The same over other parts."""
        return Meeting(self._library, parts, self._province)

    def hangs(self, message: str, state: State = NEW) -> bool:
        """Whether a message may need what was said before it to be understood."""
        text = one_line(message)
        acts = self._parts.hear(text, state).acts
        return not set(acts) <= {"ask", "greet"} or is_incomplete(text)

    def meet(self, ask: Ask, state: State, clock: Clock) -> Met:
        """The message with a verified draft or a refusal."""
        if state.pending and (choice := chosen(ask.question, state.choices)):
            whole = replace(ask, question=f"{state.pending.rstrip('?. ')} ({choice})", history=())
            conversation = self._converse(whole, NEW, clock)
            planned = Plan(Way.SEARCH, "choose")
            return self._search(Said(whole, conversation, ("choose",), planned, NEW, clock))
        asked = asked_briefly(ask.question)
        brief = bool(asked)
        own = last_asked(ask.question) if state.shown else ask.question
        ask = replace(ask, question=asked_by_name(asked or own))
        text = one_line(ask.question)
        said = without_denied(text)
        heard = clock.run("understand", self._parts.hear, said, state)
        conversation = self._converse(ask, state, clock)
        reading = self._reading(ask, conversation, heard.acts, state, clock)
        if reading:
            heard = self._parts.hear_again(heard, reading.acts)
        acts = heeded(heard.acts, conversation, state, denied=said != text)
        if (act := _GUARDED.get(conversation.guard or "")) and act not in acts:
            acts = (*(a for a in acts if a != "attack"), act)
        if "attack" in acts and not conversation.beside:
            return self._refused(conversation, refuse_guard(_section(conversation)), acts)
        if _is_anchored(conversation.kept) and not set(acts) & set(_CONTENT):
            acts = (*(a for a in acts if a not in IDLE), "ask")
        message = Message(
            heard.chances,
            acts,
            rest=not has_little_content(conversation.kept),
            document=self._documents.named(conversation) is not None,
            clause=bool(read_clause_reference(conversation.kept)),
            worded=_is_worded(conversation.kept),
            one_thing=_asks_one_thing(conversation.kept),
            valued=bool(kinds_of(without_mentions(conversation.kept)) - _LABELS),
            another=bool(names_another(conversation.kept)),
            elsewhere=self._documents.is_elsewhere(conversation.kept, state),
            asking=asks(conversation.kept),
            compares=compares(conversation.kept),
            body=bool(find_organs(conversation.kept)),
        )
        if told := self._documents.part(conversation, state):
            return self._told(conversation, told, acts)
        if told := clock.run("answer", self._tasks.tell, conversation, state, acts, ask.filters):
            return self._told(conversation, told, acts)
        shown = [citation.clause for citation in state.citations(self._library)]
        if wanted := clause_wanted(conversation.kept, self._documents.shown(state), shown):
            named = replace(conversation, kept=wanted, standalone=wanted)
            plain = Plan(Way.SEARCH, "show")
            return self._search(Said(ask, named, acts, plain, state, clock, brief=brief))
        planned = plan(message, state)
        told = self._documents.force(conversation, state, ask.filters.as_of)
        if told := told or self._documents.whole(conversation, acts, state):
            return self._told(conversation, told, acts)
        met = self._of_the_rest(conversation, acts, state, message) or self._by_talk(
            conversation, planned, acts, state
        )
        if met:
            return met
        if conversation.guard == "errands":
            return self._refused(conversation, refuse_guard("errands"), acts)
        return self._search(
            Said(
                ask, conversation, acts, planned, state, clock, reading, heard.chances, brief=brief
            )
        )

    def _reading(
        self,
        ask: Ask,
        conversation: Conversation,
        acts: tuple[str, ...],
        state: State,
        clock: Clock,
    ) -> Reading | None:
        """How a language model reads an honest message; None where it is not asked."""
        generator = self._parts.generator_for(UNDERSTAND, ask)
        if generator is None or conversation.guard or "attack" in acts:
            return None
        turns = [(question, "") for question in ask.earlier[-_TURNS:]]
        if turns and state.said.lead:  # what we told, not what the history says that we did
            turns[-1] = (turns[-1][0], f"{state.said.lead} ({state.said.source})")
        return clock.wait(
            generator.understand,
            conversation.text,
            turns,
            self._parts.names.bodies,
            clock.add,
        )

    def _vote(self, said: Said, tried: Tried) -> tuple[Votes | None, Writing | None]:
        """A language model's vote on what was found, and the sentences of the same call that are
        still to come."""
        generator = self._parts.generator_for(READ, said.ask)
        if generator is None or not is_voted_upon(tried):
            return None, None
        question, found = tried.question, tried.findings.found
        english = question.language == "en"
        return said.clock.wait(
            generator.read, question.shown, found, said.clock.add, english=english
        )

    def _converse(self, ask: Ask, state: State, clock: Clock) -> Conversation:
        return clock.run("understand", self._parts.converse, ask, state)

    def _understood(self, conversation: Conversation) -> Understood:
        return self._parts.understand(conversation, self._library.documents)

    def _refused(
        self,
        conversation: Conversation,
        refusal: Refusal,
        acts: tuple[str, ...],
        way: Way = Way.SOCIAL,
    ) -> Met:
        return Met(self._understood(conversation), None, refusal, acts, way)

    def _told(self, conversation: Conversation, told: Told, acts: tuple[str, ...]) -> Met:
        question = self._understood(conversation)
        return Met(
            question, None, told.said, acts, told.way, told.topic,
            tasks=told.tasks, offers=told.offers,
        )  # fmt: skip

    def _by_talk(
        self, conversation: Conversation, planned: Plan, acts: tuple[str, ...], state: State
    ) -> Met | None:
        """What is not searched for; None where it is."""
        way, act = planned.way, planned.act
        if way is Way.SOCIAL and act == "person":
            return self._to_a_person(conversation, acts, state)
        if way is Way.SOCIAL:
            refusal = social(act, state, conversation.english)
            return self._refused(conversation, refusal, acts)
        if way is Way.NOTHING:
            return self._refused(conversation, nothing_before(act, state), acts)
        if conversation.aloud and (met := self._heard(conversation, planned, acts, state)):
            return met
        draft = self._drafted(conversation, planned, acts, state)
        draft = verified(draft) if draft else None
        if draft is None or not draft.statements:
            return None
        summed_up = way is Way.SUMMARY and draft.citations
        topic = short_reference(draft.citations[0].document) if summed_up else ""
        return Met(self._understood(conversation), None, draft, acts, way, topic)

    def _heard(
        self, conversation: Conversation, planned: Plan, acts: tuple[str, ...], state: State
    ) -> Met | None:
        """What a caller hears who asks for the last answer again, on, its source or its words."""
        citations = state.citations(self._library)
        question = self._understood(conversation)
        known = known_provinces(question, self._library)
        with saying(self._parts.added):
            said = hear(planned.act, conversation.kept, state, citations, known)
        if said is None:
            return None
        shown = shown_again(state, citations)
        draft, _ = verify(Draft(AnswerStatus.ANSWERED, shown, "", citations))
        return Met(question, None, draft, acts, planned.way, spoken=said.words, heard=said.heard)

    def _drafted(
        self, conversation: Conversation, planned: Plan, acts: tuple[str, ...], state: State
    ) -> Draft | None:
        """What is made from documents that are named or clauses that were shown."""
        kept, way = conversation.kept, planned.way
        citations = state.citations(self._library)
        if way is Way.SUMMARY and (document := self._documents.named(conversation)):
            return summarise_document(document, self._library)
        if way is Way.EXPLAIN and (term := term_of(kept)):
            clauses = [c.clause for c in citations]
            return explain_term(term, self._library, clauses, added=self._parts.added)
        if not citations:
            return None
        number = item_wanted(kept) if has_little_content(kept) and set(acts) & _PICKING else None
        if number and len(citations) > 1:
            return item(number, citations)
        if way is Way.ANEW:
            return anew(planned.act, state, citations, points_wanted(kept))
        if way is Way.WALK:
            return walk(planned.act, citations)
        return checked_again(state, citations, kept) if way is Way.DOUBT else None

    def _of_the_rest(
        self, conversation: Conversation, acts: tuple[str, ...], state: State, message: Message
    ) -> Met | None:
        """What else stands beside what was shown, where a message wants it."""
        if message.elsewhere or message.clause or conversation.aloud:
            return None
        if message.one_thing and message.rest:  # "ngoài phụ huynh ra còn phải hỏi ý kiến ai nữa"
            return None
        draft = rest_of(conversation.kept, state.citations(self._library))
        draft = verified(draft) if draft else None
        if draft is None or not draft.statements:
            return None
        return Met(self._understood(conversation), None, draft, acts, Way.ANEW)

    def _to_a_person(self, conversation: Conversation, acts: tuple[str, ...], state: State) -> Met:
        question = self._understood(conversation)
        nothing = Findings((), ())
        told = refer(question, nothing, self._library, self._parts.contacts, "person")
        said = (*told.statements, *talk_so_far(state))
        refusal = Refusal(AnswerStatus.OUT_OF_SCOPE, said, told.citations, told.contacts)
        return Met(question, None, refusal, acts, Way.REFER)

    def _search(self, said: Said) -> Met:
        """The answer of the documents."""
        met = self._searched(said)
        return replace(met, acts=said.acts, last=said.conversation.standalone)

    def _searched(self, said: Said) -> Met:
        tried = self._seeker.seek(said)
        votes, writing = self._vote(said, tried)
        with ExitStack() as given_up:
            if writing:
                given_up.callback(writing.close)
            if votes:
                tried = self._seeker.after_vote(tried, votes, said)
            met = self._decided(said, tried)
            if isinstance(met.result, Draft):
                given_up.pop_all()  # whoever shows the answer ends it
                return replace(met, writing=writing)
        return met

    def _decided(self, said: Said, tried: Tried) -> Met:
        question, findings, choice = tried.question, tried.findings, tried.choice
        conversation, state = said.conversation, said.state
        if "complain" in said.acts and is_grievance(conversation.text):
            near = next((f for f in findings.found[:1] if choice.clauses and f.near), None)
            return Met(question, findings, grieved(near), way=Way.REFER)
        missing = self._unfound.unstated(said, question, tried)
        if missing and (missing.whole or not choice.clauses):
            refusal = self._unfound.not_stated(missing, question)
            return Met(question, findings, refusal, way=Way.REFER)
        if not choice.clauses:
            refusal, way = self._unfound.told(said, tried)
            return Met(question, findings, refusal, way=way)
        split = divided(question, findings, choice, state)
        if split and self._province in split.names:
            question = replace(question, provinces=(self._province,))
            find, filters = self._parts.finder.find, said.ask.filters
            findings = said.clock.run("retrieve", find, question, filters)
            choice = said.clock.run("answer", decide, question, findings, self._parts.around)
        elif split:
            back, pending = ask_back(split), question.standalone
            return Met(question, findings, back, pending=pending, choices=split.names)
        met = self._answered(said, question, findings, choice)
        if isinstance(met.result, Refusal):
            return met
        plain = said.planned.act == "opinion" and (
            bool({"ask", "follow_up"} & set(said.acts)) or bool(findings.compared)
        )
        draft = met.result
        if not plain:
            draft = opened(draft, said.planned.act, said.acts, state, conversation.text)
        if split:
            others = [name for name in split.names if name != self._province]
            text = say("default_province", province=self._province, others=", ".join(others))
            draft = replace(draft, statements=(*draft.statements, Statement(text, Role.REMARK)))
        if missing:
            draft = replace(draft, statements=(*draft.statements, missing.statement))
        kept = conversation.kept
        draft = with_higher(with_count(draft, kept), kept, _called(findings))
        draft = with_sides(draft, findings.compared, kept)
        if question.language == "en":
            draft = with_english(draft, unanswered(findings))
        if asks_whether_in_force(kept) and asks_of_holding(kept) and draft.citations:
            told = draft.citations[0].document
            draft = with_in_force(draft, told, self._library, said.ask.filters.as_of)
        topic = next_topic(conversation.kept, conversation.standalone, state.topic)
        return replace(met, result=draft, topic=topic)

    def _answered(
        self, said: Said, question: Understood, findings: Findings, choice: Choice
    ) -> Met:
        """The choice composed, verified and with its remarks."""
        ask, clock, reader = said.ask, said.clock, self._parts.reader
        choice = clock.run("answer", with_words, reader, question, findings, choice, said.brief)
        draft = clock.run("answer", self._parts.compose, question, findings, choice)
        draft, failed = clock.run("verify", verify, draft)
        if failed and not draft.statements:
            return Met(question, findings, refuse_unverified())
        if refused := self._unfound.again(said, question, findings, draft):
            return Met(question, findings, refused, way=Way.REFER)
        day = ask.filters.as_of
        draft = with_missing(draft, choice)
        try:
            draft = clock.run("answer", with_remarks, question, findings, draft, self._library, day)
        except OutOfTime:
            cut = Statement(_CUT, Role.REMARK)
            statements = (*draft.statements, cut)
            draft = replace(draft, status=AnswerStatus.PARTIAL, statements=statements)
        return Met(question, findings, draft)


def _is_worded(text: str) -> bool:
    """Whether ``text`` has words that ask for something."""
    return bool(read_asks(text) or wants_yes_or_no(text) or _WHICH.search(fold(text)))


def asked_briefly(message: str) -> str:
    """What a message asks to be answered in few words; "" where it does not, or only wants fewer
    words of what was said."""
    text = one_line(message)
    asked = asked_beside(text) if wants_brevity(text) else ""
    return asked if asks(asked) or read_asks(asked) or wants_yes_or_no(asked) else ""


def _asks_one_thing(text: str) -> bool:
    """Whether ``text`` asks for somebody, a day, a figure, or a part of a document's form."""
    one = set(types_with("one_thing")) - {"yes_no"}
    return bool(set(read_asks(text)) & one or read_form(text))


def _is_anchored(text: str) -> bool:
    """Whether ``text`` asks for something of a document, body or place that it names."""
    if not (read_asks(text) or read_form(text)):
        return False
    places = province_book().find(text)
    return bool(places or find_organs(text) or read_mentions(text, places) or read_form(text))


def _called(findings: Findings) -> dict[str, str]:
    """What the question calls each of two things of one document, by the clause of it."""
    things = [part for part in findings.compared if part.thing and part.found]
    return {part.found[0].clause.id: part.name for part in things}


def _section(conversation: Conversation) -> str:
    """What a blocked message is refused for, as ``guards.toml`` has it."""
    return "commitments" if conversation.guard == "commitments" else "commands"
