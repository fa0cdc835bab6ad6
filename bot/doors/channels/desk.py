"""Messages of all channels to replies: each once, those of one conversation one after another.

Kept in memory, bounded: a conversation's sealed state (``bot.converse.seal``) is the whole talk,
and after a restart the next message simply begins a new one.
"""

import asyncio
import re
from dataclasses import dataclass, field

from bot.answer import Answer
from bot.doors.api.service import Service
from bot.doors.channels.brief import brief
from bot.doors.channels.channel import Message, Reply
from bot.question import Ask
from bot.records.caller import named
from corpus.memory import Memory

_TALKS, _REPLIES = 10_000, 10_000
_NUMBER = re.compile(r"\W{0,2}(\d{1,2})\W{0,2}")


@dataclass(slots=True)
class _Talk:
    """What is kept of a conversation between its messages."""

    state: str = ""
    options: tuple[str, ...] = ()
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Desk:
    """Answers messages; used inside one event loop."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._talks: Memory[tuple[str, str], _Talk] = Memory(_TALKS)
        self._replies: Memory[tuple[str, str, str], asyncio.Task[Reply]] = Memory(_REPLIES)

    def known(self, channel: str, message: Message) -> bool:
        """Whether the message came before and was answered, or is being answered."""
        return self._replies.get((channel, message.conversation, message.id)) is not None

    async def answer(self, channel: str, message: Message, site: str) -> Reply:
        """The reply, the same one for a message that comes again; a failure is not kept."""
        key = (channel, message.conversation, message.id)
        known = self._replies.get(key)
        if known is None or (known.done() and (known.cancelled() or known.exception())):
            known = asyncio.create_task(self._work(channel, message, site))
            self._replies.put(key, known)
        return await asyncio.shield(known)  # a caller who leaves does not take the others' reply

    async def _work(self, channel: str, message: Message, site: str) -> Reply:
        key = (channel, message.conversation)
        talk = self._talks.get_or(key, _Talk)
        named("/".join(key))
        async with talk.turn:
            asked = Ask(_meant(message.text, talk.options), state=talk.state)
            answer: Answer = await self._service.gate.run(lambda: self._service.answer(asked, 0))
            reply = brief(message, answer, site)
            talk.state, talk.options = answer.state, reply.options
            return reply


def _meant(text: str, options: tuple[str, ...]) -> str:
    """The option whose number was sent, else the text."""
    number = _NUMBER.fullmatch(text.strip())
    if number and 1 <= int(number[1]) <= len(options):
        return options[int(number[1]) - 1]
    return text
