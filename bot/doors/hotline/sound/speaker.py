"""Words as marked WAV files: by a speech server where one is set, else by ``espeak-ng``."""

import asyncio
import logging
import os
from dataclasses import dataclass
from typing import Protocol

from cachetools import LRUCache

from bot.doors.hotline.sound.espeak import Espeak, SpeechError
from bot.doors.hotline.sound.mark import marked_wav
from bot.doors.hotline.sound.resample import resampled
from bot.doors.hotline.sound.servers import SpeechServer
from bot.doors.hotline.sound.wav import Sound
from corpus.settings import Settings

_LOG = logging.getLogger(__name__)
_KEPT = 16_000_000  # bytes of what was spoken: greetings are said to every caller


class Voice(Protocol):
    """What speaks; ``learned``: by a trained model."""

    name: str
    learned: bool

    async def speak(self, text: str) -> Sound:
        """The text as sound; SpeechError where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Spoken:
    """A WAV file with how long it lasts, and a remark on how it was made ("" mostly)."""

    wav: bytes
    rate: int
    seconds: float
    remark: str = ""


class Speaker:
    """Speaks with the first of its ``voices`` that can."""

    def __init__(self, voices: tuple[Voice, ...]) -> None:
        self._voices = voices
        self._kept: LRUCache[tuple[str, int], Spoken] = LRUCache(
            _KEPT, getsizeof=lambda spoken: len(spoken.wav)
        )

    async def speak(self, text: str, rate: int) -> Spoken:
        """The text as a marked WAV file; SpeechError names the remedy."""
        key = (text, rate)
        if (kept := self._kept.get(key)) is not None:
            return kept
        failed: list[str] = []
        for voice in self._voices:
            try:
                sound = await voice.speak(text)
            except SpeechError as error:
                _LOG.warning("%s: %s", voice.name, error)
                failed.append(str(error))
                continue
            spoken = await asyncio.to_thread(_made, sound, rate, voice, "; ".join(failed))
            if not failed and len(spoken.wav) < _KEPT:
                self._kept[key] = spoken
            return spoken
        raise SpeechError("; ".join(failed))


def _made(sound: Sound, rate: int, voice: Voice, remark: str) -> Spoken:
    sound = resampled(sound, rate)
    wav = marked_wav(sound, voice.name, learned=voice.learned)
    return Spoken(wav, rate, sound.seconds, remark)


def make_speaker(settings: Settings) -> Speaker:
    """The speaker of the settings."""
    cores = len(os.sched_getaffinity(0))
    voices: list[Voice] = []
    if settings.tts_base_url:
        key = settings.tts_api_key.get_secret_value()
        voices.append(
            SpeechServer(
                settings.tts_base_url, key, settings.tts_model, settings.tts_voice,
                settings.tts_timeout,
            )
        )  # fmt: skip
    voices.append(Espeak(settings.espeak_voice, settings.espeak_speed, cores))
    return Speaker(tuple(voices))


def make_transcriber(settings: Settings) -> SpeechServer | None:
    """What hears callers; None where no server is set."""
    if not settings.stt_base_url:
        return None
    key = settings.stt_api_key.get_secret_value()
    return SpeechServer(settings.stt_base_url, key, settings.stt_model, "", settings.stt_timeout)
