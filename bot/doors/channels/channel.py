"""What every chat channel is to the assistant; an adapter for a new one meets this interface."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """What a person wrote; ``id`` tells a message that is delivered twice, ``conversation`` whose
    talk it belongs to."""

    id: str
    conversation: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A cited clause: its label, and the page that shows it in its document."""

    clause_id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: plain ``text`` that stands alone, its ``links``, and ``options``, of which
    the person may send the number."""

    message: str
    conversation: str
    status: str
    text: str
    links: tuple[Link, ...] = ()
    options: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is sent."""
        return {
            "message_id": self.message,
            "conversation_id": self.conversation,
            "status": self.status,
            "text": self.text,
            "links": [
                {"clause_id": link.clause_id, "title": link.title, "url": link.url}
                for link in self.links
            ],
            "options": list(self.options),
        }


class Channel(Protocol):
    """A way by which messages come and replies go."""

    def read(self, headers: Mapping[str, str], body: bytes) -> Message:
        """The message; Problem where it is not genuine or cannot be read."""
        ...

    @property
    def posts(self) -> bool:
        """Whether replies are sent on by ``send``; else they are the answer to the request."""
        ...

    async def send(self, reply: Reply) -> None:
        """Deliver the reply."""
        ...
