"""Speech servers of the OpenAI kind: text to speech and speech to text, over HTTP."""

import asyncio

import httpx

from bot.doors.hotline.sound.espeak import SpeechError
from bot.doors.hotline.sound.wav import Sound, WrongWav, read_wav

_LARGEST = 32_000_000  # bytes of an answer
_LONGEST = 4000  # characters of a transcription


class SpeechServer:
    """One server by its base address; a call that takes longer than ``seconds`` is given up."""

    learned = True  # its voice comes from a trained model

    def __init__(self, base_url: str, key: str, model: str, voice: str, seconds: float) -> None:
        self.name = model
        self._model, self._voice, self._seconds = model, voice, seconds
        self._client = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"},
            timeout=seconds,
            trust_env=False,
        )

    async def speak(self, text: str) -> Sound:
        """``POST audio/speech``: the text as sound, at the server's own rate."""
        body = {
            "model": self._model,
            "input": text,
            "voice": self._voice,
            "response_format": "wav",
        }
        data = await self._sent("audio/speech", json=body)
        try:
            sound = await asyncio.to_thread(read_wav, data)
        except WrongWav as error:
            raise SpeechError(f"máy đọc trả về tệp không dùng được ({error})") from error
        if not sound.samples:
            raise SpeechError("máy đọc trả về tệp không có tiếng")
        return sound

    async def transcribe(self, wav: bytes) -> str:
        """``POST audio/transcriptions``: what is said in the file, "" where nothing is."""
        data = await self._sent(
            "audio/transcriptions",
            files={"file": ("luot.wav", wav, "audio/wav")},
            data={"model": self._model, "language": "vi", "response_format": "json"},
        )
        try:
            text = httpx.Response(200, content=data).json()["text"]
        except (ValueError, KeyError, TypeError) as error:
            raise SpeechError("máy nhận dạng trả về nội dung không đọc được") from error
        return " ".join(str(text).split())[:_LONGEST]

    async def _sent(self, path: str, **body: object) -> bytes:
        """The answer's body, read within the time and up to a size."""
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._client.stream("POST", path, **body) as response,  # type: ignore[arg-type]
            ):
                if response.status_code != httpx.codes.OK:
                    raise SpeechError(f"máy chủ tiếng nói báo lỗi {response.status_code}")
                data = bytearray()
                async for piece in response.aiter_bytes():
                    data += piece
                    if len(data) > _LARGEST:
                        raise SpeechError("máy chủ tiếng nói trả về quá nhiều dữ liệu")
                return bytes(data)
        except (httpx.HTTPError, TimeoutError) as error:
            name = type(error).__name__
            raise SpeechError(f"máy chủ tiếng nói không trả lời ({name})") from error
