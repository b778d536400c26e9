"""A recognizer whose model lies in another process, asked over the Wyoming protocol.

Audio goes whenever somebody asks what is recognized so far, so that an engine which reads
along does, and all that waits goes in one event: its head costs more than its samples.
What was said since the question is kept, and goes again to the next service if one falls
silent.
"""

import time
from collections.abc import Iterator, Sequence

import numpy as np
from wyoming.asr import Transcribe
from wyoming.asr import Transcript as WyomingTranscript
from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.error import Error

from asr.errors import AsrError
from asr.recognizer import RATE_HZ, Samples, Transcript
from voicebot.speech.connection import Connection, PeerGone, PeerRefused
from voicebot.speech.readings import transcript_from
from voicebot.speech.whose_call import call_context

LANGUAGE = "ru"
RETRY_S = 0.1
_SAMPLE_BYTES = 2
_FORMAT = {"rate": RATE_HZ, "width": _SAMPLE_BYTES, "channels": 1}


class RemoteEngine:
    """Implements `asr.recognizer.RecognizerEngine` by services that hold the model.

    `uris` are equals; each recognizer keeps to one and goes on to the next when it
    fails. A request that is not answered within `deadline_s` raises.
    """

    def __init__(self, uris: Sequence[str], *, name: str, deadline_s: float) -> None:
        self._uris = tuple(uris)
        self._name = name
        self._deadline_s = deadline_s
        self._made = 0

    @property
    def name(self) -> str:
        return self._name

    def recognizer(self) -> "RemoteRecognizer":
        self._made += 1
        turn = self._made % len(self._uris)
        return RemoteRecognizer(
            self._uris[turn:] + self._uris[:turn], deadline_s=self._deadline_s
        )

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        """None that could be told: the protocol has no question for it."""
        return ()


class RemoteRecognizer:
    """One caller's. Its connection is opened with the first audio and kept."""

    def __init__(self, uris: Sequence[str], *, deadline_s: float) -> None:
        self._uris = tuple(uris)
        self._deadline_s = deadline_s
        self._connection: Connection | None = None
        self.begin()

    def begin(self, phrases: Sequence[str] = ()) -> None:
        self._phrases = tuple(phrases)
        self._audio: list[Samples] = []
        self._latest = Transcript()
        self._is_read = True
        self._leave_stream()

    def hear(self, samples: Samples) -> None:
        self._audio.append(samples)
        self._is_read = False

    def partial(self) -> Transcript:
        """The last reading: the protocol's answer comes with the end of the audio."""
        if not self._is_read:
            try:
                self._pass_on()
            except PeerGone:
                self._go_on_to_the_next()  # which gets all of it with the next audio
        return self._latest

    def transcribe(self) -> Transcript:
        """Of all audio since `begin`, from the first service that answers.

        Raises:
            AsrError: none answered in time.
        """
        if not self._is_read:
            self._latest = self._read()
            self._is_read = True
        return self._latest

    def _read(self) -> Transcript:
        """From the first service that answers; one that restarts is waited for."""
        by_s = time.monotonic() + self._deadline_s
        troubles: dict[str, None] = {}
        refusals = 0
        while refusals < len(self._uris):
            try:
                return self._answer(by_s)
            except PeerGone as gone:
                troubles[str(gone)] = None
                refusals += isinstance(gone, PeerRefused)
            self._go_on_to_the_next()
            if time.monotonic() + RETRY_S >= by_s:
                break
            time.sleep(RETRY_S)
        raise AsrError(
            "no speech service answers: {troubles}", troubles="; ".join(troubles)
        )

    def _answer(self, by_s: float) -> Transcript:
        self._pass_on()
        connection = self._opened()
        connection.send(AudioStop())
        self._sent = 0
        while True:
            event = connection.receive(by_s)
            if WyomingTranscript.is_type(event.type):
                return transcript_from(WyomingTranscript.from_event(event))
            if Error.is_type(event.type):
                raise PeerRefused(Error.from_event(event).text)

    def _pass_on(self) -> None:
        """Send what the service has not heard yet of this question."""
        connection = self._opened()
        if not self._sent:
            connection.send(*self._opening())
        waiting = self._audio[self._sent :]
        if waiting:
            connection.send(_chunk(np.concatenate(waiting)))
        self._sent = len(self._audio)

    def _opening(self) -> Iterator[Transcribe | AudioStart]:
        yield Transcribe(
            language=LANGUAGE,
            transcript_terms=list(self._phrases),
            context=call_context(),
        )
        yield AudioStart(**_FORMAT)

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = Connection(self._uris[0])
            self._sent = 0
        return self._connection

    def _leave_stream(self) -> None:
        """A stream that was begun cannot be taken back: only left by hanging up."""
        if self._connection and self._sent:
            self._hang_up()
        self._sent = 0

    def _go_on_to_the_next(self) -> None:
        self._hang_up()
        self._uris = (*self._uris[1:], self._uris[0])

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None
        self._sent = 0


def _chunk(samples: Samples) -> AudioChunk:
    return AudioChunk(**_FORMAT, audio=np.asarray(samples, "<i2").tobytes())
