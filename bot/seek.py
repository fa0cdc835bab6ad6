"""A message of a talk sought in the documents: read in several ways, the likeliest first, within
what was shown before anywhere else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.clock import Clock
from bot.converse.core import core
from bot.converse.follow_up import is_named, names_another, points_at_document
from bot.converse.likely.features import Led
from bot.converse.likely.model import Weighed, likely
from bot.converse.state import State
from bot.decide.choose import decide
from bot.findings import Choice, Findings, Found
from bot.generate.understanding import Reading
from bot.parts import Parts
from bot.question import Ask, Conversation, Filters, Understood, joined
from bot.read.claim import Verdict, judge
from bot.render.names import short_reference
from bot.retrieve.parts import compares, contrasts, speaks_of_documents
from bot.talk.plan import Plan
from bot.understand.guard.guard import has_little_content
from bot.understand.intent.yes_no import read_claim
from bot.understand.scope.scope import province_book
from bot.understand.typing.vietnamese import read_vietnamese
from bot.vocabulary import folded_stopwords
from bot.vote import Votes
from corpus.document import Document
from corpus.language.normalize import fold
from corpus.language.segment import folded_syllables
from corpus.library import Library
from index.passage import clause_text

_COMPARED = 2  # documents of a talk that are compared
_MET = ("answered", "partial")
_MOST_DOCUMENTS = 3  # shown, within which a follow-up is looked for
_MOST_SHOWN = 3  # clauses shown, around which a message may look
_MOST_CLAIMED = 5  # clauses shown, that a claim is held against
_FOLLOWS = ("follow_up", "correct", "doubt", "choose", "complain", "explain_term")


@dataclass(frozen=True, slots=True)
class Said:
    """A message: as asked and as read, the acts that it does, how it is to be met, the talk before
    it, the time it has, how a language model reads it, how probable each act is, and whether it
    wants few words."""

    ask: Ask
    conversation: Conversation
    acts: tuple[str, ...]
    planned: Plan
    state: State
    clock: Clock
    reading: Reading | None = None
    chances: Mapping[str, float] = field(default_factory=dict)
    brief: bool = False

    @property
    def follows(self) -> bool:
        """Whether it may hang on what was answered before."""
        hangs = "ask" not in self.acts or bool(set(self.acts) & set(_FOLLOWS)) or self.points
        return bool(self.state.topic or self.state.shown or self.state.focus) and hangs

    @property
    def may_be_new(self) -> bool:
        """Whether it may ask of something else than the talk is about."""
        return not self.follows or ("ask" in self.acts and not self.points)

    @property
    def points(self) -> bool:
        """Whether it speaks of a document that was shown ("quyết định này")."""
        return bool(self.state.shown and points_at_document(self.conversation.kept))


@dataclass(frozen=True, slots=True)
class Tried:
    """One wording of a question with what was found for it."""

    question: Understood
    findings: Findings
    choice: Choice

    @property
    def nearness(self) -> float:
        """How near what was found comes to an answer."""
        return max((f.probability for f in self.findings.found[:1]), default=0.0)


class Seeker:
    """Seeks messages in the documents of a library."""

    def __init__(self, library: Library, parts: Parts) -> None:
        self._library = library
        self._parts = parts

    def seek(self, said: Said) -> Tried:
        """The first reading of the message that is answered; where none is, the one that comes
        nearest. Beside it that of a language model, where what it leads to is likelier."""
        tried = self._sought(said)
        other = self._as_read(said, tried)
        return other if other and self._is_likelier(other, tried, said) else tried

    def _as_read(self, said: Said, tried: Tried) -> Tried | None:
        """What a language model's reading leads to; None where there is none that differs, or what
        was found is no matter of likelihood."""
        reading = said.reading
        exact = _is_exact(tried) or _is_named(tried)
        if reading is None or not reading.standalone or (exact and tried.choice.clauses):
            return None
        known = {fold(t) for t in (said.conversation.kept, said.conversation.standalone)}
        if fold(reading.standalone) in known:
            return None
        one = self._read_anew(said, reading.standalone)
        if not one.asks:
            one = replace(one, asks=reading.asks)
        documents = () if one.named or one.provinces or said.may_be_new else self._shown(said)
        return self._try(replace(one, named=one.named or documents), said, documents)

    def _is_likelier(self, other: Tried, tried: Tried, said: Said) -> bool:
        """Whether ``other`` is answered, and more surely than what was ``tried`` before."""
        if not other.choice.clauses or self._of_another(other, said):
            return False
        return not tried.choice.clauses or other.nearness > tried.nearness

    def after_vote(self, tried: Tried, votes: Votes, said: Said) -> Tried:
        """What comes of a vote on what was found."""
        found = tuple(self._parts.reader.after_vote(tried.findings.found, votes))
        findings = replace(tried.findings, found=found)
        question = tried.question
        choice = said.clock.run("answer", decide, question, findings, self._parts.around)
        return replace(tried, findings=findings, choice=choice)

    def _sought(self, said: Said) -> Tried:
        tried = self._briefly(said) or self._beside(said) or self._claimed(said)
        tried = tried or self._of_all(said) or self._set_beside(said) or self._both(said)
        if tried:
            return tried
        best: Tried | None = None
        for question, within in self._readings(said):
            tried = self._try(question, said, within)
            if tried.choice.clauses and self._of_another(tried, said):
                tried = replace(tried, choice=Choice())
            if tried.choice.clauses:
                return tried
            if best is None or tried.nearness > best.nearness:
                best = tried
        assert best is not None
        return best

    def _of_another(self, tried: Tried, said: Said) -> bool:
        """Whether a follow-up names a body, and what was found is about none of those."""
        if not said.follows or tried.findings.listed or tried.findings.compared:
            return False
        return _of_another(self._read(said, said.conversation.kept), tried.choice.clauses[0])

    def weigh(self, led: Led) -> Weighed:
        """What the message is after, of what it led to."""
        return likely().weigh(led)

    def _readings(self, said: Said) -> Iterator[tuple[Understood, tuple[str, ...]]]:
        """The message read in several ways, with the documents that each is sought in (none: all
        of them)."""
        kept, standalone = said.conversation.kept, said.conversation.standalone
        documents = self._shown(said)
        asked = core(standalone)
        within = []
        if said.follows:
            texts = [standalone, asked, kept]
        else:
            texts = [kept, standalone, asked]
            within = [kept] if documents else []
        for text in within:
            yield replace(self._read(said, text), named=documents), documents
        for place, text in enumerate(dict.fromkeys(texts)):
            one = self._read(said, text)
            if documents and not said.may_be_new and not (one.named or one.provinces):
                yield replace(one, named=documents), documents
            elif place == 0 or said.may_be_new or not documents:
                yield one, ()

    def _of_all(self, said: Said) -> Tried | None:
        """What each of the documents of the talk says, where the message compares them."""
        documents = self._compared(said)
        if not documents:
            return None
        told = said.conversation
        text = told.standalone if has_little_content(told.kept) else told.kept
        question = replace(self._read(said, text), named=documents, provinces=())
        tried = self._try(question, said, documents)
        return tried if tried.choice.clauses else None

    def _set_beside(self, said: Said) -> Tried | None:
        """What was asked of the document shown and of the place or document that the message sets
        beside it ("so với bên ấy thì nơi nào cao hơn"); None where it sets none beside it."""
        kept = said.conversation.kept
        shown = self._shown_documents(said)
        if not (compares(kept) and shown and said.state.topic):
            return None
        alone = self._read(said, kept)
        others = [d for d in self._library if self._is_meant(d, alone)]
        places = {d.metadata.province for d in others}
        if not others or shown[0] in others or len(places) > 1 or len(alone.named) > 1:
            return None
        one, other = shown[0], others[0]
        apart = one.metadata.province != other.metadata.province
        names = [d.metadata.province if apart and d.metadata.province else short_reference(d)
                 for d in (one, other)]  # fmt: skip
        own = has_little_content(_bare(kept, names))
        asked = said.state.topic.rstrip("?. ") if own else kept.rstrip("?. ")
        left = [name for name in names if fold(name) not in fold(asked)]
        question = self._read(said, joined((asked, f"so với {' và '.join(left)}" if left else "")))
        tried = self._try(question, said)
        return tried if tried.findings.compared and tried.choice.clauses else None

    def _shown_documents(self, said: Said) -> list[Document]:
        """The documents of the last answer, in its order."""
        cited = [c.document for c in said.state.citations(self._library)]
        return list({d.id: d for d in cited}.values())

    @staticmethod
    def _is_meant(document: Document, question: Understood) -> bool:
        """Whether the question names the document, or else its province."""
        if question.named:
            return document.id in question.named
        return document.metadata.province in question.provinces

    def _compared(self, said: Said) -> tuple[str, ...]:
        """The documents of the talk, where the message compares them without naming any ("trong
        hai văn bản có khác nhau không")."""
        focus = tuple(d for d in said.state.focus if self._library.document(d))[:_COMPARED]
        if len(focus) < _COMPARED or not speaks_of_documents(said.conversation.kept):
            return ()
        alone = self._read(said, said.conversation.kept)
        return () if alone.named or alone.provinces else focus

    def _shown(self, said: Said) -> tuple[str, ...]:
        """The documents that were shown or named last, where the message names no other and no
        place that has documents of its own."""
        state = said.state
        cited = [c.document.id for c in state.citations(self._library)]
        if state.outcome not in _MET and state.focus:  # what was named since comes first
            cited = [state.focus[0], *cited]
        talked = [d for d in dict.fromkeys(cited or state.focus[:1]) if self._library.document(d)]
        if not talked:
            return ()
        alone = self._read(said, said.conversation.kept)
        if alone.named or self._has_own(alone):
            return ()
        if alone.preferred:  # "chỉ thị có nêu mức phạt không", after one of that kind
            talked = [d for d in talked if d in alone.preferred]
        return tuple(talked)[:_MOST_DOCUMENTS]

    def _has_own(self, question: Understood) -> bool:
        """Whether a place that the message names has documents of its own."""
        places = set(question.provinces)
        return any(d.metadata.province in places for d in self._library)

    def _try(self, question: Understood, said: Said, within: tuple[str, ...] = ()) -> Tried:
        """What is found; ``within`` documents that the caller's limits leave, where any are."""
        filters = said.ask.filters
        if within and not filters.documents:
            filters = replace(filters, documents=within)
        tried = self._found(question, said, filters)
        several = len(question.named) > 1 or len(question.provinces) > 1
        if tried.findings.compared and not tried.choice.clauses and not several:
            whole = self._found(question, said, filters, compares=False)
            return whole if whole.choice.clauses else tried
        return tried

    def _found(
        self, question: Understood, said: Said, filters: Filters, *, compares: bool = True
    ) -> Tried:
        run, find = said.clock.run, self._parts.finder.find
        findings = run("retrieve", find, question, filters, compares=compares)
        findings = self._without_rejected(findings, said)
        choice = run("answer", decide, question, findings, self._parts.around)
        return Tried(question, findings, choice)

    def _both(self, said: Said) -> Tried | None:
        """A message within the documents shown, by its own words and by those of the talk."""
        documents = self._shown(said)
        if not documents:
            return None
        alone = self._read(said, said.conversation.kept)
        whole = self._read(said, said.conversation.standalone)
        if whole.named or whole.provinces:
            documents = whole.named or documents
        asks = alone.asks or whole.asks
        second = self._try(replace(whole, named=documents), said, documents)
        top = second.choice.clauses[:1]
        if said.follows and top and (_is_exact(second) or top[0].named):
            return second
        first = self._try(replace(alone, named=documents, asks=asks), said, documents)
        led = self._led(said, alone, first, second)
        weighed = self.weigh(led)
        elsewhere = next((f for f in led.elsewhere if f.answers), None)
        if elsewhere and elsewhere.document.id in documents:
            elsewhere = None
        if weighed.chance < likely().enough or _of_another(alone, weighed.found[0]):
            return None
        if elsewhere and elsewhere.probability > weighed.chance:
            return None
        likeliest = replace(weighed.found[0], answers=True)
        found = (likeliest, *(replace(f, answers=False) for f in weighed.found[1:]))
        findings = replace(second.findings, found=found, listed=0, compared=(), several=())
        question = replace(whole, asks=asks)
        choice = said.clock.run("answer", decide, question, findings, self._parts.around)
        return Tried(question, findings, choice) if choice.clauses else None

    def _led(self, said: Said, alone: Understood, first: Tried, second: Tried) -> Led:
        """What a message led to within the documents shown, around what was shown, and, where it
        may ask of something else, anywhere."""
        state = said.state
        shown = state.citations(self._library)
        around = [
            found
            for citation in shown[:_MOST_SHOWN]
            for found in self._parts.around.near(alone, citation.document, citation.clause)
        ]
        elsewhere: tuple[Found, ...] = ()
        if said.may_be_new:
            find = self._parts.finder.find
            found_there = said.clock.run("retrieve", find, alone, said.ask.filters, compares=False)
            elsewhere = found_there.found[:1]
        return Led(
            alone,
            first.findings.found,
            second.findings.found,
            around,
            elsewhere,
            shown,
            said.chances,
            state.outcome,
            state.listed,
        )

    def _claimed(self, said: Said) -> Tried | None:
        """A claim put after an answer, where a clause that was shown bears it out or denies it."""
        if not said.state.shown:
            return None
        question = self._read(said, said.conversation.kept)
        claim = read_claim(question)
        if claim is None or question.named or question.provinces:
            return None
        for citation in said.state.citations(self._library)[:_MOST_CLAIMED]:
            document, clause = citation.document, citation.clause
            if judge(claim, document, clause).verdict in (Verdict.YES, Verdict.NO):
                found = self._parts.beside.findings(question, document, [clause])
                findings = Findings(tuple(found[:1]), (document.id,))
                return Tried(question, findings, Choice(tuple(found[:1])))
        return None

    def _briefly(self, said: Said) -> Tried | None:
        """The clause that was shown, where few words are wanted of what it says."""
        kept = said.conversation.kept
        citations = said.state.citations(self._library)
        if not (said.brief and citations and has_little_content(kept)) or is_named(kept):
            return None
        document, clause = citations[0].document, citations[0].clause
        question = self._read(said, said.conversation.standalone)
        found = tuple(self._parts.beside.findings(question, document, [clause])[:1])
        return Tried(question, Findings(found, (document.id,)), Choice(found))

    def _beside(self, said: Said) -> Tried | None:
        """What stands beside the clause that was shown, where the message only names another."""
        another = names_another(said.conversation.kept)
        citations = said.state.citations(self._library)
        if not another or not citations or is_named(said.conversation.kept):
            return None
        shown = citations[0]
        question = self._read(said, said.conversation.standalone)
        found = said.clock.run(
            "retrieve", self._parts.beside.find, question, another, shown.document, shown.clause
        )
        if not found:
            return None
        findings = Findings(tuple(found), (shown.document.id,))
        choice = said.clock.run("answer", decide, question, findings, self._parts.around)
        return Tried(question, findings, choice) if choice.clauses else None

    def _without_rejected(self, findings: Findings, said: Said) -> Findings:
        """The findings without the clauses that a correction rejects: what was shown, where it does
        not say all that the correction says."""
        if "correct" not in said.acts or findings.listed or findings.compared:
            return findings
        words = set(folded_syllables(said.conversation.kept)) - folded_stopwords()
        rejected = {
            c.clause.id
            for c in said.state.citations(self._library)
            if not words <= set(folded_syllables(clause_text(c.document, c.clause)))
        }
        kept = tuple(f for f in findings.found if f.clause.id not in rejected)
        return replace(findings, found=kept) if kept else findings

    def _read_anew(self, said: Said, text: str) -> Understood:
        """``text``, as somebody else words the message, understood as if it had been typed."""
        told, parts = said.conversation, self._parts
        kept, _ = read_vietnamese(text, parts.restorer, parts.names, told.english)
        anew = replace(told, original=text) if told.english else told
        return self._read(replace(said, conversation=anew), kept)

    def _read(self, said: Said, standalone: str) -> Understood:
        one = replace(said.conversation, standalone=standalone)
        return said.clock.run("understand", self._parts.understand, one, self._library.documents)


def is_voted_upon(tried: Tried) -> bool:
    """Whether what was found is a matter of likelihood, and not named, listed or compared."""
    findings = tried.findings
    exact = findings.listed or findings.compared or findings.absent or _is_named(tried)
    return bool(findings.found) and not exact


def _is_exact(tried: Tried) -> bool:
    """Whether a list or a comparison was found."""
    return bool(tried.findings.listed or tried.findings.compared)


def _is_named(tried: Tried) -> bool:
    return any(f.named for f in tried.findings.found[:1])


def _bare(text: str, names: Sequence[str]) -> str:
    """``text`` without what only compares, and without the names."""
    spans = [*contrasts(text), *((m.start, m.end) for m in province_book().find(text))]
    spans += [(text.index(name), text.index(name) + len(name)) for name in names if name in text]
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def _of_another(question: Understood, found: Found) -> bool:
    """Whether the message names a body, and the clause is about none of those that it names."""
    missing = set(found.evidence.missing_organs)
    return bool(question.organs) and set(question.organs) <= missing
