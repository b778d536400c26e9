"""The speech service: models loaded once, asked by every process over Wyoming."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from typing_extensions import override
from wyoming.asr import Transcribe
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.info import Describe
from wyoming.ping import Ping, Pong
from wyoming.server import AsyncEventHandler
from wyoming.tts import Synthesize

from asr.errors import AsrError
from asr.recognizer import RecognizerEngine
from tts.errors import TtsError
from tts.synthesizer import Speech, Synthesizer
from voicebot.logs.bound import bound
from voicebot.speech.caller_stream import CallerStream, TooLong
from voicebot.speech.offer import Engines, info_of
from voicebot.speech.readings import wyoming_from
from voicebot.speech.whose_call import call_id_of
from voicebot.speech.workbench import Overloaded, Workbench

logger = logging.getLogger(__name__)

LANGUAGE = "ru"
CHUNK_SAMPLES = 4000
"""Of synthesized speech in one event."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechService:
    """What all connections share. Readings and synthesis wait on benches of their own."""

    recognizer: RecognizerEngine
    synthesizer: Synthesizer
    reading: Workbench
    speaking: Workbench
    patience_s: float

    @property
    def engines(self) -> Engines:
        return Engines(
            recognizer=self.recognizer.name,
            synthesizer=self.synthesizer.name,
            synthesizer_version=self.synthesizer.version,
            voices=self.synthesizer.voices,
        )

    def handler(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> "Attendant":
        """Serves one connection; give this method to a Wyoming server."""
        return Attendant(self, reader, writer)


class Attendant(AsyncEventHandler):
    """One connection's requests, one after another.

    What cannot be done is an `error` event; the connection stays.
    """

    def __init__(
        self,
        service: SpeechService,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        super().__init__(reader, writer)
        self._service = service
        self._stream: CallerStream | None = None
        self._call_id = ""

    @override
    async def handle_event(self, event: Event) -> bool:
        told = call_id_of(event)
        self._call_id = self._call_id if told is None else told
        with bound(call_id=self._call_id):
            try:
                await self._handle(event)
            except ConnectionError as gone:  # its call ended before the answer
                logger.debug("speech_client_gone", extra={"why": gone})
                return False
        return True

    async def _handle(self, event: Event) -> None:
        try:
            answer = await self._answer(event)
        except (AsrError, TtsError, Overloaded, TooLong, ValueError, KeyError) as error:
            logger.warning(
                "speech_request_failed", extra={"request": event.type, "why": error}
            )
            self._stream = None
            answer = Error(text=str(error), code=type(error).__name__)
        if answer:
            await self.write_event(answer.event())

    async def _answer(self, event: Event) -> Eventable | None:
        match event.type:
            case kind if Synthesize.is_type(kind):
                return await self._speak(Synthesize.from_event(event))
            case kind if Describe.is_type(kind):
                return info_of(self._service.engines)
            case kind if Ping.is_type(kind):
                return Pong(text=Ping.from_event(event).text)
            case kind if AudioStop.is_type(kind):
                return await self._read()
            case _:
                await self._listen(event)
        return None

    async def _listen(self, event: Event) -> None:
        """Take audio, or the word that some follows; other domains' events are ignored."""
        match event.type:
            case kind if Transcribe.is_type(kind):
                self._begin(Transcribe.from_event(event))
            case kind if AudioStart.is_type(kind) and self._stream is None:
                self._begin(Transcribe())
            case kind if AudioChunk.is_type(kind) and self._stream:
                await self._hear(self._stream, AudioChunk.from_event(event))
            case _:
                pass

    def _begin(self, request: Transcribe) -> None:
        phrases = (*(request.transcript_names or ()), *(request.transcript_terms or ()))
        self._stream = CallerStream(self._service.recognizer.recognizer(), phrases)

    async def _hear(self, stream: CallerStream, chunk: AudioChunk) -> None:
        stream.take(chunk)
        if stream.has_much_waiting:
            await self._at_the_bench(stream.feed, is_awaited=False)

    async def _read(self) -> Eventable | None:
        stream, self._stream = self._stream, None
        if stream is None:
            return None
        transcript = await self._at_the_bench(stream.read)
        return wyoming_from(transcript, LANGUAGE)

    async def _at_the_bench(
        self, work: Callable[[], Result], *, is_awaited: bool = True
    ) -> Result:
        service = self._service
        return await service.reading.do(
            work, patience_s=service.patience_s, is_awaited=is_awaited
        )

    async def _speak(self, request: Synthesize) -> Eventable:
        service = self._service
        known = service.synthesizer.voices
        voice = (request.voice and request.voice.name) or known[0]
        speech = await service.speaking.do(
            lambda: service.synthesizer.synthesize(request.text, voice),
            patience_s=service.patience_s,
        )
        await self._send(speech)
        return AudioStop()

    async def _send(self, speech: Speech) -> None:
        sound = {"rate": speech.rate_hz, "width": 2, "channels": 1}
        await self.write_event(AudioStart(**sound).event())
        samples = speech.samples.astype("<i2")
        for piece in np.split(
            samples, range(CHUNK_SAMPLES, len(samples), CHUNK_SAMPLES)
        ):
            await self.write_event(AudioChunk(**sound, audio=piece.tobytes()).event())
