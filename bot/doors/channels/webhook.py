"""The channel that is built in: signed JSON in, the reply as the answer or posted to an address."""

import asyncio
import json
import logging
import time
from collections.abc import Mapping
from typing import Annotated

import httpx
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.doors.api.schemas import Question
from bot.doors.channels.channel import Message, Reply
from bot.doors.channels.config import Entry
from bot.doors.channels.signature import SIGNATURE_HEADER, TIME_HEADER, check, signed

_LOG = logging.getLogger(__name__)
_TIMEOUT = 10.0  # seconds for the other side to take a reply
_WAITS = (1.0, 5.0)  # seconds before it is tried again

_Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class MessageIn(BaseModel):
    """Một tin của kênh chat."""

    model_config = ConfigDict(extra="ignore")

    message_id: Annotated[_Id, Field(description="Tin gửi lại với cùng mã thì có cùng lời đáp")]
    conversation_id: Annotated[_Id, Field(description="Tin thuộc cuộc chat nào")]
    text: Annotated[Question, Field(examples=["Ai ký Công văn 4685?"])]


class Webhook:
    """A ``Channel`` by plain HTTP."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def read(self, headers: Mapping[str, str], body: bytes) -> Message:
        """The message; Problem 401 where it is not signed, a validation error where it is none."""
        stamp, signature = headers.get(TIME_HEADER, ""), headers.get(SIGNATURE_HEADER, "")
        check(self._entry.secret, body, stamp, signature)
        try:
            read = MessageIn.model_validate_json(body)
        except ValidationError as error:
            raise RequestValidationError(error.errors()) from error
        return Message(read.message_id, read.conversation_id, read.text)

    @property
    def posts(self) -> bool:
        """Whether the replies go to an address of their own."""
        return bool(self._entry.reply_url)

    async def send(self, reply: Reply) -> None:
        """Post the reply, signed as the messages are; tried again where it is not taken."""
        body = json.dumps(reply.as_json(), ensure_ascii=False).encode()
        async with httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False) as client:
            for wait in (*_WAITS, None):
                headers = signed(self._entry.secret, body, int(time.time()))
                headers["content-type"] = "application/json"
                try:
                    answer = await client.post(self._entry.reply_url, content=body, headers=headers)
                    answer.raise_for_status()
                except httpx.HTTPError as error:
                    if wait is None:
                        name = self._entry.name
                        _LOG.error("channel %s did not take a reply: %r", name, error)
                        return
                    await asyncio.sleep(wait)
                else:
                    return
