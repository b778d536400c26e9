"""A voice that another process has, asked over the Wyoming protocol."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import soxr
from wyoming.audio import AudioChunk, AudioStart
from wyoming.error import Error
from wyoming.event import Event, Eventable
from wyoming.info import Describe, Info
from wyoming.tts import Synthesize, SynthesizeVoice

from tts.errors import TtsError
from tts.loudness import Wave
from tts.spans import speak_spans
from tts.ssml import Span, Spoken, parse_spans
from tts.stretch import stretch
from tts.synthesizer import RATE_HZ, Samples, Speech
from tts.telephone import to_samples
from tts.voices import expect_voice
from voicebot.speech.connection import Connection, PeerGone, PeerRefused
from voicebot.speech.offer import engines_of, takes_ssml

Answer = TypeVar("Answer")


class RemoteSynthesizer:
    """Implements `tts.synthesizer.Synthesizer` by services that hold the model.

    A service of ours gets SSML; a stock one plain text, and markup is rendered here.
    """

    def __init__(self, uris: Sequence[str], *, deadline_s: float) -> None:
        """Ask what the first service that answers can speak.

        Raises:
            TtsError: none answers, or none speaks.
        """
        self._uris = tuple(uris)
        self._deadline_s = deadline_s
        info = self._asked(Describe(), _info)
        self._takes_ssml = takes_ssml(info)
        self._engines = engines_of(info)
        if not self._engines.voices:
            raise TtsError(
                "the speech service at {uri} has no voice; name another in speech.uris",
                uri=self._uris[0],
            )

    @property
    def name(self) -> str:
        return self._engines.synthesizer

    @property
    def version(self) -> str:
        return self._engines.synthesizer_version or "unknown"

    @property
    def voices(self) -> tuple[str, ...]:
        return self._engines.voices

    @property
    def recognizer(self) -> str:
        """What the same services recognize with; empty when they do not."""
        return self._engines.recognizer

    def synthesize(self, text: str, voice: str) -> Speech:
        """At the service's own rate.

        Raises:
            SsmlError: malformed SSML.
            TtsError: no such voice, or no service answers in time.
        """
        expect_voice(voice, self.voices, engine=self.name)
        spans = parse_spans(text)
        if not any(map(str.isalpha, "".join(_texts(spans)))):
            return Speech(samples=np.zeros(0, np.int16), rate_hz=RATE_HZ)
        if self._takes_ssml:
            return self._spoken(text, voice)
        return speak_spans(
            text, RATE_HZ, lambda words, speed: self._paced(words, speed, voice)
        )

    def close(self) -> None:
        """Nothing to release: a connection lasts for one request."""

    def _paced(self, words: str, speed: float, voice: str) -> Samples:
        """At 8 kHz, and at a speed that the stock peer does not know of."""
        spoken = self._spoken(words, voice)
        wave: Wave = spoken.samples.astype(np.float32) / np.float32(32767)
        wave = soxr.resample(wave, spoken.rate_hz, RATE_HZ)
        return to_samples(stretch(wave, RATE_HZ, speed))

    def _spoken(self, text: str, voice: str) -> Speech:
        request = Synthesize(text=text, voice=SynthesizeVoice(name=voice))
        return self._asked(request, _speech)

    def _asked(
        self, request: Eventable, answer: Callable[[Connection, float], Answer]
    ) -> Answer:
        """What the first service that answers says, each being given the deadline.

        Raises:
            TtsError: none does.
        """
        troubles = []
        for uri in self._uris:
            try:
                with Connection(uri) as connection:
                    connection.send(request)
                    return answer(connection, time.monotonic() + self._deadline_s)
            except PeerGone as gone:
                troubles.append(str(gone))
        raise TtsError(
            "no speech service answers: {troubles}", troubles="; ".join(troubles)
        )


def _texts(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(span.text for span in spans if isinstance(span, Spoken))


def _info(connection: Connection, by_s: float) -> Info:
    return Info.from_event(_expected(connection, Info, by_s))


def _speech(connection: Connection, by_s: float) -> Speech:
    start = AudioStart.from_event(_expected(connection, AudioStart, by_s))
    parts = []
    while AudioChunk.is_type((event := connection.receive(by_s)).type):
        parts.append(AudioChunk.from_event(event).audio)
    samples = np.frombuffer(b"".join(parts), "<i2").astype(np.int16)
    return Speech(samples=samples[:: start.channels], rate_hz=start.rate)


def _expected(connection: Connection, kind: type[Eventable], by_s: float) -> Event:
    """The next event of this kind; others, which newer peers may send, are passed over."""
    while not kind.is_type((event := connection.receive(by_s)).type):
        if Error.is_type(event.type):
            raise PeerRefused(Error.from_event(event).text)
    return event
