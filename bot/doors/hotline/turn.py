"""What is said in a turn of a call: answers come from the pipeline, the rest is of the hotline."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.answer import Answer, AnswerStatus
from bot.doors.hotline.acts import (
    CONTINUE,
    END,
    KEYS,
    OFFERED_MOST,
    PERSON,
    QUESTIONS,
    REPEAT,
    SOURCE,
    VERBATIM,
    Act,
    act_of_key,
    act_of_words,
    key_of_words,
    keys_told,
    number_of_words,
    say,
    spoken_number,
)
from bot.doors.hotline.call import (
    Action,
    Asked,
    Call,
    Heard,
    Kind,
    Option,
    Part,
    Said,
    Transfer,
)
from bot.doors.hotline.summary import summary
from bot.question import Ask, Turn
from bot.speak.aloud import read_aloud
from bot.speak.pieces import LONGEST, length, offer
from bot.speak.refused import refuses
from bot.speak.source import shortened
from bot.speak.spoken import spoken_source, spoken_verbatim, utterances

Asker = Callable[[Ask], Awaitable[Answer]]
First = Callable[[], Awaitable[Sequence[str]]]
_LEAVING = {"leave", "thank", "greet"}
_PATIENT = 2  # silences that are met before the call ends


class Desk:
    """Meets the turns of calls; ``ask`` is the one pipeline, ``first`` gives the questions to begin
    with, ``number`` is where a caller goes who wants a person ("" for nowhere)."""

    def __init__(self, ask: Asker, first: First, number: str = "") -> None:
        self._ask, self._first, self._number = ask, first, number

    async def meet(self, call: Call, heard: Heard) -> Said:
        """What is said to the caller's turn, after which ``call`` stands."""
        said = await self._met(call, heard)
        call.turns += 1
        call.last = said
        call.transfer = said.transfer or call.transfer
        return said

    def greet(self, call: Call) -> Part:
        """That a machine answers and what can be said (Luật 134/2025/QH15, Điều 11 khoản 1)."""
        return Part(Kind.NOTICE, say("greeting_keys" if call.by_keys else "greeting"))

    def noticed(self, said: Said) -> Said:
        """What is said to a question that came at once, after the notice."""
        return replace(said, parts=(Part(Kind.NOTICE, say("notice")), *said.parts))

    async def _met(self, call: Call, heard: Heard) -> Said:
        if not heard.text and not heard.keys:
            return self._silent(call, heard.unclear)
        call.silences = 0
        options = call.last.options if call.last else ()
        if options and (number := _number(heard)) is not None:
            if 0 < number <= len(options):
                return await self._answered(call, options[number - 1].asks)
            return _again(call, say("no_choice"), Kind.CHOICES)
        key = heard.keys[-1:] or key_of_words(heard.text)
        act = act_of_key(key) if key else act_of_words(heard.text)
        if act is not None:
            return await self._acted(call, act, options)
        if key:
            return Said((Part(Kind.KEYS, say("unknown_key")),), options=options)
        return await self._answered(call, heard.text)

    async def _acted(self, call: Call, act: Act, options: tuple[Option, ...]) -> Said:
        if act.name == KEYS:
            return Said((Part(Kind.KEYS, keys_told()),), options=options)
        if act.name == REPEAT:
            return _again(call)
        if act.name == QUESTIONS:
            return await self._questions(call)
        if act.name == END:
            call.ended = "end"
            return Said((Part(Kind.WORD, say("end")),), Action.HANGUP)
        if act.name == PERSON and self._number:
            return self._transferred(call)
        return self._read(call, act) or await self._answered(call, act.asks, act)

    def _read(self, call: Call, act: Act) -> Said | None:
        """What is read without the assistant: the rest of a text, the nearest clause of a refusal,
        which the talk's state does not hold."""
        if act.name == CONTINUE and call.reading:
            return self._piece(call, call.reading)
        answer = call.answer
        if answer is None or not refuses(answer.statements):
            return None
        if act.name in (SOURCE, VERBATIM) and not answer.citations:
            return Said((Part(Kind.WORD, say("no_source")),))
        if act.name == CONTINUE:
            return Said((Part(Kind.WORD, say("nothing_more")),))
        if act.name == SOURCE:
            words = spoken_source(answer.citations)
            return Said((Part(Kind.ANSWER, words),), answer=answer)
        if act.name == VERBATIM:
            return self._piece(call, spoken_verbatim(answer.citations))
        return None

    def _piece(self, call: Call, pieces: tuple[str, ...]) -> Said:
        call.reading = pieces[1:]
        return Said((Part(Kind.ANSWER, _offered(call, pieces[0])),), answer=call.answer)

    async def _answered(self, call: Call, question: str, act: Act | None = None) -> Said:
        """The pipeline's answer, aloud."""
        history = tuple(Turn("user", text) for text in call.messages)
        answer = await self._ask(Ask(question, history, call.filters, "auto", call.state, True))
        call.messages.append(question)
        call.state = answer.state
        if REPEAT in answer.acts and not answer.answers:
            return _again(call)
        refused = answer.status is AnswerStatus.OUT_OF_SCOPE
        if refused and "person" in answer.acts:
            return self._transferred(call, answer)
        call.answer = answer
        call.reading = _unread(answer)
        call.suggestions = answer.suggestions
        if act is None:
            call.asked.append(_asked(answer))
        if refused and "leave" in answer.acts and set(answer.acts) <= _LEAVING:
            call.ended = "end"
            return Said((Part(Kind.WORD, answer.spoken),), Action.HANGUP, answer=answer)
        options = tuple(Option(choice, choice) for choice in answer.choices[:OFFERED_MOST])
        parts = (Part(Kind.ANSWER, _offered(call, answer.spoken)), *_told(options))
        return Said(parts, options=options, answer=answer)

    def _transferred(self, call: Call, answer: Answer | None = None) -> Said:
        """To the person at the number; without one the assistant says whom to turn to."""
        transfer = Transfer(self._number, summary(tuple(call.asked)))
        if self._number or answer is None:
            part = Part(Kind.WORD, say("transfer"))
            return Said((part,), Action.TRANSFER, answer=answer, transfer=transfer)
        return Said((Part(Kind.ANSWER, answer.spoken),), answer=answer, transfer=transfer)

    async def _questions(self, call: Call) -> Said:
        """Questions to choose from: those that go on from the last answer, else the first ones."""
        questions = call.suggestions or tuple(await self._first())
        if not questions:
            return Said((Part(Kind.WORD, say("no_questions")),))
        opening = Part(Kind.WORD, say("questions"))
        options: tuple[Option, ...] = ()
        for question in questions[:OFFERED_MOST]:
            more = (*options, Option(question, question))
            if options and length(Said((opening, *_told(more))).text) > LONGEST:
                break
            options = more
        return Said((opening, *_told(options)), options=options)

    def _silent(self, call: Call, unclear: bool) -> Said:
        """Asked again once, then a person is offered, then the call ends."""
        call.silences += 1
        options = call.last.options if call.last else ()
        suffix = "_keys" if call.by_keys else ""
        if call.silences > _PATIENT:
            call.ended = "unheard"
            return Said((Part(Kind.SILENCE, say("end_silence")),), Action.HANGUP)
        if call.silences == _PATIENT:
            return Said((Part(Kind.SILENCE, say(f"person{suffix}")),), options=options)
        if options:
            name = "unclear" if unclear else "silence_choice"
            return Said((Part(Kind.SILENCE, say(name)), *_told(options)), options=options)
        name = "unclear" if unclear else f"silence{suffix}"
        return Said((Part(Kind.SILENCE, say(name)),))


def _number(heard: Heard) -> int | None:
    """The number of an option that was pressed or said; None for another wish."""
    if heard.keys:
        return int(heard.keys[-1]) if heard.keys[-1] in "123456789" else None
    return number_of_words(heard.text)


def _again(call: Call, before: str = "", kind: Kind = Kind.WORD) -> Said:
    """The last thing said once more."""
    last = call.last
    if last is None:
        return Said((Part(Kind.NOTICE, say("greeting_keys" if call.by_keys else "greeting")),))
    parts = last.parts if not before else (Part(kind, before), *_told(last.options))
    return replace(last, parts=parts, action=Action.LISTEN)


def _told(options: Sequence[Option]) -> tuple[Part, ...]:
    """The options as they are read, each with its key."""
    return tuple(
        Part(Kind.CHOICES, say("option", number=spoken_number(n), words=_words(option.label)))
        for n, option in enumerate(options, start=1)
    )


def _words(label: str) -> str:
    return read_aloud(shortened(label, (), {})).rstrip(".,;? ")


def _offered(call: Call, words: str) -> str:
    """The words, their offer to read on told by its key where the caller can only press keys."""
    if call.by_keys and words.endswith(offer()):
        return f"{words.removesuffix(offer())}{say('more_keys')}"
    return words


def _unread(answer: Answer) -> tuple[str, ...]:
    """What is left to read where the talk's state does not know it: of a refusal the nearest
    clause, of a text read word for word what follows its first piece."""
    if refuses(answer.statements):
        said = utterances(answer.statements, answer.citations, "")
    elif answer.citations:
        said = spoken_verbatim(answer.citations)
    else:
        return ()
    return said[1:] if said[0] == answer.spoken else ()


def _asked(answer: Answer) -> Asked:
    source = answer.citations[0].clause.label if answer.citations else ""
    return Asked(answer.standalone_question, answer.answers, answer.short_answer, source)
