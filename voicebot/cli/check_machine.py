"""What `voicebot check` knows about the machine that scenarios are to run on."""

import functools
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tts.errors import TtsError
from voicebot.cli.border import translated_errors
from voicebot.errors import ModelError, VoicebotError
from voicebot.scenario.checking.machine import DOUBTFUL_S, Machine
from voicebot.settings import Settings
from voicebot.understanding.phrases import load_phrases
from voicebot.weights.choice import pick_recognition_model, pick_speech_model

if TYPE_CHECKING:
    from asr.recognizer import RecognizerEngine
    from tts.cache import PromptCache


@contextmanager
def machine_of(settings: Settings, *, with_audio: bool | None) -> Iterator[Machine]:
    """`with_audio`: None measures by sound where a voice is here and it is doubtful.

    Models are loaded when a rule first asks for them, and let go at the end. Names of
    agents, webhooks and channels are only known where there are any settings at all.

    Raises:
        ModelError: `with_audio` is wanted, and no voice is here.
    """
    is_set = bool(settings.model_fields_set)
    with ExitStack() as opened, translated_errors():
        yield Machine(
            phrases=load_phrases(settings.folders.dialogs / "phrases"),
            agents=settings.agents.keys() if is_set else None,
            webhooks=settings.webhooks.keys() if is_set else None,
            channels=settings.messages.keys() if is_set else None,
            unknown_words=_vocabulary(settings),
            speech_s=_pace(settings, opened, with_audio=with_audio),
            recording_s=_recording_s if with_audio is not False else None,
            measured_from_s=0.0 if with_audio else DOUBTFUL_S,
        )


def _vocabulary(settings: Settings) -> Callable[[Sequence[str]], Sequence[str]] | None:
    """Only Vosk lacks words; None for Whisper, and where no recognizer is here."""
    try:
        model = pick_recognition_model(settings)
    except ModelError:
        return None
    if model.engine != "vosk":
        return None

    @functools.cache
    def engine() -> "RecognizerEngine":
        from asr.engines import load_engine

        return load_engine(model.engine, model.folder, settings.asr.threads)

    return lambda phrases: engine().unknown_words(phrases)


def _pace(
    settings: Settings, opened: ExitStack, *, with_audio: bool | None
) -> Callable[[str, str | None], float | None] | None:
    if with_audio is False:
        return None
    try:
        pick_speech_model(settings)
    except ModelError:
        if with_audio:
            raise
        return None

    @functools.cache
    def cache() -> "PromptCache":
        from voicebot.conversation.voice import open_voice

        voice = open_voice(settings)
        opened.callback(voice.close)
        return voice

    def speech_s(text: str, voice: str | None) -> float | None:
        try:
            return cache().speech(text, voice).duration_s or None
        except (TtsError, VoicebotError):
            if with_audio:
                raise
            return None

    return speech_s


def _recording_s(path: Path) -> float | None:
    """None where the file is no recording; that it is missing is told elsewhere."""
    from tts.recorded import read_recording

    try:
        return read_recording(path).duration_s
    except TtsError:
        return None
