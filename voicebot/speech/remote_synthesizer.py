"""A voice that another process has, asked over the Wyoming protocol."""

from collections.abc import Sequence

import numpy as np
import soxr
from wyoming.audio import AudioChunk, AudioStart
from wyoming.tts import Synthesize, SynthesizeVoice

from tts.errors import TtsError
from tts.loudness import Wave
from tts.spans import speak_spans
from tts.ssml import Span, Spoken, parse_spans
from tts.stretch import stretch
from tts.synthesizer import RATE_HZ, Samples, Speech
from tts.telephone import to_samples
from tts.voices import expect_voice
from voicebot.speech.asking import ask, ask_offer, expected
from voicebot.speech.connection import Connection, PeerGone
from voicebot.speech.offer import engines_of, takes_ssml
from voicebot.speech.whose_call import call_context


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
        try:
            info = ask_offer(self._uris, deadline_s=deadline_s)
        except PeerGone as gone:
            raise _no_service(gone) from gone
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
        request = Synthesize(
            text=text, voice=SynthesizeVoice(name=voice), context=call_context()
        )
        try:
            return ask(self._uris, request, _speech, deadline_s=self._deadline_s)
        except PeerGone as gone:
            raise _no_service(gone) from gone


def _no_service(gone: PeerGone) -> TtsError:
    return TtsError("no speech service answers: {troubles}", troubles=gone)


def _texts(spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(span.text for span in spans if isinstance(span, Spoken))


def _speech(connection: Connection, by_s: float) -> Speech:
    start = AudioStart.from_event(expected(connection, AudioStart, by_s))
    parts = []
    while AudioChunk.is_type((event := connection.receive(by_s)).type):
        parts.append(AudioChunk.from_event(event).audio)
    samples = np.frombuffer(b"".join(parts), "<i2").astype(np.int16)
    return Speech(samples=samples[:: start.channels], rate_hz=start.rate)
