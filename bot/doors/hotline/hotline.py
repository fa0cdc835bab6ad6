"""The hotline behind its routes: calls, the desk that meets their turns, ears and voice."""

import asyncio
import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import ReferenceType, ref

from bot.answer import Answer
from bot.assemble import Assistant
from bot.doors.access.rights import current_rights
from bot.doors.api.problems import Problem
from bot.doors.api.service import Service
from bot.doors.hotline.call import Call, Heard, Input, Said
from bot.doors.hotline.calls import HANGUP, Calls
from bot.doors.hotline.schemas import HotlineIn
from bot.doors.hotline.sound.espeak import SpeechError
from bot.doors.hotline.sound.speaker import Spoken, make_speaker, make_transcriber
from bot.doors.hotline.sound.wav import Sound, WrongWav, read_telephone_wav, write_wav
from bot.doors.hotline.turn import Desk
from bot.question import Ask
from bot.records.caller import named
from bot.speak.own import saying
from bot.vocabulary.added import NO_WORDS
from corpus.settings import Settings

_NO_EARS = (
    "Chưa có máy nhận dạng tiếng nói: đặt TONGDAI_STT_BASE_URL (một máy chủ kiểu OpenAI), hoặc gửi "
    "“text” hay “keys”."
)
_PATIENCE = 0.0  # a call is not begun before the assistant is ready


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn that was met: what was heard and said, and how it stands with the call."""

    call_id: str
    turn: int
    input: Input
    heard: str
    said: Said
    spoken: Spoken | None
    remarks: tuple[str, ...]


class Hotline:
    """Meets turns; answers come from ``service``, through its gate."""

    def __init__(self, settings: Settings, service: Service) -> None:
        self._service = service
        self.calls = Calls(settings.calls, settings.call_silence)
        self._desk = Desk(self._ask, self._first_questions, settings.transfer_number)
        self._speaker = make_speaker(settings)
        self._transcriber = make_transcriber(settings)
        # questions to begin with, by whether internal documents are seen, while these documents
        # are in use
        self._first: dict[bool, tuple[ReferenceType[Assistant], tuple[str, ...]]] = {}
        self._looking = asyncio.Lock()

    async def turn(self, turn: HotlineIn, owner: str = "") -> Turned | None:
        """What is said to the turn of ``owner``; None where the caller hung up."""
        wav = self._sound(turn.audio) if turn.audio else None
        call, begun = self._call(turn, owner)
        named(call.id)
        try:
            async with self.calls.turn(call):
                if turn.hangup:
                    call.ended = HANGUP
                    return None
                heard = await self._heard(turn, wav)
                assistant = self._service.assistant
                with saying(assistant.parts.added if assistant else NO_WORDS):
                    said = await self._said(call, turn, heard, begun)
                met = (call.turns, call.input)
        except BaseException:
            if begun and not call.turns:  # nobody knows of it
                self.calls.forget(call)
            raise
        spoken, remarks = await self._spoken(said, turn.speak)
        return Turned(call.id, *met, heard.text or heard.keys, said, spoken, remarks)

    def _call(self, turn: HotlineIn, owner: str) -> tuple[Call, bool]:
        if not turn.begins:
            assert turn.call_id is not None
            return self.calls.find(turn.call_id, owner), False
        deaf = turn.input == "audio" and self._transcriber is None
        kind: Input = "keys" if deaf else turn.input
        return self.calls.start(turn.call_id, kind, turn.as_filters(), owner), True

    async def _said(self, call: Call, turn: HotlineIn, heard: Heard, begun: bool) -> Said:
        """The desk's words, at the beginning after the notice that a machine answers."""
        if begun and not (heard.text or heard.keys or heard.unclear):
            said = Said((self._desk.greet(call),))
            call.last, call.turns = said, 1
            return said
        said = await self._desk.meet(call, heard)
        if begun:
            said = self._desk.noticed(said)
        return said

    async def _heard(self, turn: HotlineIn, wav: Sound | None) -> Heard:
        if wav is None:
            return Heard(turn.text or "", turn.keys or "")
        if self._transcriber is None:
            raise Problem(422, _NO_EARS, "audio")
        try:
            text = await self._transcriber.transcribe(write_wav(wav))
        except SpeechError as error:
            raise Problem(
                502,
                f"Không nhận dạng được tiếng nói: {error}; kiểm tra TONGDAI_STT_BASE_URL, "
                "TONGDAI_STT_MODEL và máy chủ ấy, hoặc gửi “text”.",
                "audio",
            ) from error
        return Heard(text, unclear=not text)

    def _sound(self, audio: str) -> Sound:
        if self._transcriber is None:
            raise Problem(422, _NO_EARS, "audio")
        try:
            return read_telephone_wav(base64.b64decode(audio, validate=True))
        except binascii.Error:
            raise Problem(422, "Trường “audio” không phải base64 hợp lệ.", "audio") from None
        except WrongWav as error:
            raise Problem(422, f"Trường “audio”: {error}.", "audio") from error

    async def _spoken(self, said: Said, rate: int | None) -> tuple[Spoken | None, tuple[str, ...]]:
        if rate is None:
            return None, ()
        try:
            spoken = await self._speaker.speak(said.text, rate)
        except SpeechError as error:
            return None, (f"Chỉ có lời đáp bằng chữ: {error}.",)
        return spoken, (f"Máy đọc thay thế: {spoken.remark}.",) if spoken.remark else ()

    async def _ask(self, ask: Ask) -> Answer:
        service = self._service
        return await service.gate.run(lambda: service.answer(ask, _PATIENCE))

    async def _first_questions(self) -> Sequence[str]:
        assistant, internal = self._service.ready(), current_rights().internal
        async with self._looking:  # once, also where several callers ask
            kept = self._first.get(internal)
            if kept is None or kept[0]() is not assistant:
                found = await self._service.gate.run(self._service.first_questions)
                kept = self._first[internal] = ref(assistant), tuple(found)
        return kept[1]
