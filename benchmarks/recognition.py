"""From a recording to what was heard of it: one pass with the parts of a call.

The ear, the recognizer and the watch of who answered hear 20 ms at a time. Speech is read
when the watch asks (it may decide before the turn ends) and at the end, if anything came
since. So one pass serves all that is asked of a recording.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from asr.audio_file import read_audio
from asr.ear import Ear, HearingEvent, SpeechStarted
from asr.recognizer import RATE_HZ, RecognizerEngine, Samples
from asr.silero_vad import SileroModel
from asr.voice_activity import VoiceActivityDetector
from benchmarks.corpus import Row
from benchmarks.heard import Edge, Heard, Reading, Sounding, Timeline, Timing
from benchmarks.watching import FRAME_S, Watching
from voicebot.answering.tone import Tone, ToneDetector
from voicebot.settings import load_settings
from voicebot.speech.engines import open_recognizer
from voicebot.weights.checksum import sha256_of
from voicebot.weights.choice import pick_recognition_model

FRAME_SAMPLES = round(FRAME_S * RATE_HZ)
SILENCE_AFTER = np.zeros(RATE_HZ // 2, np.int16)
"""As when the caller leaves, so that speech up to the last sample ends too."""

WITHIN_S = 2.5
"""Who answered is to be known from so much after the first speech."""


class Recognition:
    """Loaded models; a fresh ear and `detector` a recording, which expects `phrases`.

    `version` tells models of one name apart.
    """

    def __init__(
        self,
        engine: RecognizerEngine,
        detector: Callable[[], VoiceActivityDetector],
        phrases: Sequence[str] = (),
        within_s: float = WITHIN_S,
        version: str = "",
    ) -> None:
        self._engine = engine
        self._detector = detector
        self._phrases = phrases
        self._within_s = within_s
        self.engine_name = f"{engine.name} {version}".strip()

    def hear(self, samples: Samples) -> Heard:
        ear = Ear(self._detector(), self._engine.recognizer())
        ear.begin(self._phrases)
        return _Pass(ear, self._within_s).over(samples, self.engine_name)


def open_recognition(phrases: Sequence[str], within_s: float = WITHIN_S) -> Recognition:
    """Load the models that the settings choose.

    Raises:
        VoicebotError, AsrError: a model cannot be used.
    """
    settings = load_settings()
    return Recognition(
        open_recognizer(settings),
        SileroModel().detector,
        phrases,
        within_s,
        _version(pick_recognition_model(settings).folder),
    )


def _version(model: Path) -> str:
    """The beginning of the weights' SHA-256; they are the largest file."""
    files = (path for path in model.rglob("*") if path.is_file())
    return sha256_of(max(files, key=lambda path: path.stat().st_size))[:12]


class Ears:
    """Hears a corpus's recordings, each once; `kept` are those heard before, by file.

    `question` names what is expected, if not everything: a recording may be heard as an
    answer to several questions. Models are loaded when the first is needed.
    """

    def __init__(
        self,
        corpus: Path,
        kept: dict[str, Heard],
        open_: Callable[[], Recognition],
        question: str | None = None,
    ) -> None:
        self._corpus = corpus
        self._kept = kept
        self._open = open_
        self._suffix = f" @ {question}" if question else ""
        self._recognition: Recognition | None = None

    def hear(self, row: Row) -> Heard:
        name = row.path.relative_to(self._corpus).as_posix() + self._suffix
        if name not in self._kept:
            self._recognition = self._recognition or self._open()
            self._kept[name] = self._recognition.hear(read_audio(row.path))
        return self._kept[name]


class _Pass:
    """One recording; the clock counts whole frames."""

    def __init__(self, ear: Ear, within_s: float) -> None:
        self._ear = ear
        self._tone_detector = ToneDetector()
        self._watching = Watching(self._read, within_s)
        self._now_s = 0.0
        self._is_read = True
        self._edges: list[Edge] = []
        self._tones: list[Sounding] = []
        self._readings: list[Reading] = []
        self._wait_s = 0.0
        self._reading_s = 0.0
        self._early_reading_s = 0.0

    def over(self, samples: Samples, engine: str) -> Heard:
        began_s = time.process_time()
        for frame in _frames(np.concatenate([samples, SILENCE_AFTER])):
            self._hear(frame)
        last = self._read(self._now_s) if self._edges else Reading(text="", at_s=0.0)
        cpu_s = time.process_time() - began_s
        return Heard(
            text=last.text,
            alternatives=last.alternatives,
            engine=engine,
            timeline=Timeline(
                length_s=self._now_s,
                edges=tuple(self._edges),
                tones=tuple(self._tones),
                readings=tuple(self._readings),
            ),
            timing=Timing(
                wait_s=self._wait_s,
                cpu_s=cpu_s,
                reading_s=self._reading_s,
                early_reading_s=self._early_reading_s,
            ),
        )

    def _hear(self, frame: Samples) -> None:
        self._now_s = round(self._now_s + FRAME_S, 3)
        tones = self._tone_detector.hear(frame)
        was_speech = self._ear.is_speech
        events = self._ear.hear(frame)
        if was_speech or self._ear.is_speech:
            self._is_read = False
        is_watching = not self._watching.is_over
        for tone in tones:
            self._note_tone(tone, is_watching=is_watching)
        for event in events:
            self._note_edge(event, is_watching=is_watching)
        if is_watching:
            self._watching.tick(self._now_s)

    def _note_tone(self, tone: Tone, *, is_watching: bool) -> None:
        self._tones.append(Sounding(tone=tone, noticed_s=self._now_s))
        if is_watching:
            self._watching.hear_tone(tone, self._now_s)

    def _note_edge(self, event: HearingEvent, *, is_watching: bool) -> None:
        edge = Edge(
            is_start=isinstance(event, SpeechStarted),
            at_s=event.at_s,
            noticed_s=self._now_s,
        )
        self._edges.append(edge)
        if is_watching:
            self._watching.hear_edge(edge, self._now_s)

    def _read(self, now_s: float) -> Reading:
        """A fresh reading, or the last one where nothing came since."""
        if self._is_read and self._readings:
            return self._readings[-1]
        asked_s, asked_cpu_s = time.perf_counter(), time.process_time()
        transcript = self._ear.transcribe()
        self._wait_s = time.perf_counter() - asked_s
        took_cpu_s = time.process_time() - asked_cpu_s
        self._reading_s += took_cpu_s
        if not self._watching.is_over:
            self._early_reading_s += took_cpu_s
        reading = Reading(
            text=transcript.text,
            alternatives=tuple(transcript.alternatives),
            at_s=now_s,
        )
        self._readings.append(reading)
        self._is_read = True
        return reading


def _frames(samples: Samples) -> Iterator[Samples]:
    whole = len(samples) - len(samples) % FRAME_SAMPLES
    yield from samples[:whole].reshape(-1, FRAME_SAMPLES)
