"""The robot's voice: settings to prompt cache, and a scenario's `say` to its parts."""

import logging
from functools import lru_cache
from pathlib import Path

from tts.cache import PromptCache
from tts.engines import load_synthesizer
from tts.errors import TtsError
from tts.recorded import read_recording
from tts.synthesizer import Samples, Speech
from voicebot.errors import AudioError
from voicebot.scenario.actions import Say
from voicebot.settings import Settings
from voicebot.speech_errors import speech_sentence
from voicebot.weights.choice import pick_speech_model

logger = logging.getLogger(__name__)

_RECORDINGS_IN_MEMORY = 64


def open_voice(settings: Settings) -> PromptCache:
    """The engine and voice that the settings ask for, its prompts under `var/prompts`.

    Raises:
        ModelError: the engine or its model is not here.
        AudioError: it is here and does not work, or has no such voice.
    """
    model = pick_speech_model(settings)
    try:
        synthesizer = load_synthesizer(model.engine, model.folder)
        cache = PromptCache(
            synthesizer, settings.folders.prompts, voice=settings.tts.voice
        )
    except TtsError as error:
        raise AudioError(speech_sentence(error)) from error
    logger.info("voice_opened", extra={"engine": cache.engine})
    return cache


class ScenarioVoice:
    """Speaks a scenario's `say` actions; recordings lie beside the scenario.

    Any thread may ask. Errors are `TtsError`.
    """

    def __init__(self, cache: PromptCache, scenario_folder: Path) -> None:
        self._cache = cache
        self._folder = scenario_folder
        self._recording = lru_cache(_RECORDINGS_IN_MEMORY)(read_recording)

    @property
    def name(self) -> str:
        return self._cache.engine

    def cut(self, say: Say) -> tuple[str, ...]:
        """Sentences and the pauses between them; a recording is one part."""
        return (say.text,) if say.audio else self._cache.cut(say.text)

    def is_rendered(self, part: str, say: Say) -> bool:
        """Speaking the part takes no synthesis."""
        return bool(say.audio) or self._cache.is_rendered(part, say.voice)

    def speech(self, part: str, say: Say) -> Samples:
        """8 kHz. Only what is fixed reaches the disk: slots hold personal data."""
        return self._speech(part, say).samples

    def _speech(self, part: str, say: Say) -> Speech:
        if say.audio:
            return self._recording(self._folder / say.audio)
        return self._cache.speech(part, say.voice, keep=say.fixed)
