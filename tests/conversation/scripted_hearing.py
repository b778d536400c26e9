"""Hearing for tests of the talk: loud is speech, and the words are given."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any

import numpy as np
from typing_extensions import override

from asr.recognizer import RecognizerEngine, Samples, Transcript, Word
from asr.voice_activity import VoiceActivityDetector


class LoudnessDetector:
    """Implements `asr.voice_activity.VoiceActivityDetector` on clean squares."""

    def speech_probability(self, window: Samples) -> float:
        return 1.0 if np.abs(window).max() > 500 else 0.0

    def reset(self) -> None:
        """It remembers nothing."""


class LoudnessModel:
    """Makes such detectors, as a model of voice activity does."""

    def detector(self) -> VoiceActivityDetector:
        return LoudnessDetector()


class ScriptedRecognizer:
    """Implements `asr.recognizer.Recognizer`: one given text an utterance, in order.

    A text that is an exception is raised.
    """

    def __init__(self, texts: list[str | Exception]) -> None:
        """Each text is taken out of `texts`, so that recognizers may share them."""
        self._texts = texts
        self._has_audio = False

    def begin(self, phrases: Sequence[str] = ()) -> None:
        self._has_audio = False

    def hear(self, samples: Samples) -> None:
        self._has_audio = True

    def partial(self) -> Transcript:
        return Transcript()

    def transcribe(self) -> Transcript:
        if not self._has_audio or not self._texts:
            return Transcript()
        text = self._texts.pop(0)
        if isinstance(text, Exception):
            raise text
        words = (
            Word(text=word, start_s=0.0, end_s=0.1, confidence=1.0)
            for word in text.split()
        )
        return Transcript(words=tuple(words))


class ScriptedEngine:
    """Implements `asr.recognizer.RecognizerEngine`; a later recognizer reads on."""

    name = "scripted"

    def __init__(self, *texts: str | Exception) -> None:
        self._texts = list(texts)

    def recognizer(self) -> ScriptedRecognizer:
        return ScriptedRecognizer(self._texts)

    def unknown_words(self, phrases: Sequence[str]) -> tuple[str, ...]:
        return ()


class InlineExecutor(Executor):
    """Does the work at once, so that a test's clock need not wait for threads."""

    @override
    def submit(
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  # a future carries any error
            done.set_exception(error)
        return done


def engine(*texts: str | Exception) -> RecognizerEngine:
    return ScriptedEngine(*texts)
