"""A language model that helps to understand, to read and to word, and is trusted in none of it.

Each role has a time limit, a breaker and a local part that stands where the model is off, busy,
slow, dead or says nothing that can be used. What it understands is held against what was said and
what the data knows; its vote is one signal of the reader's; a sentence is passed on only with the
verifier's consent, one by one while it is still being written.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel

from bot.answer import Citation, Verdict
from bot.deadline import has_left
from bot.draft import Draft
from bot.findings import Found
from bot.generate import reading, understanding
from bot.generate.counts import Counts
from bot.generate.failures import Breaker, NoReply
from bot.generate.llm import Llm
from bot.generate.prompt import (
    Numbered,
    Prompt,
    clause_blocks,
    make_prompt,
    numbered,
    turn_blocks,
)
from bot.generate.reply import Door, Reply, Want
from bot.generate.sentences import MARKER, after_gap, split_sentences, without_thoughts
from bot.generate.understanding import Reading
from bot.generate.written import Stream, read_object
from bot.verify import Verifier
from bot.vote import Votes
from corpus.privacy import Masked

_LOG = logging.getLogger(__name__)
UNDERSTAND, READ, WRITE = "understand", "read", "write"
_MOST_CLAUSES, _MOST_READ = 5, 12  # given to the model to word, to read
_MOST_SENTENCES, _MOST_TEXT = 5, 4000  # taken from it; characters
_UNREADABLE = 3  # such replies in a row before a role is left alone
_NOWHERE = 9999  # a marker that stands for none
Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """The roles that are on, and the seconds that each may take."""

    roles: frozenset[str] = frozenset((WRITE,))
    understand: float = 6.0
    read: float = 10.0
    write: float = 20.0


@dataclass
class Writing:
    """Sentences that are still to come from a call that read ``clauses``; ``close`` gives it up."""

    reply: Reply
    sentences: Iterator[str]
    clauses: tuple[Numbered, ...]
    masked: Masked

    def close(self) -> None:
        """End the call."""
        self.reply.close()


@dataclass
class Said:
    """What was told of one answer: how many ``sentences`` came, how many of them were ``shown``."""

    sentences: int = 0
    shown: int = 0
    seen: set[str] = field(default_factory=set)


class Generator:
    """The roles of one model; those that share a ``door`` share its queue."""

    def __init__(
        self,
        llm: Llm,
        limits: Limits | None = None,
        door: Door | None = None,
        verifier: Verifier | None = None,
    ) -> None:
        self.name = llm.name
        self._verifier = verifier or Verifier()
        self.limits = limits or Limits()
        self.door = door or Door(llm)
        self._breakers = {role: Breaker() for role in (UNDERSTAND, READ, WRITE)}
        self._unreadable = {role: Breaker(_UNREADABLE) for role in (UNDERSTAND, READ)}
        self.counts = Counts()

    @classmethod
    def of(cls, model: BaseChatModel, name: str, timeout: float) -> "Generator":
        """One that only words answers, with a model of LangChain's."""
        return cls(Llm(model, name), Limits(write=timeout))

    def does(self, role: str) -> bool:
        """Whether the role is on."""
        return role in self.limits.roles

    def left_alone(self, role: str) -> bool:
        """Whether the role is not called for a while because of failures."""
        both = (self._breakers[role], self._unreadable.get(role))
        return any(one.is_open for one in both if one)

    def understand(
        self,
        message: str,
        turns: Sequence[tuple[str, str]],
        bodies: Collection[str],
        tell: Tell,
    ) -> Reading | None:
        """The message after the ``turns`` (message, answer), as far as it can be believed; None
        where the local reading stands alone."""
        prompt = make_prompt(UNDERSTAND, turn_blocks(turns), message, masks=self.door.llm.masks)
        found = self._object(UNDERSTAND, prompt, tell)
        if found is None:
            return None
        fields = _restored(found, prompt.masked)
        before = [text for turn in turns for text in turn]
        return understanding.checked(fields, message, before, bodies)

    def read(
        self, question: str, found: Sequence[Found], tell: Tell, *, english: bool = False
    ) -> tuple[Votes | None, Writing | None]:
        """The vote on the best of ``found``, and the sentences of the same call that are still to
        come where the model words answers too."""
        clauses = tuple(
            Numbered(n, f.document, f.clause) for n, f in enumerate(found[:_MOST_READ], start=1)
        )
        both = self.does(WRITE)
        role, form = ("read_write" if both else READ), ("english" if english else "plain")
        blocks = clause_blocks(clauses)
        prompt = make_prompt(role, blocks, question, form, masks=self.door.llm.masks)
        until = time.monotonic() + (self.limits.write if both else self.limits.read)
        reply = self._call(READ, prompt, reading.schema(with_sentences=both), until)
        if reply is None:
            return None, None
        votes, stream = self._vote(reply, prompt, clauses, tell)
        if votes is None or not both or votes.none:
            reply.close()
            return votes, None
        sentences = _cut(stream, prompt.masked)
        return votes, Writing(reply, sentences, clauses, prompt.masked)

    def _vote(
        self, reply: Reply, prompt: Prompt, clauses: tuple[Numbered, ...], tell: Tell
    ) -> tuple[Votes | None, Stream]:
        """The vote that heads a reply."""
        until = reply.until
        reply.until = min(until, time.monotonic() + self.limits.read)
        stream = Stream(without_thoughts(_bounded(reply)), "answers", "sentences")
        votes = None
        try:
            answers = stream.head()
            if answers is not None:
                votes = reading.votes_of(answers, clauses, prompt.masked)
            self._came(READ)
            self._judged(READ, readable=votes is not None)
        except NoReply as error:
            self._failed(READ, error)
        reply.until = until
        self._tell(READ, reply, tell)
        return votes, stream

    def sentences(
        self, question: str, draft: Draft, form: str = "plain", tell: Tell | None = None
    ) -> Iterator[Verdict]:
        """The verdict on each sentence, as it comes; those that passed may be shown."""
        citations = draft.citations[:_MOST_CLAUSES]
        if not citations:
            return
        blocks = clause_blocks(numbered(citations))
        prompt = make_prompt(WRITE, blocks, question, form, masks=self.door.llm.masks)
        reply = self._call(WRITE, prompt, None, time.monotonic() + self.limits.write)
        if reply is None:
            return
        raw = (prompt.masked.restore(s) for s in split_sentences(_bounded(reply)))
        yield from self._checked(reply, raw, citations, tell or _nothing)

    def continued(self, writing: Writing, draft: Draft, tell: Tell) -> Iterator[Verdict]:
        """The same for what a call that read goes on to write, its numbers made the draft's."""
        markers = {c.clause.id: c.marker for c in draft.citations}
        numbers = {one.number: markers.get(one.clause.id, _NOWHERE) for one in writing.clauses}
        raw = (
            MARKER.sub(lambda m: f"[{numbers.get(int(m[1]), _NOWHERE)}]", sentence)
            for sentence in writing.sentences
        )
        yield from self._checked(writing.reply, raw, draft.citations, tell)

    def _checked(
        self, reply: Reply, raw: Iterator[str], citations: Sequence[Citation], tell: Tell
    ) -> Iterator[Verdict]:
        said = Said()
        with closing(reply):
            try:
                for verdict in verdicts(raw, citations, said, self._verifier):
                    yield verdict
                    if said.shown == _MOST_SENTENCES:
                        break
                self._came(WRITE)
            except NoReply as error:
                self._failed(WRITE, error)
            finally:
                self._tell(WRITE, reply, tell)
                tell("sentences", said.sentences)
                tell("shown", said.shown)

    def _object(self, role: str, prompt: Prompt, tell: Tell) -> Mapping[str, object] | None:
        """The JSON object that the model replies with; None where there is none."""
        until = time.monotonic() + self.limits.understand
        reply = self._call(role, prompt, understanding.schema(), until)
        if reply is None:
            return None
        with closing(reply):
            try:
                text = "".join(without_thoughts(_bounded(reply)))
                self._came(role)
            except NoReply as error:
                self._failed(role, error)
                return None
            finally:
                self._tell(role, reply, tell)
        try:
            found = read_object(text)
        except ValueError:
            found = {}
        whole = understanding.is_whole(found)
        self._judged(role, readable=whole)
        return found if whole else None

    def _call(
        self, role: str, prompt: Prompt, schema: Mapping[str, object] | None, until: float
    ) -> Reply | None:
        """The reply to a prompt; None where the role is left alone or the queue is full."""
        breakers = [self._breakers[role], self._unreadable.get(role)]
        if not all(one.lets_through() for one in breakers if one):
            self.counts.add(role, "left_alone")
            return None
        try:
            return self.door.ask(prompt.messages, Want(prompt.tokens, schema), until)
        except NoReply as error:  # busy is not broken
            self.counts.add(role, "busy")
            _LOG.info("Mô hình %s (%s): %s.", self.name, role, error)
            return None

    def _came(self, role: str) -> None:
        self._breakers[role].succeeded()
        self.counts.add(role, "answered")

    def _failed(self, role: str, error: NoReply) -> None:
        if has_left():
            self.counts.add(role, "given_up")
            return
        self._breakers[role].failed()
        self.counts.add(role, "failed")
        _LOG.warning("Mô hình %s (%s) không trả lời: %s.", self.name, role, error)

    def _judged(self, role: str, *, readable: bool) -> None:
        if readable:
            self._unreadable[role].succeeded()
        else:
            self._unreadable[role].failed()
            self.counts.add(role, "unreadable")
            _LOG.warning("Mô hình %s (%s) trả lời không đúng mẫu.", self.name, role)

    def _tell(self, role: str, reply: Reply, tell: Tell) -> None:
        took, sent, got = reply.since()
        tell(f"llm_{role}", took)
        tell("llm_tokens_in", sent)
        tell("llm_tokens_out", got)
        _LOG.info(
            "Mô hình %s (%s): %.0f ms, chữ đầu sau %.0f ms, %d token vào, %d ra.",
            self.name, role, reply.took, reply.first, reply.tokens_in, reply.tokens_out,
        )  # fmt: skip


def verdicts(
    raw: Iterator[str], citations: Sequence[Citation], said: Said, verifier: Verifier
) -> Iterator[Verdict]:
    """The verdicts on sentences, each once; one whose predecessor is not shown is judged as it
    reads without it."""
    gap = True
    for sentence in raw:
        if sentence in said.seen:
            continue
        said.seen.add(sentence)
        if not MARKER.search(sentence) and sentence.endswith(":"):
            continue  # heads what follows, says nothing
        said.sentences += 1
        told = after_gap(sentence) if gap else sentence
        if not told:
            yield Verdict(sentence, (), ("nói tiếp một câu không được hiện",))
            continue
        verdict = _judge(told, citations, verifier)
        gap = not verdict.passed
        said.shown += verdict.passed
        yield verdict


def _judge(sentence: str, citations: Sequence[Citation], verifier: Verifier) -> Verdict:
    """The verdict on a sentence; without a marker it gets the clause that bears it out, if only one
    does."""
    if MARKER.search(sentence):
        return verifier.check(sentence, citations)
    tried = [verifier.check(f"{sentence} [{c.marker}]", citations) for c in citations]
    passed = [one for one in tried if one.passed]
    if len(passed) == 1:
        return passed[0]
    return tried[0] if len(tried) == 1 else verifier.check(sentence, citations)


def _cut(stream: Stream, masked: Masked) -> Iterator[str]:
    """The sentences of a reply of two lists; of each string one or more."""
    for text in stream.rest():
        whole = text if text.rstrip().endswith((".", "]", "!", "?", "…")) else f"{text}."
        yield from (masked.restore(one) for one in split_sentences([whole]))


def _bounded(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, so many characters of them."""
    length = 0
    for piece in pieces:
        yield piece
        length += len(piece)
        if length >= _MOST_TEXT:
            return


def _restored(found: Mapping[str, object], masked: Masked) -> dict[str, object]:
    """The object with personal data put back into its strings."""
    return {
        name: masked.restore(value)
        if isinstance(value, str)
        else [masked.restore(v) for v in value if isinstance(v, str)]
        if isinstance(value, list)
        else value
        for name, value in found.items()
    }


def _nothing(_name: str, _amount: float) -> None:
    pass
